"""The command that compares buying, a loan and leasing. Imports `common`, and `tco` when it runs."""

from __future__ import annotations

import argparse

from tco.cli.common import Commands, add_case, add_json, answer, run_case


def add(commands: Commands) -> None:
    """Add the commands of this module."""
    fund = commands.add_parser("fund", help="pay for own equipment from own funds, on a loan or on a lease")
    add_case(fund)
    fund.add_argument("--alternative", metavar="ID", default="", help="default: the baseline")
    add_json(fund)
    fund.set_defaults(run=_fund)


def _fund(options: argparse.Namespace) -> None:
    from tco.funding import compare

    found = compare(run_case(options), options.alternative)
    answer(options, found.document(options.language), found.lines(options.language))
