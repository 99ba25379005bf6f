"""The messages of the page Uncertainty, each held against its data."""

import re

import numpy as np
import pandas as pd
import pytest
from futures_asked import EN, PAIRS, SETTLED, asked, first_futures, tornado_frame
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tco.ui import uncertainty_answers as answers
from tco.ui import uncertainty_text as text
from tco.ui.uncertainty_futures import CURVE
from tco.uncertainty.estimates import Estimate

AMOUNT = st.floats(-1e9, 1e9).map(lambda value: round(value, 0))


@pytest.fixture(scope="module")
def found():
    return first_futures()


def fan_frame(ends, middles):
    rows = [
        (year, middle - 2, middle - 1, middle, middle + 1, middle + 2) for year, middle in enumerate(middles)
    ]
    frame = pd.DataFrame(rows, columns=["year", "p5", "p10", "p50", "p90", "p95"]).astype(float)
    frame.loc[len(middles) - 1, ["p5", "p50", "p95"]] = ends
    return frame


@settings(max_examples=200, deadline=None)
@given(st.lists(AMOUNT, min_size=3, max_size=3), st.lists(AMOUNT, min_size=2, max_size=8))
@example([1e8, 2e8, 3e8], [0, 1e8])
@example([-3e8, -2e8, -1e8], [0, -1e8])
@example([-1e8, 0, 1e8], [0, 0])
def test_the_message_of_the_fan_is_that_of_its_last_year(ends, middles):
    frame = fan_frame(sorted(ends), middles)
    low, middle, high = frame.iloc[-1][["p5", "p50", "p95"]]
    for pair in PAIRS:
        said = text.fan_message(frame, pair)
        for end in (low, middle, high):
            assert pair.amount(end) in said
        assert (pair.words("uncertainty.fan.behind") in said) == (middle >= 0)
    ahead = re.search(r"from the end of year (\d+)", text.fan_message(frame, PAIRS[0]))
    if ahead:
        year = int(ahead[1])
        assert (frame["p50"][year:] < 0).all()
        assert frame["p50"][year - 1] >= 0


def test_the_middle_of_a_year_is_ahead_only_beyond_its_error():
    frame = fan_frame([-3e8, -2e8, -1e8], [0, 1e8, -1e8, -1e8, -2e8])
    assert "the end of year 2 on" in text.fan_message(frame, PAIRS[0])
    frame.attrs["error"] = [0, 0, 2e8, 1e7, 1e7]
    said = text.fan_message(frame, PAIRS[0])
    assert "The middle of the futures in each year is ahead of the baseline from the end of year 3 on" in said
    frame.attrs["error"] = [5e8] * 5
    assert "cannot be told apart from the baseline" in text.fan_message(frame, PAIRS[0])
    assert "middle future" not in said


@given(st.floats(-1e12, 1e12))
def test_more_is_never_called_less(difference):
    said = PAIRS[0].amount(difference)
    assert ("more" in said, "less" in said) == (difference > 0, difference < 0)
    assert "−" not in said


def test_the_message_of_the_tornado_names_the_longest_bar_and_what_turns():
    still = tornado_frame(("Price", "1", "2", 1e8, 3e8, ""), ("Growth", "0", "9", 1.5e8, 2e8, ""))
    assert text.tornado_message(still, PAIRS[0]) == (
        "Price moves the difference most: over its own range it goes "
        "from ₩100\u00a0M more to ₩300\u00a0M more. "
        "None of the 2 inputs shown turns the answer on its own."
    )
    turning = tornado_frame(("Price", "1", "2", -1e8, 3e8, "1.25"))
    said = text.tornado_message(turning, PAIRS[0])
    assert "from ₩100\u00a0M less to ₩300\u00a0M more" in said
    assert "Price at 1.25" in said


def map_frame(values):
    frame = pd.DataFrame(values, columns=[1.0, 2.0], index=[10.0, 20.0])
    frame.attrs |= {"x_texts": ["1", "2"], "y_texts": ["10", "20"]}
    return frame


@pytest.mark.parametrize(
    ("values", "parts"),
    [
        ([[1e8, 2e8], [3e8, 4e8]], ["costs more:", "₩100\u00a0M more", "₩400\u00a0M more"]),
        ([[-1e8, -2e8], [-3e8, -4e8]], ["costs less or the same", "₩400\u00a0M less", "₩100\u00a0M less"]),
        ([[1e8, 2e8], [-3e8, 4e8]],
         ["cheaper in 25\u00a0%", "₩300\u00a0M less, with A at 1 and B at 20", "worst ₩400\u00a0M more"]),
        ([[0.0, 0.0], [0.0, 0.0]], ["costs the same as the baseline"]),
        ([[0.0, 1e8], [2e8, 1e8]], ["costs more or the same", "from no difference to ₩200\u00a0M more"]),
    ],
)  # fmt: skip
def test_the_message_of_the_map_is_that_of_its_cells(values, parts):
    said = text.heat_message(map_frame(values), ["A", "B"], PAIRS[0])
    assert [part for part in parts if part not in said] == []


def test_the_message_of_the_curve_is_that_of_its_marks(found):
    said, frame = found.said["en"], text.curve_frame(found)
    message = text.curve_message(said, True, PAIRS[0])
    assert said.chance in message
    assert said.chance_of_claim in message
    count, of = map(int, re.match(r"(\d+) of (\d+)", said.chance).groups())
    at_zero = np.interp(0.0, frame["difference"], frame["chance"])
    assert count / of == pytest.approx(at_zero, abs=0.6 / of + 2 / CURVE)
    assert frame["difference"].is_monotonic_increasing
    for x, chance, _ in text.curve_marks(found, True, EN):
        drawn = np.interp(x, frame["difference"], frame["chance"], left=0.0, right=1.0)
        assert chance == pytest.approx(drawn, abs=2 / CURVE)


def test_the_message_of_the_worths_names_the_longest_bar(found):
    worths = answers.worths(found.asked.first)
    amounts = [each.value.amount for each in worths.bars]
    assert amounts == sorted(amounts, reverse=True)
    assert amounts[0] > 0
    for language in ("ko", "en"):
        assert worths.bars[0].label.in_language(language) in worths.messages[language]
    settled = answers.worths(asked(SETTLED).first)
    assert settled.settled
    assert settled.bars == ()
    assert "In none of the 1,024 draws is another alternative cheaper" in settled.messages["en"]


def test_the_cheapest_of_all_is_told_in_futures_and_never_in_one_hundred_per_cent_of_nothing():
    bound, shares = asked().bound, {"a": Estimate(1.0, 0.001, 8), "b": Estimate(0.0, 0.001, 8)}
    said = text.field_message(shares, 1024, bound, {"a": "A", "b": "B"}, EN)
    assert said == "“A” is the cheapest of 2 in all 1,024 futures drawn."
