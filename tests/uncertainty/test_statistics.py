"""Statistics with their errors: right, covering what they claim to cover, and said in words that fit."""

import copy
import math
import tomllib
from dataclasses import replace
from importlib.resources import files
from types import SimpleNamespace

import numpy as np
import pytest
from scipy import stats
from small_cases import custom, of_lines

from tco.binding import bind
from tco.case import parse_case
from tco.errors import Problems, UserError
from tco.figures import Condition, Quantity, parse_condition
from tco.uncertainty.answer import Answer
from tco.uncertainty.conditions import ARTICLE, Claim, conditions
from tco.uncertainty.distributions import Spread
from tco.uncertainty.estimates import Estimate, mean, probability, quantiles, rounded, student
from tco.uncertainty.points import points
from tco.uncertainty.report import lines
from tco.uncertainty.sampling import Sample
from tco.uncertainty.sentences import chance, sentences, words_of
from tco.uncertainty.simulation import Simulation, longer
from tco.uncertainty.statistics import against_baseline, cheapest, fan, payback, summary
from tco.uncertainty_settings import Uncertainty

NAN, INF = math.nan, math.inf


def bound_of(*names):
    alternatives = {name: {"title": {"en": f"the {name}", "ko": f"{name} 대안"}} for name in names}
    document = copy.deepcopy(of_lines(custom("x_x", 1.0, names[0])))
    return bind(parse_case(document | {"alternatives": alternatives, "baseline": names[0]}))


BOUND = bound_of("base", "other")


def simulated(costs, bound=BOUND, scrambles=4, **given):
    """A simulation whose present values (and other lines) are those given, by draw and alternative."""
    costs = np.asarray(costs, dtype=float)
    saving = costs[:, :1] - costs
    found = {"present_value": costs[:, :, None], "saving_pv": saving[:, :, None]}
    found |= {key: np.asarray(each, dtype=float) for key, each in given.items()}
    settings = Uncertainty(draws=len(costs), scrambles=scrambles)
    sample = Sample(
        ("discount_rate",), np.zeros((len(costs), 1)), np.arange(len(costs)) % scrambles, settings.seed
    )
    return Simulation(bound, sample, found, settings)


# --- Estimates ----------------------------------------------------------------------------------------


def test_error_is_that_of_the_mean_of_the_scrambles():
    values = np.array([1.0, 2, 4, 3, 2, 6])  # scrambles take turns: (1, 4, 2) and (2, 3, 6)
    found = mean(values, 2)
    parts = np.array([7 / 3, 11 / 3])
    assert found.value == pytest.approx(3.0)
    assert found.error == pytest.approx(parts.std(ddof=1) / math.sqrt(2))
    half = stats.t.ppf(0.975, 1) * found.error
    assert found.interval == pytest.approx((3 - half, 3 + half))
    assert student(7) == pytest.approx(stats.t.ppf(0.975, 7))


def test_quantiles_are_those_of_numpy_over_the_draws_that_have_a_value():
    values = np.random.default_rng(2).random(64)
    values[5] = NAN
    found = quantiles(values, 4)
    for level, each in found.items():
        assert each.value == pytest.approx(np.nanpercentile(values, level), rel=1e-12)
        parts = [np.nanpercentile(values[at::4], level) for at in range(4)]
        assert each.error == pytest.approx(np.std(parts, ddof=1) / 2, rel=1e-9)
    assert mean(values, 4).value == pytest.approx(np.nanmean(values))


def test_what_never_comes_ranks_last_and_is_never_averaged_with_a_number():
    values = np.array([1.0, 2, INF, INF, 3, 4, INF, INF])
    found = quantiles(values, 2, (5, 50, 95))
    assert found[5].value == 1.0
    assert found[50].value in (4.0, INF)
    assert found[95].value == INF
    assert found[95].error is None
    assert found[95].document() == {"value": None, "standard_error": None, "low": None, "high": None}


def test_nothing_defined_is_no_number():
    found = quantiles(np.full(8, NAN), 4)[50]
    assert math.isnan(found.value)
    assert found.error is None
    assert mean(np.full(8, NAN), 4).document()["value"] is None


def test_one_scramble_tells_no_error_and_none_is_invented():
    found = probability(np.array([True, False]), 1)
    assert (found.value, found.error, found.interval) == (0.5, None, None)


def test_a_probability_of_nothing_is_not_certain():
    found = probability(np.zeros(1024, dtype=bool), 8)
    assert found.error == 1 / 1024
    assert found.interval[0] == 0.0
    assert 0.001 < found.interval[1] < 0.004


@pytest.mark.parametrize(
    ("value", "error", "shown"),
    [(0.5432, 0.003, 0.54), (0.5432, 0.01, 0.54), (0.5432, 0.02, 0.5), (123_456.0, 700.0, 123_000.0),
     (-14.6, 0.4, -15.0), (3.3, None, 3.3), (3.3, 0.0, 3.3), (4.0, 60.0, 0.0), (INF, 1.0, INF)],
)  # fmt: skip
def test_no_digit_is_shown_that_the_error_does_not_carry(value, error, shown):
    assert rounded(value, error) == pytest.approx(shown)


# --- Convergence and coverage -------------------------------------------------------------------------

SPREADS = [Spread("pert", 0.0, peak, 1.0) for peak in (0.0, 0.1, 0.3, 0.5, 0.5, 0.7, 0.9, 1.0)]


def toy(seed, n, scrambles=8):
    """A difference of two costs: products and sums of eight inputs."""
    cells = points(seed, scrambles, len(SPREADS), n, 0)
    x = [spread.quantile(row) for spread, row in zip(SPREADS, cells, strict=True)]
    return 10 * x[0] + 4 * x[1] * x[2] + 3 * x[3] ** 2 - 6 * x[4] - 4 * x[5] * x[6] - x[7]


def statistics_of(values, scrambles=8):
    return [
        probability(values > 0, scrambles),
        mean(values, scrambles),
        *quantiles(values, scrambles).values(),
    ]


def test_the_printed_error_covers_a_million_draws_for_nine_seeds_of_ten():
    reference = [each.value for each in statistics_of(toy(10_001, 2**20))]
    hits = np.zeros(len(reference))
    for seed in range(50):
        found = statistics_of(toy(seed, 1024))
        hits += [
            each.interval[0] <= exact <= each.interval[1]
            for each, exact in zip(found, reference, strict=True)
        ]
    assert (hits >= 45).all(), hits


def test_the_error_is_no_larger_than_it_need_be_and_falls_with_the_draws():
    """Plain Monte Carlo would halve it for four times the draws; these points do better."""
    errors = [
        [
            math.sqrt(np.mean([statistics_of(toy(seed, n))[at].error ** 2 for seed in range(8)]))
            for at in (0, 1, 4)
        ]
        for n in (512, 8192)
    ]
    for few, many in zip(*errors, strict=True):
        assert many < few / 4
    assert errors[1][1] < toy(1, 8192).std() / math.sqrt(8192) / 10


def test_estimates_of_many_seeds_scatter_as_their_errors_say():
    found = [statistics_of(toy(seed, 1024)) for seed in range(40)]
    for at in (0, 4):
        scatter = np.std([each[at].value for each in found], ddof=1)
        stated = math.sqrt(np.mean([each[at].error ** 2 for each in found]))
        assert 0.6 < scatter / stated < 1.6


class Planted:
    """A run whose futures are those of the toy, as far as they are asked for."""

    settings = Uncertainty(draws=64)

    def __init__(self, seed):
        self.values = toy(seed, 4096)

    def upto(self, n, progress=None):
        assert n <= 4096
        return SimpleNamespace(draws=n, stopped=False, won=self.values[:n] > 2.0)


@pytest.mark.parametrize("target", [0.02, 0.01])
def test_a_run_that_stops_at_a_target_error_keeps_it_and_covers_the_truth(target):
    """Stopping at the first error that is small enough would take those that are small by luck."""
    exact = float((toy(10_001, 2**18) > 2.0).mean())
    found = []
    for seed in range(200):

        def reached(simulation):
            return probability(simulation.won, 8).error <= target

        found.append(probability(longer(Planted(seed), reached).won, 8))
    missed = np.array([each.value - exact for each in found])
    assert math.sqrt(np.mean(missed**2)) < 0.6 * target
    assert max(each.error for each in found) <= target
    assert np.mean([each.interval[0] <= exact <= each.interval[1] for each in found]) >= 0.93


# --- What the futures say -----------------------------------------------------------------------------


def test_the_cheapest_of_three_with_ties_shared():
    bound = bound_of("base", "other", "third")
    costs = [[1, 2, 3], [2, 1, 1], [1, 1, 1], [5, 4, 3]] * 2
    shares, tie = cheapest(simulated(costs, bound, scrambles=2))
    assert [each.value for each in shares.values()] == pytest.approx(
        [(1 + 1 / 3) / 4, (1 / 2 + 1 / 3) / 4, (11 / 6) / 4]
    )
    assert tie.value == 0.5
    contest = against_baseline(simulated(costs, bound, scrambles=2), "third")
    assert (contest.less.value, contest.same.value, contest.more.value) == (0.5, 0.25, 0.25)


def test_rounding_in_the_last_digits_is_a_tie():
    found = simulated([[0.1 + 0.2, 0.3]] * 4)
    assert against_baseline(found, "other").same.value == 1.0


def test_fan_and_payback_of_given_futures():
    cash = np.zeros((4, 2, 11))
    cash[:, 0, 1:] = 10.0
    cash[:, 1, 0], cash[:, 1, 1:] = 20.0, np.array([5.0, 6, 7, 8])[:, None]
    years, flags = (
        np.array([[0, 4.0], [0, 5.0], [0, 6.66], [0, 0]]),
        np.array([[1, 1], [1, 1], [1, 1], [1, 0]]),
    )
    total = cash.sum(axis=-1)
    saved = total[:, :1] - total - np.array([[0, 0], [0, 25.0], [0, 0], [0, 0]])
    found = simulated(
        np.ones((4, 2)), scrambles=2, total_cash=cash, payback_years=years[:, :, None],
        total_cost=total[:, :, None], saving_total=saved[:, :, None],
        **{"payback_defined.plain": flags[:, :, None]},
    )  # fmt: skip
    at_end = fan(found, "other")
    assert at_end[0].quantiles[50].value == -20.0
    assert at_end[10].mean.value == pytest.approx(np.mean([30, 20, 10, 0]))
    told = payback(found, "other")
    assert [at + 1 for at, each in enumerate(told.by_year) if each.value] == [4, 7]
    assert told.lost_again.value == told.never.value == 0.25
    assert told.none_needed.value == 0.0
    ranked = summary(found, "other", "payback_years")
    assert ranked.defined.value == 0.75
    assert ranked.mean.value == pytest.approx((4 + 5 + 6.66) / 3)
    assert ranked.quantiles[95].value == INF


# --- Claims -------------------------------------------------------------------------------------------


def test_conditions_are_read_and_compared():
    asked = conditions(BOUND, ["saving_pv_pct>=40%", " total_cash@last < 5 "])
    assert asked == (ARTICLE, Claim(Quantity("total_cash", 10), Condition("<", 5.0)))
    values = np.array([0.39, 0.4, 0.3999999999999, 0.5, NAN])
    for condition, met in ((ARTICLE.condition, [0, 1, 1, 1, 0]), (Condition("<", 0.4), [1, 0, 0, 0, 0])):
        assert condition.where(values).tolist() == [bool(each) for each in met]
        assert [condition.holds(each) for each in values.tolist()] == [bool(each) for each in met]
    assert not ARTICLE.condition.holds(None)


@pytest.mark.parametrize(
    "text", ["saving", "saving_pv>=", "saving_pv>=abc", "saving_pv>=nan", "saving_pv>=1e99", ">=3"]
)
def test_what_is_no_condition_is_refused(text):
    with pytest.raises(UserError):
        parse_condition(text)


def test_conditions_that_the_case_cannot_answer_are_refused_all_at_once():
    wrong = [
        "saving_pv_pt>=0.4",
        "total_cash>=3",
        "total_cash@11>=3",
        "saving_pv@2>=1",
        "cumulative.plain>=0",
    ]
    with pytest.raises(Problems) as caught:
        conditions(BOUND, [*wrong, "saving_pv>=0"])
    assert len(caught.value.problems) == 5
    assert "did you mean 'saving_pv_pct'" in str(caught.value)
    assert "write 'total_cash@last'" in str(caught.value)
    assert "0 to 10" in str(caught.value)


# --- Sentences ----------------------------------------------------------------------------------------


def answer_of(wins, n=1024, gap=10.0, **given):
    """An alternative that is cheaper in the given share of the futures."""
    costs = np.full((n, 2), 100.0)
    costs[:, 1] += gap
    costs[: round(wins * n), 1] = 100.0 - gap
    return Answer(simulated(costs, scrambles=8, **given))


@pytest.mark.parametrize(
    ("wins", "start"),
    [
        (0.54, "Too close to call: “the other” against “the base”, cheaper in 54 of 100 futures."),
        (0.97, "In 97 of 100 futures, “the other” costs less than “the base” over 10 years"),
        (0.03, "In 97 of 100 futures, “the other” costs more than “the base” over 10 years"),
        (1.0, "In all 1,024 futures drawn, “the other” costs less"),
        (0.9995, "In more than 99 of 100 futures, “the other” costs less"),
        (0.0, "In all 1,024 futures drawn, “the other” costs more"),
    ],
)
def test_the_answer_in_one_sentence(wins, start):
    assert sentences(answer_of(wins), "en")[0].startswith(start)


def test_the_korean_answer_says_the_same():
    assert sentences(answer_of(0.54), "ko")[0] == (
        "우열을 가리기 어렵습니다: ‘other 대안’ 대 ‘base 대안’, 미래 100개 중 54개에서 더 저렴."
    )
    assert "미래 100개 중 97개" in sentences(answer_of(0.97), "ko")[0]


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("wins", [0.0, 0.02, 0.5, 0.98, 1.0])
def test_a_higher_cost_is_never_called_a_saving(wins, language):
    said = " ".join(sentences(answer_of(wins), language))
    assert "−" not in said
    assert "savings of" not in said
    assert "nan" not in said
    assert "{" not in said


def test_the_range_names_the_smaller_amount_first_and_the_right_side():
    costs = np.column_stack([np.full(1024, 100.0), np.linspace(110, 190, 1024)])
    worse = " ".join(sentences(Answer(simulated(costs, scrambles=1)), "en"))
    assert "between $14 more and $86 more; the middle one: $50 more" in worse
    better = " ".join(sentences(Answer(simulated(costs[:, ::-1], scrambles=1)), "en"))
    assert " less and " in better
    assert " more" not in better.split("Nine")[1]


@pytest.mark.parametrize(
    ("value", "error", "said"),
    [(0.54, 0.004, "54 of 100 futures"), (0.54, 0.03, "5 of 10 futures"),
     (0.54, None, "540 of the 1,000 futures drawn"),
     (0.996, 0.004, "more than 99 of 100 futures"), (0.004, 0.001, "fewer than 1 of 100 futures"),
     (0.97, 0.05, "more than 9 of 10 futures"), (1.0, 0.001, "all 1,000 futures drawn"),
     (0.0, 0.001, "none of the 1,000 futures drawn")],
)  # fmt: skip
def test_chances_are_said_as_precisely_as_they_are_known(value, error, said):
    words = words_of(answer_of(0.5), "en")
    assert chance(Estimate(value, error, 8), 1000, words) == said


def test_a_target_that_is_not_reached_is_said():
    answer = replace(answer_of(0.5), target=1e-6)
    assert "is not reached" in sentences(answer, "en")[0]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_report_prints_every_statistic_with_its_error(language):
    rng = np.random.default_rng(4)
    answer = Answer(
        simulated(rng.normal(1e6, 1e4, (1024, 2)), scrambles=8),
        (Claim(Quantity("saving_pv"), Condition(">=", 0.0)),),
    )
    text = lines(answer, language)
    rows = [row for row in text if "P50" in row]
    assert len(rows) == 3  # the cost of both, the saving of one
    for row in rows:
        assert row.count("(±") == 6
    assert not [row for row in text if "nan" in row or "None" in row]


def test_both_languages_have_the_same_texts_with_the_same_places():
    texts = {
        language: tomllib.loads(
            files("tco.uncertainty")
            .joinpath("texts", f"simulation.{language}.toml")
            .read_text(encoding="utf-8")
        )["sim"]
        for language in ("en", "ko")
    }
    assert texts["en"].keys() == texts["ko"].keys()
    for key, english in texts["en"].items():
        places = [
            {part.split("}")[0] for part in text.split("{")[1:]} for text in (english, texts["ko"][key])
        ]
        assert places[0] == places[1], key
