"""`tco calibrate`: last year's spending beside year 1, and drivers rescaled to it.

Imports `common`, and `tco` and `exports` when a command runs.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tco.cli.common import Commands, add_case, add_json, answer, load_case, pairs, write_case
from tco.errors import Problems, UserError

if TYPE_CHECKING:
    from tco.calibrate import Account, Calibration, Ledger, Rescaled, Row
    from tco.case import Case
    from tco.language import Category


def add(commands: Commands) -> None:
    """Add the commands of this module."""
    calibrate = commands.add_parser("calibrate", help="hold last year's spending against year 1")
    add_case(calibrate)
    add_json(calibrate)
    calibrate.add_argument("file", metavar="FILE", nargs="?",
                           help="a chart-of-accounts export (.xlsx, .csv): names and amounts")  # fmt: skip
    calibrate.add_argument("--sheet", metavar="NAME", help="the sheet to read; default the first that fits")
    for option, form, text in (
        ("--map", "KEY=HEADER", "the column of code, name, amount, debit or credit"),
        ("--account", "ACCOUNT=CATEGORY", "what an account is for; none leaves it out"),
        ("--spend", "CATEGORY=AMOUNT", "last year's amount of a category"),
    ):
        calibrate.add_argument(
            option, action="append", default=[], metavar=form, help=f"{text}; may be repeated"
        )
    calibrate.add_argument(
        "--rescale", action="append", default=[], metavar="CATEGORY",
        help="fit a category's prices to its amount, or all; may be repeated",
    )  # fmt: skip
    for option, text in (
        ("--average", "hold equipment against the average of a refresh cycle"),
        ("--with-vat", "the amounts include value-added tax that is not recovered"),
    ):
        calibrate.add_argument(option, action="store_true", help=text)
    calibrate.add_argument("--write", metavar="FILE", help="save the case with spending and overrides")
    calibrate.set_defaults(run=_calibrate)


def _calibrate(options: argparse.Namespace) -> None:
    from tco.calibrate import calibration
    from tco.intake import check_targets

    check_targets([options.file], [options.write], [options.json])
    check_targets([options.case], answers=[options.json])
    case = load_case(options)
    typed = _typed(options.spend, case)
    ledger = _ledger(options, case)
    if not (typed or ledger or case.spending):
        raise UserError(
            "there is no spending to compare with: name a file, or type amounts with --spend staff=610000000"
        )
    found = calibration(
        case, ledger, typed, options.rescale, average=options.average, with_vat=options.with_vat
    )
    if options.write:
        write_case(options.write, found.result.bound.case, options.language)
    answer(options, found.document(), _text(found, options.language))


def _ledger(options: argparse.Namespace, case: Case) -> Ledger | None:
    if not options.file:
        if options.map or options.account:
            raise UserError(
                "--map and --account are about the accounts of a file; name the file after the case"
            )
        return None
    from exports.reading import read_table
    from tco.assumptions import load_pack
    from tco.calibrate import is_ledger, read_accounts

    problems: list[str] = []
    columns = pairs(options.map, "--map", problems)
    accounts = pairs(options.account, "--account", problems)
    if problems:
        raise Problems("options", problems)
    table = read_table(options.file, sheet=options.sheet, fits=None if columns else is_ledger)
    return read_accounts(table, accounts, columns, load_pack(case.pack).head.currency)


def _typed(texts: list[str], case: Case) -> dict[Category, float]:
    from tco.assumptions import load_pack
    from tco.calibrate import category_of
    from tco.intake.money import parse_money

    found: dict[Category, float] = {}
    problems: list[str] = []
    currency = load_pack(case.pack).head.currency
    for name, text in pairs(texts, "--spend", problems).items():
        try:
            category = category_of(name)
            if category is None:
                raise ValueError("names no category")
            found[category] = parse_money(text, currency=currency)
        except ValueError as error:
            problems.append(f"--spend {name}={text}: {error}")
    if problems:
        raise Problems("spending", problems)
    return found


def _text(found: Calibration, language: str) -> Iterator[str]:
    korean, case = language == "ko", found.result.bound.case
    yield (
        f"{case.title.in_language(language)}, {found.result.title(case.baseline, language)}, "
        f"{found.result.bound.pack.head.currency}, {found.result.bound.pack.label}"
    )
    head = ("항목", "작년 지출", "모형 1년 차", "모형/지출") if korean else (
        "category", "last year", "modelled", "modelled / actual")  # fmt: skip
    yield f"{head[0]:<28}{head[1]:>18}{head[2]:>18}{head[3]:>20}"
    yield from (_row(each, language) for each in found.rows)
    yield from _notes(found, language)
    if found.ledger:
        yield from _accounts(found.ledger, language)
    if found.rescaled:
        yield from _rescaled(found.rescaled, language)


def _row(each: Row, language: str) -> str:
    label = f"{each.category} {each.label.in_language(language)}"
    actual = "–" if each.actual is None else f"{each.actual:,.0f}"
    ratio = "–" if each.ratio is None else f"{100 * each.ratio:,.0f} %"
    mark = "  !" if each.warning else ""
    return f"{label:<28}{actual:>18}{each.modelled:>18,.0f}{ratio:>20}{mark}"


def _notes(found: Calibration, language: str) -> Iterator[str]:
    korean = language == "ko"
    if any(each.warning for each in found.rows):
        yield "! 20 % 넘게 차이 납니다" if korean else "! more than 20 % apart"
    for each in found.rows:
        if each.note:
            average = "" if each.average is None else f" ({each.average:,.0f})"
            yield f"  {each.label.in_language(language)}: {each.note.in_language(language)}{average}"
    if found.vat_rate:
        rate = f"{100 * found.vat_rate:.4g} %"
        yield (
            f"  모형 금액은 불공제 부가세({rate}) 전입니다. 지출에 부가세가 포함되어 있으면 --with-vat"
            if korean
            else f"  modelled amounts are before value-added tax of {rate}, which stands under taxes; "
            "if yours include it, add --with-vat"
        )


def _accounts(ledger: Ledger, language: str) -> Iterator[str]:
    korean, sums = language == "ko", ledger.sums()
    yield ""
    columns = ", ".join(f"{key} = {header}" for key, header in ledger.headers.items())
    yield f"{ledger.origin}: {columns}"
    yield (
        f"{len(ledger.accounts)}행 = 사용 {len(ledger.used)} + 제외 {len(ledger.left_out)} + "
        f"미분류 {len(ledger.unrecognised)}"
        if korean
        else f"{len(ledger.accounts)} rows = {len(ledger.used)} used + {len(ledger.left_out)} left out + "
        f"{len(ledger.unrecognised)} not recognised"
    )
    yield (
        f"{sums['read']:,.0f} = {sums['used']:,.0f} + {sums['left_out']:,.0f} + {sums['unrecognised']:,.0f}"
    )
    stated = ledger.stated_total()
    if stated is not None and abs(stated - sums["read"]) > 1:
        yield (
            f"  파일에 적힌 합계({stated:,.0f})가 읽은 금액과 다릅니다"
            if korean
            else f"  the file states a total of {stated:,.0f}, which is not what its rows add up to"
        )
    yield from (f"  + {_account(each)}: {each.category} ({each.word})" for each in ledger.used)
    yield from (
        f"  – {_account(each)}: {each.reason.in_language(language)}"
        for each in ledger.left_out
        if each.reason
    )
    for each in ledger.unrecognised:
        unknown = "항목을 알 수 없습니다" if korean else "not recognised"
        yield f'  ? {_account(each)}: {unknown}; --account "{each.name}=CATEGORY"'


def _account(each: Account) -> str:
    return f"{each.row}: {each.code} {each.name} {each.amount:,.0f}".replace("  ", " ")


def _rescaled(found: Rescaled, language: str) -> Iterator[str]:
    from tco.wording import particle

    korean = language == "ko"
    yield ""
    yield "조정한 단가" if korean else "Rescaled"
    for key, factor in found.factors.items():
        odd = "종전 범위를 벗어납니다" if korean else "outside of its range before"
        yield f"  {key} × {factor:.6g}{f' ({odd})' if key in found.outside else ''}"
        if key in found.siblings:
            sibling = found.siblings[key]
            along = (
                f"{sibling.of}{particle(sibling.of, '과', '와')} 함께 조정"
                if korean
                else f"moves along with {sibling.of}"
            )
            yield f"    {along}: {sibling.reason.in_language(language)}"
    for category, reason in found.skipped.items():
        yield f"  {category}: {reason.in_language(language)}"
    for category, value in found.remains.items():
        left = "그래도 맞지 않습니다. 현재" if korean else "does not fit even so: is now"
        yield f"  {category}: {left} {value:,.0f}"
    if found.moved:
        yield "함께 변한 1년 차 비용" if korean else "What else moves in year 1"
        yield from (f"  {key}: {old:,.0f} → {new:,.0f}" for key, (old, new) in found.moved.items())
    yield "현재가치" if korean else "Present values"
    yield from (f"  {name}: {old:,.0f} → {new:,.0f}" for name, (old, new) in found.present_values.items())
