"""Colours, each with one meaning on every page and export. Imports `case` and `language` only.

Own equipment is vermillion, the first alternative that moves is blue, further ones follow in the order
of the case; each has 3:1 against the light and the dark background.
"""

from __future__ import annotations

from tco.case import Alternative, Case
from tco.language import Category

OWN, CLOUD, STRUCTURE = "#D55E00", "#0072B2", "#808080"
FURTHER = ("#AA4499", "#117733", "#6E6E6E", "#8C6D1F", "#5B6FC4", "#0B8383", "#B3446C", "#7A7A00")
PEOPLE, SOFTWARE, MOVING, OTHER = "#0B8383", "#8C6D1F", "#B3446C", "#808080"

#: What the stacked years show: a group's categories, its colour, and whether it is drawn as an outline.
GROUPS: dict[str, tuple[tuple[Category, ...], str, bool]] = {
    "own": ((Category.EQUIPMENT, Category.MAINTENANCE), OWN, False),
    "room": ((Category.FACILITIES,), OWN, True),
    "cloud": ((Category.CLOUD, Category.SUBSCRIPTION), CLOUD, False),
    "network": ((Category.NETWORK,), CLOUD, True),
    "people": ((Category.STAFF,), PEOPLE, False),
    "software": ((Category.SOFTWARE, Category.SECURITY), SOFTWARE, False),
    "moving": ((Category.TRANSITION,), MOVING, False),
    "other": ((Category.TAXES, Category.FINANCING, Category.CUSTOM, Category.RESIDUAL), OTHER, True),
}


def moves(alternative: Alternative) -> bool:
    """Whether an alternative takes anything off own equipment."""
    placements = [alternative, *alternative.workloads.values()]
    return alternative.quote is not None or any(each.moves for each in placements)


def first_to_compare(case: Case) -> str:
    """The first alternative that moves something, whoever wins; else the first other than the baseline."""
    others = [name for name in case.alternatives if name != case.baseline]
    return next(
        (name for name in others if moves(case.alternatives[name])), others[0] if others else case.baseline
    )


def colours(case: Case) -> dict[str, str]:
    """The colour of each alternative."""
    cloud = first_to_compare(case)
    rest = iter(FURTHER * 2)
    fixed = {case.baseline: OWN, cloud: CLOUD} if cloud != case.baseline else {case.baseline: OWN}
    return {name: fixed.get(name) or next(rest) for name in case.alternatives}
