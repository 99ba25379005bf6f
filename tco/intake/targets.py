"""Where answers are written: never over what was read, nor over a file of another kind.

Promise: refuses before anything is computed, with all targets in one message; opens nothing. Imports
`tco.errors` only.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tco.errors import Problems

STANDARD_OUTPUT = "-"


def check_targets(
    read: Iterable[str | None], tables: Iterable[str | None] = (), answers: Iterable[str | None] = ()
) -> None:
    """Refuse to write over files of the user's.

    Args:
        read: the files that are read.
        tables: TOML files to be written: cases and price books; those may be written over.
        answers: other files to be written, as JSON.

    Raises:
        Problems: naming every target that is one of the files read, and every table that is no TOML file.
    """
    sources, tables = [each for each in read if each], list(tables)
    problems = []
    for target in dict.fromkeys((*tables, *answers)):
        if not target or target == STANDARD_OUTPUT:
            continue
        if any(_same(target, source) for source in sources):
            problems.append(f"{target} is read by this command and would be lost; choose another name")
        elif target not in tables or Path(target).suffix.casefold() == ".toml":
            continue
        elif Path(target).is_file():
            problems.append(f"{target} exists and is no TOML file; choose a name that ends in .toml")
        elif not Path(target).exists():
            problems.append(
                f"{target}: a case or price book is a TOML file; choose a name that ends in .toml"
            )
    if problems:
        raise Problems("files to write", problems)


def _same(one: str, other: str) -> bool:
    try:
        return Path(one).samefile(other)
    except OSError:
        return False
