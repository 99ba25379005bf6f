"""Every preset answers, says where it differs, and stands on the page; `UPDATE_PRESETS=1` accepts changes."""

import io
import os
from pathlib import Path

import pytest
from preset_page import SURVEY, answer, own_budget, page

from exports.workbook import write_workbook
from tco import units
from tco.assumptions import book_ids, load_book, load_pack, pack_ids
from tco.case import Override, presets
from tco.results import run

PAGE = Path(__file__).parent.parent / "assumptions" / "PRESETS.md"
NAMES = sorted(presets())
each_preset = pytest.mark.parametrize("name", NAMES)
WORDS = ("judgement", "working", "KOSA", "정보통신망법", "Damodaran", "physician.or.kr", "KT", "has none")


def test_the_page_shows_what_the_presets_answer():
    fresh = page()
    if os.environ.get("UPDATE_PRESETS"):
        PAGE.write_text(fresh, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == fresh


def test_the_hospitals_that_the_project_promises_are_there():
    assert {
        "kr-hospital-150", "kr-general-300", "kr-general-500", "kr-tertiary-1000", "kr-clinics-10",
        "us-community-200", "us-academic-700", "uk-trust-600",
    } <= set(NAMES)  # fmt: skip


@each_preset
def test_a_preset_names_the_source_or_the_judgement_of_each_difference(name):
    for key, given in answer(name).bound.case.overrides.items():
        assert isinstance(given, Override), key
        assert any(word in given.reason for word in WORDS), key
        assert given.low is None or given.low <= given.value <= given.high, key


@each_preset
def test_units_agree_in_a_preset(name):
    assert units.check(answer(name).bound) == []


@each_preset
@pytest.mark.parametrize("scenario", ["low", "base", "high"])
def test_every_alternative_has_a_cost_in_every_scenario(name, scenario):
    result = run(answer(name).bound.case.model_copy(update={"scenario": scenario}))
    for alternative in result.alternatives:
        assert result.value(alternative, "present_value") > 0


@each_preset
@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_figure_without_a_value_says_why(name, language):
    result = answer(name)
    for alternative in result.alternatives:
        notes = result.notes(alternative, language)
        for metric, value in result.metrics(alternative).items():
            assert value is not None or notes[metric], metric


@each_preset
def test_a_preset_can_be_exported(name):
    target = io.BytesIO()
    write_workbook(answer(name), target)
    assert target.getvalue().startswith(b"PK")


def test_clinics_have_no_cost_per_bed_and_a_note():
    result = answer("kr-clinics-10")
    assert result.metric("stay", "cost_per_bed_year") is None
    assert result.notes("stay")["cost_per_bed_year"] == "the case has no beds"


@pytest.mark.parametrize(("name", "kind", "running", "investment"), SURVEY)
def test_korean_presets_are_of_the_size_that_the_survey_reports(name, kind, running, investment):
    own, *_, capital, _ = own_budget(answer(name))
    assert 0.5 < own / 1e6 / running < 2
    assert 0.1 < capital / 1e6 / investment < 1.5


def test_the_countries_discount_and_tax_as_they_do():
    british = answer("uk-trust-600").bound
    assert british.pack.head.currency == "GBP"
    assert british.inputs["discount_rate"].value == 0.035
    assert british.inputs["discount_rate_is_real"].value == 1
    taxed, exempt = answer("us-academic-700").bound, answer("us-community-200").bound
    assert taxed.inputs["income_tax_rate"].value > 0
    assert exempt.inputs["income_tax_rate"].value == 0


def test_packs_declare_the_same_inputs_but_for_currencies():
    keys = {pack: set(load_pack(pack).assumptions) for pack in pack_ids()}
    everywhere = set.intersection(*keys.values())
    assert {key.split(".")[-1] for each in keys.values() for key in each - everywhere} == {
        "exchange_rate", "exchange_rate_drift"
    }  # fmt: skip


@pytest.mark.parametrize("book_id", book_ids())
def test_a_ten_times_faster_port_costs_more_but_not_ten_times(book_id):
    prices = load_book(book_id).assumptions
    slow, fast = prices["port_price"].base, prices["fast_port_price"].base
    assert slow < fast <= 10 * slow
