"""What comes out of a test: verdicts, and every number that they were made from.

Verdicts: `holds` and `fails` say that the figure named by the claim was computed and meets, or does not meet,
its number, in every alternative and measure that the claim is about; `in_part` that some do and some do not;
`cannot_be_tested` that nothing here measures it, however far its effect can be shown.
Promise: plain data. Imports the standard library and `assumptions` only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tco.assumptions import Text

Verdict = Literal["holds", "in_part", "fails", "cannot_be_tested"]
TOLERANCE = 1e-9  # of the number: what rounding in the last digits leaves is not a difference


@dataclass(frozen=True)
class Condition:
    """A figure has to stand in a relation to a number."""

    comparison: str
    number: float

    def holds(self, value: float | None) -> bool:
        """Whether it does; a figure that is not defined does not."""
        if value is None or value != value:
            return False
        margin = TOLERANCE * max(1.0, abs(self.number))
        if self.comparison in (">=", "<="):
            distance = value - self.number if self.comparison == ">=" else self.number - value
            return distance >= -margin
        distance = value - self.number if self.comparison == ">" else self.number - value
        return distance > margin


@dataclass(frozen=True)
class Measure:
    """One figure held against one number.

    Attributes:
        ids: the lines, metrics or inputs that it is made from.
        of_baseline: the same figure in the baseline, where it is a share of it or compared with it.
    """

    alternative: str
    label: Text
    ids: tuple[str, ...]
    unit: str
    measured: float | None
    condition: Condition
    of_baseline: float | None = None
    note: Text | None = None

    @property
    def verdict(self) -> Verdict:
        """Whether the figure meets the number."""
        if self.measured is None and self.note:
            return "cannot_be_tested"
        return "holds" if self.condition.holds(self.measured) else "fails"

    @property
    def difference(self) -> float | None:
        """How far the figure is above the number."""
        return None if self.measured is None else self.measured - self.condition.number


@dataclass(frozen=True)
class Effect:
    """What a figure moves by when an input is set.

    Attributes:
        setting: the value that the input is set to.
        wanted: what the figure would have to be, if anything is asked of it.
        limit: an input that can hold the effect back.
        unlimited: the figure when that limit is taken away too.
    """

    alternative: str
    id: str
    label: Text
    unit: str
    setting: float
    before: float | None
    after: float | None
    wanted: Condition | None = None
    limit: str = ""
    unlimited: float | None = None

    @property
    def moved(self) -> float | None:
        """After less before."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def share_of_missing(self) -> float | None:
        """How much of the way to what is wanted the effect goes; none where nothing is missing."""
        if self.moved is None or self.before is None or self.wanted is None or self.wanted.holds(self.before):
            return None
        return self.moved / (self.wanted.number - self.before)


@dataclass(frozen=True)
class Cost:
    """A present value that a service costs in an alternative."""

    alternative: str
    label: Text
    ids: tuple[str, ...]
    unit: str
    amount: float


@dataclass(frozen=True)
class Shown:
    """An input that a reader needs beside a verdict."""

    id: str
    label: Text
    unit: str
    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class NeededValue:
    """A value of one input, from which on the condition is met (or, where it is met now, up to which)."""

    input: Shown
    value: float
    at_least: bool


@dataclass(frozen=True)
class Wanted:
    """A condition on a figure of an alternative.

    Attributes:
        ids: figures that are added up.
        share: whether the sum is taken as a share of the baseline's.
    """

    alternative: str
    label: Text
    unit: str
    ids: tuple[str, ...]
    condition: Condition
    share: bool = False


@dataclass(frozen=True)
class Need:
    """What would have to be true for a figure of an alternative to meet a number.

    Attributes:
        met: whether the figure meets the number now; `values` then say up to where it does.
        values: single inputs that do it within the range searched; empty where none does.
        nearest: where none does, the input that comes closest, with the value and the figure there.
        searched: how many inputs were moved.
    """

    wanted: Wanted
    met: bool
    values: tuple[NeededValue, ...]
    nearest: NeededValue | None
    reached: float | None
    searched: int


@dataclass(frozen=True)
class Outcome:
    """What a test found out about a claim.

    Attributes:
        reason: why it cannot be tested, where it cannot.
        wanted: the conditions whose needs are searched for together with those of other claims.
    """

    measures: tuple[Measure, ...] = ()
    effects: tuple[Effect, ...] = ()
    costs: tuple[Cost, ...] = ()
    inputs: tuple[Shown, ...] = ()
    needs: tuple[Need, ...] = ()
    reason: Text | None = None
    wanted: tuple[Wanted, ...] = ()
    decided: Verdict | None = None

    @property
    def verdict(self) -> Verdict:
        """Over all measures, unless the test decides by a rule of its own."""
        return self.decided or overall(each.verdict for each in self.measures)

    def by_alternative(self) -> dict[str, Verdict]:
        """Over the measures of each alternative."""
        names = dict.fromkeys(each.alternative for each in self.measures if each.alternative)
        return {
            name: overall(each.verdict for each in self.measures if each.alternative == name)
            for name in names
        }


def overall(verdicts: Iterable[Verdict]) -> Verdict:
    """One word for several verdicts."""
    known = {each for each in verdicts if each != "cannot_be_tested"}
    if not known:
        return "cannot_be_tested"
    return known.pop() if len(known) == 1 else "in_part"
