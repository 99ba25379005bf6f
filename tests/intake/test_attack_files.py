"""Files that would cost time or memory are handled or refused by name; memory is measured, not guessed."""

import contextlib
import datetime
import io
import tracemalloc
import zipfile

import pytest
from files import BEGIN, END, SHEET, header_xml, patched, sheet, workbook
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.reading import LIMIT, read_table
from tco.errors import UserError

MEGABYTE = 1_000_000
MANY = 100_000
DOCTYPE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'


WHOLE = workbook(("자산명", "취득일자"), ("서버", datetime.date(2021, 3, 27)))
PARTS = ["", *(name for name in zipfile.ZipFile(io.BytesIO(WHOLE)).namelist() if "docProps" not in name)]
SMALL = 200_000  # every bound follows the limit, so that small files try them


def refusal(content, limit=LIMIT):
    """The message that refuses a file."""
    with pytest.raises(UserError) as caught:
        read_table(content, "file.xlsx", limit=limit)
    return str(caught.value)


def zipped(**members):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in members.items():
            out.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return content.getvalue()


def test_a_large_file_is_refused_from_its_size_unread(tmp_path, monkeypatch):
    path = tmp_path / "huge.xlsx"
    with path.open("wb") as file:
        file.truncate(200 * MEGABYTE)
    monkeypatch.setattr("pathlib.Path.open", lambda *_: pytest.fail("the file was opened"))
    with pytest.raises(UserError, match=r"huge\.xlsx has 200\.0 MB, more than the 5 MB"):
        read_table(path)


def test_a_large_upload_is_refused_and_the_limit_can_be_raised():
    content = b"a,b\n" + b"1,2\n" * 1_300_000
    assert "5.2 MB, more than the 5 MB" in refusal(content)
    assert len(read_table(b"a,b\n" + b"1,2\n" * 1000, limit=50_000).rows) == 1001


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "(.xls)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1HWP Document File", ".hwp"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"<html><table>", "web page"),
        (b"\xef\xbb\xbf<!DOCTYPE html>", "web page"),
        (b"<?xml version='1.0'?>", "XML file"),
        (zipped(Index__Document_dot_iwa="x"), "Numbers"),
        (zipped(xl__workbook_dot_bin="x"), ".xlsb"),
        (zipped(word__document_dot_xml="x"), "Word"),
        (zipped(mimetype="application/vnd.oasis.opendocument"), ".ods"),
        (zipped(mimetype="application/hwp+zip"), ".hwpx"),
        (zipped(a="x"), "zip archive"),
        (b"PK\x03\x04broken", "broken"),
    ],
)
def test_other_kinds_of_files_are_named_with_what_to_do(content, words):
    message = refusal(content)
    assert words in message
    assert message.startswith("file.xlsx ")


@pytest.mark.parametrize(
    "blank",
    [
        '<row r="{0}" spans="1:5" ht="15"/>',
        '<row r="{0}"><c r="A{0}" s="1"/><c r="B{0}" s="1"/></row>',
        '<row r="{0}"></row>',
    ],
)
def test_blank_rows_cost_nothing(blank):
    body = '<row r="2"><c r="A2"><v>1</v></c></row>' + "".join(blank.format(row) for row in range(3, MANY))
    table = read_table(sheet(body + f'<row r="{MANY}"><c r="A{MANY}"><v>2</v></c></row>'))
    assert len(table.rows) == MANY
    assert table.rows[1] == (1,)
    assert table.rows[-1] == (2,)
    assert not any(table.rows[2:-1])


def test_a_text_with_the_look_of_a_blank_cell_is_kept():
    body = '<row r="2"><c r="A2" t="inlineStr"><is><t>&lt;c r="A1"/&gt;</t></is></c></row>'
    assert read_table(sheet(body)).rows[1] == ('<c r="A1"/>',)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "cell XFD1048576 is filled"),
        (
            "".join(f'<row r="{row}"><c r="ALK{row}"><v>1</v></c></row>' for row in range(2, 20)),
            "filled cells",
        ),
        ("<a>" * 200, "nested more than 100 deep"),
        ("<row/>" * 40_001, "40,000 tags"),
        ("".join(f"<a{n}/>" for n in range(3000)), "2,000 kinds of tags"),
        ("<a " + " ".join(f'b{n}=">"' for n in range(250_000)) + "/>", "a tag or text of a megabyte"),
        (" " * 900_000, "more than 1 MB"),
        ("<row><c r='!'/></row>", "not the address of a cell"),
        ("<row>", "broken in"),
        (f'<row><c t="inlineStr"><is><t>{"a" * 32_768}</t></is></c></row>', "a cell holds 32,768 characters"),
    ],
)
def test_a_sheet_that_would_cost_too_much_is_refused(body, words):
    assert words in refusal(sheet(body), SMALL if len(body) < 2_000_000 else LIMIT)


def test_too_many_cells_are_refused_with_their_number():
    row = "".join("<c><v>1</v></c>" for _ in range(100))
    assert "more than 2,500 filled cells" in refusal(sheet(f"<row>{row}</row>" * 30), limit=50_000)


def test_declared_and_real_sizes_are_bounds():
    bomb = patched({SHEET: BEGIN + header_xml() + "0" * 13 * MEGABYTE + END})
    assert len(bomb) < SMALL / 5
    assert "unpacks to 13 MB" in refusal(bomb, SMALL)
    blank = patched({SHEET: BEGIN + header_xml() + '<row r="2"/>' * 600_000 + END})
    assert "unpacks to more than 6 MB" in refusal(blank, SMALL)


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml"])
def test_document_types_and_entities_are_refused_in_every_part(part):
    assert "a document type or entities" in refusal(patched({part: DOCTYPE}))


def test_many_members_and_large_small_parts_are_refused():
    assert "more than 2,000 parts" in refusal(zipped(**{f"m{n}": "" for n in range(2_100)}))
    assert "xl/workbook.xml is unusually large" in refusal(patched({"xl/workbook.xml": "<a/>" * MEGABYTE}))


def test_filled_cells_far_down_on_many_sheets_are_refused():
    far = BEGIN + '<row r="1048576"><c r="A1048576"><v>1</v></c></row>' + END
    book = workbook(**{f"s{n}": [("x",)] for n in range(5)})
    message = refusal(patched({f"xl/worksheets/sheet{n}.xml": far for n in range(1, 6)}, book))
    assert "say --sheet NAME" in message


def test_a_locked_member_is_named():
    content = bytearray(patched({SHEET: BEGIN + END}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    assert "password" in refusal(bytes(content))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PARTS), st.integers(0, 2**20), st.integers(0, 30), st.binary(max_size=4))
def test_a_mutated_workbook_is_read_or_refused(part, place, cut, inserted):
    """No mutation of a part, nor of the file itself, ends in anything but a table or a message."""
    content = zipfile.ZipFile(io.BytesIO(WHOLE)).read(part) if part else WHOLE
    at = place % len(content)
    mutated = content[:at] + inserted + content[at + cut :]
    with contextlib.suppress(UserError):
        read_table(patched({part: mutated}, WHOLE) if part else mutated)


@pytest.mark.parametrize("cut", [10, 200, 2_000, -30])
def test_a_cut_file_is_broken_not_a_crash(cut):
    message = refusal(workbook(("a", "b"), (1, 2))[:cut])
    assert "file.xlsx" in message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a,b\n" + b"a\n" * 30_000, "25,000 cells"),
        (b"a,b\n" + b"," * 30_000 + b"x\n", "30,001 columns"),
        (b'"' + b"a" * 150_000 + b'"', "131,072 characters"),
    ],
)
def test_a_csv_that_would_cost_too_much_is_refused(content, words):
    assert words in refusal(content, SMALL)


def test_a_csv_has_no_more_rows_than_a_sheet():
    assert "1,048,576 rows" in refusal(b"a,b\n" + b"\n" * 1_048_576 + b"c,d\n")


@pytest.mark.parametrize(
    "content",
    [
        sheet(("<row>" + "<c><v>1.5</v></c>" * 100 + "</row>") * 400),
        sheet('<row r="2"><c r="A2" t="inlineStr"><is><t>' + "a" * 3_500_000 + "</t></is></c></row>"),
        sheet("<a " + " ".join(f'b{n}=">"' for n in range(300_000)) + "/>"),
        patched({SHEET: BEGIN + "0" * 25 * MEGABYTE + END}),
        ("가나다," * 130_000).encode("cp949"),
        b"," * 999_000,
    ],
    ids=["cells", "text", "attributes", "bomb", "korean", "commas"],
)
def test_memory_stays_within_twenty_times_the_limit(content):
    """With the usual limit of 5 MB: 100 MB."""
    tracemalloc.start()
    try:
        with contextlib.suppress(UserError):
            read_table(content, limit=MEGABYTE)
        assert tracemalloc.get_traced_memory()[1] < 20 * MEGABYTE
    finally:
        tracemalloc.stop()


def test_folders_missing_files_and_devices_are_named(tmp_path):
    for path, words in (
        (tmp_path, "is a folder"),
        (tmp_path / "no.csv", "does not exist"),
        ("/dev/zero", "is not a file"),
    ):
        with pytest.raises(UserError, match=words):
            read_table(path)
