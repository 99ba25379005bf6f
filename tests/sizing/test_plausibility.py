"""Sizing outside of what has been published is said so, with range, source and where the range is from."""

import pytest
from small_cases import of_lines

from tco.case import parse_case, presets
from tco.changes import load
from tco.errors import Problems
from tco.results import run
from tco.sizing import expectations, warnings
from tco.sizing.plausibility import applicable, measured, parse_expectations, quantity, shown

PRESET = "kr-general-500"
ENTRY = {
    "label": {"en": "Machines", "ko": "머신"}, "numerator": ["machines"], "denominator": "beds",
    "low": 1.0, "high": 2.0, "basis": "sourced", "note": {"en": "x", "ko": "x"},
    "source": {"title": "Survey", "url": "https://example.org", "published": "2010",
               "retrieved": "2026-11-23", "confidence": "low"},
}  # fmt: skip


def found(*changes, preset=PRESET):
    return {each.id: each for each in warnings(run(load(preset, changes)))}


def test_the_500_bed_hospital_is_within_every_range():
    assert found() == {}


def test_every_range_is_measured_in_some_preset():
    seen = set()
    results = [run(load(name)) for name in presets()] + [run(load(PRESET, ["beds=80"]))]
    for result in results:
        for each in applicable(result):
            if measured(result, each) is not None:
                seen.add(each.id)
    assert seen == {each.id for each in expectations()}


def test_every_name_in_the_file_is_a_line_or_an_input():
    result = run(load(PRESET))
    names = {name for each in expectations() for name in (*each.numerator, each.denominator) if name}
    assert {name for name in names if quantity(result, name) is None} == set()


def test_a_warning_names_value_range_source_and_year():
    each = found("emr.machines_per_bed=1.3")["machines_per_bed"]
    assert each.value == pytest.approx(440 / 500 + 1.0)
    assert each.low == pytest.approx((20 + 0.4 * 500) / 500)
    assert each.high == pytest.approx((80 + 1.6 * 500) / 500)
    assert "Storage wars: survey of HIMSS and Dell, 2010" in each.sentence.en
    assert "machines_per_bed" not in found("emr.machines_per_bed=1.1")


@pytest.mark.parametrize(
    ("change", "name"),
    [("processors_per_machine=9", "processors_per_machine"), ("memory_per_machine=60", "memory_per_machine"),
     ("emr.fast_storage_per_bed=0.4", "emr_flash_per_bed"), ("studies_per_bed=100", "studies_per_bed"),
     ("studies_per_bed=600", "studies_per_bed"), ("ct.study_size=3000", "megabytes_per_study"),
     ("ct.study_size=5000", "images_per_bed"), ("staff_per_bed=0.05", "staff_per_bed"),
     ("servers.power_draw=800", "watts_per_server"), ("servers.power_draw=1200", "kilowatts_per_rack"),
     ("servers.standby_ratio=0.3", "second_site_share"),
     ("power_usage_effectiveness=2.8", "power_usage_effectiveness"),
     ("servers.unit_price=190000000", "equipment_per_bed"),
     ("loaded_pay=300000000", "spending_300_to_799_beds")],
)  # fmt: skip
def test_each_figure_out_of_its_range_is_warned_of(change, name):
    assert name in found(change)


def test_what_a_hospital_has_none_of_is_not_warned_of():
    assert "second_site_share" not in found("servers.standby_ratio=0")


def test_ranges_of_a_country_and_a_size_stay_there():
    assert "equipment_per_bed" not in found("servers.unit_price=190000000", "beds=700")
    assert "spending_from_800_beds" in found("loaded_pay=900000000", "beds=900")
    assert not {each.id for each in applicable(run(load("us-community-200")))} & {
        "equipment_per_bed", "spending_100_to_299_beds",
    }  # fmt: skip


def test_a_case_without_workloads_is_not_warned():
    assert warnings(run(parse_case(of_lines()))) == []


def test_the_sentence_says_what_kind_of_range_it_is():
    pue = found("power_usage_effectiveness=2.8")["power_usage_effectiveness"].sentence
    assert pue.en == (
        "Power usage effectiveness (PUE): 2.8, outside the published 1.1 to 2.5 "
        "(Global data center survey: PUE by year, 2007 to 2025)"
    )
    assert pue.ko.startswith("전력사용효율(PUE): 2.8, 공개된 1.1~2.5 범위를 벗어납니다(")
    rack = found("servers.power_draw=1200")["kilowatts_per_rack"].sentence
    assert ", above the published 10 (" in rack.en
    assert "10보다 큽니다" in rack.ko
    judged = found("studies_per_bed=600")["studies_per_bed"].sentence
    assert "the range that we set around published figures" in judged.en
    assert "우리가 정한" in judged.ko


@pytest.mark.parametrize(
    ("change", "message"),
    [({"low": None, "high": None}, "low or high is missing"), ({"low": 3.0}, "low (3) is not below high (2)"),
     ({"basis": "guess"}, "basis"), ({"colour": 1}, "colour"), ({"source": {}}, "source.title"),
     ({"beds_from": 9.0, "beds_below": 3.0}, "beds_below (3) is not above beds_from (9)")],
)  # fmt: skip
def test_a_mistake_in_the_file_is_named(change, message):
    with pytest.raises(Problems) as error:
        parse_expectations({"one": ENTRY | change, "two": 5})
    assert message in str(error.value)
    assert "'two' stands outside any table" in str(error.value)


@pytest.mark.parametrize(
    ("value", "text"), [(1930.4, "1,930"), (0.0123, "0.0123"), (2.35001, "2.35"), (0.0000123, "0.000012")]
)
def test_numbers_are_never_powers_of_ten(value, text):
    assert shown(value) == text
