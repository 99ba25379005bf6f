"""A message with places to fill in, recognised in a finished text.

Promise: time grows with the length of the text alone: places are found from left to right, never tried in
combination. Imports the standard library only.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Template:
    """The English of a message as a format string, and the Korean for it.

    Attributes:
        rank: what stands around messages comes first (0), how they are put together last (2).
    """

    english: str
    korean: str
    rank: int = 1

    @cached_property
    def _parts(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What is written as it is, before each place and behind the last, and the places' names."""
        fixed, names = [""], list[str]()
        for text, name, _, _ in string.Formatter().parse(self.english):
            fixed[-1] += text
            if name is not None:
                names.append(name)
                fixed.append("")
        return tuple(fixed), tuple(names)

    @property
    def fixed(self) -> tuple[str, ...]:
        """What is written as it is, before each place and behind the last."""
        return self._parts[0]

    @cached_property
    def weight(self) -> int:
        """How much of the message is written as it is: the more, the surer it is recognised."""
        return sum(map(len, self.fixed))

    def matches(self, text: str) -> Iterator[dict[str, str]]:
        """What stands in the places: first the shortest beginning, for two places every other one too."""
        fixed, names = self._parts
        first, last = fixed[0], fixed[-1]
        inside = text[len(first) : len(text) - len(last)]
        if len(text) < len(first) + len(last) or not (text.startswith(first) and text.endswith(last)):
            return
        if not names:
            yield from ({},) if not inside else ()
        elif len(names) == 2:
            yield from (dict(zip(names, pair, strict=True)) for pair in _divided(inside, fixed[1]))
        else:
            found = _cut(inside, fixed[1:-1])
            if found is not None:
                yield dict(zip(names, found, strict=True))


def _divided(text: str, separator: str) -> Iterator[tuple[str, str]]:
    at = text.find(separator)
    while at >= 0:
        yield text[:at], text[at + len(separator) :]
        at = text.find(separator, at + 1)


def _cut(text: str, separators: tuple[str, ...]) -> list[str] | None:
    """The text between the separators, each at its first place."""
    found = []
    for each in separators:
        before, separator, text = text.partition(each)
        if not separator:
            return None
        found.append(before)
    return [*found, text]
