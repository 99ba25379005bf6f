"""Every number opens to what it is made of, and can be computed again from what is shown."""

import math

import numpy as np
import pytest
from small_cases import TITLE, custom, of_archive, of_lines, result

from tco.changes import load
from tco.explain import explain
from tco.explain_text import as_document, as_text
from tco.language import ONCE, POINTS, Place, Row
from tco.model import HISTORY, BuiltIn, InputRef, LineRef, width
from tco.results import run

AWAY = {"title": TITLE, "price_book": "aws_seoul", "moves": ["archive"], "start": 7.0, "duration": 15.0}


@pytest.fixture(scope="module")
def preset():
    return run(load("kr-general-500"))


@pytest.fixture(scope="module")
def archive():
    return result(of_archive(alternatives={"away": AWAY}, income_tax_rate=0.2, financed_share=0.5))


@pytest.fixture(scope="module")
def lines_only():
    machine = custom(
        "machine_x", 900.0, treatment="capital", first_year=0, last_year=0, every=5, salvage_share=0.1
    )
    return result(
        of_lines(custom("fee_x", 400.0, "base", escalation=[0.1, 0.2]), machine, custom("rent_x", 100.0))
    )


def walk(node):
    yield node
    for part in node.parts:
        yield from walk(part)


def column_of(node, line):
    if line.axis == ONCE:
        return 0
    return int(node.year * 2) if line.axis == POINTS else int(node.year) + (HISTORY if line.history else 0)


def recomputed(evaluated, node, shown):
    """The node's value from the values that the tree shows, and nothing else."""
    instance = evaluated.bound.model.instances[node.id]
    if instance.line.is_total:
        return sum(part.value for part in node.parts)
    column = column_of(node, instance.line)
    arguments = [
        _argument(evaluated, node, instance, name, shown, column) for name in instance.line.parameters
    ]
    return float(np.squeeze(instance.line.rule(*arguments)))


def _argument(evaluated, node, instance, name, shown, column):
    ref = instance.references[name]
    if isinstance(ref, BuiltIn):
        return np.array([float(node.year)])
    if isinstance(ref, InputRef):
        return _input(node, instance, name, column)
    if not isinstance(ref, LineRef):
        return 0.0
    owner = evaluated.bound.case.baseline if ref.baseline else node.alternative
    source = evaluated.bound.model.instances[ref.id].line
    row = np.zeros(width(source))
    for (key, alternative, at), value in shown.items():
        if (key, alternative) == (ref.id, owner):
            row[at] = value
    if source.axis == ONCE:
        return row[0]
    lead = HISTORY * (source.history - instance.line.history)
    if name not in instance.line.rows:
        return row[column + lead]
    return Row(row, lead, column) if instance.line.axis != ONCE else row


def _input(node, instance, name, column):
    """The input as shown: a number, or a row of numbers by year."""
    ref = instance.references[name]
    fitting = [each for each in node.parts if each.input and each.id.rpartition(".")[2] == ref.name]
    part = max(fitting, key=lambda each: bool(set(ref.members) & set(each.id.split("."))))
    if part.input.series is None:
        return part.value
    series, lead = np.array(part.input.series), 0 if instance.line.history else HISTORY
    return Row(series, lead, column) if name in instance.line.rows else series[column + lead]


def check_tree(evaluated, line, alternative, year, depth=99):
    """Every opened number of a tree is what its parts make it; returns the tree."""
    tree = explain(evaluated, line, alternative, year, depth=depth)
    for node in walk(tree):
        if node.input or node.repeated or (depth < 99 and node is not tree):
            continue
        shown = {}
        for part in node.parts:
            if part.input is None:
                source = evaluated.bound.model.instances[part.id].line
                shown[part.id, part.alternative, column_of(part, source)] = part.value
        if any(math.isnan(value) for value in [node.value, *shown.values()]):
            continue
        assert recomputed(evaluated, node, shown) == pytest.approx(node.value, rel=1e-9, abs=1e-6), node.id
    return tree


@pytest.mark.parametrize(
    ("line", "alternative", "year"),
    [
        ("purchases.servers", "stay", 5),
        ("depreciation.servers", "stay", 4),
        ("book_value.servers", "cloud_ncp", 3),
        ("cloud_computing.emr", "cloud_aws", 4),
        ("support_plan", "cloud_aws", 2),
        ("operations_pay.server", "hybrid", 3),
        ("total_cash", "cloud_ncp", 2),
        ("residual_value.fast_storage", "stay", 10),
    ],
)
def test_a_line_of_the_preset_recomputes_from_its_tree(preset, line, alternative, year):
    tree = check_tree(preset, line, alternative, year)
    assert tree.value == pytest.approx(preset.yearly(alternative, line)[year])


@pytest.mark.parametrize("name", ["archive", "lines_only"])
def test_every_line_of_a_small_case_recomputes_from_its_tree(name, request):
    evaluated = request.getfixturevalue(name)
    alternative = evaluated.alternatives[1]
    for key in evaluated.bound.model.instances:
        for year in (1, 4):
            check_tree(evaluated, key, alternative, year, depth=1)


@pytest.mark.parametrize(
    "metric", ["total_cost", "saving_pv", "roi", "payback_years", "irr", "cost_per_bed_year"]
)
def test_a_metric_recomputes_from_its_tree(archive, metric):
    tree = check_tree(archive, metric, "away", 0)
    assert tree.value == pytest.approx(archive.metric("away", metric) or math.nan, nan_ok=True)


def test_a_tree_ends_in_documented_inputs_only(preset):
    for line in ("purchases.servers", "cloud_bill", "total_discounted"):
        tree = explain(preset, line, "cloud_aws", 3)
        ends = [node for node in walk(tree) if not node.parts and not node.repeated]
        for node in ends:
            built_in = node.input is None and not preset.bound.model.instances[node.id].dependencies
            assert node.input is not None or built_in or node.value == 0.0, node.id
        for given in (node.input for node in walk(tree) if node.input is not None):
            declared = given.declaration
            assert declared.label.en
            assert declared.label.ko
            assert given.source or declared.note or given.fixed or declared.kind in ("convention", "own")
            if declared.kind == "sourced" and not given.overridden:
                assert given.source.url.startswith(("http", "doi:"))


def test_a_window_lists_each_of_its_years():
    evaluated = result(of_archive(**{"archive_storage.accounting_life": 5.0}))
    tree = explain(evaluated, "depreciation.archive_storage", "stay", 4)
    years = [node.year for node in tree.parts if node.id == "yearly_depreciation.archive_storage"]
    # of life 4 only what was bought in years 2 and 3 still serves; that of year 4 is bought now
    assert {2, 3} <= set(years)
    assert all(year < 4 for year in years)
    assert [node.year for node in tree.parts if node.id == "first_depreciation.archive_storage"] == [4]


def test_a_sum_over_years_lists_each_year_that_counts(lines_only):
    tree = explain(lines_only, "total_cost", "other")
    assert [node.year for node in tree.parts] == [
        year for year in range(16) if lines_only.row("other", "total_cash")[year]
    ]


def test_a_comparison_says_whose_number_it_is(archive):
    tree = explain(archive, "saving", "away", 3)
    assert [(node.id, node.alternative) for node in tree.parts] == [
        ("total_cash", "stay"),
        ("total_cash", "away"),
    ]


def test_a_depth_opens_that_many_levels(preset):
    tree = explain(preset, "purchases.servers", "stay", 5, depth=1)
    assert tree.parts
    assert not any(part.parts for part in tree.parts)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_text_and_data_show_the_same_tree(archive, language):
    tree = explain(archive, "bought.archive_storage", "stay", 3, language=language)
    text = "\n".join(as_text(tree, language=language))
    for node in walk(tree):
        assert node.label in text
    assert as_document(tree)["value"] == tree.value


def test_metrics_are_the_only_lines_on_the_metric_sheet_that_may_be_undefined(preset):
    for key, instance in preset.bound.model.instances.items():
        value = explain(preset, key, "stay", 1, depth=0).value
        assert instance.line.place is Place.METRIC or math.isfinite(value), key


def test_a_rule_is_said_with_the_labels_of_the_alternative_that_is_explained(preset):
    for line in ("committed_processor_price", "cloud_price_level", "priced_processors.emr"):
        said = "\n".join(as_text(explain(preset, line, "cloud_aws", 3)))
        assert "No price book" not in said, line


def test_an_undefined_metric_says_why(preset):
    node = explain(preset, "payback_years", "cloud_ncp")
    assert "never within 10 years" in next(as_text(node))
    assert as_document(node)["note"] == "never within 10 years"


def test_amounts_are_never_printed_as_powers_of_ten(preset):
    said = "\n".join(as_text(explain(preset, "saving_pv", "cloud_ncp", depth=2)))
    assert "e+" not in said
