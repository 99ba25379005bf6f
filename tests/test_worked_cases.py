"""Worked examples that a finance analyst can read and add to: `cases/worked/*.toml`.

Each file has a name, a case (inline under `[case]`, or `preset` with `changes`), and what is expected:
rows of lines by alternative from a year on, metrics, the calibration. How the numbers were found stands
beside them.
"""

import tomllib
from pathlib import Path

import pytest

from tco.case import parse_case
from tco.changes import load
from tco.results import run

FILES = sorted(Path(__file__).parent.joinpath("cases", "worked").glob("*.toml"))
EXAMPLES = [tomllib.loads(file.read_text(encoding="utf-8")) for file in FILES]
KEYS = {
    "name",
    "tolerance",
    "case",
    "preset",
    "changes",
    "expected",
    "expected_metrics",
    "expected_calibration",
}


def evaluated(example):
    if "preset" in example:
        return run(load(example["preset"], example.get("changes", [])))
    return run(parse_case(example["case"]))


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["name"] for example in EXAMPLES])
def test_worked_example(example):
    assert example.keys() <= KEYS
    result, tolerance = evaluated(example), example["tolerance"]
    for row in example.get("expected", []):
        found = result.yearly(row["alternative"], row["line"])[row["from_year"] :][: len(row["values"])]
        assert list(found) == pytest.approx(row["values"], rel=tolerance, abs=tolerance), row["line"]
    for alternative, metrics in example.get("expected_metrics", {}).items():
        found = {name: result.metric(alternative, name) for name in metrics}
        assert found == pytest.approx(metrics, rel=tolerance), alternative
    for expected in example.get("expected_calibration", []):
        (found,) = [row for row in result.calibration() if row["category"] == expected["category"]]
        assert found == pytest.approx(expected)


@pytest.mark.parametrize("example", EXAMPLES, ids=[file.stem for file in FILES])
def test_an_example_expects_something(example):
    assert any(example.get(key) for key in ("expected", "expected_metrics", "expected_calibration"))
