"""Which growth rates, overheads and labour inputs apply to one side of a comparison only, and why.

Promise: what an input is, is read from units and formulas (`roles`), and where it applies from the model's
own values (`sides`); only the reasons are written by hand, and an input that applies to one side without a
reason is shown as such. Imports numpy, `sides`, `roles`, `compute`, `binding`, `model` and `case` only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Literal

import numpy as np
from pydantic import ValidationError

from tco.assumptions import Strict, Text, data_folder, read_toml, validation_messages
from tco.binding import bind
from tco.case import Case
from tco.compute import evaluate
from tco.errors import Problems, UserError
from tco.inputs import BoundModel, Input
from tco.language import Category
from tco.symmetry.roles import Role, canonical, roles
from tco.symmetry.sides import OWN, POINT, Group, Sides, other_side

Side = Literal["own", "cloud", "both"]
ROLES: tuple[Role, ...] = ("growth", "overhead", "labour")
MOST_NEEDS = 3
LICENCES = (Category.SOFTWARE, Category.SECURITY)
STATED = Text(en="stated in the quote", ko="견적에 명시된 값")
NO_SERVICE = (Category.TRANSITION, Category.TAXES, Category.FINANCING, Category.RESIDUAL, Category.CUSTOM,
              Category.RISK, Category.LEAVING, Category.UNCHANGED)  # fmt: skip


class Reason(Strict):
    """Why an input applies to one side only, and which inputs do its work on the other.

    Attributes:
        side: where it applies; a reason for the other side does not count. `either` is for what the
            author of a case adds to whichever side he likes.
    """

    side: Literal["own", "cloud", "either"]
    text: Text
    counterparts: tuple[str, ...] = ()


class Reasons(Strict):
    """The file of reasons.

    Attributes:
        moved: inputs at the values at which a full move leaves nothing of the hospital's own equipment.
    """

    moved: dict[str, float]
    reasons: dict[str, Reason]


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


@dataclass(frozen=True)
class Service:
    """What the workloads need, and how each side pays for it; no needs: what serves all of them.

    Attributes:
        own: cost lines of own equipment, and `own_growth` the growth rates that move them.
        cloud: cost lines of the cloud, and `cloud_growth` the growth rates that move them.
    """

    needs: tuple[str, ...]
    own: tuple[str, ...]
    cloud: tuple[str, ...]
    own_growth: tuple[str, ...]
    cloud_growth: tuple[str, ...]


@dataclass(frozen=True)
class Symmetry:
    """Every rule of a case, those of one side first, and the inputs that move nothing in it."""

    rules: tuple[Rule, ...]
    idle: tuple[str, ...]
    alternatives: tuple[str, ...]
    services: tuple[Service, ...]
    bound: BoundModel

    def __reduce__(self) -> tuple[Any, ...]:
        """The same in another process, where the case is bound anew: a model does not travel."""
        return _bound_anew, (self.rules, self.idle, self.alternatives, self.services, self.bound.case)

    @property
    def one_sided(self) -> tuple[Rule, ...]:
        """What applies to one side only."""
        return tuple(rule for rule in self.rules if rule.side != "both")

    @property
    def unexplained(self) -> tuple[Rule, ...]:
        """What applies to one side only without a reason."""
        return tuple(rule for rule in self.rules if rule.unexplained)


def _bound_anew(
    rules: tuple[Rule, ...], idle: tuple[str, ...], moving: tuple[str, ...], services: tuple[Service, ...],
    case: Case,
) -> Symmetry:  # fmt: skip
    return Symmetry(rules, idle, moving, services, bind(case))


@cache
def load_reasons() -> Reasons:
    """The reasons that ship with the program; raises `Problems` with everything that is wrong."""
    try:
        return Reasons.model_validate(read_toml(data_folder().joinpath("symmetry.toml")))
    except ValidationError as error:
        raise Problems("symmetry.toml", validation_messages(error, "")) from error


def symmetry(case: Case, reasons: Reasons | None = None) -> Symmetry:
    """Every growth rate, overhead and labour input of a case by the side to which it applies."""
    known = reasons or load_reasons()
    bound = bind(case)
    moving = other_side(case)
    if not moving:
        raise UserError(
            f"{case.id}: no alternative moves anything, so there is only one side; add an alternative with "
            "`moves` and a price book or a quote"
        )
    sides = Sides(case, known.moved)
    found = roles(sides.bound)
    groups = _groups(sides.bound, found)
    effects = sides.effects(groups)
    live = [group for group in groups if effects[group] or _is_shared(bound, group)]
    rules = _merged(_rule(bound, group, found[group[1][0]], effects[group], known) for group in live)
    merged = [each for each in _with_effects(bound, moving, rules) if each.moves_something]
    idle = tuple(sorted({group[0] for group in groups} - {each.name for each in merged}))
    services = tuple(_services(sides, merged))
    return Symmetry(tuple(sorted(merged, key=_order)), idle, moving, services, bound)


def _order(rule: Rule) -> tuple[bool, int, float, str]:
    effect = max(map(abs, (rule.effect or {}).values()), default=0.0)
    return rule.side == "both", ROLES.index(rule.role), -effect, rule.name


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


def _with_effects(bound: BoundModel, moving: tuple[str, ...], rules: list[Rule]) -> list[Rule]:
    """What a point more of each growth rate and overhead does to every saving in present value."""
    own = bound.values()
    pure = {key for rule in rules for key in rule.values if bound.inputs[key].declaration.unit == "1"}
    columns: dict[str, Any] = {key: np.full(len(rules) + 1, own[key]) for key in pure}
    for at, rule in enumerate(rules):
        for key in pure.intersection(rule.values):
            columns[key][at] += POINT
    saving = evaluate(bound, columns)["saving_discounted"].sum(axis=-1)
    moved = saving - saving[-1]
    places = {name: bound.alternatives.index(name) for name in moving}
    return [
        replace(rule, effect={name: float(moved[at, place]) for name, place in places.items()})
        if pure.intersection(rule.values)
        else rule
        for at, rule in enumerate(rules)
    ]


def _services(sides: Sides, rules: list[Rule]) -> Iterator[Service]:
    """For every need that own equipment or people serve by one rule and the cloud by another."""
    own, cloud = _by_service(sides, sides.own_only), _by_service(sides, sides.cloud_only)
    growth = [rule for rule in rules if rule.role == "growth"]
    for (needs, apart), mine in own.items():
        theirs = [key for (others, group), lines in cloud.items()
                  if group == apart and (needs == others or needs & others) for key in lines]  # fmt: skip
        if theirs:
            moving_mine = tuple(rule.name for rule in growth if set(mine) & set(rule.own))
            moving_theirs = tuple(rule.name for rule in growth if _moves(rule, theirs))
            yield Service(tuple(sorted(needs)), tuple(mine), tuple(theirs), moving_mine, moving_theirs)


def _moves(rule: Rule, lines: list[str]) -> bool:
    return any(set(lines) & set(moved) for moved in rule.cloud.values())


def _by_service(sides: Sides, keys: set[str]) -> dict[tuple[frozenset[str], str], list[str]]:
    """Recurring cost lines by the needs they serve; licences and security apart from machines to run them."""
    found: dict[tuple[frozenset[str], str], list[str]] = defaultdict(list)
    for key in sides.costs:
        category, needs = sides.bound.model.instances[key].category, sides.needs(key)
        if key in keys and needs and category not in NO_SERVICE:
            shared = len(needs) > MOST_NEEDS
            served = frozenset() if shared else needs
            apart = str(category) if category in LICENCES and not shared else ""
            found[served, apart].append(key)
    return found
