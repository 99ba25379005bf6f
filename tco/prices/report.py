"""What an import and a comparison of price books answer, as data and as lines of text in both languages.

Promise: both forms say the same. Imports `amounts`, `assumptions` and this package only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tco.amounts import between
from tco.assumptions import Assumption, PriceBook, Tiers
from tco.prices.comparing import AMOUNTS, Comparison, Entry, Move, Totals, value_of
from tco.prices.entries import Draft
from tco.prices.importing import REASONS, Imported
from tco.prices.offers import Offer

SHOWN_REGIONS = 3
WORDS = {
    "taken": ("taken from the list", "목록에서 가져온 항목"),
    "kept": ("kept from", "유지한 항목, 기준 가격표"),
    "ambiguous": ("left open: choose with --choose KEY=SKU", "미결정: --choose KEY=SKU로 선택"),
    "read": ("entries read", "개 항목을 읽음"),
    "as_of": ("as of", "기준일"),
    "moved": ("entries that moved", "달라진 항목"),
    "same": ("no price differs", "달라진 단가가 없습니다"),
    "only_old": ("only in the old book, kept", "이전 가격표에만 있어 유지"),
    "new": ("new", "신규"),
    "range": ("the range:", "범위:"),
    "tiers": ("other tiers", "다른 구간"),
    "present_value": ("present value", "현재가치"),
    "total_cost": ("total cost", "총비용"),
    "alone": ("if this entry alone were new", "이 항목만 새 가격일 때"),
    "together": ("together beyond the single effects", "개별 효과의 합을 넘는 결합 효과"),
}


def word(key: str, language: str) -> str:
    """A word of the report."""
    return WORDS[key][language == "ko"]


def imported_document(answer: Imported) -> dict[str, Any]:
    """An import as plain data."""
    head = answer.book.head
    return {
        "book": {**head.model_dump(mode="json")},
        "base": answer.base.head.id,
        "read": {
            "entries": answer.reading.records,
            "lists": [
                {"file": each.file, "service": each.service, "version": each.version, "address": each.address,
                 "published": str(each.published or "")}
                for each in answer.reading.lists
            ],
            "elsewhere": answer.reading.elsewhere,
        },
        "taken": [_taken(answer, draft) for draft in answer.taken],
        "kept": [
            {"key": each.key, "value": value_of(entry_of(answer.base, each.key)),
             "as_of": str(each.as_of or ""), "reason": each.reason, "why": REASONS[each.reason].model_dump()}
            for each in answer.kept
        ],
        "ambiguous": {
            key: [_candidate(each) for each in offers] for key, offers in answer.ambiguous.items()
        },
        "warnings": [each.model_dump() for each in answer.warnings],
    }  # fmt: skip


def _taken(answer: Imported, draft: Draft) -> dict[str, Any]:
    entry = entry_of(answer.book, draft.key)
    return {
        "key": draft.key, "value": draft.base, "low": draft.low, "high": draft.high,
        "steps": [list(step) for step in draft.steps], "before": _before(answer, draft.key),
        "as_of": str(entry.as_of or "") if entry else "", "note": draft.note.model_dump(),
        "offers": [_candidate(each) for each in draft.offers],
    }  # fmt: skip


def _before(answer: Imported, key: str) -> float | None:
    return value_of(entry_of(answer.base, key)) if answer.like else None


def _candidate(offer: Offer) -> dict[str, Any]:
    return {
        "sku": offer.sku, "title": offer.title, "currency": offer.currency, "printed": offer.printed,
        "unit": offer.unit.printed, "price": offer.price, "file": offer.source,
    }  # fmt: skip


def entry_of(book: PriceBook, key: str) -> Entry | None:
    """An entry, or tiers named `tiers.<name>`."""
    return book.assumptions.get(key) or book.tiers.get(key.removeprefix("tiers."))


def imported_lines(answer: Imported, language: str = "en") -> Iterator[str]:
    """An import as text."""
    head = answer.book.head
    yield f"{head.id}: {head.title.in_language(language)}, {head.currency}"
    space = "" if language == "ko" else " "
    passed = _passed_over(answer.reading.elsewhere, language)
    yield f"{answer.reading.records:,}{space}{word('read', language)}{passed}"
    yield f"{word('taken', language)}:"
    for draft in answer.taken:
        old = _before(answer, draft.key)
        change = f"{100 * (draft.base / old - 1):+.1f} %" if old else "–"
        works = "; ".join(each.working for each in draft.offers)
        yield f"  {draft.key:<28}{_number(old):>12} -> {_number(draft.base):>12} {change:>9}  {works}"
    yield f"{word('kept', language)} {answer.base.head.id}:"
    for each in answer.kept:
        value = _number(value_of(entry_of(answer.base, each.key)))
        day = f"{word('as_of', language)} {each.as_of}" if each.as_of else ""
        yield f"  {each.key:<28}{value:>12}  {day:<18}{REASONS[each.reason].in_language(language)}"
    if answer.ambiguous:
        yield f"{word('ambiguous', language)}:"
    for key, offers in answer.ambiguous.items():
        yield f"  {key}"
        yield from (f"    {each.sku:<36}{_number(each.price):>12}  {each.title}" for each in offers)
    yield from (f"! {each.in_language(language)}" for each in answer.warnings)


def _passed_over(elsewhere: Mapping[str, int], language: str) -> str:
    """How many entries are of other regions, and of which most."""
    if not elsewhere:
        return ""
    most = sorted(elsewhere, key=lambda region: (-elsewhere[region], region))
    shown = ", ".join(most[:SHOWN_REGIONS]) + (", …" if len(most) > SHOWN_REGIONS else "")
    count = sum(elsewhere.values())
    if language == "ko":
        return f", 그중 {count:,}개는 다른 리전({shown})이라 쓰지 않음"
    return f", {count:,} of them of other regions ({shown}) and not used"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"


def comparison_document(answer: Comparison) -> dict[str, Any]:
    """A comparison as plain data."""
    return {
        "old": answer.old.head.model_dump(mode="json"),
        "new": answer.new.head.model_dump(mode="json"),
        "currency": answer.currency,
        "moves": [_move(each) for each in answer.moves],
        "totals": [
            {
                "alternative": each.alternative,
                "title": each.title.model_dump(),
                "before": dict(each.before),
                "after": dict(each.after),
                "change": {amount: each.change(amount) for amount in AMOUNTS},
                "effects": {key: dict(effect) for key, effect in each.effects.items()},
                "together": {amount: each.together(amount) for amount in AMOUNTS},
            }
            for each in answer.totals
        ],
    }


def _move(move: Move) -> dict[str, Any]:
    return {
        "key": move.key, "label": move.label.model_dump(), "old": _figures(move.old),
        "new": _figures(move.new), "percent": move.percent,
    }  # fmt: skip


def _figures(entry: Entry | None) -> dict[str, Any] | None:
    if entry is None:
        return None
    if isinstance(entry, Tiers):
        return {"value": value_of(entry), "steps": [[step.start, step.price] for step in entry.steps]}
    return {"value": entry.base, "low": entry.low, "high": entry.high}


def comparison_lines(answer: Comparison, language: str = "en") -> Iterator[str]:
    """A comparison as text."""
    old, new = answer.old.head, answer.new.head
    yield f"{old.id} ({old.as_of}) -> {new.id} ({new.as_of}), {old.currency}"
    if not answer.moves:
        yield word("same", language)
        return
    yield f"{word('moved', language)}:"
    for move in answer.moves:
        before, after = _number(value_of(move.old)), _number(value_of(move.new))
        if move.new is None:
            after, change = before, word("only_old", language)
        else:
            change = word("new", language) if move.old is None else _change(move, language)
        yield f"  {move.label.in_language(language)} ({move.key}): {before} -> {after}  {change}"
    for totals in answer.totals:
        yield from _totals_lines(totals, answer.currency, language)


def _change(move: Move, language: str) -> str:
    """By how much the price moved; where it did not, what else did."""
    if value_of(move.old) != value_of(move.new):
        return "–" if move.percent is None else f"{move.percent:+.1f} %"
    if isinstance(move.new, Tiers):
        return word("tiers", language)
    old, new = (
        between(_number(each.low), _number(each.high), language) if isinstance(each, Assumption) else ""
        for each in (move.old, move.new)
    )
    return f"{word('range', language)} {old} -> {new}"


def _totals_lines(totals: Totals, currency: str, language: str) -> Iterator[str]:
    yield f"{totals.title.in_language(language)} ({totals.alternative}), {currency}"
    for amount in AMOUNTS:
        before, change = totals.before[amount], totals.change(amount)
        share = f" ({100 * change / before:+.2f} %)" if before else ""
        yield (
            f"  {word(amount, language)}: {before:,.0f} -> {totals.after[amount]:,.0f}, {change:+,.0f}{share}"
        )
    yield f"  {word('alone', language)} ({', '.join(word(each, language) for each in AMOUNTS)}):"
    rows: dict[str, Mapping[str, float]] = dict(totals.effects)
    for key, effect in rows.items():
        yield f"    {key:<28}" + "".join(f"{effect[amount]:>+20,.0f}" for amount in AMOUNTS)
    rest = "".join(f"{totals.together(amount):>+20,.0f}" for amount in AMOUNTS)
    yield f"    {word('together', language)}: {' '.join(rest.split())}"
