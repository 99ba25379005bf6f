"""The page's texts in both languages.

Promise: both languages have the same keys, a missing text is an error and not an English word on a Korean
page, and Korean particles follow the word before them. Imports `labels`, `language`, `wording` and the
standard library only.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from tco.labels import CATEGORIES
from tco.language import Category
from tco.wording import Speech

LANGUAGES = ("ko", "en")


class Words:
    """The texts of one language: `words("headline.more", years=10)`."""

    def __init__(self, language: str):
        self.language = language if language in LANGUAGES else LANGUAGES[0]
        self._texts = texts(self.language)
        self._speech = Speech()

    def __call__(self, key: str, /, **values: Any) -> str:
        """The text of a key with its places filled in."""
        text = self._texts[key]
        return self._speech.format(text, **values) if "{" in text else text

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def category(self, category: str) -> str:
        """The name of a cost category."""
        return CATEGORIES[Category(category)].in_language(self.language)

    def quoted(self, title: str) -> str:
        """A title inside a sentence."""
        return f"‘{title}’" if self.language == "ko" else f"“{title}”"


@cache
def texts(language: str) -> Mapping[str, str]:
    """All texts of a language, by dotted key; a key that two files have is an error."""
    found: dict[str, str] = {}
    folder = files("tco.ui").joinpath("texts", language)
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        own = _flat(tomllib.loads(file.read_text(encoding="utf-8")))
        twice = [key for key, _ in own if key in found]
        if twice:
            raise ValueError(f"{language}/{file.name}: {twice} stand in another file too")
        found.update(own)
    return found


def _flat(table: Mapping[str, Any], before: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        found += _flat(value, f"{before}{key}.") if isinstance(value, dict) else [(before + key, value)]
    return found
