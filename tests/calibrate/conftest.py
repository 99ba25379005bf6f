import pytest
from ledgers import PRESET, SPENT

from tco.calibrate import with_spending
from tco.changes import load


@pytest.fixture(scope="module")
def case():
    return with_spending(load(PRESET), SPENT)
