"""What a change of one value costs a server: processor time of the parts of a page, never asserted."""

import time
from itertools import count

import pytest

from tco.case import presets
from tco.evaluations import Evaluations
from tco.ui import answers, prepared, uncertainty_answers
from tco.ui.answers import Question, answer, turns
from tco.ui.uncertainty_answers import first, warm_up
from tco.ui.uncertainty_futures import Asked
from tco.uncertainty import plan
from tco.uncertainty.batch import has_compiled

PRESET, ALTERNATIVE, ROUNDS = "kr-general-500", "cloud_ncp", 8
NEW_PLAN = {"count_residual": 0.0}


def question(**values):
    document = presets()[PRESET]
    return Question.of(document | {"overrides": document.get("overrides", {}) | values})


def milliseconds(work, *given):
    """Of all threads, so with what is prepared in the background for the next change."""
    start = time.process_time()
    work(*given)
    return (time.process_time() - start) * 1e3


@pytest.fixture
def compiled(request, monkeypatch):
    prepared._COMPILED.clear()
    prepared._POOL.submit(plan._PLANS.clear).result()
    monkeypatch.setattr(answers, "_EVALUATIONS", Evaluations(most=64))
    uncertainty_answers._KEPT.clear()
    for kept in (answer, turns, uncertainty_answers._simulation):
        kept.cache_clear()
    monkeypatch.setattr(prepared, "has_compiled", lambda: request.param)
    yield request.param
    prepared._COMPILED.clear()


@pytest.mark.parametrize("compiled", [False, True] if has_compiled() else [False], indirect=True)
def test_a_change_of_one_value(benchmark, capsys, compiled):
    numbers = count(380)
    parts = {
        "answer": answer,
        "turns": lambda asked: turns(asked, ALTERNATIVE, 0.4),
        "first futures": lambda asked: first(Asked(asked, ALTERNATIVE, 1)),
    }

    def measure():
        found = {"warm up": milliseconds(warm_up, question(), ALTERNATIVE)}
        for key in ("beds", "discount_rate"):
            rounds = []
            for _ in range(ROUNDS):
                asked = question(**{key: next(numbers) * (1.0 if key == "beds" else 1e-4)})
                rounds.append([milliseconds(part, asked) for part in parts.values()])
            least = [min(column) for column in zip(*rounds, strict=True)]
            found |= {f"{key}: {name}": each for name, each in zip(parts, least, strict=True)}
        asked = question(**NEW_PLAN)
        return found | {
            f"nothing prepared: {name}": milliseconds(part, asked) for name, part in parts.items()
        }

    found = benchmark.pedantic(measure, rounds=1)
    benchmark.extra_info.update(found)
    with capsys.disabled():
        print(f"\n  {'compiled' if compiled else 'numpy'}, milliseconds of processor time")
        for key, value in found.items():
            print(f"  {key:40} {value:8.1f}")
