"""The claims as data: complete, sourced, in both languages, and strict."""

import copy
import re
import string
import tomllib

import pytest
from pydantic import ValidationError

from tco.assumptions import data_folder
from tco.binding import bind
from tco.changes import load
from tco.claims import load_claims
from tco.claims.data import AssumeTest, ClaimSet, CostTest, LevelTest, MetricTest
from tco.claims.words import texts
from tco.results import METRICS

HANGUL = re.compile("[가-힣]")
FOURTEEN = [
    "distance_latency", "perceived_wait", "bandwidth_enough", "in_use", "no_incident", "continuity",
    "monitoring", "certifications", "failover", "recovery_time", "no_machine_room", "staff_quarter",
    "refresh_shortening", "saving_40",
]  # fmt: skip
CLAIMS = load_claims("dailymedi_2021")
DOCUMENT = tomllib.loads(data_folder().joinpath("claims", "dailymedi_2021.toml").read_text(encoding="utf-8"))
each_claim = pytest.mark.parametrize("claim", CLAIMS.claims.values(), ids=CLAIMS.claims.keys())


def test_all_fourteen_claims_come_first_and_then_the_other_figures():
    assert list(CLAIMS.claims)[:14] == FOURTEEN
    rest = list(CLAIMS.claims)[14:]
    assert rest == ["rival_labour_40", "rival_level_60", "rival_product_40"]
    assert set(CLAIMS.rivals_of("saving_40")) == set(rest)
    assert CLAIMS.rivals_of("staff_quarter") == ("rival_labour_40",)


def test_figures_are_those_that_were_printed():
    figures = {key: claim.figure for key, claim in CLAIMS.claims.items() if claim.figure is not None}
    assert figures == {
        "distance_latency": 0.2, "no_incident": 0.0, "certifications": 6.0, "recovery_time": 0.25,
        "no_machine_room": 0.0, "staff_quarter": 0.25, "saving_40": 0.4, "rival_labour_40": 0.4,
        "rival_level_60": 0.6, "rival_product_40": 0.4,
    }  # fmt: skip
    assert CLAIMS.claims["staff_quarter"].test.value == 0.25
    assert CLAIMS.claims["recovery_time"].test.value == 0.25
    assert CLAIMS.claims["saving_40"].test.number == 0.4


@each_claim
def test_every_claim_has_both_languages_a_dated_source_and_a_test(claim):
    said = [claim.text, claim.tested, CLAIMS.speaker_of(claim), CLAIMS.worries[claim.worry]]
    said += [each.text for each in claim.evidence]
    said += [claim.test.reason] if hasattr(claim.test, "reason") else []
    for text in said:
        assert HANGUL.search(text.ko)
        assert not HANGUL.search(text.en)
    assert str(CLAIMS.source_of(claim).published).startswith("2021")
    assert claim.test.kind


def test_whatever_a_test_names_is_in_the_model():
    bound = bind(load("kr-general-500"))
    names = {ref.name for _, ref in bound.resolved}
    for claim in CLAIMS.claims.values():
        test = claim.test
        quantities = test.quantities if isinstance(test, MetricTest) else ()
        if isinstance(test, LevelTest):
            assert set(test.possible) <= names
            quantities = [each for group in test.groups for each in group.quantities]
        if isinstance(test, AssumeTest):
            quantities = [*test.effects, test.target.quantity]
            assert test.input in names
        for each in quantities:
            assert each in METRICS or each.partition("@")[0] in bound.model.instances, each
        if isinstance(test, CostTest):
            assert all(bound.model.of_line(line) for line in test.lines)
            keys = [*test.inputs, *(test.without.inputs if test.without else ())]
            assert {key.rpartition(".")[2] for key in keys} <= names


def test_remarks_on_sources_are_in_both_languages():
    remarks = [each.remark for each in CLAIMS.sources.values() if each.remark]
    assert len(remarks) >= 10
    for remark in remarks:
        assert HANGUL.search(remark.ko)
        assert not HANGUL.search(remark.en)
    assert not any(
        "," in each.publisher or "undated" in str(each.published) for each in CLAIMS.sources.values()
    )


def test_evidence_is_listed_in_both_directions_where_it_was_found():
    for key in (
        "distance_latency",
        "continuity",
        "failover",
        "staff_quarter",
        "refresh_shortening",
        "saving_40",
    ):
        assert {"for", "against"} <= {each.direction for each in CLAIMS.claims[key].evidence}, key


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d["claims"]["saving_40"].update(praise="!"), "saving_40.praise"),
        (lambda d: d["claims"]["in_use"]["text"].pop("ko"), "in_use.text.ko"),
        (lambda d: d["claims"]["in_use"].pop("test"), "in_use.test"),
        (lambda d: d["claims"]["in_use"]["evidence"][0].update(sources=[]), "needs either sources"),
        (lambda d: d["claims"]["in_use"]["evidence"][0].update(sources=["etnews"]), "did you mean 'etnews_2"),
        (lambda d: d["claims"]["in_use"].update(worry="slwo"), "did you mean 'slow'"),
        (lambda d: d["sources"].update(idle=d["sources"]["dailymedi"]), "nothing cites: idle"),
        (lambda d: d.pop("said"), "said"),
        (lambda d: d["claims"]["saving_40"]["test"].update(comparison="="), "saving_40.test"),
    ],
)
def test_a_mistake_in_the_file_is_refused_by_name(change, message):
    document = copy.deepcopy(DOCUMENT)
    change(document)
    with pytest.raises(ValidationError) as refused:
        ClaimSet.model_validate(document)
    places = [".".join(map(str, each["loc"])) + each["msg"] for each in refused.value.errors()]
    assert any(message in each for each in places), places


def test_both_languages_have_the_same_texts_with_the_same_places():
    english, korean = texts("en"), texts("ko")
    assert english.keys() == korean.keys()
    for key, text in english.items():
        places = [
            {name for _, name, _, _ in string.Formatter().parse(each) if name} for each in (text, korean[key])
        ]
        assert places[0] == places[1], key
