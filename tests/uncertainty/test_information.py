"""The value of information on cases: order, groups, costs, the command and its texts."""

import json
import tomllib
from importlib.resources import files

import numpy as np
import pytest
from worth import document, near, simulated, small

from tco.case import parse_case
from tco.case_file import to_toml
from tco.cli import main
from tco.compute import evaluate
from tco.errors import Problems
from tco.reduced import reduced
from tco.uncertainty.information import evpi, evppi, information
from tco.uncertainty.information_text import as_document, as_text, supported_digits, unseen
from tco.uncertainty.sampling import Sampler


def test_a_case_against_a_nested_computation_by_single_evaluations():
    simulation = simulated(document())
    bound = simulation.bound
    part = reduced(bound, ("present_value",))
    middle = {n: (np.arange(n) + 0.5) / n for n in (8, 5)}
    spreads = Sampler(bound, bound.case.uncertainty).spreads
    keys = ("a_x.amount", "b_x.amount", "a_x.escalation")
    outer = spreads[keys[0]].quantile(middle[8])
    amounts, rates = (spreads[key].quantile(middle[5]) for key in keys[1:])
    inner = [(amount, rate) for amount in amounts for rate in rates]
    costs = np.array([
        [evaluate(part, dict(zip(keys, map(float, (own, *rest)), strict=True)))["present_value"][:, 0]
         for rest in inner]
        for own in outer
    ])  # fmt: skip
    least = costs.mean(axis=(0, 1)).min()
    found, everything = evppi(simulation, [[keys[0]]])[0], evpi(simulation)
    assert near(found, least - costs.mean(axis=1).min(axis=1).mean(), slack=0.04 * found.amount)
    assert near(everything, least - costs.min(axis=2).mean(), slack=0.04 * everything.amount)
    assert found.sure


def with_an_own_figure(**changes):
    """The other bill is due at the end, so that the hospital's own discount rate decides as well."""
    case = document(**changes)
    case["custom_lines"][1]["first_year"] = 3
    case["overrides"] |= {
        "b_x.amount": {"value": 335.0, "low": 310.0, "high": 360.0},
        "discount_rate": {"value": 0.02, "low": 0.0, "high": 0.3},
    }
    del case["uncertainty"]["distributions"]["discount_rate"]
    return case


def test_the_order_is_quotes_first_and_then_by_worth():
    found = information(simulated(with_an_own_figure()))
    ids = [each.id for each in found.inputs]
    assert ids[0] == "discount_rate"
    assert set(ids[1:]) == {"a_x.amount", "b_x.amount", "a_x.escalation"}
    assert [each.to_ask for each in found.inputs] == [True, False, False, False]
    amounts = [each.value.amount for each in found.inputs]
    assert 0.0 < amounts[0] < amounts[1]
    assert amounts[1:] == sorted(amounts[1:], reverse=True)
    assert "Ask first: it is worth at least about $" in "\n".join(as_text(found))
    assert [each.id for each in small().inputs][0] == "a_x.amount"


def test_a_group_is_worth_no_less_than_its_members():
    found = small()
    (group,) = [each for each in found.groups if "a_x.amount" in each.keys]
    assert group.label.ko == "추가 항목"
    members = [each.value.amount for each in found.inputs if each.id in group.keys]
    assert max(members) <= group.value.amount <= found.everything.amount


def test_inputs_drawn_together_are_one_and_correlated_ones_say_so():
    case = document()
    case["uncertainty"]["correlations"] = [
        {"between": ["a_x.amount", "b_x.amount"], "rank": -1.0},
        {"between": ["a_x.escalation", "b_x.amount"], "rank": 0.5},
    ]
    found = information(simulated(case))
    first = found.inputs[0]
    assert set(first.keys) == {"a_x.amount", "b_x.amount"}
    assert len(found.inputs) == 2
    assert first.also == ("a_x.escalation",)
    assert first.value.amount > small().inputs[0].value.amount
    text = "\n".join(as_text(found))
    assert "drawn together" in text
    assert "Correlated inputs tell of one another" in text


def test_where_nothing_can_flip_the_decision_no_quote_is_worth_anything():
    case = document()
    case["overrides"]["b_x.amount"] = {"value": 400.0, "low": 300.0, "high": 500.0}
    found = information(simulated(case), costs={"a_x.amount": 1.0}, grouped=True)
    assert found.settled
    assert {each.value.amount for each in (*found.inputs, *found.groups)} == {0.0}
    (asked,) = [each for each in found.inputs if each.id == "a_x.amount"]
    assert (asked.cost, asked.worth_asking) == (1.0, False)
    assert found.certain
    assert "no further quote is worth anything" in "\n".join(as_text(found))
    assert "견적을 더 받을 가치는 없습니다" in "\n".join(as_text(found, "ko"))


def test_a_decision_that_hardly_ever_flips_says_so():
    case = document()
    case["overrides"]["b_x.amount"] = {"value": 125.0, "low": 110.0, "high": 140.0}
    case["overrides"]["a_x.amount"] = {"value": 75.0, "low": 60.0, "high": 118.0}
    found = information(simulated(case, draws=4096))
    assert 0.0 < found.elsewhere < 0.001
    assert not any(each.value.sure for each in found.inputs)
    text = "\n".join(as_text(found))
    assert "In fewer than 0.1" in text
    assert "0 % of the draws" not in text
    assert "less than $0" not in text


def test_the_worth_is_held_against_the_cost():
    worth = small().inputs[0].value.amount
    for cost, verdict in ((worth / 10, True), (worth * 10, False), (worth, None)):
        found = information(simulated(document()), costs={"a_x.amount": cost})
        assert found.inputs[0].worth_asking is verdict
    assert "cannot be told yet" in "\n".join(as_text(found))


def test_unknown_names_are_refused_all_at_once():
    simulation = simulated(document())
    with pytest.raises(Problems, match="did you mean 'a_x.amount'") as caught:
        information(simulation, costs={"a_x.amoun": 1.0, "b_x.amount": -1.0})
    assert len(caught.value.problems) == 2
    with pytest.raises(Problems, match="did you mean 'other'"):
        information(simulation, ["base", "othr"])
    with pytest.raises(Problems, match="a choice is between two"):
        information(simulation, ["base"])


def test_one_scramble_and_few_draws_say_so():
    single = information(simulated(document(), scrambles=1))
    assert "single scramble" in "\n".join(as_text(single))
    assert single.inputs[0].value.amount == pytest.approx(small().inputs[0].value.amount, rel=0.15)
    few = information(simulated(document(), draws=8, scrambles=1))
    assert "too few" in "\n".join(as_text(few))
    json.dumps(as_document(few), allow_nan=False)


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(tmp_path, capsys):
    file = tmp_path / "case.toml"
    file.write_text(to_toml(parse_case(document(id="small"))), encoding="utf-8")
    written = []
    for name, seed in (("one", "7"), ("two", "7"), ("three", "8")):
        target = tmp_path / f"{name}.json"
        arguments = ["voi", str(file), "--seed", seed, "--draws", "512", "--group"]
        assert main([*arguments, "--json", str(target)]) == 0
        written.append(target.read_bytes())
    assert written[0] == written[1] != written[2]
    found = json.loads(written[0], parse_constant=pytest.fail)
    assert (found["seed"], found["draws"], found["scrambles"]) == (7, 512, 8)
    assert found["inputs"][0]["sentence"].startswith("Worth at least about $")
    assert [each["can_be_asked_for"] for each in found["inputs"]] == [False, False, False]
    assert "Ask first" not in capsys.readouterr().out


def test_the_command_reads_costs_and_refuses_what_it_cannot(tmp_path, capsys):
    file = tmp_path / "case.toml"
    file.write_text(to_toml(parse_case(document(id="small"))), encoding="utf-8")
    assert main(["voi", str(file), "--cost", "a_x.amount=1", "--language", "ko"]) == 0
    assert "물어볼 가치가 있습니다" in capsys.readouterr().out
    for wrong, said in (
        (["--cost", "a_x.amount"], "KEY=AMOUNT"), (["--draws", "1000"], "power of two"),
        (["--alternatives", "base"], "between two"),
    ):  # fmt: skip
        assert main(["voi", str(file), *wrong]) == 2
        assert said in capsys.readouterr().err


def test_ctrl_c_keeps_what_is_complete_and_says_so(tmp_path, capsys, interrupted):
    file = tmp_path / "case.toml"
    file.write_text(to_toml(parse_case(document(id="small"))), encoding="utf-8")
    assert main(["voi", str(file), "--draws", "32768"]) == 0
    assert "Stopped after 4,096 of 32,768 draws" in capsys.readouterr().out


def test_amounts_keep_the_digits_that_their_error_supports():
    assert supported_digits(12_340_000, 300_000) == 2
    assert supported_digits(12_340_000, 30_000) == 3
    assert supported_digits(12_340_000, 3_000_000) == 1
    assert supported_digits(5.0, 30.0) == 1
    assert supported_digits(5.0, None) == supported_digits(0.0, 0.0) == 3


def test_both_languages_have_the_same_texts_and_places():
    folder = files("tco.uncertainty").joinpath("texts")
    both = [
        tomllib.loads(folder.joinpath(f"information.{name}.toml").read_text("utf-8")) for name in ("en", "ko")
    ]
    assert {part: set(texts) for part, texts in both[0].items()} == {
        part: set(texts) for part, texts in both[1].items()
    }
    for part, texts in both[0].items():
        for key, text in texts.items():
            assert places(text) == places(both[1][part][key]), key


def places(text):
    return {each.split("}")[0] for each in text.split("{")[1:]}


def test_what_may_not_show_in_many_draws_is_not_said_to_be_nothing():
    said = [unseen(draws).removesuffix("\u00a0%") for draws in (1, 1024, 16384, 2**20)]
    assert said == ["100", "0.3", "0.02", "0.0003"]
