"""Which inputs there are, in which group they stand, and which of them a visitor asks for.

Promise: every input of a case has a group, found by the file that declares it; a search looks at labels in
both languages, ids, groups, members and sources. Pure functions; imports `inputs` and the words only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import PurePosixPath

from tco.inputs import BoundModel, Input, Same
from tco.ui.input_text import label
from tco.ui.words import LANGUAGES, Words

#: Group by file of assumptions; price books are the offer.
GROUP_OF_FILE = {
    "hospital": "hospital", "demand": "today", "software": "today", "security": "today",
    "response": "today", "equipment": "refresh", "staff": "staff", "facilities": "space",
    "cloud": "offer", "network": "offer", "quote": "offer", "placement": "transition",
    "transition": "transition", "finance": "money", "settings": "money", "custom": "money",
    "risk": "risk", "carbon": "risk",
}  # fmt: skip
#: Without a range, and still what an answer stands on: first on the page.
FIRST = frozenset({"beds", "horizon"})
QUOTED = frozenset({"quote_price_per_bed", "quote_price_per_user", "quote_lump_sum"})
#: Beside the answer: the few that a visitor changes first.
SHORT = {
    "hospital": ("beds",),
    "today": ("demand_growth",),
    "refresh": ("refresh_cycle", "servers.refresh_cycle", "servers.unit_price", "support_rate"),
    "staff": ("staff_kept_ratio", "loaded_pay"),
    "space": ("electricity_price",),
    "offer": ("processor_price", "commitment_discount", "cloud_price_growth", "right_sizing",
              *sorted(QUOTED)),
    "transition": ("overlap",),
    "money": ("horizon", "discount_rate"),
    "risk": (),
}  # fmt: skip
GROUPS = tuple(SHORT)
OPEN = frozenset({"hospital", "refresh", "staff", "offer"})
MAIN = 5
FILTERS = ("compared", "all", "changed", "quote_needed", "judgement")


def read_by(bound: BoundModel, alternative: str) -> frozenset[str]:
    """Ids of the inputs that the baseline or the alternative reads."""
    return _read_at(Same(bound.resolved), bound.baseline, bound.alternatives.index(alternative))


@lru_cache(maxsize=64)
def _read_at(same: Same, *alternatives: int) -> frozenset[str]:
    return frozenset(
        ids[0] if len(ids) == 1 else ids[each] for ids in same.resolved.values() for each in alternatives
    )


def compared(bound: BoundModel, alternative: str, changed: Collection[str] = ()) -> list[Input]:
    """Inputs that the comparison reads, and whatever was changed."""
    used = read_by(bound, alternative)
    quoted = any(bound.case.alternatives[name].quote for name in (bound.case.baseline, alternative))
    return [
        each
        for each in bound.live
        if each.id in changed or (each.id in used and (quoted or _file(each) != "quote"))
    ]


def short(bound: BoundModel, alternative: str, changed: Collection[str]) -> dict[str, list[Input]]:
    """By group, the few inputs beside the answer in their order, then those that were changed."""
    groups: dict[str, list[Input]] = {group: [] for group in GROUPS}
    for each in compared(bound, alternative, changed):
        group = group_of(each, bound)
        if each.series is None and (each.id in changed or _is_short(each, bound, group)):
            groups[group].append(each)
    for group, found in groups.items():
        found.sort(key=lambda each, names=SHORT[group]: _rank(bare_id(each, bound), names))  # type: ignore[misc]
    return {group: found for group, found in groups.items() if found}


def _is_short(each: Input, bound: BoundModel, group: str) -> bool:
    name = bare_id(each, bound)
    return name in SHORT[group] and (name not in QUOTED or _is_quoted(each, bound))


def _rank(name: str, names: Sequence[str]) -> int:
    return names.index(name) if name in names else len(names)


def ordered(inputs: Iterable[Input], bound: BoundModel, swings: Mapping[str, float]) -> list[Input]:
    """What the answer stands on, then the largest effect on the difference, then the order of the model."""
    return sorted(inputs, key=lambda each: (not _is_first(each, bound), -swings.get(each.id, 0.0)))


def leading(bound: BoundModel, alternative: str, swings: Mapping[str, float]) -> str:
    """The group of the input that moves the difference most; the first one where none does."""
    read = [each for each in compared(bound, alternative) if swings.get(each.id)]
    return group_of(max(read, key=lambda each: swings[each.id]), bound) if read else GROUPS[0]


def _is_first(each: Input, bound: BoundModel) -> bool:
    return each.id in FIRST or _is_quoted(each, bound)


def _is_quoted(each: Input, bound: BoundModel) -> bool:
    """Whether it is the price that an alternative's quote asks."""
    return each.overridden and bare_id(each, bound) in QUOTED


def _file(each: Input) -> str:
    return _stem(each.declaration.origin)


@lru_cache(maxsize=256)
def _stem(origin: str) -> str:
    return PurePosixPath(origin).stem


def group_of(each: Input, bound: BoundModel) -> str:
    """The group in which an input stands."""
    stem = _file(each)
    if stem in bound.books or each.id.partition(".")[0] in bound.books:
        return "offer"
    if each.series is not None and each.id.endswith((".register", ".register_price")):
        return "refresh"
    return GROUP_OF_FILE.get(stem, "money")


def bare_id(each: Input, bound: BoundModel) -> str:
    """The id without the price book or alternative it belongs to."""
    owner, _, rest = each.id.partition(".")
    return rest if owner in bound.books or owner in bound.case.alternatives else each.id


def of_kind(inputs: Iterable[Input], filtered: str, changed: Collection[str]) -> list[Input]:
    """The inputs that a filter shows; what was received stays among the numbers to be asked for."""
    if filtered == "changed":
        return [each for each in inputs if each.id in changed]
    if filtered in ("quote_needed", "judgement"):
        return [each for each in inputs if each.declaration.kind == filtered]
    return list(inputs)


def found(inputs: Iterable[Input], bound: BoundModel, asked: str) -> list[Input]:
    """The inputs in whose texts every word that was asked for stands."""
    wanted = asked.casefold().split()
    return [each for each in inputs if all(word in _searched(each, bound) for word in wanted)]


def by_name_first(inputs: Iterable[Input], bound: BoundModel, asked: str) -> list[Input]:
    """What was found, those last that only their source answers for."""
    wanted = asked.casefold().split()
    return sorted(inputs, key=lambda each: not all(word in _named(each, bound) for word in wanted))


def _named(each: Input, bound: BoundModel) -> str:
    names = [text for language in LANGUAGES for text in _names(each, bound, language)]
    return "\n".join((each.id, each.declaration.unit, *names)).casefold()


def _searched(each: Input, bound: BoundModel) -> str:
    """All that a search looks at."""
    source = (each.source.title, each.source.publisher) if each.source else ()
    return "\n".join((_named(each, bound), *source)).casefold()


def _names(each: Input, bound: BoundModel, language: str) -> tuple[str, ...]:
    words = _words(language)
    group = words(f"group.{group_of(each, bound)}")
    return label(each, bound, words), group, words(f"kind.{each.kind}")


@lru_cache(maxsize=2)
def _words(language: str) -> Words:
    return Words(language)
