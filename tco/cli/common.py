"""What the commands share: a case with changes, and answers as text or JSON.

Promise: `--json FILE` writes the same answer as data, `-` to standard output instead of the text. Imports
`errors`, and the rest of `tco` and pydantic when it is asked.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tco.errors import Problems, UserError

if TYPE_CHECKING:
    from tco.case import Case
    from tco.results import Result
    from tco.uncertainty_settings import Uncertainty

Commands = Any  # what `ArgumentParser.add_subparsers` returns; argparse does not publish the type


def add_case(command: argparse.ArgumentParser) -> None:
    """The arguments of a command that reads a case."""
    command.add_argument("case", metavar="CASE", help="a preset's id or a case file (TOML)")
    command.add_argument("--set", dest="changes", action="append", default=[], metavar="KEY=VALUE",
                         help="change an assumption or a key of the case; may be repeated")  # fmt: skip
    add_language(command)


def add_language(command: argparse.ArgumentParser) -> None:
    """The language of labels and sentences."""
    command.add_argument("--language", choices=("en", "ko"), default="en", help="language of labels")


def add_json(command: argparse.ArgumentParser) -> None:
    """Every answer can be had as data."""
    command.add_argument("--json", metavar="FILE", help="write the answer as JSON; - for standard output")


def pairs(
    texts: Iterable[str], option: str, problems: list[str], form: str = "NAME=VALUE", *, at_last: bool = True
) -> dict[str, str]:
    """What an option says by name; the last `=` divides where names may hold one, and the first elsewhere."""
    found = {}
    for text in texts:
        name, separator, value = text.rpartition("=") if at_last else text.partition("=")
        if not separator or not name.strip() or not value.strip():
            problems.append(f"{option} {text}: must read {form}")
        else:
            found[name.strip()] = value.strip()
    return found


def load_case(options: argparse.Namespace) -> Case:
    """The case that the options name, with their changes."""
    from tco.changes import load

    return load(options.case, options.changes)


def run_case(options: argparse.Namespace) -> Result:
    """The case that the options name, evaluated."""
    from tco.results import run

    return run(load_case(options))


def uncertainty_of(options: argparse.Namespace, settings: Uncertainty, names: Iterable[str]) -> Uncertainty:
    """The case's settings with those that the options name in their place."""
    from pydantic import ValidationError

    from tco.assumptions import validation_messages
    from tco.uncertainty_settings import BOUNDS, Uncertainty

    asked = {name: getattr(options, name) for name in names}
    given = {name: value for name, value in asked.items() if value is not None}
    outside = [
        f"--{name} {value} must be a whole number from {BOUNDS[name][0]:,} to {BOUNDS[name][1]:,}"
        for name, value in given.items()
        if not BOUNDS[name][0] <= value <= BOUNDS[name][1]
    ]
    if outside:
        raise Problems("uncertainty", outside)
    try:
        return Uncertainty.model_validate({**settings.model_dump(exclude_unset=True), **given})
    except ValidationError as error:
        raise Problems("uncertainty", validation_messages(error, "uncertainty")) from error


def check_workbook(file: str | None) -> None:
    """Refuse a name under which no spreadsheet program would open the workbook, before it is made."""
    if file == "-":
        raise UserError("--xlsx writes a file, not standard output; name one, e.g. comparison.xlsx")
    if file and Path(file).suffix.casefold() != ".xlsx" and (Path(file).is_file() or not Path(file).exists()):
        raise UserError(f"--xlsx {file}: must end in .xlsx")


def write(file: str, content: str | bytes) -> None:
    """Write a file whole or not at all, or a text to standard output for `-`; never over a case."""
    if file == "-" and isinstance(content, str):
        print(content)
        return
    if file.endswith(".toml") and Path(file).exists():
        raise UserError(f"{file} is a case or price book and would be lost; choose another name")
    _replace(Path(file), content if isinstance(content, bytes) else f"{content}\n".encode())


def _replace(path: Path, content: bytes) -> None:
    """What stood there before stays until the new content is complete; a device is written to as it is."""
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
            return
        mode = path.stat().st_mode if path.exists() else 0o666 & ~_umask()
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as new:
            new.write(content)
        os.chmod(new.name, mode)
        os.replace(new.name, path)
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror}; choose another place") from error


def _umask() -> int:
    os.umask(mask := os.umask(0))
    return mask


def answer(options: argparse.Namespace, document: Any, lines: Iterable[str]) -> None:
    """Give the answer: as JSON where asked for, and as text unless that is standard output's."""
    if options.json:
        write(options.json, json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False))
    if options.json != "-":
        print("\n".join(lines))


def write_case(file: str, case: Case, language: str) -> None:
    """Save a case as the TOML file that every command reads."""
    from tco.case_file import to_toml

    if file == "-":
        write(file, to_toml(case).rstrip("\n"))
        return
    _replace(Path(file), to_toml(case).encode())
    said = f"{file}에 저장했습니다" if language == "ko" else f"saved {file}"
    print(said, file=sys.stderr)
