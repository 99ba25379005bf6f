"""The command that tells what it is worth to find out. Imports `tco.uncertainty` when it runs."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tco.cli.common import Commands, add_case, add_json, answer, load_case
from tco.errors import Problems

if TYPE_CHECKING:
    from tco.uncertainty_settings import Uncertainty


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
    from tco.uncertainty.simulation import PRESENT_VALUE, simulate

    bound = bind(load_case(options))
    named = [name.strip() for name in options.alternatives.split(",") if name.strip()] or None
    costs = _costs(options.cost, bound.pack.head.currency)
    settings = _settings(bound.case.uncertainty, options)
    simulation = simulate(bound, settings, named, (PRESENT_VALUE,))
    found = information(simulation, named, costs, options.group)
    answer(options, as_document(found, options.language), as_text(found, options.language))


def _settings(settings: Uncertainty, options: argparse.Namespace) -> Uncertainty:
    from pydantic import ValidationError

    from tco.assumptions import validation_messages
    from tco.uncertainty_settings import Uncertainty

    asked = {name: getattr(options, name) for name in ("draws", "seed")}
    given = {name: value for name, value in asked.items() if value is not None}
    try:
        return Uncertainty.model_validate(settings.model_dump() | given)
    except ValidationError as error:
        raise Problems("options", validation_messages(error, "")) from error


def _costs(texts: list[str], currency: str) -> dict[str, float]:
    from tco.intake.values import parse_money

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
