"""The address of a page as a choice, and a choice as an address.

Promise: the address alone reproduces the page, or names the draft that does where it has no room; whatever of
it cannot be used is said and mended, never dropped in silence. Pure functions; imports the engine, `store`,
`choice`, `answers` and the words of inputs only.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from tco.case import presets
from tco.changes import edited
from tco.edits import Document, packed, patch, patched, unpacked, with_part, with_value
from tco.errors import UserError
from tco.language import Category
from tco.results import Result
from tco.store import Draft
from tco.ui.answers import Question, answer
from tco.ui.choice import OWN_FILE, Choice, Notice
from tco.ui.input_reading import broken_rule
from tco.ui.input_text import label, value_text
from tco.ui.palette import first_to_compare
from tco.ui.words import LANGUAGES, Words

SPENDING = "spending."
#: Names that are no inputs: of the case, and of what a single page shows.
RESERVED = ("lang", "case", "vs", "check", "draft", "edits", "line", "of", "year", "tour", "returned",
            "draws", "measure", "view", "find", "show", "group", "as", "open")  # fmt: skip
LONGEST_EDITS = 8_000  # characters; programs that pass links on cut longer ones


def address_of(choice: Choice, check: str) -> dict[str, str]:
    """The parameters that reproduce a choice; `check` is the result's fingerprint.

    Where the edits find no room, the draft alone is named: a part of them would stand for another case.
    """
    values, rest = _split(choice)
    edits = packed(rest) if rest else ""
    if len(edits) > LONGEST_EDITS:
        if choice.draft is not None:
            return _named(choice, choice.draft)
        edits = ""
    known = {"draft": choice.draft.id if choice.draft else "", "vs": choice.compared, "edits": edits}
    address = {"lang": choice.language, "case": choice.case, **known, **values, "check": check}
    return {name: text for name, text in address.items() if text}


def place_of(choice: Choice, check: str) -> dict[str, str]:
    """What a link from page to page needs: the draft holds the rest; without one, nothing was changed."""
    if choice.draft is None or choice.unsaved or choice.theirs is not None:
        return address_of(choice, check)
    return _named(choice, choice.draft)


def _named(choice: Choice, draft: Draft) -> dict[str, str]:
    """The parameters that open a draft, and how it is looked at."""
    view = {"vs": choice.compared} if choice.compared else {}
    return {"lang": choice.language, "draft": draft.id, **view}


def fits(choice: Choice) -> bool:
    """Whether all edits find room in an address."""
    _, rest = _split(choice)
    return len(packed(rest)) <= LONGEST_EDITS


def _split(choice: Choice) -> tuple[dict[str, str], Document]:
    """Edits that read as `name=value`, and the others; of a case file, the whole."""
    if choice.case == OWN_FILE:
        return {}, choice.document
    rest, values = patch(choice.original, choice.document), dict[str, str]()
    for section, before in (("overrides", ""), ("spending", SPENDING)):
        simple = {key: value for key, value in rest.get(section, {}).items() if _is_plain(key, value)}
        values |= {before + key: exact(value) for key, value in simple.items()}
        others = {key: value for key, value in rest.get(section, {}).items() if key not in simple}
        rest.pop(section, None)
        rest = {**rest, section: others} if others else rest
    return values, rest


def _is_plain(key: str, value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and key not in RESERVED


def exact(value: float) -> str:
    """A number as short as it can be without becoming another."""
    short = f"{value:.12g}"
    return short if float(short) == value else repr(float(value))


def read_address(address: Mapping[str, str]) -> Choice:
    """The choice that an address stands for, with a notice for all that it gets wrong."""
    choice = Choice(sent_check=address.get("check", ""))
    _read_language(choice, address.get("lang", choice.language))
    has_rest = any(key not in RESERVED for key in address)
    _read_case(choice, address.get("case", choice.case), address.get("edits", ""), has_rest)
    result = answer(choice.question)
    words = Words(choice.language)
    for key, text in address.items():
        if key.startswith(SPENDING):
            _read_spending(choice, key, text, words)
        elif key not in RESERVED:
            _read_input(choice, key, text, result, words)
    _read_alternative(choice, address.get("vs", ""), result)
    return choice


def _read_language(choice: Choice, language: str) -> None:
    if language in LANGUAGES:
        choice.language = language
    else:
        choice.notices.append(Notice("url.language", {"value": language}))


def _read_case(choice: Choice, case: str, edits: str, has_rest: bool) -> None:
    if case in presets():
        choice.case, choice.original = case, dict(presets()[case])
        choice.document = choice.original
    elif case != OWN_FILE or not edits:
        choice.notices.append(Notice("url.case", {"value": case, "used": _opened(choice)}))
        return
    if edits:
        _read_edits(choice, case, edits, has_rest)


def _read_edits(choice: Choice, case: str, edits: str, has_rest: bool) -> None:
    """Take over what was edited, where it makes a case; what else the link has is used in any event."""
    try:
        document = patched({} if case == OWN_FILE else choice.original, unpacked(edits))
        answer(Question.of(document))
    except UserError as error:
        key = "url.edits_rest" if has_rest else "url.edits"
        choice.notices.append(Notice(key, {"used": _opened(choice), "why": error.problems}))
        return
    choice.document = document
    if case == OWN_FILE:
        choice.case, choice.original = OWN_FILE, document


def _opened(choice: Choice) -> str:
    """The title of the case that is opened instead."""
    return str(choice.original["title"][choice.language])


def _read_alternative(choice: Choice, name: str, result: Result) -> None:
    case = result.bound.case
    if name in case.alternatives and name != case.baseline:
        choice.alternative = name
    elif name:
        used = result.title(first_to_compare(case), choice.language)
        choice.notices.append(Notice("url.alternative", {"value": name, "used": used}))


def _read_spending(choice: Choice, key: str, text: str, words: Words) -> None:
    category, amount = key.removeprefix(SPENDING), _number(text)
    if category not in list(Category):
        choice.notices.append(Notice("url.category", {"value": category}))
    elif amount is None:
        choice.notices.append(
            Notice("url.number", {"key": words.category(category), "value": text, "base": "–"})
        )
    else:
        choice.document = with_part(choice.document, ("spending", category), amount)


def _read_input(choice: Choice, key: str, text: str, result: Result, words: Words) -> None:
    known = next((each for each in result.bound.live if each.id == key and each.series is None), None)
    value = _number(text)
    if known is not None:
        name, base = label(known, result.bound, words), value_text(known, known.value, result.bound, words)
        facts = {"key": name, "label": name, "value": text, "base": base}
        problem = "number" if value is None else broken_rule(known, value)
        if problem:
            bound = known.declaration.minimum if problem == "below" else known.declaration.maximum
            edge = "" if bound is None else value_text(known, bound, result.bound, words)
            choice.notices.append(Notice(f"url.{problem}", {**facts, "bound": edge}))
        elif value is not None and value != known.value:
            choice.document = with_value(choice.document, key, value)
    elif value is None or not _take(choice, key, value):
        choice.notices.append(Notice("url.unknown", {"key": key}))


def _take(choice: Choice, key: str, value: float) -> bool:
    """Whether the engine takes a key that no input of the case has, such as one alternative's own value."""
    try:
        document = edited(choice.document, [f"{key}={value!r}"])
        answer(Question.of(document))
    except UserError:
        return False
    choice.document = document
    return True


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
