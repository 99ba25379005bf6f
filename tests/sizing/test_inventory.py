"""The inventory shows the model's own lines, with ranges that the model itself gives."""

import json

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from small_cases import of_archive, of_lines

from tco.case import parse_case
from tco.changes import load
from tco.cli import main
from tco.compute import evaluate
from tco.errors import UserError
from tco.results import run
from tco.sizing import inventory, sized
from tco.sizing.figures import KINDS, column_of, inputs_behind

PRESET = "kr-general-500"
WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)  # each example evaluates the case


@pytest.fixture(scope="module")
def result():
    return run(load(PRESET))


@pytest.fixture(scope="module")
def found(result):
    return {each.figure.key: each for each in inventory(result)}


def test_every_kind_of_figure_is_there(found):
    keys = {(each.figure.kind.name, each.figure.kind.family) for each in found.values()}
    assert keys == {(kind.name, kind.family) for kind in KINDS}


def test_figures_are_the_models_lines(result, found):
    expected = {
        "emr.machines": 15 + 0.3 * 500,
        "emr.processors": 165 * 4,
        "emr.cores": 165 * 4 / 2.5,
        "emr.memory": 165 * 16,
        "emr.fast_storage": 10 + 0.075 * 500,
        "emr.backup_storage": 2 * 47.5,
        "ct.studies": 300 * 500 * 0.135,
        "ct.study_size": 350,
        "ct.new_images": 300 * 500 * 0.135 * 350 / 1e6,
        "server.staff": 1 + 0.002 * 500,
        "staff": 6,
    }
    assert {key: found[key].value for key in expected} == pytest.approx(expected)
    for each in found.values():
        if not each.figure.is_input:
            assert each.value == result.yearly("stay", each.figure.line)[each.year]


def test_low_and_high_are_all_assumptions_at_once(found):
    machines = found["emr.machines"]
    assert (machines.low, machines.high) == pytest.approx((8 + 0.15 * 500, 30 + 0.6 * 500))
    cores = found["emr.cores"]
    assert cores.low == pytest.approx(83 * 2.7 / 4)
    assert cores.high == pytest.approx(330 * 6.3 / 1)
    assert (found["ct.study_size"].low, found["ct.study_size"].high) == (200, 700)


def test_no_single_assumption_leaves_the_range(result, found):
    bound = result.bound
    for key in ("servers.required", "electricity"):
        figure = found[key].figure
        behind = [name for name in inputs_behind(bound, figure.line) if bound.inputs[name].has_range]
        for name in behind:
            each = bound.inputs[name]
            lines = evaluate(bound, {name: np.array([each.low, each.high])})
            cells = np.atleast_2d(lines[figure.line])[..., 0, column_of(bound.model, figure)]
            assert np.all(cells >= found[key].low - 1e-9), (key, name)
            assert np.all(cells <= found[key].high + 1e-9), (key, name)


@settings(max_examples=8, phases=WITHOUT_SHRINKING, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_nor_do_random_draws_of_all_of_them(result, found, seed):
    bound = result.bound
    random = np.random.default_rng(seed)
    ranged = [each for each in bound.inputs.values() if each.has_range and not each.fixed]
    lines = evaluate(bound, {each.id: random.uniform(each.low, each.high, 16) for each in ranged})
    for key in ("machines", "cores", "memory", "image_archive", "staff", "fast_storage", "new_images"):
        each = found[key]
        cells = lines[each.figure.line][..., 0, column_of(bound.model, each.figure)]
        assert cells.min() >= each.low * (1 - 1e-9)
        assert cells.max() <= each.high * (1 + 1e-9)


def test_each_figure_says_its_rule_and_its_assumptions(found):
    machines = found["emr.machines"]
    assert "Virtual machines per bed: EMR × Beds in operation" in machines.rule
    assert machines.sentence.startswith("A base that every hospital needs")
    assert [each.id for each in machines.inputs if each.has_range] == [
        "emr.machines_fixed", "emr.machines_per_bed",
    ]  # fmt: skip
    assert found["emr.cores"].lines == ("processors.emr",)
    assert all(each.rule or each.inputs for each in found.values())


def test_labels_and_rules_are_korean_where_asked(result):
    found = {each.figure.key: each for each in inventory(result, "ko")}
    assert found["emr.machines"].label == "가상머신 수 (EMR·OCS)"
    assert "병상당 가상머신" in found["emr.machines"].rule


def test_a_register_says_what_stands():
    found = {each.figure.key: each for each in inventory(run(parse_case(of_archive())))}
    assert found["archive_storage.standing"].value == 30
    assert found["archive_storage.standing"].figure.is_input
    assert found["servers.standing"].value == 0


def test_a_case_without_workloads_has_no_inventory():
    with pytest.raises(UserError, match="has no workloads, so nothing is sized"):
        inventory(run(parse_case(of_lines())))


def test_the_command_answers_as_text_and_as_data(capsys, tmp_path):
    target = tmp_path / "case.toml"
    arguments = ["size", PRESET, "--overrule", "emr.machines=900", "--overrule", "servers.standing=44"]
    assert main([*arguments, "--json", "-", "--write", str(target)]) == 0
    document = json.loads(capsys.readouterr().out)
    figures = {each["id"]: each for each in document["figures"]}
    assert document["currency"] == "KRW"
    assert figures["emr.machines"]["value"] == pytest.approx(900, rel=1e-12)
    assert {"low", "high", "rule", "sentence", "inputs", "unit", "overruled_by"} <= set(figures["emr.cores"])
    assert set(document["changed"]) == {
        "emr.machines_fixed", "emr.machines_per_bed", "fleets.servers.count",
    }  # fmt: skip
    assert {each["id"] for each in document["warnings"]} >= {"machines_per_bed"}
    assert main(["size", str(target), "--rules", "--language", "ko"]) == 0
    text = capsys.readouterr().out
    assert "경고" in text
    assert "emr.machines_per_bed; 병원 값" in text
    assert sized(run(load(str(target)))).changed == {}


def test_all_figures_that_cannot_be_read_come_in_one_message(capsys):
    wrong = ["--overrule", "emr.machines=-5", "--overrule", "beds", "--overrule", "pacs.machines=7"]
    assert main(["size", "kr-general-300", *wrong]) == 2
    said = capsys.readouterr().err
    assert "inventory: 2 problems" in said
    assert "emr.machines=-5" in said
