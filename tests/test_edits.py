"""Edits of documents: nothing is changed in place, and a difference carries all of it."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tco.case import presets
from tco.edits import (
    differences,
    packed,
    part_of,
    patch,
    patched,
    put_back,
    unpacked,
    with_part,
    with_range,
    with_value,
)
from tco.errors import UserError

NAMES = st.sampled_from(["a", "b", "c", "가"])
VALUES = st.one_of(st.integers(-5, 5), st.floats(-1, 1), st.booleans(), st.text(max_size=3), st.just([1, 2]))
TABLES = st.recursive(
    st.dictionaries(NAMES, VALUES, max_size=4),
    lambda inner: st.dictionaries(NAMES, st.one_of(VALUES, inner), max_size=4),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(TABLES, TABLES)
def test_a_difference_put_onto_the_original_gives_the_document(original, document):
    before = copy.deepcopy(original)
    assert patched(original, unpacked(packed(patch(original, document)))) == document
    assert original == before


@settings(max_examples=200, deadline=None)
@given(TABLES, st.lists(NAMES, min_size=1, max_size=3), VALUES)
def test_a_part_is_set_and_put_back_without_touching_the_rest(document, path, value):
    before = copy.deepcopy(document)
    changed = with_part(document, path, value)
    assert part_of(changed, path) == value
    assert document == before
    places = {each.path for each in differences(document, changed)}
    assert all(place[:1] == tuple(path[:1]) for place in places)
    if part_of(document, path) is not None:
        assert put_back(changed, document, path) == document


@settings(max_examples=200, deadline=None)
@given(TABLES, TABLES)
def test_equal_documents_and_only_they_have_no_differences(one, other):
    assert differences(one, one) == []
    if patch(one, other) and not _only_empty_tables(one, other):
        assert differences(one, other)


def _only_empty_tables(one, other):
    def filled(table):
        found = {name: filled(each) if isinstance(each, dict) else each for name, each in table.items()}
        return {name: each for name, each in found.items() if each != {}}

    return filled(one) == filled(other)


def test_a_value_keeps_its_range_and_reason_and_a_range_its_reason():
    document = with_part(
        {}, ("overrides", "beds"), {"value": 1.0, "low": 0.5, "high": 2.0, "reason": "counted"}
    )
    assert with_value(document, "beds", 1.5)["overrides"]["beds"] == {
        "value": 1.5, "low": 0.5, "high": 2.0, "reason": "counted",
    }  # fmt: skip
    assert with_range(document, "beds", 1.0, 2.0, 3.0)["overrides"]["beds"] == {
        "value": 2.0, "low": 1.0, "high": 3.0, "reason": "counted",
    }  # fmt: skip
    assert with_value({}, "beds", 3.0) == {"overrides": {"beds": 3.0}}


def test_every_place_of_a_new_table_is_a_difference_of_its_own():
    original = presets()["kr-general-500"]
    found = differences(original, with_value(with_value(original, "beds", 620.0), "horizon", 7.0))
    assert {(each.path, each.before, each.after) for each in found} == {
        (("overrides", "beds"), None, 620.0), (("overrides", "horizon"), None, 7.0),
    }  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", "x", "!!", "eJw", packed({"a": 1})[:-4], "QUJD", packed({"a": "b" * 2_000_000})]
)
def test_a_damaged_or_huge_text_is_refused(text):
    with pytest.raises(UserError, match="damaged"):
        unpacked(text)
