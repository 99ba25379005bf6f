"""The pictures of the page Uncertainty, each held against its data."""

import numpy as np
import pandas as pd
import pytest
from futures_asked import EN, OPEN, asked, first_futures, tornado_frame, turning

from tco.amounts import percent
from tco.ui import uncertainty_answers as answers
from tco.ui import uncertainty_charts as pictures
from tco.ui import uncertainty_text as text
from tco.ui.answers import answer


@pytest.fixture(scope="module")
def found():
    return first_futures()


def test_the_fan_holds_its_bands_and_ends_at_its_labels(found):
    frame = text.fan_frame(found)
    assert frame["year"].tolist() == list(range(found.horizon + 1))
    assert (np.diff(frame[["p5", "p10", "p50", "p90", "p95"]].to_numpy(), axis=1) >= 0).all()
    figure = pictures.fan(frame, "#0072B2", 2026, "KRW", EN)
    lines = {trace.name: trace for trace in figure.data if trace.name}
    for level, trace in lines.items():
        assert trace.y[-1] * 1e6 == pytest.approx(frame[level].iloc[-1])
    assert set(lines) == set(pictures.LEVELS)
    assert figure.layout.title.text.endswith("2026–2036; + means the alternative has cost more")
    metrics = found.versus.metrics["saving_total_pct"].quantiles
    assert [np.sign(frame["p5"].iloc[-1]), np.sign(frame["p95"].iloc[-1])] == [
        -np.sign(metrics[95].value),
        -np.sign(metrics[5].value),
    ]


def test_bars_of_the_tornado_reach_from_the_case_to_both_ends():
    bound = asked().bound
    bars = answers.bars(turning(asked().question))
    frame = text.tornado_frame(bars, bound, EN)
    own = -answer(asked().question).value(OPEN, "saving_pv")
    figure = pictures.tornado(frame, own, "#0072B2", "KRW", EN)
    low, high = figure.data
    for trace, column in ((low, "at_low"), (high, "at_high")):
        ends = [trace.base + length for length in trace.x]
        still = (frame[column] == own).to_numpy()
        assert np.array(ends)[~still] * 1e6 == pytest.approx(
            frame[column].to_numpy()[~still], rel=1e-9, abs=1.0
        )
        assert np.array(ends)[still] * 1e6 == pytest.approx(own, rel=1e-3)
    sizes = (frame["at_high"] - frame["at_low"]).abs()
    assert sizes.iloc[0] >= sizes.iloc[-1]
    assert any(frame["turns"])
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]


def test_worths_begin_at_zero_and_what_nobody_can_be_asked_is_hollow():
    frame = pd.DataFrame(
        [("A", 3e6, 5e5, True, "3 M"), ("B", 1e6, np.nan, False, "1 M")],
        columns=["label", "amount", "error", "to_ask", "text"],
    )
    figure = pictures.worth(frame, "KRW", EN)
    assert figure.layout.xaxis.range[0] == 0
    assert figure.data[0].x == (3.0, 1.0)
    assert figure.data[0].marker.color[0] != figure.data[0].marker.color[1]


def test_the_map_shows_its_frame_and_the_line_of_equal_cost():
    question, bound = asked().question, asked().bound
    keys = tuple(answers.movable(turning(question))[:2])
    found = answers.heat(question, OPEN, keys)
    frame = text.heat_frame(found, bound, EN)
    lines = text.heat_lines(found, bound)
    figure = pictures.heat(frame, lines, text.heat_own(found, bound), ("#D55E00", "#0072B2"), "KRW", EN)
    area = figure.data[0]
    assert np.array(area.z) * 1e6 == pytest.approx(-found.savings.T)
    assert area.zmin == -area.zmax
    assert area.colorscale[0][1] == "#0072B2"
    assert len(lines) >= 1
    assert len(figure.data) == 2 + 2 * len(lines)


@pytest.mark.parametrize(("value", "shown"), [(0.04, "+4\u00a0%"), (1e-9, "0\u00a0%"), (-0.04, "−4\u00a0%")])
def test_a_sign_stands_only_before_something(value, shown):

    assert pictures.plus(value, percent(value)) == shown


def test_the_label_of_an_end_that_moves_nothing_is_not_hidden_under_the_other_bar():
    frame = tornado_frame(("Memory", "11", "26", 1e8, 3e8, ""), ("Discount", "0", "9", 1e8, 5e7, ""))
    low, high = pictures.tornado(frame, 1e8, "#0072B2", "KRW", EN).data
    assert [np.sign(each) for each in low.x] == [-1, 1]
    assert [np.sign(each) for each in high.x] == [1, -1]
    assert abs(low.x[0]) < high.x[0] / 1000
