"""Sizing: the inventory that the rules derive, a figure overruled, and a warning where it is implausible.

Promise: figures are the model's own lines; the way in is `inventory`, `overruled` and `warnings`. Imports
`rescale`, `explain`, `results` and what is below them.
"""

from tco.sizing.answer import MEANING, Sizing, changes, sized
from tco.sizing.figures import GROUPS, Figure, figures, value_of
from tco.sizing.inventory import Derived, inventory
from tco.sizing.overrule import Wish, overruled, parse_wish
from tco.sizing.plausibility import SizingWarning, expectations, warnings

__all__ = [
    "GROUPS", "MEANING", "Derived", "Figure", "Sizing", "SizingWarning", "Wish", "changes",
    "expectations", "figures", "inventory", "overruled", "parse_wish", "sized", "value_of", "warnings",
]  # fmt: skip
