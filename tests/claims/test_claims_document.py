"""The document and the text of the claims hold every number of every verdict."""

import copy
import json
import re

import pytest
from claim_runs import quoted, word
from small_cases import flows, of_lines, result

from tco.claims import as_document, as_text, examine


def met(value, comparison, number):
    """The comparison of a document, worked out here."""
    slack = 1e-9 * max(1.0, abs(number))
    return {">=": value >= number - slack, "<=": value <= number + slack,
            ">": value > number + slack, "<": value < number - slack}[comparison]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_document_holds_every_number_of_every_verdict(report, language):
    document = json.loads(json.dumps(as_document(report, language), allow_nan=False))
    assert [each["id"] for each in document["claims"]] == [each.id for each in report.findings]
    for claim in document["claims"]:
        assert claim["speaker"]
        assert claim["date"]
        assert claim["source"]["url"].startswith("http")
        assert claim["by_how_much"]
        assert claim["tested"]
        verdicts = []
        for each in claim["measures"]:
            if each["measured"] is None:
                assert each["verdict"] == "cannot_be_tested"
                assert each["note"]
                continue
            verdicts.append(met(each["measured"], each["comparison"], each["claimed"]))
            assert each["verdict"] == ("holds" if verdicts[-1] else "fails")
            assert each["difference"] == pytest.approx(each["measured"] - each["claimed"])
            assert each["ids"]
        if claim["id"] != "distance_latency":
            expected = word(verdicts) if verdicts else "cannot_be_tested"
            assert claim["verdict"] == ("in_part" if claim["untested"] and expected == "holds" else expected)
        assert claim["verdict"] != "cannot_be_tested" or claim["reason"]
        for each in claim["evidence"]:
            assert each["sources"] or each["searched_in_vain_until"]


def test_the_documents_of_odd_cases_have_no_value_that_json_has_not():
    nothing = of_lines(*flows([0, 0, 0], "base"), *flows([0, 0], name="o"), horizon=3)
    for document in (nothing, quoted(0.0)):
        report = examine(result(copy.deepcopy(document)), add=["irr>=0.1", "payback_years<=3"])
        json.dumps(as_document(report), allow_nan=False)
        assert "\n".join(as_text(report, "ko"))


def test_every_text_names_every_claim_with_its_verdict(report):
    for language, words in (
        ("en", ("holds", "fails", "cannot be tested")),
        ("ko", ("성립", "일부 성립", "불성립", "검증 불가")),
    ):
        lines = list(as_text(report, language))
        for finding in report.findings:
            line = next(each for each in lines if each.startswith(f"{finding.id}: "))
            assert any(f"{finding.id}: {word_}" in line for word_ in words)
        assert "{" not in "\n".join(lines)


@pytest.mark.parametrize(("language", "more"), [("en", r"% more cost"), ("ko", r"% 더 듦")])
def test_a_saving_below_zero_is_said_as_what_it_costs_more(report, language, more):
    lines = [each for each in as_text(report, language) if re.match(r"saving_40: ", each)]
    assert re.search(more, lines[0])
    text = "\n".join(as_text(report, language))
    assert not re.search(r"(share|절감률) −", text)
