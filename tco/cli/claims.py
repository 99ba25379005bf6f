"""The command that holds vendors' claims against a case. Imports `common`, and `tco.claims` when it runs."""

from __future__ import annotations

import argparse

from tco.cli.common import Commands, add_case, add_json, answer, run_case


def add(commands: Commands) -> None:
    """Add the command of this module."""
    claims = commands.add_parser("claims", help="hold vendors' claims against a case")
    add_case(claims)
    add_json(claims)
    claims.add_argument("--claim", default="", metavar="ID", help="one claim only")
    claims.add_argument("--alternative", default="", metavar="ID", help="one alternative only")
    claims.add_argument("--add", dest="added", action="append", default=[], metavar="METRIC>=NUMBER",
                        help="test any claim: 'saving_pv_pct>=0.3'; may be repeated")  # fmt: skip
    claims.set_defaults(run=_claims)


def _claims(options: argparse.Namespace) -> None:
    from tco.claims import as_document, as_text, examine

    report = examine(
        run_case(options), only=options.claim, alternative=options.alternative, add=options.added
    )
    document = as_document(report, options.language) if options.json else None
    answer(options, document, as_text(report, options.language))
