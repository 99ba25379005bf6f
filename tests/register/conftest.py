import pytest
from registers import EXPLAINED, ROWS, table, usual

from tco.register import read_register


@pytest.fixture(scope="module")
def bound():
    return usual()


@pytest.fixture(scope="module")
def register(bound):
    return read_register(table(*ROWS[:3], (), *ROWS[3:], *EXPLAINED), bound)
