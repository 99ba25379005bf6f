"""Every text of the pages is shown somewhere, and every text that is asked for is there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tco.ui.words import texts

ROOT = Path(__file__).parents[2]
SOURCES = [ROOT / "app.py", ROOT / "tco" / "serve.py", *sorted((ROOT / "tco" / "ui").glob("*.py"))]
#: Where the names come from that are filled in.
NAMED = [*ROOT.glob("tco/**/*.py"), *ROOT.glob("exports/*.py"), *ROOT.glob("assumptions/**/*.toml")]
#: Read as a whole by `serve`, which hands them to the browser.
FOR_THE_BROWSER = "controls."
FILLED = r"([\w.-]+)"


def pattern_of(node):
    """What a string in the code may say: itself, or a pattern where a part of it is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(pattern_of(each) if isinstance(each, ast.Constant) else FILLED for each in node.values)
    return None


@cache
def trees():
    return {path.name: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}


@cache
def patterns():
    """All that strings in the code may say, as whole texts and as patterns with a word of their own."""
    found = {pattern_of(node) for tree in trees().values() for node in ast.walk(tree)} - {None}
    whole = frozenset(re.sub(r"\\(.)", r"\1", each) for each in found if FILLED not in each)
    filled = (each for each in found if FILLED in each and re.search("[a-z]{2}", each.replace(FILLED, "")))
    return whole, tuple(map(re.compile, filled))


@cache
def names():
    """All that is a string or a name anywhere in the code and the data."""
    found = set()
    for path in NAMED:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".py":
            found |= {
                node.value.replace(" ", "_") for node in ast.walk(ast.parse(text))
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            }  # fmt: skip
        else:
            found |= set(re.findall(r"\w+", text))
    return found


@cache
def is_said(text):
    """Whether the code says a text, or says it with names of the code and the data filled in."""
    whole, filled = patterns()
    if text in whole:
        return True
    start, _, last = text.rpartition(".")
    matches = (each.fullmatch(text) for each in filled)
    return (last.isdigit() and start in whole) or any(
        all(map(is_name, match.groups())) for match in matches if match
    )


def is_name(text):
    return text in names() or is_said(text)


def test_every_text_is_shown_somewhere():
    unused = [key for key in texts("ko") if not key.startswith(FOR_THE_BROWSER) and not is_said(key)]
    assert unused == []


@pytest.mark.parametrize("key", ["chart.nothing_of_it", "frame.nobody_says_this", "start.nothing.1"])
def test_a_text_that_nothing_shows_is_found(key):
    assert not is_said(key)


def asked_for(node):
    """The keys that a call of words may ask for."""
    if isinstance(node, ast.IfExp):
        return [*asked_for(node.body), *asked_for(node.orelse)]
    found = pattern_of(node)
    return [] if found is None or found.startswith(FILLED) else [found]


def is_words(function):
    if isinstance(function, ast.Call):
        return getattr(function.func, "id", "") == "Words"
    return getattr(function, "id", getattr(function, "attr", "")) in ("words", "heading")


@pytest.mark.parametrize("name", [path.name for path in SOURCES])
def test_every_text_that_is_asked_for_is_there(name):
    calls = [each for each in ast.walk(trees()[name]) if isinstance(each, ast.Call) and is_words(each.func)]
    keys = [key for call in calls if call.args for key in asked_for(call.args[0])]
    assert [key for key in keys if not any(re.fullmatch(key, known) for known in texts("ko"))] == []
