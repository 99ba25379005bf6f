"""Registers of a program: each instruction finds what it reads; a result takes a place only where it may."""

import pytest

from tco.binding import bind
from tco.case import parse_case, presets
from tco.uncertainty.plan import Plan
from tco.uncertainty.program import LEFT_NUMBER, READ_TWICE, RIGHT_NUMBER


@pytest.fixture(scope="module")
def stages():
    """Of a whole case with every range; a rate of return splits it."""
    bound = bind(parse_case(presets()["kr-general-300"]))
    limits = {each.id: (each.low, each.high) for each in bound.inputs.values() if each.has_range}
    return Plan(bound, limits, ("present_value", "irr")).stages


def operands(code, first, second):
    left, right = code % 3 != LEFT_NUMBER, code % 3 != RIGHT_NUMBER
    return [each for each, counts in ((first, left), (second, right)) if counts]


@pytest.mark.parametrize("over_operands", [True, False])
def test_every_instruction_finds_what_it_reads(stages, over_operands):
    assert len(stages) > 1
    for stage in stages:
        placed = stage.placed(over_operands)
        holds = dict(zip(placed.loads.tolist(), stage.sources, strict=True))
        for (code, *read, result), (same, *places, to) in zip(stage.code, placed.code.tolist(), strict=True):
            assert same == code
            assert [holds[each] for each in operands(code, *places)] == operands(code, *read)
            if not over_operands or code in READ_TWICE:
                assert to not in operands(code, *places)
            holds[to] = result
        assert [holds[each] for each in placed.stores.tolist()] == list(stage.stored)
        assert max(holds) < placed.registers


def test_results_in_the_place_of_operands_need_no_more_registers(stages):
    for stage in stages:
        assert stage.placed(over_operands=True).registers <= stage.placed(over_operands=False).registers
        results = [row for row in stage.placed(over_operands=True).code.tolist() if row[3] in row[1:3]]
        assert len(stage.code) < 100 or len(results) > len(stage.code) / 4
