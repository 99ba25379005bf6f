"""A rule is read at one glance: it rests on few lines and assumptions."""

import tco.lines  # noqa: F401 - fills the registry
from tco.language.line import REGISTRY

MOST = 6


def test_no_rule_rests_on_more_than_six_lines_and_assumptions():
    rules = [each for family in REGISTRY.values() for each in family]
    assert {each.id for each in rules if len(each.parameters) > MOST} == set()
