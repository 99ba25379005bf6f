"""Draws: the same ones again, balanced, correlated as stated, and refused where they cannot be."""

import copy
import dataclasses
import itertools
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from scipy.stats import spearmanr
from small_cases import of_lines

from tco.binding import bind
from tco.case import parse_case
from tco.changes import load
from tco.errors import Problems
from tco.messages import in_language
from tco.uncertainty.correlations import copula, nearest_correlation, pairs
from tco.uncertainty.points import points
from tco.uncertainty.sampling import Sampler, Source, check, draws, sample, spreads
from tco.uncertainty_settings import Correlation, Distribution, Uncertainty

RATES = ("discount_rate", "wage_growth", "general_inflation", "energy_price_growth", "software_price_growth")


@pytest.fixture(scope="module")
def hospital():
    return bind(load("kr-general-500"))


@pytest.fixture(scope="module")
def small():
    return bind(parse_case(copy.deepcopy(of_lines())))


def settings(**fields):
    return Uncertainty(**{"draws": 1024, "scrambles": 4} | fields)


def together(*ranked):
    return tuple(Correlation(between=(one, other), rank=rank) for one, other, rank in ranked)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(small):
    first, again = (sample(small, settings()).values.tobytes() for _ in range(2))
    assert first == again
    assert sample(small, settings(seed=7)).values.tobytes() != first


@pytest.mark.parametrize("size", [4, 64, 512])
def test_draws_do_not_depend_on_the_size_of_blocks_or_their_order(small, size):
    sampler = Sampler(small, settings())
    whole = sampler.block(1024, 0)
    starts = list(range(0, 1024, size))
    parts = {start: sampler.block(size, start) for start in starts[::-1]}
    assert np.array_equal(np.concatenate([parts[start] for start in starts], axis=1), whole)
    assert np.array_equal(sampler.sample(1024).values, whole.T)


def test_blocks_longer_than_one_are_those_of_a_source(small):
    sampler = Sampler(small, settings())
    long = sampler.sample(2**14)
    source = Source(sampler, 2**14 - 1024, 1024)
    part = source.part(slice(9000, 9016))
    assert all(np.array_equal(part[key], draws(long)[key][10024:10040]) for key in sampler.keys)
    columns = sampler.columns(("wage_growth",), 2**14)
    assert np.array_equal(columns["wage_growth"], draws(long)["wage_growth"])
    for key, (low, high) in source.limits().items():
        assert low <= draws(long)[key].min() <= draws(long)[key].max() <= high


def test_a_longer_run_begins_with_the_shorter_one(small):
    assert np.array_equal(sample(small, settings(), 2048).values[:512], sample(small, settings(), 512).values)


def test_threads_get_the_same_points():
    whole = points(3, 4, 30, 4096, 0)
    starts = list(range(0, 4096, 256))
    with ThreadPoolExecutor(4) as pool:
        parts = list(pool.map(lambda start: points(3, 4, 30, 256, start), starts))
    assert np.array_equal(np.concatenate(parts, axis=1), whole)


def test_each_scramble_is_balanced_in_every_input_and_differs_from_the_others():
    cells = points(11, 4, 20, 1024, 0).reshape(20, 256, 4)
    assert 0 < cells.min()
    assert cells.max() < 1
    for column, scramble in itertools.product(range(20), range(4)):
        assert sorted((cells[column, :, scramble] * 256).astype(int)) == list(range(256))
    assert len({cells[:, :, scramble].tobytes() for scramble in range(4)}) == 4


def test_scrambles_take_turns(small):
    found = sample(small, settings(), 16, start=8)
    assert found.scramble.tolist() == [0, 1, 2, 3] * 4
    with pytest.raises(ValueError, match="multiples of 4 scrambles"):
        sample(small, settings(), 6)


def test_no_inputs_and_no_draws_are_no_error(small):
    certain = settings(distributions={key: Distribution(kind="fixed") for key in small.inputs})
    found = sample(small, certain)
    assert found.keys == ()
    assert found.values.shape == (1024, 0)
    assert len(found.scramble) == 1024


def test_what_is_drawn_has_a_range_and_is_read(hospital):
    found = spreads(hospital, Uncertainty())
    read = {key for ids in hospital.resolved.values() for key in ids}
    assert len(found) > 150
    for key in found:
        each = hospital.inputs[key]
        assert key in read
        assert each.low < each.high
        assert each.series is None
        assert not each.fixed
        assert each.declaration.format != "flag"
    values = sample(hospital, Uncertainty(), 256)
    for key, column in draws(values).items():
        declared = hospital.inputs[key].declaration
        assert declared.minimum is None or column.min() >= declared.minimum
        assert declared.maximum is None or column.max() <= declared.maximum
        if declared.format == "whole":
            assert np.array_equal(column, np.round(column))


def test_the_horizon_is_not_drawn():
    document = copy.deepcopy(of_lines())
    document["overrides"]["horizon"] = {"value": 10.0, "low": 5.0, "high": 15.0}
    bound = bind(parse_case(document))
    assert bound.inputs["horizon"].has_range
    assert "horizon" not in spreads(bound, Uncertainty())
    with pytest.raises(Problems, match="one question for all futures"):
        check(bound, Uncertainty(distributions={"horizon": Distribution()}))


# --- Correlations -------------------------------------------------------------------------------------


def test_the_pairs_that_ship_are_realised_within_two_hundredths(hospital):
    found = sample(hospital, Uncertainty())
    held = draws(found)
    stated = pairs(hospital, Uncertainty(), found.keys)
    assert len(stated) > 10
    assert found.notes == ()
    for pair in stated:
        realised = spearmanr(held[pair.first], held[pair.second])[0]
        assert realised == pytest.approx(pair.rank, abs=0.02), pair


@pytest.mark.parametrize("seed", range(6))
def test_they_are_realised_for_any_seed_and_for_pairs_of_the_case(hospital, seed):
    asked = settings(
        draws=4096, scrambles=8, seed=seed,
        correlations=together(
            ("discount_rate", "servers.unit_price", 0.5), ("breach_price", "loaded_pay", -0.3)
        ),
    )  # fmt: skip
    sampler = Sampler(hospital, asked)
    stated = pairs(hospital, asked, sampler.keys)
    held = draws(sampler.sample(4096))
    assert sum(pair.own for pair in stated) == 2
    gaps = [abs(spearmanr(held[pair.first], held[pair.second])[0] - pair.rank) for pair in stated]
    assert max(gaps) < 0.02


def test_inputs_of_no_pair_stay_independent(hospital):
    found = sample(hospital, Uncertainty())
    linked = {key for pair in pairs(hospital, Uncertainty(), found.keys) for key in pair[:2]}
    free = [at for at, key in enumerate(found.keys) if key not in linked][:60]
    ranks = spearmanr(found.values[:, free])[0]
    assert np.abs(ranks - np.eye(len(free))).max() < 0.1


def test_pairs_are_those_that_one_fleet_or_workload_reads(hospital):
    found = {frozenset(pair[:2]) for pair in pairs(hospital, Uncertainty(), spreads(hospital, Uncertainty()))}
    assert frozenset(("network.refresh_cycle", "network.standing_cycle")) in found
    assert frozenset(("pacs.processors_per_machine", "pacs.memory_per_machine")) in found
    assert frozenset(("pacs.processors_per_machine", "memory_per_machine")) not in found
    assert frozenset(("network.refresh_cycle", "plant.standing_cycle")) not in found


def test_the_case_s_own_pair_replaces_the_one_that_ships(small):
    asked = settings(draws=4096, correlations=together(("general_inflation", "wage_growth", -0.4)))
    held = draws(sample(small, asked))
    assert spearmanr(held["general_inflation"], held["wage_growth"])[0] == pytest.approx(-0.4, abs=0.02)
    without = settings(correlations=together(("wage_growth", "general_inflation", 0.0)))
    assert not [
        pair for pair in pairs(small, without, RATES) if set(pair[:2]) == {"wage_growth", "general_inflation"}
    ]


def test_rank_one_is_drawn_together_and_minus_one_as_a_mirror(small):
    asked = settings(
        correlations=together(
            ("discount_rate", "wage_growth", 1.0), ("wage_growth", "energy_price_growth", -1.0)
        )
    )
    held = draws(sample(small, asked))
    assert spearmanr(held["discount_rate"], held["wage_growth"])[0] == pytest.approx(1, abs=1e-9)
    assert spearmanr(held["discount_rate"], held["energy_price_growth"])[0] == pytest.approx(-1, abs=1e-9)


def stated_and_drawn(bound, *ranked):
    """What was asked of each pair, what came of it, and what was said."""
    found = sample(bound, settings(draws=4096, correlations=together(*ranked)))
    held = draws(found)
    gaps = [spearmanr(held[one], held[other])[0] - rank for one, other, rank in ranked]
    return max(map(abs, gaps)), found.notes, held


@pytest.mark.parametrize("rank", [0.8, 0.95])
def test_pairs_that_can_hold_together_do_so_whatever_follows_for_those_that_nobody_stated(small, rank):
    chain = (("discount_rate", "wage_growth", rank), ("wage_growth", "energy_price_growth", rank))
    gap, notes, held = stated_and_drawn(small, *chain)
    assert gap < 0.02
    assert notes == ()
    follows = 2.0 * np.sin(np.pi * rank / 6.0)  # of normal scores, which multiply along a chain
    expected = 6.0 / np.pi * np.arcsin(follows**2 / 2.0)
    assert spearmanr(held["discount_rate"], held["energy_price_growth"])[0] == pytest.approx(
        expected, abs=0.02
    )


def test_a_circle_of_pairs_that_can_hold_is_drawn_as_stated(small):
    circle = ("discount_rate", "wage_growth", "energy_price_growth", "software_price_growth")
    pairs_stated = [(one, other, 0.9) for one, other in itertools.pairwise(circle)]
    gap, notes, _ = stated_and_drawn(small, *pairs_stated, (circle[0], circle[-1], 0.6))
    assert gap < 0.02
    assert notes == ()


def test_where_unstated_pairs_can_be_independent_they_are(small):
    chain = (("discount_rate", "wage_growth", 0.5), ("wage_growth", "energy_price_growth", 0.5))
    gap, notes, held = stated_and_drawn(small, *chain)
    assert gap < 0.02
    assert notes == ()
    assert spearmanr(held["discount_rate"], held["energy_price_growth"])[0] == pytest.approx(0.0, abs=0.03)


def test_of_pairs_that_cannot_hold_only_stated_ones_are_named_and_others_give_way(small):
    found = sample(small, settings(correlations=together(
        ("discount_rate", "wage_growth", 0.9), ("wage_growth", "energy_price_growth", 0.9),
        ("discount_rate", "energy_price_growth", -0.9), ("energy_price_growth", "software_price_growth", 0.6),
    )))  # fmt: skip
    (note,) = found.notes
    assert "0.90 asked, 0.48 drawn" in note.en or "-0.90 asked, -0.48 drawn" in note.en
    held = draws(found)
    last = spearmanr(held["energy_price_growth"], held["software_price_growth"])[0]
    assert last == pytest.approx(0.6, abs=0.02)


def test_a_matrix_that_cannot_be_is_repaired_and_said_in_both_languages(small):
    asked = settings(
        draws=4096,
        correlations=together(
            ("discount_rate", "wage_growth", 0.9), ("wage_growth", "energy_price_growth", 0.9),
            ("discount_rate", "energy_price_growth", -0.9),
        ),
    )  # fmt: skip
    found = sample(small, asked)
    (note,) = found.notes
    assert "cannot hold together" in note.en
    assert "함께 성립할 수 없어" in note.ko
    assert "wage_growth" in note.en
    held = draws(found)
    realised = spearmanr(held["discount_rate"], held["wage_growth"])[0]
    assert 0.3 < realised < 0.6  # three pairs of the same strength share the repair
    assert realised == pytest.approx(
        -spearmanr(held["discount_rate"], held["energy_price_growth"])[0], abs=0.05
    )


def test_pairs_against_inputs_that_move_as_one_are_left_out_and_said(small):
    asked = together(("discount_rate", "wage_growth", 1.0), ("wage_growth", "energy_price_growth", 1.0),
                     ("discount_rate", "energy_price_growth", -1.0))  # fmt: skip
    notes = sample(small, settings(correlations=asked)).notes
    assert any("left out" in note.en for note in notes)


def test_the_nearest_correlation_matrix_is_that_of_higham():
    found = nearest_correlation(np.array([[1.0, 1, 0], [1, 1, 1], [0, 1, 1]]))
    expected = [[1, 0.7607, 0.1573], [0.7607, 1, 0.7607], [0.1573, 0.7607, 1]]
    np.testing.assert_allclose(found, expected, atol=1e-4)
    assert np.linalg.eigvalsh(found)[0] > 0


def test_correlation_leaves_each_input_s_own_distribution(small):
    pair = together(("discount_rate", "wage_growth", 0.8))
    apart, tied = (draws(sample(small, settings(draws=8192, correlations=each))) for each in ((), pair))
    for key in ("discount_rate", "wage_growth"):
        levels = np.linspace(0.02, 0.98, 25)
        gap = np.quantile(apart[key], levels) - np.quantile(tied[key], levels)
        assert np.abs(gap).max() < 0.01 * np.ptp(apart[key])


def test_a_copula_without_pairs_changes_nothing():
    cells = points(1, 2, 3, 64, 0)
    before = cells.copy()
    copula(("a", "b", "c"), ()).apply(cells)
    assert np.array_equal(cells, before)


# --- Refusals -----------------------------------------------------------------------------------------


def test_everything_wrong_is_refused_at_once_with_the_nearest_name(small):
    asked = settings(
        distributions={
            "discount_rat": Distribution(kind="uniform"),
            "smallest_amount": Distribution(kind="uniform"),
            "wage_growth": Distribution(kind="discrete", values=(0.02, 9.0)),
            "energy_price_growth": Distribution(kind="lognormal"),
        },
        correlations=together(
            ("wage_growht", "discount_rate", 0.5), ("wage_growth", "discount_rate", 0.5),
            ("discount_rate", "wage_growth", 0.1),
        ),
    )  # fmt: skip
    with pytest.raises(Problems) as caught:
        check(small, asked)
    text = str(caught.value)
    assert len(caught.value.problems) == 6
    for part in ("did you mean 'discount_rate'", "has no range", "above the maximum",
                 "lognormal needs a range above 0", "did you mean 'wage_growth'", "keep one"):  # fmt: skip
        assert part in text
    with pytest.raises(Problems):
        sample(small, asked)


@pytest.mark.parametrize(("value", "scenario"), [(0.02, "own"), (0.15, "own"), (0.06, "base")])
def test_a_lognormal_whose_middle_is_an_end_of_its_range_is_refused_with_the_remedy(value, scenario):
    document = copy.deepcopy(of_lines(discount_rate={"value": value, "low": 0.02, "high": 0.15}))
    bound = bind(parse_case(document | {"scenario": scenario}))
    if scenario == "base":
        each = bound.inputs["discount_rate"]
        bound.inputs["discount_rate"] = dataclasses.replace(each, base=each.low)
    with pytest.raises(Problems, match="half of a lognormal lies on each side .* choose pert") as caught:
        check(bound, settings(distributions={"discount_rate": Distribution(kind="lognormal")}))
    assert "로그정규분포" in in_language(str(caught.value), "ko")


def test_a_pair_with_an_input_that_is_not_drawn_is_said_to_have_no_effect(small):
    pair = together(("vat_rate", "discount_rate", 0.5))
    check(small, settings(correlations=pair))
    (note,) = sample(small, settings(correlations=pair)).notes
    assert "vat_rate is not drawn" in note.en
    assert "vat_rate" in note.ko
