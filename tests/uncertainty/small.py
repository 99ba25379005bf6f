"""A case with two alternatives of nearly the same cost, small enough to be solved by hand."""

from functools import cache

from small_cases import BUY_OR_RENT

from tco.case import Override, parse_text
from tco.rescale import given
from tco.results import run

CLOSE_CALL = (
    BUY_OR_RENT
    + """[[custom_lines]]
id = "refit"
title = { en = "Refit", ko = "정비" }
category = "equipment"
amount = 100000.0
alternatives = ["buy"]
first_year = 2
every = 3
[uncertainty]
draws = 1024
[overrides]
discount_rate = { value = 0.04, low = 0.0, high = 0.2 }
"fee.amount" = { value = 130000.0, low = 100000.0, high = 160000.0 }
"machine.amount" = { value = 700000.0, low = 500000.0, high = 1500000.0 }
"refit.every_years" = { value = 3.0, low = 1.0, high = 6.0 }
"""
)


@cache
def close_call(text=CLOSE_CALL):
    return run(parse_text(text))


def with_values(result, values):
    """The case evaluated again with these inputs in place of its own."""
    case = result.bound.case
    for key, value in values.items():
        each = result.bound.inputs[key]
        case = given(case, key, Override(value=value, low=min(each.low, value), high=max(each.high, value)))
    return run(case)
