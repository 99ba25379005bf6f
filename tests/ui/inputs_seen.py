"""Inputs of presets as the page of inputs sees them."""

from functools import cache

from app_pages import open_page

from tco.case import presets
from tco.ui.answers import Question, answer
from tco.ui.choice import Choice
from tco.ui.input_edits import first_of, typed
from tco.ui.view import View
from tco.ui.words import Words

CASE, ALTERNATIVE = "kr-general-500", "cloud_ncp"
KO, EN = Words("ko"), Words("en")


@cache
def bound_of(case=CASE):
    return answer(Question.of(presets()[case])).bound


def view_of(document=None, words=EN, case=CASE, alternative=ALTERNATIVE):
    original = presets()[case]
    choice = Choice(words.language, case, original, original if document is None else document)
    found = answer(choice.question)
    return View(choice, found, answer(choice.first_question), alternative, words, {})


def saving(document, alternative=ALTERNATIVE):
    result = answer(Question.of(document))
    baseline = result.bound.case.baseline
    return result.value(baseline, "present_value") - result.value(alternative, "present_value")


def given_to(document, original, key, value):
    bound, first = (answer(Question.of(each)).bound for each in (document, original))
    each = bound.inputs[key]
    return typed(document, original, each, first_of(each, first), value)


def page(**address):
    return open_page("inputs", **address)


def keys_of(app):
    return [each.key.removeprefix("input:") for each in app.text_input if str(each.key).startswith("input:")]


def button(app, said):
    return next(each for each in app.button if said in each.label)
