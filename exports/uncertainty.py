"""What the sheet Uncertainty shows: the answer of a simulation, its causes, and what is worth finding out.

Promise: everything is computed before the sheet is written, on the day that the caller names. Imports
`tco.uncertainty`, `results`, `compute`, `switching`, `errors` and `workbook` only.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from exports.workbook import write_workbook
from tco.compute import evaluate
from tco.errors import UserError
from tco.results import Result
from tco.switching import Driver
from tco.uncertainty.answer import Answer
from tco.uncertainty.batch import has_compiled
from tco.uncertainty.conditions import BREAK_EVEN
from tco.uncertainty.drivers import RankInfluence, rank_shares, tornado
from tco.uncertainty.information import Information, information
from tco.uncertainty.required import Required, required

RANKED = 8192  # draws at most that shares are told from: their error is small long before


@dataclass(frozen=True)
class Findings:
    """Everything that the sheet shows.

    Attributes:
        bars: of each alternative that is told about, the inputs that move its saving most.
        shares: of each, which inputs its uncertainty comes from.
        moves: of each, the smallest joint moves that make the claims true and its cost the baseline's.
        information: what it is worth to find out; None where there is nothing to choose between.
        computed: the day.
        compiled: whether the compiled path made the draws.
    """

    answer: Answer
    bars: Mapping[str, Sequence[Driver]]
    shares: Mapping[str, RankInfluence]
    moves: Mapping[str, Sequence[Required]]
    information: Information | None
    computed: date
    compiled: bool = False

    def check(self, result: Result) -> None:
        """Raise `UserError` unless this is about the case of a result."""
        ours, theirs = self.answer.result.case_hash, result.case_hash
        if ours != theirs:
            raise UserError(
                f"the simulation is of case {ours}, the workbook of case {theirs}; simulate the case again"
            )


def find(answer: Answer, computed: date, compiled: bool | None = None) -> Findings:
    """Drivers, joint moves and the value of information beside an answer; some seconds for each alternative.

    Args:
        answer: of a simulation with its claims.
        computed: the day to be shown.
        compiled: as it was asked of the simulation; None where the compiled path is installed.
    """
    simulation = answer.simulation
    choice = len(simulation.alternatives) > 1
    few = simulation.shortened(RANKED)
    result = Result(simulation.bound, evaluate(simulation.bound))
    return Findings(
        answer,
        {name: tornado(simulation.bound, name) for name in answer.names},
        {name: rank_shares(few, name) for name in answer.names if simulation.sample.keys},
        {name: _moves(result, answer, name) for name in answer.names},
        information(simulation, grouped=True) if choice else None,
        computed,
        compiled is not False and has_compiled(),
    )


def _moves(result: Result, answer: Answer, name: str) -> list[Required]:
    asked = dict.fromkeys(str(each) for each in (*answer.versus[name].asked, BREAK_EVEN))
    return [required(result, each, (), name) for each in asked]


def workbook(answer: Answer, computed: date, language: str = "ko", compiled: bool | None = None) -> bytes:
    """The case of an answer as a live workbook with the sheet Uncertainty; see `find`."""
    bound, stream = answer.simulation.bound, io.BytesIO()
    write_workbook(Result(bound, evaluate(bound)), stream, language, find(answer, computed, compiled))
    return stream.getvalue()
