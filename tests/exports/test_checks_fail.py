"""A check that cannot fail is none: one cell is overwritten per kind of check, and the master says so."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from spreadsheet import Value, recalculate, set_cells, values

from exports.layout import Layout
from tco.results import Result

Fault = tuple[str, str, str]


def faults(result: Result, file: Path) -> list[Fault]:
    """What must notice it, the sheet and the cell."""
    layout, summary = Layout(result), values(file)["Summary"]
    heading = next(
        cell for cell, text in summary.items() if str(text).startswith("Cost by year and category")
    )
    table = int(heading[1:]) + 3
    own, rival = layout.sheet["stay"], "cloud_ncp"
    row, block = layout.alternative.number, layout.compare.number
    return [
        ("Sum by category", own, f"W{row['category_cash.staff']}"),
        ("Sum by date", own, f"H{row['cash_on_dates']}"),
        ("Sum by line", own, f"W{row['all_costs']}"),
        ("Present values by category", own, f"C{row['category_value.staff']}"),
        ("Year table on Summary", "Summary", f"E{table}"),
        ("Book value", own, f"W{row['book_value_total']}"),
        ("Units", own, f"W{row['bought.servers']}"),
        ("Cash =", own, f"W{row['profit_and_loss']}"),
        ("Every key figure", layout.sheet[rival], f"C{row['present_value']}"),
        ("Savings by category", "Compare", f"W{block[(rival, 'category_saving.staff')]}"),
        ("Differences by date", "Compare", f"H{block[(rival, 'difference.plain')]}"),
        ("Discount factor", "Compare", f"W{block['discount_factor.running']}"),
        ("Years within", "Timeline", f"W{layout.timeline.number['in_horizon']}"),
    ]


@pytest.mark.spreadsheet
@pytest.mark.slow
def test_each_seeded_fault_turns_the_master_check(pair: Result, pair_workbook: Path, tmp_path: Path) -> None:
    seeded, files = faults(pair, pair_workbook), []
    for number, (label, sheet, cell) in enumerate(seeded):
        files.append(Path(shutil.copy(pair_workbook, tmp_path / f"fault_{number:02}.xlsx")))
        wrong: Value = "#DIV/0!" if label == "Every key figure" else 123456.789
        set_cells(files[-1], sheet, {cell: wrong})
        if isinstance(wrong, str):
            _as_error(files[-1], sheet, cell)
    unnoticed = []
    for (label, sheet, cell), file in zip(seeded, recalculate(files, tmp_path / "out"), strict=True):
        found = values(file)
        checks = [(found["Checks"].get(f"A{row}"), found["Checks"].get(f"G{row}")) for row in range(6, 200)]
        noticed = {check for check, result in checks if result not in ("OK", "ALERT", None)}
        shown = {name: cells.get("B2") for name, cells in found.items()}
        if not any(str(check).startswith(label) for check in noticed) or set(shown.values()) != {"FAIL"}:
            unnoticed.append(f"{label}: {sheet}!{cell} was noticed by {noticed}; master {shown}")
    assert not unnoticed, "\n".join(unnoticed)


def _as_error(file: Path, sheet: str, cell: str) -> None:
    """Turn a typed text into the error of that name."""
    from spreadsheet import rewrite

    pattern = re.compile(rf'<c r="{cell}"([^>]*?) t="inlineStr"><is><t>(.*?)</t></is></c>')
    rewrite(file, lambda _, text: pattern.sub(rf'<c r="{cell}"\1 t="e"><v>\2</v></c>', text))


@pytest.mark.spreadsheet
@pytest.mark.slow
def test_a_changed_input_is_an_alert_and_no_error(pair: Result, pair_workbook: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(pair_workbook, tmp_path / "alert.xlsx"))
    set_cells(file, "Inputs", {"C3": "high"})
    found = values(recalculate([file], tmp_path / "out")[0])["Checks"]
    assert found["B2"] == "OK"
    assert found["B3"] == len(pair.alternatives)
