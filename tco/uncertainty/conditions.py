"""What is asked of every future: figures, and the conditions that they have to meet.

Promise: what means nothing in the case is refused with the nearest name, all mistakes at once. Imports
`errors`, `figures`, `inputs`, `results` and `table` only.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tco.errors import Problems, UserError
from tco.figures import Condition, Figures, Quantity, parse_condition
from tco.inputs import BoundModel
from tco.results import Result
from tco.table import moves_anything


class Claim(NamedTuple):
    """A figure that has to meet a condition.

    Attributes:
        of_moves: whether it is about alternatives only that move something.
    """

    quantity: Quantity
    condition: Condition
    of_moves: bool = False

    @property
    def metric(self) -> str:
        """The line that the figure stands in."""
        return self.quantity.line

    @property
    def number(self) -> float:
        """What the figure is held against."""
        return self.condition.number

    def __str__(self) -> str:
        return f"{self.quantity}{self.condition.comparison}{self.number!r}"


#: What the seed article says a cloud saves (assumptions/claims/dailymedi_2021.toml).
ARTICLE = Claim(Quantity("saving_pv_pct"), Condition(">=", 0.4))
#: That the alternative costs no more than the baseline.
BREAK_EVEN = Claim(Quantity("saving_pv"), Condition(">=", 0.0))


def published(bound: BoundModel) -> tuple[Claim, ...]:
    """The article's claim, but where the baseline itself leaves the own equipment that the claim is about."""
    case = bound.case
    leaves = bool(case.workloads) and moves_anything(case.alternatives[case.baseline])
    return () if leaves else (ARTICLE._replace(of_moves=True),)


def about(bound: BoundModel, claims: Iterable[Claim], alternative: str) -> tuple[Claim, ...]:
    """Those of the claims that an alternative can be held against."""
    case = bound.case
    stays = bool(case.workloads) and not moves_anything(case.alternatives[alternative])
    return tuple(each for each in claims if not (each.of_moves and stays))


def conditions(bound: BoundModel, texts: Iterable[str]) -> tuple[Claim, ...]:
    """The claims of texts; raises `Problems` with everything that is wrong in them."""
    figures, found, problems = Figures(Result(bound, {})), [], []
    for text in texts:
        try:
            wish = parse_condition(text)
            found.append(Claim(figures.quantity(wish.metric), wish.condition))
        except UserError as error:
            problems.append(f"--claim {error}")
    if problems:
        raise Problems("claims", problems)
    return tuple(found)
