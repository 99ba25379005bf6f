"""Every growth rate, overhead and labour input of a case by the side to which it applies.

Promise: the answer can travel to another process, where its case is bound anew. Imports `errors`, this
package, `binding`, `inputs` and `case` only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tco.binding import bind
from tco.case import Case
from tco.errors import UserError
from tco.inputs import BoundModel
from tco.symmetry.reasons import Reasons, load_reasons
from tco.symmetry.rules import ROLES, Rule, rules_of
from tco.symmetry.services import Service, services_of
from tco.symmetry.sides import Sides, other_side


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
    rules, idle = rules_of(bound, sides, known)
    services = tuple(services_of(sides, rules))
    return Symmetry(tuple(sorted(rules, key=_order)), idle, moving, services, bound)


def _order(rule: Rule) -> tuple[bool, int, float, str]:
    effect = max(map(abs, (rule.effect or {}).values()), default=0.0)
    return rule.side == "both", ROLES.index(rule.role), -effect, rule.name
