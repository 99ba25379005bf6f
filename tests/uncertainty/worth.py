"""Choices and cases on which the worth of finding out is computed."""

from functools import cache

import numpy as np
from scipy.special import ndtri
from scipy.stats import qmc
from small_cases import custom, of_lines

from tco.binding import bind
from tco.case import parse_case
from tco.uncertainty.information import information
from tco.uncertainty.simulation import simulate

RATES = ("income_tax_rate", "general_inflation", "wage_growth", "software_price_growth",
         "energy_price_growth", "discount_rate")  # fmt: skip


def points(n, inputs, scrambles=8, seed=1):
    """Uniform draws of independent scrambles, one after the other as the sampler deals them."""
    each = [qmc.Sobol(inputs, rng=np.random.default_rng([seed, at])).random(n // scrambles)
            for at in range(scrambles)]  # fmt: skip
    return np.stack(each, axis=1).reshape(n, inputs) + 2.0**-31, np.arange(n) % scrambles


def normals(n, inputs, **options):
    uniform, scramble = points(n, inputs, **options)
    return ndtri(uniform), scramble


def two(benefit):
    """Costs of two options of which the second costs more by the benefit."""
    return np.column_stack([np.zeros_like(benefit), benefit])


def near(found, expected, errors=4.0, slack=0.0):
    return abs(found.amount - expected) <= errors * found.error + slack


def document(**changes):
    """Two bills over three years, of which the amounts and one escalation are uncertain."""
    overrides = {
        "a_x.amount": {"value": 100.0, "low": 60.0, "high": 150.0},
        "b_x.amount": {"value": 108.0, "low": 85.0, "high": 130.0},
        "a_x.escalation": {"value": 0.05, "low": 0.0, "high": 0.15},
    }
    lines = [custom(f"{name}_x", 100.0, of, last_year=3) for name, of in (("a", "base"), ("b", "other"))]
    case = of_lines(*lines, horizon=3, **overrides)
    case["uncertainty"] = {"draws": 1024, "distributions": {key: {"kind": "fixed"} for key in RATES}}
    return case | changes


def simulated(case, **settings_):
    bound = bind(parse_case(case))
    asked = bound.case.uncertainty.model_copy(update=settings_)
    return simulate(bound, asked, lines=("present_value",))


@cache
def small():
    return information(simulated(document()), grouped=True)
