"""The register as data, with the remarks on what a reader should check.

Promise: the document holds everything that the text shows. Imports this package, `tco.intake`
and `results` only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from tco.intake import Matched
from tco.register.cells import is_per_unit
from tco.register.fleets import BY_PRICE, Fleet
from tco.register.in_case import book_values, standing
from tco.register.records import Asset, Explained
from tco.register.register import Register
from tco.register.rows import COLUMNS
from tco.register.totals import doubtful_totals
from tco.register.words import LABELS, ORDERS, SENTENCES
from tco.results import Result


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
        found["case"] = changes_of(register, result)
    found["remarks"] = list(remarks(register, result, language))
    return found


def _column(register: Register, key: str, language: str) -> dict[str, Any]:
    matched = register.matched
    return {
        "key": key, "label": LABELS[key].in_language(language), "header": matched.headers.get(key),
        "corrected": key in matched.corrected, "basis": basis_of(matched, key),
    }  # fmt: skip


def basis_of(matched: Matched, key: str) -> str | None:
    """Whether a column is of one `unit` or of the whole `row`; None where that is no question."""
    if key not in matched.columns or key not in ("price", "power", "capacity"):
        return None
    return "unit" if is_per_unit(matched, key) else "row"


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
        "book_value_in_file": own_book(fleet),
    }  # fmt: skip


def own_book(fleet: Fleet) -> dict[str, float] | None:
    """The file's own book value beside ours of the same rows."""
    if fleet.own_book is None:
        return None
    rows, file, ours = fleet.own_book
    return {"rows": rows, "file": file, "ours": ours, "difference": ours - file}


def _years(by_year: dict[int, float]) -> dict[str, float]:
    return {str(year): value for year, value in by_year.items()}


def changes_of(register: Register, result: Result) -> dict[str, Any]:
    """What of the case comes from the register."""
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
    for row, said, found in doubtful_totals(register.rows):
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
