"""The case whose futures the tests of the page Uncertainty look at, and what is asked about it."""

from functools import cache

import pandas as pd

from tco.case import presets
from tco.changes import edited
from tco.ui import uncertainty_answers as answers
from tco.ui.answers import Question, turns
from tco.ui.uncertainty_futures import Asked
from tco.ui.uncertainty_text import Pair
from tco.ui.words import Words
from tco.uncertainty.conditions import ARTICLE

CASE, OPEN, SETTLED = "kr-clinics-10", "subscription_example", "cloud_ncp"
KO, EN = Words("ko"), Words("en")
PAIRS = [Pair("Move", "Keep", "KRW", words) for words in (EN, KO)]


def turning(question):
    return turns(question, OPEN, ARTICLE.number)


def asked(alternative=OPEN, draws=1024, seed=7, **changes):
    document = edited(presets()[CASE], [f"{key}={value!r}" for key, value in changes.items()])
    return Asked(Question.of(document), alternative, seed, draws)


def tornado_frame(*rows):
    return pd.DataFrame(rows, columns=["label", "low_text", "high_text", "at_low", "at_high", "turns"])


@cache
def first_futures():
    """Those that several files of tests look at, drawn once."""
    return answers.first(asked())
