import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tco import amounts

AMOUNTS = st.floats(-1e16, 1e16, allow_nan=False).filter(lambda value: value == 0 or abs(value) >= 1)
LANGUAGES = st.sampled_from(["ko", "en"])
CURRENCIES = st.sampled_from(["KRW", "USD", "EUR", "SEK"])


@pytest.mark.parametrize(
    ("value", "korean", "english"),
    [
        (0, "0원", "₩0"),
        (9_876, "9,876원", "₩9,876"),
        (123_456_789, "1억 2,350만 원", "₩123.5\u00a0M"),
        (123_400_000, "1억 2,340만 원", "₩123.4\u00a0M"),
        (-840_000_000, "−8억 4,000만 원", "−₩840\u00a0M"),
        (14_530_000_000, "145억 3,000만 원", "₩14.53\u00a0B"),
        (999_960_000, "10억 원", "₩1\u00a0B"),
        (1_234_500_000_000, "1조 2,350억 원", "₩1.235\u00a0T"),
    ],
)
def test_money_in_words(value, korean, english):
    assert amounts.money(value, "KRW", "ko").replace("\u00a0", " ") == korean
    assert amounts.money(value, "KRW", "en") == english


@pytest.mark.parametrize(
    ("value", "korean", "english"),
    [
        (1_234_000_000, "12.3억", "1.23B"),
        (-45_600_000, "−4,560만", "−45.6M"),
        (0, "0", "0"),
        (1e12, "1조", "1T"),
    ],
)
def test_money_in_charts_has_three_digits(value, korean, english):
    assert amounts.money_short(value, "ko") == korean
    assert amounts.money_short(value, "en") == english


@given(AMOUNTS, CURRENCIES, LANGUAGES)
def test_what_is_written_can_be_read_back(value, currency, language):
    text = amounts.money(value, currency, language)
    assert amounts.parse(text) == pytest.approx(amounts.significant(value), rel=1e-12)


@given(AMOUNTS, LANGUAGES)
def test_exact_amounts_can_be_read_back(value, language):
    assert amounts.parse(amounts.money_exact(value, "KRW", language)) == pytest.approx(
        round(value), rel=1e-12
    )


@given(AMOUNTS, CURRENCIES, LANGUAGES)
def test_the_sign_is_a_true_minus_and_follows_the_value(value, currency, language):
    short = amounts.money_short(value, language)
    for text in (
        amounts.money(value, currency, language),
        amounts.money_exact(value, currency, language),
        short,
    ):
        assert "-" not in text
        assert text.startswith("−") == (round(value) < 0)


@given(AMOUNTS, LANGUAGES)
def test_at_most_four_significant_digits(value, language):
    digits = "".join(each for each in amounts.money(value, "KRW", language) if each.isdigit())
    assert len(digits.strip("0")) <= 4
    assert len("".join(c for c in amounts.money_short(value, language) if c.isdigit()).strip("0")) <= 3


@given(st.floats(-1e9, 1e9, allow_nan=False), st.integers(1, 9))
def test_significant_digits_keep_the_size(value, digits):
    rounded = amounts.significant(value, digits)
    assert rounded == pytest.approx(value, rel=0.51 * 10 ** (1 - digits))
    assert math.copysign(1, rounded) == math.copysign(1, value) or rounded == 0


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,200,000", 1.2e6), ("120만", 1.2e6), ("1.2억", 1.2e8), ("1억2,340만원", 1.234e8), ("350백만", 3.5e8),
     ("−3천만 원", -3e7), ("₩1.2M", 1.2e6), ("$ 15 k", 1.5e4), ("0", 0.0), ("12억원", 1.2e9),
     ("3만5천원", 35000.0), ("2천만", 2e7)],
)  # fmt: skip
def test_typed_amounts_are_understood(text, value):
    assert amounts.parse(text) == pytest.approx(value)


@pytest.mark.parametrize(
    "text", ["", "원", "about 3", "3만 4억", "1.2.3", "1억 2억", "=1+1", "--3", "1억 2천", "2조 3천"]
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011  (the text itself is the message)
        amounts.parse(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,234,567", 1234567), ("1,2345,6789", 123456789), ("12,345.5", 12345.5), ("1억 2,340만", 123400000)],
)
def test_digits_are_grouped_by_three_or_by_four(text, value):
    assert amounts.parse(text) == value


@pytest.mark.parametrize(
    "text", ["1,2,3", "1,23", "12,5", "0,125", "1,234,56", "1.5,000", "1,,000", "1,", ",5"]
)
def test_a_comma_that_groups_nothing_is_refused(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        amounts.parse(text)


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0634, "6.3 %"),
        (0.06, "6 %"),
        (-0.124, "−12 %"),
        (0.0996, "10 %"),
        (0, "0 %"),
        (-0.0001, "0 %"),
        (12.5, "1,250 %"),
    ],
)
def test_shares_have_two_digits(share, text):
    assert amounts.percent(share).replace("\u00a0", " ") == text


def test_tables_say_their_unit_once():
    assert amounts.table_scale("KRW", "ko", 3e9) == (1e6, "백만\u00a0원")
    assert amounts.table_scale("KRW", "en", 3e9) == (1e6, "₩\u00a0million")
    assert amounts.table_scale("USD", "en", 80_000) == (1.0, "$")
    assert amounts.cell(0, 1e6) == "–"
    assert amounts.cell(-1_234_400_000, 1e6) == "−1,234"
    assert amounts.cell(1, 1e6) == "0"
