"""The looks of a workbook under one key: what is an input, a link, a calculation, a check.

Promise: the same role looks the same on every sheet, and never by colour alone; a number that outgrows its
cell is made smaller, never replaced by signs. Imports xlsxwriter's
formats through the workbook it is given; nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

INK, GREY, RULE, GRID, PAPER = "#1F2933", "#52606D", "#9AA5B1", "#DDE2E7", "#F1F4F7"
OWN, CLOUD, FURTHER = "#D55E00", "#0072B2", ("#AA4499", "#117733", "#4D4D4D", "#88773A", "#5B5EA6")
ZERO = '"–"'
COMMON = {"font_color": INK, "valign": "vcenter"}
ROLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 15},
    "message": {"bold": True, "font_size": 12},
    "heading": {"bold": True, "font_size": 11, "bottom": 1, "bottom_color": RULE, "font_color": CLOUD},
    "header": {"bold": True, "bg_color": PAPER, "bottom": 1, "bottom_color": RULE, "align": "right"},
    "header_left": {"bold": True, "bg_color": PAPER, "bottom": 1, "bottom_color": RULE},
    "header_apart": {"bold": True, "bg_color": PAPER, "bottom": 1, "bottom_color": RULE, "indent": 1},
    "header_wrapped": {
        "bold": True, "bg_color": PAPER, "bottom": 1, "bottom_color": RULE, "align": "right",
        "text_wrap": True,
    },
    "label": {},
    "row": {"text_wrap": True},
    "strong": {"bold": True},
    "strong_row": {"bold": True, "text_wrap": True},
    "note": {"font_color": GREY},
    "note_row": {"font_color": GREY, "text_wrap": True},
    "label_apart": {"indent": 1},
    "note_apart": {"font_color": GREY, "indent": 1},
    "unit": {"font_color": GREY, "align": "right"},
    "input": {"bg_color": "#FFF6D5", "font_color": "#1D4E9E", "border": 1, "border_color": "#D9B44A"},
    "given": {"font_color": "#1D4E9E", "border": 4, "border_color": "#D9B44A"},
    "scenario": {"bg_color": "#FFFBEC", "border": 1, "border_color": "#D9B44A"},
    "link": {"font_color": "#0B6E4F", "italic": True, "shrink": True},
    "calculation": {"font_color": INK, "shrink": True},
    "said": {"align": "left"},
    "said_constant": {"align": "left", "font_color": GREY, "italic": True},
    "figure": {"align": "right", "shrink": True},
    "figure_strong": {"align": "right", "bold": True, "shrink": True},
    "total": {"bold": True, "shrink": True},
    "sum": {"bold": True, "top": 1, "top_color": RULE, "shrink": True},
    "constant": {"font_color": GREY, "italic": True, "shrink": True},
    "computed": {
        "align": "right", "italic": True, "bg_color": "#F3EEF8", "bottom": 4, "bottom_color": RULE,
        "shrink": True,
    },
    "check": {"bg_color": "#ECEFF3", "border": 1, "border_color": RULE, "shrink": True},
    "master": {"bold": True, "align": "center", "bg_color": "#ECEFF3", "border": 2, "border_color": RULE},
    "failed": {"bold": True, "bg_color": "#B42318", "font_color": "#FFFFFF"},
}  # fmt: skip
FONTS = {"ko": "맑은 고딕", "en": "Calibri"}


class Styles:
    """Formats by role and number format, each made once, in the order in which they are first used."""

    def __init__(self, workbook: Any):
        self._workbook = workbook
        self._made: dict[tuple[str, str], Any] = {}

    def __call__(self, role: str, number: str = "") -> Any:
        """The format of a role."""
        key = (role, number)
        if key not in self._made:
            shown = {"num_format": number} if number else {}
            self._made[key] = self._workbook.add_format({**COMMON, **ROLES[role], **shown})
        return self._made[key]


def three_parts(pattern: str) -> str:
    """Positive, negative with a sign, and a dash for nothing."""
    return f"{pattern};-{pattern};{ZERO}"


def number_of_unit(unit: str) -> str:
    """The number format of a row of the model."""
    if unit == "money":
        return three_parts("#,##0")
    return three_parts("#,##0.0000") if unit == "1" else three_parts("#,##0.00")


def number_of_values(values: Iterable[float | None], form: str) -> str:
    """The number format of an input, fine enough for all its values."""
    if form == "percent":
        return (
            "0.0%" if all(_decimals(100 * value) <= 1 for value in values if value is not None) else "0.00%"
        )
    most = max((_decimals(value) for value in values if value is not None), default=0)
    return f"#,##0.{'0' * most}" if most else "#,##0"


def _decimals(value: float) -> int:
    """How many decimals, at most six, show the value to four significant digits."""
    if value == 0:
        return 0
    enough = max(0, 3 - math.floor(math.log10(abs(value))))
    return next(
        (each for each in range(min(enough, 6)) if abs(round(value, each) - value) < 1e-9 * abs(value)),
        min(enough, 6),
    )
