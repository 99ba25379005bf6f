"""A case drawn many times: the lines of every future, all alternatives on the same draws.

Promise: draws and lines come in blocks, so that memory does not grow with them beyond what is kept; a run
that is stopped keeps the largest balanced part of what was complete, and says so. Imports numpy,
`assumptions`, `batch`, `active`, `sampling`, `results`, `reduced`, `inputs`, `errors` and
`uncertainty_settings`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from tco.assumptions import Text
from tco.errors import Problems, UserError, nearest
from tco.inputs import BoundModel
from tco.reduced import reduced
from tco.results import Result
from tco.uncertainty.active import active
from tco.uncertainty.batch import blocks
from tco.uncertainty.sampling import Sample, Sampler, Source, draws
from tco.uncertainty_settings import MOST_DRAWS, Uncertainty

Array = Any
Progress = Callable[[int, int], bool | None]
BLOCK = 4096  # draws between two reports of progress
#: Beyond this many draws lines by year are not kept, and of the others all but the present value in single
#: precision: a million draws have to fit into memory, and the error of a fan is small long before.
EXACT = 2**18
PRESENT_VALUE = "present_value"
DEFAULT_LINES = (
    PRESENT_VALUE, "total_cost", "saving_pv", "saving_total", "saving_pv_pct", "saving_total_pct",
    "run_rate_saving_pct", "payback_years", "irr", "equivalent_annual_cost", "peak_extra_funding",
    "total_cash",
)  # fmt: skip


@dataclass(frozen=True)
class Simulation:
    """The futures of a case.

    Attributes:
        alternatives: those that were evaluated, in the order of the case; the baseline is one of them.
        lines: line id to its values, as (draws, alternatives or 1, columns); of yearly ones years 0..N
            and at most the first `EXACT` draws.
        wanted: how many draws were asked for; more than `draws` where the run was stopped.
    """

    bound: BoundModel
    sample: Sample
    lines: Mapping[str, Array]
    settings: Uncertainty
    alternatives: tuple[str, ...] = ()
    wanted: int = 0

    def __post_init__(self) -> None:
        if not self.alternatives:
            object.__setattr__(self, "alternatives", self.bound.alternatives)

    @property
    def draws(self) -> int:
        """How many futures there are."""
        return len(self.sample.scramble)

    @property
    def stopped(self) -> bool:
        """Whether fewer draws are complete than were asked for."""
        return self.draws < self.wanted

    @property
    def baseline(self) -> str:
        """What the others are compared with."""
        return self.bound.case.baseline

    @property
    def others(self) -> tuple[str, ...]:
        """The alternatives besides the baseline."""
        return tuple(name for name in self.alternatives if name != self.baseline)

    @cached_property
    def horizon(self) -> int:
        """The last year that counts; the same in every future."""
        return horizon_of(self.bound)

    @cached_property
    def moving(self) -> tuple[str, ...]:
        """The drawn inputs that can move one of the lines."""
        return active(self.bound, self.sample.keys, self.lines, self.alternatives)

    @property
    def notes(self) -> tuple[Text, ...]:
        """What was not drawn or completed as asked."""
        return self.sample.notes

    @cached_property
    def present_value(self) -> Array:
        """The present value of the cost, as (draws, alternatives)."""
        cells = self.lines[PRESENT_VALUE][..., 0]
        return np.broadcast_to(cells, (self.draws, len(self.alternatives)))

    def cells(self, alternative: str, line: str) -> Array:
        """All columns of a line in every future, as (draws, columns)."""
        array = self.lines[line]
        at = self.alternatives.index(alternative) if array.shape[1] > 1 else 0
        return array[:, at, :]

    def metric(self, alternative: str, name: str, column: int = 0) -> Array:
        """A figure in every future (of a line by year: in one); not a number where it is not defined."""
        if name in self._comparative and alternative == self.baseline:
            return np.full(self.draws, np.nan)
        values = np.array(self.cells(alternative, name)[:, column], dtype=float)
        flag = self.bound.model.instances[name].line.defined_by
        if flag:
            values[self.cells(alternative, flag.replace("__", "."))[:, 0] == 0.0] = np.nan
        values[~np.isfinite(values)] = np.nan
        return values

    def saving(self, alternative: str, measure: str = "saving_pv_pct") -> Array:
        """What the alternative saves against the baseline, in one of the measures of saving."""
        return self.metric(alternative, measure)

    def cumulative_saving(self, alternative: str) -> Array:
        """What has been saved by the end of years 0, 1, …, N, as (draws, years)."""
        count = self.horizon + 1
        there, here = (self.cells(name, "total_cash")[:, :count] for name in (self.baseline, alternative))
        return np.cumsum(there - here, axis=1)

    def values(self, keys: Sequence[str]) -> dict[str, Array]:
        """The drawn values of some inputs, made again where nobody has asked for all of them yet."""
        if "values" in vars(self.sample) or not callable(self.sample.given):
            held = draws(self.sample)
            return {key: held[key] for key in keys}
        return Sampler(self.bound, self.settings).columns(keys, self.draws)

    def shortened(self, n: int) -> Simulation:
        """The same from no more than its first n futures, a power of two from the scrambles on."""
        if n >= self.draws:
            return self
        settings = self.settings.model_copy(update={"draws": n})
        sample = Sampler(self.bound, settings).sample(n)
        lines = {key: values[:n] for key, values in self.lines.items()}
        return Simulation(self.bound, sample, lines, settings, self.alternatives, n)

    @cached_property
    def _comparative(self) -> frozenset[str]:
        return Result(self.bound, {}).comparative


def simulate(
    bound: BoundModel,
    settings: Uncertainty,
    alternatives: Sequence[str] | None = None,
    lines: Iterable[str] = DEFAULT_LINES,
    progress: Progress | None = None,
    compiled: bool | None = None,
) -> Simulation:
    """Evaluate a case on as many draws as its settings say.

    Args:
        bound: the case with its model and inputs.
        settings: draws, scrambles, seed, distributions and correlations.
        alternatives: those of interest, the baseline always with them; all where left out.
        lines: what is kept of every future; lines that the case does not have are passed over.
        progress: told after each block how many draws are done, of how many; stops the run with False.
        compiled: whether to use the compiled path; None where it is installed.

    Raises:
        Problems: with everything that the settings or names ask for and cannot have.
        UserError: the run was stopped before a draw of each scramble was complete.
    """
    return Run(bound, settings, alternatives, lines, compiled).upto(settings.draws, progress)


class Run:
    """A simulation that can be made longer; what is done is not done again."""

    def __init__(
        self,
        bound: BoundModel,
        settings: Uncertainty,
        alternatives: Sequence[str] | None = None,
        lines: Iterable[str] = DEFAULT_LINES,
        compiled: bool | None = None,
    ):
        self.bound, self.settings, self.compiled = bound, settings, compiled
        self.alternatives = _kept(bound, alternatives)
        self.ids = with_flags(bound, lines)
        self.sampler = Sampler(bound, settings)
        self.years = 1 + horizon_of(bound)
        self.part = reduced(bound, self.ids, self.alternatives)
        self.held: dict[str, Array] = {}
        self.done = 0

    def upto(self, n: int, progress: Progress | None = None) -> Simulation:
        """The first n futures; n is a power of two."""
        start = self.done
        source = Source(self.sampler, n - start, start)
        size = max(BLOCK, self.settings.scrambles)
        parts = blocks(self.part, source, self.ids, compiled=self.compiled, block=size)
        for at, found in parts if n > start else ():
            for key, values in found.items():
                self._keep(key, values, start + at.start, n)
            self.done = start + at.stop
            if progress and progress(self.done, n) is False:
                break
        return self._simulation(n)

    def _keep(self, key: str, values: Array, at: int, n: int) -> None:
        """Room for all draws at once, the draw innermost; what no draw changes takes none."""
        if not values.strides[0]:
            self.held[key] = np.broadcast_to(values[:1], (n, *values.shape[1:]))
            return
        if values.shape[-1] > 1:
            values, n = values[..., : self.years], min(n, EXACT)
            if at >= n:
                return
        room = self.held.get(key)
        if room is None or len(room) < n:
            exact = n <= EXACT or key == PRESENT_VALUE
            new = np.empty((*values.shape[1:], n), dtype="f8" if exact else "f4")
            if room is not None:
                new[..., :at] = np.moveaxis(room[:at], 0, -1)
            self.held[key] = room = np.moveaxis(new, -1, 0)
        room[at : at + len(values)] = values

    def _simulation(self, wanted: int) -> Simulation:
        count = 1 << (min(self.done, wanted).bit_length() - 1) if self.done else 0
        if count < self.settings.scrambles:
            raise UserError("stopped before the first draws were complete; there is nothing to show")
        lines = {key: self.held[key][:count] for key in self.ids}
        sampler = self.sampler
        sample = sampler.described(count, 0, lambda: sampler.sample(count).values)
        settings = self.settings.model_copy(update={"draws": count})
        return Simulation(self.bound, sample, lines, settings, self.alternatives, wanted)


def with_flags(bound: BoundModel, lines: Iterable[str]) -> tuple[str, ...]:
    """The lines that the case has, with those that say whether they are defined."""
    instances = bound.model.instances
    found: dict[str, None] = {}
    for line in lines:
        if line in instances:
            flag = instances[line].line.defined_by
            found |= dict.fromkeys((line, flag.replace("__", ".")) if flag else (line,))
    return tuple(found)


def horizon_of(bound: BoundModel) -> int:
    """The last year that counts."""
    return int(round(float(bound.values()["horizon"])))  # type: ignore[arg-type]


def _kept(bound: BoundModel, alternatives: Sequence[str] | None) -> tuple[str, ...]:
    unknown = [name for name in alternatives or () if name not in bound.alternatives]
    if unknown:
        known, listed = bound.alternatives, ", ".join(bound.alternatives)
        said = [
            f"'{name}' is not an alternative of the case{nearest(name, known)}; there are: {listed}"
            for name in unknown
        ]
        raise Problems("alternatives", said)
    chosen = {*(alternatives or bound.alternatives), bound.case.baseline}
    return tuple(name for name in bound.alternatives if name in chosen)


def longer(run: Run, reached: Callable[[Simulation], bool], progress: Progress | None = None) -> Simulation:
    """Twice as many draws again and again until it is enough twice running, or the most that are allowed.

    An error is an estimate: the first one that is small enough is small by luck more often than it should be.
    """
    found = run.upto(run.settings.draws, progress)
    before, enough = False, reached(found)
    while not found.stopped and found.draws < MOST_DRAWS and not (before and enough):
        found = run.upto(2 * found.draws, progress)
        before, enough = enough, reached(found)
    return found
