"""Which inputs are shown and in what order, the table of them, and sizes that are known better."""

import pytest
from app_pages import text as shown
from inputs_seen import ALTERNATIVE, CASE, EN, bound_of, page, view_of

from tco.case import presets
from tco.sizing import Wish, figures, value_of
from tco.ui import input_answers, input_derived, input_groups, input_quotes, input_table
from tco.ui.answers import Question, answer
from tco.ui.input_edits import all_back, changes
from tco.ui.input_text import label, series_text


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


def test_what_only_a_source_answers_for_comes_after_what_is_named_so():
    bound = bound_of()
    found = input_groups.by_name_first(input_groups.found(bound.live, bound, "electr"), bound, "electr")
    named = ["electr" in label(each, bound, EN).casefold() for each in found]
    assert named[0]
    assert not named[-1]
    assert named == sorted(named, reverse=True)
