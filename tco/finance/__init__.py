"""Finance functions: what a spreadsheet and a finance textbook mean by their names.

Promise: plain numbers in, plain numbers out; nothing here knows hospitals, lines or alternatives. Rates are
fractions per period (0.05 is 5 %); flows are money, received positive and paid negative, in batches with
their periods on the last axis. An argument without meaning raises `ValueError`; a result that does not
exist (an IRR without a change of sign, a payback never reached) is None, or nan in a batch. Allowed
imports: numpy, pyxirr, the standard library, and scipy once a break-even is asked for.
"""

from tco.finance.crossings import break_even
from tco.finance.depreciation import db, ddb, sln, syd, vdb
from tco.finance.discounting import (
    annuity_factor,
    discount_factor,
    equivalent_annual_cost,
    nominal_to_real,
    npv,
    present_value,
    real_to_nominal,
    spreadsheet_npv,
    xnpv,
)
from tco.finance.leasing import break_even_lease_payment, lease_flows, lease_npv
from tco.finance.loans import fv, ipmt, nper, pmt, ppmt, pv, rate
from tco.finance.recovery import payback, payback_batch
from tco.finance.returns import adjusted_irr, irr, irr_batch, mirr, mirr_batch, sign_changes, xirr

__all__ = [
    "adjusted_irr",
    "annuity_factor",
    "break_even",
    "break_even_lease_payment",
    "db",
    "ddb",
    "discount_factor",
    "equivalent_annual_cost",
    "fv",
    "ipmt",
    "irr",
    "irr_batch",
    "lease_flows",
    "lease_npv",
    "mirr",
    "mirr_batch",
    "nominal_to_real",
    "nper",
    "npv",
    "payback",
    "payback_batch",
    "pmt",
    "ppmt",
    "present_value",
    "pv",
    "rate",
    "real_to_nominal",
    "sign_changes",
    "sln",
    "spreadsheet_npv",
    "syd",
    "vdb",
    "xirr",
    "xnpv",
]
