"""The command line: the same jobs without a browser.

Promise: results go to standard output, problems to standard error in one message; exit 0 is an
answer, 2 a question that could not be understood. Each module here adds its commands and leaves the
work to `tco` and, for files of spreadsheets, `exports`; the app only to serve it.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from typing import NoReturn

from tco.cli import (
    answers,
    bills,
    calibrate,
    claims,
    drivers,
    funding,
    information,
    prices,
    quotes,
    register,
    response,
    simulate,
    sizing,
    symmetry,
)  # fmt: skip
from tco.errors import UserError, nearest

GROUPS = (
    answers, sizing, register, quotes, prices, bills, calibrate, claims, response, funding, symmetry,
    simulate, drivers, information,
)  # fmt: skip


NUMBERS = {
    "int": "is not a whole number; write digits only",
    "float": "is not a number; write it like 0.05",
}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One sentence and the next step instead of a usage dump."""
        wrong = re.search(r"invalid choice: '([^']*)' \(choose from (.*)\)", message)
        hint = nearest(wrong[1], re.findall(r"'([^']*)'", wrong[2])) if wrong else ""
        for kind, remedy in NUMBERS.items():
            message = re.sub(f"invalid {kind} value: (.*)", rf"\1 {remedy}", message)
        raise UserError(f"{message}{hint} (see `{self.prog} --help`)")


def _parser() -> tuple[argparse.ArgumentParser, dict[str, argparse.ArgumentParser]]:
    parser = _Parser(
        prog="tco", description="What keeping a hospital's own servers costs, against moving them."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for group in GROUPS:
        group.add(commands)
    return parser, dict(commands.choices)


def commands() -> tuple[str, ...]:
    """The names of all commands."""
    return tuple(_parser()[1])


def _options(given: Sequence[str]) -> argparse.Namespace:
    """What was asked for; an option that the command does not have is refused with the nearest of its own."""
    parser, commands = _parser()
    options, rest = parser.parse_known_args(_command_first(given))
    if rest:
        known = commands[options.command]
        hint = nearest(rest[0].split("=")[0], known._option_string_actions) if rest[0].startswith("-") else ""
        raise UserError(f"'{' '.join(rest)}' is unknown to `{known.prog}`{hint} (see `{known.prog} --help`)")
    return options


def _command_first(given: Sequence[str]) -> list[str]:
    """The language may also be asked for before the command."""
    lead = 2 if given[:1] == ["--language"] else int("".join(given[:1]).startswith("--language="))
    return [*given[lead : lead + 1], *given[:lead], *given[lead + 1 :]] if len(given) > lead else []


def _language(given: Sequence[str]) -> str:
    """The last language that is asked for, even where the rest could not be understood."""
    text = " ".join(["", *given, ""]).replace("--language=", "--language ")
    asked = re.findall(r"(?<= --language )\S+", text)
    return asked[-1] if asked else "en"


def _said(error: UserError, language: str) -> str:
    if language != "ko":
        return str(error)
    from tco.messages import in_language

    return in_language(str(error), language)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        options = _options(given)
        return int(options.run(options) or 0)
    except UserError as error:
        print(f"tco: {_said(error, _language(given))}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
