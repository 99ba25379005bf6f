"""An input in words: its label, value, unit, kind and source.

Promise: everything shown comes from the input's declaration; a share is shown as a percentage and read back
as a share. Pure functions; imports `inputs`, `amounts`, `labels` and
`words` only.
"""

from __future__ import annotations

import re
from html import escape

from tco.amounts import GAP, MINUS, SYMBOLS, between, money, money_short, number
from tco.inputs import BoundModel, Input
from tco.labels import whole_unit
from tco.ui import unit_text as units
from tco.ui.words import Words

LONG = 1_000_000  # from here on digits are counted wrongly
SERIES_SHOWN = 6
EXACT = 15  # digits
ECHOED = 10_000  # from here on an amount is repeated in words
COUNTED = frozenset({"bed", "machine", "core", "licence", "interface", "user", "unit"})  # take a plural s


def label(each: Input, bound: BoundModel, words: Words) -> str:
    """The declared label, with the members it holds for where the declaration is for more."""
    declared = each.declaration.id.split(".")
    owners = [owner for owner in each.id.split(".")[:-1] if owner not in declared]
    names = [name for name in (_owner(owner, bound, words) for owner in owners) if name]
    text = each.declaration.label.in_language(words.language)
    return " · ".join([text, *names])


def _owner(owner: str, bound: BoundModel, words: Words) -> str:
    if owner in bound.books:
        return bound.books[owner].head.title.in_language(words.language)
    if owner in bound.case.alternatives:
        return bound.case.alternatives[owner].title.in_language(words.language)
    found = bound.label_of_member(owner)
    return found.in_language(words.language) if found else ""


def currency_of(each: Input, bound: BoundModel) -> str:
    """The currency that `money` in the input's unit means."""
    for owner in each.id.split("."):
        book = (
            bound.case.alternatives[owner].price_book if owner in bound.case.alternatives else owner
        ) or ""
        if book in bound.books and each.declaration.id in bound.books[book].assumptions:
            return bound.books[book].head.currency
    return bound.pack.head.currency


def value_text(each: Input, value: float, bound: BoundModel, words: Words) -> str:
    """A value with its unit: 25 %, 41,400원/vCPU/월, 6개월."""
    style, unit = each.declaration.format, each.declaration.unit
    if style == "flag":
        return words("inputs.yes" if value else "inputs.no")
    if style == "timing" and value in (0.0, 0.5, 1.0):
        return timing_text(value, words)
    if style == "percent":
        return f"{number(value * 100)}{GAP}%"
    if unit == "1":
        return number(value)
    if unit == "month":
        return f"{number(value)}{'' if words.language == 'ko' else GAP}{words('unit.months')}"
    currency = currency_of(each, bound)
    parts = [units.part_text(part, currency, words) for part in _counted(each, words).split("/")]
    money = unit.startswith("money")
    if money and words.language == "en":
        symbol = SYMBOLS.get(currency, f"{currency}{GAP}")
        sign = MINUS if value < 0 else ""
        return "/".join([f"{sign}{symbol}{number(abs(value))}", *parts[1:]])
    gap = "" if money else GAP
    if words.language == "en" and unit in COUNTED and value != 1:
        parts[0] += "s"
    return f"{number(value)}{gap}{'/'.join(parts)}"


def used_text(each: Input, bound: BoundModel, words: Words) -> str:
    """The value in use where a scenario takes another one than was entered; nothing otherwise."""
    used = each.in_scenario(bound.case.scenario)
    if used == each.value:
        return ""
    scenario = words(f"inputs.scenario.{bound.case.scenario}")
    return words("inputs.scenario.used", value=value_text(each, used, bound, words), scenario=scenario)


def bare_text(each: Input, value: float, words: Words) -> str:
    """A value where its unit stands nearby: 25 %, 1,200만, 0.38."""
    if each.declaration.format == "percent":
        return f"{number(value * 100)}{GAP}%"
    return money_short(value, words.language, 4) if abs(value) >= LONG else number(value)


def series_text(each: Input, words: Words) -> str:
    """The values of a row that are not nothing: how many, and the first of them."""
    values = [value for value in each.series or () if value]
    if not values:
        return "–"
    first = "; ".join(number(value) for value in values[:SERIES_SHOWN])
    return words(
        "inputs.row.series_values",
        count=len(values),
        values=first + (" …" if len(values) > SERIES_SHOWN else ""),
    )


def range_text(each: Input, low: float, high: float, words: Words) -> str:
    """Both ends of a range."""
    return between(bare_text(each, low, words), bare_text(each, high, words), words.language)


def timing_text(value: float, words: Words) -> str:
    """When in its year an amount is paid."""
    return words(f"inputs.timing.{'end' if value == 0 else 'start' if value == 1 else 'middle'}")


def unit_text(each: Input, bound: BoundModel, words: Words) -> str:
    """The unit of an input in words; nothing for a plain number."""
    style, unit = each.declaration.format, each.declaration.unit
    if style in ("percent", "flag") or unit == "1":
        return "%" if style == "percent" else ""
    return units.unit_text(_counted(each, words), currency_of(each, bound), words)


def _counted(each: Input, words: Words) -> str:
    """The declared unit; a device of a kind that is counted otherwise, such as by TB, in its own."""
    own = (f"unit_of_{owner}" for owner in each.id.split("."))
    unit = whole_unit(words.language, each.declaration.unit)
    return re.sub(r"\bunit\b", next((name for name in own if f"unit.{name}" in words), "unit"), unit)


def echo(each: Input, value: float, bound: BoundModel, words: Words) -> str:
    """What stands beside a field: its unit, with a long amount in words that cannot be misread."""
    unit = unit_text(each, bound, words)
    if not each.declaration.unit.startswith("money") or abs(value) < ECHOED:
        return unit
    currency = currency_of(each, bound)
    return "/".join(["= " + money(value, currency, words.language, EXACT), *unit.split("/")[1:]])


def shown(each: Input, value: float) -> float:
    """The number in the field: shares as percentages."""
    return round(value * 100, 8) if each.declaration.format == "percent" else value


def help_text(each: Input, bound: BoundModel, words: Words) -> str:
    """Note, source with its date, and what may be typed, as Markdown."""
    declaration = each.declaration
    rows = [plain(declaration.note.in_language(words.language))] if declaration.note else []
    if each.reason:
        rows.append(plain(each.reason))
    if each.source:
        page = f", {declaration.page}" if declaration.page else ""
        source = f"[{plain(each.source.title)}]({each.source.url}){plain(page)}"
        facts = [each.source.publisher and plain(each.source.publisher),
                 words("inputs.retrieved", date=each.source.retrieved),
                 words("inputs.confidence", level=words(f"inputs.{each.source.confidence}"))]  # fmt: skip
        rows.append(words("inputs.source", title=source) + " · " + " · ".join(fact for fact in facts if fact))
    if declaration.as_of:
        rows.append(words("inputs.as_of", date=declaration.as_of))
    if declaration.minimum is not None and declaration.maximum is not None and declaration.format != "flag":
        low, high = (value_text(each, v, bound, words) for v in (declaration.minimum, declaration.maximum))
        rows.append(plain(words("inputs.bounds", low=low, high=high)))
    return "\n\n".join([*rows, f"`{each.id}`"])


def plain(text: str) -> str:
    """Text that Markdown shows as it stands; a screen reader reads what is put before a sign for that."""
    return re.sub(r"([\\`*_\[\]<>$#~]|:(?=\S))", r"\\\1", text)


def track(each: Input, value: float, bound: BoundModel, words: Words) -> str:
    """The badge, unit and typed amount, and the range: a bar marks the base, a dot the value in use.

    A value beyond either end is said so, since its dot stands at that end.
    """
    kind = words(f"kind.{each.kind}")
    unit = echo(each, each.value, bound, words)
    head = f'<span class="tco-kind tco-{each.kind}">{escape(kind)}</span>'
    head += f'<span class="tco-unit">{escape(unit)}</span>' if unit else ""
    if not each.has_range:
        return f'<div class="tco-input">{head}</div>'
    assert each.low is not None
    assert each.high is not None
    low, high = (escape(bare_text(each, end, words)) for end in (each.low, each.high))
    base = _place(each, each.value if each.base is None else each.base)
    beyond = "" if each.low <= value <= each.high else f"<div>{escape(words('inputs.outside'))}</div>"
    return (
        f'<div class="tco-input">{head}<div class="tco-range"><span>{low}</span>'
        f'<div class="tco-track"><i style="left:{base:.1f}%"></i>'
        f'<b style="left:{_place(each, value):.1f}%"></b></div><span>{high}</span></div>{beyond}</div>'
    )


def _place(each: Input, value: float) -> float:
    assert each.low is not None
    assert each.high is not None
    return min(100.0, max(0.0, (value - each.low) / (each.high - each.low) * 100))
