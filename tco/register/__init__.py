"""Asset registers: a hospital's own list of equipment becomes vintages, prices and book values.

Promise: rows in = rows used + rows explained, and totals reconcile. Imports `assumptions`, `case`, `inputs`,
`results`, `intake`, `wording` and `errors` only.
"""

from tco.register.in_case import book_values, evaluated, standing, with_register
from tco.register.records import Asset, Explained, vintage_of
from tco.register.register import Choices, Register, is_register, read_register

__all__ = [
    "Asset", "Choices", "Explained", "Register", "book_values", "evaluated", "is_register", "read_register",
    "standing", "vintage_of", "with_register",
]  # fmt: skip
