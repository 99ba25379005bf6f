"""The README holds what the program prints; `UPDATE_README=1 pytest tests/test_readme.py` accepts changes."""

import os
import re
from pathlib import Path

from tco.changes import load
from tco.cli import commands
from tco.cli.answers import summary
from tco.results import run

README = Path(__file__).parent.parent / "README.md"
BLOCK = re.compile(r"(<!-- evaluate (\S+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def _block(preset: str) -> str:
    lines = summary(run(load(preset)), "en")
    return "\n" + "".join(f"    {line.rstrip()}\n" for line in lines) + "\n"


def test_the_example_shows_what_the_command_prints():
    text = README.read_text(encoding="utf-8")
    fresh = BLOCK.sub(lambda found: found[1] + _block(found[2]) + found[4], text)
    if os.environ.get("UPDATE_README"):
        README.write_text(fresh, encoding="utf-8")
    assert BLOCK.search(text), "the marked block is gone"
    assert fresh == README.read_text(encoding="utf-8")


def test_the_case_file_in_the_readme_evaluates():
    from tco.case import parse_text

    text = README.read_text(encoding="utf-8")
    found = re.search(r"(?ms)^    format = 1\n.*?(?=^\S)", text)
    assert found
    case = "\n".join(line[4:] for line in found[0].splitlines())
    assert run(parse_text(case)).metric("offer", "present_value")


def test_every_command_in_the_readme_exists():
    text = README.read_text(encoding="utf-8")
    named = set(re.findall(r"\.venv/bin/tco (\w+)", text))
    assert named <= set(commands())
    assert {"presets", "evaluate", "explain"} <= named
