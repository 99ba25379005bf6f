"""Texts with places to fill in, and figures as people read them.

Promise: at most four significant digits, a true minus, shares in per cent and their differences in points.
Imports `amounts` and the standard library only.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from tco.amounts import GAP, MINUS, money, significant

KOREAN_UNITS = {
    "s": "초", "s/study": "초", "hour": "시간", "FTE": "명", "FTE/bed": "명/병상", "month": "개월",
    "machine": "대", "unit": "대", "server": "대", "bed": "병상", "core": "코어", "year": "년",
}  # fmt: skip
ENGLISH_UNITS = {"s/study": "s", "hour": "h"}
PLURALS = {
    "month": "months", "year": "years", "machine": "machines", "unit": "units", "server": "servers",
    "bed": "beds", "core": "cores", "licence": "licences", "interface": "interfaces", "user": "users",
    "study": "studies",
}  # fmt: skip
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
        text = signed(value)
        return " ".join(filter(None, (text, self._counted(text.removeprefix(MINUS), unit))))

    def change(self, value: float, unit: str) -> str:
        """A difference, with its sign; of shares in points."""
        sign = "+" if value > 0 else ""
        return sign + self.size(value, unit)

    def size(self, value: float, unit: str) -> str:
        """A difference; of shares in points."""
        if unit == "%":
            return self("point", number=signed(100 * value, 1).removesuffix(".0"))
        return self.figure(value, unit)

    def percent(self, share: float, error: float | None) -> str:
        """A share with the decimals that its error supports, at most two."""
        places = 1 if not error else min(2, max(0, -math.ceil(math.log10(100 * error) - 1e-9)))
        return f"{signed(100 * share, places)}{GAP}%"

    def points(self, error: float) -> str:
        """The error of a share, in points of two digits."""
        return self("point", number=f"{significant(100 * error, 2):g}")

    def claimed(self, comparison: str, number: float, unit: str) -> str:
        """What a figure is held against."""
        return f"{COMPARISONS[comparison]} {self.figure(number, unit)}"

    def unit_beside(self, label: str, unit: str) -> str:
        """The unit that is to follow a figure beside a label: none where the label ends with it."""
        if unit in ("%", "1") or unit.startswith("money"):
            return unit
        head = unit.partition("/")[0]
        names = {unit, head, *(each.get(unit, unit) for each in (KOREAN_UNITS, ENGLISH_UNITS, PLURALS))}
        bare = label.removesuffix(")")
        return "1" if any(bare.endswith((f", {name}", f"({name}")) for name in names) else unit

    def _counted(self, number: str, unit: str) -> str:
        """A unit behind a number: more or less than one of what is counted are several."""
        name = self._unit(unit)
        if self.language == "ko" or number == "1":
            return name
        head, *rest = name.split("/")
        return "/".join([PLURALS.get(head, head), *rest])

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
