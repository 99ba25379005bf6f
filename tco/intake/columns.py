"""Which column of a table is which, guessed from its header and open to correction.

Promise: the guess is shown with the words of the file; a required column that is not there is named
together with what was found. Imports `errors` and this package only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, pairwise

from tco.errors import Problems, nearest
from tco.intake.money import currency_named, unit_named
from tco.intake.table import Cell, Row, Table, column_letters
from tco.intake.values import is_empty, legible, plain

HEADER_ROWS = 60  # titles, addressees and signatures stand above the header, but not more than this
FAR_DOWN = 1_000  # nor does it stand below so many rows
EXACT = 100.0
FIGURE = re.compile(r"(?=.*\d)[\d\s.,:/'\-년월일원]+")
UNIT_TITLE = re.compile(r"단위|units?\b|in thousands|in millions")


@dataclass(frozen=True)
class Column:
    """A column that is looked for.

    Attributes:
        key: its name in corrections and results.
        words: headers that mean it, in Korean and English, the most telling first.
        required: whether a table without it is refused.
        never: words that a header of it does not hold, such as 번호 beside 자산.
    """

    key: str
    words: tuple[str, ...]
    required: bool = False
    never: tuple[str, ...] = ()


@dataclass(frozen=True)
class Matched:
    """A table whose columns are known.

    Attributes:
        header_row: the number of the header's row, as the user sees it.
        columns: the position of each column found, from 0.
        headers: its header as the file writes it.
        unused: headers that nobody asked for.
    """

    table: Table
    header_row: int
    columns: Mapping[str, int]
    headers: Mapping[str, str]
    unused: tuple[str, ...] = ()
    corrected: frozenset[str] = field(default=frozenset())

    def records(self) -> Iterator[tuple[int, dict[str, Cell]]]:
        """The rows below the header with their numbers: the cell of each column, None where it is blank."""
        for number, row in self.body():
            yield number, self.cells(row)

    def body(self) -> Iterator[tuple[int, Row]]:
        """The rows below the header as they stand, with their numbers."""
        first = self.header_row + 1
        return enumerate(self.table.rows[first - self.table.first_row :], first)

    def cells(self, row: Row) -> dict[str, Cell]:
        """The cell of each column in a row, None where it is blank."""
        return {key: row[at] if at < len(row) else None for key, at in self.columns.items()}

    def row(self, number: int) -> Row:
        """A row as it stands."""
        return self.table.rows[number - self.table.first_row]

    def unit(self, key: str) -> float:
        """What one stands for in a column of amounts: its header's word, else that of a title above it."""
        named = unit_named(self.headers.get(key))
        return named or self._unit_of_title() or 1.0

    def currency(self, key: str) -> str:
        """The currency that a column of amounts or a title of units names, empty if none."""
        texts = [self.headers.get(key, ""), *self._titles_of_units()]
        return next(filter(None, map(currency_named, texts)), "")

    def _unit_of_title(self) -> float | None:
        for title in self._titles_of_units():
            return unit_named(title) or unit_named(f"({title})")
        return None

    def _titles_of_units(self) -> list[str]:
        """Texts above the header that say in which units the table is."""
        above = self.table.rows[: self.header_row - self.table.first_row]
        cells = [cell for row in above for cell in row if isinstance(cell, str)]
        return [cell for cell in cells if UNIT_TITLE.search(cell.casefold())]


def match(table: Table, columns: Sequence[Column], corrections: Mapping[str, str] | None = None) -> Matched:
    """The columns of a table.

    Args:
        table: what was read; titles may stand above the header.
        columns: what is looked for.
        corrections: the header (or the letters of the column) that a key really is.

    Raises:
        Problems: a required column is missing, or a correction names what is not there.
    """
    corrections = dict(corrections or {})
    keys = [column.key for column in columns]
    unknown = [key for key in corrections if key not in keys]
    candidates = [*_candidates(table), *_of_two_rows(table, columns, corrections)]
    best = max(
        candidates, key=lambda each: _score(each[1], columns, corrections), default=(table.first_row, ())
    )
    number, row = best
    positions, problems = _corrected(row, {k: v for k, v in corrections.items() if k in keys})
    problems += [
        f"--map {key}=…: there is no column '{key}'{nearest(key, keys)}; there are: {', '.join(keys)}"
        for key in unknown
    ]
    positions |= _guessed(row, [each for each in columns if each.key not in corrections], positions.values())
    problems += _missing(columns, positions, corrections, row)
    if problems:
        raise Problems(f"{table.place}, row {number}", problems)
    ordered = {key: positions[key] for key in keys if key in positions}
    used = set(ordered.values())
    return Matched(
        table, number, ordered, {key: _shown(row[at], at) for key, at in ordered.items()},
        tuple(_shown(each, at) for at, each in enumerate(row) if at not in used and not is_empty(each)),
        frozenset(corrections),
    )  # fmt: skip


def fits(table: Table, columns: Sequence[Column], corrections: Mapping[str, str] | None = None) -> bool:
    """Whether the table has a header with every required column."""
    try:
        match(table, columns, corrections)
    except Problems:
        return False
    return True


@lru_cache(maxsize=4096)
def folded(text: Cell) -> str:
    """A header for comparison: without case, blanks, punctuation and what stands in brackets."""
    whole = plain(text if text is not None else "").casefold()
    outside = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", whole)
    bare = outside if outside.strip() else re.sub(r"[()\[\]]", " ", whole)
    bare = re.sub(r"[\s_/·・:.,*#\-]+", " ", bare).strip()
    return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", bare)


def _candidates(table: Table) -> Iterator[tuple[int, Row]]:
    seen = 0
    for number, row in islice(table.numbered(), FAR_DOWN):
        if any(isinstance(cell, str) and not is_empty(cell) for cell in row):
            seen += 1
            yield number, row
        if seen == HEADER_ROWS:
            return


def _of_two_rows(
    table: Table, columns: Sequence[Column], corrections: Mapping[str, str]
) -> Iterator[tuple[int, Row]]:
    """Headers over two rows, such as 취득 above 일자 and 금액; a single row that does as well goes before.

    A lower row that holds figures is the first row of data (NAS 200TB under 자산명 is no capacity's header),
    unless more required columns are found with it.
    """
    known = list(_candidates(table))
    for (number, upper), (following, lower) in pairwise(known):
        if following != number + 1:
            continue
        joined = _joined(upper, lower)
        alone, both = (_score(each, columns, corrections)[0] for each in (upper, joined))
        if both > alone or not any(map(_is_figure, lower)):
            yield following, joined


def _is_figure(cell: Cell) -> bool:
    """A number or a date, as text or not."""
    return not is_empty(cell) and (not isinstance(cell, str) or bool(FIGURE.fullmatch(plain(cell))))


def _joined(upper: Row, lower: Row) -> Row:
    """Each header with the one above it, which spans the blank cells to its right."""
    joined: list[Cell] = []
    above: Cell = None
    for at in range(max(len(upper), len(lower))):
        top = upper[at] if at < len(upper) else None
        below = lower[at] if at < len(lower) else None
        above = above if is_empty(top) and not is_empty(below) else top
        joined.append(" ".join(plain(each) for each in (above, below) if not is_empty(each)) or None)
    return tuple(joined)


def _score(row: Row, columns: Sequence[Column], corrections: Mapping[str, str]) -> tuple[float, float]:
    """Required columns count first, then all; the first of equal rows is the header."""
    given, _ = _corrected(row, corrections)
    guessed = _guessed(row, [each for each in columns if each.key not in corrections], given.values())
    found = given | guessed
    required = sum(column.required and column.key in found for column in columns)
    return required + len(given), len(found)


def _corrected(row: Row, corrections: Mapping[str, str]) -> tuple[dict[str, int], list[str]]:
    """Where the corrections point; a header's own words come before letters of a column."""
    texts = {at: legible(cell) for at, cell in enumerate(row) if not is_empty(cell)}
    found, problems = {}, []
    for key, header in corrections.items():
        wanted = plain(header)
        exact = [at for at, text in texts.items() if text == wanted]
        loose = [at for at, text in texts.items() if folded(text) == folded(wanted)]
        letters = [at for at in range(len(row)) if column_letters(at) == wanted.upper()]
        place = next(iter(exact or loose or letters), None)
        if place is None:
            problems.append(
                f"--map {key}={header}: there is no such header{nearest(wanted, texts.values())}; "
                f"there are: {_list(row)}"
            )
        else:
            found[key] = place
    return found, problems


def _guessed(row: Row, columns: Sequence[Column], taken: Iterable[int]) -> dict[str, int]:
    """The best pairs of column and header first, each used once: exact headers, then required columns."""
    used = set(taken)
    texts = {at: folded(cell) for at, cell in enumerate(row) if isinstance(cell, str) and at not in used}
    pairs = [
        (likeness < EXACT / 2, not column.required, -likeness, rank, at, column.key)
        for rank, column in enumerate(columns)
        for at, text in texts.items()
        if (likeness := _likeness(text, column)) > 0
    ]
    found: dict[str, int] = {}
    for *_, at, key in sorted(pairs):
        if key not in found and at not in used:
            found[key] = at
            used.add(at)
    return found


def _likeness(text: str, column: Column) -> float:
    """How much a header looks like one of the words: exactly, or how much of it the word covers."""
    best = 0.0
    words = [folded(word) for word in column.words]
    if text in words:
        return EXACT - words.index(text) / 100
    if len(text) > 40 or any(_contains(text, folded(word)) for word in column.never):
        return 0.0
    for rank, word in enumerate(words):
        if _contains(text, word):
            best = max(best, len(word) / len(text) - rank / 1000)
    return best


def _contains(text: str, word: str) -> bool:
    if word.isascii():
        return bool(re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text))
    return len(word) > 1 and word in text


def _missing(
    columns: Sequence[Column], positions: Mapping[str, int], corrections: Mapping[str, str], row: Row
) -> list[str]:
    return [
        f"no column for '{column.key}' (such as {', '.join(column.words[:3])}); headers found: {_list(row)}; "
        f"say which it is with --map {column.key}=HEADER"
        for column in columns
        if column.required and column.key not in positions and column.key not in corrections
    ]


def _list(row: Row) -> str:
    return ", ".join(_shown(cell, at) for at, cell in enumerate(row[:30]) if not is_empty(cell)) or "none"


def _shown(cell: Cell, at: int) -> str:
    return re.sub(r"\s+", " ", legible(cell))[:60] if not is_empty(cell) else f"column {column_letters(at)}"
