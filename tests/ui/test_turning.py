"""What turns the answer, in a sentence that says of how many it names some."""

from dataclasses import replace

import pytest

from tco.case import presets
from tco.ui import turning
from tco.ui.answers import Question, answer, turns
from tco.ui.facts import read
from tco.ui.words import Words
from tco.uncertainty.conditions import ARTICLE

CASE, ALTERNATIVE = "kr-clinics-10", "subscription_example"


@pytest.fixture(scope="module")
def found():
    question = Question.of(presets()[CASE])
    return answer(question), turns(question, ALTERNATIVE, ARTICLE.number)


def stated(found, flips, language):
    result, known = found
    several = replace(known, flips=known.flips[:1] * flips)
    words = Words(language)
    return turning.statement(several, read(result, ALTERNATIVE, language), result.bound, words)


@pytest.mark.parametrize(
    ("flips", "start", "named"),
    [
        (1, "One input turns the answer on its own: ", 1),
        (2, "2 inputs turn the answer on their own: ", 2),
        (3, "3 inputs turn the answer on their own: ", 3),
        (7, "7 inputs turn the answer on their own, among them: ", 3),
    ],
)
def test_it_says_how_many_turn_the_answer_and_whether_all_are_named(found, flips, start, named):
    said = stated(found, flips, "en")
    assert said.startswith(start)
    assert said.count(" is cheaper") == named


def test_the_korean_sentence_says_so_too(found):
    assert "일부는 다음과 같습니다" in stated(found, 4, "ko")
    assert "일부" not in stated(found, 3, "ko")
    assert "하나 있습니다" in stated(found, 1, "ko")
