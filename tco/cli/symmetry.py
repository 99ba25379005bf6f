"""Commands of symmetry: what applies to one side of a comparison only, and why."""

from __future__ import annotations

import argparse

from tco.cli.common import Commands, add_case, add_json, answer, load_case


def add(commands: Commands) -> None:
    """Add the commands of this module."""
    command = commands.add_parser(
        "symmetry", help="growth rates, overheads and labour that apply to one side only, with the reason"
    )
    add_case(command)
    add_json(command)
    command.set_defaults(run=_symmetry)


def _symmetry(options: argparse.Namespace) -> int:
    """Exit 1 if something applies to one side only without a reason."""
    from tco.symmetry import as_document, as_text, symmetry

    found = symmetry(load_case(options))
    answer(options, as_document(found, options.language), as_text(found, options.language))
    return 1 if found.unexplained else 0
