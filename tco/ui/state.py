"""What a visitor has chosen, kept in the session and in the address.

Promise: the address alone reproduces the page; whatever of it cannot be used is said and mended, never
dropped in silence; a change of the address (back, a pasted link) is read again. Imports streamlit,
`answers` and the case's readers.
"""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from tco.case import parse_case, presets
from tco.errors import Problems, UserError
from tco.inputs import Input
from tco.language import Category
from tco.results import Result
from tco.ui.answers import Question, answer
from tco.ui.input_text import label, value_text
from tco.ui.palette import first_to_compare
from tco.ui.words import LANGUAGES, Words

OWN_FILE = "file"
DEFAULT_CASE = "kr-general-500"
SPENDING = "spending."
RESERVED = ("lang", "case", "vs", "check")


@dataclass(frozen=True)
class Notice:
    """A part of the address that could not be used: the key of its sentence, and what stands in it."""

    key: str
    values: Mapping[str, Any]


@dataclass
class Choice:
    """The visitor's choices; `alternative` is empty until one was picked."""

    language: str = LANGUAGES[0]
    case: str = DEFAULT_CASE
    alternative: str = ""
    changes: dict[str, float] = field(default_factory=dict)
    spending: dict[str, float] = field(default_factory=dict)
    own_file: str = ""
    sent_check: str = ""
    notices: list[Notice] = field(default_factory=list)

    @property
    def document(self) -> dict[str, Any]:
        """The document of the case, without the changes."""
        return dict(json.loads(self.own_file) if self.case == OWN_FILE else presets()[self.case])

    @property
    def question(self) -> Question:
        """What is to be evaluated."""
        return Question.of(self.document, self.changes, self.spending)


def current() -> Choice:
    """The choice of this session, read again whenever the address is not the one last written.

    A change made on the page goes before the address, which the browser may send before it has been renewed.
    """
    address = dict(st.query_params)
    if st.session_state.pop("touched", False):
        st.session_state["written"] = address
    if "choice" not in st.session_state or address != st.session_state.get("written"):
        own_file = st.session_state["choice"].own_file if "choice" in st.session_state else ""
        st.session_state["choice"] = read_address(address, own_file)
        st.session_state["written"] = address
    choice: Choice = st.session_state["choice"]
    return choice


def spoken() -> str:
    """The language before anything is shown: of a change just made, else of the address, else as it was."""
    choice = st.session_state.get("choice")
    asked = "" if st.session_state.get("touched") else st.query_params.get("lang", "")
    return asked if asked in LANGUAGES else choice.language if choice else LANGUAGES[0]


def touch() -> Choice:
    """The choice, for a change made on the page; what the address got wrong has been read by then."""
    choice: Choice = st.session_state["choice"]
    choice.notices, choice.sent_check = [], ""
    st.session_state["touched"] = True
    return choice


def hold(key: str, value: Any) -> str:
    """The key of a widget, made to show this value; the choice decides, the widget follows."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return key


def publish(choice: Choice, check: str) -> None:
    """Write the choice into the address."""
    wanted = address_of(choice, check)
    if dict(st.query_params) != wanted:
        st.query_params.from_dict(wanted)
    st.session_state["written"] = wanted


def address_of(choice: Choice, check: str) -> dict[str, str]:
    """The parameters that reproduce a choice; `check` is the result's fingerprint."""
    address = {"lang": choice.language, "case": choice.case}
    if choice.alternative:
        address["vs"] = choice.alternative
    address |= {key: f"{value:.12g}" for key, value in choice.changes.items()}
    address |= {SPENDING + key: f"{value:.12g}" for key, value in choice.spending.items()}
    return {**address, "check": check} if check else address


def read_address(address: Mapping[str, str], own_file: str = "") -> Choice:
    """The choice that an address stands for, with a notice for all that it gets wrong."""
    choice = Choice(own_file=own_file, sent_check=address.get("check", ""))
    _read_language(choice, address.get("lang", choice.language))
    _read_case(choice, address.get("case", choice.case))
    result = answer(choice.question)
    _read_alternative(choice, address.get("vs", ""), result)
    words = Words(choice.language)
    for key, text in address.items():
        if key.startswith(SPENDING):
            _read_spending(choice, key, text, words)
        elif key not in RESERVED:
            _read_input(choice, key, text, result, words)
    return choice


def _read_language(choice: Choice, language: str) -> None:
    if language in LANGUAGES:
        choice.language = language
    else:
        choice.notices.append(Notice("url.language", {"value": language}))


def _read_case(choice: Choice, case: str) -> None:
    if case in presets() or (case == OWN_FILE and choice.own_file):
        choice.case = case
    else:
        choice.notices.append(Notice("url.case", {"value": case, "used": choice.case}))


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
        choice.spending[category] = amount


def _read_input(choice: Choice, key: str, text: str, result: Result, words: Words) -> None:
    known = next((each for each in result.bound.live if each.id == key and each.series is None), None)
    value = _number(text)
    if known is not None:
        name, base = label(known, result.bound, words), value_text(known, known.value, result.bound, words)
        facts = {"key": name, "label": name, "value": text, "base": base}
        problem = "number" if value is None else wrong(known, value)
        if problem:
            bound = known.declaration.minimum if problem == "below" else known.declaration.maximum
            edge = "" if bound is None else value_text(known, bound, result.bound, words)
            choice.notices.append(Notice(f"url.{problem}", {**facts, "bound": edge}))
        elif value is not None and value != known.value:
            choice.changes[key] = value
    elif value is not None and _accepted(choice, key, value):
        choice.changes[key] = value
    else:
        choice.notices.append(Notice("url.unknown", {"key": key}))


def wrong(known: Input, value: float) -> str:
    """Which rule of its declaration a value breaks, or nothing."""
    declaration = known.declaration
    if declaration.minimum is not None and value < declaration.minimum:
        return "below"
    if declaration.maximum is not None and value > declaration.maximum:
        return "above"
    if declaration.format == "flag" and value not in (0.0, 1.0):
        return "flag"
    return "whole" if declaration.format == "whole" and value != int(value) else ""


def _accepted(choice: Choice, key: str, value: float) -> bool:
    """Whether the engine knows a key that no input of the case has, such as one alternative's own value."""
    try:
        answer(Question.of(choice.document, {**choice.changes, key: value}, {}))
    except UserError:
        return False
    return True


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def open_file(choice: Choice, text: str) -> None:
    """Make an uploaded case the current one; raises `UserError` and changes nothing where it is wrong."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Problems("TOML", [str(error)]) from error
    parse_case(document)
    own_file = json.dumps(document, ensure_ascii=False, default=str)
    answer(Question(own_file))
    choice.own_file, choice.case = own_file, OWN_FILE
    choice.alternative, choice.changes, choice.spending, choice.notices = "", {}, {}, []
