"""What a module's head says that it imports, it imports, and nothing else."""

import ast
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILES = sorted(each for folder in ("tco", "exports") for each in (ROOT / folder).rglob("*.py"))
MODULES = {".".join(each.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for each in FILES}
SAID = re.compile(r"\bImports? .*", re.DOTALL)
OWN = re.compile(r"\bthis package\b|\bown modules\b|\bmodules of (this|the) package\b")
#: The model and all that computes with it, without pages, commands and files.
ENGINE = re.compile(r"\bthe engine\b|`tco`|\bwhat is below (them|it)\b")
BELOW = re.compile(r"\bwhat is below (them|it)\b")
NOT_ENGINE = ("tco.ui", "tco.cli", "tco.serve", "tco.middleware")


def name_of(file):
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def module_of(name):
    """The module of this project that an imported name belongs to, or the library."""
    while name not in MODULES and "." in name:
        name = name.rpartition(".")[0]
    return name


def imports(file, for_types=False):
    """Modules of this project and libraries that a file imports when it runs, at once or later."""
    found = set()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    if not for_types:
        tree.body = [each for each in tree.body if not ast.unparse(each).startswith("if TYPE_CHECKING")]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {module_of(each.name) for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {module_of(f"{node.module}.{each.name}") for each in node.names}
    return {each for each in found if each.partition(".")[0] not in sys.stdlib_module_names}


def is_said(module, head, package):
    """Whether a head covers what a file of the package imports."""
    if module.startswith(f"{package}.") or module == package:
        if OWN.search(head):
            return True
    if BELOW.search(head) and not module.startswith(("tco", "exports")):
        return True
    if ENGINE.search(head) and module.startswith("tco.") and not module.startswith(NOT_ENGINE):
        return True
    room, *parts = module.split(".")
    names = [*parts, room] if room != "tco" or not parts else parts
    return any(re.search(rf"(?<!\w){re.escape(each)}(?!\w)", head, re.IGNORECASE) for each in names)


def wrong(file):
    """What the head of a file leaves out, and what it names without need."""
    said = SAID.search(ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or "")
    if not said:
        return set()
    head, name = " ".join(said[0].split()), name_of(file)
    whole = file.name == "__init__.py"
    package = name if whole else name.rpartition(".")[0]
    found = set().union(*(imports(each) for each in file.parent.glob("*.py"))) if whole else imports(file)
    found = {each for each in found if not (whole and (each == package or each.startswith(f"{package}.")))}
    named = {each.split(".")[-1] for each in re.findall(r"`([a-z][a-z_.]*)`", head.partition(". ")[0])}
    files = file.parent.glob("*.py") if whole else [file]
    known = {part for each in files for one in imports(each, for_types=True) for part in one.split(".")}
    return {each for each in found if not is_said(each, head, package)} | {
        f"-{each}" for each in named - known - {"tco", "exports"}
    }


def test_heads_name_what_is_imported():
    found = {name_of(each): wrong(each) for each in FILES}
    assert {name: sorted(each) for name, each in found.items() if each} == {}
