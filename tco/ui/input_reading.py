"""What a person typed into the field of an input, as a value; or why it cannot be one.

Promise: what a field shows is read back as the same value to the last digit; a refusal names the text, the
bound and what can be typed instead. Pure functions; imports `amounts`, `inputs` and the words only.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal, InvalidOperation

from tco.amounts import GAP, MINUS, parse, ungrouped
from tco.case import TIMINGS
from tco.inputs import BoundModel, Input
from tco.ui.input_text import unit_text, value_text
from tco.ui.words import LANGUAGES, Words

PERCENT = ("%", "％", "퍼센트", "프로")
SPACES = re.compile(rf"[\s{GAP}]+")
LONGEST = 60


class Refused(ValueError):
    """A text that no value can be made of; the message is ready to be shown."""


def field_text(each: Input, value: float) -> str:
    """The value as its field shows it: 41,400, or 25 for a share of 25 %."""
    exact = Decimal(repr(float(value))) * (100 if each.declaration.format == "percent" else 1)
    text = f"{exact:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def read(each: Input, text: str, bound: BoundModel, words: Words) -> float:
    """The value that a text means, within what its declaration allows.

    Raises:
        Refused: the text is no number, or the number is not allowed.
    """
    try:
        value = _number(each, _bare(each, text, bound))
    except (ValueError, InvalidOperation):
        raise Refused(words("inputs.refused.text", text=text[:LONGEST])) from None
    problem = broken_rule(each, value)
    if problem:
        edge = each.declaration.minimum if problem == "below" else each.declaration.maximum
        raise Refused(
            words(
                f"inputs.refused.{problem}",
                value=value_text(each, value, bound, words),
                bound="" if edge is None else value_text(each, edge, bound, words),
            )
        )
    return value


def broken_rule(each: Input, value: float) -> str:
    """Which rule of its declaration a value breaks, or nothing."""
    declaration = each.declaration
    if declaration.minimum is not None and value < declaration.minimum:
        return "below"
    if declaration.maximum is not None and value > declaration.maximum:
        return "above"
    choices = {"flag": (0.0, 1.0), "timing": tuple(TIMINGS.values())}.get(declaration.format)
    if choices and value not in choices:
        return declaration.format
    return "whole" if declaration.format == "whole" and value != int(value) else ""


def _bare(each: Input, text: str, bound: BoundModel) -> str:
    """The text without its unit, where that was typed too, in either language."""
    bare = SPACES.sub("", text).replace(MINUS, "-")
    units = (SPACES.sub("", unit_text(each, bound, Words(language))) for language in LANGUAGES)
    signs = PERCENT if each.declaration.format == "percent" else tuple(units)
    for sign in signs:
        if sign and bare.lower().endswith(sign.lower()):
            return bare[: -len(sign)]
    return bare


def _number(each: Input, bare: str) -> float:
    plain = ungrouped(bare)
    if re.fullmatch(r"-?(\d+\.?\d*|\.\d+)", plain):
        exact = Decimal(plain) / (100 if each.declaration.format == "percent" else 1)
        value = float(exact)
    elif each.declaration.format == "percent":
        raise ValueError(bare)
    else:
        value = parse(bare)
    if not math.isfinite(value):
        raise ValueError(bare)
    return value
