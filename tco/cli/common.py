"""What the commands share: a case with changes, and answers as text or JSON.

Promise: `--json FILE` writes the same answer as data, `-` to standard output instead of the text.
Imports `errors`, and the rest of `tco` when it is asked.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tco.errors import UserError

if TYPE_CHECKING:
    from tco.case import Case
    from tco.results import Result

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


def load_case(options: argparse.Namespace) -> Case:
    """The case that the options name, with their changes."""
    from tco.changes import load

    return load(options.case, options.changes)


def run_case(options: argparse.Namespace) -> Result:
    """The case that the options name, evaluated."""
    from tco.results import run

    return run(load_case(options))


def write(file: str, content: str | bytes) -> None:
    """Write a file, or a text to standard output for `-`."""
    if file == "-":
        if isinstance(content, bytes):
            raise UserError("--xlsx writes a file, not standard output; name one, e.g. comparison.xlsx")
        print(content)
        return
    try:
        Path(file).write_bytes(content if isinstance(content, bytes) else f"{content}\n".encode())
    except OSError as error:
        raise UserError(f"cannot write {file}: {error.strerror}; choose another place") from error


def answer(options: argparse.Namespace, document: Any, lines: Iterable[str]) -> None:
    """Give the answer: as JSON where asked for, and as text unless that is standard output's."""
    if options.json:
        write(options.json, json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False))
    if options.json != "-":
        print("\n".join(lines))


def write_case(file: str, case: Case) -> None:
    """Save a case as the TOML file that every command reads."""
    from tco.case_file import to_toml

    write(file, to_toml(case).rstrip("\n"))
