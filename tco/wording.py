"""Texts with places to fill in, and figures as people read them.

Promise: at most four significant digits, a true minus, shares in per cent and their differences in points.
Imports `amounts` and the standard library only.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from tco.amounts import MINUS, money

KOREAN_UNITS = {
    "s": "초", "s/study": "초", "hour": "시간", "FTE": "명", "FTE/bed": "명/병상", "month": "개월",
    "machine": "대", "unit": "대", "server": "대", "bed": "병상", "core": "코어", "year": "년",
}  # fmt: skip
ENGLISH_UNITS = {"s/study": "s", "hour": "h"}
COMPARISONS = {">=": "≥", "<=": "≤", ">": ">", "<": "<"}


class Words:
    """The texts of one language, for a case in one currency.

    Attributes:
        texts: by dotted key; `point` and `never` are read here, the rest by whoever writes sentences.
    """

    def __init__(self, texts: Mapping[str, str], language: str, currency: str):
        self.language = "ko" if language == "ko" else "en"
        self.currency = currency
        self.texts = texts

    def __call__(self, key: str, /, **values: Any) -> str:
        """The text of a key with its places filled in."""
        return self.texts[key].format(**values)

    def figure(self, value: float | None, unit: str) -> str:
        """A value with its unit."""
        if value is None:
            return self("never")
        if unit == "%":
            return f"{signed(100 * value, 1)} %".replace(".0 %", " %")
        if unit.startswith("money"):
            per = "".join(f"/{self._unit(part)}" for part in unit.split("/")[1:])
            return money(value, self.currency, self.language) + per
        return " ".join(filter(None, (signed(value), self._unit(unit))))

    def change(self, value: float, unit: str) -> str:
        """A difference, with its sign; of shares in points."""
        sign = "+" if value > 0 else ""
        return sign + self.size(value, unit)

    def size(self, value: float, unit: str) -> str:
        """A difference; of shares in points."""
        if unit == "%":
            return self("point", number=signed(100 * value, 1).removesuffix(".0"))
        return self.figure(value, unit)

    def claimed(self, comparison: str, number: float, unit: str) -> str:
        """What a figure is held against."""
        return f"{COMPARISONS[comparison]} {self.figure(number, unit)}"

    def unit_beside(self, label: str, unit: str) -> str:
        """The unit that is to follow a figure beside a label: none where the label ends with it."""
        if unit in ("%", "1") or unit.startswith("money"):
            return unit
        names = {unit, unit.partition("/")[0], KOREAN_UNITS.get(unit, unit)}
        bare = label.removesuffix(")")
        return "1" if any(bare.endswith((f", {name}", f"({name}")) for name in names) else unit

    def _unit(self, unit: str) -> str:
        names = KOREAN_UNITS if self.language == "ko" else ENGLISH_UNITS
        return names.get(unit, "" if unit == "1" else unit)


def signed(value: float, decimals: int | None = None) -> str:
    """Grouped, with four significant digits or the given decimals, and a true minus."""
    if decimals is not None:
        text = f"{abs(value):,.{decimals}f}"
    elif abs(value) >= 1000:
        text = f"{abs(value):,.0f}"
    else:
        text = f"{abs(value):.4g}" if abs(value) >= 1e-4 else f"{abs(value):.6f}".rstrip("0").rstrip(".")
    return (MINUS if value < 0 and text.strip("0.,") else "") + text


@cache
def read_texts(package: str, name: str) -> Mapping[str, str]:
    """The texts of a TOML file beside a package, by dotted key; tables may be nested once."""
    content = files(package).joinpath("texts", name).read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for key, value in tomllib.loads(content).items():
        inside = {f"{key}.{part}": text for part, text in value.items()} if isinstance(value, dict) else {}
        found |= inside or {key: value}
    return found
