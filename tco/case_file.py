"""A case as the TOML text that a user keeps.

Promise: reading the text back gives the same case; what was left at its default stays out of it. Imports
`case` only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tco.case import Case

BARE = re.compile(r"[A-Za-z0-9_-]+")


def to_toml(case: Case) -> str:
    """The case file of a case."""
    document = case.model_dump(mode="json", exclude_defaults=True)
    head = {"format": case.format, "id": case.id, "title": case.title.model_dump(), "pack": case.pack,
            "baseline": case.baseline}  # fmt: skip
    return "\n".join(_table({**head, **document}, ())).strip() + "\n"


def _table(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    """Plain values first, then the tables inside; two levels down, tables are written in one line."""
    deep = len(path) >= 2
    inside = {} if deep else {key: each for key, each in table.items() if _is_table(key, each)}
    for key, value in table.items():
        if key not in inside and value is not None:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in inside.items():
        name = ".".join(map(_key, (*path, key)))
        for entry in value if isinstance(value, list) else [value]:
            yield f"\n[[{name}]]" if isinstance(value, list) else f"\n[{name}]"
            yield from _table(entry, (*path, key))


def _is_table(key: str, value: Any) -> bool:
    if isinstance(value, list):
        return bool(value) and isinstance(value[0], dict)
    return isinstance(value, dict) and key != "title"


def _key(key: str) -> str:
    return key if BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items() if each is not None)
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, int | float):
        return repr(value)
    return json.dumps(value, ensure_ascii=False)
