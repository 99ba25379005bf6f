"""Every message that the program can raise, read from its source as a template: `{place}: must be …`.

A message is followed from where an error is made through names, helpers and parameters to its texts.
"""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ERRORS = ("UserError", "Problems", "Unreadable", "Ambiguous", "ValueError")
FIRST_ONLY = ("Unreadable", "Ambiguous")  # what follows is the same in Korean
PASSED_ON = (
    "join", "list", "tuple", "sorted", "fromkeys", "dict", "next", "iter", "map", "get", "str",
)  # fmt: skip
# No user can cause these: arguments of a library, what a developer declares, the page's own texts.
INTERNAL = (
    "tco/amounts.py", "tco/cumulative.py", "tco/finance/", "tco/language/", "tco/messages/",
    "tco/ui/words.py", "tco/uncertainty/batch.py", "tco/uncertainty/knowing.py", "tco/uncertainty/sobol.py",
)  # fmt: skip
HOLE = re.compile(r"\{[^{}]*\}")
NAME = re.compile(r"\W*([a-z]+[A-Z]\w*|\w+\.toml)\W*")  # of a field or a file


def shape(template: str) -> tuple[str, ...]:
    """What a template says between its places; two places side by side are one."""
    fixed = [""]
    for text, name, _, _ in string.Formatter().parse(template):
        fixed[-1] += text
        if name is not None:
            fixed.append("")
    inner = [each for each in fixed[1:-1] if each]
    return (fixed[0], *inner, fixed[-1]) if len(fixed) > 1 else (fixed[0],)


class Module:
    def __init__(self, path: Path):
        self.path = path
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.nodes = list(ast.walk(self.tree))
        self.functions: dict[str, list[ast.FunctionDef]] = {}
        self.owner: dict[ast.AST, ast.FunctionDef] = {}
        self.imports: dict[str, Path] = {}
        self.constants: dict[str, list[ast.expr]] = {}
        for node in self.nodes:
            if isinstance(node, ast.FunctionDef):
                self.functions.setdefault(node.name, []).append(node)
                self.owner |= dict.fromkeys(ast.walk(node), node)
            elif isinstance(node, ast.ImportFrom) and (found := source_of(node.module or "")):
                self.imports |= {alias.asname or alias.name: found for alias in node.names}
        for node in self.tree.body:
            for name, value in bindings(node):
                self.constants.setdefault(name, []).append(value)


def source_of(module: str) -> Path | None:
    path = ROOT.joinpath(*module.split("."))
    ours = module.partition(".")[0] in ("tco", "exports")
    files = (path.with_suffix(".py"), path / "__init__.py")
    return next((each for each in files if ours and each.is_file()), None)


@cache
def modules() -> dict[Path, Module]:
    paths = [path for folder in ("tco", "exports") for path in sorted(ROOT.joinpath(folder).rglob("*.py"))]
    return {path: Module(path) for path in paths}


def bindings(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Names, and what a statement puts into them."""
    pairs: list[tuple[ast.expr, ast.expr]] = []
    if isinstance(node, ast.Assign):
        pairs = [(target, node.value) for target in node.targets]
    elif isinstance(node, ast.AnnAssign | ast.AugAssign | ast.NamedExpr) and node.value:
        pairs = [(node.target, node.value)]
    elif isinstance(node, ast.For | ast.comprehension):
        pairs = [(node.target, node.iter)]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        pairs = [(node.func.value, node.args[0])] if node.func.attr in ("append", "extend") else []
    for target, value in pairs:
        parts = target.elts if isinstance(target, ast.Tuple) else [target]
        same = isinstance(value, ast.Tuple) and len(value.elts) == len(parts)
        values = value.elts if same and isinstance(target, ast.Tuple) else [value] * len(parts)
        named = zip(parts, values, strict=True)
        yield from ((part.id, each) for part, each in named if isinstance(part, ast.Name))


def template(node: ast.expr) -> str | None:
    """The text that an expression writes, with its places."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value.replace("{", "{{").replace("}", "}}")
    if isinstance(node, ast.JoinedStr):
        return "".join(
            "{place}" if isinstance(each, ast.FormattedValue) else template(each) for each in node.values
        )
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = template(node.left), template(node.right)
        return left + right if left is not None and right is not None else None
    return None


def called(node: ast.expr) -> str:
    function = node.func if isinstance(node, ast.Call) else None
    return getattr(function, "id", getattr(function, "attr", ""))


class Collector:
    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self.seen: set[ast.AST] = set()
        self.given: dict[tuple[str, str], bool] = {}

    def collect(self) -> dict[str, str]:
        """Templates and where each is written."""
        raising = [each for path, each in modules().items()
                   if not str(path.relative_to(ROOT)).startswith(INTERNAL)]  # fmt: skip
        for module in raising:
            for node in module.nodes:
                self._error(node, module)
        while waiting := [key for key, done in self.given.items() if not done]:
            for function, parameter in waiting:
                self.given[function, parameter] = True
                self._arguments(function, parameter, raising)
        return self.found

    def _error(self, node: ast.AST, module: Module) -> None:
        if isinstance(node, ast.Call) and called(node) in ERRORS:
            for each in node.args[:1] if called(node) in FIRST_ONLY else node.args:
                self.resolve(each, module)
            if called(node) == "Problems" and template(node.args[0]) is not None:
                self._keep(node.args[0], module)
        elif isinstance(node, ast.keyword) and node.arg == "custom_error_message":
            self.resolve(node.value, module)
        elif isinstance(node, ast.AugAssign) and "problems" in ast.unparse(node.target):
            self.resolve(node.value, module)
        elif isinstance(node, ast.Call) and called(node) in ("append", "extend"):
            if "problems" in ast.unparse(node.func):
                self.resolve(node.args[0], module)

    def _arguments(self, function: str, parameter: str, raising: list[Module]) -> None:
        """What is passed as a parameter that becomes part of a message."""
        for module in raising:
            for definition in module.functions.get(function, ()):
                names = [each.arg for each in definition.args.args if each.arg != "self"]
                for caller in raising:
                    if caller is module or caller.imports.get(function) == module.path:
                        self._passed(caller, function, parameter, names)

    def _passed(self, caller: Module, function: str, parameter: str, names: list[str]) -> None:
        for node in caller.nodes:
            if isinstance(node, ast.Call) and called(node) == function:
                given = dict(zip(names, node.args, strict=False))
                given |= {each.arg: each.value for each in node.keywords}
                self.resolve(given.get(parameter), caller)

    def resolve(self, node: ast.AST | None, module: Module) -> None:
        """Follow an expression to the texts that it may be."""
        if node is None or node in self.seen:
            return
        self.seen.add(node)
        if isinstance(node, ast.expr) and template(node) is not None:
            self._keep(node, module, always=False)
            for part in ast.walk(node):
                self.resolve(part.value if isinstance(part, ast.FormattedValue) else None, module)
        elif isinstance(node, ast.Name):
            self._name(node, module)
        elif isinstance(node, ast.Call):
            self._call(node, module)
        else:
            for each in inside(node):
                self.resolve(each, module)

    def _name(self, node: ast.Name, module: Module) -> None:
        function = module.owner.get(node)
        own = [] if function is None else ast.walk(function)
        values = [value for part in own for name, value in bindings(part) if name == node.id]
        if function and node.id in [each.arg for each in function.args.args]:
            self.given.setdefault((function.name, node.id), False)
        for value in values or module.constants.get(node.id, []):
            self.resolve(value, module)
        if not values and node.id in module.imports:
            other = modules()[module.imports[node.id]]
            for value in other.constants.get(node.id, []):
                self.resolve(value, other)

    def _call(self, node: ast.Call, module: Module) -> None:
        name = called(node)
        owner = [node.func.value] if isinstance(node.func, ast.Attribute) else []
        if name == "Text":
            parts = [keyword.value for keyword in node.keywords if keyword.arg == "en"]
        elif name == "removeprefix":
            parts = owner
        elif name in PASSED_ON:
            parts = [*node.args, *owner, *(keyword.value for keyword in node.keywords if name == "dict")]
        else:
            parts = []
            self._returned(name, module)
        for each in parts:
            self.resolve(each, module)

    def _returned(self, name: str, module: Module) -> None:
        for where, function in self._definitions(name, module) if name not in ERRORS else ():
            for part in ast.walk(function):
                if isinstance(part, ast.Return | ast.Yield | ast.YieldFrom):
                    self.resolve(part.value, where)

    def _definitions(self, name: str, module: Module) -> Iterator[tuple[Module, ast.FunctionDef]]:
        """The functions that a call may mean; of methods of other modules those that tell of problems."""
        where = module
        while name not in where.functions and name in where.imports:
            where = modules()[where.imports[name]]
        known = [where] if name in where.functions else []
        if not known and ("problem" in name or name in ("unused", "_unused")):
            known = [each for each in modules().values() if name in each.functions]
        for each in known:
            yield from ((each, function) for function in each.functions[name])

    def _keep(self, node: ast.expr, module: Module, always: bool = True) -> None:
        text = template(node) or ""
        bare = HOLE.sub("", text)
        english = re.search(r"[A-Za-z]{2,}", bare) and not NAME.fullmatch(bare)
        english = english and not re.search(r"[가-힣]{2,}다|십시오", bare)
        if english and (always or " " in bare.strip() or (isinstance(node, ast.JoinedStr) and " " in bare)):
            self.found.setdefault(text, f"{module.path.relative_to(ROOT)}:{node.lineno}")


def inside(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of an expression that may be its text."""
    if isinstance(node, ast.IfExp):
        yield from (node.body, node.orelse)
    elif isinstance(node, ast.Subscript | ast.Starred) or getattr(node, "attr", "") == "en":
        yield node.value
    elif isinstance(node, ast.ListComp | ast.GeneratorExp | ast.SetComp):
        yield node.elt
    elif isinstance(node, ast.Dict):
        yield from node.values
    elif isinstance(node, ast.BoolOp | ast.List | ast.Tuple | ast.Set | ast.BinOp):
        yield from ast.iter_child_nodes(node)


@cache
def messages() -> dict[str, str]:
    """Every message's template, and where it is written."""
    return Collector().collect()


@cache
def written() -> frozenset[tuple[str, ...]]:
    """The shapes of all texts in the program, messages or not."""
    nodes = [node for module in modules().values() for node in module.nodes if isinstance(node, ast.expr)]
    texts = [text for text in map(template, nodes) if text]
    patterns = [each.value for each in nodes if isinstance(each, ast.Constant) and _is_pattern(each.value)]
    return frozenset(map(shape, [*texts, *patterns]))


def _is_pattern(value: object) -> bool:
    """Whether a text is filled in later, as in `"{member}.standing".format(member=…)`."""
    return isinstance(value, str) and re.search(r"\{[a-z]+\}", value) is not None and "{{" not in value
