"""One thing has one name in every text that a reader sees, and particles fit whatever stands before them."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from exports.words import Words as WorkbookWords
from tco.amounts import between
from tco.changes import load
from tco.labels import unit_in
from tco.results import run
from tco.ui.claims_own import unit_text as claimed_unit
from tco.ui.unit_text import unit_text
from tco.ui.words import Words as PageWords
from tco.wording import KOREAN_PER, Speech, Words, particle

ROOT = Path(__file__).parents[1]
HANGUL = re.compile(r"[가-힣]")
#: By the name that is used: other names of the same thing.
GLOSSARY = {
    "모형": r"모델(?!명)",
    "가상머신": r"(?<!가상)머신|\bVM\b",
    "엑셀 파일": r"워크북|통합 ?문서",
    "총비용": r"현금 합계|총액",
    "대안": r"비교안|비교 대안",
    "기준안": r"기준 대안|원안",
    "운영예산": r"경상예산",
    "운영비": r"운영비용",
    "간접비": r"간접비·|상승률, 비율",
    "업무": r"워크로드",
    "추가 항목": r"사용자 항목",
    "버전": r"다른 판|지금 판",
    "현재가치": r"현재 가치|현가",
    "내용연수": r"내용 연수",
    "교체주기": r"교체 주기",
    "이중운영": r"이중 운영|병행 ?운영|병행 기간",
    "잔존가액": r"잔존 가액|잔존가치|잔여가치",
    "장부가액": r"장부 가액|장부가치",
    "회선 이중화": r"이중 회선|이중화 회선",
    "부가세 불공제": r"비공제",
    "근거 입력값": r"기대는",
    "우려": r"걱정",
    "자동": r"알아서",
    "정규 지원": r"통상 지원",
}
ENGLISH = {
    "total cost": r"\b[Tt]otal cash\b",
    "own equipment": r"\b[Ll]egacy\b",
    "inside the hospital": r"\bin the house\b",
    "’": r"(?<=\w)'(?=\w)",
}
#: Words that files of others are read by, which are theirs.
READ = {"recognition.py", "rows.py", "cells.py", "accounts.py", "columns.py"}


def flat(table, before=""):
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{before}{key}.")
        elif isinstance(value, str):
            yield before + key, value


def of_files(pattern):
    """Texts of the files, by file and key."""
    return {
        (file.relative_to(ROOT).as_posix(), key): text
        for file in sorted(ROOT.glob(pattern))
        for key, text in flat(tomllib.loads(file.read_text(encoding="utf-8")))
    }


def in_code():
    """Korean that stands in the code, by file and line."""
    files = [each for folder in ("tco", "exports") for each in (ROOT / folder).rglob("*.py")]
    return {
        (file.relative_to(ROOT).as_posix(), node.lineno): node.value
        for file in sorted(files)
        if file.name not in READ
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and HANGUL.search(node.value)
    }


APP = of_files("tco/ui/texts/ko/*.toml")
MESSAGES = of_files("tco/messages/texts/ko/*.toml")
OTHERS = {**of_files("tco/texts/*.ko.toml"), **of_files("tco/claims/texts/ko.toml")}
SAID = {
    **APP, **MESSAGES, **OTHERS, **in_code(), **of_files("tco/lines/texts/ko/*.toml"),
    **of_files("assumptions/*_20*/*.toml"), **of_files("assumptions/common/*.toml"),
    **of_files("assumptions/claims/*.toml"), **of_files("assumptions/presets/*.toml"),
    **of_files("assumptions/price_books/*.toml"), **of_files("assumptions/*.toml"),
    **of_files("tco/*/texts/*.ko.toml"),
}  # fmt: skip


@pytest.mark.parametrize("name", GLOSSARY)
def test_a_thing_has_one_name_in_korean(name):
    refused = re.compile(GLOSSARY[name])
    assert {where: text for where, text in SAID.items() if refused.search(text)} == {}


@pytest.mark.parametrize("name", ENGLISH)
def test_a_thing_has_one_name_in_english(name):
    texts = {**of_files("tco/ui/texts/en/*.toml"), **of_files("tco/texts/*.en.toml")}
    assert {where: text for where, text in texts.items() if re.search(ENGLISH[name], text)} == {}


ENDS = r"(?:\d|\{[\w:]*\}|[조억만천원년월%%])\s?%s\s?[−-]?(?:\d|\{)"
#: Numbers of parts of standards, which are no ranges.
NO_RANGE = re.compile(r"https?://\S+|5\.3-\d+")


def ranges(texts, dash):
    """Texts in which this stands between the ends of a range."""
    joined = re.compile(ENDS % dash)
    return {where: text for where, text in texts.items() if joined.search(NO_RANGE.sub(" ", text))}


def test_the_ends_of_a_range_are_joined_in_one_way():
    korean = {where: text for where, text in SAID.items() if HANGUL.search(text)}
    english = {**of_files("tco/ui/texts/en/*.toml"), **of_files("tco/*/texts/*.en.toml")}
    english |= {
        (file, key): text
        for pattern in (
            "assumptions/*_20*/*.toml",
            "assumptions/claims/*.toml",
            "assumptions/price_books/*.toml",
        )
        for (file, key), text in of_files(pattern).items()
        if key.endswith(".en")
    }
    assert ranges(korean, r"(?:[–—∼～]|\.\.)") == {}
    assert ranges(english, r"(?:[~∼～]|\.\.)") == {}
    assert [between("3", "5", language) for language in ("ko", "en")] == ["3~5", "3–5"]


@pytest.mark.parametrize("text", ["3–5년", "3억 – 5억", "{low}–{high}", "−3 – −1"])
def test_a_dash_is_found_between_the_ends_of_a_range(text):
    assert ranges({"": text}, "–")


@pytest.fixture(scope="module")
def result():
    return run(load("kr-hospital-150"))


@pytest.mark.parametrize("unit", sorted(each for each in KOREAN_PER if "/" not in each))
def test_a_unit_has_one_name_in_korean(unit, result):
    asked = f"money/{unit}"
    said = {
        Words({}, "ko", "KRW").figure(2.0, asked),
        unit_text(asked, "KRW", PageWords("ko")),
        claimed_unit(asked, result, PageWords("ko")),
        WorkbookWords(result, "ko").unit(asked),
        unit_in("ko", asked, "KRW"),
    }
    assert {each.partition("/")[2] for each in said} == {KOREAN_PER[unit]}


# --- Particles ---------------------------------------------------------------------------------------------

#: Ending with a consonant, with ㄹ, with a vowel, with digits and Latin letters that are read either way.
NAMES = ("병상", "서울", "서버", "안 3", "안 2", "자체 AWS", "my plan", "비용(원)", "전체 이전(정가)")
PAIRS = (
    ("은", "는"),
    ("이", "가"),
    ("을", "를"),
    ("과", "와"),
    ("으로", "로"),
    ("이라는", "라는"),
    ("이나", "나"),
)
WRITTEN = re.compile(
    r"⟦[^⟧]*⟧[’”)\]'`*]*(?P<said>{})(?=[\s,.;:]|$)".format(
        "|".join(sorted((each for pair in PAIRS for each in pair), key=len, reverse=True))
    )
)


class Marked(Speech):
    """Writes the same name into every place, and marks where it stands."""

    def __init__(self, name):
        self.name = name

    def get_field(self, field_name, args, kwargs):
        return self.name, field_name

    def convert_field(self, value, conversion):
        return value

    def format_field(self, value, format_spec):
        if "/" in format_spec:
            return super().format_field(value, format_spec)
        return f"⟦{value}⟧"


def wrong_particles(text):
    """Particles that do not fit the name before them, as the text would be read."""
    found = set()
    for name in NAMES:
        said = Marked(name).vformat(text, (), {})
        for each in WRITTEN.finditer(said):
            pair = next(pair for pair in PAIRS if each["said"] in pair)
            before = said[: each.start("said")].replace("⟦", "").replace("⟧", "").rstrip("`")
            if particle(before, *pair) != each["said"]:
                found.add(said[max(0, each.start() - 20) : each.end()])
    return found


def without_known_endings(text):
    """What is wanted of a price list is one of three, all of which end with a consonant."""
    return re.sub(r"\{(what|wanted):message\}(?=이 아[니닙])", "응답", text)


@pytest.mark.parametrize("texts", [APP, MESSAGES, OTHERS], ids=["app", "messages", "others"])
def test_particles_fit_whatever_stands_before_them(texts):
    wrong = {where: wrong_particles(without_known_endings(text)) for where, text in texts.items()}
    assert {where: found for where, found in wrong.items() if found} == {}


def test_a_wrong_particle_is_found():
    assert wrong_particles("‘{name}’는 없습니다")
    assert wrong_particles("{name}을 엽니다")
    assert wrong_particles("{name}라는 행")
    assert not wrong_particles(
        "{name:을/를} 엽니다. ‘{name}’{name:~은/는} 없습니다. {name}의 값, 값({name})은"
    )
