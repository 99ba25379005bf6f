"""Inputs changed inside the finished file, by their defined names: the workbook follows the engine."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from agreement import difference
from spreadsheet import Sheets, Value, defined_names, recalculate, set_cells, values

from exports.grid import LETTERS, ZERO
from exports.layout import Layout
from tco.compute import evaluate
from tco.inputs import BoundModel, Input
from tco.results import METRICS, Result

COUNT = 20
RELATIVE = 1e-9


@dataclass(frozen=True)
class Change:
    """Values typed over inputs, and a scenario chosen."""

    inputs: dict[str, Any]
    scenario: str = "own"


def changes(bound: BoundModel) -> list[Change]:
    """Named ones for what matters most, then random ones of one to four inputs each."""
    draw = random.Random(20261123)
    known = [
        Change({}, "low"),
        Change({}, "high"),
        Change({}, "base"),
        Change({"horizon": 7.0}),
        Change({"horizon": 15.0, "discount_rate": 0.0}),
        Change({"horizon": 3.0}, "high"),
        Change({"income_tax_rate": 0.22, "financed_share": 0.6, "count_residual": 0.0}),
        Change({"leased_share": 1.0, "lease_balloon": 0.2, "income_tax_rate": 0.22}),
        Change({"leased_share": 0.5, "financed_share": 0.5, "lease_on_balance_sheet": 0.0, "horizon": 6.0}),
        Change({"line_follows_target": 1.0, "cache_hit_share": 0.0, "acknowledged_share": 1.0}),
        Change({"beds": 0.0, "studies_fixed": 9000.0}),
        Change(
            {"servers.refresh_cycle" if "servers.refresh_cycle" in bound.inputs else "refresh_cycle": 4.5}
        ),
        Change({"cloud_ncp.emr.compute_moves": 0.0, "hybrid.pacs.compute_moves": 1.0}),
        Change({"bridge_by_buying": 1.0, "count_cost_to_leave": 1.0, "payback_in_whole_years": 1.0}),
        Change({"naver_cloud.outbound_steps": tuple([0.0, 90.0, 15.0, -5.0] + [0.0] * 27)}),
    ]
    free = [each for each in bound.live if each.series is None and each.id != "horizon"]
    while len(known) < COUNT:
        chosen = draw.sample(free, draw.randint(1, 4))
        known.append(Change({each.id: _another(each, draw) for each in chosen}))
    return known


def _another(each: Input, draw: random.Random) -> float:
    declared = each.declaration
    if declared.format == "flag":
        return 1.0 - each.value
    if each.id.endswith("payment_offset"):
        return draw.choice([0.0, 0.5, 1.0])  # other dates are not on the row of half-years: a check says so
    low = each.low if each.low is not None else 0.8 * each.value
    high = each.high if each.high is not None else 1.2 * each.value + 1
    value = draw.uniform(min(low, high), max(low, high))
    value = value if declared.maximum is None else min(declared.maximum, value)
    value = value if declared.minimum is None else max(declared.minimum, value)
    return float(round(value)) if declared.format == "whole" else value


def apply(change: Change, file: Path, names: dict[str, tuple[str, str]]) -> None:
    cells: dict[str, Value] = {names["scenario"][1]: change.scenario}
    for key, value in change.inputs.items():
        area = names[key][1]
        if isinstance(value, tuple):
            first, row = (
                area.split(":")[0].rstrip("0123456789"),
                area.split(":")[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            )
            start = LETTERS.index(first)
            cells |= {f"{LETTERS[start + at]}{row}": each for at, each in enumerate(value)}
        else:
            cells[area] = value
    set_cells(file, "Inputs", cells)


def engine(bound: BoundModel, change: Change) -> Result:
    given = {
        key: each.series if each.series is not None else each.in_scenario(change.scenario)
        for key, each in bound.inputs.items()
    }
    return Result(bound, evaluate(bound, given | change.inputs))


def differences(result: Result, names: dict[str, tuple[str, str]], found: Sheets) -> list[str]:
    wrong = []
    for alternative in result.alternatives:
        for metric in METRICS:
            sheet, cell = names[f"{alternative}__{metric}"]
            expected = result.metric(alternative, metric)
            value = found[sheet].get(cell)
            if difference("n/a" if expected is None else expected, value, rest=1e-6) > RELATIVE:
                wrong.append(f"{alternative}__{metric}: engine {expected!r}, workbook {value!r}")
    return wrong + _lines(result, found)


def _lines(result: Result, found: Sheets) -> list[str]:
    """Every line of the alternatives' sheets in year 1, the last year and in between."""
    layout, wrong = Layout(result), []
    for alternative, sheet in layout.sheet.items():
        for key, number in layout.alternative.number.items():
            instance = result.bound.model.instances.get(key) if isinstance(key, str) else None
            if instance is None or instance.line.axis != "years":
                continue
            row = result.row(alternative, key)[-16:]
            rest = 1e-3 if instance.line.unit == "money" else 1e-9
            for year, expected in enumerate(row.tolist()):
                value = found[sheet].get(f"{LETTERS[ZERO + year]}{number}")
                if difference(expected, value, rest) > RELATIVE:
                    wrong.append(
                        f"{alternative} {key} in year {year}: engine {expected!r}, workbook {value!r}"
                    )
    return wrong


@pytest.mark.spreadsheet
@pytest.mark.slow
def test_twenty_changes_inside_the_workbook(
    preset: Result, workbook: Callable[[str], Path], tmp_path: Path
) -> None:
    names, wanted, files = defined_names(workbook("ko")), changes(preset.bound), []
    for number, change in enumerate(wanted):
        files.append(Path(shutil.copy(workbook("ko"), tmp_path / f"change_{number:02}.xlsx")))
        apply(change, files[-1], names)
    for change, file in zip(wanted, recalculate(files, tmp_path / "out"), strict=True):
        found = values(file)
        wrong = differences(engine(preset.bound, change), names, found)
        assert not wrong, f"{change}: {len(wrong)} figures\n" + "\n".join(wrong[:10])
        assert found["Checks"]["B2"] == "OK", f"{change}: the master check failed"


def test_the_changes_move_the_result(preset: Result) -> None:
    for change in changes(preset.bound):
        if change.scenario != preset.bound.case.scenario or change.inputs:
            assert set(change.inputs) <= set(preset.bound.inputs), change
