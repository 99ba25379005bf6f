"""The register as data and as text: the columns, what is used and explained, and what the case becomes.

Promise: the document holds everything that the text shows. Imports this package and `results` only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from tco.register.fleets import BY_PRICE, Fleet
from tco.register.in_case import BookValue, book_values, standing
from tco.register.records import Asset, Explained
from tco.register.register import Register, Totals
from tco.register.rows import COLUMNS, is_per_unit
from tco.register.words import LABELS, ORDERS, SENTENCES, STEPS
from tco.results import Result

SHOWN = 40
BASES = {"unit": (" (of one unit)", " (개당)"), "row": (" (of the whole row)", " (행 전체)")}


def document(register: Register, result: Result | None, language: str = "en") -> dict[str, Any]:
    """Everything that was read, decided and left out, as plain data."""
    matched = register.matched
    exactly, alike, telling = register.repeated
    found: dict[str, Any] = {
        "file": matched.table.origin,
        "sheet": matched.table.sheet,
        "other_sheets": list(matched.table.other_sheets),
        "notes": list(matched.table.notes),
        "header_row": matched.header_row,
        "columns": [_column(register, column.key, language) for column in COLUMNS],
        "unused_columns": list(matched.unused),
        "decision_date": register.reading.decision_date.isoformat(),
        "currency": register.reading.currency,
        "unit_of_prices": matched.unit("price"),
        "tax": {"in_prices": register.tax, "from": register.tax_from},
        "used": [_asset(each) for each in register.assets],
        "explained": [_explained(each, language) for each in register.explained],
        "reconciliation": {
            "file": asdict(register.file_totals), "used": asdict(register.used_totals),
            "explained": asdict(register.explained_totals), "reconciles": register.reconciles,
        },
        "dates_settled": [
            {"order": order, "by": witness, "such_as": example, "rows": rows}
            for witness, (order, example, rows) in register.settled.items()
        ],
        "repeated_rows": {"exactly": exactly, "in_used_columns_only": alike, "told_apart_by": list(telling)},
        "fleets": {name: _fleet(fleet) for name, fleet in register.fleets.items()},
    }  # fmt: skip
    if result is not None:
        values, stands = book_values(register, result), standing(register, result)
        for name, each in found["fleets"].items():
            each["book_value_steps"] = asdict(values[name]) | {"model": values[name].model}
            each["standing"] = stands[name]
        found["case"] = _changes(register, result)
    found["remarks"] = list(remarks(register, result, language))
    return found


def _column(register: Register, key: str, language: str) -> dict[str, Any]:
    matched = register.matched
    known = key in matched.columns
    per_unit = is_per_unit(matched, key) if known and key in ("price", "power", "capacity") else None
    basis = None if per_unit is None else "unit" if per_unit else "row"
    return {
        "key": key, "label": LABELS[key].in_language(language), "header": matched.headers.get(key),
        "corrected": key in matched.corrected, "basis": basis,
    }  # fmt: skip


def _asset(asset: Asset) -> dict[str, Any]:
    return asdict(asset) | {"purchased": asset.purchased.isoformat()}


def _explained(each: Explained, language: str) -> dict[str, Any]:
    return {
        "row": each.row, "why": each.why, "reason": each.reason.in_language(language), "name": each.name,
        "kind": each.kind, "count": each.count, "price": each.price, "rows": each.rows,
    }  # fmt: skip


def _fleet(fleet: Fleet) -> dict[str, Any]:
    return {
        "rows": len(fleet.assets), "pieces": _years(fleet.pieces), "units": _years(fleet.units),
        "prices": _years(fleet.prices), "paid": fleet.paid, "book_value": fleet.book_value(),
        "book_value_by_class": fleet.book_values, "accounting_life": fleet.life,
        "accounting_lives": list(fleet.lives or ()), "kilowatts": fleet.kilowatts,
        "watts_per_unit": fleet.watts_per_unit, "rows_without_price": list(fleet.unpriced),
        "book_value_in_file": _own_book(fleet),
    }  # fmt: skip


def _own_book(fleet: Fleet) -> dict[str, float] | None:
    """The file's own book value beside ours of the same rows."""
    if fleet.own_book is None:
        return None
    rows, file, ours = fleet.own_book
    return {"rows": rows, "file": file, "ours": ours, "difference": ours - file}


def _years(by_year: dict[int, float]) -> dict[str, float]:
    return {str(year): value for year, value in by_year.items()}


def _changes(register: Register, result: Result) -> dict[str, Any]:
    case = result.bound.case
    keys = [f"{name}.{what}" for name in register.fleets for what in ("accounting_life", "power_draw")]
    overrides = {key: case.overrides[key] for key in keys if key in case.overrides}
    return {
        "id": case.id,
        "decision_date": register.reading.decision_date.isoformat(),
        "fleets": {name: case.fleets[name].model_dump(mode="json") for name in register.fleets},
        "overrides": {
            key: each if isinstance(each, float) else each.model_dump(mode="json")
            for key, each in overrides.items()
        },
    }


def remarks(register: Register, result: Result | None, language: str) -> Iterator[str]:
    """What a reader should check."""
    table = register.matched.table
    say = _Speaker(language)
    if table.other_sheets:
        yield say("sheets", sheet=table.sheet, others=", ".join(table.other_sheets))
    yield say("unit_price" if is_per_unit(register.matched, "price") else "row_price")
    yield say(f"tax_{register.tax_from}_{'in' if register.tax > 1 else 'out'}")
    if "count" not in register.matched.columns:
        yield say("no_counts")
    if register.power_without_unit:
        yield say("watts")
    if register.fleets:
        yield say("full_year")
    yield from _doubtful_rows(register, say)
    for row, said, found in register.doubtful_totals():
        yield say("total", row=row, said=said, found=found)
    yield from _unpriced(register, say)
    yield from _shared_remarks(register, say)
    if result is not None:
        yield from _standing_remarks(register, result, say)
    yield from () if register.reconciles else [say("broken")]


def _doubtful_rows(register: Register, say: _Speaker) -> Iterator[str]:
    """Dates whose order the column settled, and rows that stand there more than once."""
    for witness, (order, example, rows) in register.settled.items():
        yield say(
            "settled", date=example, order=ORDERS[order].in_language(say.language), witness=witness,
            rows=rows, noun="row" if rows == 1 else "rows",
        )  # fmt: skip
    exactly, alike, telling = register.repeated
    for key, rows in (("repeated", exactly), ("alike", alike)):
        if rows:
            noun = "row repeats" if rows == 1 else "rows repeat"
            yield say(key, rows=rows, noun=noun, columns=", ".join(telling))


class _Speaker:
    """The sentences of one language."""

    def __init__(self, language: str):
        self.language = language

    def __call__(self, key: str, **details: object) -> str:
        """A sentence with its figures."""
        return SENTENCES[key].in_language(self.language).format(**details)


def _unpriced(register: Register, say: _Speaker) -> Iterator[str]:
    for name, fleet in register.fleets.items():
        if fleet.unpriced:
            rows = ", ".join(map(str, fleet.unpriced[:10]))
            key = "unpriced" if len(fleet.unpriced) > 1 else "unpriced_one"
            yield say(key, fleet=register.titles[name].in_language(say.language), rows=rows)


def _shared_remarks(register: Register, say: _Speaker) -> Iterator[str]:
    """What holds for several fleets, said once."""
    powered = [name for name, fleet in register.fleets.items() if fleet.kilowatts and name != "plant"]
    by_price = [name for name in register.fleets if name in BY_PRICE]
    for key, names in (("by_price", by_price), ("power", powered)):
        if names:
            yield say(
                key, fleets=", ".join(register.titles[name].in_language(say.language) for name in names)
            )


def _standing_remarks(register: Register, result: Result, say: _Speaker) -> Iterator[str]:
    for name, each in standing(register, result).items():
        title = register.titles[name].in_language(say.language)
        if each["beyond_cycle"]:
            yield say("beyond", fleet=title, units=each["beyond_cycle"])
        if each["units"] > each["needed"] * 1.0001:
            yield say("more", fleet=title, units=each["units"], needed=each["needed"])
        elif each["units"] < each["needed"] * 0.8:
            yield say("less", fleet=title, units=each["units"], needed=each["needed"])
    missing = [each for name, each in result.bound.pack.fleets.items() if name not in register.fleets]
    if missing:
        yield say("absent", fleets=", ".join(each.label.in_language(say.language) for each in missing))


def as_text(register: Register, result: Result | None, language: str = "en") -> Iterator[str]:
    """The register for people."""
    korean = language == "ko"
    matched = register.matched
    yield f"{matched.table.place}, " + (
        f"머리글 {matched.header_row}행, 결정일 {register.reading.decision_date}" if korean
        else f"header in row {matched.header_row}, decision on {register.reading.decision_date}"
    )  # fmt: skip
    yield ""
    yield from _columns_text(register, korean)
    yield ""
    yield from _fleets_text(register, language)
    yield from _own_book_text(register, language)
    if result is not None:
        yield ""
        yield from _book_text(register, result, language)
    yield ""
    yield from _explained_text(register.explained, language)
    yield ""
    yield from _totals_text(register, korean)
    yield ""
    yield from (f"- {each}" for each in remarks(register, result, language))


def _columns_text(register: Register, korean: bool) -> Iterator[str]:
    yield "열(고치려면 --map 키=머리글)" if korean else "columns (correct with --map key=HEADER)"
    for column in COLUMNS:
        header = register.matched.headers.get(column.key)
        basis = _column(register, column.key, "en")["basis"]
        yield f"  {column.key:<10}{header or '–'}{BASES[basis][korean] if basis else ''}"
    if register.matched.unused:
        yield f"  {'쓰지 않음' if korean else 'not used'}: {', '.join(register.matched.unused)}"


def _fleets_text(register: Register, language: str) -> Iterator[str]:
    head = {
        "ko": ("장비군", "행", "취득가액", "장부가액", "도입연도(0 = 결정 전 12개월): 수량 × 단가"),
        "en": (
            "fleet",
            "rows",
            "price",
            "book value",
            "year of purchase (0 = last 12 months): units × price",
        ),
    }[language]
    yield f"{head[0]:<20}{head[1]:>5}{head[2]:>18}{head[3]:>18}  {head[4]}"
    for name, fleet in register.fleets.items():
        vintages = "; ".join(
            f"{year}: {units:,.6g}" + (f" × {fleet.prices[year]:,.0f}" if year in fleet.prices else "")
            for year, units in fleet.units.items()
        )
        title = register.titles[name].in_language(language)
        yield f"{title:<20}{len(fleet.assets):>5}{fleet.paid:>18,.0f}{fleet.book_value():>18,.0f}  {vintages}"


def _own_book_text(register: Register, language: str) -> Iterator[str]:
    """The book values that the file gives beside ours, where it gives them."""
    given = {name: each for name, fleet in register.fleets.items() if (each := _own_book(fleet))}
    if not given:
        return
    korean = language == "ko"
    yield ""
    yield (
        "파일의 장부가액, 여기서 계산한 장부가액, 차이(비교용이며 계산에는 쓰지 않음)" if korean
        else "book value in the file, ours, and the difference (to compare; used for nothing else)"
    )  # fmt: skip
    for name, each in given.items():
        fleet = register.fleets[name]
        shown = f"  ({each['rows']}/{len(fleet.assets)}{'행' if korean else ' rows'})"
        part = shown if each["rows"] < len(fleet.assets) else ""
        title = register.titles[name].in_language(language)
        yield f"  {title:<18}{each['file']:>18,.0f}{each['ours']:>18,.0f}{each['difference']:>+18,.0f}{part}"


def _book_text(register: Register, result: Result, language: str) -> Iterator[str]:
    """The book values side by side, and the figures that the case takes over."""
    korean = language == "ko"
    yield "결정일 장부가액: 대장과 모형" if korean else "book value on the decision date: register and model"
    for name, each in book_values(register, result).items():
        steps = [f"{STEPS[key].in_language(language)} {amount:+,.0f}" for key, amount in _steps(each)]
        title = register.titles[name].in_language(language)
        yield f"  {title:<18}{each.register:>18,.0f}{each.model:>18,.0f}  {'; '.join(steps)}".rstrip()
    yield ""
    yield "사례에 들어가는 값" if korean else "what the case takes over, beside units and prices"
    for key, each in _changes(register, result)["overrides"].items():
        value = each if isinstance(each, float) else each["value"]
        yield f"  {key} = {value:,.6g}"


def _steps(each: BookValue) -> Iterator[tuple[str, float]]:
    for key in STEPS:
        amount = getattr(each, key)
        if abs(amount) >= 0.5:
            yield key, amount


def _explained_text(explained: Iterable[Explained], language: str) -> Iterator[str]:
    """Blank rows together, the rest one by one; a long list says how many are in the JSON document."""
    listed = [each for each in explained if each.why != "empty"]
    korean = language == "ko"
    if listed:
        yield "쓰지 않은 행과 이유" if korean else "rows not used, and why"
    else:
        yield "쓰지 않은 행: 없음" if korean else "rows not used: none"
    for each in listed[:SHOWN]:
        yield f"  {each.row:>5}  {each.name or each.kind}: {each.reason.in_language(language)}"
    if len(listed) > SHOWN:
        more = len(listed) - SHOWN
        yield f"  외 {more}행(--json에 전부 있음)" if korean else f"  and {more} more (all in --json)"
    blank = sum(each.rows for each in explained if each.why == "empty")
    if blank:
        yield f"  빈 행 {blank}개" if korean else f"  blank rows: {blank}"


def _totals_text(register: Register, korean: bool) -> Iterator[str]:
    head = ("대사", "행", "수량", "금액") if korean else ("reconciliation", "rows", "units", "price")
    names = ("파일", "사용", "설명") if korean else ("in the file", "used", "explained")
    yield f"{head[0]:<16}{head[1]:>8}{head[2]:>14}{head[3]:>22}"
    totals: tuple[Totals, ...] = (register.file_totals, register.used_totals, register.explained_totals)
    for name, each in zip(names, totals, strict=True):
        yield f"{name:<16}{each.rows:>8,}{each.units:>14,.6g}{each.price:>22,.0f}"
