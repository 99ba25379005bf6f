"""The command `register`: an asset register into a case.

Imports `common`, and `tco` and `exports` when it runs.
"""

from __future__ import annotations

import argparse
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tco.cli.common import Commands, add_json, add_language, answer, pairs, write, write_case
from tco.errors import Problems, UserError

if TYPE_CHECKING:
    from tco.case import Case
    from tco.register import Choices, Register
    from tco.results import Result

USUAL_CASE = "kr-general-500"


def add(commands: Commands) -> None:
    """Add the commands of this module."""
    register = commands.add_parser("register", help="read an asset register (xlsx or csv) into a case")
    register.add_argument("file", metavar="FILE", nargs="?", help="the register")
    register.add_argument(
        "--case", metavar="CASE", help=f"a preset or case file; default to look at: {USUAL_CASE}"
    )
    register.add_argument("--map", dest="columns", action="append", default=[], metavar="KEY=HEADER",
                          help="which column is which, e.g. price=취득금액; may be repeated")  # fmt: skip
    register.add_argument("--class", dest="classes", action="append", default=[], metavar="CLASS=FLEET",
                          help="what a class or asset is: a fleet, or ignore; e.g. 기타=servers")  # fmt: skip
    register.add_argument(
        "--sheet", metavar="NAME", help="the sheet; default the first with a fitting header"
    )
    register.add_argument("--decision-date", metavar="DATE", help="the day on which year 1 begins")
    register.add_argument("--date-order", default="", metavar="ORDER", help="ymd, dmy or mdy for 03/04/21")
    register.add_argument(
        "--vat", default="", metavar="HOW", help="prices have value-added tax: included, excluded"
    )
    register.add_argument(
        "--write", metavar="CASEFILE", help="write the case with the register; needs --case"
    )
    register.add_argument("--template", metavar="FILE", help="write an empty register, .xlsx or .csv")
    add_language(register)
    add_json(register)
    register.set_defaults(run=_register)


def _register(options: argparse.Namespace) -> None:
    if options.template:
        _template(options)
    if options.file:
        _read(options)
    elif not options.template:
        raise UserError("name the register's file, or --template FILE.xlsx for an empty one")


def _read(options: argparse.Namespace) -> None:
    if options.write and not options.case:
        raise UserError("--write needs --case: the case that the register goes into, e.g. kr-general-500")
    from exports.reading import read_table
    from tco.binding import bind
    from tco.changes import load
    from tco.intake import check_targets
    from tco.register import is_register, read_register
    from tco.register.report import document
    from tco.register.text import as_text

    check_targets([options.file], [options.write], [options.json])
    check_targets([options.case], answers=[options.json])
    choices = _choices(options)
    bound = bind(load(options.case or USUAL_CASE))
    fits = partial(is_register, columns=choices.columns)
    try:
        table = read_table(options.file, sheet=options.sheet, fits=fits)
    except UserError as error:
        problems = choices.problems()
        if not problems:
            raise
        raise Problems("register", [*problems, *error.problems]) from error
    register = read_register(table, bound, choices)
    result, refused = _into_case(options, bound.case, register)
    lines = [*as_text(register, result, options.language), *refused, *_ending(options)]
    content = document(register, result, options.language) | {"refused": refused[-1] if refused else None}
    answer(options, content, lines)


def _into_case(
    options: argparse.Namespace, case: Case, register: Register
) -> tuple[Result | None, list[str]]:
    """The case with the register, written where that is asked for; or why the case cannot hold it."""
    from tco.messages import in_language
    from tco.register import evaluated

    place = register.matched.table.place
    if not register.assets:
        if options.write:
            raise UserError(
                f"{place}: no row can be used, so nothing is written; leave out --write to see why"
            )
        return None, []
    try:
        changed, result = evaluated(case, register, register.matched.table.origin)
    except Problems as error:
        if options.write:
            raise
        return None, ["", in_language(str(error), options.language)]
    if options.write:
        write_case(options.write, changed, options.language)
    return result, []


def _ending(options: argparse.Namespace) -> list[str]:
    korean = options.language == "ko"
    if options.write:
        return [
            f"{options.write}에 사례를 저장했습니다" if korean else f"the case is written to {options.write}"
        ]
    if options.case:
        return [
            "사례에 넣으려면 --write 사례파일.toml"
            if korean
            else "to put it into the case: --write CASEFILE.toml"
        ]
    return [
        f"비교 사례: {USUAL_CASE} (--case로 바꿉니다)" if korean
        else f"held against {USUAL_CASE}; name your own with --case"
    ]  # fmt: skip


def _choices(options: argparse.Namespace) -> Choices:
    from tco.register import Choices

    problems: list[str] = []
    columns = pairs(options.columns, "--map", problems, "KEY=HEADER", at_last=False)
    classes = pairs(options.classes, "--class", problems, "CLASS=FLEET")
    decided = None
    if options.decision_date:
        try:
            decided = date.fromisoformat(options.decision_date)
        except ValueError:
            problems.append(f"--decision-date {options.decision_date}: must be a day such as 2026-12-31")
    return Choices(columns, classes, decided, options.date_order, options.vat, tuple(problems))


def _template(options: argparse.Namespace) -> None:
    from exports.register_template import template_csv, template_xlsx
    from tco.binding import bind
    from tco.changes import load

    makers = {".xlsx": template_xlsx, ".csv": template_csv}
    make = makers.get(Path(options.template).suffix.casefold())
    if make is None:
        raise UserError(f"--template {options.template}: must end in .xlsx or .csv")
    if Path(options.template).exists():
        raise UserError(f"--template {options.template} exists and may be filled in; choose another name")
    currency = bind(load(options.case or USUAL_CASE)).pack.head.currency
    write(options.template, make(options.language, currency))
    if options.json != "-":
        korean = options.language == "ko"
        print(
            f"{options.template}에 양식을 저장했습니다"
            if korean
            else f"the form is written to {options.template}"
        )
