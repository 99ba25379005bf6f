"""Which inputs can move the lines asked for: those that nothing multiplies by 0 in every future.

Promise: an input that is left out moves none of the lines, whatever the others are; one that is not proved
idle is kept. Reads the rules' formulas and what is 0 in one evaluation; while that stays, the answer is kept.
Imports `language`, `model`, `inputs`, `compute` and `reduced` only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from tco.compute import evaluate
from tco.inputs import BoundModel, Question, Same
from tco.language import Call, Formula, Name, Number, Operation, parts
from tco.model import InputRef, Instance, LineRef, Model, Ref
from tco.reduced import reduced

#: The inputs that can move something, a bit for each, and whether it is 0 in every future.
Reach = tuple[int, bool]
NOTHING: Reach = (0, True)
#: Functions that give 0 where their first argument is 0.
SCALED = frozenset({"ratio", "round_up", "previous", "still_serving", "years_remaining", "on_date", "tiered",
                    "row_sum"})  # fmt: skip


def active(
    bound: BoundModel, drawn: Sequence[str], lines: Iterable[str], alternatives: Sequence[str]
) -> tuple[str, ...]:
    """Of the drawn inputs those that can move one of the lines of one of the alternatives, in their order."""
    wanted = tuple(lines)
    part = reduced(bound, wanted, alternatives)
    base = evaluate(part)
    there = tuple(base[key].any(axis=1).tobytes() for key in part.model.instances)
    absent = frozenset(
        key for key, each in part.values().items() if not (any(each) if isinstance(each, tuple) else each)
    )
    return _active(Same(part.resolved), part.model, part.baseline, tuple(drawn), wanted, there, absent)


@lru_cache(maxsize=32)
def _active(
    same: Same, model: Model, baseline: int, drawn: tuple[str, ...], wanted: tuple[str, ...],
    there: tuple[bytes, ...], absent: frozenset[str],
) -> tuple[str, ...]:  # fmt: skip
    found = _Lines(same.resolved, baseline, drawn, absent)
    found.follow(model, dict(zip(model.instances, there, strict=True)))
    bits = 0
    for line in wanted:
        for reached, _ in found.reach[line]:
            bits |= reached
    return tuple(key for at, key in enumerate(drawn) if bits >> at & 1)


class _Lines:
    """What reaches each line.

    Attributes:
        absent: the inputs that are 0.
        reach: for each line one `Reach` for each alternative, or one for all.
    """

    def __init__(
        self, resolved: Mapping[Question, tuple[str, ...]], baseline: int, drawn: Sequence[str],
        absent: frozenset[str],
    ):  # fmt: skip
        self.resolved, self.baseline, self.absent = resolved, baseline, absent
        self.bits = {key: 1 << at for at, key in enumerate(drawn)}
        self.reach: dict[str, list[Reach]] = {}

    def follow(self, model: Model, there: Mapping[str, bytes]) -> None:
        """From line to line; `there` marks for each line the alternatives in which it is not 0."""
        for group in model.steps:
            instances = [model.instances[key] for key in group]
            for key in group:
                self.reach[key] = [(0, False)] * len(there[key])
            while any([self._widened(each) for each in instances]) and len(group) > 1:
                pass  # until no line of a circle passes anything on to another
            for key in group:
                pairs = zip(self.reach[key], there[key], strict=True)
                self.reach[key] = [(bits, not bits and not row) for (bits, _), row in pairs]

    def _widened(self, instance: Instance) -> bool:
        """Take over what reaches a line; whether it is more than before."""
        before = self.reach[instance.id]
        found = [(self._reaching(instance, at) | bits, False) for at, (bits, _) in enumerate(before)]
        self.reach[instance.id] = found
        return found != before

    def _reaching(self, instance: Instance, at: int) -> int:
        if not instance.line.is_total:
            return self._through(instance, instance.line.formula, at)[0]
        bits = 0
        for key in instance.members:
            bits |= self._line(LineRef(key), at)[0]
        return bits

    def _through(self, instance: Instance, formula: Formula | None, at: int) -> Reach:
        """What reaches a part of a rule, without what is multiplied by 0."""
        if isinstance(formula, Name):
            return self._named(instance.line.once_per_case, instance.references[formula.id], at)
        if formula is None or isinstance(formula, Number):
            return 0, formula is not None and not formula.value
        inside = [self._through(instance, part, at) for part in parts(formula)]
        if _vanishes(formula, [zero for _, zero in inside]):
            return NOTHING
        bits = 0
        for reached, _ in inside:
            bits |= reached
        return bits, False

    def _named(self, shared: bool, ref: Ref, at: int) -> Reach:
        if isinstance(ref, LineRef):
            return self._line(ref, at)
        if isinstance(ref, InputRef):
            ids = self.resolved[shared, ref]
            key = ids[0] if len(ids) == 1 else ids[at]
            bit = self.bits.get(key, 0)
            return bit, not bit and key in self.absent
        return 0, ref == "zero"

    def _line(self, ref: LineRef, at: int) -> Reach:
        found = self.reach[ref.id]
        return found[0 if len(found) == 1 else self.baseline if ref.baseline else at]


def _vanishes(formula: Formula, zero: Sequence[bool]) -> bool:
    """Whether a formula is 0 because of parts that are."""
    if isinstance(formula, Call):
        return formula.function in SCALED and zero[0]
    assert isinstance(formula, Operation)
    if formula.symbol == "*":
        return any(zero)
    return zero[0] and (formula.symbol == "/" or (formula.symbol in "+-" and zero[1]))
