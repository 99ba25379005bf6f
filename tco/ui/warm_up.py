"""What the first visitor would wait for, done when a server starts: imports, the default case, its plans.

Promise: nothing depends on it but the time that the first page takes. Imports the engine's part of the
page's own modules; what draws pages only where pages are served.
"""

from __future__ import annotations

import gc
from importlib import import_module

from tco.ui import uncertainty_answers
from tco.ui.answers import Question, answer
from tco.ui.background import background
from tco.ui.choice import Choice
from tco.ui.evaluator import evaluator
from tco.ui.palette import first_to_compare
from tco.ui.words import LANGUAGES, texts

#: New objects until a look at them, looks until one at older ones, and until one at all: a change makes some
#: ten thousand, nearly all of which go by themselves.
COLLECTED = (50_000, 10, 10)


def serving_process() -> None:
    """What every page needs, then the second process with what takes long."""
    from tco.ui.drafts import store
    from tco.ui.pages import PAGES

    question, _ = _default()
    evaluator.begin(question.document)
    for page in PAGES:
        import_module(f"tco.ui.{page.name}_page")
    for language in LANGUAGES:
        texts(language)
    store()
    background.warm_up()
    _settle()


def second_process() -> None:
    """What it is asked for most."""
    uncertainty_answers.warm_up(*_default())
    _settle()


def _settle() -> None:
    """Spare the garbage collector what stays; looking through it took most of the time of a change."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTED)


def _default() -> tuple[Question, str]:
    """The case that a first visitor sees, and what it is compared with."""
    question = Choice().question
    return question, first_to_compare(answer(question).bound.case)
