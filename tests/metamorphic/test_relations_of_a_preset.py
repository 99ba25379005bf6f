"""Relations over a preset as a whole."""

import copy

import numpy as np
import pytest
from relations import PRESET, changed, close, engine, money_in, parts_add_up, rescaled, terms_agree

from tco.compute import evaluate
from tco.results import METRICS


@pytest.fixture(scope="module")
def preset():
    return engine(PRESET)


def test_real_and_nominal_terms_agree_for_the_preset_also_on_a_loan_and_with_a_quote():
    quoted = PRESET["alternatives"]["cloud_ncp"] | {
        "subscribed": True,
        "quote": {"price_per_bed": 50_000.0, "term": 3.0, "uplift": 0.02, "renewal_increase": 0.1},
    }
    document = copy.deepcopy(PRESET)
    document["alternatives"]["quoted"] = quoted
    for financed in (0.0, 1.0):
        terms_agree(engine, changed(document, financed_share=financed))
    parts_add_up(engine(changed(document, financed_share=1.0, real_terms=1.0)))


def test_a_batch_of_draws_gives_each_line_as_single_evaluations_do(preset):
    bound, random = preset.bound, np.random.default_rng(7)
    ranged = [each for each in bound.live if each.has_range and each.series is None]
    draws = {each.id: random.uniform(each.low, each.high, 3) for each in ranged}
    for each in ranged:
        if each.declaration.format in ("whole", "flag"):
            draws[each.id] = np.round(draws[each.id])
    batch = evaluate(bound, draws)
    for draw in range(3):
        single = evaluate(bound, {key: float(values[draw]) for key, values in draws.items()})
        for key, array in single.items():
            found = batch[key][draw] if batch[key].ndim == 3 else batch[key]
            assert found == pytest.approx(array, rel=1e-9, abs=1e-6, nan_ok=True), key


def test_all_prices_times_k_in_the_preset(preset):
    after = evaluate(preset.bound, rescaled(preset.bound, 3.0))
    for key, instance in preset.bound.model.instances.items():
        if instance.line.id not in ("irr", "mirr"):
            close(after[key] / 3.0 ** money_in(instance.line.unit), preset.lines[key], key)


def test_swapping_the_baseline_of_the_preset_changes_every_sign(preset):
    for name in ("cloud_ncp", "stay_longer"):
        back = engine(PRESET | {"baseline": name})
        assert back.metric("stay", "saving_pv") == pytest.approx(-preset.metric(name, "saving_pv"))
        assert back.metric(name, "present_value") == preset.metric(name, "present_value")


def test_an_alternative_does_not_depend_on_its_rivals(preset):
    fewer = copy.deepcopy(PRESET)
    del fewer["alternatives"]["cloud_aws"], fewer["alternatives"]["hybrid"]
    result = engine(fewer)
    for name in result.alternatives:
        for metric in METRICS:
            assert result.metric(name, metric) == preset.metric(name, metric), (name, metric)
