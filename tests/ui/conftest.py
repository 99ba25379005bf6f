"""Futures that several tests look at, drawn once."""

import pytest
from futures_asked import asked

from tco.ui import uncertainty_answers as answers
from tco.uncertainty.simulation import simulate


@pytest.fixture(scope="session")
def found():
    return answers.first(asked())


@pytest.fixture(scope="session")
def simulation():
    return simulate(asked().bound, asked().settings, asked().pair, compiled=False)
