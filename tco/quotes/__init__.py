"""Quotes: vendors' offers side by side, each beside the same move priced by a price book alone.

Promise: `with_quotes` adds quotes to a case, `compare` compares all that it has. Imports `symmetry` (what a
cost line is), `results`, `compute` and what is below them.
"""

from tco.quotes.comparison import BreakEven, Comparison, Offer, Renewal, Scope, compare
from tco.quotes.entry import with_quotes
from tco.quotes.scopes import amounts_by_scope, scopes
from tco.quotes.text import as_document, as_text

__all__ = [
    "BreakEven", "Comparison", "Offer", "Renewal", "Scope", "amounts_by_scope", "as_document", "as_text",
    "compare", "scopes", "with_quotes",
]  # fmt: skip
