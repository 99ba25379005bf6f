import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tco
from tco.ui import charts, compared, frames, palette
from tco.ui.facts import MEASURES, read
from tco.ui.words import Words

KO, EN = Words("ko"), Words("en")
GROUNDS = ("#FFFFFF", "#0E1117", "#1A1A19")


@pytest.fixture(scope="module")
def result():
    return tco.evaluate("kr-general-500")


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", GROUNDS)
def test_every_colour_has_three_to_one_on_both_grounds(ground):
    used = {
        palette.OWN,
        palette.CLOUD,
        palette.STRUCTURE,
        *palette.FURTHER,
        *(group[1] for group in palette.GROUPS.values()),
    }
    assert [colour for colour in used if contrast(colour, ground) < 3] == []


def test_colours_follow_the_role_and_the_order_of_the_case(result):
    found = palette.colours(result.bound.case)
    assert found["stay"] == "#D55E00"
    assert found["cloud_ncp"] == "#0072B2"
    assert len(set(found.values())) == len(found)


def test_the_first_comparison_is_the_first_that_moves_not_the_best(result):
    assert palette.first_to_compare(result.bound.case) == "cloud_ncp"


@pytest.mark.parametrize("alternative", ["cloud_ncp", "cloud_aws", "hybrid", "stay_longer"])
@pytest.mark.parametrize("measure", MEASURES)
def test_the_bridge_sums_exactly(result, alternative, measure):
    found = compared.bridge(result, alternative, read(result, alternative, "en", measure), EN)
    before, after = found.bars[0].amount, found.bars[-1].amount
    assert before + sum(each.amount for each in found.steps) == pytest.approx(after, rel=1e-12)
    assert all(each.amount for each in found.steps)


def test_a_course_pays_what_the_model_pays_and_is_read_between_its_dates(result):
    for course in compared.courses(result, "ko"):
        assert course.costs[-1] == pytest.approx(result.yearly(course.alternative, "total_cash").sum())
        assert (course.dates[0], course.dates[-1]) == (0.0, result.horizon)
        (between,) = course.at([(course.dates[1] + course.dates[2]) / 2])
        assert between == pytest.approx((course.costs[1] + course.costs[2]) / 2)


def test_bars_begin_at_zero_and_none_is_clipped(result):
    for alternative in ("cloud_ncp", "stay_longer"):
        found = compared.bridge(result, alternative, read(result, alternative, "ko"), KO)
        figure = charts.bridge(found, ("#D55E00", "#0072B2"), 2026, 10, "KRW", KO)
        assert figure.layout.yaxis.rangemode == "tozero"
        bar = figure.data[0]
        tops = [base + size for base, size in zip(bar.base, bar.y, strict=True)]
        assert tops[-1] == pytest.approx(found.bars[-1].amount / 1e8)
        assert bar.base[0] == bar.base[-1] == 0


def test_yearly_stacks_share_one_scale_and_add_up_to_the_cash(result):
    pair = ["stay", "cloud_ncp"]
    frame = frames.yearly_groups(result, pair, EN)
    span = charts.stack_span(frame)
    ranges = set()
    for name, part in frame.groupby("alternative"):
        figure = charts.yearly(part, 2026, span, "KRW", EN)
        ranges.add(tuple(figure.layout.yaxis.range))
        assert figure.layout.yaxis.range[0] <= 0 <= figure.layout.yaxis.range[1]
        assert part.groupby("year")["amount"].sum().to_numpy() == pytest.approx(
            result.yearly(name, "total_cash")
        )
        assert {trace.type for trace in figure.data} == {"bar"}
    assert len(ranges) == 1


def test_the_cumulative_chart_ends_at_the_total_and_draws_the_baseline_heaviest(result):
    figure = charts.cumulative(
        compared.courses(result, "en"), "nominal", [(5.5, 1e9, "cross")], 2026, "KRW", EN
    )
    lines = {trace.name: trace for trace in figure.data if trace.mode == "lines"}
    assert len(lines) == len(result.alternatives)
    for name in result.alternatives:
        trace = lines[result.title(name, "en")]
        assert trace.y[-1] * 1e9 == pytest.approx(result.metric(name, "total_cost"))
        assert isinstance(trace.y, tuple)
        assert (trace.line.width == 4) == (name == "stay")
    assert any(each.text == "cross" for each in figure.layout.annotations)


def test_titles_carry_unit_and_period(result):
    figure = charts.cumulative(compared.courses(result, "ko"), "nominal", [], 2026, "KRW", KO)
    assert figure.layout.title.text == "누적 비용, 억\u00a0원, 명목, 2026~2036"


def test_categories_of_the_pictures_are_disjoint_and_complete():
    from tco.language import Category
    from tco.model import OUTSIDE_HEADLINE

    shown = [each for members, _, _ in palette.GROUPS.values() for each in members]
    assert len(shown) == len(set(shown))
    assert set(shown) == set(Category) - set(OUTSIDE_HEADLINE)


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=9), st.floats(0.1, 200))
def test_labels_keep_their_order_and_distance(values, gap):
    placed = charts.spread(values, gap)
    order = np.argsort(values, kind="stable")
    assert (np.diff(np.array(placed)[order]) >= gap * (1 - 1e-9) - 1e-9).all()
    if len(values) == 1:
        assert placed == pytest.approx(values)


def test_wrapped_labels_lose_nothing():
    for text in (
        "아카이브·백업·재해복구만 클라우드",
        "네이버클라우드 전체 이전(정가)",
        "Keep own servers two years longer",
        "Commitment discount · Naver Cloud Platform, Korea",
    ):
        plain = re.sub(r"[\s]|<br>", "", charts.wrapped(text, 9, KO))
        assert plain == re.sub(r"\s", "", text)


@pytest.mark.parametrize("words", [KO, EN])
@pytest.mark.parametrize("title", ["가나다라 " * 16, "나" * 80, "Move everything to a cloud " * 3])
def test_long_names_neither_stretch_the_axis_nor_lie_upon_each_other(result, words, title):
    courses = [replace(each, title=f"{at}{title}"[:80])
               for at, each in enumerate(compared.courses(result, words.language))]  # fmt: skip
    figure = charts.cumulative(courses, "nominal", [], 2026, "KRW", words)
    low, high = figure.layout.yaxis.range
    costs = [y for trace in figure.data for y in trace.y]
    assert (low, high) == pytest.approx((min(0.0, *costs) * 1.05, max(costs) * 1.05))
    labels = sorted(figure.layout.annotations, key=lambda each: each.y)
    rows = max(each.text.count("<br>") + 1 for each in labels)
    assert low <= labels[0].y
    assert labels[-1].y <= high
    assert np.diff([each.y for each in labels]).min() >= rows * charts.LABEL_SHARE * max(costs) * 0.99
    assert all("…" in each.text for each in labels)
    assert {trace.name for trace in figure.data} == {each.title for each in courses}


def test_a_bar_with_a_long_name_has_all_of_it_where_it_is_pointed_at(result):
    found = compared.bridge(result, "cloud_ncp", read(result, "cloud_ncp", "ko"), KO)
    long = replace(found, bars=(replace(found.bars[0], label="가" * 80), *found.bars[1:]))
    bar = charts.bridge(long, ("#D55E00", "#0072B2"), 2026, 10, "KRW", KO)
    assert bar.data[0].hovertext[0] == "가" * 80
    assert bar.layout.xaxis.ticktext[0].count("<br>") < charts.LABEL_ROWS
    assert bar.layout.xaxis.ticktext[0].endswith("…")


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=9))
def test_labels_stay_between_their_ends(values):
    low, high = min(0.0, *values), max(0.0, *values)
    gap = (high - low) / 10
    placed = np.array(charts.within(charts.spread(values, gap), low, high, gap))
    assert placed.min() >= low - 1e-9
    assert placed.max() <= high + 1e-9
    assert (np.diff(np.sort(placed)) >= gap - 1e-6).all()


def test_all_texts_of_a_picture_have_the_font_that_is_shipped():
    layout = charts.blank("Cost").layout
    assert layout.font.family == layout.hoverlabel.font.family == charts.FONT
