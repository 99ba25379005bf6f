"""A line's value with its unit, as text.

Promise: amounts in full, other numbers with the digits that matter, nothing as a power of ten. Pure
functions; imports `amounts`, `explain`, `labels` and `words` only.
"""

from __future__ import annotations

import math

from tco.amounts import GAP, KOREAN_NAMES, MINUS, SYMBOLS, money_exact, number
from tco.explain import Node
from tco.labels import part_in, whole_unit
from tco.ui.words import Words

#: Key figures that are shares.
SHARES = frozenset({"capex_share", "saving_total_pct", "saving_pv_pct", "run_rate_saving_pct", "irr", "mirr",
                    "roi", "airr"})  # fmt: skip
DIGITS = 6
WHOLE = 1e5  # from here on an amount has no digits after the point


def unit_text(unit: str, currency: str, words: Words) -> str:
    """A declared unit in words; empty for a pure number."""
    if unit in ("1", "month"):
        return words("unit.months") if unit == "month" else ""
    return "/".join("·".join(part_text(part, currency, words) for part in each.split("*"))
                    for each in whole_unit(words.language, unit).split("/"))  # fmt: skip


def part_text(part: str, currency: str, words: Words) -> str:
    """One factor of a unit in words."""
    if part == "money":
        names = KOREAN_NAMES if words.language == "ko" else SYMBOLS
        return names.get(currency, currency)
    return words(f"unit.{part}") if f"unit.{part}" in words else part_in(words.language, part)


def plain_number(value: float) -> str:
    """A number with six significant digits, in full from 100,000 on."""
    if not math.isfinite(value):
        return "–"
    if abs(value) >= WHOLE:
        return f"{MINUS if value < 0 else ''}{abs(value):,.0f}"
    decimals = max(0, DIGITS - 1 - math.floor(math.log10(abs(value)))) if value else 0
    text = f"{abs(round(value, decimals)):,.{min(decimals, 12)}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{MINUS if value < 0 else ''}{text}"


def value_with_unit(value: float, unit: str, currency: str, words: Words) -> str:
    """A value as the explanation shows it: 1,234,567원, 8.66667대, 0.05."""
    if math.isnan(value):
        return words("explain.undefined")
    if unit == "money" and abs(value) >= 1_000:
        return money_exact(value, currency, words.language)
    if unit.startswith("money") and words.language == "en":
        sign, symbol = MINUS if value < 0 else "", SYMBOLS.get(currency, currency + GAP)
        per = unit_text(unit, currency, words).partition("/")
        return f"{sign}{symbol}{plain_number(abs(value))}{per[1]}{per[2]}"
    said = unit_text(unit, currency, words)
    gap = "" if words.language == "ko" and said[:1] >= "가" else GAP
    return f"{plain_number(value)}{gap if said else ''}{said}"


def node_text(node: Node, words: Words) -> str:
    """An explained value; a key figure that is a share as a percentage."""
    if node.id in SHARES and not math.isnan(node.value):
        return share_text(node.value)
    return value_with_unit(node.value, node.unit, node.currency, words)


def share_text(value: float) -> str:
    """A share as a percentage with the digits that matter."""
    return f"{number(value * 100)}{GAP}%"
