"""Tables that a hospital has in a drawer: which column is which, and what a cell says.

Promise: nothing here opens a file; a cell that cannot be understood is a sentence, never a guess. Imports
`errors` only.
"""

from tco.intake.columns import Column, Matched, fits, match
from tco.intake.money import parse_money, unit_of_header
from tco.intake.table import Cell, Table, column_letters
from tco.intake.targets import check_targets
from tco.intake.unreadable import Ambiguous, Unreadable
from tco.intake.values import is_empty, parse_date, parse_number

__all__ = [
    "Ambiguous", "Cell", "Column", "Matched", "Table", "Unreadable", "check_targets", "column_letters",
    "fits", "is_empty", "match", "parse_date", "parse_money", "parse_number", "unit_of_header",
]  # fmt: skip
