"""What comes out of a test: verdicts, and every number that they were made from.

Verdicts: `holds` and `fails` say that the figure named by the claim was computed and meets, or does not meet,
its number, in every alternative and measure that the claim is about; `in_part` that some do and some do not,
or that all do while something else that the claim says is not tested;
`cannot_be_tested` that nothing here measures it, however far its effect can be shown.
Promise: plain data. Imports `assumptions` and `figures` only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tco.assumptions import Text
from tco.figures import Condition

Verdict = Literal["holds", "in_part", "fails", "cannot_be_tested"]


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
    """A present value that a service costs in an alternative.

    Attributes:
        note: what the amount does not bring about.
    """

    alternative: str
    label: Text
    ids: tuple[str, ...]
    unit: str
    amount: float
    note: Text | None = None


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

    @property
    def outside(self) -> bool:
        """Whether it is possible, but outside of the input's range."""
        low, high = self.input.low, self.input.high
        return low is not None and high is not None and not low <= self.value <= high


@dataclass(frozen=True)
class Part:
    """One of the lines that a figure is made of, in the unit of the figure."""

    id: str
    label: Text
    amount: float


@dataclass(frozen=True)
class Left:
    """What is left of a figure where an input, over all that is possible, brings it closest to its number."""

    input: Shown
    value: float
    reached: float
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Wanted:
    """A condition on a figure of an alternative.

    Attributes:
        ids: figures that are added up.
        share: whether the sum is taken as a share of the baseline's.
        possible: names of inputs that are moved over all that is possible instead of over their ranges.
    """

    alternative: str
    label: Text
    unit: str
    ids: tuple[str, ...]
    condition: Condition
    share: bool = False
    possible: tuple[str, ...] = ()


@dataclass(frozen=True)
class Need:
    """What would have to be true for a figure of an alternative to meet a number.

    Attributes:
        met: whether the figure meets the number now; `values` then say up to where it does.
        values: single inputs that do it within the range searched; empty where none does.
        nearest: where none does, the input that comes closest, with the value and the figure there.
        searched: how many inputs were moved over their ranges.
        left: for inputs moved over all that is possible that do not do it either, what they leave.
    """

    wanted: Wanted
    met: bool
    values: tuple[NeededValue, ...]
    nearest: NeededValue | None
    reached: float | None
    searched: int
    left: tuple[Left, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What a test found out about a claim.

    Attributes:
        reason: why it cannot be tested, where it cannot.
        wanted: the conditions whose needs are searched for together with those of other claims.
        untested: what the claim says beyond its measures; it then holds in part at most.
    """

    measures: tuple[Measure, ...] = ()
    effects: tuple[Effect, ...] = ()
    costs: tuple[Cost, ...] = ()
    inputs: tuple[Shown, ...] = ()
    needs: tuple[Need, ...] = ()
    reason: Text | None = None
    wanted: tuple[Wanted, ...] = ()
    decided: Verdict | None = None
    untested: Text | None = None

    @property
    def verdict(self) -> Verdict:
        """Over all measures, unless the test decides by a rule of its own."""
        return self._limited(self.decided or overall(each.verdict for each in self.measures))

    @property
    def held_back(self) -> Text | None:
        """What is not tested of a claim all of whose measures hold."""
        holds = overall(each.verdict for each in self.measures) == "holds"
        return self.untested if holds else None

    def _limited(self, verdict: Verdict) -> Verdict:
        return "in_part" if self.untested and verdict == "holds" else verdict

    def by_alternative(self) -> dict[str, Verdict]:
        """Over the measures of each alternative."""
        names = dict.fromkeys(each.alternative for each in self.measures if each.alternative)
        return {
            name: self._limited(overall(each.verdict for each in self.measures if each.alternative == name))
            for name in names
        }


def overall(verdicts: Iterable[Verdict]) -> Verdict:
    """One word for several verdicts."""
    known = {each for each in verdicts if each != "cannot_be_tested"}
    if not known:
        return "cannot_be_tested"
    return known.pop() if len(known) == 1 else "in_part"
