"""How a sheet comes onto A4: which cells on which pages, and how many columns beside each other.

Promise: what is printed is never made smaller than a person can read, as long as one column fits; a block of
rows stands on one page where it can. Imports `grid` only.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from exports.grid import Sheet

MARGINS = (0.25, 0.25, 0.5, 0.6)  # inches: left, right, top, bottom
WIDTH = round((297 / 25.4 - MARGINS[0] - MARGINS[1]) * 96)
HEIGHT = round((210 / 25.4 - MARGINS[2] - MARGINS[3]) * 96)
SMALLEST = 0.6  # of its size on the screen: six points of ten
HEADS = 4  # rows that are repeated on every page
SPARE = 0.97  # of the height of a page: not every program sets it alike
LEAST = 120  # pixels worth beginning a block at the end of a page for


def side_by_side(sheet: Sheet, beside: int, first: int, last: int) -> list[tuple[int, int]]:
    """Columns in the fewest equal parts that stay readable beside the repeated columns up to `beside`."""
    room = WIDTH / SMALLEST - sheet.wide(0, beside)
    count = last - first + 1
    for parts in range(1, count + 1):
        size = -(-count // parts)
        found = [(at, min(at + size - 1, last)) for at in range(first, last + 1, size)]
        if all(sheet.wide(*each) <= room for each in found):
            return found
    return [(at, at) for at in range(first, last + 1)]


def places_left(taken: float, columns: int) -> float:
    """How wide a further column may be beside columns of so many places in all, as readable as it must be."""
    return math.floor((WIDTH / SMALLEST - 7 * taken - 5 * (columns + 1)) / 7)


def pages(sheet: Sheet, blocks: Sequence[int], end: int, last: int) -> list[tuple[int, int, int, int]]:
    """Areas of blocks that stand on a page together; a block longer than a page flows on.

    Args:
        sheet: with all its widths and heights.
        blocks: the first row of each block, the first of them the sheet's first.
        end: the row after the last block.
        last: the last column.
    """
    scale = min(1.0, WIDTH / sheet.wide(0, last))
    room = SPARE * HEIGHT / scale - sheet.high(0, HEADS)
    found, used = [0], 0.0
    for first, after in zip(blocks, [*blocks[1:], end], strict=True):
        size, left = sheet.high(first, after), room - used
        if used and size > left and (size <= room or left < LEAST):
            found.append(first)
            used = 0.0
        used += size
        while used > room:
            used -= room
    return [(first, 0, after - 1, last) for first, after in zip(found, [*found[1:], end], strict=True)]
