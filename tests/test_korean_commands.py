"""With `--language ko` the command line answers and refuses in Korean, with the same exit codes."""

import re

import pytest

from tco.changes import load
from tco.claims import examine
from tco.cli import main
from tco.language import Category
from tco.results import run
from tco.sizing import figures

CASE = "kr-general-500"
KEYS = {  # of options, columns and case files
    "amount", "asset", "csv", "date", "dmy", "excluded", "file", "foo", "ignore", "included", "mdy", "month",
    "name", "offer", "price", "service", "tco", "title", "ymd",
}  # fmt: skip
LISTED = re.compile(
    r"(있는 것|청구할 것이 있는 대안|예시 사례|종류|가격표|고를 수 있는 것|예|빠진 것이 있습니다): .*"
)
NAMED = re.compile(r"'[^']*'|`[^`]*`|--[\w-]+|\S*[/@=.]\S*|<[^>]*>|\[[^\]]*\]")
WORD = re.compile(r"(?<![\w-])[a-z]{3,}(?![\w-])")
MISTAKES = [
    ["evalute", "x"],
    ["evaluate"],
    ["evaluate", "kr-general-50"],
    ["evaluate", "nofile.toml"],
    ["evaluate", CASE, "--bogus"],
    ["evaluate", CASE, "--set", "beds=abc", "--set", "bedz=5", "--set", "foo"],
    ["evaluate", CASE, "--set", "beds=-5", "--set", "income_tax_rate=3", "--set", "archive.moves=1"],
    ["evaluate", CASE, "--set", "baseline=none", "--set", "scenario=worst", "--set", "pack=kr"],
    ["explain", CASE, "totl_cost", "3"],
    ["explain", CASE, "purchases", "3"],
    ["explain", CASE, "total_cost", "30"],
    ["explain", CASE, "total_cost", "3", "--alternative", "clud"],
    ["explain", CASE, "total_cost", "3", "--depth", "deep"],
    ["simulate", CASE, "--draws", "100", "--alternative", "nope", "--target-error", "3", "--claim", "x"],
    ["simulate", CASE, "--draws", "0", "--scrambles", "65"],
    ["voi", CASE, "--draws", "0", "--seed", "-1"],
    ["switch", CASE, "nokey"],
    ["require", CASE, "foo>=1", "--vary", "bedz"],
    ["require", CASE, "foo"],
    ["drivers", CASE, "--heat", "a", "--draws", "3"],
    ["voi", CASE, "--cost", "x", "--cost", "beds=abc"],
    ["voi", CASE, "--seed", "-1", "--draws", "3"],
    ["claims", CASE, "--claim", "nope"],
    ["claims", CASE, "--add", "saving_pv_pct>=abc", "--add", "nope>=1"],
    ["fund", CASE, "--alternative", "nope"],
    ["size", CASE, "--overrule", "emr.machines", "--overrule", "nope"],
    ["size", CASE, "--overrule", "nope=3"],
    ["size", CASE, "--overrule", "servers.required=3"],
    ["calibrate", CASE],
    ["calibrate", CASE, "--spend", "nope=1", "--spend", "staff=abc"],
    ["calibrate", CASE, "nofile.xlsx"],
    ["calibrate", CASE, "--map", "amount=x"],
    ["quotes", CASE, "--add", "x", "--add", "v=price_per_bed=abc,foo=1"],
    ["quotes", CASE],
    ["register", "nofile.csv"],
    ["register", "--template", "x.pdf"],
    ["register"],
    ["bill", CASE, "cloud_aws", "nofile.csv"],
    ["bill", CASE, "cloud_aws", "x.csv", "--map", "x", "--include", "foo", "--exchange-rate", "USD=abc"],
    ["prices", "diff", "a", "b", CASE],
    ["prices", "import", "aws", "nofile", "--base", "naver_cloud", "--out", "o.toml"],
    ["prices", "import", "awz", "nofile", "--base", "naver_cloud", "--out", "o.toml"],
    ["prices", "import", "aws", "nofile", "--base", "naver_cloud", "--out", "-", "--json", "-"],
    ["prices", "use", "nope", CASE, "--save", "x.toml"],
]


def english_words(text, arguments=()):
    """Words of English prose; ids, options, files and what the user wrote are none."""
    bare = [NAMED.sub(" ", LISTED.sub("", line)) for line in text.splitlines()]
    return {word for line in bare for word in WORD.findall(line)} - set(
        re.findall(r"\w+", " ".join(arguments))
    )


@pytest.mark.parametrize("arguments", MISTAKES, ids=lambda each: " ".join(each)[:70])
def test_a_mistake_is_told_in_korean(arguments, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == main([*arguments, "--language", "ko"]) == 2
    said = capsys.readouterr().err.rpartition("tco: ")[2]
    assert re.search("[가-힣]", said)
    assert "영어로만" not in said
    assert english_words(said, arguments) <= {"condition", "csv"}


@pytest.mark.parametrize("language", [["--language", "ko"], ["--language=ko"]])
def test_the_language_is_known_even_where_the_rest_is_not(language, capsys):
    assert main(["evaluate", *language]) == 2
    assert capsys.readouterr().err.startswith("tco: 빠진 것이 있습니다: CASE")


@pytest.mark.parametrize("asked", [["--language", "ko"], ["--language=ko"]])
def test_the_language_may_stand_before_the_command(asked, capsys):
    assert main([*asked, "evaluate", CASE]) == 0
    before = capsys.readouterr().out
    assert main(["evaluate", CASE, "--language", "ko"]) == 0
    assert before == capsys.readouterr().out


def test_a_language_without_a_command_is_told_that_one_is_missing(capsys):
    assert main(["--language", "ko"]) == 2
    assert capsys.readouterr().err.startswith("tco: 빠진 것이 있습니다: COMMAND")


def test_the_last_language_counts(capsys):
    assert main(["evaluate", "nope", "--language", "ko", "--language", "en"]) == 2
    assert "is neither a preset nor a file" in capsys.readouterr().err


ANSWERS = [
    ["evaluate", CASE],
    ["explain", CASE, "present_value", "0", "--alternative", "cloud_aws", "--depth", "5"],
    ["size", CASE, "--overrule", "emr.machines=150", "--write", "out.toml"],
    ["response", CASE],
    ["fund", CASE],
    ["claims", CASE],
    ["quotes", CASE, "--add", "v=price_per_bed=90000,term=5,includes=archive+backup,book=naver_cloud"],
    ["calibrate", CASE, "--spend", "staff=610000000", "--spend", "facilities=1"],
    ["register", "--template", "form.csv"],
]


@pytest.fixture(scope="module")
def keys():
    """What commands take and files hold: ids of alternatives, categories, inputs and figures."""
    result = run(load(CASE))
    bound, claims = result.bound, examine(result).findings
    named = [*bound.alternatives, *bound.inputs, *map(str, Category)]
    named += [*(each.key for each in figures(bound)), *(each.id for each in claims)]
    return {part for key in named for part in key.split(".")}


@pytest.mark.parametrize("arguments", ANSWERS, ids=lambda each: " ".join(each)[:40])
def test_an_answer_is_korean(arguments, keys, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main([*arguments, "--language", "ko"]) == 0
    said = "".join(capsys.readouterr())
    assert re.search("[가-힣]", said)
    assert english_words(said, arguments) - keys == set()


def test_reasons_that_the_program_wrote_are_read_in_korean(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["size", CASE, "--overrule", "emr.machines=150", "--write", "own.toml"]) == 0
    capsys.readouterr()
    line = ["own.toml", "machines.emr", "0", "--language", "ko"]
    assert main(["explain", *line]) == 0
    said = capsys.readouterr().out
    assert "소요 산정: emr.machines 150" in said
    assert "instead of" not in said


def written(folder):
    """Files that a hospital may have, each with its mistakes."""
    files = {
        "register.csv": "자산명,분류,수량,취득일자,취득가액\n서버 A,서버,x,03/04/21,abc\n",
        "other.csv": "a,b\n1,2\n",
        "bill.csv": "월,서비스,금액\n2027-01,EC2,abc\n2027-13,EC2,5\n",
        "broken.toml": "title = 5\nx = \n",
        "case.toml": 'pack = "kr_2026"\nfoo = 1\n[hospital]\nbeds = "x"\n[alternatives.a1]\nterm = 3\n',
        "page.xls": "<html><body>",
        "empty.csv": "",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "picture.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n")


@pytest.mark.parametrize(
    "arguments",
    [
        [
            "register",
            "register.csv",
            "--class",
            "서버=svr",
            "--vat",
            "x",
            "--date-order",
            "x",
            "--map",
            "foo=bar",
        ],
        ["register", "register.csv", "--case", CASE, "--write", "out.toml"],
        ["register", "other.csv"],
        ["register", "page.xls"],
        ["register", "picture.xlsx"],
        ["register", "."],
        ["bill", CASE, "cloud_aws", "bill.csv", "--first-month", "2027-01"],
        ["bill", CASE, "stay", "bill.csv"],
        ["bill", CASE, "cloud_aws", "empty.csv", "other.csv"],
        ["evaluate", "broken.toml"],
        ["evaluate", "case.toml"],
        ["calibrate", CASE, "other.csv"],
        ["prices", "import", "aws", "other.csv", "--base", "aws_seoul", "--out", "o.toml"],
        ["evaluate", CASE, "--json", "/nowhere/x.json"],
    ],
    ids=lambda each: " ".join(each)[:70],
)
def test_a_file_is_refused_in_korean(arguments, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written(tmp_path)
    assert main([*arguments, "--language", "ko"]) == 2
    said = capsys.readouterr().err
    assert "영어로만" not in said
    assert english_words(said, arguments) <= KEYS
