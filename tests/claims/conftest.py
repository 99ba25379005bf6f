import pytest
from claim_runs import PRESET

from tco.changes import load
from tco.claims import examine
from tco.results import run


@pytest.fixture(scope="module")
def base():
    return run(load(PRESET))


@pytest.fixture(scope="module")
def report(base):
    return examine(base)
