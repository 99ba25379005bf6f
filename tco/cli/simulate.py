"""The command that draws a case's futures.

Imports `common`, `progress` and `errors`, and `tco.uncertainty`, `binding` and `exports` when it runs.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from tco.cli.common import (
    Commands,
    add_case,
    add_json,
    answer,
    check_workbook,
    load_case,
    uncertainty_of,
    write,
)
from tco.cli.progress import say, stoppable
from tco.errors import Problems, nearest

if TYPE_CHECKING:
    from tco.inputs import BoundModel
    from tco.uncertainty.answer import Answer
    from tco.uncertainty.conditions import Claim
    from tco.uncertainty.simulation import Simulation
    from tco.uncertainty_settings import Uncertainty


def add(commands: Commands) -> None:
    """Add the command of this module."""
    simulate = commands.add_parser("simulate", help="draw many futures: how sure is the answer")
    add_case(simulate)
    add_json(simulate)
    simulate.add_argument("--draws", type=int, metavar="N", help="futures in all, a power of two")
    simulate.add_argument("--seed", type=int, metavar="S", help="the same seed gives the same futures")
    simulate.add_argument("--scrambles", type=int, metavar="R",
                          help="independent repetitions that tell the error, a power of two")  # fmt: skip
    simulate.add_argument("--target-error", type=float, default=0.0, metavar="E",
                          help="draw until probabilities have this standard error: 0.005")  # fmt: skip
    simulate.add_argument("--target-saving", type=float, default=0.0, metavar="AMOUNT",
                          help="draw until mean and middle saving have this standard error: 1e8")  # fmt: skip
    simulate.add_argument("--claim", dest="claims", action="append", default=[], metavar="METRIC>=NUMBER",
                          help="default: saving_pv_pct>=0.4; may be repeated")  # fmt: skip
    simulate.add_argument("--alternative", default="", metavar="ID", help="tell about one alternative only")
    simulate.add_argument("--fast", action=argparse.BooleanOptionalAction, default=None,
                          help="compiled path (extra `fast`) or not; the same answer")  # fmt: skip
    simulate.add_argument("--xlsx", metavar="FILE", help="write the workbook with the sheet Uncertainty")
    simulate.set_defaults(run=_simulate)


def _simulate(options: argparse.Namespace) -> None:
    from tco.binding import bind
    from tco.uncertainty.batch import has_compiled
    from tco.uncertainty.report import lines
    from tco.uncertainty.sentences import words_for

    check_workbook(options.xlsx)
    bound = bind(load_case(options))
    settings, claims = _asked(options, bound)
    words = words_for(bound, options.language)
    if options.fast and not has_compiled():
        print(words("sim.plain"), file=sys.stderr)
    found = _drawn(options, bound, settings, claims, words)
    if options.xlsx:
        from exports.uncertainty import workbook

        write(options.xlsx, workbook(found, date.today(), options.language, options.fast))
    document = found.document(options.language) if options.json else None
    answer(options, document, lines(found, options.language))


def _drawn(
    options: argparse.Namespace, bound: BoundModel, settings: Uncertainty, claims: tuple[Claim, ...],
    words: Any,
) -> Answer:  # fmt: skip
    from tco.uncertainty.answer import Answer
    from tco.uncertainty.sentences import errors
    from tco.uncertainty.simulation import DEFAULT_LINES, Run, longer

    run = Run(
        bound, settings, lines=(*DEFAULT_LINES, *(claim.metric for claim in claims)), compiled=options.fast
    )

    def told(simulation: Simulation) -> Answer:
        return Answer(simulation, claims, options.alternative, options.target_error, options.target_saving)

    def reached(simulation: Simulation) -> bool:
        found = told(simulation)
        for target, error in errors(found, words):
            say(words("sim.error_now", draws=f"{simulation.draws:,}", error=error, target=target))
        return found.reached

    with stoppable() as stop:
        progress = stop.progress(words, "sim.progress")
        if options.target_error or options.target_saving:
            return told(longer(run, reached, progress))
        return told(run.upto(settings.draws, progress))


def _asked(options: argparse.Namespace, bound: BoundModel) -> tuple[Uncertainty, tuple[Claim, ...]]:
    """Settings and claims; raises `Problems` with everything that is wrong in the request."""
    from tco.uncertainty.conditions import conditions, published
    from tco.uncertainty.sampling import check

    problems = list(_option_problems(options, bound))
    settings = bound.case.uncertainty
    claims = published(bound)
    try:
        settings = uncertainty_of(options, settings, ("draws", "seed", "scrambles"))
    except Problems as error:
        problems += error.problems
    for name in ("target_error", "target_saving"):
        if getattr(options, name) and settings.scrambles < 2:
            option = f"--{name.replace('_', '-')}"
            problems.append(f"{option} needs at least 2 scrambles, from whose differences errors are told")
    try:
        check(bound, settings)
    except Problems as error:
        problems += error.problems
    try:
        claims = conditions(bound, options.claims) or claims
    except Problems as error:
        problems += error.problems
    if problems:
        raise Problems("simulate", problems)
    return settings, claims


def _option_problems(options: argparse.Namespace, bound: BoundModel) -> Iterator[str]:
    if not 0.0 <= options.target_error < 0.5:
        yield f"--target-error {options.target_error:g} must be a probability above 0, such as 0.005"
    if not 0.0 <= options.target_saving < math.inf:
        yield f"--target-saving {options.target_saving:g} must be an amount above 0, such as 1e8"
    others = [name for name in bound.alternatives if name != bound.case.baseline]
    if options.alternative and options.alternative not in others:
        listed = ", ".join(others) or "none"
        hint = "" if options.alternative == bound.case.baseline else nearest(options.alternative, others)
        yield (
            f"--alternative '{options.alternative}' is not an alternative to the baseline"
            f"{hint}; there are: {listed}"
        )
    if not others:
        yield "the case has no alternative to the baseline; add one to compare with"
