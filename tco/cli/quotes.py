"""Commands of quotes: vendors' quotes side by side, each beside the same move priced by a price book."""

from __future__ import annotations

import argparse

from tco.cli.common import Commands, add_case, add_json, answer, load_case, write_case


def add(commands: Commands) -> None:
    """Add the commands of this module."""
    command = commands.add_parser(
        "quotes", help="compare vendors' quotes with each other and with the price book's price"
    )
    add_case(command)
    command.add_argument("--book", default="", metavar="BOOK",
                         help="price book of the twins; default: its own or the first of all")  # fmt: skip
    command.add_argument("--add", dest="quotes", action="append", default=[], metavar="ID=TERMS",
                         help="a quote, e.g. vendor_a='price_per_bed=90000,setup_fee=5e8,term=5,uplift=0.03,"
                         "includes=archive+backup,book=naver_cloud'; may be repeated")  # fmt: skip
    command.add_argument("--write", metavar="FILE", help="save the case with the quotes that were added")
    add_json(command)
    command.set_defaults(run=_quotes)


def _quotes(options: argparse.Namespace) -> None:
    from tco.intake import check_targets
    from tco.quotes import as_document, as_text, compare, with_quotes

    check_targets([], [options.write])
    check_targets([options.case], answers=[options.json])
    case = load_case(options)
    if options.quotes:
        case = with_quotes(case, options.quotes, options.book)
    comparison = compare(case, options.book)
    if options.write:
        write_case(options.write, case, options.language)
    document = as_document(comparison, options.language)
    answer(options, document, as_text(comparison, options.language))
