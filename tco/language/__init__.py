"""The language in which the cost model is declared: rules with names in, formulas or numbers out.

Promise: rules use + - * / ** and the functions exported here, nothing else. Imports numpy, pyxirr and
`finance` only.
"""

from tco.language.formula import Call, Formula, Name, Number, Operation, parts, walk
from tco.language.functions import (
    FUNCTIONS,
    ROW_ARGUMENTS,
    Row,
    at_least,
    equal,
    internal_rate,
    maximum,
    minimum,
    on_date,
    previous,
    ratio,
    round_up,
    row_sum,
    still_serving,
    tiered,
    years_remaining,
)
from tco.language.line import (
    ONCE,
    POINTS,
    REGISTRY,
    YEARS,
    Category,
    Line,
    ModelError,
    Place,
    Treatment,
    line,
    total,
)

__all__ = [
    "FUNCTIONS", "ONCE", "POINTS", "REGISTRY", "ROW_ARGUMENTS", "YEARS",
    "Call", "Category", "Formula", "Line", "ModelError", "Name", "Number", "Operation", "Place", "Row",
    "Treatment", "at_least", "equal", "internal_rate", "line", "maximum", "minimum", "on_date", "parts",
    "previous", "ratio", "round_up", "row_sum", "still_serving", "tiered", "total", "walk", "years_remaining",
]  # fmt: skip
