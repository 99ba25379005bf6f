"""Which input answers which question is found once for a structure, and never told of another one."""

import random

import pytest
from small_cases import custom, of_lines

from tco import binding
from tco.binding import bind
from tco.case import parse_case, presets
from tco.errors import Problems

PRESETS = presets()


def with_book(name, book):
    document = PRESETS[name]
    moved = {
        key: each | {"price_book": book} if "price_book" in each else each
        for key, each in document["alternatives"].items()
    }
    return document | {"alternatives": moved}


def with_overrides(name, **values):
    given = {key.replace("__", "."): value for key, value in values.items()}
    return PRESETS[name] | {"overrides": PRESETS[name].get("overrides", {}) | given}


DOCUMENTS = [
    *PRESETS.values(),
    *(with_book("kr-general-500", book) for book in ("naver_cloud", "aws_seoul", "aws_virginia", "no_such")),
    with_overrides("kr-general-500", discount_rate=0.05),
    with_overrides("kr-general-500", discount_rate=5.0, beds=-1.0, beds_of_nobody=3.0),
    with_overrides("kr-general-500", stay__right_sizing=0.5, servers__refresh_cycle=6.0),
    with_overrides("kr-general-500", cloud_ncp__exchange_rate=1300.0),
    of_lines(custom("one_x", 5.0, treatment="expense")),
    of_lines(custom("one_x", 5.0, treatment="capital")),
    of_lines(custom("one_x", 5.0, timing="start")),
    of_lines(custom("one_x", 5.0, treatment="capital", vat=True)),
]


def outcome(document):
    try:
        bound = bind(parse_case(document))
    except Problems as error:
        return error.problems
    return [*bound.inputs.items()], [*bound.resolved.items()]


@pytest.fixture(scope="module")
def alone():
    found = []
    for document in DOCUMENTS:
        binding._resolution.cache_clear()
        binding._questions.cache_clear()
        found.append(outcome(document))
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_in_any_order_a_case_is_bound_as_if_it_were_the_first(alone, seed):
    places = [at for at in range(len(DOCUMENTS)) for _ in range(2)]
    random.Random(seed).shuffle(places)
    for at in places:
        assert outcome(DOCUMENTS[at]) == alone[at], at


def test_other_numbers_are_no_other_structure():
    one, other = (
        bind(parse_case(with_overrides("us-academic-700", discount_rate=each))) for each in (0.03, 0.04)
    )
    assert other.resolved is one.resolved


def test_what_resolves_one_case_cannot_be_changed_for_another():
    bound = bind(parse_case(PRESETS["kr-clinics-10"]))
    with pytest.raises(TypeError):
        bound.resolved[next(iter(bound.resolved))] = ("beds",)
