"""Commands about what the answer depends on: drivers, switching values, and what would have to be true.

Imports `common`, `progress` and `errors`, and `tco.uncertainty` when a command runs.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from tco.cli.common import Commands, add_case, add_json, answer, run_case, uncertainty_of
from tco.cli.progress import stoppable
from tco.errors import Problems

if TYPE_CHECKING:
    from tco.inputs import BoundModel
    from tco.uncertainty.drivers import Influence, RankInfluence
    from tco.uncertainty_settings import Uncertainty


def add(commands: Commands) -> None:
    """Add the commands of this module."""
    drivers = commands.add_parser("drivers", help="what the saving depends on most")
    _add_common(drivers)
    drivers.add_argument("--draws", type=int, default=0, metavar="N",
                         help="points of the Sobol indices, a power of two (1024)")  # fmt: skip
    drivers.add_argument("--seed", type=int, metavar="S", help="of the points and draws; default: the case's")
    drivers.add_argument("--heat", default="", metavar="KEY,KEY", help="instead, the saving by two inputs")
    drivers.set_defaults(run=_drivers)
    switch = commands.add_parser("switch", help="at which value of an input the winner changes")
    _add_common(switch)
    switch.add_argument("key", metavar="KEY", help="an input's id")
    switch.add_argument("--share", type=float, default=0.0, metavar="SHARE",
                        help="instead, where the saving passes this share of the baseline: 0.4")  # fmt: skip
    switch.set_defaults(run=_switch)
    require = commands.add_parser("require", help="the smallest joint change that makes a condition hold")
    _add_common(require)
    require.add_argument(
        "condition", metavar="CONDITION", help="'saving_total_pct>=0.4', 'total_cash@3<=1e9'"
    )
    require.add_argument("--vary", default="", metavar="KEY,KEY",
                         help="inputs that may move; left out, the ten with the largest swing")  # fmt: skip
    require.set_defaults(run=_require)


def _add_common(command: argparse.ArgumentParser) -> None:
    add_case(command)
    add_json(command)
    command.add_argument("--alternative", default="", metavar="ID", help="which alternative")


def _keys(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _drivers(options: argparse.Namespace) -> None:
    from tco.uncertainty import driver_documents as documents
    from tco.uncertainty import driver_sentences as sentences
    from tco.uncertainty.drivers import tornado
    from tco.uncertainty.questions import drivers_question

    result = run_case(options)
    bound, heat = result.bound, _keys(options.heat)
    name, n = drivers_question(result, options.alternative, heat if options.heat else None, options.draws)
    words = sentences.words_for(bound, options.language)
    if heat:
        from tco.uncertainty.heatmap import heat_map
        from tco.uncertainty.switching_text import heat_lines

        found = heat_map(bound, name, heat[0], heat[1])
        answer(options, documents.heat_document(result, found, options.language),
               heat_lines(result, found, words))  # fmt: skip
        return
    settings = uncertainty_of(options, bound.case.uncertainty, ("seed",))
    bars, (indices, ranks) = tornado(bound, name), _shares(options, bound, name, settings, n)
    lines = [
        *sentences.tornado_lines(result, name, bars, words),
        *sentences.index_lines(bound, indices, words),
    ]
    lines += sentences.rank_lines(bound, ranks, words) if ranks else []
    answer(options, documents.drivers_document(result, name, bars, indices, ranks, options.language), lines)


def _shares(
    options: argparse.Namespace, bound: BoundModel, name: str, settings: Uncertainty, n: int
) -> tuple[Influence, RankInfluence | None]:
    """Sobol indices and, where inputs are correlated, rank shares; Ctrl-C keeps what is complete."""
    from tco.uncertainty.driver_sentences import words_for
    from tco.uncertainty.drivers import rank_shares_of, sobol
    from tco.uncertainty.sentences import words_for as words_of_draws

    with stoppable() as stop:
        by_input = stop.progress(words_for(bound, options.language), "drv.progress", quiet=sys.maxsize)
        by_draw = stop.progress(words_of_draws(bound, options.language), "sim.progress")
        indices = sobol(bound, name, settings, n, by_input)
        ranks = rank_shares_of(bound, name, settings, by_draw) if indices.correlated else None
    return indices, ranks


def _switch(options: argparse.Namespace) -> None:
    from tco.uncertainty.driver_documents import switch_document
    from tco.uncertainty.driver_sentences import words_for
    from tco.uncertainty.questions import switch_question
    from tco.uncertainty.switching_text import switch_line
    from tco.uncertainty.switching_values import switch

    result = run_case(options)
    names = switch_question(result, options.alternative, options.key, options.share)
    found = [switch(result.bound, name, options.key, options.share) for name in names]
    words = words_for(result.bound, options.language)
    answer(options, switch_document(result, found, options.language),
           [switch_line(result, each, words) for each in found])  # fmt: skip


def _require(options: argparse.Namespace) -> None:
    from tco.uncertainty.driver_documents import required_document
    from tco.uncertainty.driver_sentences import required_lines, words_for
    from tco.uncertainty.required import required

    result = run_case(options)
    keys = _keys(options.vary)
    if options.vary and not keys:
        raise Problems("require", ["vary: names no input; write --vary beds,discount_rate"])
    found = required(result, options.condition, keys, options.alternative)
    words = words_for(result.bound, options.language)
    answer(options, required_document(result, found, options.language),
           required_lines(result, found, words))  # fmt: skip
