"""The page of inputs: in whole runs, in both languages."""

import re

import pytest
from app_pages import address, blocks, open_page
from app_pages import text as shown
from inputs_seen import ALTERNATIVE, CASE, EN, KO, bound_of, button, keys_of, page, saving

from tco.case import presets
from tco.edits import packed, with_part, with_value
from tco.plans import copied
from tco.switching import swings
from tco.ui import input_answers, input_groups, turning
from tco.ui.answers import Question, Turns, answer
from tco.ui.input_reading import read
from tco.ui.input_text import track, unit_text, value_text
from tco.ui.words import Words


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
    assert "your range 19M–30M (was 12M–30M)" in shown(app)
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


@pytest.mark.parametrize(("words", "units"), [(KO, {"초", "초/건"}), (EN, {"s", "s/study"})])
def test_seconds_are_written_in_the_language_of_the_page(words, units):
    found = [each for each in bound_of().live if each.declaration.unit in ("s", "s/study")]
    assert {unit_text(each, bound_of(), words) for each in found} == units
    for each in found:
        typed = {"s": ("s", "초"), "s/study": ("s/study", "초/건")}[each.declaration.unit]
        assert [read(each, f"1.5 {unit}", bound_of(), words) for unit in typed] == [1.5, 1.5]
