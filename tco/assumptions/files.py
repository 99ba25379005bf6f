"""The TOML files: where they are, and what is wrong with one, as sentences.

Promise: a file that cannot be read is refused with its name and line. Imports pydantic and `errors` only.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tco.errors import UserError

DEEPEST = 200  # names in a dotted key: the parser's memory grows with their square


@cache
def data_folder() -> Traversable:
    """The folder of assumption files, in the repository or inside the installed package."""
    beside = Path(__file__).resolve().parents[2] / "assumptions"
    return beside if beside.is_dir() else files("assumptions")


def read_toml(file: Traversable) -> dict[str, Any]:
    """The file's tables; a syntax error names file and line."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(
            f"{file.name} is no text in UTF-8, as a TOML file is; if it is one, save it in an editor as UTF-8"
        ) from error
    except OSError as error:
        raise UserError(f"{file.name} cannot be read: {error.strerror}") from error
    return parse_toml(text, file.name)


def parse_toml(text: str, origin: str) -> dict[str, Any]:
    """The tables of a TOML text; a syntax error names origin and line."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.partition("=")[0].count(".") > DEEPEST:
            raise UserError(
                f"{origin}, line {number}: more than {DEEPEST} names in one key; no such key exists"
            )
    try:
        return tomllib.loads(text)
    except ValueError as error:  # a syntax error, or a whole number of thousands of digits
        raise UserError(f"{origin} is not a valid TOML file: {error}") from error
    except RecursionError as error:
        raise UserError(f"{origin} is not a valid TOML file: brackets are nested too deeply") from error


def place_of(location: tuple[str | int, ...]) -> str:
    """The dotted key of a finding; which form of a value was tried, written `<form>`, is no part of it."""
    return ".".join(str(part) for part in location if not str(part).startswith("<"))


def _shortened(value: str | int | float) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:40]}… with {len(text)} characters"


def validation_messages(error: ValidationError, where: str) -> Iterator[str]:
    """Pydantic's findings as sentences that name the place and the value."""
    for each in error.errors():
        place = place_of(each["loc"])
        message = each["msg"].removeprefix("Value error, ")
        value = each.get("input")
        shown = f" (found {_shortened(value)})" if isinstance(value, str | int | float | bool) else ""
        yield f"{where}{'.' if place and where else ''}{place}: {message}{shown}"
