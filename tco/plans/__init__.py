"""Edits of a document's alternatives: which there are, what each moves and when, how it is priced.

Promise: an edit returns a new document and leaves the old one as it was; a case that could be evaluated still
can; nothing of a removed alternative stays behind. Pure functions; imports `belonging`, `edits`, `titles`,
`case` and `errors` only.
"""

from tco.plans.alternatives import (
    MOST,
    added,
    copied,
    lost,
    names,
    removed,
    renamed,
    with_baseline,
    with_book,
)
from tco.plans.own_values import own_keys, with_own_value, without_own_value
from tco.plans.placements import (
    BOOK,
    DATES,
    FIRST_QUOTE,
    OWN,
    PLACES,
    QUOTE,
    RESOURCES,
    Placed,
    in_quote,
    placed,
    put,
    with_date,
    with_resources,
)
from tco.plans.quotes import with_quote, without_quote

__all__ = [
    "BOOK", "DATES", "FIRST_QUOTE", "MOST", "OWN", "PLACES", "QUOTE", "RESOURCES", "Placed", "added",
    "copied", "in_quote", "lost", "names", "own_keys", "placed", "put", "removed", "renamed",
    "with_baseline", "with_book", "with_date", "with_own_value", "with_quote", "with_resources",
    "without_own_value", "without_quote",
]  # fmt: skip
