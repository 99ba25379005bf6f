"""What the workloads need, and by which growth rates each side pays for it.

Promise: the needs and the cost lines that serve them are read from the model (`sides`), by no list of names.
Imports `rules`, `sides` and `language` only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from tco.language import Category
from tco.symmetry.rules import Rule
from tco.symmetry.sides import Sides

MOST_NEEDS = 3
LICENCES = (Category.SOFTWARE, Category.SECURITY)
NO_SERVICE = (Category.TRANSITION, Category.TAXES, Category.FINANCING, Category.RESIDUAL, Category.CUSTOM,
              Category.RISK, Category.LEAVING, Category.UNCHANGED)  # fmt: skip


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


def services_of(sides: Sides, rules: list[Rule]) -> Iterator[Service]:
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
