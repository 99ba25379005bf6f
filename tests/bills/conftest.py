"""A case that moves over fifteen months, evaluated once."""

import pytest

import tco
from tco.bills.calendar import parse_month
from tco.results import Result

FIRST = parse_month("2027-01", "test")


@pytest.fixture(scope="session")
def result() -> Result:
    return tco.evaluate("kr-general-500", ["move_start=6", "move_duration=15"])


@pytest.fixture(scope="session")
def first() -> int:
    """January 2027: month 1."""
    return FIRST
