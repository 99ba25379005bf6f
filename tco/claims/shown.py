"""Inputs as a reader meets them beside a verdict. Imports `bench`, `findings` and `figures` only."""

from __future__ import annotations

from tco.claims.bench import Bench
from tco.claims.findings import Shown
from tco.figures import input_label


def shown(bench: Bench, key: str) -> Shown:
    """An input with value and range; its label says whom it holds for, where others have their own."""
    each = bench.input(key)
    unit = "%" if each.declaration.format == "percent" else each.declaration.unit
    return Shown(key, input_label(bench.bound, key), unit, bench.own(key), each.low, each.high)
