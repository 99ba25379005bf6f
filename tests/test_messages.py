"""Every message of the program has a Korean form, and is recognised with what it holds."""

import argparse
import ast
import errno
import inspect
import os
import re
import string
import tomllib._parser
from importlib.resources import files

import pytest
from messages_in_code import messages, shape, written
from messages_in_code import template as written_text
from pydantic_core._pydantic_core import list_all_errors

from tco.assumptions import validation_messages
from tco.case import Case
from tco.errors import Problems, nearest
from tco.intake.money import parse_money
from tco.intake.unreadable import Unreadable
from tco.intake.values import parse_number
from tco.messages import in_language, where_known
from tco.messages.catalogue import LONGEST, UNKNOWN, templates

FOLDER = files("tco.messages").joinpath("texts", "ko")
OUTER, FRAMES, LIBRARIES = "outer.toml", "frames.toml", "libraries.toml"
TEXTS = {
    file.name: tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.iterdir(), key=str)
}
OWN = {
    english for name, found in TEXTS.items() if name not in (OUTER, FRAMES, LIBRARIES) for english in found
}
HINT = nearest("bets", ["beds"])
LETTERS = re.compile(r"[A-Za-z]{3,}")


def places(template):
    return [(name, spec) for _, name, spec, _ in string.Formatter().parse(template) if name is not None]


def is_english(text):
    return text.startswith(UNKNOWN.partition("{")[0])


# --- The catalogue and the code ----------------------------------------------------------------------------


def test_every_message_of_the_code_has_a_korean_form():
    known = {shape(each.english) for each in templates()}
    assert {f"{where}: {text}" for text, where in messages().items() if shape(text) not in known} == set()


def test_no_korean_form_is_of_a_message_that_is_gone():
    assert {english for english in OWN if shape(english) not in written()} == set()


def test_a_message_has_one_korean_form():
    everything = [english for found in TEXTS.values() for english in found]
    assert len({shape(each) for each in everything}) == len(everything)


def test_korean_names_no_place_that_its_english_lacks():
    for template in templates():
        assert {name for name, _ in places(template.korean)} <= {name for name, _ in places(template.english)}


def test_places_are_told_apart_by_what_stands_between_them():
    assert [each.english for each in templates() if "" in each.fixed[1:-1]] == []


def unrecognised(english, korean):
    """What is wrong when a message is made from its template and read again."""
    kinds = dict(places(korean))
    values = {name: f"X{at}" for at, (name, _) in enumerate(places(english), 7)}
    values |= {name: HINT for name, kind in kinds.items() if kind in ("message", "hint", "entry")}
    said = where_known(english.format(**values), "ko")
    lost = {value for name, value in values.items() if name in kinds and value != HINT and value not in said}
    literal = {word for text, *_ in string.Formatter().parse(korean) for word in LETTERS.findall(text)}
    unread = set(LETTERS.findall(said)) - literal - {"beds"}
    hinted = HINT not in values.values() or "비슷한 이름: 'beds'" in said
    return lost | unread if hinted and said != english.format(**values) else {"the hint, or everything"}


def test_a_message_is_recognised_with_what_it_holds():
    own = {english: korean for found in TEXTS.values() for english, korean in found.items() if english in OWN}
    wrong = {english: unrecognised(english, korean) for english, korean in own.items()}
    assert {english: each for english, each in wrong.items() if each} == {}


# --- Libraries and the operating system --------------------------------------------------------------------


def texts_of(module):
    return [text for text in map(written_text, ast.walk(ast.parse(inspect.getsource(module)))) if text]


def library_texts():
    found = [each["message_template_python"] for each in list_all_errors()]
    sized = [each.replace("{field_type}", kind) for each in found for kind in ("Dictionary", "List", "Tuple")]
    printf = [re.sub(r"%(\(\w+\))?[sr]", "{x}", each) for each in texts_of(argparse)]
    system = [os.strerror(number) for number in errno.errorcode]
    return {shape(each) for each in [*found, *sized, *texts_of(tomllib._parser), *printf, *system]}


def test_what_libraries_say_is_what_they_say():
    ours = {  # with a hint of ours; a part; said by us instead
        "invalid choice: {value} (choose from {choices}){hint}", "more",
        "{value} is not a whole number; write digits only", "{value} is not a number; write it like 0.05",
    }  # fmt: skip
    real = library_texts()
    assert {each for each in TEXTS[LIBRARIES] if shape(each) not in real} == ours


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({}, "pack: 빠져 있습니다"),
        ({"pack": 5}, "pack: 글이어야 합니다(입력값: 5)"),
        ({"pack": "A b"}, "pack: '^[a-z][a-z0-9_]*$' 꼴이어야 합니다(입력값: 'A b')"),
        ({"scenario": "worst"},
         "scenario: 다음 가운데 하나여야 합니다: 'own', 'low', 'base', 'high'(입력값: 'worst')"),
        ({"custom_lines": 5}, "custom_lines: 목록이어야 합니다(입력값: 5)"),
        ({"hospital": 5}, "hospital: 표여야 합니다(입력값: 5)"),
        ({"alternatives": {}}, "alternatives: 1개 이상이어야 하는데 0개입니다"),
        ({"decision_date": "soon"}, "decision_date: 2027-01-31처럼 적은 날짜여야 합니다(입력값: 'soon')"),
        ({"uncertainty": {"draws": 1.5}}, "uncertainty.draws: 소수부가 없는 정수여야 합니다(입력값: 1.5)"),
        ({"uncertainty": {"draws": 100}},
         "uncertainty.draws: 2의 거듭제곱이어야 합니다. 예: 64, 128(입력값: 100)"),
        ({"hospital": {"beds": "500"}}, "hospital.beds: 따옴표 없는 숫자여야 합니다(입력값: '500')"),
        ({"surprise": 1}, "surprise: 알 수 없는 키입니다(입력값: 1)"),
    ],
)  # fmt: skip
def test_what_pydantic_finds_is_said_in_korean(document, said):
    with pytest.raises(ValueError) as error:  # noqa: PT011 (pydantic's own)
        Case.model_validate(document)
    assert said in [in_language(each, "ko") for each in validation_messages(error.value, "")]


@pytest.mark.parametrize(
    "text",
    ["a = ", "a = 1 2", "[a", "a b", "a = [1", "a = {x=1", 'a = "x', "a = 1\na = 2", "[a]\n[a]",
     "a = 2026-13-01"],
)  # fmt: skip
def test_what_is_wrong_in_a_toml_file_is_said_in_korean(text):
    with pytest.raises(tomllib.TOMLDecodeError) as error:
        tomllib.loads(text)
    said = in_language(f"case.toml is not a valid TOML file: {error.value}", "ko")
    assert LETTERS.findall(said.replace("case.toml", "").replace("TOML", "")) == []


# --- Recognition -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("english", "korean"),
    [
        ("'clud' is not an alternative; did you mean 'cloud'?; there are: stay, cloud",
         "'clud'는 대안이 아닙니다(비슷한 이름: 'cloud'). 있는 것: stay, cloud"),
        ("'x' is not an alternative to the baseline; there are: none",
         "'x'는 기준안과 비교할 대안이 아닙니다. 있는 것: 없음"),
        ("hospital.beds: -1 is below the minimum 0 (Beds in operation)",
         "hospital.beds: -1은 최솟값 0보다 작습니다(운영 병상 수)"),
        ("my plan.png is a picture; the table itself is needed, as .xlsx or csv",
         "my plan.png는 그림 파일입니다. 표 자체가 .xlsx나 csv로 필요합니다"),
        ("'03/04/21' is ambiguous: 2021-03-04 or 2021-04-03; write it as 2021-03-27, "
         "or say --date-order mdy|dmy",
         "'03/04/21'은 여러 날짜로 읽힐 수 있습니다(2021-03-04, 2021-04-03). 2021-03-27처럼 적으십시오. "
         "또는 --date-order mdy|dmy로 지정하십시오"),
        ("'vpn' has no value: give it under overrides, or add it to kr",
         "'vpn'의 값이 없습니다. overrides에 적거나 kr에 추가하십시오"),
        ("'vpn' for emr, pacs in alternative 'stay' has no value: give it under overrides, or add it to kr",
         "'vpn'(emr, pacs, 대안 'stay')의 값이 없습니다. overrides에 적거나 kr에 추가하십시오"),
        ("--set bedz: is neither an assumption nor a key of the case; did you mean 'beds'?",
         "--set bedz: 가정도 사례의 키도 아닙니다(비슷한 이름: 'beds')"),
    ],
)  # fmt: skip
def test_recognised(english, korean):
    assert in_language(english, "ko") == korean
    assert in_language(english, "en") == english


def test_a_list_of_problems_is_read_line_by_line():
    error = Problems("changes", ["--set x: must read KEY=VALUE", "something of a new kind"])
    assert in_language(str(error), "ko").split("\n") == [
        "변경: 문제 2건",
        "  - --set x: KEY=VALUE 꼴로 적으십시오",
        f"  - {UNKNOWN.format('something of a new kind')}",
    ]


def test_problems_inside_problems_are_read_too():
    inner = Problems("register.csv, row 3", ["is empty"])
    said = in_language(str(Problems("register", [str(inner)])), "ko")
    assert said.split("\n") == ["자산대장: 문제 1건", "  - register.csv 3행: 문제 1건", "  - 비어 있습니다"]


def test_what_is_not_recognised_is_shown_and_said_to_be_english():
    assert is_english(in_language("Nobody expected this.", "ko"))
    assert where_known("우리 병원 견적서", "ko") == "우리 병원 견적서"
    assert where_known("a quote of May", "ko") == "a quote of May"


@pytest.mark.parametrize(
    "text",
    ["a: " * 1000, "; ".join(["x is y"] * 400), "'" * 3000, "(found " * 400 + ")", " or ".join("a" * 900),
     "x " * 1900, "y" * (LONGEST + 1)],
    ids=lambda each: each[:8],
)  # fmt: skip
def test_no_text_is_too_strange(text):
    assert in_language(text, "ko").endswith(text)


@pytest.mark.parametrize(
    ("read", "cell"),
    [(parse_number, "abc"), (parse_number, ""), (parse_number, "#REF!"), (parse_number, True),
     (parse_number, "1e400"), (parse_money, "x"), (parse_money, "5억천"), (parse_money, "1.000.000"),
     (parse_money, "USD 5")],
)  # fmt: skip
def test_cells_are_refused_in_the_same_sense_in_both_languages(read, cell):
    with pytest.raises(Unreadable) as error:
        read(cell)
    assert not is_english(in_language(str(error.value), "ko"))
