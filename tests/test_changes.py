"""Changes of a case by options: each reaches its input, or is refused."""

import pytest

from tco.changes import load
from tco.errors import Problems, UserError
from tco.results import run

PRESET = "kr-general-500"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("discont_rate=0.1", "did you mean 'discount_rate'?"),
        ("hospital.bedz=3", "did you mean"),
        ("cloud_ncp.overlp=3", "did you mean 'cloud_ncp.overlap'?"),
        ("beds", "must read KEY=VALUE"),
        ("=3", "must read KEY=VALUE"),
        ("beds=many", "'many' is not a number"),
        ("beds=true", "'True' is not a number"),
        ("beds=nan", "finite"),
        ("beds=1e999", "finite"),
        ("beds=-1", "below the minimum"),
        ("beds=" + "[" * 3000, "is not a number"),
        ("beds=" + "9" * 5000, "is not a number"),
        ("alternatives.stey.start=3", "did you mean"),
    ],
)
def test_a_change_that_means_nothing_is_refused(change, message):
    with pytest.raises(UserError) as error:
        run(load(PRESET, [change]))
    assert message in str(error.value)


def test_all_bad_changes_are_listed_at_once():
    with pytest.raises(Problems) as error:
        load(PRESET, ["discont_rate=0.1", "bedz=3", "beds=x"])
    assert len(error.value.problems) == 3


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ("hospital.beds=400", "beds"),
        ("beds=400", "beds"),
        ("horizon=5", "horizon"),
        ("servers.refresh_cycle=4", "servers.refresh_cycle"),
        ("stay_longer.servers.refresh_cycle=4", "stay_longer.servers.refresh_cycle"),
        ("cloud_ncp.overlap=3", "cloud_ncp.overlap"),
        ("alternatives.cloud_ncp.overlap=3", "cloud_ncp.overlap"),
        ("naver_cloud.processor_price=1", "naver_cloud.processor_price"),
    ],
)
def test_a_change_reaches_its_input(change, key):
    given = run(load(PRESET, [change])).bound.inputs[key]
    assert given.value == float(change.partition("=")[2])
    assert given.overridden


@pytest.mark.parametrize("change", ["stay.beds=3", "cloud_ncp.horizon=5", "stay.discount_rate=0.01"])
def test_what_is_the_same_for_all_cannot_be_changed_for_one(change):
    with pytest.raises(UserError, match="same for all alternatives|did you mean"):
        run(load(PRESET, [change]))


def test_a_change_of_one_alternative_changes_all_of_it_and_nothing_else():
    before, after = run(load(PRESET)), run(load(PRESET, ["stay.headroom=0.4"]))
    for line in ("required.servers.year_end", "standby_units.servers", "whole_load.servers"):
        assert (after.row("stay", line)[1:] > before.row("stay", line)[1:]).any(), line
    for name in ("cloud_ncp", "stay_longer"):
        assert after.metric(name, "present_value") == before.metric(name, "present_value")
