"""What a case gives by its structure: registers, quotes, placements, custom lines, and its overrides.

Promise: the table of inputs is filled from general to specific: pack, price books, structure, overrides.
Imports `case`, `table`, `model` and `errors` only.
"""

from __future__ import annotations

from tco.case import TIMINGS, Alternative, CustomLine, FleetRegister, Placement
from tco.errors import nearest
from tco.model import HISTORY, LAST_YEAR
from tco.table import REGISTERS, RESOURCES, Table, moves_anything


def fill(table: Table) -> Table:
    """Declare everything that the case could read; returns the table."""
    table.add_pack()
    table.add_books()
    for line in table.case.custom_lines:
        _fill_custom(table, line)
    _fill_registers(table)
    for name, alternative in table.case.alternatives.items():
        _fill_alternative(table, name, alternative)
    if any(each.quote and "applications" in each.quote.includes for each in table.case.alternatives.values()):
        table.give("count_unchanged", 1.0)
    for place, overrides in (("hospital", table.case.hospital), ("overrides", table.case.overrides)):
        for key, value in overrides.items():
            table.override(place, key, value)
    return table


def _fill_registers(table: Table) -> None:
    for fleet, register in table.case.fleets.items():
        if fleet in table.pack.fleets:
            _fill_register(table, fleet, register)
        else:
            hint = nearest(fleet, table.pack.fleets)
            table.problems.append(f"fleets.{fleet}: is not a fleet of {table.pack.head.id}{hint}")
    for fleet in table.pack.fleets if table.case.workloads else ():
        for name, unit in REGISTERS.items():
            if f"{fleet}.{name}" not in table.inputs:
                table.add_row(f"{fleet}.{name}", unit, (), fixed=True)


def _fill_register(table: Table, fleet: str, register: FleetRegister) -> None:
    rows = (register.vintages, register.prices)
    for (name, unit), figures in zip(REGISTERS.items(), rows, strict=True):
        if figures:
            row = [figures.get(year, 0.0) for year in range(-HISTORY, 1)]
            table.add_row(f"{fleet}.{name}", unit, row)
    if register.vintages:
        table.give(f"{fleet}.registered", 1.0)
    if register.count is not None:
        table.give(f"{fleet}.standing_known", 1.0)
        table.give(f"{fleet}.standing_count", register.count)


def _fill_custom(table: Table, line: CustomLine) -> None:
    rates = line.escalation if isinstance(line.escalation, tuple) else ()
    values = {
        "amount": line.amount,
        "first_year": line.first_year,
        "final_year": float(LAST_YEAR) if line.last_year is None else line.last_year,
        "every_years": line.every,
        "escalation": 0.0 if isinstance(line.escalation, tuple) else line.escalation,
    }
    if line.treatment == "capital":
        values |= {
            "accounting_life": line.accounting_life,
            "charged_vat": float(line.vat),
            "salvage_share": line.salvage_share,
            "salvage_amount": line.salvage_amount,
            "salvage_at_horizon": float(line.salvage_at == "horizon"),
        }
    for name, value in values.items():
        table.give(f"{line.id}.{name}", value)
    if line.timing != "default":
        table.give(f"{line.id}.payment_offset", TIMINGS[line.timing])
    table.add_row(f"{line.id}.escalation_rates", "1", rates, fixed=not rates, at=HISTORY + 1)
    for name in table.case.alternatives:
        table.give(f"{name}.{line.id}.applies", float(name in line.alternatives))


def _fill_alternative(table: Table, name: str, alternative: Alternative) -> None:
    if alternative.price_book:
        _check_currency(table, name, alternative.price_book)
    if moves_anything(alternative):
        _fill_placement(table, name, alternative)
    if alternative.quote:
        _fill_quote(table, name, alternative)
    for key, value in alternative.overrides.items():
        table.override(f"alternatives.{name}.overrides", f"{name}.{key}", value)


def _check_currency(table: Table, name: str, book: str) -> None:
    currency = table.books[book].head.currency
    if currency != table.pack.head.currency and f"{currency.lower()}.exchange_rate" not in table.inputs:
        table.problems.append(
            f"alternatives.{name}.price_book: prices are in {currency}, but {table.pack.head.id} "
            f"has no '{currency.lower()}.exchange_rate'; add it to the pack"
        )


def _fill_quote(table: Table, name: str, alternative: Alternative) -> None:
    assert alternative.quote is not None
    for key, value in alternative.quote.model_dump(exclude={"includes"}, exclude_none=True).items():
        target = key if key == "renewal_increase" else f"quote_{key}"
        table.give(f"{name}.{target}", value)
    for inclusion in alternative.quote.includes:
        table.give(f"{name}.includes_{inclusion}", 1.0)


def _fill_placement(table: Table, name: str, alternative: Alternative) -> None:
    _fill_dates(table, name, alternative)
    for workload in table.case.workloads:
        own = alternative.workloads.get(workload, Placement())
        moves = alternative.moves if own.moves is None else own.moves
        for resource in RESOURCES:
            table.give(f"{name}.{workload}.{resource}_moves", float(resource in (moves or ())))
        subscribed = alternative.subscribed if own.subscribed is None else own.subscribed
        if alternative.quote:
            table.give(f"{name}.{workload}.subscribed", float(bool(subscribed)))
        _fill_dates(table, f"{name}.{workload}", own)


def _fill_dates(table: Table, owner: str, placement: Placement) -> None:
    for key, value in (
        ("move_start", placement.start),
        ("move_duration", placement.duration),
        ("overlap", placement.overlap),
    ):
        if value is not None:
            table.give(f"{owner}.{key}", value)
