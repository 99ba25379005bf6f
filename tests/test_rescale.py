"""Rescaling writes an open override where the value stands, and nothing else."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from small_cases import TITLE, of_archive

from tco.case import parse_case
from tco.changes import load
from tco.errors import Problems
from tco.rescale import rescaled
from tco.results import run

PRESET = "kr-general-500"
WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)  # each example evaluates the case
RANGED = sorted(
    key
    for key, each in run(load(PRESET)).bound.inputs.items()
    if each.has_range and not each.fixed and each.declaration.format == "number" and each.value > 0
)


def refused(case, factors):
    with pytest.raises(Problems) as error:
        rescaled(case, factors, "test")
    return str(error.value)


@settings(max_examples=15, phases=WITHOUT_SHRINKING, deadline=None)
@given(key=st.sampled_from(RANGED), factor=st.floats(0.9, 0.999))
def test_value_and_range_are_multiplied_and_no_other_input_changes(key, factor):
    case = load(PRESET)
    before = run(case).bound.inputs
    try:
        after = run(rescaled(case, {key: factor}, "because")).bound.inputs
    except Problems:  # a value at its minimum cannot fall
        assert before[key].value * factor < before[key].declaration.minimum
        return
    was, now = before[key], after[key]
    minimum = was.declaration.minimum or 0.0
    assert now.value == pytest.approx(was.value * factor, rel=1e-12)
    assert now.low == pytest.approx(max(was.low * factor, min(minimum, now.value)), rel=1e-12)
    assert now.high == pytest.approx(was.high * factor, rel=1e-12)
    assert now.overridden
    assert now.reason == ("because" if not was.reason else f"because; before: {was.reason}")
    assert {
        name
        for name in before
        if (before[name].value, before[name].low) != (after[name].value, after[name].low)
    } <= {key}


@pytest.mark.parametrize("scenario", ["own", "low", "base", "high"])
def test_a_price_scales_its_line_in_every_scenario(scenario):
    case = load(PRESET, [f'scenario="{scenario}"', "loaded_pay=90000000"])
    paid = run(case).yearly("stay", "operations_pay.server")[1]
    after = run(rescaled(case, {"loaded_pay": 1.25}, "test"))
    assert after.yearly("stay", "operations_pay.server")[1] == pytest.approx(1.25 * paid, rel=1e-12)


def test_an_override_is_replaced_where_it_stands_and_its_reason_is_kept():
    document = of_archive(alternatives={"other": {"title": TITLE}})
    document["alternatives"]["other"]["overrides"] = {
        "archive_storage.support_rate": {"value": 0.1, "low": 0.05, "high": 0.2, "reason": "contract"}
    }
    case = parse_case(document)
    factors = {"other.archive_storage.support_rate": 1.5, "archive_storage.unit_price": 2.0, "beds": 1.1}
    after = rescaled(case, factors, "bill")
    assert after.alternatives["other"].overrides[
        "archive_storage.support_rate"
    ].model_dump() == pytest.approx(
        {"value": 0.15, "low": 0.075, "high": 0.3, "reason": "bill; before: contract"}
    )
    assert after.overrides["archive_storage.unit_price"].value == 2000.0
    assert after.hospital["beds"].value == pytest.approx(110.0)
    assert set(after.overrides) == set(case.overrides)
    assert case.hospital["beds"] == 100.0


def test_of_two_places_the_one_that_counts_is_replaced():
    document = of_archive()
    document["hospital"]["archive_storage.unit_price"] = 3.0
    after = rescaled(parse_case(document), {"archive_storage.unit_price": 2.0}, "test")
    assert after.hospital["archive_storage.unit_price"] == 3.0
    assert run(after).bound.inputs["archive_storage.unit_price"].value == 2000.0


def test_a_range_ends_where_more_is_impossible_and_holds_the_cases_own_value():
    case = load(PRESET, ["avoidable_room_share=0.9"])
    found = rescaled(case, {"avoidable_room_share": 1.05}, "test").overrides["avoidable_room_share"]
    assert found.value == pytest.approx(0.945)
    assert (found.low <= found.value <= found.high, found.high <= 1.0) == (True, True)
    beyond = load(PRESET, ["emr.machines_per_bed=2.0"])
    found = rescaled(beyond, {"emr.machines_per_bed": 2.0}, "test").overrides["emr.machines_per_bed"]
    assert (found.low, found.value, found.high) == (0.3, 4.0, 4.0)


def test_everything_that_cannot_be_rescaled_is_named_at_once():
    message = refused(
        load(PRESET),
        {"emr.machines_per_bed": 1e6, "beds": 1.001, "count_residual": 2.0, "servers.register": 2.0,
         "loaded_pey": 2.0, "loaded_pay": -1.0, "emr.machines_fixed": float("nan")},
    )  # fmt: skip
    for text in (
        "emr.machines_per_bed: 0.3 × 1e+06 = 300,000 is above the maximum 20 (Virtual machines per bed: EMR",
        "beds: 500 × 1.001 = 500.5 is not a whole number",
        "count_residual: is no quantity",
        "servers.register: is a row of figures by year",
        "'loaded_pey' is not an input that this case reads; did you mean 'loaded_pay'?",
        "loaded_pay: the factor is -1",
        "emr.machines_fixed: the factor is nan",
    ):
        assert text in message
    assert "rescaling: 7 problems" in message


def test_a_value_below_its_minimum_is_refused():
    assert "is below the minimum 1" in refused(load(PRESET), {"power_usage_effectiveness": 0.5})
