"""The command that tells what it is worth to find out.

Imports `common`, `progress` and `errors`, and `tco.uncertainty`, `binding` and `intake` when it runs.
"""

from __future__ import annotations

import argparse

from tco.cli.common import Commands, add_case, add_json, answer, load_case, uncertainty_of
from tco.cli.progress import stoppable
from tco.errors import Problems


def add(commands: Commands) -> None:
    """Add the commands of this module."""
    voi = commands.add_parser("voi", help="what it is worth to find out; which quote to ask for first")
    add_case(voi)
    add_json(voi)
    voi.add_argument("--draws", type=int, metavar="N", help="a power of two; default: the case's")
    voi.add_argument("--seed", type=int, metavar="S", help="default: the case's")
    voi.add_argument(
        "--alternatives", default="", metavar="A,B", help="between which the choice is; default: all"
    )
    voi.add_argument("--group", action="store_true", help="also by subject: equipment, staff, a price book")
    voi.add_argument("--cost", action="append", default=[], metavar="KEY=AMOUNT",
                     help="what it costs to find out an input; may be repeated")  # fmt: skip
    voi.set_defaults(run=_voi)


def _voi(options: argparse.Namespace) -> None:
    from tco.binding import bind
    from tco.uncertainty.information import information
    from tco.uncertainty.information_text import as_document, as_text
    from tco.uncertainty.sentences import words_for
    from tco.uncertainty.simulation import PRESENT_VALUE, simulate

    bound = bind(load_case(options))
    named = [name.strip() for name in options.alternatives.split(",") if name.strip()] or None
    costs = _costs(options.cost, bound.pack.head.currency)
    settings = uncertainty_of(options, bound.case.uncertainty, ("draws", "seed"))
    with stoppable() as stop:
        progress = stop.progress(words_for(bound, options.language), "sim.progress")
        simulation = simulate(bound, settings, named, (PRESENT_VALUE,), progress)
    found = information(simulation, named, costs, options.group)
    answer(options, as_document(found, options.language), as_text(found, options.language))


def _costs(texts: list[str], currency: str) -> dict[str, float]:
    from tco.intake.money import parse_money

    found, problems = {}, []
    for text in texts:
        key, _, amount = (part.strip() for part in text.partition("="))
        try:
            if not key or not amount:
                raise ValueError("must read KEY=AMOUNT, such as warranty=500000")
            found[key] = parse_money(amount, currency=currency)
        except ValueError as error:
            problems.append(f"--cost {text}: {error}")
    if problems:
        raise Problems("costs of finding out", problems)
    return found
