"""Which fleet an asset belongs to, by the words of its name and class.

Promise: what no word names is said to be unknown, never put anywhere; every decision can be corrected.
The words are data (assumptions/asset_register.toml).
Imports `tco.intake` and `tco.assumptions` only.

Policy: the name decides before the class. In Korean and English the last word says what a thing is (a
backup server is a server, a rack server too, a server rack is not), so the word that ends last wins, the
longer one of two that end together; a word that fits many things ("storage", "장비") gives way to any other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from tco.assumptions import data_folder, read_toml
from tco.intake.columns import folded
from tco.intake.values import plain

FLEETS = ("servers", "fast_storage", "archive_storage", "backup_storage", "network", "plant")
STORAGE = ("fast_storage", "archive_storage", "backup_storage")
IGNORE, NOT_PART, PIECE, SOFTWARE = "ignore", "not_part", "piece", "software"
ROOMS = re.compile(r"서버실|전산실|전산센터|server room|machine room|data ?cent(?:er|re)|idc")


@cache
def vocabulary() -> dict[str, Any]:
    """The headers and words of assumptions/asset_register.toml."""
    return read_toml(data_folder().joinpath("asset_register.toml"))


def _pattern(words: str) -> re.Pattern[str]:
    """Korean words anywhere, English ones not inside another English word."""
    return re.compile(
        rf"(?:(?<![a-z0-9])|(?<=[^\x00-\x7f])|(?=[^\x00-\x7f]))(?:{words})(?:e?s)?(?![a-z])", re.IGNORECASE
    )


@cache
def _patterns() -> tuple[Mapping[str, re.Pattern[str]], ...]:
    """Words that decide, then those that decide only where no other does."""
    known = vocabulary()
    return tuple(
        {kind: _pattern("|".join(each["patterns"])) for kind, each in known[table].items()}
        for table in ("words", "weak")
    )


def corrections(given: Mapping[str, str]) -> dict[str, str]:
    """Corrections by the folded text of a class or name."""
    return {folded(text): fleet for text, fleet in given.items()}


def classify(name: str, kind: str, corrected: Mapping[str, str]) -> str:
    """A fleet, `ignore`, a reason to leave the asset out, or nothing when no word is known."""
    for text in (kind, name):
        if text and folded(text) in corrected:
            return corrected[folded(text)]
    texts = [text for each in (name, kind) for text in _readings(each)]
    for patterns in _patterns():
        for text in texts:
            found = _last(text, patterns)
            if found:
                return found
    return ""


def _readings(text: str) -> tuple[str, str]:
    """Without what stands in brackets, then with it; rooms say where a thing is, not what."""
    text = ROOMS.sub(" ", plain(text).casefold())
    return re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text).strip(), text


def _last(text: str, patterns: Mapping[str, re.Pattern[str]]) -> str:
    ends = [
        (found.end(), found.end() - found.start(), kind)
        for kind, pattern in patterns.items()
        for found in pattern.finditer(text)
    ]
    return max(ends)[2] if ends else ""
