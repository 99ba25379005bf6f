"""Which inputs can move the lines asked for: those that nothing multiplies by 0 in every future.

Promise: an input that is left out moves none of the lines, whatever the others are; one that is not proved
idle is kept. Reads the rules' formulas and one evaluation. Imports numpy, `language`, `model`, `inputs`,
`compute` and `reduced` only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tco.compute import evaluate
from tco.inputs import BoundModel
from tco.language import Call, Formula, Name, Number, Operation, parts
from tco.model import InputRef, Instance, LineRef
from tco.reduced import reduced

Array = Any
Keys = frozenset[str]
NONE: Keys = frozenset()
#: Functions that give 0 where their first argument is 0.
SCALED = frozenset({"ratio", "round_up", "previous", "still_serving", "years_remaining", "on_date", "tiered",
                    "row_sum"})  # fmt: skip


def moving(
    bound: BoundModel, drawn: Sequence[str], lines: Iterable[str], alternatives: Sequence[str]
) -> tuple[str, ...]:
    """Of the drawn inputs those that can move one of the lines of one of the alternatives, in their order."""
    wanted = tuple(lines)
    part = reduced(bound, wanted, alternatives)
    found = _Reach(part, frozenset(drawn)).of(wanted)
    return tuple(key for key in drawn if key in found)


@dataclass
class _Reach:
    """For each line and alternative the drawn inputs that can move it.

    Attributes:
        lines: one set for each alternative, or one for all.
    """

    bound: BoundModel
    drawn: Keys
    lines: dict[str, list[Keys]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.base, self.values = evaluate(self.bound), self.bound.values()

    def of(self, wanted: Collection[str]) -> Keys:
        """All that can move the lines asked for."""
        for group in self.bound.model.steps:
            instances = [self.bound.model.instances[key] for key in group]
            circle = frozenset(group) if len(group) > 1 or group[0] in instances[0].dependencies else NONE
            self.lines.update({key: [NONE] * len(self.base[key]) for key in group})
            while any([self._widened(each, circle) for each in instances]) and circle:
                pass  # until no line of a circle passes anything on to another
        return NONE.union(*(keys for line in wanted for keys in self.lines[line]))

    def _widened(self, instance: Instance, circle: Keys) -> bool:
        """Take over what reaches the line; whether it is more than before."""
        before = self.lines[instance.id]
        found = [before[at] | self._reaching(instance, circle, at) for at in range(len(before))]
        self.lines[instance.id] = found
        return found != before

    def _reaching(self, instance: Instance, circle: Keys, at: int) -> Keys:
        if instance.line.is_total:
            return NONE.union(*(self._line(LineRef(key), at) for key in instance.members))
        return _Rule(self, instance, circle, at).reaching(instance.line.formula)

    def _line(self, ref: LineRef, at: int) -> Keys:
        sets = self.lines[ref.id]
        return sets[self._place(len(sets), ref, at)]

    def _place(self, count: int, ref: LineRef, at: int) -> int:
        return 0 if count == 1 else self.bound.baseline if ref.baseline else at

    def _is_zero(self, ref: LineRef, at: int) -> bool:
        values = self.base[ref.id]
        return not np.any(values[self._place(len(values), ref, at)])


@dataclass
class _Rule:
    """A rule for one alternative: what reaches it through which of its parameters."""

    reach: _Reach
    instance: Instance
    circle: Keys
    at: int

    def reaching(self, formula: Formula | None) -> Keys:
        """The inputs that can move a part of the formula; none of what is multiplied by 0."""
        if formula is None or isinstance(formula, Number) or self._is_zero(formula):
            return NONE
        if isinstance(formula, Name):
            return self._named(formula.id)
        return NONE.union(*map(self.reaching, parts(formula)))

    def _is_zero(self, formula: Formula) -> bool:
        """Whether it is 0 in every future."""
        if isinstance(formula, Number):
            return not formula.value
        if isinstance(formula, Name):
            return self._is_nothing(formula.id)
        inside = parts(formula)
        if isinstance(formula, Call):
            return formula.function in SCALED and self._is_zero(inside[0])
        assert isinstance(formula, Operation)
        if formula.symbol == "*":
            return any(map(self._is_zero, inside))
        return formula.symbol in "+-/" and all(map(self._is_zero, inside[: 1 if formula.symbol == "/" else 2]))

    def _named(self, name: str) -> Keys:
        ref = self.instance.references[name]
        if isinstance(ref, LineRef):
            return self.reach._line(ref, self.at)
        return frozenset({self._input(ref)}) & self.reach.drawn if isinstance(ref, InputRef) else NONE

    def _is_nothing(self, name: str) -> bool:
        """Whether a parameter is 0 in every future; what a circle passes round is not known before its end."""
        ref = self.instance.references[name]
        if isinstance(ref, LineRef):
            idle = ref.id not in self.circle and not self.reach._line(ref, self.at)
            return idle and self.reach._is_zero(ref, self.at)
        if isinstance(ref, InputRef):
            key = self._input(ref)
            return key not in self.reach.drawn and not np.any(self.reach.values[key])
        return ref == "zero"

    def _input(self, ref: InputRef) -> str:
        ids = self.reach.bound.resolved[self.instance.line.once_per_case, ref]
        return ids[0] if len(ids) == 1 else ids[self.at]
