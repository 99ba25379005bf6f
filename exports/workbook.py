"""The live Excel workbook: the same model as the engine, cell by cell.

Promise: `write_workbook` writes the same bytes for the same result; every formula cell carries the value
that the engine computed. Imports this package and `tco` only; never streamlit, plotly or pandas.
"""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING

from exports.book import Book
from exports.calculation import write_calculations
from exports.case_sheet import write_case
from exports.charts import write_charts
from exports.checks_sheet import write_checks
from exports.cover import write_cover, write_sources
from exports.inputs_sheet import write_inputs
from exports.summary import write_summary
from tco.results import Result

if TYPE_CHECKING:
    from exports.uncertainty import Findings


def write_workbook(
    result: Result,
    target: str | Path | IO[bytes],
    language: str = "ko",
    simulation: Findings | None = None,
) -> None:
    """Write a result as a workbook.

    Args:
        result: the evaluated case.
        target: a path, or a binary stream.
        language: `ko` or `en`.
        simulation: what its draws found (`exports.uncertainty.find`), for the sheet Uncertainty.

    Raises:
        UserError: the simulation is of another case.
    """
    if simulation:
        simulation.check(result)
    path = str(target) if isinstance(target, Path) else target
    book = Book(result, path, language, uncertain=simulation is not None)
    write_cover(book)
    inputs = write_inputs(book)
    write_calculations(book, inputs)
    places = write_summary(book)
    write_charts(book, places)
    if simulation:
        from exports.uncertainty_sheet import write_uncertainty

        write_uncertainty(book, inputs, places, simulation)
    write_checks(book, places)
    write_sources(book)
    write_case(book)
    book.workbook.close()
