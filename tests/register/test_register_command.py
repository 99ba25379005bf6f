"""The command of registers, its template, and what is refused."""

import csv
import io
import json
import shutil
import subprocess
import tomllib

import pytest
from openpyxl import Workbook
from registers import DECISION, EXPLAINED, HEADER, ROWS, table

from exports.reading import read_table
from exports.register_template import template_csv, template_xlsx
from tco.case import parse_text, presets
from tco.cli import main
from tco.errors import Problems
from tco.intake import Table
from tco.register import Choices, is_register, read_register


def test_choices_that_cannot_be_meant_are_refused_together(bound):
    with pytest.raises(Problems) as caught:
        read_register(
            table(*ROWS), bound, Choices({"price": "없는 열"}, {"기타": "server"}, None, "dym", "yes")
        )
    assert len(caught.value.problems) == 4
    assert "did you mean 'servers'" in str(caught.value)
    unread = Choices(
        {"price": "없는 열"}, {}, vat="yes", unread=("--decision-date 2026-13-01: must be a day",)
    )
    with pytest.raises(Problems) as caught:
        read_register(table(*ROWS), bound, unread)
    assert len(caught.value.problems) == 3
    with pytest.raises(Problems, match="no row has this class or name"):
        read_register(table(*ROWS), bound, Choices({}, {"없음": "servers"}))


def test_a_case_that_cannot_hold_the_register_still_shows_it(tmp_path, capsys):
    path = tmp_path / "register.csv"
    path.write_text("자산명,취득일자,취득가액,소비전력(kW)\n서버,2024-01-01,100,90000\n")
    assert main(["register", str(path)]) == 0
    out = capsys.readouterr().out
    assert "servers.power_draw" in out
    assert "is above the maximum" in out
    assert main(["register", str(path), "--case", "kr-general-500", "--write", str(tmp_path / "x.toml")]) == 2
    assert not (tmp_path / "x.toml").exists()


@pytest.mark.parametrize("make", [template_xlsx, template_csv])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_template_is_read_and_its_examples_are_left_out(make, language, bound):
    empty = read_register(read_table(make(language), fits=is_register), bound)
    assert set(empty.matched.columns) == {
        "asset",
        "class",
        "count",
        "date",
        "price",
        "life",
        "power",
        "capacity",
        "status",
    }
    assert not empty.matched.unused
    assert {each.why for each in empty.explained} == {"example"}
    assert empty.tax_from == "header"
    assert empty.reconciles


def test_the_template_s_examples_would_be_used_if_they_were_not_marked(bound):
    rows = [
        [cell.removeprefix("[예시] ") for cell in row]
        for row in csv.reader(io.StringIO(template_csv("ko").decode("utf-8-sig")))
    ]
    read = read_register(Table("t", tuple(map(tuple, rows))), bound)
    assert {name: each.units for name, each in read.fleets.items()} == {
        "servers": {-2: 10},
        "fast_storage": {-3: 100},
        "network": {-4: 2.0},
    }


def written(folder, name="register.xlsx"):
    book = Workbook()
    book.active.title = "표지"
    page = book.create_sheet("전산자산")
    for row in (HEADER, *ROWS, *EXPLAINED):
        page.append(row)
    path = folder / name
    book.save(path)
    return path


def test_the_command_shows_and_does_not_write(tmp_path, capsys):
    path = written(tmp_path)
    assert main(["register", str(path), "--json", str(tmp_path / "out.json")]) == 0
    text = capsys.readouterr().out
    assert "not read: 표지" in text
    assert "EMR 시스템: no known kind of equipment" in text
    found = json.loads((tmp_path / "out.json").read_text())
    assert found["reconciliation"]["reconciles"]
    assert found["sheet"] == "전산자산"
    assert len(found["used"]) + len(found["explained"]) == found["reconciliation"]["file"]["rows"]
    assert found["fleets"]["servers"]["units"] == {"-5": 4.0, "-2": 15.0}
    assert found["case"]["fleets"]["servers"]["vintages"] == {"-5": 4.0, "-2": 15.0}
    assert {each.name for each in tmp_path.iterdir()} == {"register.xlsx", "out.json"}


def test_the_command_writes_the_case_that_it_shows(tmp_path, capsys):
    target = tmp_path / "case.toml"
    arguments = [
        "register",
        str(written(tmp_path)),
        "--case",
        "kr-general-500",
        "--write",
        str(target),
        "--language",
        "ko",
        "--decision-date",
        "2026-12-31",
        "--class",
        "기타=ignore",
        "--map",
        "life=내용연수",
    ]
    assert main(arguments) == 0
    assert "장부가액" in capsys.readouterr().out
    case = parse_text(target.read_text())
    assert case.decision_date == DECISION
    assert case.fleets["archive_storage"].vintages == {-4: 150}
    assert set(tomllib.loads(target.read_text())["fleets"]) == {
        "servers",
        "fast_storage",
        "archive_storage",
        "network",
        "plant",
    }
    assert case.alternatives.keys() == presets()["kr-general-500"]["alternatives"].keys()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "name the register's file"),
        (["FILE", "--write", "x.toml"], "--write needs --case"),
        (["FILE", "--map", "price", "--class", "x", "--decision-date", "soon"], "3 problems"),
        (["FILE", "--sheet", "없음"], "there are: 표지, 전산자산"),
        (["FILE", "--sheet", "표지"], "no column for 'asset'"),
        (["no.xlsx"], "does not exist"),
        (["--template", "x.pdf"], "must end in .xlsx or .csv"),
    ],
)
def test_the_command_refuses_with_one_message(arguments, words, tmp_path, capsys):
    path = str(written(tmp_path))
    assert main(["register", *(path if each == "FILE" else each for each in arguments)]) == 2
    assert words in capsys.readouterr().err


def test_the_command_writes_the_template(tmp_path):
    for name in ("a.xlsx", "a.csv"):
        assert main(["register", "--template", str(tmp_path / name), "--language", "ko"]) == 0
        assert is_register(read_table(tmp_path / name))


@pytest.mark.spreadsheet
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xlsx:Calc MS Excel 2007 XML", "csv:Text - txt - csv (StarCalc):44,34,76"])
def test_a_register_that_went_through_libreoffice_says_the_same(tmp_path, bound, kind):
    book = Workbook()
    for row in (HEADER, *ROWS[:3]):
        book.active.append(row)
    book.save(tmp_path / "register.xlsx")
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(tmp_path / "out"),
            str(tmp_path / "register.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    made = next((tmp_path / "out").iterdir())
    read = read_register(read_table(made, fits=is_register), bound)
    assert read.fleets["servers"].units == {-5: 4, -2: 15}
    assert read.fleets["servers"].prices == {-5: 30e6, -2: 20e6}
