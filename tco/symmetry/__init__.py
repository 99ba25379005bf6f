"""Symmetry: which growth rates, overheads and labour inputs apply to one side of a comparison only, and why.

Promise: `symmetry` finds them from the model of a case; the reasons stand in `assumptions/symmetry.toml`.
Imports `results`, `compute`, `binding` and what is below them.
"""

from tco.symmetry.answer import Symmetry, symmetry
from tco.symmetry.reasons import Reason, Reasons, load_reasons
from tco.symmetry.rules import Rule
from tco.symmetry.services import Service
from tco.symmetry.text import as_document, as_text

__all__ = [
    "Reason", "Reasons", "Rule", "Service", "Symmetry", "as_document", "as_text", "load_reasons", "symmetry",
]  # fmt: skip
