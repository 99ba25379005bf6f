"""A figure overruled is exactly the one typed, and nothing moves but what depends on it."""

import re

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from small_cases import of_archive

from tco.case import parse_case
from tco.changes import load
from tco.errors import Problems, UserError
from tco.results import run
from tco.sizing import Wish, figures, inventory, overruled, parse_wish, value_of

PRESET = "kr-general-500"
WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)  # each example evaluates the case
CASE = load(PRESET)
RESULT = run(CASE)
FIGURES = {each.key: each for each in figures(RESULT.bound)}
SCALABLE = sorted(
    key
    for key, each in FIGURES.items()
    if (each.kind.choices or each.kind.name == "standing") and value_of(RESULT, each) > 0
)


def values(case):
    result = run(case)
    return {each.key: value_of(result, each) for each in figures(result.bound)}


BEFORE = values(CASE)


def depends(other, key):
    """Whether a figure reads another one, by the model or by an input that is scaled."""
    bound = RESULT.bound
    seen, rest = set(), [FIGURES[other].line]
    while rest:
        line = rest.pop()
        if line in seen or line not in bound.model.instances:
            continue
        seen.add(line)
        rest.extend(bound.model.instances[line].dependencies)
    return FIGURES[key].line in seen


def refused(*texts, case=CASE):
    with pytest.raises(Problems) as error:
        overruled(case, [parse_wish(text) for text in texts])
    return str(error.value)


@settings(max_examples=12, phases=WITHOUT_SHRINKING, deadline=None)
@given(key=st.sampled_from(SCALABLE), factor=st.floats(0.7, 1.3))
def test_the_figure_is_exactly_the_one_typed(key, factor):
    wanted = BEFORE[key] * factor
    try:
        case = overruled(CASE, [Wish(key, wanted)])
    except Problems as error:
        assume(not re.search("above the maximum|below the minimum", str(error)))
        raise
    assert values(case)[key] == pytest.approx(wanted, rel=1e-9)


@pytest.mark.parametrize(
    "key",
    ["emr.machines", "emr.processors", "pacs.cores", "emr.fast_storage", "ct.studies", "ct.study_size",
     "emr.backup_storage", "server.staff", "servers.load", "servers.standing", "racks"],
)  # fmt: skip
def test_nothing_moves_but_what_depends_on_it(key):
    after = values(overruled(CASE, [Wish(key, BEFORE[key] * 0.9)]))
    moved = {other for other in BEFORE if after[other] != pytest.approx(BEFORE[other], rel=1e-9)}
    assert key in moved
    allowed = {other for other in BEFORE if depends(other, key)}
    if key == "ct.study_size":  # an input: what reads it, reads new images
        allowed |= {"ct.study_size", *(other for other in BEFORE if depends(other, "ct.new_images"))}
    if key == "servers.load":  # its power is that of the year's end too, for which the plant is sized
        allowed |= {"plant.required", "plant.standing"}
    if key == "racks":  # racks if nothing moved; the network is sized by the same densities
        allowed |= {"network.required", "network.standing", "plant.required", "plant.standing"}
        allowed |= {"network.load", "load", "electricity"}
    assert moved <= allowed


def test_a_shared_input_is_given_to_the_one_member():
    case = overruled(CASE, [Wish("emr.processors", 900)])
    assert set(case.overrides) == {"emr.processors_per_machine"}
    assert values(case)["ancillary.processors"] == BEFORE["ancillary.processors"]


def test_value_range_and_reason_are_open():
    override = overruled(CASE, [parse_wish("emr.machines=120")]).overrides["emr.machines_per_bed"]
    factor = 120 / 165
    assert (override.value, override.low, override.high) == pytest.approx(
        (0.3 * factor, 0.15 * factor, 0.6 * factor)
    )
    assert override.reason == "inventory: emr.machines is 120 instead of 165 derived (unit: machine)"


def test_figures_given_together_are_met_in_the_order_in_which_they_follow():
    for texts in (["emr.processors=500", "emr.machines=120"], ["emr.machines=120", "emr.processors=500"]):
        after = values(overruled(CASE, [parse_wish(text) for text in texts]))
        assert (after["emr.machines"], after["emr.processors"]) == pytest.approx((120, 500), rel=1e-9)


def test_figures_that_contradict_each_other_are_refused():
    message = refused("machines=400", "emr.machines=300")
    assert "machines: would be" in message
    assert "contradict" in message


def test_an_archive_is_larger_or_more_examinations_as_asked():
    by_size = overruled(CASE, [parse_wish("pacs.archive_storage=120")])
    by_number = overruled(CASE, [parse_wish("pacs.archive_storage:studies=120")])
    sizes, numbers = values(by_size), values(by_number)
    assert sizes["pacs.archive_storage"] == pytest.approx(120, rel=1e-9)
    assert numbers["pacs.archive_storage"] == pytest.approx(120, rel=1e-9)
    assert sizes["ct.studies"] == BEFORE["ct.studies"]
    assert numbers["ct.study_size"] == BEFORE["ct.study_size"]
    assert numbers["ct.studies"] == pytest.approx(BEFORE["ct.studies"] * 120 / BEFORE["pacs.archive_storage"])


def test_both_spellings_name_a_figure():
    assert overruled(CASE, [parse_wish("staff.server=4")]) == overruled(CASE, [parse_wish("server.staff=4")])


@pytest.mark.parametrize("scenario", ["low", "base", "high"])
def test_the_figure_is_exact_in_every_scenario(scenario):
    case = load(PRESET, [f'scenario="{scenario}"', "emr.machines_per_bed=0.5"])
    before = values(case)
    for key in ("emr.machines", "pacs.archive_storage", "cores", "load"):
        wanted = before[key] * 1.3
        assert values(overruled(case, [Wish(key, wanted)]))[key] == pytest.approx(wanted, rel=1e-9)


def test_what_cannot_be_scaled_says_what_to_do_instead():
    message = refused(
        "analytics.archive_storage=5",
        "servers.required=3",
        "emr.cores=0",
        "emr.machines=1e9",
        "archive_storage=9",
    )
    for text in (
        "set it instead: --set analytics.archive_fixed=5",
        "overrule what stands (servers.standing)",
        "emr.cores: 0 cannot be reached",
        "above the maximum 20",
        "overrule the archive of one of them",
    ):
        assert text in message


def test_unknown_figures_and_choices_are_named_together():
    message = refused("emr.machine=3", "ct.studies:size=3", "cores=600", "cores=601")
    assert "'emr.machine' is not a figure of this inventory; did you mean 'emr.machines'?" in message
    assert "ct.studies: 'size' is not a way to meet it; there are: own" in message
    assert "cores: is given twice" in message


def test_a_register_is_not_overruled_by_a_count():
    message = refused("archive_storage.standing=12", case=parse_case(of_archive()))
    assert "change fleets.archive_storage.vintages" in message


@pytest.mark.parametrize(
    "text", ["", "emr.machines", "emr.machines=", "=5", "emr.machines=-1", "emr.machines=nan"]
)
def test_what_is_no_wish_says_how_to_write_one(text):
    with pytest.raises(UserError, match="must read FIGURE=VALUE with a number from 0"):
        parse_wish(text)


def test_the_range_of_the_figure_scales_with_it():
    case = overruled(CASE, [Wish("emr.fast_storage", 95.0)])
    found = {each.figure.key: each for each in inventory(run(case))}["emr.fast_storage"]
    assert (found.low, found.high) == pytest.approx((30.0, 160.0))
