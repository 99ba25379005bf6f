"""Quotes beside their twins as plain data and as text.

Promise: nothing is added to the comparison but sentences. Imports `comparison`, `scopes` and `scale` only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from tco.quotes.comparison import BreakEven, Comparison, Offer
from tco.quotes.scopes import amounts_by_scope
from tco.scale import padded, scale, shown

LABELS = {
    "computing": ("Computing with fast storage", "컴퓨팅·고속 스토리지"),
    "archive": ("Archive", "아카이브"),
    "backup": ("Backup", "백업"),
    "standby": ("Standby", "대기(재해복구)"),
    "traffic": ("Outbound traffic", "외부 전송"),
    "services": ("Support plan, managed services", "기술지원·관리형 서비스"),
    "operating_system": ("Operating systems", "운영체제"),
    "database": ("Databases", "데이터베이스"),
    "security": ("Security tools", "보안 도구"),
    "lines": ("Private lines", "전용회선"),
    "migration": ("Migration", "이전 작업"),
    "applications": ("Application licences", "응용 소프트웨어"),
    "subscription_fee": ("Subscription fee", "구독료"),
    "setup_fee": ("Set-up fee", "초기 구축비"),
    "taxes": ("Taxes", "세금"),
    "rest": ("Own equipment, staff, rest", "자체 장비·인력 등"),
}
TITLE = ("Present value by what is paid for", "지급 대상별 현재가치")
IN_THE_FEE = ("in the fee", "구독료에 포함")
NOT_USED = ("not used", "해당 없음")
TOTALS = (("Present value", "현재가치", "present_value"), ("Total, nominal", "총비용(명목)", "total_cost"))
FIRST, NARROWEST = 32, 20


def as_document(comparison: Comparison, language: str = "en") -> dict[str, Any]:
    """Everything that was compared, as plain data."""
    result, korean = comparison.result, language == "ko"
    bound = result.bound
    return {
        "case": bound.case.id,
        "currency": bound.pack.head.currency,
        "years": result.years,
        "baseline": comparison.baseline,
        "scopes": {key: label[korean] for key, label in LABELS.items()},
        "alternatives": {
            name: {
                "title": result.title(name, language),
                "total_cost": result.metric(name, "total_cost"),
                "present_value": result.metric(name, "present_value"),
                "saving_pv": result.metric(name, "saving_pv"),
                "scopes": {key: asdict(each) for key, each in amounts_by_scope(result, name).items()},
            }
            for name in _columns(comparison)
        },
        "quotes": [
            asdict(offer) | {"beside": [each.id for each in offer.beside]} for offer in comparison.offers
        ],
    }


def _columns(comparison: Comparison) -> list[str]:
    pairs = (name for offer in comparison.offers for name in (offer.id, offer.twin))
    return [comparison.baseline, *pairs]


def as_text(comparison: Comparison, language: str = "en") -> Iterator[str]:
    """The table of scopes, then each quote in sentences."""
    result, korean = comparison.result, language == "ko"
    columns = _columns(comparison)
    totals = [result.metric(name, "total_cost") for name in columns]
    divisor, unit = scale(totals, result.bound.pack.head.currency, language)
    yield f"{result.bound.case.title.in_language(language)} ({result.bound.case.id}), {result.horizon}" + (
        "년" if korean else " years"
    )
    yield f"{TITLE[korean]}, {unit}"
    width = max(NARROWEST, *(len(name) + 2 for name in columns))
    yield " " * FIRST + "".join(padded(name, width) for name in columns)
    yield from _table(comparison, columns, width, divisor, korean)
    for english, ko, metric in TOTALS:
        row = "".join(padded(shown(result.metric(name, metric), divisor), width) for name in columns)
        yield padded(ko if korean else english, FIRST, left=True) + row
    for offer in comparison.offers:
        yield ""
        yield from _sentences(comparison, offer, divisor, unit, language)


def _table(
    comparison: Comparison, columns: list[str], width: int, divisor: float, korean: bool
) -> Iterator[str]:
    amounts = {name: amounts_by_scope(comparison.result, name) for name in columns}
    status = {offer.id: {each.id: each.status for each in offer.scopes} for offer in comparison.offers}
    for scope, label in LABELS.items():
        values = {name: amounts[name][scope].present_value for name in columns if scope in amounts[name]}
        words = {name: _cell(status.get(name, {}).get(scope, ""), korean) for name in columns}
        if any(values.values()) or any(words.values()):
            cells = (_text(words[name], values.get(name, 0.0), divisor) for name in columns)
            yield padded(label[korean], FIRST, left=True) + "".join(padded(cell, width) for cell in cells)


def _cell(status: str, korean: bool) -> str:
    return {"in the fee": IN_THE_FEE, "not used": NOT_USED}.get(status, ("", ""))[korean]


def _text(word: str, value: float, divisor: float) -> str:
    """What is in the fee says so; a part of it that other workloads still pay for stands beside it."""
    if not word:
        return shown(value, divisor)
    return f"{word} +{shown(value, divisor)}" if value else word


WORDS: dict[str, tuple[str, str]] = {
    "per_bed": ("per bed and month", "병상당 월"),
    "per_user": ("per user and month", "사용자당 월"),
    "per_month": ("per month", "월"),
    "of_beds": ("; {fee} per bed and month", ", 병상당 월 {fee}"),
    "quoted": (
        "{id} ({title}): {fee} {currency} {per} as quoted",
        "{id} ({title}): 견적가 {per} {fee} {currency}",
    ),
    "beside": (
        "  Not in the quote, paid beside ({unit}, present value): {items}",
        "  견적에 없어 따로 내는 항목(현재가치, {unit}): {items}",
    ),
    "borrowed": (
        "  Names no price book; built up from '{book}', the first that another alternative uses (--book)",
        "  가격표가 지정되지 않아 다른 대안이 처음 쓰는 '{book}' 정가로 산출(--book)",
    ),
    "nothing": ("nothing", "없음"),
    "first_full_year": ("first full year", "전체 이용 첫해"),
    "after_the_term": ("first whole year after the term", "약정 종료 후 첫해"),
    "beyond": ("  {moment}: not within the horizon", "  {moment}: 분석기간 안에 없음"),
    "monthly": (
        "  Year {year}, {moment}, {per}: fee {fee}; with what is paid beside it {quoted}; "
        "built up from {book} {listed}; price level {level:.3f}",
        "  {year}년 차({moment}), {per}: 구독료 {fee}, 따로 내는 항목 포함 {quoted}, "
        "{book} 정가 산출 {listed}, 단가 수준 {level:.3f}",
    ),
    "listed": ("the price book", "정가 산출안"),
    "break_even": (
        "  To cost as much as {against}: {answer}",
        "  비용이 같아지는 견적가, {against} 대비: {answer}",
    ),
    "free": ("even without a fee it costs {more} {unit} more", "구독료가 없어도 {more} {unit} 더 듭니다"),
    "no_fee": ("no fee changes the difference", "구독료로는 차이가 달라지지 않습니다"),
    "fee": ("{fee} {per}{change}{beside}", "{per} {fee}{change}{beside}"),
    "change": (" ({change:+.1%} against the quote)", "(견적 대비 {change:+.1%})"),
    "renewal": (
        "  Present value by step at renewal, {unit}: {steps}{stated}",
        "  갱신 시 인상폭별 현재가치({unit}): {steps}{stated}",
    ),
    "what_if": (" (what if)", "(가정)"),
    "unstated": (
        "; the quote names no price after the term, 0 % is assumed",
        " – 견적에 갱신가가 없어 0 %로 가정",
    ),
}


def _sentences(
    comparison: Comparison, offer: Offer, divisor: float, unit: str, language: str
) -> Iterator[str]:
    def say(key: str, **parts: Any) -> str:
        return WORDS[key][language == "ko"].format(unit=unit, per=per, **parts)

    per = ""
    per = say(f"per_{offer.unit}")
    result = comparison.result
    title, currency = result.title(offer.id, language), result.bound.pack.head.currency
    fee = shown(offer.quoted_fee / offer.units)
    yield say("quoted", id=offer.id, title=title, fee=fee, currency=currency)
    if offer.book_borrowed:
        yield say("borrowed", book=offer.book)
    items = [f"{LABELS[each.id][language == 'ko']} {shown(each.quoted.present_value, divisor)}"
             for each in offer.beside]  # fmt: skip
    yield say("beside", items=", ".join(items) or say("nothing"))
    yield from _moments(offer, say)
    for each in offer.break_even:
        against = say("listed") if each.against == offer.twin else f"'{each.against}'"
        yield say("break_even", against=against, answer=_break_even(offer, each, divisor, say))
    if offer.renewed_year is not None:
        yield say("renewal", steps="; ".join(_steps(offer, divisor, say)),
                  stated="" if offer.renewal_stated else say("unstated"))  # fmt: skip


def _moments(offer: Offer, say: Callable[..., str]) -> Iterator[str]:
    for moment, year in (("first_full_year", offer.first_full_year), ("after_the_term", offer.renewed_year)):
        if year is None:
            yield say("beyond", moment=say(moment))
        else:
            monthly = {
                part: shown(offer.monthly[f"{moment}.{part}"] / offer.units)
                for part in ("fee", "quoted", "listed")
            }
            level = offer.price_levels[year]
            yield say("monthly", year=year, moment=say(moment), book=offer.book, level=level, **monthly)


def _break_even(offer: Offer, each: BreakEven, divisor: float, say: Callable[..., str]) -> str:
    if each.in_unit is None:
        dearer = each.free_still_costs > 0
        return say("free", more=shown(each.free_still_costs, divisor)) if dearer else say("no_fee")
    change = "" if each.change is None else say("change", change=each.change).replace("-", "−")
    beside = "" if offer.unit == "bed" or each.per_bed is None else say("of_beds", fee=shown(each.per_bed))
    return say("fee", fee=shown(each.in_unit), change=change, beside=beside)


def _steps(offer: Offer, divisor: float, say: Callable[..., str]) -> Iterator[str]:
    for each in offer.renewals:
        assumed = say("what_if") if each.assumed else ""
        yield f"{each.increase:+.0%}{assumed}: {shown(each.present_value, divisor)}"
