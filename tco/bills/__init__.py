"""Bills: a plan held against what was really paid, and the case re-based on it.

Promise: `compare` reads monthly bills (FOCUS 1.x, AWS CUR, any table by mapping) and stands them beside the
plan of one alternative, by group and month; `Comparison.rebased` is the case that fits them. No file is
written, and nothing of a bill is lost without being said. Imports `rescale`, `results`, `intake` and what is
below them.
"""

from tco.bills.calendar import parse_month
from tco.bills.comparison import Comparison, compare
from tco.bills.plan import Plan
from tco.bills.rebase import Rebased, rebase
from tco.bills.standing import Options
from tco.bills.streams import TEXTS, Rows, Stream
from tco.bills.text import as_text

__all__ = [
    "TEXTS", "Comparison", "Options", "Plan", "Rebased", "Rows", "Stream", "as_text", "compare",
    "parse_month", "rebase",
]  # fmt: skip
