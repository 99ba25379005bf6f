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

from tco import __version__
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
from tco.cli.plain import write_what_can_be_written
from tco.errors import UserError, nearest

GROUPS = (
    answers, sizing, register, quotes, prices, bills, calibrate, claims, response, funding, symmetry,
    simulate, drivers, information,
)  # fmt: skip


STOPPED = 130  # as shells tell that Ctrl+C ended a program

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
        prog="tco", description="What keeping a hospital's own servers costs, against moving them.",
        epilog="Begin with `tco presets` and `tco evaluate kr-general-500`; `tco COMMAND --help` tells the "
        "rest. 한국어 답: `tco --language ko COMMAND`.",
    )  # fmt: skip
    parser.add_argument("--version", action="version", version=f"tco {__version__}")
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
    options, rest = parser.parse_known_args(_command_first(given, parser))
    if rest:
        known = commands[options.command]
        hint = (
            nearest(rest[0].split("=")[0], known._option_string_actions) if rest[0].startswith("--") else ""
        )
        raise UserError(f"'{' '.join(rest)}' is unknown to `{known.prog}`{hint} (see `{known.prog} --help`)")
    return options


def _command_first(given: Sequence[str], parser: argparse.ArgumentParser) -> list[str]:
    """The language may also be asked for before the command, and before its action; no other option may."""
    at = 0
    while at < len(given) and _is_language(given[at]):
        at += 1 if "=" in given[at] else 2
    lead, rest = given[:at], list(given[at:])
    if rest and rest[0].startswith("-") and rest[0] not in parser._option_string_actions:
        raise _misplaced(rest[0].partition("=")[0], parser)
    command = _inner(parser).get(rest[0]) if rest else None
    if command and _inner(command):
        rest[1:] = _command_first(rest[1:], command)
    return rest if any(map(_is_language, rest)) or not rest else [*rest, *lead]


def _inner(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The commands of a parser, by name; none for a command without actions."""
    return dict(parser._subparsers._group_actions[0].choices or {}) if parser._subparsers else {}


def _misplaced(option: str, parser: argparse.ArgumentParser) -> UserError:
    """An option before the command that names it: misspelt, or one that stands behind it."""
    known = {name for command in _parser()[1].values() for each in (command, *_inner(command).values())
             for name in each._option_string_actions}  # fmt: skip
    if option in known:
        what = parser._subparsers._group_actions[0].metavar if parser._subparsers else ""
        return UserError(f"{option} stands behind the command, as in `{parser.prog} {what} {option}`")
    hint = nearest(option, sorted(known)) if option.startswith("--") else ""
    return UserError(f"'{option}' is unknown to `{parser.prog}`{hint} (see `{parser.prog} --help`)")


def _is_language(text: str) -> bool:
    """Whether this asks for a language; the option may be cut short, as any."""
    name = text.partition("=")[0]
    return len(name) > len("--") and "--language".startswith(name)


def _language(given: Sequence[str]) -> str:
    """The last language that is asked for, even where the rest could not be understood."""
    asked = [
        each.partition("=")[2] if "=" in each else after
        for each, after in zip(given, [*given[1:], ""], strict=False)
        if _is_language(each)
    ]
    return asked[-1] if asked else "en"


def _said(error: UserError, language: str) -> str:
    if language != "ko":
        return str(error)
    from tco.messages import in_language

    return in_language(str(error), language)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    write_what_can_be_written()
    try:
        options = _options(given)
        return int(options.run(options) or 0)
    except UserError as error:
        print(f"tco: {_said(error, _language(given))}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        sys.stderr.close()
        return 0
