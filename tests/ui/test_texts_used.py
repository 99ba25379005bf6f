"""Every text of the pages is shown somewhere, and every text that is asked for is there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tco.ui.words import texts

ROOT = Path(__file__).parents[2]
SOURCES = [ROOT / "app.py", ROOT / "tco" / "serve.py", *sorted((ROOT / "tco" / "ui").glob("*.py"))]
#: Read as a whole by `serve`, which hands them to the browser.
FOR_THE_BROWSER = "controls."


def pattern_of(node):
    """What a string in the code may say: itself, or a pattern where a part of it is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        parts = (pattern_of(each) if isinstance(each, ast.Constant) else None for each in node.values)
        return "".join(r"[\w.-]+" if part is None else part for part in parts)
    return None


@cache
def trees():
    return {path.name: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}


@cache
def patterns():
    """All that strings in the code may say, those that begin with what is filled in apart."""
    found = {pattern_of(node) for tree in trees().values() for node in ast.walk(tree)} - {None}
    open_ones = {each for each in found if each.startswith(r"[\w")}
    return re.compile("|".join(sorted(found - open_ones))), sorted(open_ones)


def is_said(key):
    """Whether the code names a key, or its beginning and its end in two places."""
    whole, open_ones = patterns()
    if whole.fullmatch(key):
        return True
    for each in open_ones:
        end = re.compile(each.removeprefix(r"[\w.-]+") + "$")
        match = end.search(key) if not each.endswith(r"[\w.-]+") else None
        if match and match.start() and whole.fullmatch(key[: match.start()]):
            return True
    start, _, last = key.rpartition(".")
    return last.isdigit() and bool(whole.fullmatch(start))


def test_every_text_is_shown_somewhere():
    unused = [key for key in texts("ko") if not key.startswith(FOR_THE_BROWSER) and not is_said(key)]
    assert unused == []


def asked_for(node):
    """The keys that a call of words may ask for."""
    if isinstance(node, ast.IfExp):
        return [*asked_for(node.body), *asked_for(node.orelse)]
    found = pattern_of(node)
    return [] if found is None or found.startswith(r"[\w") else [found]


def is_words(function):
    names = {ast.Name: "id", ast.Attribute: "attr"}
    if isinstance(function, ast.Call):
        return getattr(function.func, "id", "") == "Words"
    return getattr(function, names.get(type(function), "none"), "") in ("words", "heading")


@pytest.mark.parametrize("name", [path.name for path in SOURCES])
def test_every_text_that_is_asked_for_is_there(name):
    calls = [each for each in ast.walk(trees()[name]) if isinstance(each, ast.Call) and is_words(each.func)]
    keys = [key for call in calls if call.args for key in asked_for(call.args[0])]
    assert [key for key in keys if not any(re.fullmatch(key, known) for known in texts("ko"))] == []
