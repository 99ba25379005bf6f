"""What was spent is held against year 1, and year 1 is brought to it openly."""

import json

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from ledgers import PRESET
from small_cases import custom, of_lines

from tco.assumptions import load_pack, pack_ids
from tco.calibrate import calibrated, compare, drivers, siblings, with_spending, without_vat
from tco.calibrate.siblings import load_siblings
from tco.case import parse_case
from tco.changes import load
from tco.cli import main
from tco.errors import Problems
from tco.language import Category
from tco.results import run

WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)  # each example evaluates the case


def test_the_comparison_is_the_results_own(case):
    result = run(case)
    rows = {each.category: each for each in compare(result)}
    for own in result.calibration():
        row = rows[Category(own["category"])]
        assert (row.actual, row.modelled, row.ratio, row.warning) == (
            own["actual"], own["modelled"], own["ratio"], own["warning"],
        )  # fmt: skip
    assert rows[Category.TAXES].actual is None
    assert "lumps" in rows[Category.EQUIPMENT].note.en


def test_equipment_can_be_held_against_the_average_of_a_refresh_cycle(case):
    result = run(case)
    (row,) = [each for each in compare(result, average=True) if each.category == Category.EQUIPMENT]
    years = result.yearly("stay", "category_cash.equipment")[1:7]
    assert row.modelled == pytest.approx(years.mean())
    assert row.ratio == pytest.approx(years.mean() / 300e6)


def test_value_added_tax_in_the_amounts_is_moved_to_taxes(case):
    split = without_vat(run(case), {Category.STAFF: 100.0, Category.SOFTWARE: 110.0, Category.TAXES: 5.0})
    assert split == pytest.approx({Category.STAFF: 100.0, Category.SOFTWARE: 100.0, Category.TAXES: 15.0})


def test_drivers_are_found_from_the_models_structure(case):
    result = run(case)
    assert drivers(result, "staff").inputs == ("loaded_pay",)
    assert drivers(result, "maintenance").inputs == ("support_rate",)
    assert set(drivers(result, "facilities").inputs) == {
        "electricity_price",
        "room_price",
        "standby_site_price",
    }
    assert "servers.unit_price" in drivers(result, "equipment").inputs
    assert drivers(result, "taxes").inputs == ()
    assert set(drivers(result, "taxes").undriven) == {"vat_on_equipment", "vat_on_services"}
    moved = run(load(PRESET, ['baseline="cloud_ncp"']))
    project = drivers(moved, "transition").lines["migration_project"]
    assert set(project) == {"migration_project_price", "migration_project_price_per_bed"}
    assert "contingency" not in drivers(moved, "transition").inputs


@settings(max_examples=6, phases=WITHOUT_SHRINKING, deadline=None)
@given(shares=st.lists(st.floats(0.5, 1.5), min_size=5, max_size=5))
def test_year_1_equals_what_was_spent(shares):
    names = ["staff", "maintenance", "software", "facilities", "security"]
    before = run(load(PRESET))
    spent = {
        Category(name): share * float(before.yearly("stay", f"category_cash.{name}")[1])
        for name, share in zip(names, shares, strict=True)
    }
    found = calibrated(with_spending(load(PRESET), spent), ["all"])
    assert found.remains == {}
    after = run(found.case)
    for category, amount in spent.items():
        assert after.yearly("stay", f"category_cash.{category}")[1] == pytest.approx(amount, rel=1e-6)


def test_every_change_is_an_override_with_its_reason(case):
    found = calibrated(case, ["staff"])
    along = {"cloud_role_pay", "severance_per_person"}
    assert set(found.case.overrides) == set(found.factors) == {"loaded_pay", *along}
    assert set(found.siblings) == along
    override = found.case.overrides["loaded_pay"]
    assert override.value == pytest.approx(83_300_000 * found.factors["loaded_pay"])
    assert override.reason.startswith(
        "calibrated: year 1 of staff is 610,000,000 as spent last year, instead of "
    )
    assert set(found.present_values) == set(case.alternatives)
    assert found.moved == {}


def test_inputs_of_the_same_kind_move_along_and_say_why(case):
    """Pay of new cloud roles and support beyond the usual period show in no year 1 of own servers."""
    found = calibrated(case, ["staff", "maintenance"])
    before, after = run(case).bound.values(), run(found.case).bound.values()
    for driver, along in (
        ("loaded_pay", ("cloud_role_pay", "severance_per_person")),
        ("support_rate", ("extended_support_rate",)),
    ):
        factor = found.factors[driver]
        assert factor != pytest.approx(1, rel=1e-3)
        for key in along:
            assert found.factors[key] == factor
            assert after[key] == pytest.approx(before[key] * factor, rel=1e-12)
            assert found.siblings[key].of == driver
            reason = found.case.overrides[key].reason
            assert reason.startswith(f"calibrated: moves along with {driver}, × {factor:.6g}: ")
            assert found.siblings[key].reason.en in reason
    assert found.remains == {}


def test_what_moves_along_may_count_to_the_category_itself(case):
    """Where the baseline pays extended support in year 1 too, the fit is exact all the same."""
    old = load(PRESET, ["servers.refresh_cycle=10", "servers.standing_cycle=10"])
    now = float(run(old).yearly("stay", "category_cash.maintenance")[1])
    found = calibrated(with_spending(old, {Category.MAINTENANCE: 1.4 * now}), ["maintenance"])
    assert run(found.case).yearly("stay", "category_cash.maintenance")[1] == pytest.approx(
        1.4 * now, rel=1e-6
    )
    assert found.factors["support_rate"] == found.factors["extended_support_rate"]
    moved = load(PRESET, ['baseline="cloud_ncp"'])
    now = float(run(moved).yearly("cloud_ncp", "category_cash.staff")[1])
    found = calibrated(with_spending(moved, {Category.STAFF: 0.8 * now}), ["staff"])
    assert found.remains == {}
    assert len({found.factors[key] for key in ("loaded_pay", "cloud_role_pay", "severance_per_person")}) == 1


def test_siblings_are_declared_with_reasons_in_both_languages(monkeypatch):
    declared = {key.rpartition(".")[2] for pack in pack_ids() for key in load_pack(pack).assumptions}
    for key, kin in load_siblings().inputs.items():
        assert {key, *kin.siblings} <= declared
        assert any("가" <= letter <= "힣" for letter in kin.reason.ko)
        assert not any("가" <= letter <= "힣" for letter in kin.reason.en)
    monkeypatch.setattr(siblings, "read_toml", lambda path: {"inputs": {"loaded_pay": {"sibling": []}}})
    load_siblings.cache_clear()
    with pytest.raises(Problems) as error:
        load_siblings()
    load_siblings.cache_clear()
    assert "inputs.loaded_pay.sibling" in str(error.value)
    assert "inputs.loaded_pay.reason" in str(error.value)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "moves along with loaded_pay: Pay is one level"),
        ("ko", "loaded_pay와 함께 조정: 급여 수준은 하나"),
    ],
)
def test_the_command_shows_what_moves_along(language, words, capsys):
    arguments = ["calibrate", PRESET, "--spend", "staff=610000000", "--rescale", "staff"]
    assert main([*arguments, "--language", language]) == 0
    assert words in capsys.readouterr().out
    assert main([*arguments, "--json", "-"]) == 0
    along = json.loads(capsys.readouterr().out)["rescaled"]["siblings"]
    assert along["cloud_role_pay"]["of"] == "loaded_pay"


def test_categories_that_move_each_other_are_fitted_together(case):
    found = calibrated(case, ["maintenance", "equipment"])
    after = run(found.case)
    assert after.yearly("stay", "category_cash.equipment")[1] == pytest.approx(300e6, rel=1e-6)
    assert after.yearly("stay", "category_cash.maintenance")[1] == pytest.approx(80e6, rel=1e-6)
    assert set(found.moved) == {Category.TAXES}


def test_a_shared_driver_says_what_else_moves(case):
    found = calibrated(case, ["equipment"])
    assert set(found.moved) == {Category.MAINTENANCE, Category.TAXES}
    before, after = found.moved[Category.MAINTENANCE]
    assert after != before


def test_one_year_of_purchases_is_not_fitted_unasked(case):
    assert "lumps" in calibrated(case, ["all"]).skipped[Category.EQUIPMENT].en
    found = calibrated(case, ["all"], average=True)
    assert Category.EQUIPMENT not in found.skipped
    assert found.remains == {}
    (row,) = [each for each in compare(run(found.case), average=True) if each.category == Category.EQUIPMENT]
    assert row.modelled == pytest.approx(300e6, rel=1e-6)


def test_what_has_no_driver_is_left_out_with_the_reason(case):
    spent = with_spending(case, {Category.TAXES: 1e8, Category.CLOUD: 1e6})
    skipped = calibrated(spent, ["taxes", "cloud"]).skipped
    assert "follows from the other categories" in skipped[Category.TAXES].en
    assert "no such cost in year 1" in skipped[Category.CLOUD].en


def test_a_price_out_of_its_range_is_marked(case):
    assert calibrated(with_spending(case, {Category.STAFF: 2e9}), ["staff"]).outside[0] == "loaded_pay"
    assert calibrated(case, ["staff"]).outside == ()


def test_everything_wrong_is_refused_at_once(case):
    with pytest.raises(Problems) as error:
        calibrated(case, ["stuff", "cloud"])
    assert "'stuff' is not a category; did you mean 'staff'?" in str(error.value)
    assert "cloud: has no amount; give one with --spend cloud=AMOUNT" in str(error.value)
    with pytest.raises(Problems) as error:
        calibrated(with_spending(case, {Category.STAFF: 0.0, Category.SOFTWARE: -5.0}), ["all"])
    assert "staff: 0 cannot be fitted" in str(error.value)
    assert "software: -5 cannot be fitted" in str(error.value)
    with pytest.raises(Problems) as error:
        calibrated(with_spending(case, {Category.STAFF: 1e14, Category.SOFTWARE: 1e14}), ["all"])
    assert "loaded_pay: " in str(error.value)
    assert "virtualisation_price: " in str(error.value)
    with pytest.raises(Problems, match="there is no spending to fit"):
        calibrated(load(PRESET), ["all"])


def test_a_line_of_ones_own_is_its_own_driver():
    document = of_lines(custom("pay", 1000.0, "base", category="staff"))
    found = calibrated(with_spending(parse_case(document), {Category.STAFF: 1200.0}), ["staff"])
    assert found.factors == {"pay.amount": pytest.approx(1.2)}


@pytest.mark.parametrize("scenario", ["low", "high"])
def test_year_1_is_fitted_in_the_cases_scenario(scenario):
    spent = with_spending(load(PRESET, [f'scenario="{scenario}"']), {Category.SOFTWARE: 400e6})
    assert calibrated(spent, ["software"]).remains == {}


def test_the_command_reads_a_file_and_writes_the_case(tmp_path, capsys):
    source, target = tmp_path / "accounts.csv", tmp_path / "case.toml"
    text = "계정과목,금액(원)\n급여,610000000\n전력비,90000000\n회의비,5\n"
    source.write_bytes(text.encode("cp949"))
    arguments = ["calibrate", PRESET, str(source), "--spend", "software=4억", "--rescale", "all"]
    assert main([*arguments, "--write", str(target), "--json", "-"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["rescaled"]["remains"] == {}
    assert [each["name"] for each in document["accounts"]["unrecognised"]] == ["회의비"]
    rows = {each["category"]: each for each in document["calibration"]}
    assert rows["staff"]["ratio"] == pytest.approx(1)
    assert main(["calibrate", str(target), "--language", "ko"]) == 0
    text = capsys.readouterr().out
    assert "100 %" in text
    assert "불공제 부가세" in text
    assert main(["calibrate", PRESET]) == 2
    assert "name a file, or type amounts with --spend" in capsys.readouterr().err
