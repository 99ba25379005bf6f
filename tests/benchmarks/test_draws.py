"""How long many draws take, beside a hand-written fused kernel and one draw at a time; nothing is asserted
against the clock. Each table is printed and kept in the benchmark's extra_info; `make bench` runs it.

Operations: a plan's are those left for each draw once what no draw changes is known; the fused kernel's are
counted beside its loops. Its time is scaled to the whole in two ways. *By lines*: times the plan's
operations for the whole over the plan's operations for the kernel's own lines, which is how long the whole
takes in the hand-written way, without the plan's proofs of what may be left out. *By operation*: its time
for one of its own operations times all of the plan's, as if a person had found every one of those proofs and
written them out; the strictest yardstick.
"""

import re
import subprocess
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

import fused
import numpy as np
import pytest

from tco.binding import bind
from tco.case import parse_case, presets
from tco.compute import evaluate
from tco.uncertainty import batch
from tco.uncertainty.batch import has_compiled, outcomes
from tco.uncertainty.plan import plan_for

LINES = ("present_value", "total_cost")
DRAWS, SINGLE = 100_000, 100
#: The model as it is for many draws, with one; and as a page evaluates a case, which is faster for one.
ONE = ("one draw at a time, plain", "one draw at a time, alike lines together")
PATHS = [False, True] if has_compiled() else [False]


@pytest.fixture(scope="module")
def bound():
    return bind(parse_case(presets()["kr-general-500"]))


@pytest.fixture
def table(benchmark, capsys):
    """Run once under the benchmark's clock; show what comes out."""

    def show(measure):
        found = benchmark.pedantic(measure, rounds=1)
        benchmark.extra_info.update(found)
        with capsys.disabled():
            print()
            for key, value in found.items():
                print(
                    f"  {key:62} {value:>12.4g}" if isinstance(value, int | float) else f"  {key:62} {value}"
                )

    return show


def drawn(bound, number, count, seed=1):
    """Uniform draws of so many inputs that the lines read, evenly chosen among those with a range."""
    asked = {key for keys in bound.resolved.values() for key in keys}
    ranged = [each for each in bound.inputs.values() if each.has_range and each.id in asked]
    chosen = ranged[:: max(1, len(ranged) // number)][:number]
    rng = np.random.default_rng(seed)
    return {each.id: rng.uniform(each.low, each.high, count) for each in chosen}


def best(*runs, rounds=4):
    """The shortest time of each, taken in turns, since the machine is not always as fast."""
    times = np.empty((rounds, len(runs)))
    for row in times:
        for at, run in enumerate(runs):
            start = time.perf_counter()
            run()
            row[at] = time.perf_counter() - start
    shortest = [float(each) for each in times.min(axis=0)]
    return shortest[0] if len(runs) == 1 else shortest


def name(compiled):
    return "compiled" if compiled else "default"


@pytest.mark.parametrize("number", [30, 170])
def test_100_000_draws(table, bound, number):
    draws = drawn(bound, number, DRAWS)
    few = {key: column[:SINGLE] for key, column in draws.items()}

    def plain():
        for at in range(SINGLE):
            evaluate(bound, {key: column[at : at + 1] for key, column in few.items()})

    def alike_lines_together():
        for at in range(SINGLE):
            evaluate(bound, {key: float(column[at]) for key, column in few.items()})

    def path(compiled, workers):
        return lambda: outcomes(bound, draws, LINES, compiled=compiled, workers=workers)

    def measure():
        ways = {
            f"{name(compiled)}, {workers} workers": path(compiled, workers)
            for compiled in PATHS
            for workers in (1, 2)
        }
        kernel = _Yardstick(bound) if has_compiled() else None
        ways |= {f"fused kernel, {each} threads": kernel.run(each) for each in (1, 2)} if kernel else {}
        for compiled in PATHS:
            outcomes(bound, few, LINES, compiled=compiled)
        found = {"inputs drawn": len(draws)}
        found |= dict(zip((f"{way}, s" for way in ways), best(*ways.values()), strict=True))
        singly = best(plain, alike_lines_together, rounds=3)
        found |= {
            f"{way}, s (extrapolated)": each * DRAWS / SINGLE for way, each in zip(ONE, singly, strict=True)
        }
        operations = plan_for(bound, batch._InMemory(draws).limits(), LINES).operations
        found["operations for each draw"] = operations
        return found | (kernel.scaled(found, operations) if kernel else {}) | _ratios(found, kernel)

    table(measure)


def _ratios(found, kernel):
    ratios = {}
    for compiled in PATHS:
        mine = min(found[f"{name(compiled)}, {workers} workers, s"] for workers in (1, 2))
        for way in ONE:
            ratios[f"{way} / {name(compiled)}"] = found[f"{way}, s (extrapolated)"] / mine
        for way in ("by lines", "by operation") if kernel else ():
            for threads in (1, 2):
                mine = found[f"{name(compiled)}, {threads} workers, s"]
                scaled = kernel.scale(found, found["operations for each draw"], threads)[way]
                ratios[f"{name(compiled)} / fused scaled {way}, {threads} threads"] = mine / scaled
    return ratios


class _Yardstick:
    """The fused kernel on the draws of its own inputs."""

    def __init__(self, bound):
        rng = np.random.default_rng(1)
        self.bound, self.kernel = bound, fused.Kernel(bound)
        self.draws = {each.id: rng.uniform(each.low, each.high, DRAWS) for each in fused.drawn(bound)}
        self.given = self.kernel.given(self.draws)
        self.lines = (*fused.FLEET_LINES, *fused.CLOUD_LINES)
        sums, self.own = self.kernel.run(self.given)
        some = {key: column[:2000] for key, column in self.draws.items()}
        mine = fused.whole(outcomes(bound, some, self.lines))
        self.difference = float(np.max(np.abs(mine - sums[:, :2000]) / np.abs(mine)))
        assert self.difference < 1e-9
        self.left = plan_for(bound, batch._InMemory(self.draws).limits(), self.lines).operations

    def run(self, threads):
        return lambda: self.kernel.run(self.given, threads)

    def scale(self, found, operations, threads):
        seconds = found[f"fused kernel, {threads} threads, s"] * operations
        return {"by lines": seconds / self.left, "by operation": seconds / self.own}

    def scaled(self, found, operations):
        return {
            "fused kernel's largest relative difference": self.difference,
            "fused kernel's operations for each draw": self.own,
            "the plan's operations for the kernel's lines": self.left,
            **{
                f"fused scaled {way}, {threads} threads, s": seconds
                for threads in (1, 2)
                for way, seconds in self.scale(found, operations, threads).items()
            },
        }


def test_the_first_1_024_draws(table, bound):
    """Before anything is kept, and after a change of a value whose plan is kept."""
    from tco.uncertainty import plan

    draws = drawn(bound, 1000, 1024)

    def measure():
        found = {"inputs drawn": len(draws)}
        for compiled in PATHS:
            outcomes(bound, drawn(bound, 3, 16), LINES, compiled=compiled)
            plan._PLANS.clear()
            for kind, rounds in (("new plan", 1), ("plan kept", 4)):
                seconds = best(partial(outcomes, bound, draws, LINES, compiled=compiled), rounds=rounds)
                found[f"{name(compiled)}, {kind}, s"] = seconds
        return found

    table(measure)


@pytest.mark.parametrize("compiled", PATHS, ids=name)
def test_cost_by_number_of_draws(table, bound, compiled):
    draws = drawn(bound, 30, 8 * 16_384)

    def measure():
        found = {}
        for count in (16_384, 32_768, 65_536, 131_072):
            some = {key: column[:count] for key, column in draws.items()}
            outcomes(bound, some, LINES, compiled=compiled)
            seconds = best(partial(outcomes, bound, some, LINES, compiled=compiled, workers=1))
            found[f"{count} draws, microseconds a draw"] = seconds / count * 1e6
        return found

    table(measure)


@pytest.mark.parametrize("compiled", PATHS, ids=name)
def test_cost_by_number_of_lines(table, bound, compiled):
    draws = drawn(bound, 30, 32_768)
    targets = (
        ("equipment_load_total.average",),
        ("purchases_total",),
        ("running_costs",),
        LINES,
    )

    def measure():
        found = {}
        for lines in targets:
            plan = plan_for(bound, batch._InMemory(draws).limits(), lines)
            outcomes(bound, draws, lines, compiled=compiled)
            seconds = best(partial(outcomes, bound, draws, lines, compiled=compiled, workers=1))
            size = f"{len(plan.bound.model.instances)} lines, {plan.operations} operations"
            found[f"{size}, microseconds a draw"] = seconds / 32_768 * 1e6
            found[f"{size}, ns an operation"] = seconds / 32_768 / max(1, plan.operations) * 1e9
        return found

    table(measure)


MEMORY = """
import sys, time
import numpy as np
from tco.binding import bind
from tco.case import parse_case, presets
from tco.uncertainty.batch import outcomes
number, count, compiled, made = (int(each) for each in sys.argv[1:])
bound = bind(parse_case(presets()["kr-general-500"]))
asked = {key for keys in bound.resolved.values() for key in keys}
chosen = [each for each in bound.inputs.values() if each.has_range and each.id in asked]
chosen = chosen[:: max(1, len(chosen) // number)][:number]

class Made:
    def __init__(self):
        self.count = count
    def limits(self):
        return {each.id: (each.low, each.high) for each in chosen}
    def part(self, at):
        rng = np.random.default_rng(at.start)
        return {each.id: rng.uniform(each.low, each.high, at.stop - at.start) for each in chosen}

draws = Made() if made else Made().part(slice(0, count))
start = time.perf_counter()
found = outcomes(bound, draws, ("present_value", "total_cost", "npv", "saving_pv"), compiled=bool(compiled))
seconds = time.perf_counter() - start
assert found["present_value"].shape[0] == count
print(seconds)
"""


def held(process):
    """Megabytes that it and its workers hold now, each page counted once."""
    total, number = 0, process.pid
    workers = Path(f"/proc/{number}/task/{number}/children").read_text().split()
    for each in (number, *workers):
        with suppress(OSError):  # it has ended since
            total += int(re.search(r"^Pss: +(\d+)", Path(f"/proc/{each}/smaps_rollup").read_text(), re.M)[1])
    return total / 1024


def test_memory_of_a_million_draws(table):
    """Peak of a process with its workers: 30 inputs held in memory, and all inputs made block by block."""

    def measure():
        found = {}
        for compiled in PATHS:
            for number, made in ((30, 0), (1000, 1)):
                arguments = [str(each) for each in (number, 1_000_000, int(compiled), made)]
                command = [sys.executable, "-c", MEMORY, *arguments]
                with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
                    peak = 0.0
                    while process.poll() is None:
                        with suppress(OSError, TypeError):  # it is ending
                            peak = max(peak, held(process))
                        time.sleep(0.2)
                    seconds = float(process.stdout.read())
                kind = "all inputs, made by block" if made else "30 inputs, held in memory"
                found[f"{name(compiled)}, {kind}: peak MB"] = peak
                found[f"{name(compiled)}, {kind}: s"] = seconds
        return found

    table(measure)
