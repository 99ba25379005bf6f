"""Lines that read each other's earlier years: computed one year at a time.

Promise: groups of the same form are computed side by side, each with the bits that it has alone. Imports
numpy, `language` and `model` only.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple

import numpy as np

from tco.language import Line, Row
from tco.model import width

Array = Any
OWN_ROW = "row of "


class Part(NamedTuple):
    """A line of a group: its id, and the store's names of its parameters.

    A line of the group itself goes by its id, as a whole row by `OWN_ROW` and its id.
    """

    id: str
    line: Line
    names: Sequence[str]

    @property
    def rule(self) -> Callable[..., Array]:
        """The line's rule; a total reads no earlier year."""
        assert self.line.rule is not None
        return self.line.rule


Group = Sequence[Part]


def outer_names(group: Group) -> list[str]:
    """What the group reads of other lines and of inputs."""
    places = _places(group)
    return list(dict.fromkeys(name for part in group for name in part.names if name not in places))


def form(group: Group) -> Hashable:
    """What groups that are computed side by side have in common: all but which members they read."""
    places = _places(group)

    def kind(name: str) -> Hashable:
        view = name.partition(" of ")[0]
        return places.get(name, view if view.startswith("row ") else "")

    return tuple((part.rule, width(part.line), tuple(map(kind, part.names))) for part in group)


def _places(group: Group) -> dict[str, tuple[bool, int]]:
    """For each name of a line of the group whether it is the whole row, and of which line."""
    return {
        name: (whole, at)
        for at, part in enumerate(group)
        for whole, name in ((False, part.id), (True, OWN_ROW + part.id))
    }


def side_by_side(groups: Sequence[Group]) -> Callable[[dict[str, Any]], None]:
    """The step that computes groups of one form; the first axis of what it works on is the group."""
    places, size = _places(groups[0]), width(groups[0][0].line)
    parts = [(part.rule, part.names) for part in groups[0]]
    sources = {
        name: [group[at].names[argument] for group in groups]
        for at, part in enumerate(groups[0])
        for argument, name in enumerate(part.names)
        if name not in places
    }

    def compute(store: dict[str, Any]) -> None:
        found = {name: [store[each] for each in names] for name, names in sources.items()}
        depth = max(_plain(each).ndim for row in found.values() for each in row)
        outer = {name: _stacked(each, depth) for name, each in found.items()}
        leading = (_plain(each).shape[:-1] for each in outer.values())
        shape = np.broadcast_shapes((len(groups), *[1] * (depth - 1)), *leading)
        own = [np.zeros((*shape, size)) for _ in parts]
        cells = {name: _cells(each, size) for name, each in outer.items()}
        for name, (whole, at) in places.items():
            cells[name] = _cells(Row(own[at]) if whole else own[at], size)
        work = [
            (row, rule, [cells[name] for name in names])
            for row, (rule, names) in zip(own, parts, strict=True)
        ]
        for column in range(size):
            for row, rule, arguments in work:
                row[..., column] = rule(*[each[column] for each in arguments])
        for at, group in enumerate(groups):
            store.update((part.id, row[at]) for part, row in zip(group, own, strict=True))

    return compute


def _plain(each: Array | Row) -> Array:
    return each.values if isinstance(each, Row) else each


def _stacked(each: Sequence[Any], depth: int) -> Any:
    """Arrays or rows of all groups as one, which has an axis of groups where they differ."""
    first = each[0]
    if all(other is first for other in each):
        return first
    if isinstance(first, Row):
        return Row(_stacked([row.values for row in each], depth), first.lead, None, first.width)
    aligned = (array.reshape((1,) * (depth - array.ndim) + array.shape) for array in each)
    return np.stack(np.broadcast_arrays(*aligned))


def _cells(row: Array | Row, size: int) -> list[Any]:
    """What a parameter is in each column: its value, or its whole row with the column marked."""
    if isinstance(row, Row):
        return [Row(row.values, row.lead, column) for column in range(size)]
    return [row[..., column if row.shape[-1] > 1 else 0] for column in range(size)]
