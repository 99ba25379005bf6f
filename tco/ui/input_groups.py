"""Where an input stands in the sidebar.

Promise: every input of a case has a group, found by the file that declares it; the few that carry the
comparison come first. Imports `inputs` only.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from tco.inputs import BoundModel, Input

#: Group by file of assumptions; price books are the offer.
GROUP_OF_FILE = {
    "hospital": "hospital", "demand": "today", "software": "today", "security": "today",
    "equipment": "refresh",
    "staff": "staff", "facilities": "space", "cloud": "offer", "network": "offer", "quote": "offer",
    "placement": "transition", "transition": "transition", "finance": "money", "settings": "money",
    "custom": "money", "risk": "risk", "carbon": "risk",
}  # fmt: skip
MAIN = {
    "hospital": ("beds", "studies_per_bed"),
    "today": ("demand_growth", "stored_data_growth"),
    "refresh": ("refresh_cycle", "servers.refresh_cycle", "refresh_shortening", "servers.unit_price",
                "support_rate"),
    "staff": ("staff_kept_ratio", "loaded_pay"),
    "space": ("electricity_price", "avoidable_room_share"),
    "offer": ("processor_price", "commitment_share", "commitment_discount", "cloud_price_growth",
              "right_sizing", "quote_price_per_bed"),
    "transition": ("move_start", "move_duration", "overlap"),
    "money": ("horizon", "discount_rate", "general_inflation"),
    "risk": ("breach_probability", "downtime_price"),
}  # fmt: skip
OPEN = frozenset({"hospital", "refresh", "staff", "offer"})


def relevant(bound: BoundModel, alternative: str, changed: Mapping[str, float]) -> list[Input]:
    """Inputs that the baseline or the alternative reads, and whatever was changed."""
    at = (bound.baseline, bound.alternatives.index(alternative))
    used = {ids[0] if len(ids) == 1 else ids[each] for ids in bound.resolved.values() for each in at}
    quoted = any(bound.case.alternatives[name].quote for name in (bound.case.baseline, alternative))
    return [
        each
        for each in bound.live
        if each.series is None
        and (each.id in changed or (each.id in used and (quoted or _file(each) != "quote")))
    ]


def grouped(
    bound: BoundModel, alternative: str, changed: Mapping[str, float]
) -> dict[str, tuple[list[Input], list[Input]]]:
    """By group, the main inputs in their order and the others in the order of the model."""
    groups: dict[str, tuple[list[Input], list[Input]]] = {group: ([], []) for group in MAIN}
    for each in relevant(bound, alternative, changed):
        main, rest = groups[_group(each, bound)]
        (main if _is_main(each, bound) or each.id in changed else rest).append(each)
    for group, (main, _) in groups.items():
        main.sort(key=lambda each, group=group: _rank(each, bound, group))  # type: ignore[misc]
    return {group: both for group, both in groups.items() if both[0] or both[1]}


def _file(each: Input) -> str:
    return PurePosixPath(each.declaration.origin).stem


def _group(each: Input, bound: BoundModel) -> str:
    stem = _file(each)
    return "offer" if stem in bound.books else GROUP_OF_FILE.get(stem, "money")


def _bare(each: Input, bound: BoundModel) -> str:
    """The id without the price book or alternative it belongs to."""
    owner, _, rest = each.id.partition(".")
    return rest if owner in bound.books or owner in bound.case.alternatives else each.id


def _is_main(each: Input, bound: BoundModel) -> bool:
    return _bare(each, bound) in MAIN[_group(each, bound)]


def _rank(each: Input, bound: BoundModel, group: str) -> int:
    names = MAIN[group]
    bare = _bare(each, bound)
    return names.index(bare) if bare in names else len(names)
