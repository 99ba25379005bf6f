"""Titles of a document's alternatives: each has one in every language, and no two are the same.

Promise: a title that a person gives is taken as it is or refused; one that the app gives is made free.
Pure functions; imports `errors` only.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

from tco.errors import UserError

LANGUAGES = ("ko", "en")
Titles = dict[str, str]


def given(document: Mapping[str, Any], name: str, ko: str = "", en: str = "") -> Titles:
    """The titles that a person gives an alternative; what is given in one language only is used for both.

    Raises:
        UserError: neither is given, or another alternative has one of them.
    """
    ko, en = ko.strip(), en.strip()
    titles = {"en": en or ko, "ko": ko or en}
    if not titles["en"]:
        raise UserError("title: is empty; every alternative has a name")
    taken = [title for language, title in titles.items() if title in _taken(document, language, name)]
    if taken:
        raise UserError(
            f"title: another alternative is called {taken[0]!r}; give a name that tells them apart"
        )
    return titles


def free(document: Mapping[str, Any], title: str) -> Titles:
    """A title for a new alternative in every language, numbered where others have it already."""
    given({}, "", ko=title)
    numbered = (title.strip() + (f" ({number})" if number > 1 else "") for number in count(1))
    taken = {each for language in LANGUAGES for each in _taken(document, language, "")}
    return dict.fromkeys(LANGUAGES, next(each for each in numbered if each not in taken))


def _taken(document: Mapping[str, Any], language: str, besides: str) -> set[str]:
    others = (each for name, each in document.get("alternatives", {}).items() if name != besides)
    return {str(each.get("title", {}).get(language, "")) for each in others} - {""}
