"""In which order lines are computed: each after what it reads, circles through earlier years together.

Promise: every line is in exactly one group; a circle within one year is an error. Imports `language` only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from tco.language import ModelError

Reads = Mapping[str, Sequence[str]]


def in_order(reads: Reads, in_the_same_year: Reads) -> Iterator[tuple[str, ...]]:
    """The groups, and the lines of each in the order of one year; what is free stays as it was declared."""
    position = {key: at for at, key in enumerate(reads)}
    for group in _Circles(reads).found:
        inside = set(group)
        within = {
            key: sorted(inside & set(in_the_same_year[key]), key=position.__getitem__)
            for key in sorted(group, key=position.__getitem__)
        }
        try:
            yield tuple(TopologicalSorter(within).static_order())
        except CycleError as error:
            circle = " → ".join(error.args[1])
            raise ModelError(f"lines depend on each other within one year: {circle}") from error


class _Circles:
    """Strongly connected components by Tarjan's algorithm, each after those it depends on."""

    def __init__(self, reads: Reads):
        self.reads = reads
        self.number: dict[str, int] = {}
        self.lowest: dict[str, int] = {}
        self.stack: list[str] = []
        self.found: list[list[str]] = []
        for key in reads:
            if key not in self.number:
                self._visit(key)

    def _visit(self, key: str) -> None:
        self.number[key] = self.lowest[key] = len(self.number)
        self.stack.append(key)
        for other in self.reads[key]:
            if other not in self.number:
                self._visit(other)
                self.lowest[key] = min(self.lowest[key], self.lowest[other])
            elif other in self.stack:
                self.lowest[key] = min(self.lowest[key], self.number[other])
        if self.lowest[key] == self.number[key]:
            start = self.stack.index(key)
            self.found.append(self.stack[start:])
            del self.stack[start:]
