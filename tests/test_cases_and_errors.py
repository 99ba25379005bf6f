"""Bad input of every kind gets one message that names each problem; the command line keeps its contract."""

import copy
import json
import math
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_cases import TITLE, custom, of_archive, of_lines

from tco.assumptions import data_folder
from tco.case import parse_case, presets
from tco.changes import load
from tco.cli import main
from tco.errors import Problems, UserError
from tco.results import METRICS, run

PRESET = "kr-general-500"
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


# --- Values ------------------------------------------------------------------------------------------------


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


# --- Files -------------------------------------------------------------------------------------------------


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


# --- Changes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("discont_rate=0.1", "did you mean 'discount_rate'?"),
        ("hospital.bedz=3", "did you mean"),
        ("cloud_ncp.overlp=3", "did you mean 'cloud_ncp.overlap'?"),
        ("beds", "must read KEY=VALUE"),
        ("=3", "must read KEY=VALUE"),
        ("beds=many", "'many' is not a number"),
        ("beds=true", "'True' is not a number"),
        ("beds=nan", "finite"),
        ("beds=1e999", "finite"),
        ("beds=-1", "below the minimum"),
        ("beds=" + "[" * 3000, "is not a number"),
        ("beds=" + "9" * 5000, "is not a number"),
        ("alternatives.stey.start=3", "did you mean"),
    ],
)
def test_a_change_that_means_nothing_is_refused(change, message):
    with pytest.raises(UserError) as error:
        run(load(PRESET, [change]))
    assert message in str(error.value)


def test_all_bad_changes_are_listed_at_once():
    with pytest.raises(Problems) as error:
        load(PRESET, ["discont_rate=0.1", "bedz=3", "beds=x"])
    assert len(error.value.problems) == 3


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ("hospital.beds=400", "beds"),
        ("beds=400", "beds"),
        ("horizon=5", "horizon"),
        ("servers.refresh_cycle=4", "servers.refresh_cycle"),
        ("stay_longer.servers.refresh_cycle=4", "stay_longer.servers.refresh_cycle"),
        ("cloud_ncp.overlap=3", "cloud_ncp.overlap"),
        ("alternatives.cloud_ncp.overlap=3", "cloud_ncp.overlap"),
        ("naver_cloud.processor_price=1", "naver_cloud.processor_price"),
    ],
)
def test_a_change_reaches_its_input(change, key):
    given = run(load(PRESET, [change])).bound.inputs[key]
    assert given.value == float(change.partition("=")[2])
    assert given.overridden


@pytest.mark.parametrize("change", ["stay.beds=3", "cloud_ncp.horizon=5", "stay.discount_rate=0.01"])
def test_what_is_the_same_for_all_cannot_be_changed_for_one(change):
    with pytest.raises(UserError, match="same for all alternatives|did you mean"):
        run(load(PRESET, [change]))


def test_a_change_of_one_alternative_changes_all_of_it_and_nothing_else():
    before, after = run(load(PRESET)), run(load(PRESET, ["stay.headroom=0.4"]))
    for line in ("required.servers.year_end", "standby_units.servers", "whole_load.servers"):
        assert (after.row("stay", line)[1:] > before.row("stay", line)[1:]).any(), line
    for name in ("cloud_ncp", "stay_longer"):
        assert after.metric(name, "present_value") == before.metric(name, "present_value")


# --- Command line ------------------------------------------------------------------------------------------


def told(capsys, *arguments):
    """Exit code, standard output and standard error of a command."""
    code = main(list(arguments))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture(scope="module")
def document():
    program = [sys.executable, "-m", "tco.cli", "evaluate", PRESET, "--json", "-", "--set", "horizon=6"]
    done = subprocess.run(program, capture_output=True, text=True, check=True)
    return json.loads(done.stdout, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))


def test_presets_lists_ids_and_titles(capsys):
    code, out, err = told(capsys, "presets")
    assert (code, err) == (0, "")
    assert {line.split(", ")[0] for line in out.splitlines()} == set(presets())


def test_json_has_what_the_contract_says(document):
    assert document.keys() >= {
        "model_version",
        "pack",
        "case_hash",
        "currency",
        "years",
        "baseline",
        "alternatives",
    }
    assert document["currency"] == "KRW"
    assert document["baseline"] == "stay"
    assert document["years"] == list(range(7))
    for each in document["alternatives"].values():
        assert each.keys() >= {"metrics", "lines"}
        assert all(len(values) == 7 for values in each["lines"].values())
    lines = document["alternatives"]["stay"]["lines"]
    assert {"purchases.servers", "machines.emr", "operations_pay.server", "total_cash"} <= lines.keys()


CONTRACT = (
    "total_cost", "present_value", "equivalent_annual_cost", "cost_per_bed_year", "capex_share",
    "saving_total", "saving_total_pct", "saving_pv", "saving_pv_pct", "run_rate_saving_pct", "npv", "irr",
    "mirr", "roi", "sir", "airr", "payback_years", "discounted_payback_years", "peak_extra_funding",
)  # fmt: skip


def test_every_metric_of_the_contract_is_there_and_null_has_its_reason(document):
    assert set(CONTRACT) <= set(METRICS)
    for each in document["alternatives"].values():
        assert set(CONTRACT) <= each["metrics"].keys()
        for name, value in each["metrics"].items():
            assert value is not None or each["notes"][name], name
    assert document["alternatives"]["stay"]["notes"]["npv"] == "this is the baseline"


def test_percentages_are_fractions(document):
    stay, cloud = (document["alternatives"][name]["metrics"] for name in ("stay", "cloud_ncp"))
    assert cloud["saving_pv_pct"] == pytest.approx(1 - cloud["present_value"] / stay["present_value"])
    assert 0 < stay["capex_share"] < 1


def test_equal_cases_have_equal_hashes(document):
    assert run(load(PRESET, ["horizon=6"])).case_hash == document["case_hash"]
    assert run(load(PRESET, ["horizon=7"])).case_hash != document["case_hash"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["evaluate", "kr-general-50"],
        ["evaluate", PRESET, "--set", "bedz=3"],
        ["evaluate", PRESET, "--json", "/nowhere/at/all.json"],
        ["explain", PRESET, "purchasis", "3"],
        ["explain", PRESET, "purchases", "3"],
        ["explain", PRESET, "total_cash", "11"],
        ["explain", PRESET, "total_cash", "-1"],
        ["explain", PRESET, "total_cash", "x"],
        ["explain", PRESET, "total_cash", "3", "--alternative", "stey"],
        ["evaluat", PRESET],
        [],
    ],
)
def test_what_cannot_be_understood_is_one_message_and_exit_2(arguments, capsys):
    code, out, err = told(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("tco: ")
    assert "Traceback" not in err


def test_explain_opens_a_line_to_its_sources(capsys):
    code, out, _ = told(capsys, "explain", PRESET, "purchases.servers", "3", "--alternative", "stay")
    assert code == 0
    assert "servers.unit_price" in out
    assert "quote needed" in out


@pytest.mark.parametrize("metric", ["irr", "payback_years", "sir"])
def test_explain_never_shows_a_number_for_what_is_not_defined(metric, capsys):
    code, out, _ = told(capsys, "explain", PRESET, metric, "0", "--alternative", "cloud_ncp", "--depth", "1")
    assert code == 0
    assert "= not defined" in out.splitlines()[1]
    _, out, _ = told(capsys, "explain", PRESET, metric, "0", "--alternative", "cloud_ncp", "--json", "-")
    assert json.loads(out, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))["value"] is None


def test_a_case_file_of_the_preset_is_the_preset(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(
        data_folder().joinpath("presets", f"{PRESET}.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    assert run(load(str(file))).case_hash == run(load(PRESET)).case_hash


def test_a_workbook_that_cannot_be_written_is_one_sentence(capsys):
    assert main(["evaluate", "kr-general-500", "--xlsx", "/nonexistent/folder/x.xlsx"]) == 2
    assert "cannot write" in capsys.readouterr().err
    assert main(["evaluate", "kr-general-500", "--xlsx", "-"]) == 2
    assert "name one" in capsys.readouterr().err


# --- Files that commands write -----------------------------------------------------------------------------


def test_an_answer_is_never_written_over_a_case(tmp_path, capsys):
    case = tmp_path / "ours.toml"
    assert main(["size", PRESET, "--write", str(case)]) == 0
    assert f"saved {case}" in capsys.readouterr().err
    before = case.read_bytes()
    for command in (["evaluate"], ["fund"], ["response"]):
        assert main([*command, str(case), "--json", str(case)]) == 2
        assert "would be lost" in capsys.readouterr().err
    assert case.read_bytes() == before
    assert main(["size", str(case), "--write", str(case)]) == 0
    assert [each.name for each in tmp_path.iterdir()] == ["ours.toml"]


def test_a_place_that_cannot_be_written_is_said(tmp_path, capsys):
    assert main(["fund", PRESET, "--json", str(tmp_path)]) == 2
    assert main(["fund", PRESET, "--json", str(tmp_path / "no" / "file.json")]) == 2
    assert capsys.readouterr().err.count("choose another place") == 2
    assert main(["fund", PRESET, "--json", "/dev/null"]) == 0


def test_a_key_of_thousands_of_names_is_refused_before_it_is_read(tmp_path, capsys):
    bomb = tmp_path / "bomb.toml"
    bomb.write_text("format = 1\n" + ".".join("a" * 1 for _ in range(50_000)) + " = 1\n", encoding="utf-8")
    assert main(["evaluate", str(bomb)]) == 2
    assert "line 2: more than 200 names in one key" in capsys.readouterr().err
