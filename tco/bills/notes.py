"""What qualifies a standing with bills, as sentences. Imports `messages` and this package only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tco.bills.calendar import name_of
from tco.bills.categories import OTHER, categories, labels
from tco.bills.rebase import Rebased
from tco.bills.standing import MISSING, PARTIAL, Standing
from tco.bills.words import say
from tco.messages import in_language

MOST_SERVICES = 6


def notes(standing: Standing, rebased: Rebased, language: str) -> Iterator[str]:
    """The sentences, the calendar first."""
    yield from _of_months(standing, language)
    yield from _of_charges(standing, language)
    yield from _of_files(standing, language)
    shared = [each.key for fit in rebased.fits for each in fit.drivers if each.shared]
    if shared:
        yield say("note shared", language, keys=", ".join(shared))


def _of_months(standing: Standing, language: str) -> Iterator[str]:
    given = standing.options.first_month is not None
    day = standing.result.bound.decision_date
    why = say("first given" if given else "first case", language, day=day)
    yield say("note calendar", language, month=name_of(standing.first_month), why=why)
    for state, key in ((PARTIAL, "note partial"), (MISSING, "note missing")):
        months = [
            month for month, each in zip(standing.months, standing.states, strict=True) if each == state
        ]
        if months:
            yield say(key, language, months=_names(months))
    outside = standing.outside()
    if outside:
        last = standing.first_month + standing.plan.length - 1
        amount = _money(standing, sum(outside.values()))
        yield say("note outside", language, amount=amount, months=_names(outside),
                  first=name_of(standing.first_month), last=name_of(last))  # fmt: skip
    moving = int(standing.plan.ramp[standing.at[standing.full]].sum())
    if moving:
        yield say("note ramp", language, months=moving, count=int(standing.full.sum()))


def _of_charges(standing: Standing, language: str) -> Iterator[str]:
    for kind in standing.kinds_beside:
        amount = _money(standing, standing.beside(kind).sum())
        if kind == "tax":
            planned = _money(standing, standing.planned_tax[standing.full].sum())
            actual = _money(standing, standing.beside(kind)[standing.full].sum())
            yield say("note tax", language, actual=actual, planned=planned)
        else:
            yield say("note beside", language, kind=say(kind, language), amount=amount, key=kind)
    other = [(service, amount) for service, group, amount in standing.services() if group == OTHER]
    if other:
        named = ", ".join(
            f"{service or '–'} ({_money(standing, amount)})" for service, amount in other[:MOST_SERVICES]
        )
        more = f", +{len(other) - MOST_SERVICES}" if len(other) > MOST_SERVICES else ""
        amount = _money(standing, sum(amount for _, amount in other))
        yield say("note other", language, amount=amount, services=named + more)
    absent = [
        name
        for name, group in categories().groups.items()
        if name not in standing.groups and standing.planned(name).any()
    ]
    if absent:
        yield say("note optional", language, groups=", ".join(labels(absent, language).values()))
    negative = [name for name in standing.groups if (standing.actual(name) < 0).any()]
    if negative:
        yield say("note negative", language, groups=", ".join(labels(negative, language).values()))


def _of_files(standing: Standing, language: str) -> Iterator[str]:
    for bill in standing.bills:
        for reason, numbers in bill.unread.items():
            why = in_language(reason, language)
            yield say("note unread", language, file=bill.origin, count=len(numbers), reason=why)
        if bill.repeated:
            noun = "row repeats" if bill.repeated == 1 else "rows repeat"
            yield say("note repeated", language, file=bill.origin, count=f"{bill.repeated:,}", noun=noun)


def _names(months: Iterable[int]) -> str:
    return ", ".join(name_of(month) for month in months)


def _money(standing: Standing, amount: float) -> str:
    return f"{standing.result.bound.pack.head.currency} {amount:,.0f}"
