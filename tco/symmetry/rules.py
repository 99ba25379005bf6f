"""Which growth rates, overheads and labour inputs apply to one side of a comparison only, and why.

Promise: what an input is, is read from units and formulas (`roles`), and where it applies from the model's
own values (`sides`); only the reasons are written by hand, and an input that applies to one side without a
reason is shown as such. Imports numpy, `reasons`, `sides`, `roles`, `compute`, `inputs` and `assumptions`
only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np

from tco.assumptions import Text
from tco.compute import evaluate
from tco.inputs import BoundModel, Input
from tco.symmetry.reasons import Reason, Reasons
from tco.symmetry.roles import Role, canonical, roles
from tco.symmetry.sides import OWN, POINT, Group, Sides, other_side

Side = Literal["own", "cloud", "both"]
ROLES: tuple[Role, ...] = ("growth", "overhead", "labour")
STATED = Text(en="stated in the quote", ko="견적에 명시된 값")


@dataclass(frozen=True)
class Rule:
    """One growth rate, overhead or labour input, with the cost lines that it moves.

    Attributes:
        values: the inputs of this name that apply to the same side, with their values, rows left out.
        own: cost lines that it moves while nothing is in the cloud.
        cloud: by alternative, cost lines that it moves once everything is there.
        reason: why it applies to one side only; None where it applies to both, or where none is given.
        effect: by alternative, what one point more does to the saving in present value.
        special: inputs of one alternative with a value of their own, with the reason that the case gives;
            None where there is none. What a quote states needs no other reason than the quote.
        absent: of what applies to both sides, the moving alternatives in which it moves nothing: a fee
            that includes something does not follow what it would cost by itself.
    """

    name: str
    role: Role
    label: Text
    values: Mapping[str, float]
    own: tuple[str, ...]
    cloud: Mapping[str, tuple[str, ...]]
    side: Side
    reason: Reason | None = None
    effect: Mapping[str, float] | None = None
    special: Mapping[str, Text | None] = field(default_factory=dict)
    absent: tuple[str, ...] = ()

    @property
    def moves_something(self) -> bool:
        """Whether a cost line or, for what all alternatives share, a saving follows it."""
        return bool(self.own or self.cloud or any((self.effect or {}).values()))

    @property
    def unexplained(self) -> bool:
        """Whether it applies to one side, or with a value of its own, without a reason."""
        asks = self.side != "both" or self.absent
        return bool(asks and self.reason is None) or not all(self.special.values())


def rules_of(bound: BoundModel, sides: Sides, known: Reasons) -> tuple[list[Rule], tuple[str, ...]]:
    """The rules of a case in which something follows them, and the names of those in which nothing does."""
    found = roles(sides.bound)
    groups = _groups(sides.bound, found)
    effects = sides.effects(groups)
    live = [group for group in groups if effects[group] or _is_shared(bound, group)]
    rules = _merged(_rule(bound, group, found[group[1][0]], effects[group], known) for group in live)
    moving = [each for each in _with_effects(bound, rules) if each.moves_something]
    return moving, tuple(sorted({group[0] for group in groups} - {each.name for each in moving}))


def _groups(bound: BoundModel, found: Mapping[str, Role]) -> list[Group]:
    """Inputs that are one assumption: the same name and members, for whichever alternative or price book."""
    groups: dict[str, list[str]] = defaultdict(list)
    for key in found:
        groups[canonical(bound, key)].append(key)
    return [(name.rsplit(".", 1)[-1], tuple(ids)) for name, ids in groups.items()]


def _is_shared(bound: BoundModel, group: Group) -> bool:
    """Whether only lines that are the same for all alternatives read it: a rate of discount."""
    readers = {shared for (shared, _), ids in bound.resolved.items() if set(ids) & set(group[1])}
    return readers == {True}


def _rule(
    bound: BoundModel, group: Group, role: Role, effects: Mapping[str, list[str]], known: Reasons
) -> Rule:
    name, ids = group
    cloud = {key: tuple(lines) for key, lines in effects.items() if key != OWN and lines}
    own = tuple(effects.get(OWN, ()))
    side: Side = "both" if bool(own) == bool(cloud) else "own" if own else "cloud"
    absent = tuple(each for each in other_side(bound.case) if side == "both" and own and each not in cloud)
    reason = known.reasons.get(name)
    given = {key: bound.inputs[key] for key in ids if key in bound.inputs}
    return Rule(
        name=name,
        role=role,
        label=_label(bound, name, ids),
        values={key: each.value for key, each in given.items() if each.series is None},
        own=own,
        cloud=cloud,
        side=side,
        reason=reason if reason and reason.side in (side, "either", "own" if absent else "") else None,
        absent=absent,
        special=_special(bound, ids),
    )


def _label(bound: BoundModel, name: str, ids: tuple[str, ...]) -> Text:
    declared = bound.pack.assumptions.get(name)
    given = next((bound.inputs[key].declaration for key in ids if key in bound.inputs), declared)
    found = declared or given
    return found.label if found else Text(en=name, ko=name)


def _special(bound: BoundModel, ids: tuple[str, ...]) -> dict[str, Text | None]:
    """Values that one alternative alone has and that differ from the others'."""
    given = {key: bound.inputs[key] for key in ids if key in bound.inputs}
    special = {key: each for key, each in given.items() if key.split(".")[0] in bound.alternatives}
    common = {each.value for key, each in given.items() if key not in special}
    return {
        key: _reason_of_one(bound, each)
        for key, each in special.items()
        if common and each.value not in common
    }


def _reason_of_one(bound: BoundModel, each: Input) -> Text | None:
    """The reason that the case gives, or that the alternative's quote says so."""
    if each.reason:
        return Text(en=each.reason, ko=each.reason)
    owner, _, name = each.id.partition(".")
    quote = bound.case.alternatives[owner].quote
    key = name.removeprefix("quote_")
    stated = quote is not None and key in quote.model_fields_set and getattr(quote, key) == each.value
    return STATED if stated else None


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Members of one name that apply to the same side, together."""
    found: dict[tuple[str, Side], Rule] = {}
    for rule in rules:
        other = found.get((rule.name, rule.side))
        found[rule.name, rule.side] = _together(other, rule) if other else rule
    return list(found.values())


def _together(one: Rule, other: Rule) -> Rule:
    names = dict.fromkeys((*one.cloud, *other.cloud))
    return replace(
        one,
        absent=tuple(name for name in one.absent if name in other.absent),
        values={**one.values, **other.values},
        own=tuple(dict.fromkeys((*one.own, *other.own))),
        cloud={
            name: tuple(dict.fromkeys((*one.cloud.get(name, ()), *other.cloud.get(name, ()))))
            for name in names
        },
        special={**one.special, **other.special},
    )


def _with_effects(bound: BoundModel, rules: list[Rule]) -> list[Rule]:
    """What a point more of each growth rate and overhead does to every saving in present value."""
    own = bound.values()
    pure = {key for rule in rules for key in rule.values if bound.inputs[key].declaration.unit == "1"}
    columns: dict[str, Any] = {key: np.full(len(rules) + 1, own[key]) for key in pure}
    for at, rule in enumerate(rules):
        for key in pure.intersection(rule.values):
            columns[key][at] += POINT
    saving = evaluate(bound, columns)["saving_discounted"].sum(axis=-1)
    moved = saving - saving[-1]
    places = {name: bound.alternatives.index(name) for name in other_side(bound.case)}
    return [
        replace(rule, effect={name: float(moved[at, place]) for name, place in places.items()})
        if pure.intersection(rule.values)
        else rule
        for at, rule in enumerate(rules)
    ]
