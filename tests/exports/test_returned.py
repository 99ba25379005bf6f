"""A workbook that comes back changed: what was typed over is found, the rest is explained."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from spreadsheet import SOFFICE, convert, defined_names, rewrite, set_cells

import tco
from exports import case_sheet
from exports.returned import Returned, is_returned, read_returned
from exports.workbook import write_workbook
from tco.case import parse_case, presets
from tco.errors import UserError
from tco.results import Result, run

SAVED = ("xlsx:Calc MS Excel 2007 XML", "xlsx")
#: Columns of the sheet Inputs.
LIVE, LOW, BASE, HIGH, OWN = "CEFGH"


@pytest.fixture(scope="module")
def exported(workbook: Callable[[str], Path]) -> bytes:
    return workbook("ko").read_bytes()


@pytest.fixture
def place(workbook: Callable[[str], Path]) -> Callable[[str, str], str]:
    """The cell of an input in a column, by its defined name."""
    names = defined_names(workbook("ko"))
    return lambda key, column: column + re.search(r"\d+", names[key][1])[0]


@pytest.fixture
def changed(workbook: Callable[[str], Path], tmp_path: Path, place) -> Callable[..., Returned]:
    """The workbook as it is read after values were typed into cells, by (input, column)."""

    def make(cells: dict[tuple[str, str], float | str]) -> Returned:
        file = Path(shutil.copy(workbook("ko"), tmp_path / "changed.xlsx"))
        named = {place(key, column) if column else key: value for (key, column), value in cells.items()}
        set_cells(file, "Inputs", named)
        return read_returned(file.read_bytes(), file.name)

    return make


def kinds(returned: Returned) -> dict[str, str]:
    return {each.id or each.kind: each.kind for each in returned.remarks}


def emptied(content: bytes, *parts: str) -> bytes:
    """The workbook without some of its parts' content."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as new:
        for name in source.namelist():
            new.writestr(name, b"" if name in parts else source.read(name))
    return target.getvalue()


@pytest.mark.parametrize("name", ["kr-clinics-10", "uk-trust-600"])
def test_an_unchanged_workbook_says_its_case_and_no_change(name: str) -> None:
    target, result = io.BytesIO(), tco.evaluate(name)
    write_workbook(result, target, "en")
    returned = read_returned(target.getvalue(), "back.xlsx")
    assert is_returned(target.getvalue(), "back.xlsx")
    assert returned.changes == ()
    assert returned.remarks == ()
    assert returned.result.case_hash == result.case_hash
    assert returned.changed == returned.document
    assert parse_case(returned.document) == result.bound.case


def test_values_ranges_and_the_scenario_are_changes(changed, preset: Result) -> None:
    rate, support = preset.bound.inputs["discount_rate"], preset.bound.inputs["support_rate"]
    returned = changed(
        {
            ("beds", LIVE): 640,
            ("discount_rate", OWN): rate.low,
            ("support_rate", HIGH): support.high * 1.1,
            ("staff_kept_ratio", LIVE): 0.5,
        }
    )
    found = {(each.id, each.part): each.after for each in returned.changes}
    assert found == {
        ("beds", "value"): 640,
        ("discount_rate", "value"): rate.low,
        ("support_rate", "high"): support.high * 1.1,
        ("staff_kept_ratio", "value"): 0.5,
    }
    assert returned.remarks == ()
    after = run(parse_case(returned.changed)).bound.inputs
    assert [after[key].value for key in ("beds", "discount_rate", "staff_kept_ratio")] == [640, rate.low, 0.5]
    assert (after["support_rate"].low, after["support_rate"].high) == (support.low, support.high * 1.1)
    assert after["support_rate"].value == support.value


def test_the_scenario_is_a_change_and_its_live_values_are_not(changed, preset: Result) -> None:
    returned = changed({("C3", ""): "low"})
    assert [(each.id, each.before, each.after) for each in returned.changes] == [("scenario", "own", "low")]
    assert returned.changed["scenario"] == "low"


def test_what_cannot_be_taken_over_is_said_and_the_rest_is_taken(changed, preset: Result) -> None:
    support = preset.bound.inputs["support_rate"]
    returned = changed(
        {
            ("beds", LIVE): "육백",
            ("discount_rate", OWN): 7.5,
            ("horizon", LIVE): 7.5,
            ("support_rate", LOW): support.high * 2,
            ("general_inflation", BASE): 0.031,
            ("wage_growth", OWN): "",
            ("apply_optimism_bias", LIVE): 0.3,
            ("naver_cloud.outbound_steps", "Q"): 5.0,
            ("staff_kept_ratio", OWN): 0.5,
        }
    )
    assert kinds(returned) == {
        "beds": "not_a_number", "discount_rate": "above", "horizon": "whole", "support_rate": "order",
        "general_inflation": "base", "wage_growth": "empty", "apply_optimism_bias": "flag",
        "naver_cloud.outbound_steps": "series",
    }  # fmt: skip
    assert [each.id for each in returned.changes] == ["staff_kept_ratio"]
    assert all(each.cell.startswith("Inputs!") for each in returned.remarks)


def test_a_row_that_was_removed_or_renamed_is_said(changed) -> None:
    assert kinds(changed({("horizon", "J"): "xyz"})) == {
        "horizon": "row_missing",
        "row_unknown": "row_unknown",
    }


def test_rows_that_were_moved_are_known_by_their_names(workbook, tmp_path: Path, place) -> None:
    file = Path(shutil.copy(workbook("ko"), tmp_path / "moved.xlsx"))
    set_cells(file, "Inputs", {place("beds", LIVE): 610})

    def down(found: re.Match[str]) -> str:
        return f"{found[1]}{int(found[2]) + (3 if int(found[2]) > 5 else 0)}"

    def move(name: str, text: str) -> str:
        here = name.startswith("xl/worksheets/") and "<v>610</v>" in text
        return re.sub(r'(<(?:row|c) r="[A-Z]*)(\d+)', down, text) if here else text

    rewrite(file, move)
    returned = read_returned(file.read_bytes(), "moved.xlsx")
    assert [(each.id, each.after) for each in returned.changes] == [("beds", 610)]
    assert returned.changes[0].cell == f"Inputs!C{int(place('beds', LIVE)[1:]) + 3}"
    assert returned.remarks == ()


@pytest.mark.spreadsheet
def test_a_copy_saved_by_libreoffice_with_values_and_formulas_is_read(
    workbook: Callable[[str], Path], tmp_path: Path, place, preset: Result
) -> None:
    assert SOFFICE, "LibreOffice is not installed"
    rate, growth = preset.bound.inputs["discount_rate"], preset.bound.inputs["general_inflation"]
    file = Path(shutil.copy(workbook("ko"), tmp_path / "saved.xlsx"))
    set_cells(file, "Inputs", {place("beds", LIVE): 720, place("discount_rate", OWN): rate.high})
    formulas = {place("horizon", LIVE): "4+3", place("general_inflation", LIVE): f"{growth.low!r}*1"}

    def type_formulas(name: str, text: str) -> str:
        for cell, formula in formulas.items() if "worksheets/" in name else ():
            text = re.sub(
                rf'<c r="{cell}"( s="\d+")?[^>]*>(<f>INDEX.*?|<v>[\d.]+</v>)</c>',
                rf'<c r="{cell}"\1><f>{formula}</f></c>', text, count=1,
            )  # fmt: skip
        return text

    rewrite(file, type_formulas)
    saved = convert([file], tmp_path / "out", *SAVED)[0]
    returned = read_returned(saved.read_bytes(), saved.name)
    found = {each.id: (each.after, each.formula) for each in returned.changes}
    assert found == {
        "beds": (720, False),
        "horizon": (7, True),
        "discount_rate": (rate.high, False),
        "general_inflation": (pytest.approx(growth.low), True),
    }
    assert returned.remarks == ()
    assert returned.result.case_hash == preset.case_hash


def test_a_formula_without_a_result_is_not_guessed(workbook, tmp_path: Path, place, preset: Result) -> None:
    """As a program saves it that stores no results; the exported formulas of live values are known anyway."""
    cell = place("beds", LIVE)

    def strip(name: str, text: str) -> str:
        if "worksheets/" not in name:
            return text
        text = re.sub(r"</f><v>.*?</v>", "</f>", text)
        return re.sub(rf'<c r="{cell}"([^>]*)><v>500</v></c>', rf'<c r="{cell}"\1><f>2*300</f></c>', text)

    file = Path(shutil.copy(workbook("ko"), tmp_path / "unstored.xlsx"))
    rewrite(file, strip)
    returned = read_returned(file.read_bytes(), file.name)
    assert kinds(returned) == {"beds": "no_result"}
    assert returned.changes == ()


def test_other_versions_missing_sheets_and_a_changed_case_are_said(exported: bytes, tmp_path: Path) -> None:
    file = tmp_path / "older.xlsx"
    file.write_bytes(exported)

    def older(name: str, text: str) -> str:
        text = re.sub(r"(hospital-tco case; model )\S+;", r"\g<1>0.0.1;", text)
        return text.replace('name="Checks"', 'name="Other"')

    rewrite(file, older)
    assert kinds(read_returned(file.read_bytes(), "older.xlsx")) == {
        "version": "version", "sheets_missing": "sheets_missing",
    }  # fmt: skip
    file.write_bytes(exported)
    rewrite(file, lambda name, text: text.replace("beds = 500.0", "beds = 480.0"))
    returned = read_returned(file.read_bytes(), "edited.xlsx")
    assert "case_changed" in kinds(returned)
    assert returned.document["hospital"]["beds"] == 480


def test_long_lines_go_on_in_the_next_cells(monkeypatch: pytest.MonkeyPatch, preset: Result) -> None:
    monkeypatch.setattr(case_sheet, "LONGEST", 40)
    document = json.loads(json.dumps(presets()["kr-general-500"]))
    document["note"] = "=1+1 " * 60 + '"quoted" \\ 한글 \t and\nlines'
    result, target = run(parse_case(document)), io.BytesIO()
    write_workbook(result, target, "ko")
    assert read_returned(target.getvalue(), "long.xlsx").result.bound.case == result.bound.case


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 no zip at all", "broken or incomplete"),
        (b"", "broken or incomplete"),
        (b"x" * 5_000_001, "more than the 5 MB"),
    ],
)
def test_what_is_no_workbook_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(UserError, match=re.escape(said)):
        read_returned(content, "bad.xlsx")


def test_a_workbook_without_its_case_is_refused(exported: bytes, tmp_path: Path) -> None:
    file = tmp_path / "no_case.xlsx"
    for old, new, said in (
        ('name="Case"', 'name="Notes"', "no sheet 'Case'"),
        ("# hospital-tco case;", "# something else;", "does not stand there"),
        ('pack = "kr_2026"', 'pack = "kr_1999"', "kr_1999"),
        ("[alternatives.stay]", "[alternatives.stay", "sheet 'Case'"),
    ):
        file.write_bytes(exported)
        rewrite(file, lambda name, text, old=old, new=new: text.replace(
            old if "workbook" in name else old.replace('"', "&quot;"), new if "workbook" in name else
            new.replace('"', "&quot;")).replace(old, new))  # fmt: skip
        with pytest.raises(UserError, match=re.escape(said)):
            read_returned(file.read_bytes(), "no_case.xlsx")


def test_a_workbook_with_broken_parts_is_refused(exported: bytes) -> None:
    for part in ("xl/sharedStrings.xml", "xl/workbook.xml"):
        with pytest.raises(UserError):
            read_returned(emptied(exported, part), "cut.xlsx")
