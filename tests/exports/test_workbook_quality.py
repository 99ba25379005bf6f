"""The workbook as a reviewer finds it: its style, its names, its texts, its list of inert inputs."""

from __future__ import annotations

import hashlib
import io
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from large_case import HOSTILE
from linter import complaints
from spreadsheet import defined_names, formulas, values

from exports.grid import clean
from exports.inert import inert_inputs
from exports.influence import Influence
from exports.layout import INPUTS, SUMMARY, TIMELINE
from exports.words import Words
from exports.workbook import write_workbook
from tco.compute import evaluate
from tco.results import METRICS, Result


def test_a_reviewer_finds_nothing(workbook: Callable[[str], Path]) -> None:
    found = complaints(workbook("ko"))
    assert not found, f"{len(found)} complaints:\n" + "\n".join(found[:20])


@pytest.mark.slow
def test_a_reviewer_finds_nothing_in_the_largest_case_but_its_own_names(
    large_workbook: Callable[[str], Path],
) -> None:
    found = complaints(large_workbook("en"))
    assert not found, f"{len(found)} complaints:\n" + "\n".join(found[:20])


def test_the_linter_finds_planted_faults(pair_workbook: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(pair_workbook)
    sheet = book["stay"]
    row = next(cells[0].row for cells in sheet.iter_rows(min_row=300) if cells[22].data_type == "f")
    sheet.cell(row, 23).value = 5
    sheet.cell(row + 1, 23).value = "=1.05*U5"
    sheet.cell(row + 2, 23).value = "=IF(U5=0,IF(U4=0,1,2),NPV(1,U5))"
    book["Sources"].sheet_state = "hidden"
    sheet.merge_cells("A1:A2")
    book.save(tmp_path / "planted.xlsx")
    text = "\n".join(complaints(tmp_path / "planted.xlsx"))
    for fault in ("typed number", "constants [1.05]", "an IF inside an IF", "uses NPV", "hidden", "merged",
                  "breaks the row"):  # fmt: skip
        assert fault in text


def test_sheets_stand_in_order(preset: Result, workbook: Callable[[str], Path]) -> None:
    expected = ["Cover", SUMMARY, INPUTS, TIMELINE, *preset.alternatives, "Compare", "Checks", "Sources",
                "Case"]  # fmt: skip
    assert list(values(workbook("ko"))) == expected


def test_every_live_input_and_every_metric_has_its_name(
    preset: Result, workbook: Callable[[str], Path]
) -> None:
    names = defined_names(workbook("ko"))
    live = {each.id for each in preset.bound.live}
    assert len(live) >= 80
    assert live <= set(names)
    assert all(names[key][0] == INPUTS for key in live)
    shown = {f"{alternative}__{metric}" for alternative in preset.alternatives for metric in METRICS}
    assert shown <= set(names)
    assert set(names) == live | shown | {"scenario"}


def test_every_alternative_has_the_same_formulas(preset: Result, workbook: Callable[[str], Path]) -> None:
    found = formulas(workbook("en"))
    first = {cell: formula for cell, (formula, _) in found["stay"].items() if not cell.startswith("C")}
    for alternative in preset.alternatives[1:]:
        other = {
            cell: formula for cell, (formula, _) in found[alternative].items() if not cell.startswith("C")
        }
        differing = {
            cell for cell in first if first[cell] != other.get(cell) and "Inputs!" not in first[cell]
        }
        assert not {cell for cell in differing if "Inputs!" not in other.get(cell, "Inputs!")}


def test_the_same_result_gives_the_same_bytes(preset: Result, tmp_path: Path) -> None:
    write_workbook(preset, tmp_path / "one.xlsx", "ko")
    time.sleep(2.1)  # a zip file keeps time in steps of two seconds
    stream = io.BytesIO()
    write_workbook(preset, stream, "ko")
    one = hashlib.sha256((tmp_path / "one.xlsx").read_bytes()).hexdigest()
    assert one == hashlib.sha256(stream.getvalue()).hexdigest()


def test_text_of_a_user_never_becomes_a_formula_or_a_link(large_workbook: Callable[[str], Path]) -> None:
    file = large_workbook("en")
    for sheet, cells in formulas(file).items():
        for cell, (formula, _) in cells.items():
            assert not re.search("HYPERLINK|line 3", formula), f"{sheet}!{cell}"
    texts = {str(value) for cells in values(file).values() for value in cells.values()}
    assert clean(f"{HOSTILE}\x0b +1 <b>&") in texts
    assert {"=1+1 & <x>", "+quoted", "-alternative 2"} <= texts
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name).decode(errors="replace") for name in archive.namelist()}
    assert not any("<hyperlink" in text for text in parts.values())
    assert not any(re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", text) for text in parts.values())


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "http://example.org"])
def test_dangerous_beginnings_stay_text(text: str, tmp_path: Path) -> None:
    import xlsxwriter

    from exports.book import OPTIONS
    from exports.grid import Sheet

    with xlsxwriter.Workbook(tmp_path / "text.xlsx", OPTIONS) as book:
        book.add_worksheet("Text", worksheet_class=Sheet).text(0, 0, text)
    assert not formulas(tmp_path / "text.xlsx")["Text"]
    assert str(values(tmp_path / "text.xlsx")["Text"]["A1"]).strip() == clean(text).strip()


def test_the_versions_stand_on_the_cover(preset: Result, workbook: Callable[[str], Path]) -> None:
    cover = {str(value) for value in values(workbook("en"))["Cover"].values()}
    assert preset.case_hash in cover
    assert preset.bound.pack.label in cover
    assert str(preset.bound.pack.head.as_of) in cover


# -- inert inputs ----------------------------------------------------------------------------------------


def _tenth(result: Result) -> dict[str, float | tuple[float, ...]]:
    changed: dict[str, float | tuple[float, ...]] = {}
    for each in result.bound.live:
        value = each.in_scenario(result.bound.case.scenario)
        if each.series is not None:
            changed[each.id] = tuple(1.1 * part + 1 for part in each.series)
        elif each.declaration.format == "flag":
            changed[each.id] = 1.0 - value
        else:
            changed[each.id] = 1.1 * value if value else 0.5
    return changed


@pytest.mark.slow
def test_influence_is_what_the_engine_computes(preset: Result) -> None:
    changed = _tenth(preset)
    influence = Influence(preset, list(changed.items()))
    for number, (key, value) in enumerate(changed.items()):
        if number % 5:
            continue
        for line, expected in evaluate(preset.bound, {key: value}).items():
            numbers, moved = influence.moved.get(line, (np.array([]), None))
            found = moved[list(numbers).index(number)] if number in numbers else preset.lines[line]
            np.testing.assert_allclose(np.broadcast_to(found, expected.shape), expected, rtol=1e-9, atol=1e-6)


@pytest.mark.slow
def test_each_input_moves_a_figure_or_is_listed_with_a_reason(
    preset: Result, workbook: Callable[[str], Path]
) -> None:
    listed = {each.input.id: each for each in inert_inputs(preset, Words(preset, "en"))}
    before = {each: preset.metrics(each) for each in preset.alternatives}
    for key, value in _tenth(preset).items():
        after = Result(preset.bound, evaluate(preset.bound, {key: value}))
        same = all(_alike(after.metrics(each), before[each]) for each in preset.alternatives)
        assert not same or key in listed, f"{key} moves nothing and is not on the cover"
    cover = values(workbook("en"))["Cover"]
    shown = {str(value): cell for cell, value in cover.items()}
    for key, each in listed.items():
        assert len(each.reason) > 20
        assert cover[f"C{shown[key].lstrip('B')}"] == clean(each.reason)


def _alike(one: dict[str, float | None], other: dict[str, float | None]) -> bool:
    pairs = [(one[key], other[key]) for key in one]
    return all(a == b or (a is not None and b is not None and abs(a - b) <= 1e-12 * abs(b)) for a, b in pairs)


def test_the_korean_sources_say_their_confidence_in_korean(workbook: Callable[[str], Path]) -> None:
    cells = values(workbook("ko"))["Sources"]
    said = {cells[key] for key in cells if key.startswith("E") and int(key[1:]) > 4}
    assert said
    assert said <= {"높음", "중간", "낮음"}
