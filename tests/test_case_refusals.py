"""Bad input of every kind gets one message that names each problem."""

import copy
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_cases import TITLE, custom, of_archive, of_lines

from tco.case import parse_case
from tco.changes import load
from tco.errors import Problems, UserError
from tco.results import run

QUOTED = {"title": TITLE, "moves": ["compute"], "subscribed": True, "quote": {"price_per_bed": 1.0}}


def refused(document):
    """The message with which a document is refused."""
    with pytest.raises(UserError) as error:
        run(parse_case(copy.deepcopy(document)))
    return str(error.value)


def with_changes(path, value, document=None):
    """The document with the value at a dotted path."""
    document = copy.deepcopy(document or of_archive())
    *places, last = path.split("/")
    place = document
    for part in places:
        place = place[int(part)] if isinstance(place, list) else place.setdefault(part, {})
    place[last] = value
    return document


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("hospital/beds", "500", "hospital.beds: must be a number without quotes (found '500')"),
        ("hospital/beds", True, "hospital.beds: must be a number, not true or false (found True)"),
        ("hospital/beds", [500], "hospital.beds: must be a number or have a `value`"),
        ("hospital/beds", math.nan, "hospital.beds: Input should be a finite number (found nan)"),
        ("hospital/beds", math.inf, "hospital.beds: Input should be a finite number (found inf)"),
        ("hospital/beds", 10**400, "hospital.beds: "),
        ("hospital/beds", -1.0, "hospital.beds: -1 is below the minimum 0"),
        ("fleets/servers", {"prices": {"-2": 5.0}}, "nothing was bought in the years [-2]"),
        ("fleets/servers", {"vintages": {"-2": 5.0}, "prices": {"-2": 0.0}}, "greater than 0"),
        ("decision_date", "soon", "decision_date"),
        ("claims", [{"id": "c", "metric": "irr", "comparison": "=", "number": 1.0}], "claims.0.comparison"),
        ("hospital/beds", 1e9, "hospital.beds: 1e+09 is above the maximum 5000"),
        ("hospital/beds", 10.5, "hospital.beds: 10.5 is not a whole number"),
        ("overrides/count_residual", 0.5, "overrides.count_residual: 0.5 is neither 0 nor 1"),
        ("overrides/headrom", 0.5, "overrides.headrom: is not an assumption; did you mean"),
        ("overrides/emr.headroom", 0.5, "overrides.emr.headroom: has no effect"),
        ("overrides/headroom", {"value": 0.5, "low": 0.9, "high": 0.1}, "overrides.headroom: "),
        ("overrides/headroom", {"value": 0.5, "low": -9.0}, "headroom.low: -9 is below the minimum"),
        ("overrides/headroom", {"valeu": 0.5}, "headroom.valeu: unknown key; did you mean 'value'?"),
        ("overrides/headroom", {"low": 0.5}, "overrides.headroom.value: is missing; add it"),
        ("colour", 3, "colour: unknown key"),
        ("pack", "kr_2062", "pack 'kr_2062' does not exist; did you mean 'kr_2026'?"),
        ("baseline", "stey", "baseline: 'stey' is not an alternative; did you mean 'stay'?"),
        ("scenario", "worst", "scenario: "),
        ("format", 2, "format: "),
        ("title", "x", "title: "),
        ("title", {"en": "x"}, "title.ko: is missing; add it"),
        ("alternatives", {}, "alternatives: "),
        ("alternatives", [1], "alternatives: "),
        ("alternatives/stay/overrides", {"beds": 3.0}, "stay.overrides.beds: has no effect there"),
        ("alternatives/new", {"title": TITLE, "moves": ["compute"]}, "add price_book, or a quote"),
        ("alternatives/new", {"title": TITLE, "moves": ["everything"]}, "alternatives.new.moves.0: "),
        ("alternatives/new", {"title": TITLE, "price_book": "azure"}, "price book 'azure' does not exist"),
        ("alternatives/new", QUOTED | {"subscribed": False}, "no workload both moves and is subscribed"),
        ("alternatives/new", QUOTED | {"moves": ["backup"]}, "backup of 'emr' moves, but neither"),
        ("alternatives/new", QUOTED | {"quote": {"uplift": 9.0}}, "alternatives.new.quote.uplift: "),
        ("alternatives/new", {"title": TITLE, "start": -1.0}, "alternatives.new.start: "),
        ("alternatives/new", {"title": TITLE, "workloads": {"pacs": {}}}, "'pacs' is not a workload"),
        ("alternatives/fte4", {"title": TITLE}, "'fte4' reads like a cell of a spreadsheet"),
        ("alternatives/emr", {"title": TITLE}, "'emr' is the id of a alternative and of a workload"),
        ("alternatives/usd", {"title": TITLE}, "'usd' (alternative) is a word of the model"),
        ("alternatives/peak", {"title": TITLE}, "'peak' (alternative) is a word of the model"),
        ("workloads/emrr", {}, "'machines_fixed' for emrr has no value"),
        ("hospital", {}, "hospital.beds: is missing; every hospital has its own"),
        ("fleets/server", {"count": 3.0}, "server: is not a fleet of kr_2026; did you mean 'servers'?"),
        ("fleets/servers", {"count": -3.0}, "fleets.servers.count: "),
        ("fleets/servers", {"vintages": 5}, "fleets.servers.vintages: must be a table"),
        ("fleets/servers", {"vintages": {"soon": 5}}, "['soon'] are no years"),
        ("fleets/servers", {"vintages": {"1": 5}}, "years [1] are outside -15..0"),
        ("fleets/servers", {"vintages": {"0": -5}}, "fleets.servers.vintages.0: "),
        ("fleets/servers", {"vintages": {"0": 1e300}}, "fleets.servers.vintages.0: "),
        ("spending", {"staf": 5.0}, "spending.staf"),
        ("custom_lines", {"a": 1}, "custom_lines: "),
    ],
)  # fmt: skip
def test_a_case_is_refused_with_place_and_remedy(path, value, message):
    found = refused(with_changes(path, value))
    assert message in found
    assert "problem" in found or "does not exist" in found


LINE = custom("fee_x", 100.0)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("amount", "5", "custom_lines.0.amount: must be a number without quotes"),
        ("amount", 1e16, "custom_lines.0.amount: "),
        ("amount", math.nan, "custom_lines.0.amount: "),
        ("escalation", True, "custom_lines.0.escalation: must be a number, not true or false"),
        ("escalation", ["0.1"], "custom_lines.0.escalation.0: must be a number without quotes"),
        ("escalation", [0.1] * 16, "at most 15 yearly rates"),
        ("escalation", 99.0, "each between -0.9 and 10"),
        ("first_year", 1.5, "fee_x.first_year: 1.5 is not a whole number"),
        ("first_year", 16, "custom_lines.0.first_year: "),
        ("last_year", 0, "custom_lines.fee_x.last_year: 0 is before first_year 1"),
        ("every", 0, "custom_lines.0.every: "),
        ("alternatives", [], "custom_lines.0.alternatives: "),
        ("alternatives", ["othr"], "'othr' is not an alternative; did you mean 'other'?"),
        ("category", "risk", "is outside the headline"),
        ("category", "unheard", "custom_lines.0.category: "),
        ("id", "Fee", "custom_lines.0.id: "),
        ("id", "vat10", "'vat10' reads like a cell"),
        ("id", "capital", "'capital' (custom line) is a word of the model"),
        ("treatment", "lease", "custom_lines.0.treatment: "),
        ("salvage_share", 1.5, "custom_lines.0.salvage_share: "),
    ],
)
def test_a_custom_line_is_refused_with_place_and_remedy(field, value, message):
    assert message in refused(of_lines(LINE | {field: value}))


def test_two_lines_of_one_id_are_refused():
    assert "'fee_x' is the id of a custom line and of a custom line" in refused(of_lines(LINE, LINE))


def test_a_case_of_nothing_is_refused():
    document = of_lines()
    document["custom_lines"] = []
    assert "neither workloads nor custom lines" in refused(document)


@pytest.mark.parametrize(("key", "value"), [("fleets", {"servers": {"count": 3}}), ("alternatives", None)])
def test_what_needs_workloads_is_refused_without(key, value):
    document = of_lines(LINE)
    if value is None:
        document["alternatives"]["other"] |= {"moves": ["compute"], "price_book": "aws_seoul"}
    else:
        document[key] = value
    assert "without workloads" in refused(document)


def test_every_problem_of_one_kind_is_listed_at_once():
    document = with_changes("overrides", {"headrom": 1.0, "discount_rate": 9.0, "count_residual": 0.5})
    document["hospital"] = {"beds": -1.0}
    with pytest.raises(Problems) as error:
        run(parse_case(document))
    assert len(error.value.problems) == 4
    for part in ("headrom", "discount_rate", "count_residual", "beds"):
        assert part in str(error.value)


def test_every_wrong_form_is_listed_at_once():
    document = with_changes("hospital/beds", "500") | {"colour": 1, "baseline": 3}
    document["alternatives"]["stay"] = {"title": TITLE, "start": "soon"}
    with pytest.raises(Problems) as error:
        parse_case(document)
    places = {problem.split(":")[0] for problem in error.value.problems}
    assert places == {"hospital.beds", "colour", "baseline", "alternatives.stay.start"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02\xff",
        "title = '한국'".encode("cp949"),
        b"[[[",
        b"a = " + b"[" * 5000,
        b"a = " + b"9" * 5000,
        b"a = 1\na = 2",
        b"\xef\xbb\xbftitle = 3",
        b"{}",
        b"# nothing\n" * 100_000 + b"#",
    ],
    ids=[
        "empty",
        "binary",
        "other encoding",
        "broken",
        "deep",
        "long number",
        "twice",
        "mark",
        "json",
        "huge",
    ],
)
def test_a_file_that_is_no_case_is_refused(content, tmp_path):
    file = tmp_path / "case.toml"
    file.write_bytes(content)
    with pytest.raises(UserError):
        load(str(file))


def test_a_file_that_is_not_there_is_refused_with_the_nearest_preset():
    with pytest.raises(UserError, match="did you mean 'kr-general-500'"):
        load("kr-general-50")


# Anything that TOML can hold.
scalars = st.one_of(
    st.booleans(), st.integers(-(10**20), 10**20), st.floats(), st.text(max_size=8), st.dates()
)
anything = st.recursive(
    scalars,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=8), inside, max_size=3),
    max_leaves=6,
)
PLACES = (
    "title", "pack", "baseline", "scenario", "hospital", "hospital/beds", "workloads", "workloads/emr",
    "fleets", "fleets/servers", "fleets/archive_storage/vintages", "alternatives", "alternatives/stay",
    "alternatives/stay/moves", "alternatives/stay/overrides", "alternatives/stay/quote",
    "alternatives/stay/start", "overrides", "overrides/headroom", "custom_lines", "spending",
    "spending/staff", "note", "format", "id",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PLACES), anything)
def test_nothing_that_a_file_can_hold_ends_in_a_traceback(path, value):
    try:
        result = run(parse_case(with_changes(path, value)))
    except UserError:
        return
    assert math.isfinite(result.metric("stay", "total_cost"))


def test_a_hospital_without_machines_is_evaluated():
    assert run(parse_case(of_archive())).metric("stay", "total_cost") > 0
