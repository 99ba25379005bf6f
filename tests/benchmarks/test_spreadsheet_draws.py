"""What a spreadsheet user would do: change a cell and recalculate the exported workbook, once for each draw.

Told as a ratio to the batch of draws in the same run; nothing is asserted against the clock.
"""

import sys
import time
from pathlib import Path

import numpy as np
import pytest

from exports.workbook import write_workbook
from tco.changes import load
from tco.results import run
from tco.uncertainty.batch import has_compiled, outcomes

sys.path.append(str(Path(__file__).parents[1] / "exports"))
import spreadsheet

BOOKS, DRAWS = 4, 16_384


@pytest.mark.skipif(not spreadsheet.SOFFICE, reason="LibreOffice is not installed")
def test_against_recalculating_the_workbook_once_for_each_draw(tmp_path, benchmark, capsys):
    result = run(load("kr-general-500"))
    beds = np.linspace(400.0, 600.0, BOOKS).round()
    files = [tmp_path / f"draw_{number}.xlsx" for number in range(BOOKS + 1)]
    for file in files:
        write_workbook(result, file, "en")
    names = spreadsheet.defined_names(files[0])
    for file, value in zip(files[1:], beds, strict=True):
        spreadsheet.set_cells(file, "Inputs", {names["beds"][1]: float(value)})

    def timed(wanted):
        start = time.perf_counter()
        recalculated = spreadsheet.recalculate(wanted, tmp_path / f"out_{len(wanted)}")
        return time.perf_counter() - start, recalculated

    def measure():
        alone, _ = timed(files[:1])
        together, recalculated = timed(files[1:])
        each = max(together - alone, 0.0) / (BOOKS - 1)
        found = []
        for compiled in (False, True) if has_compiled() else (False,):
            draws = {"beds": np.random.default_rng(1).uniform(400.0, 600.0, DRAWS).round()}
            outcomes(result.bound, {"beds": beds}, ["present_value"], compiled=compiled)
            start = time.perf_counter()
            outcomes(result.bound, draws, ["present_value"], compiled=compiled)
            found.append((time.perf_counter() - start) / DRAWS)
        return each, found, recalculated

    each, found, recalculated = benchmark.pedantic(measure, rounds=1)
    batch = outcomes(result.bound, {"beds": beds}, ["present_value"])["present_value"]
    sheet, cell = names["stay__present_value"]
    for number, file in enumerate(recalculated):
        assert spreadsheet.values(file)[sheet][cell] == pytest.approx(batch[number, 0, 0], rel=1e-9)
    with capsys.disabled():
        print(f"\n  one recalculation of the workbook in LibreOffice: {each:.2f} s")
        for path, single in zip(("numpy", "compiled"), found, strict=False):
            times = f"{each / single:,.0f} times faster"
            print(f"  the same draw in a batch, {path}: {single * 1e6:.1f} µs, {times}")
