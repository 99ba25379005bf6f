import copy
import json
from dataclasses import replace

import numpy as np
import pytest
from small_cases import custom, of_lines

from tco.assumptions import Assumption, Text, load_book, load_pack, pack_ids
from tco.binding import bind
from tco.case import Override, parse_case, presets
from tco.changes import load
from tco.cli import main
from tco.errors import Problems, UserError
from tco.inputs import Input
from tco.language import REGISTRY, Name, Operation, line, previous, walk
from tco.model import BuiltIn, Instance, LineRef, Model
from tco.results import run
from tco.symmetry import Reasons, as_document, as_text, load_reasons, symmetry
from tco.symmetry.roles import roles
from tco.symmetry.sides import Sides

PRESET = "kr-general-500"
EVERYTHING = ["archive", "traffic", "backup", "standby", "operating_system", "database", "security", "lines",
              "migration", "applications"]  # fmt: skip


@pytest.fixture(scope="module")
def found():
    return symmetry(load(PRESET))


def by_name(found):
    return {rule.name: rule for rule in found.rules}


@pytest.mark.parametrize("name", presets())
def test_every_one_sided_input_of_every_preset_has_a_reason(name):
    found = symmetry(load(name))
    assert found.one_sided
    assert [rule.name for rule in found.unexplained] == []


@pytest.mark.parametrize("name", presets())
def test_a_full_move_leaves_nothing_of_own_equipment_to_pay_for(name):
    sides = Sides(load(name), load_reasons().moved)
    equipment = {key for key in sides.costs if "fleet" in sides.bound.model.instances[key].keys}
    assert equipment & sides.own_only
    assert not equipment & sides.cloud_only
    kept = {key for key in equipment if np.abs(sides.base[key][list(sides.moving.values()), 2:]).max() > 1.0}
    assert not kept, "name the input that keeps it in `moved` of assumptions/symmetry.toml"


@pytest.mark.parametrize(
    ("name", "side"),
    [("price_growth", "own"), ("energy_price_growth", "own"), ("cloud_price_growth", "cloud"),
     ("exchange_rate_drift", "cloud"), ("wage_growth", "both"), ("general_inflation", "both"),
     ("software_price_growth", "both"), ("demand_growth", "both"), ("discount_rate", "both"),
     ("standby_ratio", "both"), ("vat_rate", "both"), ("headroom", "own"), ("cloud_waste", "cloud"),
     ("power_usage_effectiveness", "own"), ("contingency", "cloud"), ("loaded_pay", "both"),
     ("staff_kept_ratio", "cloud"), ("cloud_role_pay", "cloud"), ("migration_price_per_machine", "cloud"),
     ("decommissioning_price", "both")],
)  # fmt: skip
def test_sides_follow_what_each_side_pays(found, name, side):
    rule = by_name(found)[name]
    assert rule.side == side or name == "decommissioning_price" and rule.side == "own"
    assert bool(rule.own) == (side != "cloud") or name == "discount_rate"


def test_lines_named_are_those_that_change(found):
    rules = by_name(found)
    assert set(rules["energy_price_growth"].own) == {"electricity", "vat_on_services"}
    assert "purchases.servers" in rules["price_growth"].own
    assert all(key.startswith(("cloud_roles",)) for key in rules["cloud_role_pay"].cloud["cloud_ncp"])


def test_a_point_more_moves_the_saving_by_what_is_shown(found):
    for name in ("energy_price_growth", "wage_growth"):
        rule = by_name(found)[name]
        before, after = run(load(PRESET)), run(load(PRESET, [f"{name}={rule.values[name] + 0.01}"]))
        for alternative, effect in rule.effect.items():
            change = after.metric(alternative, "saving_pv") - before.metric(alternative, "saving_pv")
            assert effect == pytest.approx(change, rel=1e-6, abs=1.0)


def test_a_missing_reason_is_shown_and_one_for_the_other_side_does_not_count():
    shipped = load_reasons()
    swapped = {
        key: each.model_copy(update={"side": "cloud" if each.side == "own" else "own"})
        for key, each in shipped.reasons.items()
        if each.side != "either"
    }
    for given in ({}, swapped):
        found = symmetry(load(PRESET), Reasons(moved=shipped.moved, reasons=given))
        assert {rule.name for rule in found.one_sided} <= {rule.name for rule in found.unexplained}
        assert "NO REASON GIVEN" in "\n".join(as_text(found))


def test_reasons_name_inputs_that_exist_and_are_written_in_both_languages():
    books = ("naver_cloud", "aws_seoul")
    declared = {key for pack in pack_ids() for key in load_pack(pack).assumptions}
    declared |= {key for book in books for key in load_book(book).assumptions}
    names = {key.rsplit(".", 1)[-1] for key in declared} | {"support_steps", "escalation_rates"}
    file = load_reasons()
    assert {*file.reasons, *file.moved} <= names
    assert {name for each in file.reasons.values() for name in each.counterparts} <= names
    for each in file.reasons.values():
        assert any("가" <= letter <= "힣" for letter in each.text.ko)
        assert not any("가" <= letter <= "힣" for letter in each.text.en)


def test_an_unknown_key_in_the_file_of_reasons_is_an_error():
    with pytest.raises(ValueError, match="Extra inputs"):
        Reasons.model_validate({"moved": {}, "reasons": {}, "excuses": {}})


def test_a_value_for_one_alternative_alone_needs_a_reason():
    case = load(PRESET)
    for reason, unexplained in (("", True), ("the partner's contract fixes it", False)):
        overrides = {"cloud_ncp.loaded_pay": Override(value=5e7, reason=reason)}
        found = symmetry(case.model_copy(update={"overrides": overrides}))
        assert by_name(found)["loaded_pay"].unexplained is unexplained
        assert "cloud_ncp.loaded_pay" in "\n".join(as_text(found))


@pytest.mark.parametrize(("language", "words"), [("en", "stated in the quote"), ("ko", "견적에 명시된 값")])
def test_what_a_quote_states_has_the_quote_for_its_reason(language, words):
    document = copy.deepcopy(presets()[PRESET])
    quote = {"price_per_bed": 90000.0, "uplift": 0.03, "renewal_increase": 0.1, "includes": ["backup"]}
    document["alternatives"]["offer"] = {
        "title": {"en": "An offer", "ko": "견적"}, "subscribed": True, "price_book": "naver_cloud",
        "moves": ["compute", "backup"], "quote": quote,
    }  # fmt: skip
    document["alternatives"]["other"] = document["alternatives"]["offer"] | {
        "quote": {"price_per_bed": 90000.0, "includes": ["backup"]}
    }
    found = symmetry(parse_case(document))
    assert not found.unexplained
    assert f"offer.quote_uplift ({words})" in "\n".join(as_text(found, language))
    assert by_name(found)["renewal_increase"].special.keys() == {"offer.renewal_increase"}
    changed = symmetry(load_changed(document, **{"offer.quote_uplift": 0.2}))
    assert [rule.name for rule in changed.unexplained] == ["quote_uplift"]


def load_changed(document, **values):
    """The case with overrides that give no reason."""
    overrides = {**document.get("overrides", {}), **{key: {"value": each} for key, each in values.items()}}
    return parse_case(document | {"overrides": overrides})


def test_what_a_fee_includes_does_not_follow_volumes_and_says_so():
    document = copy.deepcopy(presets()[PRESET])
    document["alternatives"]["full"] = {
        "title": {"en": "All in", "ko": "전부 포함"}, "subscribed": True,
        "moves": ["compute", "archive", "backup", "standby"],
        "quote": {"price_per_bed": 90000.0, "includes": EVERYTHING},
    }  # fmt: skip
    rule = by_name(symmetry(parse_case(document)))["demand_growth"]
    assert (rule.side, rule.absent) == ("both", ("full",))
    assert rule.reason is not None
    for name in ("cloud_ncp", "cloud_aws", "hybrid"):
        del document["alternatives"][name]
    alone = by_name(symmetry(parse_case(document)))
    assert alone["demand_growth"].side == "own"
    assert alone["quote_uplift"].side == "cloud"


def test_without_a_move_there_is_no_other_side():
    document = copy.deepcopy(presets()[PRESET])
    document["alternatives"] = {"stay": document["alternatives"]["stay"]}
    with pytest.raises(UserError, match="no alternative moves anything"):
        symmetry(parse_case(document))


def test_custom_lines_alone_have_two_sides_too():
    lines = custom("own_line", 100.0, "base", escalation=0.03), custom("other_line", 90.0, "other")
    found = symmetry(parse_case(of_lines(*lines)))
    assert {(rule.name, rule.side) for rule in found.one_sided} == {
        ("escalation", "own"), ("escalation", "cloud")}  # fmt: skip
    assert not found.unexplained


def test_needs_with_the_same_price_on_both_sides_grow_alike(found):
    alike = [each for each in found.services if set(each.own_growth) == set(each.cloud_growth)]
    assert {"operating_system_licences", "security_tools"} <= {key for each in alike for key in each.own}
    computing = next(each for each in found.services if "purchases.servers" in each.own)
    assert {key.split(".")[0] for key in computing.cloud} == {"cloud_computing", "cloud_standby_computing"}
    assert "price_growth" in computing.own_growth
    assert "cloud_price_growth" in computing.cloud_growth


# --- What is a growth rate


def compounding(result):
    """Inputs directly under a power whose exponent differs between years, as its values show."""
    bound = result.bound
    for instance in bound.model.instances.values():
        for part in walk(instance.line.formula) if instance.line.formula is not None else ():
            if isinstance(part, Operation) and part.symbol == "**" and _changes(result, instance, part.right):
                for name in (each.id for each in walk(part.left) if isinstance(each, Name)):
                    yield from bound.resolved.get(
                        (instance.line.once_per_case, instance.references[name]), ()
                    )


def _changes(result, instance, exponent):
    for name in (each.id for each in walk(exponent) if isinstance(each, Name)):
        ref = instance.references[name]
        if isinstance(ref, BuiltIn) or isinstance(ref, LineRef) and np.ptp(result.lines[ref.id]) > 0:
            return True
    return False


@pytest.mark.parametrize("name", presets())
def test_whatever_compounds_over_the_years_is_a_growth_rate(name):
    result = run(load(name))
    found = roles(result.bound)
    inputs = result.bound.inputs
    rates = {key for key in compounding(result)
             if not inputs[key].fixed and inputs[key].declaration.format != "flag"}  # fmt: skip
    assert len(rates) >= 9
    assert {key for key in rates if found.get(key) != "growth"} == set()


@pytest.fixture
def with_line():
    """A bound model with one line more, whose only new input is `new_rate`."""
    added = []

    def extended(rule, references):
        line("New", "신규", unit="1", name="new_line")(rule)
        new = REGISTRY.pop("new_line")[0]
        added.append(new)
        bound = bind(load(PRESET))
        label = Text(en="New", ko="신규")
        declared = Assumption(id="new_rate", label=label, unit="1", base=0.1, kind="convention")
        instance = Instance(new, {}, "new_line", None, None, "", False)
        refs = {name: instance_reference(bound, name, references) for name in new.parameters}
        model = Model(
            bound.model.shape,
            {**bound.model.instances, "new_line": replace(instance, references=refs)},
            (*bound.model.steps, ("new_line",)),
        )
        resolved = {**bound.resolved, (False, refs["new_rate"]): ("new_rate",)}
        inputs = {**bound.inputs, "new_rate": Input("new_rate", declared, 0.1)}
        return replace(bound, model=model, resolved=resolved, inputs=inputs)

    return extended


def instance_reference(bound, name, references):
    from tco.model import InputRef

    if name in references:
        return references[name]
    return BuiltIn(name) if name == "year" else InputRef(name)


@pytest.mark.parametrize(
    ("rule", "references", "role"),
    [
        (lambda new_rate, escalation_years: (1 + new_rate) ** escalation_years,
         {"escalation_years": LineRef("escalation_years")}, "growth"),
        (lambda new_rate, year: (1 + new_rate) ** (year - 1), {}, "growth"),
        (lambda new_rate, new_line: (previous(new_line) + 1) * (1 + new_rate),
         {"new_line": LineRef("new_line")}, "growth"),
        (lambda new_rate, growth_years: 1 + new_rate * growth_years,
         {"growth_years": LineRef("growth_years")}, "growth"),
        (lambda new_rate, cores_total: cores_total * (1 + new_rate),
         {"cores_total": LineRef("cores_total")}, "overhead"),
        (lambda new_rate, year: year + new_rate, {}, None),
    ],
    ids=["compounds", "compounds with the year", "carried on", "linear", "a share is none", "years are none"],
)  # fmt: skip
def test_a_new_input_is_found_by_its_rule_whatever_its_name(with_line, rule, references, role):
    assert roles(with_line(rule, references)).get("new_rate") == role


# --- The command


def test_command_gives_json_and_text_in_both_languages(tmp_path, capsys):
    file = tmp_path / "found.json"
    assert main(["symmetry", PRESET, "--language", "ko", "--json", str(file)]) == 0
    text = capsys.readouterr().out
    assert "양쪽에 같은 규칙으로 적용" in text
    document = json.loads(file.read_text(encoding="utf-8"))
    assert document["unexplained"] == []
    rules = {each["name"]: each for each in document["rules"]}
    assert rules["price_growth"]["counterparts"] == ["cloud_price_growth"]
    assert set(rules["price_growth"]["saving_pv_per_point"]) == {"cloud_ncp", "cloud_aws", "hybrid"}


def test_command_ends_with_1_where_a_reason_is_missing(tmp_path, capsys):
    assert main(["symmetry", PRESET, "--set", "cloud_ncp.loaded_pay=50000000"]) == 1
    assert "NO REASON GIVEN" in capsys.readouterr().out


def test_document_holds_every_rule(found):
    document = as_document(found)
    assert len(document["rules"]) == len(found.rules)
    assert document["one_sided"] == len(found.one_sided)


def test_a_broken_file_of_reasons_names_every_problem(monkeypatch):
    from tco.symmetry import reasons

    broken = {"moved": {"x": "y"}, "reasons": {"a": {"side": "left", "text": {"en": "x", "ko": "나"}}}}
    monkeypatch.setattr(reasons, "read_toml", lambda file: broken)
    with pytest.raises(Problems, match="2 problems"):
        load_reasons.__wrapped__()
