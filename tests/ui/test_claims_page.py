"""The page of claims: its count, its cards, and claims of one's own."""

import re
from collections import Counter

import pytest
from app_pages import blocks, headline, open_page, text

import tco
from tco.case import parse_case, presets
from tco.claims import examine
from tco.results import run
from tco.ui import claims_answers, claims_own
from tco.ui.answers import Question
from tco.ui.claims_own import Typed
from tco.ui.claims_page import VERDICTS, count_text
from tco.ui.sentences import change
from tco.ui.words import Words

CASE = "kr-general-500"
EN, KO = Words("en"), Words("ko")
THIRD = {"id": "third", "metric": "saving_pv_pct", "comparison": ">=", "number": 0.33,
         "text": {"en": "a third less", "ko": "3분의 1 절감"}, "date": "2026-10-01"}  # fmt: skip


@pytest.fixture(scope="module")
def english():
    return open_page("claims", lang="en")


@pytest.fixture(scope="module")
def report():
    return examine(tco.evaluate(CASE))


@pytest.fixture(scope="module")
def result():
    return tco.evaluate(CASE)


def cards(app):
    found = re.findall(r'<details class="tco-said">.*?</details>', "\n".join(blocks(app)), re.S)
    return [re.sub(r"<[^>]+>", " ", each).replace("\u00a0", " ") for each in found]


# --- What was printed ---------------------------------------------------------------------------------------


def test_the_headline_counts_the_verdicts_of_the_article(english, report):
    assert not english.exception
    said = report.claims.claims
    counts = Counter(each.verdict for each in report.findings if not said[each.id].rival_to)
    shown = headline(english)
    assert f"{counts.total()} claims" in shown
    for verdict in VERDICTS:
        assert count_text(verdict, counts[verdict], EN).replace("**", "") in shown


@pytest.mark.parametrize("words", [EN, KO])
def test_a_count_names_its_number_or_says_none(words):
    for verdict in VERDICTS:
        assert [str(count) in count_text(verdict, count, words) for count in (1, 2, 14)] == [True] * 3
        assert not re.search(r"\d", count_text(verdict, 0, words))


def test_every_card_has_words_speaker_verdict_and_sources(english, report):
    shown = cards(english)
    published = [each for each in report.findings if not report.claims.claims[each.id].rival_to]
    assert len(shown) == len(published)
    for card, finding in zip(shown, published, strict=True):
        assert finding.said.text.en in card
        assert EN(f"claims.verdict.{finding.verdict}") in card
        assert "2021-05-28" in card
    addresses = "\n".join(blocks(english))
    for finding in published:
        for each in finding.said.evidence:
            for source in each.sources:
                assert report.claims.sources[source].url.replace("&", "&amp;") in addresses


def test_forty_percent_is_shown_three_ways_beside_what_it_is_of(english, result):
    card = next(each for each in cards(english) if "saves 40 %" in each)
    for metric in ("saving_total_pct", "saving_pv_pct", "run_rate_saving_pct"):
        share = result.metric("cloud_ncp", metric)
        assert share < 0
        assert f"{change(share, EN)}  · does not hold".replace("\u00a0", " ") in card
    assert EN("claims.of_what") in card
    assert "₩13.85 B" in card
    assert "What would have to be true" in card
    assert "moved alone" in card


def test_the_korean_page_says_the_same_in_korean(report):
    app = open_page("claims", lang="ko")
    assert not app.exception
    bare = re.sub(r"<a [^>]*>.*?</a>", "", "\n".join(blocks(app)))
    for each in report.claims.sources.values():
        bare = bare.replace(f"{each.publisher}", "")
    bare = re.sub(r"<[^>]+>", " ", bare)
    assert set(re.findall(r"\b[a-z]{4,}\b", bare)) == set()
    assert "불성립" in headline(app)


def test_the_verdicts_stand_before_what_would_have_to_be_true():
    first = claims_answers.tested(Question.of(presets()[CASE]), needs=False)
    full = claims_answers.tested(Question.of(presets()[CASE]), needs=True)
    verdicts = [(each.id, each.verdict) for each in first.report.findings]
    assert verdicts == [(each.id, each.verdict) for each in full.report.findings]
    assert not any(each.outcome.needs for each in first.report.findings if each.outcome.wanted)
    assert all(each.outcome.needs for each in full.report.findings if each.outcome.wanted)
    assert claims_answers.complete(Question.of(presets()[CASE])) is full


def test_rivals_of_a_claim_are_another_set():
    app = open_page("claims", lang="en")
    app.button_group(key="claims_set").set_value("rivals").run()
    assert len(cards(app)) == 3
    assert "the same vendor, in another outlet" in text(app)


# --- Claims of one's own ------------------------------------------------------------------------------------


def own_page(**address):
    app = open_page("claims", lang="en", **address)
    return app.button_group(key="claims_set").set_value("own").run()


def fill(app, **values):
    for name, value in values.items():
        kind = app.selectbox if name in ("metric", "comparison", "alternative") else app.text_input
        kind(key=f"field:typed:claim:{name}").set_value(value)
    return app


def button(app, label):
    return next(each for each in app.button if each.label == label)


def test_a_claim_is_added_changed_and_removed_one_step_each():
    app = own_page()
    fill(app, text="a <b>third</b> less", number="33", speaker="sales", date="2026-10-01")
    button(app, "Add").click().run()
    assert not app.exception
    assert app.session_state["choice"].document["claims"] == [
        {"id": "own_1", "metric": "saving_pv_pct", "comparison": ">=", "number": 0.33, "date": "2026-10-01",
         "text": {"en": "a <b>third</b> less", "ko": "a <b>third</b> less"},
         "speaker": {"en": "sales", "ko": "sales"}}
    ]  # fmt: skip
    assert "<b>third" not in "\n".join(blocks(app))
    assert "does not hold" in cards(app)[0]
    assert app.text_input(key="field:typed:claim:text").value == ""
    app.button(key="claim_change:own_1").click().run()
    assert app.text_input(key="field:typed:claim:number").value == "33"
    fill(app, number="-900")
    button(app, "Save").click().run()
    assert app.session_state["choice"].document["claims"][0]["number"] == -9.0
    assert "does not hold" not in cards(app)[0]
    app.button(key="claim_remove:own_1").click().run()
    assert "claims" not in app.session_state["choice"].document
    app.button(key="tco_undo").click().run()
    assert app.session_state["choice"].document["claims"][0]["number"] == -9.0


def test_what_is_wrong_is_said_together_and_nothing_typed_is_lost():
    app = own_page()
    fill(app, text="soon", number="many", date="tomorrow")
    button(app, "Add").click().run()
    assert "“many” cannot be read" in text(app)
    assert "“tomorrow” is not a date" in text(app)
    assert app.text_input(key="field:typed:claim:text").value == "soon"
    assert app.text_input(key="field:typed:claim:number").value == "many"
    assert "claims" not in app.session_state["choice"].document


def test_a_claim_that_means_nothing_is_named_and_the_others_are_tested():
    broken = {**presets()[CASE], "claims": [{**THIRD, "metric": "saving_pv_pcd"}]}
    found = claims_answers.tested(Question.of(broken), needs=False)
    assert len(found.published) == 14
    assert found.own == ()
    assert "saving_pv_pct" in found.problems[0]


@pytest.mark.parametrize(
    ("metric", "typed"),
    [*(("saving_pv_pct", each) for each in ("33", "-900", "0.1", "12.345", "40 %", "0")),
     *(("payback_years", each) for each in ("4", "2.5", "0"))],
)  # fmt: skip
def test_a_claim_typed_is_the_claim_that_is_shown_again(result, metric, typed):
    claim = claims_own.read(Typed(metric=metric, number=typed), "own_1", None, result, EN)
    again = claims_own.fields_of(claim, result, "en")
    assert claims_own.read(again, "own_1", claim, result, EN) == claim
    scale = 100 if metric.endswith("_pct") else 1
    assert claim["number"] * scale == pytest.approx(float(typed.removesuffix("%")))


@pytest.mark.parametrize(("typed", "amount"), [("12억", 12e8), ("1,234,567", 1_234_567.0), ("1.2B", 1.2e9)])
def test_an_amount_is_typed_as_people_write_it(result, typed, amount):
    claim = claims_own.read(Typed(metric="present_value", number=typed), "own_1", None, result, EN)
    assert claim["number"] == amount
    again = claims_own.fields_of(claim, result, "en")
    assert claims_own.read(again, "own_1", claim, result, EN) == claim


def test_a_claim_on_an_unknown_figure_can_be_mended_or_removed(result):
    broken = {**THIRD, "metric": "saving_pv_pcd", "alternative": "gone"}
    typed = claims_own.known_fields(broken, result, EN)
    assert (typed.metric, typed.alternative, typed.text) == ("saving_pv_pct", "", "a third less")
    document = claims_own.with_claim(
        {"claims": [broken]}, claims_own.read(typed, "third", broken, result, EN)
    )
    assert not claims_answers.tested(Question.of({**presets()[CASE], **document}), needs=False).problems
    assert "claims" not in claims_own.without_claim(document, "third")


def test_the_other_languages_own_words_are_kept(result):
    again = claims_own.fields_of(THIRD, result, "en")
    changed = claims_own.read(Typed(**{**again.__dict__, "text": "33 % off"}), "third", THIRD, result, EN)
    assert changed["text"] == {"en": "33 % off", "ko": "3분의 1 절감"}
    document = claims_own.with_claim({"claims": [THIRD]}, changed)
    assert [each["id"] for each in document["claims"]] == ["third"]
    run(parse_case({**presets()[CASE], **document}))


def test_every_figure_offered_can_be_tested(result):
    offered = claims_own.choices(result, KO)
    assert len(offered) > 40
    assert not [label for label in offered.values() if re.search(r"\b[a-z]{4,}\b", label)]
    claims = [{"id": f"c{at}", "metric": name, "number": 0.0} for at, name in enumerate(offered)]
    for chunk in (claims[:30], claims[30:60], claims[60:]):
        case = parse_case({**presets()[CASE], "claims": chunk})
        found = examine(run(case), needs=False).findings
        assert len(found) == 17 + len(chunk)


def test_a_negative_saving_is_said_as_more_and_a_share_says_of_what(english):
    shown = cards(english)
    assert "here: 80\u2009% more".replace("\u2009", " ") in " ".join(shown)
    assert not re.search(r"here: −", " ".join(shown))
    assert any(re.search(r"here: [^·]+, [\d.]+ % of the baseline’s", each) for each in shown)
