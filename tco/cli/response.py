"""The command that tells how long users wait. Imports `common`, and `tco` when it runs."""

from __future__ import annotations

import argparse

from tco.cli.common import Commands, add_case, add_json, answer, run_case


def add(commands: Commands) -> None:
    """Add the commands of this module."""
    command = commands.add_parser("response", help="waits for screens and studies, and the line they need")
    add_case(command)
    add_json(command)
    command.set_defaults(run=_response)


def _response(options: argparse.Namespace) -> None:
    from tco.response import response

    found = response(run_case(options))
    answer(options, found.document(options.language), found.lines(options.language))
