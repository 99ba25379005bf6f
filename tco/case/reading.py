"""How a case is read: from a preset, from a TOML file or text, or from a document.

Promise: whatever is wrong in its form is listed in one message with place, value, bound and remedy. Imports
pydantic, this package, `assumptions` and `errors` only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tco.assumptions import data_folder, parse_toml, place_of, read_toml, validation_messages
from tco.case.document import Case
from tco.case.parts import (
    Alternative,
    CaseClaim,
    CustomLine,
    FleetRegister,
    Override,
    Placement,
    Quote,
    Workload,
)
from tco.errors import Problems, UserError, nearest


def presets() -> dict[str, dict[str, Any]]:
    """The documents of the presets that ship with the program, by id."""
    folder = data_folder().joinpath("presets")
    found = sorted((each for each in folder.iterdir() if each.name.endswith(".toml")), key=lambda f: f.name)
    return {file.name.removesuffix(".toml"): read_toml(file) for file in found}


def read_document(name: str) -> dict[str, Any]:
    """The document of a preset id or of a TOML file."""
    shipped = presets()
    if name in shipped:
        return shipped[name]
    path = Path(name)
    if path.is_file():
        if path.stat().st_size > 1_000_000:
            raise UserError(f"{name} is larger than 1 MB: a case file is a short text")
        return _with_own_books(read_toml(path), path.parent)
    hint = nearest(name, shipped)
    raise UserError(f"'{name}' is neither a preset nor a file{hint}; presets: {', '.join(shipped)}")


def _with_own_books(document: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The document with each price book that it names by file, as seen from the case file, read into it."""
    books = document.get("price_books")
    if isinstance(books, dict):
        read = {key: read_toml(folder / each) for key, each in books.items() if isinstance(each, str)}
        document["price_books"] = {**books, **read}
    return document


def parse_case(document: Mapping[str, Any], origin: str = "case") -> Case:
    """The case of a document; raises `Problems` with everything that is wrong in its form.

    What is wrong between its parts and in its values is found, all at once, when it is bound.
    """
    try:
        return Case.model_validate(document)
    except ValidationError as error:
        raise Problems(origin, _sentences(error)) from error


def parse_text(text: str, origin: str = "case") -> Case:
    """The case of a TOML text."""
    return parse_case(parse_toml(text, origin), origin)


def _sentences(error: ValidationError) -> Iterator[str]:
    for sentence, each in zip(validation_messages(error, ""), error.errors(), strict=True):
        place = place_of(each["loc"])
        if each["type"] == "extra_forbidden":
            yield f"{place}: unknown key{nearest(str(each['loc'][-1]), _known_fields())}"
        elif each["type"] == "missing":
            yield f"{place}: is missing; add it"
        else:
            yield sentence


def _known_fields() -> list[str]:
    models = (Case, Alternative, Placement, Quote, CustomLine, CaseClaim, FleetRegister, Workload, Override)
    return sorted({name for model in models for name in model.model_fields})
