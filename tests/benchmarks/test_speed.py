"""How long the three jobs take that a person waits for; reported, never asserted against the clock."""

import io

import numpy as np
import pytest

from exports.workbook import write_workbook
from tco.changes import load
from tco.compute import evaluate
from tco.results import Result, run

PRESET = "kr-general-500"


@pytest.fixture(scope="module")
def result() -> Result:
    return run(load(PRESET))


def test_one_evaluation_of_all_alternatives(benchmark, result):
    benchmark(evaluate, result.bound)


def test_a_change_from_the_case_to_the_result(benchmark):
    case = load(PRESET)
    benchmark(run, case)


def test_a_batch_of_10_000_draws(benchmark, result):
    draws = np.random.default_rng(1).uniform(300.0, 700.0, 10_000)

    def batch() -> float:
        blocks = (evaluate(result.bound, {"beds": block}) for block in np.split(draws, 40))
        return float(np.mean([block["present_value"] for block in blocks]))

    benchmark.pedantic(batch, rounds=3)


def test_one_workbook(benchmark, result):
    benchmark.pedantic(lambda: write_workbook(result, io.BytesIO(), "ko"), rounds=5)
