"""The sentences must be true for every result, whoever wins."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tco.amounts import money, percent
from tco.case import parse_case, presets
from tco.claims import load_claims
from tco.cumulative import Crossing
from tco.results import run
from tco.ui import sentences
from tco.ui.compared import Bridge, Step
from tco.ui.facts import Facts, Rival, read
from tco.ui.words import Words

KO, EN = Words("ko"), Words("en")
AMOUNT = st.floats(1e3, 1e12)


def facts(baseline, value, rivals=(), crossings=(), narrowest=None, ends=0, peak=1.0, payback=None):
    saving = baseline - value
    share = saving / baseline
    named = (Rival("Keep", baseline), Rival("Move", value), *rivals)
    return Facts(10, "KRW", named[0], named[1], saving, (share, share, share), payback, "", peak, 3.0,
                 tuple(crossings), narrowest, ends, named, True)  # fmt: skip


@settings(max_examples=1000, deadline=None)
@given(AMOUNT, AMOUNT)
@example(1e9, 1e9)
@example(1e9, 1.004e9)
@example(1e9, 1.006e9)
@example(1e9, 0.5e9)
def test_winner_sign_and_size_are_those_of_the_numbers(baseline, value):
    found = facts(baseline, value)
    korean, english = sentences.headline(found, KO), sentences.headline(found, EN)
    amount, share = abs(baseline - value), abs(baseline - value) / baseline
    if share < sentences.NOISE:
        assert "about the same" in english
        assert "거의 같습니다" in korean
    else:
        assert (" more**" in english) == (value > baseline)
        assert (" less**" in english) == (value < baseline)
        assert ("더 듭니다" in korean) == (value > baseline)
        assert ("덜 듭니다" in korean) == (value < baseline)
    assert money(amount, "KRW", "en") in english
    assert money(amount, "KRW", "ko") in korean
    for text in (korean, english):
        assert percent(share) in text
        assert "−" not in text
        assert "-" not in text


@settings(max_examples=300, deadline=None)
@given(st.floats(-5, 5))
def test_an_increase_is_never_called_a_saving(share):
    for words, more, less in ((KO, "더 듦", "절감"), (EN, "more", "less")):
        text = sentences.change(share, words)
        assert "−" not in text
        if abs(share) >= sentences.NOISE:
            assert (more in text) == (share < 0)
            assert (less in text) == (share > 0)


@settings(max_examples=300, deadline=None)
@given(st.lists(AMOUNT, min_size=3, max_size=8))
def test_the_cheapest_of_all_is_named(values):
    rivals = [Rival(f"Other {at}", value) for at, value in enumerate(values[2:])]
    found = facts(values[0], values[1], rivals)
    text = sentences.field(found, EN)
    assert f"“{min(found.rivals, key=lambda each: each.value).title}” costs least" in text
    for each in found.rivals:
        if min(values) < each.value < min(values) + sentences.NOISE * values[0]:
            assert f"“{each.title}”" in text


def test_two_alternatives_need_no_further_sentence():
    assert sentences.field(facts(1e9, 2e9), EN) == ""


@pytest.mark.parametrize(
    ("given_", "english"),
    [
        ({"crossings": [Crossing(5.4, True)], "ends": 1},
         "cross in year 6; from then on “Move” has cost less"),
        ({"crossings": [Crossing(5.0, False)], "ends": -1},
         "cross in year 5; from then on “Move” has cost more"),
        ({"crossings": [Crossing(1.5, True), Crossing(4.5, False)], "ends": -1},
         "cross 2 times (year 2, year 5); at the end of year 10 “Keep” has cost less"),
        ({"crossings": [Crossing(1.5, True), Crossing(4.5, False)], "ends": 0},
         "at the end of year 10 they are equal"),
        ({"narrowest": (5.0, 2e8), "ends": -1},
         "come closest again at the end of year 5, ₩200\u00a0M apart, and do not cross"),
        ({"ends": -1}, "never narrows"),
        ({"ends": 1, "peak": 0.0}, "“Move” has at no time cost more"),
        ({"ends": 0, "peak": 0.0}, "the same throughout"),
    ],
)  # fmt: skip
def test_the_timeline_says_when_costs_cross(given_, english):
    found = facts(1e9, 1.2e9, **given_)
    assert english in sentences.timeline(found, EN)
    assert sentences.timeline(found, KO)


@pytest.mark.parametrize(("value", "holds"), [(0.6e9, True), (0.61e9, False), (1.1e9, False)])
def test_the_claim_stands_beside_the_answer_with_all_three_measures(value, holds):
    text = sentences.claim(facts(1e9, value), load_claims("dailymedi_2021"), "saving_40", EN)
    assert ("It holds" in text) == holds
    assert ("does not hold" in text) == (not holds)
    assert text.count("less" if value < 1e9 else "more") >= 3
    assert "Dailymedi 2021-05-28" in text


def test_payback_is_a_number_of_years_or_never():
    assert sentences.payback(facts(1e9, 2e9), EN) == "never within 10 years"
    assert sentences.payback(facts(1e9, 2e9, payback=0.0), EN) == "no extra funding"
    assert sentences.payback(facts(1e9, 2e9, payback=5.44), KO) == "5.4년"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.floats(-1e10, 1e10).filter(lambda x: abs(x) > 1), max_size=6))
def test_the_bridge_names_the_largest_steps(steps):
    bars = [Step("start", 1e9, "baseline"), Step("end", 1e9, "alternative")]
    bars[1:1] = [Step(f"c{at}", step, "step") for at, step in enumerate(steps)]
    text = sentences.bridge(Bridge("present", tuple(bars)), "KRW", EN)
    if any(step > 0 for step in steps):
        assert f"increase is c{steps.index(max(steps))} (+" in text
    if any(step < 0 for step in steps):
        assert f"decrease is c{steps.index(min(steps))} (−" in text
    if not steps:
        assert "the same in every category" in text


def test_extra_funding_that_is_lost_again_is_not_called_recovered():
    document = presets()["kr-tertiary-1000"]
    document["overrides"] = {**document.get("overrides", {}), "beds": 1050.0}
    found = read(run(parse_case(document)), "hybrid", "en")
    assert found.payback
    assert found.ends < 0
    assert sentences.payback(found, EN) == "recovered in year 1, lost again by the end"
    assert sentences.payback(found, KO) == "1년 차에 회수, 끝에는 다시 부족"


def test_leaving_is_told_from_going_from_cloud_to_cloud():
    document = presets()["kr-general-500"]
    assert read(run(parse_case(document)), "cloud_aws", "en").leaves
    assert not read(run(parse_case({**document, "baseline": "cloud_ncp"})), "cloud_aws", "en").leaves
