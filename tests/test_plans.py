"""Edits of alternatives: what each does, and that no sequence of them leaves a case that cannot be bound."""

from copy import deepcopy

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from pydantic import TypeAdapter

from tco import plans
from tco.binding import bind
from tco.case import parse_case, presets
from tco.errors import UserError
from tco.fields import Identifier
from tco.results import run

PRESET = "kr-general-500"
BOOKS = ("naver_cloud", "aws_seoul")


@pytest.fixture
def document():
    return deepcopy(presets()[PRESET])


def bound(document):
    return bind(parse_case(document))


def inputs_of(document, name):
    """What the model reads for an alternative, by question."""
    found = bound(document)
    at = found.alternatives.index(name)
    values = found.values()
    return {
        question: values[ids[at]] for question, ids in found.resolved.items() if not question[0]
    }  # fmt: skip


def test_a_new_alternative_keeps_everything_on_own_equipment(document):
    changed, name = plans.added(document, " 새 대안 ")
    assert name not in document["alternatives"]
    assert changed["alternatives"][name] == {"title": {"ko": "새 대안", "en": "새 대안"}}
    assert {plans.placed(changed, name, each).place for each in document["workloads"]} == {plans.OWN}
    result = run(parse_case(changed))
    assert result.value(name, "present_value") == result.value("stay", "present_value")


def test_a_copy_reads_the_same_inputs_and_lines(document):
    document["overrides"] = {"cloud_ncp.staff_kept_ratio": 0.4, "staff_kept_ratio": 0.6}
    document["hospital"]["cloud_ncp.overlap"] = 3.0
    document["custom_lines"] = [
        {"id": "penalty", "title": {"ko": "위약금", "en": "Penalty"}, "alternatives": ["cloud_ncp"],
         "amount": 1e8},
    ]  # fmt: skip
    document["uncertainty"] = {
        "distributions": {"cloud_ncp.staff_kept_ratio": {"kind": "uniform"}},
        "correlations": [{"between": ["cloud_ncp.staff_kept_ratio", "overlap"], "rank": 0.5}],
    }
    changed, name = plans.copied(document, "cloud_ncp", "사본")
    result = run(parse_case(changed))
    assert result.value(name, "present_value") == result.value("cloud_ncp", "present_value")
    assert changed["overrides"][f"{name}.staff_kept_ratio"] == 0.4
    assert changed["uncertainty"]["distributions"][f"{name}.staff_kept_ratio"] == {"kind": "uniform"}
    assert changed["uncertainty"]["correlations"][1]["between"] == [f"{name}.staff_kept_ratio", "overlap"]
    assert plans.removed(changed, name) == document


def test_nothing_of_a_removed_alternative_stays(document):
    line = {"title": {"ko": "줄", "en": "Line"}, "amount": 1.0}
    document["overrides"] = {"hybrid.staff_kept_ratio": 0.4, "staff_kept_ratio": 0.6}
    document["hospital"]["hybrid.overlap"] = 2.0
    document["custom_lines"] = [
        {"id": "only", "alternatives": ["hybrid"], **line},
        {"id": "both", "alternatives": ["hybrid", "stay"], **line},
    ]
    document["claims"] = [
        {"id": "one", "metric": "saving_pv_pct", "number": 0.4, "alternative": "hybrid"},
        {"id": "all", "metric": "saving_pv_pct", "number": 0.4},
    ]
    document["uncertainty"] = {"distributions": {"hybrid.overlap": {"kind": "fixed"}}}
    changed = plans.removed(document, "hybrid")
    assert "hybrid" not in str(changed)
    assert [each["alternatives"] for each in changed["custom_lines"]] == [["stay"]]
    assert [each["id"] for each in changed["claims"]] == ["all"]
    assert changed["overrides"] == {"staff_kept_ratio": 0.6}
    bound(changed)


@pytest.mark.parametrize("edit", ["removed", "with_book"])
def test_values_of_a_price_book_go_with_the_last_alternative_that_uses_it(edit):
    document = deepcopy(presets()["kr-clinics-10"])
    document["overrides"]["cloud_aws.staff_kept_ratio"] = 0.4
    document["uncertainty"] = {"distributions": {"aws_seoul.port_price": {"kind": "uniform"}}}
    if edit == "removed":
        changed = plans.removed(document, "cloud_aws")
    else:
        changed = plans.with_book(document, "cloud_aws", "naver_cloud")
    run(parse_case(changed))
    assert plans.lost(document, changed, "cloud_aws") == ["aws_seoul.port_price"]
    assert "naver_cloud.port_price" in changed["overrides"]
    assert ("cloud_aws.staff_kept_ratio" in changed["overrides"]) == (edit == "with_book")
    assert "uncertainty" not in changed


def test_values_of_a_price_book_stay_while_another_alternative_uses_it():
    document = deepcopy(presets()["kr-clinics-10"])
    changed = plans.removed(document, "hybrid")
    assert changed["overrides"] == document["overrides"]
    assert plans.lost(document, changed, "hybrid") == []


def test_names_that_begin_alike_are_not_the_same_alternative(document):
    document["alternatives"]["hybrid_two"] = deepcopy(document["alternatives"]["hybrid"])
    document["overrides"] = {"hybrid_two.staff_kept_ratio": 0.4}
    assert plans.removed(document, "hybrid")["overrides"] == document["overrides"]


def test_the_baseline_is_removed_only_after_another_took_its_place(document):
    with pytest.raises(UserError, match="stay: is the baseline"):
        plans.removed(document, "stay")
    changed = plans.removed(plans.with_baseline(document, "cloud_ncp"), "stay")
    assert bound(changed).case.baseline == "cloud_ncp"


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ({"ko": " 이전 "}, {"ko": "이전", "en": "이전"}),
        ({"en": "Move"}, {"ko": "Move", "en": "Move"}),
        ({"ko": "이전", "en": "Move"}, {"ko": "이전", "en": "Move"}),
    ],
)
def test_a_title_in_one_language_is_used_for_both(document, typed, title):
    assert plans.renamed(document, "hybrid", **typed)["alternatives"]["hybrid"]["title"] == title


def test_a_title_that_is_empty_in_both_languages_is_refused(document):
    with pytest.raises(UserError, match="every alternative has a name"):
        plans.renamed(document, "hybrid", ko=" ")


def test_no_two_alternatives_have_one_name(document):
    document, first = plans.added(document, "또")
    document, second = plans.copied(document, first, "또")
    assert document["alternatives"][second]["title"] == {"ko": "또 (2)", "en": "또 (2)"}
    with pytest.raises(UserError, match="another alternative is called '또'"):
        plans.renamed(document, second, en="또")
    assert plans.renamed(document, first, ko="또")["alternatives"][first]["title"]["ko"] == "또"


def test_ids_are_free_and_valid_and_there_are_at_most_twelve(document):
    document["custom_lines"] = [
        {"id": "alternative_2", "title": {"ko": "줄", "en": "L"}, "alternatives": ["stay"], "amount": 1.0}
    ]
    while len(document["alternatives"]) < plans.MOST:
        document, name = plans.added(document, "x")
        assert name != "alternative_2"
        assert TypeAdapter(Identifier).validate_python(name) == name
    bound(document)
    with pytest.raises(UserError, match="at most 12"):
        plans.added(document, "x")
    with pytest.raises(UserError, match="at most 12"):
        plans.copied(document, "stay", "x")


def test_an_unknown_alternative_is_named_with_those_there_are(document):
    for edit in (plans.removed, plans.with_baseline):
        with pytest.raises(UserError, match=r"moon: is not an alternative; there are: stay, "):
            edit(document, "moon")


def test_a_workload_goes_and_comes_back_without_a_trace(document):
    gone = plans.put(document, "cloud_ncp", "emr", plans.OWN)
    assert plans.placed(gone, "cloud_ncp", "emr").place == plans.OWN
    assert plans.placed(gone, "cloud_ncp", "pacs").place == plans.BOOK
    assert plans.put(gone, "cloud_ncp", "emr", plans.BOOK) == document


def test_moving_needs_a_price_book(document):
    changed, name = plans.added(document, "x")
    with pytest.raises(UserError, match="price_book: is missing"):
        plans.put(changed, name, "emr", plans.BOOK)
    moved = plans.put(changed, name, "emr", plans.BOOK, "aws_seoul")
    assert moved["alternatives"][name]["price_book"] == "aws_seoul"
    assert plans.put(moved, name, "pacs", plans.BOOK, "naver_cloud")["alternatives"][name]["price_book"] == (
        "aws_seoul"
    )
    bound(moved)


def test_the_first_workload_brings_the_quote_and_the_last_takes_it_away(document):
    quoted = plans.put(document, "cloud_ncp", "emr", plans.QUOTE, quote={"price_per_bed": 9e4})
    assert quoted["alternatives"]["cloud_ncp"]["quote"] == {"price_per_bed": 9e4}
    assert plans.in_quote(quoted, "cloud_ncp") == ["emr"]
    bound(quoted)
    assert plans.put(quoted, "cloud_ncp", "emr", plans.BOOK) == document


def test_a_new_quote_covers_what_moves_and_without_it_the_price_book_pays(document):
    quoted = plans.with_quote(document, "hybrid", {"lump_sum": 5e7, "includes": ["archive"]})
    assert plans.in_quote(quoted, "hybrid") == list(document["workloads"])
    assert plans.placed(quoted, "hybrid", "emr").resources == ("archive", "backup", "standby")
    assert bound(quoted).values()["hybrid.quote_lump_sum"] == 5e7
    assert bound(quoted).values()["hybrid.includes_archive"] == 1.0
    assert plans.without_quote(quoted, "hybrid") == document


def test_a_quote_for_what_stays_moves_everything(document):
    changed, name = plans.added(document, "x")
    quoted = plans.with_quote(changed, name, {"lump_sum": 5e7}, "naver_cloud")
    assert plans.in_quote(quoted, name) == list(document["workloads"])
    assert plans.placed(quoted, name, "emr").resources == plans.RESOURCES
    bound(quoted)


def test_a_term_left_to_its_default_leaves_the_document(document):
    quoted = plans.with_quote(document, "hybrid", {"lump_sum": 5e7, "uplift": 0.03, "includes": ["backup"]})
    changed = plans.with_quote(quoted, "hybrid", {"uplift": None, "includes": []})
    assert changed["alternatives"]["hybrid"]["quote"] == {"lump_sum": 5e7}


def test_what_is_said_holds_over_an_input_given_elsewhere(document):
    document["overrides"] = {"cloud_ncp.emr.move_start": 30.0, "cloud_ncp.emr.compute_moves": 0.0,
                             "cloud_ncp.quote_lump_sum": 7.0, "cloud_ncp.includes_backup": 1.0}  # fmt: skip
    document["alternatives"]["cloud_ncp"]["quote"] = {}
    document["alternatives"]["cloud_ncp"]["subscribed"] = True
    changed = plans.with_date(document, "cloud_ncp", "start", 12.0, "emr")
    changed = plans.with_quote(changed, "cloud_ncp", {"lump_sum": 9.0, "includes": ["archive"]})
    changed = plans.with_resources(changed, "cloud_ncp", "emr", ["backup", "compute"])
    values = bound(changed).values()
    assert values["cloud_ncp.emr.move_start"] == 12.0
    assert values["cloud_ncp.quote_lump_sum"] == 9.0
    assert values["cloud_ncp.emr.compute_moves"] == 1.0
    assert changed["alternatives"]["cloud_ncp"]["workloads"]["emr"]["moves"] == ["compute", "backup"]
    assert not changed.get("overrides")


def test_a_date_of_the_whole_alternative_holds_where_a_workload_has_none(document):
    changed = plans.with_date(document, "cloud_ncp", "start", 24.0)
    changed = plans.with_date(changed, "cloud_ncp", "start", 3.0, "emr")
    assert plans.placed(changed, "cloud_ncp", "emr").start == 3.0
    assert plans.placed(changed, "cloud_ncp", "pacs").start == 24.0
    back = plans.with_date(
        plans.with_date(changed, "cloud_ncp", "start", None, "emr"), "cloud_ncp", "start", None
    )
    assert back == document


def test_parts_of_a_workload_move_and_without_any_it_stays(document):
    changed = plans.with_resources(document, "hybrid", "emr", ["standby", "archive"])
    assert plans.placed(changed, "hybrid", "emr").resources == ("archive", "standby")
    assert (
        plans.placed(plans.with_resources(document, "hybrid", "emr", []), "hybrid", "emr").place == plans.OWN
    )


def test_an_own_value_holds_for_one_alternative_and_goes_again(document):
    changed = plans.with_own_value(document, "cloud_ncp", "staff_kept_ratio", 0.4)
    values = bound(changed).values()
    assert (values["cloud_ncp.staff_kept_ratio"], values["staff_kept_ratio"]) == (0.4, 0.75)
    assert plans.without_own_value(changed, "cloud_ncp", "staff_kept_ratio") == document


def test_an_own_value_outside_the_range_given_for_it_widens_the_range(document):
    changed = plans.with_own_value(document, "stay_longer", "servers.refresh_cycle", 10.0)
    given = changed["alternatives"]["stay_longer"]["overrides"]["servers.refresh_cycle"]
    assert (given["low"], given["value"], given["high"]) == (7.0, 10.0, 10.0)
    assert "reason" in given
    bound(changed)


EDITS = st.sampled_from(["emr", "pacs", "ancillary", "analytics"])


class Editing(RuleBasedStateMachine):
    """Whatever is edited in whatever order, the case binds, and each earlier document is as it was."""

    @initialize()
    def open(self):
        self.document = deepcopy(presets()["kr-general-300"])
        self.history = [(self.document, deepcopy(self.document))]

    def go_on(self, document):
        self.document = document
        self.history.append((document, deepcopy(document)))

    def a_name(self, data):
        return data.draw(st.sampled_from(plans.names(self.document)))

    @precondition(lambda self: len(self.document["alternatives"]) < plans.MOST)
    @rule(data=st.data(), copy=st.booleans())
    def add(self, data, copy):
        changed = (
            plans.copied(self.document, self.a_name(data), "사본")
            if copy
            else plans.added(self.document, "x")
        )
        assert len(plans.names(changed[0])) == len(plans.names(self.document)) + 1
        self.go_on(changed[0])

    @rule(data=st.data())
    def remove(self, data):
        name = self.a_name(data)
        if name == self.document["baseline"]:
            with pytest.raises(UserError):
                plans.removed(self.document, name)
        else:
            self.go_on(plans.removed(self.document, name))
            assert name not in plans.names(self.document)

    @rule(data=st.data())
    def choose_baseline(self, data):
        self.go_on(plans.with_baseline(self.document, self.a_name(data)))

    @rule(data=st.data(), ko=st.text(max_size=8), en=st.text(min_size=1, max_size=8))
    def rename(self, data, ko, en):
        name, ko, en = self.a_name(data), ko.strip(), en.strip()
        given = {"ko": ko or en, "en": en or ko}
        others = [each["title"] for key, each in self.document["alternatives"].items() if key != name]
        if not given["ko"] or any(given[each] == title.get(each) for title in others for each in given):
            with pytest.raises(UserError, match="title"):
                plans.renamed(self.document, name, ko, en)
        else:
            self.go_on(plans.renamed(self.document, name, ko, en))
            assert self.document["alternatives"][name]["title"] == given

    @rule(data=st.data(), workload=EDITS, place=st.sampled_from(plans.PLACES), book=st.sampled_from(BOOKS))
    def put(self, data, workload, place, book):
        name = self.a_name(data)
        self.go_on(plans.put(self.document, name, workload, place, book))
        assert plans.placed(self.document, name, workload).place == place

    @rule(data=st.data(), workload=EDITS, resources=st.sets(st.sampled_from(plans.RESOURCES)))
    def choose_resources(self, data, workload, resources):
        name = self.a_name(data)
        self.go_on(plans.with_resources(self.document, name, workload, resources, BOOKS[0]))
        assert set(plans.placed(self.document, name, workload).resources) == resources

    @rule(data=st.data(), workload=st.sampled_from(["", "emr"]), date=st.sampled_from(list(plans.DATES)),
          months=st.none() | st.integers(1, 60).map(float))  # fmt: skip
    def move_date(self, data, workload, date, months):
        self.go_on(plans.with_date(self.document, self.a_name(data), date, months, workload))

    @rule(data=st.data(), fee=st.floats(0, 1e6),
          includes=st.lists(st.sampled_from(["archive", "applications"]), unique=True))  # fmt: skip
    def quote(self, data, fee, includes):
        name = self.a_name(data)
        self.go_on(
            plans.with_quote(self.document, name, {"price_per_bed": fee, "includes": includes}, BOOKS[1])
        )
        assert plans.in_quote(self.document, name)

    @rule(data=st.data())
    def drop_quote(self, data):
        self.go_on(plans.without_quote(self.document, self.a_name(data), BOOKS[0]))

    @rule(data=st.data(), book=st.sampled_from(BOOKS))
    def choose_book(self, data, book):
        self.go_on(plans.with_book(self.document, self.a_name(data), book))

    @rule(data=st.data(), key=st.sampled_from(["staff_kept_ratio", "servers.refresh_cycle"]),
          value=st.none() | st.sampled_from([0.5, 1.0]))  # fmt: skip
    def own_value(self, data, key, value):
        name = self.a_name(data)
        if value is None:
            self.go_on(plans.without_own_value(self.document, name, key))
        else:
            value = value if key == "staff_kept_ratio" else 5.0 + value
            self.go_on(plans.with_own_value(self.document, name, key, value))
            assert bound(self.document).values()[f"{name}.{key}"] == value

    @invariant()
    def the_case_binds_and_no_earlier_document_changed(self):
        names = bound(self.document).alternatives
        assert set(names) == set(self.document["alternatives"])
        assert all(document == as_it_was for document, as_it_was in self.history)


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)
