"""The page of all inputs: what is typed, where it is kept, what it does, and how it is put back."""

import re
from functools import cache

import pytest
from app_pages import address, blocks, open_page
from app_pages import text as shown
from hypothesis import given, settings
from hypothesis import strategies as st

from tco.case import presets
from tco.edits import packed, part_of, with_part, with_value
from tco.effects import savings_at
from tco.plans import copied
from tco.sizing import Wish, figures, value_of
from tco.switching import range_of, swings
from tco.ui import input_answers, input_derived, input_groups, input_quotes, input_table, turning
from tco.ui.answers import Question, Turns, answer
from tco.ui.choice import Choice
from tco.ui.input_edits import all_back, changes, first_of, place_of, ranged, typed
from tco.ui.input_reading import Refused, field_text, read
from tco.ui.input_text import label, series_text, track, unit_text, value_text
from tco.ui.view import View
from tco.ui.words import Words

CASE, ALTERNATIVE = "kr-general-500", "cloud_ncp"
KO, EN = Words("ko"), Words("en")


@cache
def bound_of(case=CASE):
    return answer(Question.of(presets()[case])).bound


def view_of(document=None, words=EN, case=CASE, alternative=ALTERNATIVE):
    original = presets()[case]
    choice = Choice(words.language, case, original, original if document is None else document)
    found = answer(choice.question)
    return View(choice, found, answer(choice.first_question), alternative, words, {})


def saving(document, alternative=ALTERNATIVE):
    result = answer(Question.of(document))
    baseline = result.bound.case.baseline
    return result.value(baseline, "present_value") - result.value(alternative, "present_value")


def given_to(document, original, key, value):
    bound, first = (answer(Question.of(each)).bound for each in (document, original))
    each = bound.inputs[key]
    return typed(document, original, each, first_of(each, first), value)


# --- What is typed ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", sorted(presets()))
def test_what_a_field_shows_is_read_back_as_the_same_value(case):
    bound = bound_of(case)
    numbers = [each for each in bound.live if each.series is None and each.declaration.format != "flag"]
    assert len(numbers) > 150
    for words in (KO, EN):
        for each in numbers:
            for value in {each.value, each.low, each.high, each.base} - {None}:
                assert read(each, field_text(each, value), bound, words) == value, each.id


@given(st.floats(0, 5, allow_subnormal=False))
def test_any_share_and_any_number_survive_their_field(value):
    for key in ("staff_kept_ratio", "power_usage_effectiveness"):
        each = bound_of().inputs[key]
        bare = field_text(each, value).replace(",", "")
        assert float(bare) / (100 if each.declaration.format == "percent" else 1) == pytest.approx(value)


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("servers.unit_price", "1,200만", 12e6),
        ("servers.unit_price", "12 M", 12e6),
        ("servers.unit_price", "0.12억", 12e6),
        ("servers.unit_price", "₩12,000,000", 12e6),
        ("servers.unit_price", "12000000 원/대", 12e6),
        ("staff_kept_ratio", "25", 0.25),
        ("staff_kept_ratio", "25 %", 0.25),
        ("staff_kept_ratio", "12.5퍼센트", 0.125),
        ("price_growth", "−3", -0.03),
        ("overlap", "6개월", 6),
        ("beds", "1,200병상", 1200),
    ],
)
def test_numbers_are_read_as_people_write_them(key, text, value):
    assert read(bound_of().inputs[key], text, bound_of(), KO) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("beds", "99999", "99,999 beds is above the maximum 5,000 beds."),
        ("beds", "-1", "below the minimum 0 beds"),
        ("beds", "500.5", "is not a whole number"),
        ("beds", "many", "“many” cannot be read as a number"),
        ("beds", "1,2,3", "“1,2,3” cannot be read as a number"),
        ("staff_kept_ratio", "2,5", "“2,5” cannot be read as a number"),
        ("staff_kept_ratio", "250", "250 % is above the maximum"),
        ("staff_kept_ratio", "2만", "cannot be read"),
        ("beds", "1e999", "cannot be read"),
    ],
)
def test_a_refusal_names_text_value_and_bound(key, text, said):
    with pytest.raises(Refused) as refused:
        read(bound_of().inputs[key], text, bound_of(), EN)
    assert said in str(refused.value).replace("\u00a0", " ")


# --- Where it is kept ---------------------------------------------------------------------------------------


def test_a_value_typed_back_to_the_default_is_no_edit():
    original = presets()[CASE]
    changed = given_to(original, original, "support_rate", 0.1)
    assert answer(Question.of(changed)).bound.inputs["support_rate"].value == 0.1
    assert list(changes(original, changed)) == ["support_rate"]
    assert given_to(changed, original, "support_rate", bound_of().inputs["support_rate"].value) == original


def test_an_own_range_is_widened_to_a_value_outside_of_it():
    original = presets()["kr-clinics-10"]
    each = bound_of("kr-clinics-10").inputs["emr.machines_fixed"]
    assert (each.low, each.high) == (2, 8)
    changed = given_to(original, original, "emr.machines_fixed", 12.0)
    found = answer(Question.of(changed)).bound.inputs["emr.machines_fixed"]
    assert (found.low, found.value, found.high, found.reason) == (2, 12, 12, each.reason)


def test_a_quote_is_changed_where_the_alternative_gives_it():
    original = presets()["kr-clinics-10"]
    name = "subscription_example"
    key = f"{name}.quote_price_per_user"
    for key in (f"{name}.quote_price_per_bed", f"{name}.quote_price_per_user", f"{name}.quote_lump_sum"):
        path = place_of(original, key)
        if path[0] == "alternatives":
            changed = given_to(original, original, key, 1234.0)
            assert part_of(changed, path) == 1234.0
            assert "overrides" in changed
            assert key not in changed["overrides"]
            assert changes(original, changed) == {key: path}
            return
    pytest.fail("the example has no quote")


def test_a_range_and_a_reason_are_kept_and_put_back():
    original = presets()[CASE]
    each = bound_of().inputs["servers.unit_price"]
    changed = ranged(original, each, 15e6, 20e6, 25e6, "quote of May")
    found = answer(Question.of(changed)).bound.inputs[each.id]
    assert (found.low, found.value, found.high, found.reason) == (15e6, 20e6, 25e6, "quote of May")
    assert ranged(original, each, each.low, 20e6, each.high, "") == with_value(original, each.id, 20e6)
    assert all_back(changed, original, changes(original, changed).values()) == original


KEYS = ("support_rate", "servers.unit_price", "discount_rate", "overlap", "stay_longer.servers.refresh_cycle")


@settings(max_examples=20)
@given(st.dictionaries(st.sampled_from(KEYS), st.floats(0.1, 0.9), min_size=1))
def test_undoing_everything_gives_the_case_as_it_was_opened(shares):
    original = document = presets()[CASE]
    for key, share in shares.items():
        each = bound_of().inputs[key]
        document = typed(document, original, each, each, each.low + share * (each.high - each.low))
    assert all_back(document, original, changes(original, document).values()) == original


# --- What it does -------------------------------------------------------------------------------------------


def test_an_effect_is_the_models_own():
    found = savings_at(bound_of(), ALTERNATIVE, {"support_rate": (0.1,), "discount_rate": (0.02, 0.06)})
    original = presets()[CASE]
    assert found["support_rate"] == pytest.approx((saving(with_value(original, "support_rate", 0.1)),))
    assert found["discount_rate"][1] == pytest.approx(saving(with_value(original, "discount_rate", 0.06)))
    assert savings_at(bound_of(), ALTERNATIVE, {}) == {}


def test_what_a_change_moves_is_the_difference_with_and_without_it():
    original = presets()[CASE]
    document = with_value(with_value(original, "support_rate", 0.12), "servers.unit_price", 25e6)
    moved = input_answers.moves(
        Question.of(document), Question.of(original), ALTERNATIVE, ("support_rate", "servers.unit_price")
    )
    without = with_value(original, "servers.unit_price", 25e6)
    assert moved["support_rate"] == pytest.approx(saving(without) - saving(document))


def test_the_spans_shown_are_those_of_the_swings():
    driver = swings(bound_of(), ALTERNATIVE)[0]
    ends = input_answers.spans(Question.of(presets()[CASE]), ALTERNATIVE, (driver.key, "beds"))
    assert ends == {driver.key: pytest.approx(tuple(-each for each in driver.savings))}
    assert range_of(bound_of().inputs["beds"]) is None


# --- Which inputs -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", sorted(presets()))
def test_every_input_stands_in_one_group(case):
    bound = bound_of(case)
    assert {input_groups.group_of(each, bound) for each in bound.live} <= set(input_groups.GROUPS)


def test_the_short_list_is_short():
    for case in presets():
        bound = bound_of(case)
        name = next(each for each in bound.alternatives if each != bound.case.baseline)
        found = input_groups.short(bound, name, ())
        assert 10 <= sum(map(len, found.values())) <= 20
        assert {"beds", "horizon", "discount_rate"} <= {each.id for group in found.values() for each in group}


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("서버 단가", "servers.unit_price"), ("price of a server", "servers.unit_price"),
        ("SERVERS.UNIT", "servers.unit_price"), ("KOSA", "loaded_pay"), ("교체와 유지보수", "support_rate"),
        ("quote needed refresh", "support_rate"),
    ],
)  # fmt: skip
def test_a_search_finds_labels_ids_groups_kinds_and_sources(asked, key):
    bound = bound_of()
    found = [each.id for each in input_groups.found(bound.live, bound, asked)]
    assert key in found
    assert len(found) < len(bound.live)


def test_what_moves_the_difference_most_comes_first_and_keeps_its_place():
    bound = bound_of()
    sizes = input_answers.order(Question.of(presets()[CASE]), ALTERNATIVE)
    refresh = [each for each in bound.live if input_groups.group_of(each, bound) == "refresh"]
    found = [sizes.get(each.id, 0.0) for each in input_groups.ordered(refresh, bound, sizes)]
    assert found == sorted(found, reverse=True)


def test_the_price_that_a_quote_asks_comes_first_and_beside_the_answer():
    bound, name = bound_of("kr-clinics-10"), "subscription_example"
    offer = [
        each for each in input_groups.compared(bound, name) if input_groups.group_of(each, bound) == "offer"
    ]
    first = input_groups.ordered(offer, bound, {})[0].id
    assert first in {f"{name}.{each}" for each in input_groups.QUOTED}
    assert first in [each.id for each in input_groups.short(bound, name, ())["offer"]]


def test_a_row_says_how_many_values_it_has():
    each = bound_of().inputs["naver_cloud.outbound_thresholds"]
    assert series_text(each, EN).startswith(f"{sum(map(bool, each.series))} values: ")


def test_the_questions_name_each_number_once_and_what_was_received_is_left_out(monkeypatch):
    view = view_of()
    asked = [each for each in view.result.bound.live if each.declaration.kind == "quote_needed"]
    text = input_quotes.questions(asked, view)
    assert text.count("placeholder") == len(asked)
    assert all(label(each, view.result.bound, EN) in text for each in asked)
    sent = []

    def noted(inputs, _):
        sent.append({each.id for each in inputs})
        return "questions"

    monkeypatch.setattr(input_quotes, "questions", noted)
    before = page(lang="en", show="quote_needed")
    after = page(lang="en", show="quote_needed", servers__unit_price="20000000")
    assert sent[0] - sent[1] == {"servers.unit_price"}
    assert EN("inputs.quotes.state", received=0, open=len(sent[0])) in shown(before)
    assert EN("inputs.quotes.state", received=1, open=len(sent[1])) in shown(after)


# --- The table ----------------------------------------------------------------------------------------------


def test_right_cells_are_applied_together_and_wrong_ones_stay_as_they_were_typed():
    view = view_of()
    inputs = [
        view.result.bound.inputs[key] for key in ("servers.unit_price", "support_rate", "horizon", "beds")
    ]
    cells = {
        "servers.unit_price": {"value": "20 M", "high": "40M", "reason": "=quote"},
        "support_rate": {"value": "abc"},
        "horizon": {"value": "7"},
        "beds": {"value": "9,999"},
    }
    found = input_table.applied(cells, inputs, view)
    assert found.applied == 2
    assert found.document["overrides"]["servers.unit_price"]["high"] == 40e6
    assert found.document["overrides"]["horizon"] == 7
    assert found.refused == {("support_rate", "value"): "abc", ("beds", "value"): "9,999"}
    assert len(found.problems) == 2
    assert "above the maximum 5,000" in found.problems[1]
    table = input_table.table_of(inputs, view, found.refused)
    assert table.loc["support_rate", "value"] == "abc"
    assert table.loc["horizon", "value"] == "10"
    again = input_table.applied(input_table.with_refused({"beds": {"value": "800"}}, found), inputs, view)
    assert (again.applied, list(again.refused)) == (1, [("support_rate", "value")])


def test_a_pasted_range_that_does_not_hold_its_value_is_refused():
    view = view_of()
    inputs = [view.result.bound.inputs["servers.unit_price"]]
    found = input_table.applied({"servers.unit_price": {"low": "5만", "high": "10만"}}, inputs, view)
    assert found.document == view.choice.document
    assert "is below the value" in found.problems[0]


def test_cells_are_found_by_their_row():
    inputs = [bound_of().inputs[key] for key in ("beds", "horizon")]
    edited = {1: {"value": None, "label": "x"}}
    assert input_table.cells_of(edited, inputs) == {"horizon": {"value": ""}}


# --- Sizes --------------------------------------------------------------------------------------------------


def test_a_size_that_is_known_better_is_met_and_can_be_undone():
    original = presets()[CASE]
    for key, wished in (("emr.machines", 300.0), ("servers.standing", 17.0)):
        document = input_derived.with_size(original, Wish(key, wished))
        result = answer(Question.of(document))
        figure = next(each for each in figures(result.bound) if each.key == key)
        assert value_of(result, figure) == pytest.approx(wished)
        assert document != original
    document = input_derived.with_size(original, Wish("emr.machines", 300.0))
    assert all_back(document, original, changes(original, document).values()) == original


# --- The page -----------------------------------------------------------------------------------------------


def page(**address):
    return open_page("inputs", **address)


def keys_of(app):
    return [each.key.removeprefix("input:") for each in app.text_input if str(each.key).startswith("input:")]


def button(app, said):
    return next(each for each in app.button if said in each.label)


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("group", input_groups.GROUPS)
def test_every_group_is_shown_in_the_language_of_the_page(lang, group):
    app = page(lang=lang, group=group)
    assert not app.exception
    assert not app.error
    labels = [
        each.label for each in (*app.text_input, *app.selectbox, *app.toggle, *app.button, *app.expander)
    ]
    assert len(labels) > 5
    foreign = [each for each in labels if bool(re.search("[가-힣]", each)) is (lang == "en")]
    assert [each for each in foreign if each != "English"] == []


def test_the_group_that_moves_the_difference_most_is_open_first():
    bound, effects = bound_of(), input_answers.order(Question.of(presets()[CASE]), ALTERNATIVE)
    most = max(effects, key=effects.__getitem__)
    app = page(lang="en")
    group = app.button_group(key="field:inputs:group").value
    assert group == input_groups.group_of(bound.inputs[most], bound)
    assert group != input_groups.GROUPS[0]
    assert most in keys_of(app)
    assert input_groups.leading(bound, ALTERNATIVE, {}) == input_groups.GROUPS[0]


@pytest.mark.parametrize("words", [KO, EN])
def test_a_value_outside_its_range_is_said_in_words(words):
    each = bound_of().inputs["servers.unit_price"]
    said = words("inputs.outside")
    inside = [each.low, each.value, each.high]
    assert not any(said in track(each, value, bound_of(), words) for value in inside)
    assert all(said in track(each, value, bound_of(), words) for value in (each.low / 2, each.high * 2))


def test_a_value_outside_its_range_is_said_beside_its_field():
    app = page(lang="en", group="refresh")
    assert EN("inputs.outside") not in shown(app)
    app.text_input(key="input:servers.unit_price").set_value("50 M").run()
    assert shown(app).count(EN("inputs.outside")) == 1


def test_an_alternative_that_was_added_has_its_inputs():
    document, name = copied(presets()[CASE], ALTERNATIVE, "Mine")
    app = page(lang="en")
    choice = app.session_state["choice"]
    choice.document, choice.alternative = document, name
    app.session_state["touched"] = True
    app.run()
    assert not app.error
    assert "“Mine” against" in shown(app)
    assert keys_of(app)


def test_an_amount_is_typed_in_words_marked_compared_and_undone():
    app = page(lang="en", group="refresh")
    app.text_input(key="input:servers.unit_price").set_value("2,000만").run()
    assert app.text_input(key="input:servers.unit_price").value == "20,000,000"
    assert "= ₩20 M/unit" in shown(app)
    assert "changed Yours: ₩20,000,000/unit, default: ₩18,000,000/unit" in shown(app)
    assert "Inputs changed: 1." in shown(app)
    moved = saving(presets()[CASE]) - saving(with_value(presets()[CASE], "servers.unit_price", 20e6))
    assert f"moves the difference by {'−' if moved < 0 else '+'}" in shown(app).replace("\u2060", "")
    app.button(key="reset:servers.unit_price").click().run()
    assert "No input has been changed yet." in shown(app)
    assert "servers.unit_price" not in address(app)


def test_a_refused_text_stays_with_its_reason_and_the_earlier_value_in_use():
    app = page(lang="en", group="hospital")
    before = address(app)["check"]
    app.text_input(key="input:beds").set_value("99999").run()
    assert app.text_input(key="input:beds").value == "99999"
    assert "99,999 beds is above the maximum 5,000 beds. The earlier value 500 beds stays in use." in shown(
        app
    )
    assert address(app)["check"] == before
    app.run()
    assert app.text_input(key="input:beds").value == "99999"
    app.text_input(key="input:beds").set_value("400").run()
    assert "stays in use" not in shown(app)
    assert address(app)["beds"] == "400"
    app.text_input(key="input:beds").set_value("").run()
    assert app.text_input(key="input:beds").value == "500"


def test_all_changes_are_undone_in_one_step_that_can_itself_be_undone():
    app = page(lang="en", group="hospital", support_rate="0.1", horizon="7")
    app.text_input(key="input:beds").set_value("400").run()
    button(app, "Undo all changes to inputs (3)").click().run()
    assert {"beds", "support_rate", "horizon"}.isdisjoint(address(app))
    app.button(key="tco_undo").click().run()
    assert (address(app)["beds"], address(app)["horizon"]) == ("400", "7")


def test_range_and_reason_are_edited_and_a_range_without_its_value_is_refused():
    app = page(lang="en", group="refresh")
    app.button(key="range:servers.unit_price").click().run()
    app.text_input(key="field:typed:range:low").set_value("19 M")
    app.text_input(key="field:typed:range:reason").set_value("quote <b>of May</b>")
    button(app, "Save").click().run()
    assert "The low value ₩19,000,000/unit is above the value ₩18,000,000/unit." in shown(app)
    assert app.text_input(key="field:typed:range:low").value == "19 M"
    app.text_input(key="field:typed:range:value").set_value("2000만")
    button(app, "Save").click().run()
    assert app.text_input(key="input:servers.unit_price").value == "20,000,000"
    assert "your range 19M – 30M (was 12M – 30M)" in shown(app)
    assert "Reason: quote &lt;b&gt;of May&lt;/b&gt;" in shown(app)
    assert "field:typed:range:low" not in [each.key for each in app.text_input]


def test_filters_and_search_cross_groups_and_say_how_many_they_show():
    app = page(lang="en")
    app.selectbox(key="field:inputs:show").set_value("quote_needed").run()
    bound = bound_of()
    asked = [
        each for each in input_groups.compared(bound, ALTERNATIVE) if each.declaration.kind == "quote_needed"
    ]
    assert f"{len(asked)} numbers you should ask for" in shown(app)
    assert f"12 shown / {len(asked)} that fit / {len(bound.live)} in the case" in shown(app)
    sizes = input_answers.order(Question.of(presets()[CASE]), ALTERNATIVE)
    found = [sizes[key] for key in keys_of(app)]
    assert found == sorted(found, reverse=True)
    button(app, "More").click().run()
    assert len(keys_of(app)) == 24
    app.text_input(key=f"input:{keys_of(app)[0]}").set_value("1").run()
    assert f"1 received, {len(asked) - 1} open" in shown(app)
    app.selectbox(key="field:inputs:show").set_value("changed").run()
    assert len(keys_of(app)) == 1
    app.selectbox(key="field:inputs:show").set_value("compared").run()
    app.text_input(key="field:inputs:find").set_value("디스크 없음").run()
    assert "No input fits “디스크 없음”." in shown(app)
    assert address(app)["find"] == "디스크 없음"
    app.text_input(key="field:inputs:find").set_value("aws seoul processor").run()
    assert "Among the inputs of all alternatives there are" in shown(app)


def test_the_scenario_is_chosen_and_said_and_what_was_typed_is_kept():
    app = page(lang="en", group="refresh", servers__unit_price="20000000")
    app.button_group(key="field:inputs:scenario").set_value("high").run()
    assert "High means a large number, not a high cost" in shown(app)
    assert "In use now: ₩30,000,000/unit (all high)." in shown(app)
    assert app.text_input(key="input:servers.unit_price").value == "20,000,000"
    result = answer(
        Question.of(with_part(with_value(presets()[CASE], "servers.unit_price", 20e6), ("scenario",), "high"))
    )
    assert address(app)["check"] == result.case_hash
    app.button_group(key="field:inputs:scenario").set_value("own").run()
    assert "edits" not in address(app)


@pytest.mark.parametrize("name", ["answer", "years", "uncertainty", "claims", "explain", "export", "print"])
@pytest.mark.parametrize("words", [KO, EN])
def test_every_page_says_that_its_results_are_not_those_of_the_values_as_entered(name, words):
    edits = packed({"scenario": "low"})
    app = open_page(name, lang=words.language, edits=edits)
    said = [
        re.sub("<[^>]+>", "", words(f"frame.scenario.{each}").replace("**", "")) for each in ("low", "high")
    ]
    assert [each in shown(app) for each in said] == [True, False]
    if name == "print":
        assert words("inputs.scenario.label") in shown(app)
        assert not re.search("<t[dh][^>]*>(scenario|low)<", "".join(blocks(app)))
    app.button(key="scenario:back").click().run()
    assert not any(each in shown(app) for each in said)


def test_the_field_beside_the_answer_and_the_table_of_turns_tell_the_value_in_use():
    edits = packed({"scenario": "low"})
    app = open_page("answer", lang="en", edits=edits)
    assert "(all low)." in shown(app)
    bound = answer(Question.of(with_part(presets()[CASE], ("scenario",), "low"))).bound
    found = Turns(tuple(swings(bound, ALTERNATIVE)), (), ())
    for row, driver in zip(turning.rows(found, bound, 1.0, EN), found.swings, strict=False):
        each = bound.inputs[driver.key]
        assert row[2] == value_text(each, each.low, bound, EN)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_derived_sizes_are_opened_and_overruled(lang):
    app = page(lang=lang, group="staff")
    app.session_state["sizes:staff"] = True
    app.run()
    assert not app.exception
    size = app.selectbox(key="field:typed:size:which")
    assert len(size.options) >= 3
    app.text_input(key="field:typed:size:value").set_value("lots")
    apply = Words(lang)("inputs.derived.apply")
    button(app, apply).click().run()
    assert "“lots”" in shown(app)
    app.text_input(key="field:typed:size:value").set_value("9")
    button(app, apply).click().run()
    assert not app.exception
    assert Words(lang)("inputs.lead.unchanged") not in shown(app)
    assert Words(lang)("inputs.row.reason", text="").strip() in shown(app)


def test_a_wrong_document_is_mended_on_the_page():
    app = page(lang="en", group="hospital")
    choice = app.session_state["choice"]
    choice.document = {**choice.document, "overrides": {"beds": 99999.0, "support_rate": 0.1}}
    app.run()
    assert not app.exception
    assert not app.error
    assert "above the maximum" in shown(app)
    button(app, "Undo all changes to inputs (2)").click().run()
    assert "above the maximum" not in shown(app)
    assert "No input has been changed yet." in shown(app)


def test_the_table_is_shown_with_the_inputs_that_fit():
    app = page(lang="ko", group="space", **{"as": "table"})
    assert not app.exception
    rows = app.dataframe[0].value if app.dataframe else app.get("arrow_data_frame")[0].value
    assert list(rows.columns) == ["label", "low", "value", "high", "unit", "kind", "reason"]
    assert len(rows) == 6


@pytest.mark.parametrize(("words", "unit"), [(KO, "Mbps"), (EN, "Mbit/s")])
def test_the_speed_of_a_line_has_one_name_in_each_language(words, unit):
    speeds = [each for each in bound_of().live if each.declaration.unit == "Mbit/s"]
    assert speeds
    for each in speeds:
        assert unit_text(each, bound_of(), words) == unit
        assert value_text(each, 1000, bound_of(), words).replace("\u00a0", "") == f"1,000{unit}"
        assert read(each, f"1000 {unit}", bound_of(), words) == 1000


@pytest.mark.parametrize(("words", "units"), [(KO, {"초", "초/검사"}), (EN, {"s", "s/study"})])
def test_seconds_are_written_in_the_language_of_the_page(words, units):
    found = [each for each in bound_of().live if each.declaration.unit in ("s", "s/study")]
    assert {unit_text(each, bound_of(), words) for each in found} == units
    for each in found:
        typed = {"s": ("s", "초"), "s/study": ("s/study", "초/검사")}[each.declaration.unit]
        assert [read(each, f"1.5 {unit}", bound_of(), words) for unit in typed] == [1.5, 1.5]
