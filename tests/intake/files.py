"""Files as hospitals send them, made in memory."""

import io
import zipfile

from openpyxl import Workbook

HEADER = ("자산명", "자산분류", "수량", "취득일자", "취득가액")
ROW = ("서버", "전산장비", 2, "2021년 3월 27일", "1,234천원")
SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BEGIN = f'<?xml version="1.0"?><worksheet xmlns="{NAMESPACE}"><sheetData>'
END = "</sheetData></worksheet>"


def workbook(*rows, **sheets):
    """An xlsx of the rows, or of several sheets by name."""
    book = Workbook()
    book.remove(book.active)
    for name, content in (sheets or {"Sheet": rows}).items():
        page = book.create_sheet(name)
        for row in content:
            page.append(row)
    return saved(book)


def saved(book):
    """The content of an openpyxl workbook."""
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def patched(parts, content=None):
    """A workbook with parts replaced or added."""
    source = zipfile.ZipFile(io.BytesIO(content or workbook(HEADER, ROW)))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for each in source.namelist():
            if each not in parts:
                out.writestr(each, source.read(each))
        for name, data in parts.items():
            out.writestr(name, data)
    return target.getvalue()


def sheet(body):
    """A workbook whose only sheet has this body of XML."""
    return patched({SHEET: BEGIN + header_xml() + body + END})


def header_xml():
    """The header as inline texts."""
    cells = (
        f'<c r="{letter}1" t="inlineStr"><is><t>{text}</t></is></c>'
        for letter, text in zip("ABCDE", HEADER, strict=True)
    )
    return f'<row r="1">{"".join(cells)}</row>'


def csv_text(*rows, separator=","):
    """Rows as csv."""
    return "\n".join(separator.join(map(str, row)) for row in rows) + "\n"
