"""Commands of bills: a forecast beside what was really paid.

Imports `common`, and `tco` and `exports` when a command runs.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tco.cli.common import Commands, add_case, add_json, answer, pairs, run_case, write_case
from tco.errors import Problems, UserError, nearest

if TYPE_CHECKING:
    from tco.bills import Options, Rows

KINDS = ("upfront", "tax", "credit", "refund", "adjustment")


def add(commands: Commands) -> None:
    """Add the commands of this module."""
    bill = commands.add_parser("bill", help="compare a plan with monthly cloud bills, and re-base the case")
    add_case(bill)
    bill.add_argument("alternative", metavar="ALTERNATIVE", help="id of the alternative that is billed")
    kinds = "FOCUS, AWS CUR, or a table of month, service and amount: csv, csv.gz, xlsx"
    bill.add_argument("files", metavar="FILE", nargs="+", help=kinds)
    bill.add_argument("--sheet", metavar="NAME", help="of spreadsheets; default the first with a table")
    _repeated(bill, "--map", "KEY=HEADER", "say which column is which, e.g. amount=청구금액")
    _repeated(bill, "--category", "SERVICE=GROUP", "put a service or meter into a group")
    bill.add_argument("--cost", choices=("effective", "billed"), default="effective",
                      help="prepayments spread over what they cover (default), or as invoiced")  # fmt: skip
    _repeated(bill, "--exchange-rate", "CODE=RATE", "the case's money for one unit, e.g. USD=1358")
    bill.add_argument("--currency", metavar="CODE", default="", help="of files that name none")
    bill.add_argument("--first-month", metavar="MONTH", help="calendar month of month 1, e.g. 2027-01")
    _repeated(bill, "--partial", "MONTH", "a month whose bill is not complete")
    _repeated(
        bill, "--include", "KIND", f"count with its service what usually stands beside: {', '.join(KINDS)}"
    )
    bill.add_argument("--parts", action="store_true", help="several files of a month are parts of one bill")
    bill.add_argument("--add-other", action="store_true",
                      help="re-base with what the plan has no line for, as a custom line")  # fmt: skip
    bill.add_argument("--write", metavar="FILE", help="save the re-based case")
    add_json(bill)
    bill.set_defaults(run=_bill)


def _repeated(command: argparse.ArgumentParser, name: str, metavar: str, text: str) -> None:
    command.add_argument(name, metavar=metavar, action="append", default=[], help=f"{text}; may be repeated")


def _bill(options: argparse.Namespace) -> None:
    from tco.bills import as_text, compare
    from tco.intake import check_targets

    check_targets(options.files, [options.write], [options.json])
    check_targets([options.case], answers=[options.json])
    wanted = _options(options)
    comparison = compare(run_case(options), options.alternative, _files(options.files, options.sheet), wanted)
    answered = comparison.document(options.language)
    if options.write:
        write_case(options.write, comparison.rebased.case, options.language)
    answer(options, answered, as_text(answered, options.language))


def _options(options: argparse.Namespace) -> Options:
    from tco.bills import Options, parse_month

    problems = [f"--include {kind}: is no kind{nearest(kind, KINDS)}; kinds: {', '.join(KINDS)}"
                for kind in options.include if kind not in KINDS]  # fmt: skip
    columns = pairs(options.map, "--map", problems, at_last=False)
    categories = pairs(options.category, "--category", problems)
    given = pairs(options.exchange_rate, "--exchange-rate", problems)
    rates = {code.upper(): _number(code, text, problems) for code, text in given.items()}
    if problems:
        raise Problems("options", problems)
    first = options.first_month
    return Options(
        columns, categories, options.cost, rates, options.currency.upper(),
        parse_month(first, "--first-month") if first else None, frozenset(options.include),
        frozenset(parse_month(month, "--partial") for month in options.partial), options.parts,
        options.add_other,
    )  # fmt: skip


def _number(code: str, text: str, problems: list[str]) -> float:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        problems.append(f"--exchange-rate {code}={text}: '{text}' is not a number")
        return 0.0


def _files(names: Iterable[str], sheet: str | None) -> list[Rows]:
    """Each file, text as a stream and spreadsheets as tables; names all that cannot be read."""
    from tco.bills import TEXTS, Stream

    files: list[Rows] = []
    problems = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            problems.append(f"{name}: is a folder; name the files in it")
        elif not path.is_file():
            problems.append(f"{name}: there is no such file; check the name")
        elif name.lower().endswith(TEXTS) and sheet is not None:
            problems.append(f"{name} is a text file and has no sheets; leave out --sheet {sheet}")
        elif name.lower().endswith(TEXTS):
            files.append(Stream(path, path.name))
        else:
            try:
                files.append(_spreadsheet(path, sheet))
            except UserError as error:
                problems.append(str(error))
    if problems:
        raise Problems("bill", problems)
    return files


def _spreadsheet(path: Path, sheet: str | None) -> Rows:
    from exports.reading import read_table

    return read_table(path, path.name, sheet)
