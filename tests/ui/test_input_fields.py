"""What is typed into a field of an input: how it is read, where it is kept, and what it does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inputs_seen import ALTERNATIVE, CASE, EN, KO, bound_of, given_to, saving

from tco.case import presets
from tco.edits import part_of, with_value
from tco.effects import savings_at
from tco.switching import range_of, swings
from tco.ui import input_answers
from tco.ui.answers import Question, answer
from tco.ui.input_edits import all_back, changes, place_of, ranged, typed
from tco.ui.input_reading import Refused, field_text, read
from tco.ui.input_text import plain


@pytest.mark.parametrize("case", sorted(presets()))
def test_what_a_field_shows_is_read_back_as_the_same_value(case):
    bound = bound_of(case)
    numbers = [each for each in bound.live if each.series is None and each.declaration.format != "flag"]
    assert len(numbers) > 150
    for words in (KO, EN):
        for each in numbers:
            for value in {each.value, each.low, each.high, each.base} - {None}:
                assert read(each, field_text(each, value), bound, words) == value, each.id


@given(st.floats(0, 5, allow_subnormal=False))
def test_any_share_and_any_number_survive_their_field(value):
    for key in ("staff_kept_ratio", "power_usage_effectiveness"):
        each = bound_of().inputs[key]
        bare = field_text(each, value).replace(",", "")
        assert float(bare) / (100 if each.declaration.format == "percent" else 1) == pytest.approx(value)


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("servers.unit_price", "1,200만", 12e6),
        ("servers.unit_price", "12 M", 12e6),
        ("servers.unit_price", "0.12억", 12e6),
        ("servers.unit_price", "₩12,000,000", 12e6),
        ("servers.unit_price", "12000000 원/대", 12e6),
        ("staff_kept_ratio", "25", 0.25),
        ("staff_kept_ratio", "25 %", 0.25),
        ("staff_kept_ratio", "12.5퍼센트", 0.125),
        ("price_growth", "−3", -0.03),
        ("overlap", "6개월", 6),
        ("beds", "1,200병상", 1200),
    ],
)
def test_numbers_are_read_as_people_write_them(key, text, value):
    assert read(bound_of().inputs[key], text, bound_of(), KO) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("beds", "99999", "99,999 beds is above the maximum 5,000 beds."),
        ("beds", "-1", "below the minimum 0 beds"),
        ("beds", "500.5", "is not a whole number"),
        ("beds", "many", "“many” cannot be read as a number"),
        ("beds", "1,2,3", "“1,2,3” cannot be read as a number"),
        ("staff_kept_ratio", "2,5", "“2,5” cannot be read as a number"),
        ("staff_kept_ratio", "250", "250 % is above the maximum"),
        ("staff_kept_ratio", "2만", "cannot be read"),
        ("beds", "1e999", "cannot be read"),
    ],
)
def test_a_refusal_names_text_value_and_bound(key, text, said):
    with pytest.raises(Refused) as refused:
        read(bound_of().inputs[key], text, bound_of(), EN)
    assert said in str(refused.value).replace("\u00a0", " ")


def test_a_value_typed_back_to_the_default_is_no_edit():
    original = presets()[CASE]
    changed = given_to(original, original, "support_rate", 0.1)
    assert answer(Question.of(changed)).bound.inputs["support_rate"].value == 0.1
    assert list(changes(original, changed)) == ["support_rate"]
    assert given_to(changed, original, "support_rate", bound_of().inputs["support_rate"].value) == original


def test_an_own_range_is_widened_to_a_value_outside_of_it():
    original = presets()["kr-clinics-10"]
    each = bound_of("kr-clinics-10").inputs["emr.machines_fixed"]
    assert (each.low, each.high) == (2, 8)
    changed = given_to(original, original, "emr.machines_fixed", 12.0)
    found = answer(Question.of(changed)).bound.inputs["emr.machines_fixed"]
    assert (found.low, found.value, found.high, found.reason) == (2, 12, 12, each.reason)


def test_a_quote_is_changed_where_the_alternative_gives_it():
    original = presets()["kr-clinics-10"]
    name = "subscription_example"
    key = f"{name}.quote_price_per_user"
    for key in (f"{name}.quote_price_per_bed", f"{name}.quote_price_per_user", f"{name}.quote_lump_sum"):
        path = place_of(original, key)
        if path[0] == "alternatives":
            changed = given_to(original, original, key, 1234.0)
            assert part_of(changed, path) == 1234.0
            assert "overrides" in changed
            assert key not in changed["overrides"]
            assert changes(original, changed) == {key: path}
            return
    pytest.fail("the example has no quote")


def test_a_range_and_a_reason_are_kept_and_put_back():
    original = presets()[CASE]
    each = bound_of().inputs["servers.unit_price"]
    changed = ranged(original, each, 15e6, 20e6, 25e6, "quote of May")
    found = answer(Question.of(changed)).bound.inputs[each.id]
    assert (found.low, found.value, found.high, found.reason) == (15e6, 20e6, 25e6, "quote of May")
    assert ranged(original, each, each.low, 20e6, each.high, "") == with_value(original, each.id, 20e6)
    assert all_back(changed, original, changes(original, changed).values()) == original


KEYS = ("support_rate", "servers.unit_price", "discount_rate", "overlap", "stay_longer.servers.refresh_cycle")


@settings(max_examples=20)
@given(st.dictionaries(st.sampled_from(KEYS), st.floats(0.1, 0.9), min_size=1))
def test_undoing_everything_gives_the_case_as_it_was_opened(shares):
    original = document = presets()[CASE]
    for key, share in shares.items():
        each = bound_of().inputs[key]
        document = typed(document, original, each, each, each.low + share * (each.high - each.low))
    assert all_back(document, original, changes(original, document).values()) == original


def test_an_effect_is_the_models_own():
    found = savings_at(bound_of(), ALTERNATIVE, {"support_rate": (0.1,), "discount_rate": (0.02, 0.06)})
    original = presets()[CASE]
    assert found["support_rate"] == pytest.approx((saving(with_value(original, "support_rate", 0.1)),))
    assert found["discount_rate"][1] == pytest.approx(saving(with_value(original, "discount_rate", 0.06)))
    assert savings_at(bound_of(), ALTERNATIVE, {}) == {}


def test_what_a_change_moves_is_the_difference_with_and_without_it():
    original = presets()[CASE]
    document = with_value(with_value(original, "support_rate", 0.12), "servers.unit_price", 25e6)
    moved = input_answers.moves(
        Question.of(document), Question.of(original), ALTERNATIVE, ("support_rate", "servers.unit_price")
    )
    without = with_value(original, "servers.unit_price", 25e6)
    assert moved["support_rate"] == pytest.approx(saving(without) - saving(document))


def test_the_spans_shown_are_those_of_the_swings():
    driver = swings(bound_of(), ALTERNATIVE)[0]
    ends = input_answers.spans(Question.of(presets()[CASE]), ALTERNATIVE, (driver.key, "beds"))
    assert ends == {driver.key: pytest.approx(tuple(-each for each in driver.savings))}
    assert range_of(bound_of().inputs["beds"]) is None


def test_a_label_with_a_colon_is_read_aloud_as_it_stands():
    assert plain("Virtual machines per bed: EMR") == "Virtual machines per bed: EMR"
    assert plain("a :red[b] :smile:") == r"a \:red\[b\] \:smile:"
