"""Commands of price books: import a provider's list, compare two books, use one in a case.

Imports `common` and `errors`, and `tco.prices` and `intake` when a command runs.
"""

from __future__ import annotations

import argparse
from datetime import date

from tco.cli.common import Commands, add_case, add_json, add_language, answer, load_case, write, write_case
from tco.errors import UserError


def add(commands: Commands) -> None:
    """Add the commands of this module."""
    prices = commands.add_parser("prices", help="refresh price books from the providers' lists; compare them")
    actions = prices.add_subparsers(dest="action", required=True, metavar="ACTION")
    _add_import(actions)
    diff = actions.add_parser("diff", help="which prices moved between two books, and whose totals move")
    diff.add_argument("old", metavar="OLD", help="a price book's id or file")
    diff.add_argument("new", metavar="NEW", help="a price book's id or file")
    add_case(diff)
    add_json(diff)
    diff.set_defaults(run=_diff)
    use = actions.add_parser("use", help="write a case that uses a price book of your own")
    use.add_argument("book", metavar="BOOK", help="a price book's file")
    add_case(use)
    use.add_argument("--alternative", action="append", default=[], metavar="ID",
                     help="who shall use it; default: those of the same provider and region")  # fmt: skip
    use.add_argument(
        "--write",
        "--save",
        dest="save",
        required=True,
        metavar="FILE",
        help="the case file to write; - for standard output",
    )
    use.set_defaults(run=_use)


def _add_import(actions: Commands) -> None:
    command = actions.add_parser("import", help="make a price book from a provider's own price list")
    command.add_argument("provider", metavar="PROVIDER", help="aws, azure or naver")
    command.add_argument("places", metavar="FILE", nargs="+", help="price lists: files, or https addresses")
    command.add_argument("--base", required=True, metavar="BOOK",
                         help="id or file of the book that gives what the list does not hold")  # fmt: skip
    command.add_argument("--out", required=True, metavar="FILE", help="the price book to write")
    command.add_argument(
        "--region", default="", metavar="R", help="the provider's name; default: the base book's"
    )
    command.add_argument("--id", default="", metavar="ID", help="id of the book; default: from base and date")
    command.add_argument("--as-of", default="", metavar="DATE", help="the day on which you read the list")
    command.add_argument("--choose", action="append", default=[], metavar="KEY=SKU",
                         help="take this product for an entry, or `base` to keep the old one")  # fmt: skip
    add_language(command)
    add_json(command)
    command.set_defaults(run=_import)


def _import(options: argparse.Namespace) -> None:
    from tco.intake import check_targets
    from tco.prices import Request, import_prices, to_toml
    from tco.prices.report import imported_document, imported_lines

    if options.out == "-" == options.json:
        raise UserError("--out and --json cannot both be standard output; name a file for one of them")
    check_targets(options.places, [options.out], [options.json])
    check_targets([options.base], answers=[options.json])
    chosen = dict(_choice(text) for text in options.choose)
    request = Request(
        options.provider, tuple(options.places), options.base, options.region, options.id, chosen,
        _day(options.as_of),
    )  # fmt: skip
    found = import_prices(request)
    head = found.book.head
    comment = (
        f"List prices of {head.provider} in {head.region}, {head.currency}, made by `tco prices import`."
    )
    write(options.out, to_toml(found.book, comment).rstrip("\n"))
    lines = () if options.out == "-" else imported_lines(found, options.language)
    answer(options, imported_document(found), lines)


def _choice(text: str) -> tuple[str, str]:
    key, separator, word = text.partition("=")
    if not (separator and key.strip() and word.strip()):
        raise UserError(f"--choose {text}: must read KEY=SKU, e.g. processor_price=m6i.large")
    return key.strip(), word.strip()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UserError(f"--as-of '{text}' is not a date: write it as YYYY-MM-DD") from error


def _diff(options: argparse.Namespace) -> None:
    from tco.prices import compare, load
    from tco.prices.report import comparison_document, comparison_lines

    found = compare(load(options.old), load(options.new), load_case(options))
    answer(options, comparison_document(found), comparison_lines(found, options.language))


def _use(options: argparse.Namespace) -> None:
    from tco.intake import check_targets
    from tco.prices import adopt, load

    check_targets([options.book], [options.save])
    case = adopt(load_case(options), load(options.book), options.alternative)
    write_case(options.save, case, options.language)
