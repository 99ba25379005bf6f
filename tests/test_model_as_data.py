"""The model and its assumption files tested as data: complete, used, named, in matching units."""

import ast
import inspect
import re
import shutil
from pathlib import Path

import pytest

import tco.lines
from tco import units
from tco.assumptions import book_ids, data_folder, load_book, load_pack, pack_ids, packs
from tco.binding import bind, reads_like_a_cell
from tco.case import parse_case, presets
from tco.errors import UserError
from tco.inputs import BoundModel
from tco.language import REGISTRY
from tco.table import ROW_LABELS

LINES = Path(inspect.getfile(tco.lines)).parent
TITLE = {"en": "All", "ko": "전체"}
HANGUL = re.compile("[가-힣]")
RULES = [line for variants in REGISTRY.values() for line in variants if not line.is_total]


def everything(pack_id):
    """A case that uses every workload, every price book, a quote and a custom line of either kind."""
    pack = load_pack(pack_id)
    away = {"title": TITLE, "moves": ["compute", "archive", "backup", "standby"]}
    home = pack.head.currency
    books = [
        book for book in book_ids()
        if load_book(book).head.currency == home
        or f"{load_book(book).head.currency.lower()}.exchange_rate" in pack.assumptions
    ]  # fmt: skip
    quote = {"price_per_bed": 1.0, "includes": ["applications"]}
    line = {"title": TITLE, "alternatives": ["stay"], "amount": 1.0}
    return parse_case({
        "title": TITLE, "pack": pack_id, "hospital": {"beds": 300.0},
        "workloads": {workload: {} for workload in pack.workloads},
        "alternatives": {"stay": {"title": TITLE}}
        | {f"on_{book}": away | {"price_book": book} for book in books}
        | {"quoted": away | {"price_book": books[0], "subscribed": True, "quote": quote}},
        "custom_lines": [
            line | {"id": "yearly_x"}, line | {"id": "machine_x", "treatment": "capital", "vat": True},
        ],
    })  # fmt: skip


CASES = {name: parse_case(document) for name, document in presets().items()}
CASES |= {f"everything in {pack}": everything(pack) for pack in pack_ids()}
BOUND = {name: bind(case) for name, case in CASES.items()}
cases = pytest.mark.parametrize("bound", BOUND.values(), ids=BOUND.keys())


# --- Assumptions -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pack_id", pack_ids())
def test_every_assumption_of_a_pack_is_used_by_some_rule(pack_id):
    bound = BOUND[f"everything in {pack_id}"]
    templates = {f"custom.{ref.name}" for _, ref in bound.resolved}
    assert [key for key in bound.pack.assumptions if key not in bound.inputs and key not in templates] == []


@cases
def test_every_parameter_of_every_rule_has_one_input_per_alternative(bound: BoundModel):
    for (shared, ref), ids in bound.resolved.items():
        assert len(ids) == (1 if shared else len(bound.alternatives)), ref
        assert all(key in bound.inputs for key in ids), ref


@pytest.mark.parametrize("book_id", book_ids())
def test_every_price_of_a_book_is_asked_for(book_id):
    asked = {ref.name for bound in BOUND.values() for _, ref in bound.resolved}
    assert set(load_book(book_id).assumptions) <= asked


@cases
def test_labels_and_notes_are_in_both_languages(bound: BoundModel):
    for key, each in bound.inputs.items():
        label = each.declaration.label
        assert label.en, key
        assert not HANGUL.search(label.en), key
        assert label.ko, key
    for text in ROW_LABELS.values():
        assert HANGUL.search(text.ko)


@cases
def test_a_sourced_value_has_its_source_and_every_value_a_range_around_it(bound: BoundModel):
    for key, each in bound.inputs.items():
        declared = each.declaration
        if declared.kind == "sourced":
            assert each.source or each.overridden, key
        if declared.kind in ("judgement", "quote_needed"):
            assert declared.note, key
            assert not declared.source, key
        if each.has_range:
            assert each.low <= each.base <= each.high, key


def test_every_source_is_the_source_of_something():
    for name in pack_ids():
        pack = load_pack(name)
        assert set(pack.sources) == {each.source for each in pack.assumptions.values()} - {""}, name
    for name in book_ids():
        book = load_book(name)
        entries = [*book.assumptions.values(), *book.tiers.values()]
        assert set(book.sources) == {each.source for each in entries} - {""}, name


# --- Lines -------------------------------------------------------------------------------------------------


@cases
def test_units_agree_in_every_line(bound: BoundModel):
    assert units.check(bound) == []


@pytest.mark.parametrize(
    "line", [each for variants in REGISTRY.values() for each in variants], ids=lambda x: x.id
)
def test_a_line_says_what_it_is_in_one_sentence_and_two_languages(line):
    assert line.sentence.endswith(".")
    assert "\n" not in line.sentence
    assert ". " not in line.sentence
    assert not HANGUL.search(line.label)
    assert HANGUL.search(line.label_ko)
    assert re.fullmatch(r"[a-z][a-z0-9_]*", line.id)
    assert not reads_like_a_cell(line.id)


@pytest.mark.parametrize("line", RULES, ids=lambda line: f"{line.id}-{line.rule.__name__}")
def test_a_rule_asks_for_few_names_and_returns_once(line):
    tree = ast.parse(inspect.getsource(line.rule))
    assert sum(isinstance(node, ast.Return) for node in ast.walk(tree)) == 1
    assert len(line.parameters) <= 8


def test_almost_all_rules_ask_for_at_most_six_names():
    many = [line.id for line in RULES if len(line.parameters) > 6]
    assert len(many) <= 0.02 * len(RULES), many


@pytest.mark.parametrize("file", sorted(LINES.glob("*.py")), ids=lambda file: file.stem)
def test_no_number_but_0_and_1_and_no_branch_inside_the_rules(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    numbers = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)
               and isinstance(node.value, int | float) and not isinstance(node.value, bool)}  # fmt: skip
    assert numbers <= {0, 1}
    branches = (ast.If, ast.IfExp, ast.While, ast.Try, ast.Match)
    assert not [node for node in ast.walk(tree) if isinstance(node, branches)]


@pytest.mark.parametrize("file", sorted(LINES.glob("*.py")), ids=lambda file: file.stem)
def test_rules_import_the_language_only(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    plain = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    allowed = {"tco.language"} if file.stem != "__init__" else {"tco.lines"}
    assert modules <= allowed
    assert plain == []


@cases
def test_ids_never_look_like_cells_and_belong_to_one_thing(bound: BoundModel):
    for key in (*bound.inputs, *bound.model.instances):
        assert not any(reads_like_a_cell(part) for part in key.split(".")), key
    assert not set(bound.inputs) & set(bound.model.instances)


@pytest.mark.parametrize("name", ["fte4", "vat10", "a1", "xfd1", "r", "c"])
def test_what_a_spreadsheet_takes_for_a_cell_is_no_id(name):
    assert reads_like_a_cell(name)


@pytest.mark.parametrize("name", ["staff", "server", "year_2030", "abcd1"])
def test_what_a_spreadsheet_takes_for_a_name_is_an_id(name):
    assert not reads_like_a_cell(name)


# --- Files that are wrong ----------------------------------------------------------------------------------

ENTRY = """
[wage_growth_of_tests]
label = { en = "Test", ko = "시험" }
unit = "1"
low = 0.0
base = 0.1
high = 0.2
kind = "judgement"
as_of = 2026-01-01
note = { en = "n", ko = "n" }
"""
WRONG = {
    "an unknown key": (ENTRY + "colour = 3\n", "colour"),
    "no unit": (ENTRY.replace('unit = "1"\n', ""), "unit"),
    "no date": (ENTRY.replace("as_of = 2026-01-01\n", ""), "as_of"),
    "no label": (ENTRY.replace('label = { en = "Test", ko = "시험" }\n', ""), "label"),
    "a label in one language": (ENTRY.replace(', ko = "시험"', ""), "ko"),
    "no source": (ENTRY.replace('"judgement"', '"sourced"'), "source"),
    "a source that is not listed": (
        ENTRY.replace('"judgement"', '"sourced"') + 'source = "nowhere"\n',
        "nowhere",
    ),
    "a source dressed on a judgement": (ENTRY + 'source = "kosa_2025"\n', "must not carry a source"),
    "a base above the high": (ENTRY.replace("base = 0.1", "base = 0.3"), "base (0.3) is above high (0.2)"),
    "a base below the low": (ENTRY.replace("base = 0.1", "base = -0.3"), "low (0) is above base (-0.3)"),
    "no range": (ENTRY.replace("low = 0.0\n", ""), "low and high"),
    "a base outside its bounds": (ENTRY + "maximum = 0.05\n", "maximum (0.05)"),
    "a number in quotes": (ENTRY.replace("base = 0.1", 'base = "x"'), "base"),
    "true for a number": (ENTRY.replace("base = 0.1", "base = true"), "true or false"),
    "a name that is no id": (ENTRY.replace("[wage_growth_of_tests]", '["Wage-growth"]'), "Wage-growth"),
    "a value outside any table": ("loose = 3\n" + ENTRY, "loose"),
    "a name that is taken": (ENTRY.replace("wage_growth_of_tests", "wage_growth"), "already declared"),
    "broken TOML": (ENTRY + "[[", "TOML"),
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the assumption files."""
    shutil.copytree(data_folder(), tmp_path / "data")
    monkeypatch.setattr(packs, "data_folder", lambda: tmp_path / "data")
    return tmp_path / "data"


def uncached(load, name):
    return load.__wrapped__(name)


@pytest.mark.parametrize("wrong", WRONG)
def test_a_pack_is_refused_with(wrong, folder):
    text, message = WRONG[wrong]
    folder.joinpath("kr_2026", "zz_tests.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=re.escape(message)):
        uncached(load_pack, "kr_2026")


def test_all_problems_of_a_pack_are_named_at_once(folder):
    folder.joinpath("kr_2026", "zz_one.toml").write_text(WRONG["no unit"][0], encoding="utf-8")
    second = WRONG["no date"][0].replace("of_tests", "of_others")
    folder.joinpath("kr_2026", "zz_two.toml").write_text(second, encoding="utf-8")
    with pytest.raises(UserError) as error:
        uncached(load_pack, "kr_2026")
    assert "zz_one.toml" in str(error.value)
    assert "zz_two.toml" in str(error.value)


def test_a_pack_whose_files_are_right_loads(folder):
    folder.joinpath("kr_2026", "zz_tests.toml").write_text(ENTRY, encoding="utf-8")
    assert "wage_growth_of_tests" in uncached(load_pack, "kr_2026").assumptions


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('currency = "USD"', 'currency = "dollars"', "currency"),
        ("[processor_price]", "[processor_price]\ncolour = 3", "colour"),
        ("[tiers.outbound]", "[tiers.outbound]\ncolour = 3", "colour"),
        ('source = "skypilot_catalog"', 'source = "nowhere"', "nowhere"),
        ("{ from = 100.0,", "{ from = -100.0,", "from"),
    ],
)
def test_a_price_book_is_refused_with(old, new, message, folder):
    file = folder / "price_books" / "aws_seoul.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError, match=message):
        uncached(load_book, "aws_seoul")
