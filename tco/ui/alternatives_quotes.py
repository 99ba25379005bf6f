"""The quotes of a case beside the same moves priced by a price book, computed in the second process.

Promise: found by the whole question only. Imports `quotes` and `answers` only.
"""

from __future__ import annotations

from functools import lru_cache

from tco.quotes import Offer, compare
from tco.ui.answers import Question, answer


@lru_cache(maxsize=32)
def offers(question: Question) -> tuple[Offer, ...]:
    """Every quote of a case with what it leaves to be paid and the fees at which costs are equal."""
    return compare(answer(question).bound.case).offers
