"""What value-added tax the prices of a register hold.

Promise: it is said, stands above the prices, or is assumed, and which of these is kept. Imports `tco.intake`
and `tco.inputs` only.
"""

from __future__ import annotations

import re

from tco.inputs import BoundModel
from tco.intake import Matched
from tco.intake.table import Row
from tco.intake.values import plain

INCLUDED = re.compile(
    r"(부가세|부가가치세|vat)\s*(포함|inclu|incl)|(incl\w*|with)\.?\s*(vat|tax)", re.IGNORECASE
)
EXCLUDED = re.compile(
    r"(부가세|부가가치세|vat)\s*(별도|제외|미포함|excl)|"
    r"(excl\w*|without|net of)\.?\s*(value-added tax|vat|tax)",
    re.IGNORECASE,
)


def unrecovered_vat(bound: BoundModel) -> float:
    """The share of a price that value-added tax adds for good."""
    rate, share = (bound.inputs[name] for name in ("vat_rate", "vat_unrecovered_share"))
    scenario = bound.case.scenario
    return rate.in_scenario(scenario) * share.in_scenario(scenario)


def tax_of(matched: Matched, said: str, bound: BoundModel) -> tuple[float, str]:
    """What prices hold beyond the price without tax, and whether that is said, in the header or assumed."""
    headers = [matched.headers.get("price", "")]
    headers += [str(cell) for _, row in _titles(matched) for cell in row if isinstance(cell, str)]
    inside = any(INCLUDED.search(plain(each)) for each in headers)
    outside = any(EXCLUDED.search(plain(each)) for each in headers)
    included = said == "included" or (not said and inside and not outside)
    rate = bound.inputs.get("vat_rate")
    factor = 1 + (rate.in_scenario(bound.case.scenario) if rate else 0.0)
    return (factor if included else 1.0), ("said" if said else "header" if inside != outside else "assumed")


def _titles(matched: Matched) -> list[tuple[int, Row]]:
    return [(number, row) for number, row in matched.table.numbered() if number < matched.header_row]
