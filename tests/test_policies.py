"""Every line says its policy in both languages, and units and kinds are words of the reader's language."""

import re
import tomllib
from importlib.resources import files

import pytest
from small_cases import of_archive, result

import tco.lines  # noqa: F401  (registers every line)
from tco.assumptions import book_ids, load_book, load_pack, pack_ids
from tco.changes import load
from tco.explain import explain
from tco.explain_text import as_text
from tco.labels import IN_THE_BOOKS_CURRENCY, KINDS, sentence_of, unit_in
from tco.language.line import REGISTRY, Line
from tco.results import run

LINES = [each for rules in REGISTRY.values() for each in rules if each.module.startswith("tco.lines.")]
SYMBOLS = {
    "VM",
    "vCPU",
    "GB",
    "TB",
    "MB",
    "Mbit",
    "Mbps",
    "kW",
    "kWh",
    "kgCO2e",
    "km",
    "ms",
    "us",
    "s",
    "W",
    "USD",
    "GBP",
}


def test_every_rule_has_a_korean_sentence():
    said = {".".join([each.id, *each.only.values()]): sentence_of(each, "ko") for each in LINES}
    assert {
        key
        for key, sentence in said.items()
        if not re.fullmatch(r"([^.]|\d\.\d)+니다\.( ([^.]|\d\.\d)+니다\.)*", sentence)
    } == set()
    assert {key for key, sentence in said.items() if re.search(r"[a-z]", sentence)} == set()
    assert all(sentence_of(each, "en") == each.sentence for each in LINES)


def test_no_korean_sentence_is_left_over():
    folder = files("tco.lines").joinpath("texts", "ko")
    written = {
        (file.name.removesuffix(".toml"), key)
        for file in folder.iterdir()
        for key in tomllib.loads(file.read_text(encoding="utf-8"))
    }
    assert written == {
        (each.module.rpartition(".")[2], ".".join([each.id, *each.only.values()])) for each in LINES
    }


def test_a_line_that_does_not_ship_keeps_its_own_sentence():
    own = Line("x", "X", "엑스", "1", "A policy.", module="elsewhere")
    assert sentence_of(own, "ko") == "A policy."


def test_every_unit_is_read_in_korean():
    packs = [each for name in pack_ids() for each in load_pack(name).assumptions.values()]
    books = [each for name in book_ids() for each in load_book(name).assumptions.values()]
    units = {each.unit for each in [*LINES, *packs, *books]}
    for unit in units:
        said = unit_in("ko", unit, "KRW")
        assert set(re.findall(r"[A-Za-z][A-Za-z0-9]*", said)) <= SYMBOLS, unit
        assert unit_in("en", unit, "KRW") == unit


@pytest.mark.parametrize(
    ("unit", "currency", "said"),
    [("money/bed/year", "KRW", "원/병상/년"), ("money/vCPU/month", "USD", "달러/vCPU/월"),
     ("month", "", "개월"), ("1", "KRW", ""), ("money", "GBP", "파운드"), ("Mbit/s", "KRW", "Mbps")],
)  # fmt: skip
def test_units(unit, currency, said):
    assert unit_in("ko", unit, currency) == said


def test_an_explanation_in_korean_holds_no_english_sentence():
    evaluated = run(load("kr-general-500"))
    ids = {*evaluated.bound.inputs, *evaluated.alternatives}
    for line in ("present_value", "staff_today_total"):
        for text in as_text(explain(evaluated, line, "cloud_aws", 3, language="ko"), language="ko"):
            assert not any(each.sentence in text for each in LINES)
            assert (
                not {each.replace("_", " ") for each in KINDS} & set(re.findall(r"; ([a-z ]+);", text)) - ids
            )


def test_money_of_a_price_book_is_in_its_currency():
    away = {"title": {"en": "A", "ko": "가"}, "price_book": "aws_seoul", "moves": ["archive"]}
    evaluated = result(of_archive(alternatives={"away": away}))
    for line in IN_THE_BOOKS_CURRENCY:
        if line in evaluated.bound.model.instances:
            assert explain(evaluated, line, "away", 3).currency == "USD"
    bill = explain(evaluated, "cloud_bill", "away", 3)
    assert bill.currency == "KRW"
    assert {line for line in IN_THE_BOOKS_CURRENCY} <= set(REGISTRY)
