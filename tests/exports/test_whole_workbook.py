"""The whole workbook, recalculated by LibreOffice from nothing, is the engine's result cell by cell."""

from __future__ import annotations

import cProfile
from collections.abc import Callable
from pathlib import Path

import pytest
from agreement import difference, disagreements
from spreadsheet import defined_names, values

import tco
from exports.workbook import write_workbook
from tco.case import parse_case, read_document
from tco.results import METRICS, Result, run

#: For each cell; a little more than the half is needed.
MOST_CALLS = 60
PUBLISHED = sorted(Path(__file__).parent.parent.joinpath("cases", "published").glob("*.toml"))
Recalculated = Callable[[Path], Path]


def assert_agrees(file: Path, recalculated: Recalculated) -> None:
    found, compared, worst = disagreements(file, recalculated(file))
    assert not found, f"{len(found)} of {compared} cells:\n" + "\n".join(found[:10])
    print(f"{file.name}: {compared} formula cells, worst relative error {worst:.1e}")


def assert_master_check_holds(file: Path) -> None:
    assert values(file)["Checks"]["B2"] == "OK"


@pytest.mark.spreadsheet
@pytest.mark.slow
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_formula_cell_of_the_preset(
    language: str, workbook: Callable[[str], Path], recalculated: Recalculated
) -> None:
    assert_agrees(workbook(language), recalculated)


@pytest.mark.spreadsheet
@pytest.mark.parametrize("file", PUBLISHED, ids=lambda file: file.stem)
def test_every_formula_cell_of_a_published_case(
    file: Path, tmp_path: Path, recalculated: Recalculated
) -> None:
    write_workbook(tco.evaluate(str(file)), tmp_path / "published.xlsx", "en")
    assert_agrees(tmp_path / "published.xlsx", recalculated)
    assert_master_check_holds(tmp_path / "published.xlsx")


@pytest.mark.spreadsheet
@pytest.mark.slow
def test_every_formula_cell_of_a_case_with_everything(
    large_workbook: Callable[[str], Path], recalculated: Recalculated
) -> None:
    """A quote, a register, loans, taxes, sixty custom lines, names that mean something else."""
    assert_agrees(large_workbook("ko"), recalculated)
    assert_master_check_holds(large_workbook("ko"))


def test_the_values_stored_beside_the_names_are_the_engines(
    preset: Result, workbook: Callable[[str], Path]
) -> None:
    names, stored = defined_names(workbook("ko")), values(workbook("ko"))
    for alternative in preset.alternatives:
        for metric in METRICS:
            sheet, cell = names[f"{alternative}__{metric}"]
            expected = preset.metric(alternative, metric)
            assert sheet == "Summary"
            assert difference("n/a" if expected is None else expected, stored[sheet][cell]) < 1e-12, metric


def test_a_workbook_is_written_with_little_work_for_each_cell(preset: Result, tmp_path: Path) -> None:
    """By calls of functions, which no other load of the machine changes; seconds are in the benchmarks."""
    write_workbook(preset, tmp_path / "first.xlsx")
    watched = cProfile.Profile()
    watched.runcall(write_workbook, preset, tmp_path / "second.xlsx")
    calls = sum(each.callcount for each in watched.getstats())
    cells = sum(len(sheet) for sheet in values(tmp_path / "second.xlsx").values())
    assert calls < MOST_CALLS * cells


def test_a_case_with_one_alternative_has_a_workbook(tmp_path: Path) -> None:
    document = read_document("kr-general-500")
    document["alternatives"] = {"stay": document["alternatives"]["stay"]}
    write_workbook(run(parse_case(document)), tmp_path / "alone.xlsx", "en")
    assert values(tmp_path / "alone.xlsx")["Summary"]["A3"] == "There is only one alternative."
