"""The workbook on paper: large enough to read, no label cut, no chart across the end of a page."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from linter import complaints
from printed import Area, Printed, charts, printed
from spreadsheet import values

import tco
from exports.grid import FIRST, ZERO
from exports.layout import CASE, COMPARE, INPUTS, SUMMARY, TIMELINE
from exports.lines import count_of_lines, lines_of
from exports.paper import SMALLEST
from exports.workbook import write_workbook
from tco.results import Result

Paper = Callable[[str], dict[str, Printed]]
BOOKS = ["general-ko", "general-en", "clinics-en"]


@pytest.fixture(scope="module")
def paper(workbook: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """A workbook as it is printed, by its case and language, each read once."""

    @cache
    def read(book: str) -> dict[str, Printed]:
        case, language = book.split("-")
        if case == "general":
            return printed(workbook(language))
        file = tmp_path_factory.mktemp("clinics") / "clinics.xlsx"
        write_workbook(tco.evaluate("kr-clinics-10"), file, language)
        return printed(file)

    return read


@pytest.fixture(params=BOOKS)
def sheets(request: pytest.FixtureRequest, paper: Paper) -> dict[str, Printed]:
    return paper(request.param)


def test_no_text_is_cut(sheets: dict[str, Printed]) -> None:
    found = [each for sheet in sheets.values() for each in sheet.cut()]
    assert not found, f"{len(found)} texts:\n" + "\n".join(found[:20])


def test_every_sheet_is_printed_large_enough_to_read(sheets: dict[str, Printed]) -> None:
    scales = {name: round(sheet.scale, 3) for name, sheet in sheets.items()}
    assert min(scales.values()) >= SMALLEST, scales


def test_every_page_of_a_calculation_has_labels_units_and_years(sheets: dict[str, Printed]) -> None:
    fixed = set(list(sheets)[:3]) | {"Checks", "Sources", CASE}
    for name in set(sheets) - fixed:
        sheet = sheets[name].sheet
        assert sheet.print_title_cols.replace("$", "") == "A:D", name
        assert sheet.print_title_rows.replace("$", "") == "1:4", name


def test_what_lies_within_the_horizon_is_printed(preset: Result, paper: Paper) -> None:
    sheets = paper("general-en")
    for name in (TIMELINE, *preset.alternatives, COMPARE):
        for cells in sheets[name].sheet.iter_rows(min_row=5):
            for cell in cells[: ZERO + preset.horizon + 1]:
                held = sheets[name].holds(cell.row, cell.column)
                assert held or cell.value is None, f"{name}!{cell.coordinate}"


def test_rows_without_a_past_are_not_printed_twice(preset: Result, paper: Paper) -> None:
    for name in preset.alternatives:
        sheet = paper("general-ko")[name]
        past = [each for each in sheet.areas if each.right <= ZERO]
        rows = {row for each in past for row in range(each.top, each.bottom + 1)}
        filled = [row for row in rows if sheet.sheet.cell(row, FIRST + 1).value is not None]
        assert len(filled) > len(rows) / 2, name


def test_a_chart_stands_on_one_page(sheets: dict[str, Printed]) -> None:
    summary = sheets[SUMMARY]
    drawn = list(charts(summary.sheet))
    assert len(drawn) == 4
    for chart in drawn:
        assert any(_within(chart, each) for each in summary.areas), chart
    for at, one in enumerate(drawn):
        assert not any(_touch(one, other) for other in drawn[at + 1 :])


def _within(one: Area, other: Area) -> bool:
    return other.has(one.top, one.left) and other.has(one.bottom, one.right)


def _touch(one: Area, other: Area) -> bool:
    apart = one.right < other.left or other.right < one.left
    return not (apart or one.bottom < other.top or other.bottom < one.top)


def test_names_below_bars_stand_level(paper: Paper) -> None:
    drawn = paper("general-en")[SUMMARY].sheet._charts
    turned = [chart.x_axis.txPr.bodyPr.rot for chart in drawn]
    assert turned == [0, 0, 0, 0]


def test_the_master_check_is_on_every_page(sheets: dict[str, Printed]) -> None:
    for name, sheet in sheets.items():
        assert sheet.sheet.print_title_rows, name
        assert sheet.titles >= 2 or all(each.left == 1 and each.right >= 2 for each in sheet.areas), name


def test_numbers_shrink_before_they_are_hidden(sheets: dict[str, Printed]) -> None:
    for name in (SUMMARY, TIMELINE, "stay", COMPARE):
        for cells in sheets[name].sheet.iter_rows(min_row=7):
            for cell in cells:
                if cell.data_type in "fn" and cell.value is not None and _is_number(cell.number_format):
                    assert cell.alignment.shrink_to_fit, f"{name}!{cell.coordinate}"


def _is_number(look: str) -> bool:
    return "#,##0" in look


def test_texts_of_the_sentence_are_readable_where_they_are_made(
    paper: Paper, workbook: Callable[[str], Path]
) -> None:
    sheet = paper("general-en")[SUMMARY].sheet
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    for label in ("Opening", "Who costs least", "Ending", "Where they are equal"):
        assert sheet.cell(rows[label], 3).alignment.horizontal == "left", label
    shown = values(workbook("en"))[SUMMARY]
    assert shown[f"B{rows['Least present value']}"] == "KRW M"


def test_the_years_of_a_preset_stand_beside_each_other(sheets: dict[str, Printed]) -> None:
    years = [(each.left, each.right) for each in sheets["stay"].areas if each.left > ZERO]
    assert years == [(ZERO + 1, ZERO + 11)]


def test_a_horizon_of_fifteen_years_is_parted(preset: Result, tmp_path: Path) -> None:
    longest = tco.evaluate("kr-general-500", ["horizon=15"])
    write_workbook(longest, tmp_path / "longest.xlsx", "ko")
    sheets = printed(tmp_path / "longest.xlsx")
    years = [(each.left, each.right) for each in sheets["stay"].areas if each.left > ZERO]
    assert years == [(ZERO + 1, ZERO + 8), (ZERO + 9, ZERO + 16)]
    assert sheets["stay"].scale >= SMALLEST
    assert not complaints(tmp_path / "longest.xlsx")


@pytest.mark.parametrize(
    ("text", "places", "count"),
    [("", 10, 1), ("0123456789", 10, 1), ("0123456789 0", 10, 2), ("0" * 25, 10, 3), ("가나다라마바", 9, 2)],
)
def test_lines_are_counted_in_digits(text: str, places: int, count: int) -> None:
    assert count_of_lines(text, places) == count
    assert " ".join(lines_of(text, places)) == text


def test_inputs_show_their_kind_in_full(paper: Paper) -> None:
    assert not [each for each in paper("general-en")[INPUTS].cut() if "!D" in each]
