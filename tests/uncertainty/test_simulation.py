"""Futures of small cases: against single evaluations, against plain Monte Carlo, and at their edges."""

import copy
import json
import math

import numpy as np
import pytest
from scipy import stats
from small_cases import TITLE, custom, of_lines

from tco import cli
from tco.binding import bind
from tco.case import parse_case
from tco.compute import evaluate
from tco.errors import Problems, UserError
from tco.figures import Condition, Quantity
from tco.results import run
from tco.uncertainty.answer import Answer
from tco.uncertainty.conditions import ARTICLE, Claim
from tco.uncertainty.sampling import draws
from tco.uncertainty.sentences import sentences
from tco.uncertainty.simulation import DEFAULT_LINES, Run, longer, simulate
from tco.uncertainty.statistics import against_baseline, cheapest, fan, holds, payback, summary
from tco.uncertainty_settings import Distribution, Uncertainty

RATE = {"value": 0.06, "low": 0.02, "high": 0.15}
WAGES = {"value": 0.04, "low": 0.0, "high": 0.08}
COMMON = {"wage_growth": 0.0}


def document(rate=None, run_cost=58.0, **overrides):
    """Own costs every year against a first payment and lower costs: only the discount rate decides."""
    lines = (
        custom("own_x", 100.0, "base", last_year=10.0),
        custom("first_x", 300.0, first_year=0.0, last_year=0.0),
        custom("run_x", run_cost, last_year=10.0),
    )
    return copy.deepcopy(of_lines(*lines, **{"discount_rate": rate or RATE} | overrides))


def bound_of(made):
    return bind(parse_case(made))


def settings(**fields):
    return Uncertainty(**{"draws": 1024, "scrambles": 8} | fields)


def fixed(bound, *but):
    return {key: Distribution(kind="fixed") for key in bound.inputs if key not in but}


@pytest.fixture(scope="module")
def bound():
    return bound_of(document())


@pytest.fixture(scope="module")
def simulation(bound):
    return simulate(bound, settings())


def test_each_future_is_a_single_evaluation_of_its_draw(bound, simulation):
    held = draws(simulation.sample)
    for at in (0, 1, 517, 1023):
        single = evaluate(bound, {key: float(column[at]) for key, column in held.items()})
        for line in simulation.lines:
            found = simulation.lines[line][at]
            np.testing.assert_allclose(
                found, single[line][..., : found.shape[-1]], rtol=1e-9, atol=1e-9, err_msg=line
            )


def test_all_lines_that_the_case_has_are_kept(bound, simulation):
    assert set(DEFAULT_LINES) <= set(simulation.lines)
    assert "payback_defined.plain" in simulation.lines
    assert set(simulation.lines) <= set(bound.model.instances)
    assert simulation.present_value.shape == (1024, 2)
    assert simulation.horizon == 10


def test_metrics_are_those_of_the_result_and_empty_for_the_baseline(bound, simulation):
    held = draws(simulation.sample)
    made = document(rate=float(held["discount_rate"][7]))
    made["overrides"] |= {key: float(column[7]) for key, column in held.items()}
    single = run(parse_case(made))
    for name in ("present_value", "saving_pv", "saving_pv_pct", "payback_years", "irr", "peak_extra_funding"):
        assert simulation.metric("other", name)[7] == pytest.approx(single.metric("other", name), rel=1e-9)
    assert np.isnan(simulation.metric("base", "saving_pv")).all()
    assert not np.isnan(simulation.metric("base", "present_value")).any()


def test_the_probability_is_that_of_the_switching_value(bound, simulation):
    """The alternative wins below its rate of return; its probability is the distribution's there."""
    rate = float(np.nanmean(simulation.metric("other", "irr")))
    peak = (RATE["value"] - RATE["low"]) / (RATE["high"] - RATE["low"])
    exact = stats.beta.cdf((rate - RATE["low"]) / (RATE["high"] - RATE["low"]), 1 + 4 * peak, 5 - 4 * peak)
    held = draws(simulation.sample)
    assert np.array_equal(simulation.saving("other", "saving_pv") > 0, held["discount_rate"] < rate)
    found = against_baseline(simulation, "other").less
    assert 0.2 < exact < 0.8
    assert found.interval[0] <= exact <= found.interval[1]


def test_an_independent_plain_monte_carlo_agrees_within_its_error():
    """Numpy's random numbers, scipy's beta distribution and one evaluation at a time."""
    made = document()
    made["custom_lines"][0]["escalation"] = 0.03
    found = simulate(bound_of(made), settings(draws=4096))
    rng, rows = np.random.default_rng(5), []
    for _ in range(200):
        single = copy.deepcopy(made)
        for key in found.sample.keys:
            each = found.bound.inputs[key]
            low, high = min(each.low, each.value), max(each.high, each.value)
            peak = (each.value - low) / (high - low)
            single["overrides"][key] = low + (high - low) * rng.beta(1 + 4 * peak, 5 - 4 * peak)
        rows.append(run(parse_case(single)).metrics("other"))
    for name in ("saving_pv", "present_value", "saving_pv_pct", "equivalent_annual_cost"):
        plain = np.array([row[name] for row in rows])
        error = plain.std(ddof=1) / math.sqrt(len(plain))
        mean = summary(found, "other", name).mean
        assert mean.error < error
        assert abs(mean.value - plain.mean()) < 3.5 * error, name
    wins = np.array([row["saving_pv"] > 0 for row in rows])
    error = max(wins.std() / math.sqrt(len(wins)), 0.01)
    assert abs(against_baseline(found, "other").less.value - wins.mean()) < 3.5 * error


def test_identical_alternatives_differ_by_exactly_nothing_and_tie():
    made = document()
    made["custom_lines"] = [custom("same_x", 80.0, "base", last_year=10.0)]
    made["custom_lines"][0]["alternatives"] = ["base", "other"]
    found = simulate(bound_of(made), settings(draws=256))
    assert not found.saving("other", "saving_pv").any()
    contest = against_baseline(found, "other")
    assert (contest.less.value, contest.same.value, contest.more.value) == (0.0, 1.0, 0.0)
    shares, tie = cheapest(found)
    assert [each.value for each in shares.values()] == [0.5, 0.5]
    assert tie.value == 1.0
    said = " ".join(sentences(Answer(found, (ARTICLE,)), "en"))
    assert "cost the same" in said
    assert "no difference" in said


@pytest.mark.parametrize("kind", ["pert", "triangular", "uniform"])
def test_narrower_ranges_never_give_a_wider_fan(kind):
    widths = []
    for part in (1.0, 0.6, 0.2):
        rate = {"value": 0.06, "low": 0.06 - 0.04 * part, "high": 0.06 + 0.09 * part}
        made = bound_of(
            document(rate=rate, general_inflation={"value": 0.0, "low": -0.02 * part, "high": 0.03 * part})
        )
        asked = settings(distributions={"discount_rate": Distribution(kind=kind)})
        found = simulate(made, asked)
        ends = [at.quantiles[95].value - at.quantiles[5].value for at in fan(found, "other")]
        value = summary(found, "other", "saving_pv").quantiles
        widths.append([*ends, value[95].value - value[5].value])
    for wide, narrow in ((widths[0], widths[1]), (widths[1], widths[2])):
        assert all(below <= above + 1e-9 for below, above in zip(narrow, wide, strict=True))
        assert narrow[-1] < wide[-1]


def test_the_fan_ends_at_the_total_saving(simulation):
    last = fan(simulation, "other")[-1]
    total = summary(simulation, "other", "saving_total")
    assert last.year == 10
    for level, found in last.quantiles.items():
        assert found.value == pytest.approx(total.quantiles[level].value, rel=1e-12)


def test_the_same_seed_gives_the_same_bytes(bound):
    texts = [json.dumps(Answer(simulate(bound, settings()), (ARTICLE,)).document("ko")) for _ in range(2)]
    assert texts[0] == texts[1]
    other = Answer(simulate(bound, settings(seed=3)), (ARTICLE,)).document("ko")
    assert json.dumps(other) != texts[0]


# --- Edges --------------------------------------------------------------------------------------------


def test_nothing_uncertain_gives_the_case_itself():
    made = document(rate=0.05)
    plain = run(parse_case(copy.deepcopy(made)))
    bound = bound_of(made)
    found = simulate(bound, settings(distributions=fixed(bound), draws=16))
    assert found.sample.keys == ()
    for level in summary(found, "other", "saving_pv").quantiles.values():
        assert (level.value, level.error) == (pytest.approx(plain.metric("other", "saving_pv")), 0.0)
    assert "every future is the case as it stands" in " ".join(sentences(Answer(found), "en"))
    json.dumps(Answer(found, (ARTICLE,)).document(), allow_nan=False)


@pytest.mark.parametrize(("count", "scrambles"), [(2, 1), (2, 2), (8, 8)])
def test_as_few_draws_as_there_can_be(bound, count, scrambles):
    found = simulate(bound, settings(draws=count, scrambles=scrambles))
    assert found.draws == count
    answer = Answer(found, (ARTICLE,))
    json.dumps(answer.document(), allow_nan=False)
    said = " ".join(sentences(answer, "en"))
    if scrambles == 1:
        assert against_baseline(found, "other").less.error is None
        assert "error cannot be told" in said
    assert "nan" not in said


def test_all_mass_at_a_bound():
    bound = bound_of(document())
    only = fixed(bound, "discount_rate") | {"discount_rate": Distribution(kind="discrete", values=(0.02,))}
    found = simulate(bound, settings(distributions=only, draws=64))
    plain = run(parse_case(document(rate=0.02))).metric("other", "saving_pv")
    assert found.saving("other", "saving_pv").tolist() == pytest.approx([plain] * 64, rel=1e-12)
    assert against_baseline(found, "other").less.value == 1.0


def test_a_run_that_is_stopped_keeps_a_balanced_part_and_says_so(bound):
    calls = []

    def progress(done, total):
        calls.append((done, total))
        return len(calls) < 3  # three blocks of 2,048: the largest power of two in them is 4,096

    found = simulate(bound, settings(draws=2**14), progress=progress)
    assert found.stopped
    assert found.draws == 4096
    assert found.wanted == 2**14
    whole = simulate(bound, settings(draws=4096))
    assert np.array_equal(found.present_value, whole.present_value)
    said = sentences(Answer(found), "en")[0]
    assert said.startswith("Stopped: 4,096 of 16,384 draws")
    with pytest.raises(UserError, match="nothing to show"):
        Run(bound, settings()).upto(0)


def test_a_longer_run_is_the_same_as_one_made_at_once(bound):
    run_ = Run(bound, settings())
    short = run_.upto(1024)
    long = run_.upto(4096)
    once = simulate(bound, settings(draws=4096))
    for line in once.lines:
        assert np.array_equal(long.lines[line], once.lines[line], equal_nan=True), line
        assert np.array_equal(short.lines[line], once.lines[line][:1024], equal_nan=True), line
    assert np.array_equal(long.sample.values, once.sample.values)
    assert (
        long.values(["discount_rate"])["discount_rate"].tolist()
        == draws(once.sample)["discount_rate"].tolist()
    )


def test_very_many_draws_take_less_room_and_say_the_same(bound, monkeypatch):
    exact = simulate(bound, settings(draws=4096))
    monkeypatch.setattr("tco.uncertainty.simulation.EXACT", 2048)
    found = simulate(bound, settings(draws=4096))
    assert np.array_equal(found.present_value, exact.present_value)
    assert found.lines["irr"].dtype == np.float32
    assert found.lines["total_cash"].shape == (2048, 2, 11)
    assert np.array_equal(found.cumulative_saving("other"), exact.cumulative_saving("other")[:2048])
    for name in ("saving_pv", "payback_years", "equivalent_annual_cost"):
        few, all_ = (summary(each, "other", name).quantiles[95].value for each in (found, exact))
        assert few == pytest.approx(all_, rel=1e-6)
    last = fan(found, "other")[-1].quantiles[50]
    assert last.value == pytest.approx(fan(exact, "other")[-1].quantiles[50].value, abs=4 * last.error)


def test_draws_grow_until_the_error_is_reached(bound):
    def error(simulation):
        return against_baseline(simulation, "other").less.error

    asked = []
    found = longer(
        Run(bound, settings(draws=64)), lambda each: asked.append(each.draws) or error(each) <= 0.002
    )
    assert asked[0] == 64
    assert asked == [64 * 2**at for at in range(len(asked))]
    assert found.draws == asked[-1] > 64
    assert error(found) <= 0.002


def test_some_alternatives_are_as_among_all():
    made = document()
    made["alternatives"]["third"] = {"title": TITLE}
    made["custom_lines"].append(custom("third_x", 99.0, "third", last_year=10.0))
    bound = bound_of(made)
    whole, part = simulate(bound, settings()), simulate(bound, settings(), alternatives=["third"])
    assert part.alternatives == ("base", "third")
    assert np.array_equal(part.present_value, whole.present_value[:, [0, 2]])
    with pytest.raises(Problems, match="did you mean 'third'"):
        simulate(bound, settings(), alternatives=["thrid"])


def test_payback_and_claims_count_what_never_comes():
    found = simulate(bound_of(document(run_cost=99.0)), settings(draws=64))
    told = payback(found, "other")
    assert told.never.value == 1.0
    assert math.isinf(summary(found, "other", "payback_years").quantiles[50].value)
    assert holds(found, "other", Claim(Quantity("payback_years"), Condition("<=", 10.0))).value == 0.0
    values = Answer(found).document()["alternatives"]["other"]["metrics"]["payback_years"]
    assert values["p50"]["value"] is None


def test_the_shares_of_payback_add_up(simulation):
    told = payback(simulation, "other")
    parts = [told.none_needed, *told.by_year, told.lost_again, told.never]
    assert sum(each.value for each in parts) == pytest.approx(1.0, abs=1e-12)
    assert told.recovered.value == pytest.approx(sum(each.value for each in told.by_year), abs=1e-12)
    assert told.by_year[7].value > 0.9  # 300 are recovered at 42 a year in the course of year 8


def test_the_shares_of_payback_add_up_where_what_was_recovered_is_lost_again():
    made = document()
    late = custom("late_x", 1.0, first_year=10.0, last_year=10.0)
    late["amount"] = 100.0
    made["custom_lines"].append(late)
    made["overrides"]["late_x.amount"] = {"value": 100.0, "low": 50.0, "high": 300.0}
    told = payback(simulate(bound_of(made), settings()), "other")
    assert 0.05 < told.lost_again.value < 0.95
    parts = [told.none_needed, *told.by_year, told.lost_again, told.never]
    assert sum(each.value for each in parts) == pytest.approx(1.0, abs=1e-12)
    assert told.recovered.value == pytest.approx(sum(each.value for each in told.by_year), abs=1e-12)


# --- Command ------------------------------------------------------------------------------------------


@pytest.fixture
def case_file(tmp_path):
    from tco.case_file import to_toml

    path = tmp_path / "case.toml"
    path.write_text(to_toml(parse_case(document())), encoding="utf-8")
    return str(path)


def test_the_command_writes_the_same_bytes_again_and_no_nan(case_file, tmp_path, capsys):
    files = [tmp_path / name for name in ("a.json", "b.json")]
    for file in files:
        arguments = ["simulate", case_file, "--draws", "256", "--seed", "5", "--json", str(file)]
        assert cli.main([*arguments, "--claim", "saving_pv>=0", "--claim", "total_cash@last<=60"]) == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    told = json.loads(files[0].read_text(), parse_constant=pytest.fail)
    assert (told["seed"], told["draws"], told["scrambles"]) == (5, 256, 8)
    claims = told["alternatives"]["other"]["claims"]
    assert [each["metric"] for each in claims] == ["saving_pv", "total_cash"]
    less = told["alternatives"]["other"]["less"]
    assert claims[0]["probability"]["value"] == pytest.approx(less["value"])
    assert claims[1]["probability"]["value"] == 1.0
    assert "of 100 futures" in capsys.readouterr().out


def test_the_command_grows_to_the_error_asked_for(case_file, capsys):
    assert cli.main(["simulate", case_file, "--draws", "32", "--target-error", "0.004", "--json", "-"]) == 0
    out = capsys.readouterr()
    told = json.loads(out.out)
    assert told["draws"] > 32
    assert told["largest_error"] <= 0.004
    assert "asked 0.4 points" in out.err


def test_the_command_speaks_korean(case_file, capsys):
    assert cli.main(["simulate", case_file, "--draws", "64", "--language", "ko"]) == 0
    out = capsys.readouterr().out
    assert "미래" in out
    assert "futures" not in out


def test_the_command_refuses_everything_wrong_at_once(case_file, capsys):
    wrong = ["--draws", "1000", "--scrambles", "3", "--claim", "saving_pv_pc>=0.4", "--claim", "what",
             "--alternative", "othr", "--target-error", "2"]  # fmt: skip
    assert cli.main(["simulate", case_file, *wrong]) == 2
    said = capsys.readouterr().err
    for part in ("512 or 1024", "2 or 4", "did you mean 'saving_pv_pct'", "must read METRIC>=NUMBER",
                 "did you mean 'other'", "--target-error 2"):  # fmt: skip
        assert part in said
    assert "6 problems" in said


def test_ctrl_c_keeps_what_is_complete_and_says_so(case_file, capsys, interrupted):
    assert cli.main(["simulate", case_file, "--draws", str(2**15)]) == 0
    assert "of 32,768 draws; Ctrl-C stops" in interrupted[0]
    assert capsys.readouterr().out.startswith("Stopped: 8,192 of 32,768 draws are kept")
