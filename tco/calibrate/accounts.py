"""Last year's spending from a chart-of-accounts export: every row used, or explained with its amount.

Promise: totals and parent accounts are not counted twice; what no word explains is left to the user. Imports
`intake`, `labels`, `errors`, `language` and this package only.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tco.calibrate.ledger import BY_USER, COMPARED, PARENT, SMALLEST, Account, Ledger
from tco.calibrate.reader import COLUMNS, Reader
from tco.calibrate.words import meaning
from tco.errors import Problems, nearest
from tco.intake.columns import match
from tco.intake.table import Table
from tco.intake.values import plain
from tco.labels import CATEGORIES
from tco.language import Category

LEFT_OUT = ("none", "제외", "-")


def read_accounts(
    table: Table, assigned: Mapping[str, str] | None = None, corrections: Mapping[str, str] | None = None,
    currency: str = "KRW",
) -> Ledger:  # fmt: skip
    """The ledger of a table.

    Args:
        table: the export, titles above the header included.
        assigned: the category of an account by its name or code; `none` leaves it out.
        corrections: the header of a column by its key (`code`, `name`, `amount`, `debit`, `credit`).
        currency: the case's; amounts in another one are refused by name.

    Raises:
        Problems: there is no column of names or amounts, or an assignment means nothing.
    """
    matched = match(table, COLUMNS, corrections)
    reader = Reader(matched, currency)
    accounts = _without_parents([reader.account(number, row) for number, row in reader.rows()])
    accounts = _assigned(accounts, dict(assigned or {}))
    return Ledger(table.origin, tuple(accounts), reader.headers)


def is_ledger(table: Table) -> bool:
    """Whether a sheet has a column of account names and one of amounts."""
    try:
        Reader(match(table, COLUMNS), "")
    except Problems:
        return False
    return True


def _without_parents(accounts: Sequence[Account]) -> list[Account]:
    """An account whose code begins the codes of others, and which is their sum, only adds them up."""
    coded = sorted((each.code, at) for at, each in enumerate(accounts) if each.code and each.reason is None)
    codes = [code for code, _ in coded]
    found = list(accounts)
    for code, at in coded:
        below = [accounts[other] for other in _below(code, codes, coded)]
        if below and abs(sum(each.amount for each in below) - accounts[at].amount) <= SMALLEST:
            found[at] = replace(accounts[at], reason=PARENT, adds_up=True)
    return found


def _below(code: str, codes: Sequence[str], coded: Sequence[tuple[str, int]]) -> list[int]:
    """Accounts directly below a code: those that it begins, without what stands below them again."""
    stem = code.rstrip("0-. ")
    found: list[int] = []
    skipped = ""
    for at in range(bisect_left(codes, stem), len(codes) if stem else 0):
        if not codes[at].startswith(stem):
            break
        if codes[at] != code and not (skipped and codes[at].startswith(skipped)):
            found.append(coded[at][1])
            skipped = codes[at].rstrip("0-. ")
    return found


def _assigned(accounts: Sequence[Account], assigned: Mapping[str, str]) -> list[Account]:
    targets, problems = {}, []
    texts = ((each.name, each.code) for each in accounts) if assigned else ()
    known = {_folded(text): text for pair in texts for text in pair if text}
    for name, category in assigned.items():
        if _folded(name) not in known:
            problems.append(f"--account {name}: is no account of the file{nearest(name, known.values())}")
        try:
            targets[_folded(name)] = category_of(category)
        except ValueError as error:
            problems.append(f"--account {name}={category}: {error}")
    if problems:
        raise Problems("accounts", problems)
    return [_decided(each, targets) for each in accounts]


def _decided(account: Account, targets: Mapping[str, Category | None]) -> Account:
    if account.reason is not None:
        return account
    for text in (account.name, account.code) if targets else ():
        if text and _folded(text) in targets:
            target = targets[_folded(text)]
            return replace(account, category=target, word=text, reason=None if target else BY_USER)
    found = meaning(account.name)
    if found is None:
        return account
    target_of_word, word = found
    if isinstance(target_of_word, Category):
        return replace(account, category=target_of_word, word=word)
    return replace(account, reason=target_of_word, word=word)


def category_of(text: str) -> Category | None:
    """A category by its id or its label in either language; None for `none`."""
    folded = _folded(text)
    if folded in LEFT_OUT:
        return None
    for category in COMPARED:
        label = CATEGORIES[category]
        if folded in (_folded(category), _folded(label.en), _folded(label.ko)):
            return category
    names = [str(category) for category in COMPARED]
    raise ValueError(f"is no category{nearest(text, names)}; there are: {', '.join(names)}, none")


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", plain(text).casefold())
