"""The command line keeps its contract."""

import json
import subprocess
import sys

import pytest

from tco.assumptions import data_folder
from tco.case import presets
from tco.changes import load
from tco.cli import main
from tco.results import METRICS, run

PRESET = "kr-general-500"


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
