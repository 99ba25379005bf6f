"""The finance functions against the values that the reference pages of spreadsheets print."""

import json
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from published import VALIDATION, published

from tco import finance

REFERENCE = json.loads(
    (VALIDATION / "spreadsheet_function_reference.json").read_text(encoding="utf-8"), parse_float=Decimal
)
INPUTS = published("spreadsheet_function_reference")["inputs"]
OTHER = INPUTS["numpy_financial"]


def fraction(text):
    """A rate as printed: a number, or a yearly rate over periods such as "0.08/12"."""
    numerator, _, denominator = str(text).partition("/")
    return float(numerator) / float(denominator or 1)


def days(key):
    return [date.fromisoformat(day) for day in INPUTS["xirr"][key]]


def first_years(flows, years):
    return flows[: years + 1]


def loan(function, inputs, period):
    return function(fraction(inputs["rate"]), period, inputs["n"], inputs["pv"])


def mirr_of(years, reinvest_rate=INPUTS["mirr"]["reinvest_rate"]):
    flows = first_years(INPUTS["mirr"]["flows"], years)
    return finance.mirr(flows, INPUTS["mirr"]["finance_rate"], reinvest_rate)


def pmt_of(inputs):
    rate, due = fraction(inputs["rate"]), inputs.get("type") == 1
    return finance.pmt(rate, inputs["n"], inputs["pv"], inputs.get("fv", 0), due=due)


def fv_of(inputs):
    rate, due = fraction(inputs["rate"]), inputs.get("type") == 1
    return finance.fv(rate, inputs["n"], inputs["pmt"], inputs["pv"], due=due)


def nper_of(inputs):
    rate, due = fraction(inputs["rate"]), inputs.get("type") == 1
    return finance.nper(rate, inputs["pmt"], inputs["pv"], inputs.get("fv", 0), due=due)


def pv_of(inputs):
    return finance.pv(fraction(inputs["rate"]), inputs["n"], inputs["pmt"], inputs.get("fv", 0))


def rate_of(inputs):
    return finance.rate(inputs["n"], inputs["pmt"], inputs["pv"])


def irr_of(years):
    return finance.irr(first_years(INPUTS["irr"]["flows"], years))


def loan_table(inputs):
    rate, periods, balance, rows = fraction(inputs["rate"]), inputs["n"], inputs["principal"], []
    for period in range(1, periods + 1):
        principal = finance.ppmt(rate, period, periods, inputs["principal"])
        interest = finance.ipmt(rate, period, periods, inputs["principal"])
        balance += principal
        rows.append([principal, interest, balance])
    return rows


COMPUTED = {
    "IRR 4 years": lambda: irr_of(4),
    "IRR 5 years": lambda: irr_of(5),
    "IRR 2 years": lambda: irr_of(2),
    "MIRR 5 years": lambda: mirr_of(5),
    "MIRR 3 years": lambda: mirr_of(3),
    "MIRR 5 years, reinvest 14%": lambda: mirr_of(5, 0.14),
    "XIRR 2008 dates": lambda: finance.xirr(INPUTS["xirr"]["flows"], days("dates_2008")),
    "XIRR 2014 dates": lambda: finance.xirr(INPUTS["xirr"]["flows"], days("dates_2014")),
    "XNPV 2014 dates, 9%": lambda: finance.xnpv(
        INPUTS["xirr"]["flows"], days("dates_2014"), INPUTS["xirr"]["xnpv_rate"]
    ),
    "NPV function 6.5% (first value discounted one period)": lambda: finance.spreadsheet_npv(
        INPUTS["npv"]["flows"], INPUTS["npv"]["rate"]
    ),
    "PMT 8%/12, 10, 10000, due": lambda: pmt_of(INPUTS["pmt_due"]),
    "PMT saving": lambda: pmt_of(INPUTS["pmt_saving"]),
    "SLN": lambda: finance.sln(**INPUTS["sln"]),
    "DDB factor 1.5 period 5": lambda: finance.ddb(**INPUTS["ddb"]),
    "SYD 1": lambda: finance.syd(30000, 7500, 10, INPUTS["syd"]["periods"][0]),
    "SYD 10": lambda: finance.syd(30000, 7500, 10, INPUTS["syd"]["periods"][1]),
    "DB(1000000,0,6,1,2)": lambda: finance.db(**INPUTS["db"]),
    "VDB day 1": lambda: finance.vdb(**INPUTS["vdb"][0]),
    "VDB months 6-18 factor 3": lambda: finance.vdb(**INPUTS["vdb"][1]),
    "VDB 0-0.875 factor 1.5": lambda: finance.vdb(**INPUTS["vdb"][2]),
    "PV annuity": lambda: pv_of(INPUTS["pv"]),
    "FV": lambda: fv_of(INPUTS["fv"]),
    "NPER": lambda: nper_of(INPUTS["nper"]),
    "RATE": lambda: rate_of(INPUTS["rate"]),
    "IPMT first month": lambda: loan(finance.ipmt, INPUTS["ipmt"][0], INPUTS["ipmt"][0]["per"]),
    "IPMT 10% year 3 of 3": lambda: loan(finance.ipmt, INPUTS["ipmt"][1], INPUTS["ipmt"][1]["per"]),
    "PPMT first month": lambda: loan(finance.ppmt, INPUTS["ppmt"][0], INPUTS["ppmt"][0]["per"]),
    "PPMT year 10 of 10": lambda: loan(finance.ppmt, INPUTS["ppmt"][1], INPUTS["ppmt"][1]["per"]),
    "numpy-financial fv": lambda: fv_of(OTHER["fv"]),
    "numpy-financial pmt": lambda: pmt_of(OTHER["pmt"]),
    "numpy-financial nper": lambda: nper_of(OTHER["nper"]),
    "numpy-financial pv": lambda: pv_of(OTHER["pv"]),
    "numpy-financial loan table (principal, interest, balance)": lambda: loan_table(OTHER["loan"]),
}


def half_of_last_digit(printed):
    """What rounding to the printed digits can hide, but never less than the reference's own 1e-8."""
    if isinstance(printed, int):
        return 1e-8
    return max(0.5 * 10.0 ** printed.as_tuple().exponent, 1e-8)


def test_every_value_of_the_function_reference_is_computed():
    assert set(COMPUTED) == set(REFERENCE["expected_outputs"])


@pytest.mark.parametrize("name", [name for name in COMPUTED if "table" not in name])
def test_a_function_gives_the_value_that_its_reference_page_prints(name):
    printed = REFERENCE["expected_outputs"][name]
    assert COMPUTED[name]() == pytest.approx(float(printed), rel=0, abs=half_of_last_digit(printed))


def test_the_loan_table_is_right_to_the_cent():
    name = "numpy-financial loan table (principal, interest, balance)"
    printed = np.array(REFERENCE["expected_outputs"][name], dtype=float)
    assert np.array(COMPUTED[name]()) == pytest.approx(printed, rel=0, abs=0.005)


@pytest.mark.parametrize(
    ("years", "reinvest_rate", "percent"), [(5, 0.12, 12.61), (3, 0.12, -4.80), (5, 0.14, 13.48)]
)
def test_mirr_has_the_digits_that_its_page_rounds_away(years, reinvest_rate, percent):
    assert 100 * mirr_of(years, reinvest_rate) == pytest.approx(percent, abs=0.005)
