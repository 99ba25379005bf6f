"""A comparison with bills as lines of text, from its document. Imports `amounts` and this package only."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tco.amounts import between
from tco.bills.words import say

WIDE = 30
FIGURE = 18


def as_text(document: Mapping[str, Any], language: str = "en") -> Iterator[str]:
    """The lines."""
    yield f"{document['title']} ({document['alternative']}), {document['currency']}"
    yield from _files(document, language)
    yield ""
    yield from _months(document, language)
    yield ""
    yield from _groups(document, language)
    yield ""
    yield from _errors(document, language)
    yield ""
    yield from _rebased(document, language)
    yield ""
    yield from document["notes"]


def _files(document: Mapping[str, Any], language: str) -> Iterator[str]:
    for each in document["files"]:
        rows = say("rows", language, used=f"{each['rows_used']:,}", rows=f"{each['rows']:,}")
        aside = "".join(
            f", {count} {say(f'aside {reason}', language)}"
            for reason, count in each["rows_explained"].items()
        )
        months = _from_to(each["months"], language) if each["months"] else "–"
        yield f"{each['file']}: {each['label']}, {months}; {each['reason']}; {rows}{aside}"
    for currency, rate in document["exchange_rates"].items():
        if rate["origin"] != "home":
            shown = ", ".join(f"{each:,.6g}" for each in dict.fromkeys(rate["by_year"]))
            yield f"{currency} 1 = {document['currency']} {shown} ({say('rate ' + rate['origin'], language)})"


def _months(document: Mapping[str, Any], language: str) -> Iterator[str]:
    yield _row([say(key, language) for key in ("month", "plan", "actual", "difference")])
    for each in document["months"]:
        actual = each["actual"]
        gap = None if actual is None else actual - each["plan"]
        mark = "" if each["state"] == "full" else f"  {say(each['state'], language)}"
        yield _row([each["month"], each["plan"], actual, gap]) + mark


def _groups(document: Mapping[str, Any], language: str) -> Iterator[str]:
    yield _row([say(key, language) for key in ("group", "plan", "actual", "difference", "ratio")])
    rows = [*document["groups"], document["total"] | {"label": say("total", language)}]
    for each in rows:
        ratio = "–" if each["ratio"] is None else f"{each['ratio']:.3f}"
        yield _row([each["label"], each["plan_total"], each["actual_total"], each["difference"], ratio])


def _from_to(months: Sequence[str], language: str) -> str:
    """From the first to the last month, or the only one."""
    return between(months[0], months[-1], language) if months[0] != months[-1] else months[0]


def _errors(document: Mapping[str, Any], language: str) -> Iterator[str]:
    found = document["total"]["errors"]
    yield say("errors", language, bias=_share(found["bias"], True), mean=_share(found["mean_absolute"]),
              weighted=_share(found["weighted_absolute"]))  # fmt: skip
    rate = document["run_rate"]
    if rate:
        yield say("run rate", language, months=_from_to(rate["months"], language),
                  actual=f"{rate['actual']:,.0f}", year=rate["year"], planned=f"{rate['plan_of_year']:,.0f}",
                  recent=f"{rate['plan_of_these_months']:,.0f}")  # fmt: skip


def _rebased(document: Mapping[str, Any], language: str) -> Iterator[str]:
    rebased = document["rebased"]
    yield say("rebased", language)
    for each in rebased["groups"]:
        factor = "–" if each["factor"] is None else f"× {each['factor']:.4f}"
        rest = (
            f", {say('rest', language)} {each['remaining_difference']:,.0f}"
            if each["state"] == "near"
            else ""
        )
        yield f"  {_padded(each['label'], WIDE)}{factor:>12}  {each['said']}{rest}"
        for moved in each["drivers"]:
            yield f"      {moved['key']}: {moved['before']:,.6g} → {moved['after']:,.6g}"
    heads = ("alternative", "pv before", "pv after", "saving before", "saving after")
    yield _row([say(key, language) for key in heads], 24)
    for name, metrics in rebased["metrics"].items():
        value, saving = metrics["present_value"], metrics["saving_pv"]
        yield _row([name, value["before"], value["after"], saving["before"], saving["after"]], 24)


def _row(cells: Iterable[Any], width: int = FIGURE) -> str:
    first, *rest = cells
    return _padded(str(first), WIDE) + "".join(_right(each, width) for each in rest)


def _right(cell: Any, width: int) -> str:
    text = "–" if cell is None else f"{cell:,.0f}" if isinstance(cell, int | float) else str(cell)
    return " " * max(1, width - _columns(text)) + text


def _padded(text: str, width: int) -> str:
    return text + " " * max(1, width - _columns(text))


def _columns(text: str) -> int:
    """Korean letters are two columns wide."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _share(value: float | None, signed: bool = False) -> str:
    if value is None:
        return "–"
    return f"{100 * value:+.1f} %" if signed else f"{100 * value:.1f} %"
