"""The words of a claim's verdict, and its figures as people read them.

Promise: both languages have the same keys; at most four significant digits, a true minus, shares in per cent
and their differences in points. Imports `amounts` and the standard library only.
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
    "machine": "대", "unit": "대", "server": "대", "bed": "병상", "core": "코어",
}  # fmt: skip
ENGLISH_UNITS = {"s/study": "s", "hour": "h"}
COMPARISONS = {">=": "≥", "<=": "≤", ">": ">", "<": "<"}


class Words:
    """The texts of one language, for a case in one currency.

    Attributes:
        short: whether alternatives are named by their ids instead of their titles.
    """

    def __init__(self, language: str, currency: str, short: bool = False):
        self.short = short
        self.language = "ko" if language == "ko" else "en"
        self.currency = currency
        self._texts = texts(self.language)

    def __call__(self, key: str, /, **values: Any) -> str:
        """The text of a key with its places filled in."""
        return self._texts[key].format(**values)

    def figure(self, value: float | None, unit: str) -> str:
        """A value with its unit."""
        if value is None:
            return self("never")
        if unit == "%":
            return f"{_signed(100 * value, 1)} %".replace(".0 %", " %")
        if unit.startswith("money"):
            return self._money(value) + self._per(unit.removeprefix("money"))
        return " ".join(filter(None, (_signed(value), self._unit(unit))))

    def change(self, value: float, unit: str) -> str:
        """A difference, with its sign; of shares in points."""
        sign = "+" if value > 0 else ""
        return sign + self.size(value, unit)

    def size(self, value: float, unit: str) -> str:
        """A difference; of shares in points."""
        if unit == "%":
            return self("point", number=_signed(100 * value, 1).removesuffix(".0"))
        return self.figure(value, unit)

    def claimed(self, comparison: str, number: float, unit: str) -> str:
        """What a figure is held against."""
        return f"{COMPARISONS[comparison]} {self.figure(number, unit)}"

    def _money(self, value: float) -> str:
        return money(value, self.currency, self.language)

    def _per(self, rest: str) -> str:
        return "".join(f"/{self._unit(part)}" for part in rest.split("/")[1:])

    def _unit(self, unit: str) -> str:
        names = KOREAN_UNITS if self.language == "ko" else ENGLISH_UNITS
        return names.get(unit, "" if unit == "1" else unit)


def _signed(value: float, decimals: int | None = None) -> str:
    """Grouped, with four significant digits or the given decimals, and a true minus."""
    if decimals is not None:
        text = f"{abs(value):,.{decimals}f}"
    elif abs(value) >= 1000:
        text = f"{abs(value):,.0f}"
    else:
        text = f"{abs(value):.4g}" if abs(value) >= 1e-4 else f"{abs(value):.6f}".rstrip("0").rstrip(".")
    return (MINUS if value < 0 and text.strip("0.,") else "") + text


@cache
def texts(language: str) -> Mapping[str, str]:
    """All texts of a language, by dotted key."""
    content = files("tco.claims").joinpath("texts", f"{language}.toml").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for key, value in tomllib.loads(content).items():
        inside = {f"{key}.{name}": text for name, text in value.items()} if isinstance(value, dict) else {}
        found |= inside or {key: value}
    return found
