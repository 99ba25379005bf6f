"""Texts with places to fill in, and figures as people read them.

Promise: at most four significant digits, a true minus, shares in per cent and their differences in points;
Korean particles follow the word before them. Imports `amounts` and the standard library only.
"""

from __future__ import annotations

import math
import re
import string
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from tco.amounts import GAP, MINUS, money, significant

#: What is counted is named by its label; a unit only counts it.
KOREAN_UNITS = {
    "s": "초", "s/study": "초", "hour": "시간", "FTE": "명", "FTE/bed": "명/병상", "month": "개월",
    "machine": "대", "unit": "대", "server": "대", "bed": "병상", "core": "코어", "year": "년",
    "study": "건", "user": "명", "interface": "개", "licence": "개",
}  # fmt: skip
#: As what something is counted for, and in headers.
KOREAN_PER = {**KOREAN_UNITS, "month": "월"}
ENGLISH_UNITS = {"s/study": "s", "hour": "h"}
PLURALS = {
    "month": "months", "year": "years", "machine": "machines", "unit": "units", "server": "servers",
    "bed": "beds", "core": "cores", "licence": "licences", "interface": "interfaces", "user": "users",
    "study": "studies",
}  # fmt: skip
SECONDS, SHORTEST = frozenset({"s", "s/study"}), 0.01
COMPARISONS = {">=": "≥", "<=": "≤", ">": ">", "<": "<"}
HANGUL, LAST_HANGUL, FINALS, RIEUL = ord("가"), ord("힣"), 28, 8
EITHER = re.compile(r"(\S+)(은|이|을|과|으로)\((는|가|를|와|로)\)")
READ_WITH_RIEUL, READ_CLOSED = "178lrLR", "0136780lmnrLMNR"


def _last_letter(word: str) -> str:
    """The last letter that is read aloud; brackets and quotes are not."""
    bare = word
    while bare.endswith((")", "’", "”", "'", '"', " ")):
        bare = _before_bracket(bare) or bare[:-1] if bare.endswith(")") else bare[:-1]
    return bare[-1:] or " "


def _before_bracket(text: str) -> str:
    """What stands before the bracket that ends a text, also where it holds another."""
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(text[at], 0)
        if not depth:
            return text[:at]
    return ""


def ends_closed(word: str) -> bool:
    """Whether the last sound is a consonant."""
    last = _last_letter(word)
    if HANGUL <= ord(last) <= LAST_HANGUL:
        return (ord(last) - HANGUL) % FINALS != 0
    return last in READ_CLOSED


def particle(word: str, closed: str, opened: str) -> str:
    """Which of two particles follows a word; 로 also follows a ㄹ."""
    last = _last_letter(word)
    rieul = last in READ_WITH_RIEUL or (
        HANGUL <= ord(last) <= LAST_HANGUL and (ord(last) - HANGUL) % FINALS == RIEUL
    )
    return closed if ends_closed(word) and not (rieul and opened == "로") else opened


def settled(text: str) -> str:
    """A Korean text whose particles are chosen: `3은(는)` is `3은`."""
    return EITHER.sub(lambda found: found[1] + particle(found[1], found[2], found[3]), text)


class Speech(string.Formatter):
    """`{title:이/가}` is the title with the particle that fits, `{title:~이/가}` the particle alone.

    `{count:#input/inputs}` is a count with the form that fits one or several, `{count:~#is/are}` the form.
    """

    def format_field(self, value: Any, format_spec: str) -> Any:
        """The value with its particle or its form of a count, or as usual."""
        first, slash, second = format_spec.removeprefix("~").partition("/")
        if not slash:
            return super().format_field(value, format_spec)
        said = "" if format_spec.startswith("~") else str(value)
        if first.startswith("#"):
            form = first[1:] if str(value) == "1" else second
            return f"{said} {form}".lstrip()
        return said + particle(str(value), first, second)


class Words:
    """The texts of one language, for a case in one currency.

    Attributes:
        texts: by dotted key; `point`, `never` and `costs_more` are read here, the rest by whoever
            writes sentences.
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
            per = "".join(f"/{self._per(part)}" for part in unit.split("/")[1:])
            return money(value, self.currency, self.language) + per
        if unit in SECONDS:
            return self._wait(value, unit)
        text = signed(value)
        return " ".join(filter(None, (text, self._counted(text.removeprefix(MINUS), unit))))

    def saving(self, value: float | None, unit: str) -> str:
        """A saving; one below zero as what is paid more."""
        if value is None or value >= 0:
            return self.figure(value, unit)
        return self("costs_more", amount=self.figure(-value, unit))

    def _wait(self, value: float, unit: str) -> str:
        """A wait in hundredths of a second; a shorter one in full."""
        text = signed(value, 2) if value == 0 or abs(value) >= SHORTEST else signed(value)
        return f"{text}{'' if self.language == 'ko' else GAP}{self._unit(unit)}"

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
        if unit in names or "/" not in unit or self.language != "ko":
            return names.get(unit, "" if unit == "1" else unit)
        head, *rest = unit.split("/")
        return "/".join([names.get(head, head), *map(self._per, rest)])

    def _per(self, unit: str) -> str:
        """What something is counted for."""
        return KOREAN_PER.get(unit, unit) if self.language == "ko" else self._unit(unit)


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
