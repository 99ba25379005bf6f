"""Files are read cell by cell as a spreadsheet shows them, in every usual encoding."""

import datetime
import io
import shutil
import subprocess

import pytest
from files import HEADER, ROW, csv_text, patched, saved, sheet, workbook
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from exports.reading import read_table
from tco.errors import UserError

TEXT = csv_text(("자산명", "수량", "취득가액"), ("서버", 2, '"1,234천원"'), ("백업\u200b", 1, "3.2억"))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp949", "euc-kr", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_a_csv_is_read_in_every_usual_encoding(encoding):
    text = TEXT.replace("\u200b", "")
    table = read_table(text.encode(encoding), "자산.csv")
    assert table.rows == (("자산명", "수량", "취득가액"), ("서버", "2", "1,234천원"), ("백업", "1", "3.2억"))
    assert table.origin == "자산.csv"


def test_the_encoding_is_said():
    assert read_table(TEXT.replace("\u200b", "").encode("cp949")).notes == ("CP949, separated by ,",)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_csv_is_read_with_every_usual_separator(separator):
    rows = (("자산명", "수량", "취득가액"), ("서버", "2", '"1,234;5"'), ("UPS", "1", "77"))
    table = read_table(csv_text(*rows, separator=separator).encode())
    assert table.rows == (("자산명", "수량", "취득가액"), ("서버", "2", "1,234;5"), ("UPS", "1", "77"))


def test_excel_s_own_line_about_the_separator_is_not_a_row():
    assert read_table(b"sep=;\na;b\n1;2\n").rows == (("a", "b"), ("1", "2"))


def test_a_quoted_line_break_stays_in_its_cell_and_rows_keep_their_numbers():
    table = read_table('이름,금액\n"서버\n(본관)",1\n,\nUPS,2\n'.encode())
    assert list(table.numbered()) == [
        (1, ("이름", "금액")),
        (2, ("서버\n(본관)", "1")),
        (3, ()),
        (4, ("UPS", "2")),
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'a,b\n"x,1\n', "row 2: a quotation mark is opened and never closed"),
        (b'a,b\n"19" rack",1\n', "row 2: a quotation mark stands inside"),
        (b"\xff\xfea", "broken at byte"),
        (b"a,b\x81\n", "neither UTF-8"),
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"a\x00\x01\x02\x00\x00b", "neither a text nor a workbook"),
        (b"a," * 1500 + b"\n", "1,501 columns"),
    ],
)
def test_a_broken_csv_is_refused_with_its_place(content, words):
    content = content if b"a,a" not in content else content.rstrip() + b"z\n"
    with pytest.raises(UserError, match=words):
        read_table(content)


def test_cells_of_a_workbook_keep_their_types():
    day = datetime.datetime(2021, 3, 27)
    table = read_table(workbook(HEADER, ("서버", None, 2, day, 1.5), (), (True, "=1+1", "#N/A", 0, "")))
    assert table.rows == (HEADER, ("서버", None, 2, day, 1.5), (), (True, "=1+1", "#N/A", 0))
    assert table.sheet == "Sheet"


@pytest.mark.parametrize(
    "code", ["yyyy-mm-dd", 'yyyy"년" m"월" d"일"', "[$-412]yyyy/mm/dd", "m/d/yy", "dd-mmm-yyyy"]
)
def test_numbers_shown_as_dates_are_dates(code):
    book = Workbook()
    book.active.append([44282, 44282])
    book.active["A1"].number_format = code
    book.active["B1"].number_format = '#,##0"원";[Red]-#,##0_);General'
    assert read_table(saved(book)).rows == ((datetime.datetime(2021, 3, 27), 44282),)


@pytest.mark.parametrize(
    ("number", "shown"), [(14, True), (31, True), (57, True), (0, False), (20, False), (49, False)]
)
def test_formats_that_every_korean_excel_has_show_dates(number, shown):
    styles = f'<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs></styleSheet>'
    content = patched({"xl/styles.xml": styles}, sheet('<row r="2"><c s="1"><v>44282</v></c></row>'))
    assert read_table(content).rows[1] == (datetime.datetime(2021, 3, 27) if shown else 44282,)


def test_dates_of_a_1904_workbook():
    book = Workbook()
    book.epoch = datetime.datetime(1904, 1, 1)
    book.active.append([datetime.datetime(2021, 3, 27), 42820])
    table = read_table(saved(book))
    assert table.rows == ((datetime.datetime(2021, 3, 27), 42820),)
    assert table.date_1904
    assert "1904" in table.notes[0]


def test_the_first_visible_sheet_with_a_header_is_read_and_the_others_are_named():
    book = Workbook()
    book.active.title = "표지"
    book.active["B2"] = "자산대장"
    for name in ("숨김", "자산"):
        book.create_sheet(name).append(HEADER)
    book["숨김"].sheet_state = "hidden"
    table = read_table(saved(book))
    assert table.sheet == "자산"
    assert table.other_sheets == ("표지", "숨김")


def test_a_sheet_can_be_named():
    content = workbook(a=[("x", "y")], b=[("z", "w")])
    assert read_table(content, sheet="B").rows == (("z", "w"),)
    with pytest.raises(UserError, match="no sheet 'c'; there are: a, b"):
        read_table(content, sheet="c")
    with pytest.raises(UserError, match="has no sheets"):
        read_table(b"a,b\n", sheet="a")


def test_merged_titles_stand_in_their_first_cell():
    book = Workbook()
    book.active["A1"] = "○○병원 자산대장"
    book.active.merge_cells("A1:E1")
    book.active.append(HEADER)
    assert read_table(saved(book)).rows == (("○○병원 자산대장",), HEADER)


def test_a_formula_with_a_stored_result_is_its_result():
    number, text = "<c><f>1+1</f><v>2</v></c>", '<c t="str"><f>"x"</f><v>x</v></c>'
    assert read_table(sheet(f"<row>{number}{text}<c><f>A2</f></c></row>")).rows[1] == (2, "x", "=A2")


def test_rich_texts_are_one_text_without_their_reading_aid():
    parts = '<r><t>서</t></r><r><t>버</t></r><rPh sb="0" eb="1"><t>X</t></rPh>'
    assert read_table(sheet(f'<row><c t="inlineStr"><is>{parts}</is></c></row>')).rows[1] == ("서버",)


def test_rows_and_cells_without_addresses_follow_each_other():
    assert read_table(sheet("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")).rows[
        1:
    ] == ((1, 2), (3,))


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(-1e9, 1e9, allow_nan=False),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=12).filter(
        lambda text: (
            not text.startswith("=")
            and text.strip()
            and "_x" not in text
            and "\ufffe" not in text
            and "\uffff" not in text
        )
    ),
    st.datetimes(datetime.datetime(1950, 1, 1), datetime.datetime(2090, 1, 1)).map(
        lambda day: day.replace(microsecond=0)
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CELLS, max_size=5), max_size=5))
def test_a_workbook_is_read_as_openpyxl_reads_it(rows):
    content = workbook(("one", "two"), *rows)
    book = load_workbook(io.BytesIO(content), data_only=True)
    expected = [_trimmed(row) for row in book.active.iter_rows(values_only=True)]
    while expected and not expected[-1]:
        expected.pop()
    assert [_trimmed(row) for row in read_table(content).rows] == expected


def _trimmed(row):
    cells = list(row)
    while cells and cells[-1] is None:
        cells.pop()
    return cells


@pytest.mark.spreadsheet
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_workbook_written_by_libreoffice_is_read_alike(tmp_path):
    source = tmp_path / "register.xlsx"
    day = datetime.datetime(2021, 3, 27)
    source.write_bytes(
        workbook(HEADER, ('서버 <1> & "2"', "전산장비", 2, day, 1234567), ("합계", None, "=SUM(C2:C2)"))
    )
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(tmp_path / "out"),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    table = read_table(tmp_path / "out" / "register.xlsx")
    assert table.rows == (HEADER, ('서버 <1> & "2"', "전산장비", 2, day, 1234567), ("합계", None, 2))


def test_a_file_by_path_has_its_own_name(tmp_path):
    path = tmp_path / "자산 대장.csv"
    path.write_text("a,b\n1,2\n")
    assert read_table(str(path)).origin == "자산 대장.csv"
    assert read_table(path, "upload.csv").origin == "upload.csv"


def test_the_parts_that_a_workbook_needs_are_named_when_they_are_missing():
    content = patched({"_rels/.rels": "<Relationships/>", "xl/_rels/workbook.xml.rels": "<Relationships/>"})
    with pytest.raises(UserError, match="not a workbook with sheets of cells"):
        read_table(content)


def test_rows_of_the_sample_are_the_same_in_both_kinds_of_file():
    texts = tuple(str(each) for each in ROW)
    quoted = tuple(f'"{each}"' for each in texts)
    assert read_table(workbook(HEADER, texts)).rows == read_table(csv_text(HEADER, quoted).encode()).rows
