"""The Korean of every message, and how a finished message is found in it.

Promise: what stands around a message is taken off first, then the template with the most words of its own
is tried, and the frames that put messages together last; a message inside a message is recognised by
itself. The texts lie beside this module: English template = Korean, in which `{x:message}` is a message
inside the message, `{x:entry}` one that is no frame, `{x:hint}` one that may be absent, `{x:detail}` one
that may stay as it is, `{x:place}` the same but for keys, `{x:term}` labels of assumptions, `{x:list}` a
choice and `{x:은/는}` a particle. Imports `assumptions`, `language`, `wording` and this package only.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.resources import files
from typing import Any

from tco.assumptions import book_ids, load_book, load_pack, pack_ids
from tco.language.line import REGISTRY
from tco.messages.template import Template
from tco.wording import Speech

BULLET = "\n  - "
RANKS = {"outer.toml": 0, "frames.toml": 2}
UNKNOWN = "영어로만 있는 내용입니다: {}"
LONGEST, DEEPEST = 4000, 7  # of a message, and of messages inside each other
TRIES = 30_000  # of templates for one message; a usual one needs some hundred


def in_language(message: str, language: str) -> str:
    """A message, or a list of problems, as it is read in a language."""
    return BULLET.join(map(_korean, message.split(BULLET))) if language == "ko" else message


def where_known(text: str, language: str) -> str:
    """A text that may be the program's or a user's: the former in the language, the latter as it stands."""
    found = _read(text) if language == "ko" else None
    return text if found is None else found


def _korean(message: str) -> str:
    found = _read(message)
    return UNKNOWN.format(message) if found is None else found


def _read(message: str) -> str | None:
    return _Reading().said(message) if len(message) <= LONGEST else None


@cache
def templates() -> tuple[Template, ...]:
    """All templates in the order in which they are tried."""
    found = []
    for file in files("tco.messages").joinpath("texts", "ko").iterdir():
        for english, korean in tomllib.loads(file.read_text(encoding="utf-8")).items():
            found.append(Template(english, korean, RANKS.get(file.name, 1)))
    return tuple(sorted(found, key=lambda each: (each.rank, -each.weight, each.english)))


@cache
def _whole() -> Mapping[str, str]:
    """The messages without places, by their English."""
    return {each.fixed[0]: each.korean for each in templates() if len(each.fixed) == 1}


@cache
def _open() -> tuple[Template, ...]:
    return tuple(each for each in templates() if len(each.fixed) > 1)


@cache
def _terms() -> Mapping[str, str]:
    """The Korean of every label that ships, by its English."""
    declared = [each for name in pack_ids() for each in load_pack(name).assumptions.values()]
    declared += [each for name in book_ids() for each in load_book(name).assumptions.values()]
    found = {each.label.en: each.label.ko for each in declared}
    lines = {line.label: line.label_ko for lines in REGISTRY.values() for line in lines}
    return lines | found


class _Unknown(Exception):
    """A message inside a message that is not recognised."""


class _Reading(Speech):
    """One message being recognised; what it holds is recognised once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, bool], str | None] = {}
        self._depth, self._left = 0, TRIES

    def said(self, text: str, frames: bool = True) -> str | None:
        """The Korean of a message, or nothing."""
        if (text, frames) in self._known:
            return self._known[text, frames]
        found = _whole().get(text)
        if found is None and self._depth < DEEPEST:
            self._depth += 1
            found = self._from_template(text, frames)
            self._depth -= 1
        self._known[text, frames] = found
        return found

    def _from_template(self, text: str, frames: bool) -> str | None:
        for template in _open():
            if template.rank == 2 and not frames:
                break
            self._left -= 1
            for values in template.matches(text):
                self._left -= 1
                if self._left < 0:
                    return None
                with suppress(_Unknown):
                    return self.vformat(template.korean, (), values)
        return None

    def format_field(self, value: Any, format_spec: str) -> Any:
        """A value as its place asks for it."""
        if format_spec == "term":
            return "; ".join(_terms().get(part, part) for part in value.split("; "))
        if format_spec == "list":
            return value.replace(" or ", ", ")
        if format_spec in ("detail", "place"):
            key = format_spec == "place" and value.isidentifier()
            return value if key else self.said(value) or value
        if format_spec in ("message", "entry", "hint"):
            return self._inside(value, format_spec)
        return super().format_field(value, format_spec)

    def _inside(self, value: str, kind: str) -> str:
        if not value and kind == "hint":
            return ""
        found = self.said(value, frames=kind != "entry")
        if not found:
            raise _Unknown
        return found
