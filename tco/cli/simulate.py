"""The command that draws a case's futures. Imports `tco.uncertainty` when it runs."""

from __future__ import annotations

import argparse
import math
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from tco.cli.common import Commands, add_case, add_json, answer, load_case, write
from tco.errors import Problems, nearest

if TYPE_CHECKING:
    from tco.inputs import BoundModel
    from tco.uncertainty.answer import Answer
    from tco.uncertainty.conditions import Claim
    from tco.uncertainty.simulation import Simulation
    from tco.uncertainty_settings import Uncertainty

QUIET, STEPS = 2**14, 16  # a log that is no screen is told of longer runs, this often


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
            _say(words("sim.error_now", draws=f"{simulation.draws:,}", error=error, target=target))
        return found.reached

    with _stoppable(words) as progress:
        if options.target_error or options.target_saving:
            return told(longer(run, reached, progress))
        return told(run.upto(settings.draws, progress))


@contextmanager
def _stoppable(words: Any) -> Iterator[Callable[[int, int], bool]]:
    """Progress on standard error; Ctrl-C ends the run after the block at hand, a second one the program."""
    stops: list[int] = []
    steps: list[int] = []

    def stop(*_: Any) -> None:
        stops.append(1)
        if len(stops) > 1:
            raise KeyboardInterrupt

    def progress(done: int, total: int) -> bool:
        step = done * STEPS // total
        if sys.stderr.isatty() or (total > QUIET and step not in steps):
            text = words("sim.progress", done=f"{done:,}", wanted=f"{total:,}")
            _say(text, passing=done < total and not stops)
        steps[:] = [step]
        return not stops

    before = None
    with suppress(ValueError):  # only the main thread may listen to signals
        before = signal.signal(signal.SIGINT, stop)
    try:
        yield progress
    finally:
        if before is not None:
            signal.signal(signal.SIGINT, before)


def _say(text: str, passing: bool = False) -> None:
    """A line on standard error; on a screen the next one takes the place of one that passes."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="" if passing else "\n", file=sys.stderr, flush=True)
    else:
        print(text, file=sys.stderr, flush=True)


def _asked(options: argparse.Namespace, bound: BoundModel) -> tuple[Uncertainty, tuple[Claim, ...]]:
    """Settings and claims; raises `Problems` with everything that is wrong in the request."""
    from tco.uncertainty.conditions import ARTICLE, conditions
    from tco.uncertainty.sampling import check

    problems = list(_option_problems(options, bound))
    settings = bound.case.uncertainty
    claims: tuple[Claim, ...] = (ARTICLE,)
    try:
        settings = _settings(options, settings)
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
        yield (
            f"--alternative '{options.alternative}' is not an alternative to the baseline"
            f"{nearest(options.alternative, others)}; there are: {listed}"
        )
    if not others:
        yield "the case has no alternative to the baseline; add one to compare with"


def _settings(options: argparse.Namespace, settings: Uncertainty) -> Uncertainty:
    """The case's settings with those of the command line in their place."""
    from pydantic import ValidationError

    from tco.assumptions import validation_messages
    from tco.uncertainty_settings import Uncertainty

    given = {name: getattr(options, name) for name in ("draws", "seed", "scrambles")}
    changed = {name: value for name, value in given.items() if value is not None}
    try:
        return Uncertainty.model_validate({**settings.model_dump(exclude_unset=True), **changed})
    except ValidationError as error:
        raise Problems("uncertainty", validation_messages(error, "uncertainty")) from error
