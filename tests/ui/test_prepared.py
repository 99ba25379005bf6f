"""A prepared comparison answers as one that is not, and stays prepared while numbers change."""

import numpy as np
import pytest

from tco.case import presets
from tco.ui import prepared
from tco.ui import uncertainty_answers as answers
from tco.ui.answers import Question, answer, turns
from tco.ui.uncertainty_futures import Asked
from tco.uncertainty import plan

CASE, OTHER = "kr-general-300", "cloud_ncp"


def asked(**values):
    document = presets()[CASE]
    given = document.get("overrides", {}) | values
    return Asked(Question.of(document | {"overrides": given}), OTHER, 7)


def cleared():
    prepared._POOL.submit(lambda: None).result()
    prepared._COMPILED.clear()
    plan._PLANS.clear()
    turns.cache_clear()
    answers._KEPT.clear()
    answers._simulation.cache_clear()


def both(chosen):
    """Where the answer turns and the first futures, as nothing is kept of them."""
    turns.cache_clear()
    answers._KEPT.clear()
    answers._simulation.cache_clear()
    return turns(chosen.question, OTHER, 0.3), answers.first(chosen)


def test_prepared_or_not_the_answer_is_the_same():
    cleared()
    assert prepared.costs(asked().bound, OTHER) is None
    direct, futures = both(asked())
    prepared.prepare(answers._run(asked())).result()
    assert prepared.costs(asked().bound, OTHER) is not None
    quick, again = both(asked())
    assert again.curve == pytest.approx(futures.curve, rel=1e-9, abs=1e-12)
    assert again.versus.contest == futures.versus.contest
    assert {each.key for each in quick.swings} == {each.key for each in direct.swings}
    expected = {each.key: each for each in direct.swings}
    scale = abs(answer(asked().question).value(OTHER, "present_value"))
    for each in quick.swings:
        assert each.savings == pytest.approx(expected[each.key].savings, rel=1e-9, abs=1e-11 * scale), (
            each.key
        )
    for kind in ("flips", "reaches"):
        found, wanted = (
            {each.key: [point.value for point in each.points] for each in getattr(which, kind)}
            for which in (quick, direct)
        )
        assert found.keys() == wanted.keys()
        for key, values in wanted.items():
            assert np.array(found[key]) == pytest.approx(np.array(values), rel=1e-7)


def test_numbers_leave_a_case_prepared_and_switches_do_not():
    cleared()
    prepared.prepare(answers._run(asked())).result()
    beds, price = (asked().bound.inputs[key] for key in ("beds", "servers.unit_price"))
    for values in (
        {"discount_rate": 0.05},
        {"beds": beds.value * 1.5},
        {"beds": beds.value * 0.6, "servers.unit_price": price.high},
    ):
        run = answers._run(asked(**values))
        assert prepared.is_prepared(run), values
    for values in ({"horizon": 7.0}, {"count_residual": 0.0}):
        assert not prepared.is_prepared(answers._run(asked(**values))), values


def test_after_warming_up_nothing_is_left_to_prepare(monkeypatch):
    cleared()
    monkeypatch.setattr(prepared, "has_compiled", lambda: False)
    answers.warm_up(asked().question, OTHER)
    assert prepared.is_prepared(answers._run(asked(discount_rate=0.05)))
    assert not prepared.is_compiled()
