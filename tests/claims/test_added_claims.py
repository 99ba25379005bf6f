"""Claims that a user adds, in the case file and on the command line."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_cases import flows, of_lines, result

from tco.claims import as_document, examine, parse_claim
from tco.cli import main
from tco.errors import Problems, UserError


@pytest.fixture(scope="module")
def document():
    return of_lines(*flows([0, 100, 100, 100], "base"), *flows([150, 10, 10, 10], name="o"), horizon=3)


@given(
    st.sampled_from(["saving_pv_pct", "total_cash@last", "payback_years"]),
    st.sampled_from([">=", "<=", ">", "<"]),
    st.floats(-1e9, 1e9, allow_nan=False),
)
def test_what_is_written_is_read(metric, comparison, number):
    claim = parse_claim(f"{metric}{comparison}{number!r}", 1)
    assert (claim.metric, claim.comparison, claim.number) == (metric, comparison, number)


def test_per_cent_and_a_text_are_read():
    claim = parse_claim("saving_pv_pct >= 30% : Our vendor: at least 30 %", 2)
    assert claim.number == pytest.approx(0.3)
    assert claim.text.ko == "Our vendor: at least 30 %"
    assert claim.id == "added_2"


@pytest.mark.parametrize(
    "text", ["", "saving", "saving_pv=3", "saving_pv>=", "saving_pv>=nan", "saving_pv>=1e400"]
)
def test_what_cannot_be_read_is_refused(text):
    with pytest.raises(UserError):
        parse_claim(text, 1)


def test_a_claim_of_the_case_is_tested_on_its_alternative(document):
    claim = {
        "id": "vendor_x", "text": {"en": "pays back", "ko": "회수"}, "speaker": {"en": "S", "ko": "영업"},
        "source": "offer, page 7", "metric": "payback_years", "comparison": "<=", "number": 2.0,
        "alternative": "other",
    }  # fmt: skip
    found = result(document | {"claims": [claim]})
    report = examine(found)
    years = found.metric("other", "payback_years")
    measure = report["vendor_x"].outcome.measures[0]
    assert measure.measured == years
    assert report["vendor_x"].verdict == ("holds" if years <= 2.0 else "fails")
    entry = as_document(report)["claims"][-1]
    assert (entry["source"], entry["speaker"], entry["figure"]) == ("offer, page 7", "S", 2.0)


def test_a_line_in_a_year_is_a_figure_too(document):
    found = result(document)
    report = examine(found, add=["total_cash@2<=10", "total_cash@last>10", "total_cash@0>=150"])
    cash = found.yearly("other", "total_cash")
    verdicts = [report[f"added_{number}"].verdict for number in (1, 2, 3)]
    expected = [cash[2] <= 10 + 1e-8, cash[3] > 10 + 1e-8, cash[0] >= 150 - 1e-6]
    assert verdicts == ["holds" if each else "fails" for each in expected]


def test_a_payback_that_never_comes_fails_and_an_undefined_rate_cannot_be_tested():
    never = of_lines(*flows([0, 10], "base"), *flows([100, 10], name="o"), horizon=3)
    report = examine(result(never), add=["payback_years<=3", "irr>=0.1"])
    assert report["added_1"].verdict == "fails"
    assert report["added_2"].verdict == "cannot_be_tested"
    assert report["added_2"].outcome.measures[0].note.en


def test_every_mistake_is_named_at_once(document):
    claims = [
        {"id": "a_x", "metric": "savingpv", "number": 1.0},
        {"id": "b_x", "metric": "saving_pv", "number": 1.0, "alternative": "ohter"},
    ]
    with pytest.raises(Problems) as refused:
        examine(result(document | {"claims": claims}), add=["total_cash>=1", "total_cash@9>=1", "x"])
    text = str(refused.value)
    for part in (
        "5 problems",
        "did you mean 'saving_pv'",
        "did you mean 'other'",
        "total_cash@last",
        "0 to 3",
    ):
        assert part in text


@pytest.mark.parametrize("key", ["saving_40", "staff_quarter"])
def test_the_id_of_a_published_claim_is_taken(document, key):
    with pytest.raises(UserError, match=key):
        examine(result(document | {"claims": [{"id": key, "metric": "saving_pv", "number": 1.0}]}))


def test_the_command_gives_text_and_data(capsys, tmp_path):
    file = tmp_path / "claims.json"
    arguments = [
        "claims",
        "kr-general-500",
        "--alternative",
        "hybrid",
        "--claim",
        "saving_40",
        "--json",
        str(file),
    ]
    assert main([*arguments, "--language", "ko"]) == 0
    assert "saving_40: 불성립" in capsys.readouterr().out
    document = json.loads(file.read_text(encoding="utf-8"))
    assert [each["id"] for each in document["claims"]] == ["saving_40"]
    assert list(document["claims"][0]["by_alternative"]) == ["hybrid"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--claim", "saving_4"], "did you mean 'saving_40'"),
        (["--alternative", "hybird"], "did you mean 'hybrid'"),
        (["--alternative", "stay"], "not an alternative to the baseline"),
        (["--add", "saving_pvv>=1"], "did you mean 'saving_pv'"),
    ],
)
def test_what_the_command_cannot_find_it_names(capsys, arguments, message):
    assert main(["claims", "kr-general-500", *arguments]) == 2
    assert message in capsys.readouterr().err
