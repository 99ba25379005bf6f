"""LibreOffice as a second engine: files recalculated without their cached values, and read back.

Nothing here imports the project: what a workbook says is read from the file alone.
"""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

SOFFICE = shutil.which("soffice")
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
CELL = re.compile(
    r'<c r="([A-Z]+[0-9]+)"([^>]*?)(?:/>|>(?:<f([^>]*)(?:/>|>([^<]*)</f>))?'
    r"(?:<v>([^<]*)</v>|<v ?/>)?(?:<is>.*?</is>)?</c>)",
    re.DOTALL,
)
Value = float | str
Sheets = dict[str, dict[str, Value]]


def recalculate(files: Iterable[Path], folder: Path) -> list[Path]:
    """The files as LibreOffice saves them after computing every formula anew, in one call."""
    files = list(files)
    for file in files:
        _strip(file)
    return convert(files, folder, "xlsx:Calc MS Excel 2007 XML", "xlsx")


def convert(files: Iterable[Path], folder: Path, target: str, suffix: str) -> list[Path]:
    """The files in another format, by a LibreOffice with a profile of its own."""
    assert SOFFICE, "LibreOffice is not installed: apt-get install libreoffice-calc"
    files = list(files)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        settings = Path(profile, "user", "registrymodifications.xcu")
        settings.parent.mkdir()
        settings.write_text(ALWAYS_RECALCULATE, encoding="utf-8")
        command = [
            SOFFICE, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore",
            "--nolockcheck", "--convert-to", target, "--outdir", str(folder), *map(str, files),
        ]  # fmt: skip
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=600, env=dict(os.environ), check=False
        )
    results = [folder / f"{file.stem}.{suffix}" for file in files]
    missing = [each.name for each in results if not each.exists()]
    assert not missing, f"not converted: {missing}\n{done.stdout}\n{done.stderr}"
    return results


def _strip(file: Path) -> None:
    """Remove every value that stands beside a formula, so that none can be trusted."""
    rewrite(
        file,
        lambda name, text: re.sub(r"</f><v>.*?</v>", "</f>", text) if "worksheets/sheet" in name else text,
    )


def rewrite(file: Path, change) -> None:
    """Change the parts of a workbook file: `change` takes name and text of a part."""
    parts = {}
    with zipfile.ZipFile(file) as source:
        for name in source.namelist():
            content = source.read(name)
            parts[name] = (
                change(name, content.decode()).encode() if name.endswith((".xml", ".rels")) else content
            )
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for name, content in parts.items():
            target.writestr(name, content)


def parts_of_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name to the name of its part, in the order of the workbook."""
    workbook = archive.read("xl/workbook.xml").decode()
    relations = archive.read("xl/_rels/workbook.xml.rels").decode()
    targets = {}
    for relation in re.findall(r"<Relationship [^>]*>", relations):
        identity, target = re.search(r'Id="(.*?)"', relation), re.search(r'Target="(.*?)"', relation)
        targets[identity[1]] = target[1]
    sheets = re.findall(r'<sheet [^>]*?name="(.*?)"[^>]*?r:id="(.*?)"', workbook)
    return {html.unescape(name): f"xl/{targets[key].removeprefix('/xl/')}" for name, key in sheets}


def formulas(file: Path) -> dict[str, dict[str, tuple[str, Value | None]]]:
    """Per sheet and cell, the formula and the value stored beside it."""
    return {
        sheet: {cell: (formula, value) for cell, formula, value in cells if formula is not None}
        for sheet, cells in _cells(file).items()
    }


def values(file: Path) -> Sheets:
    """Per sheet and cell, the value."""
    return {
        sheet: {cell: value for cell, _, value in cells if value is not None}
        for sheet, cells in _cells(file).items()
    }


def _cells(file: Path) -> dict[str, list[tuple[str, str | None, Value | None]]]:
    with zipfile.ZipFile(file) as archive:
        strings = _shared_strings(archive)
        return {
            sheet: [_cell(found, strings) for found in CELL.finditer(archive.read(part).decode())]
            for sheet, part in parts_of_sheets(archive).items()
        }


def _shared_strings(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    text = archive.read("xl/sharedStrings.xml").decode()
    items = re.findall(r"<si>(.*?)</si>", text, re.DOTALL)
    return [html.unescape("".join(re.findall(r"<t[^>]*>(.*?)</t>", each, re.DOTALL))) for each in items]


def _cell(found: re.Match[str], strings: list[str]) -> tuple[str, str | None, Value | None]:
    cell, attributes, marks, formula, value = found.groups()
    kind = re.search(r' t="(\w+)"', attributes)
    formula = None if formula is None and marks is None else html.unescape(formula or "")
    if value is None:
        return cell, formula, None
    if kind and kind[1] == "s":
        return cell, formula, strings[int(value)]
    if kind and kind[1] in ("str", "e"):
        return cell, formula, html.unescape(value)
    return cell, formula, float(value)


def defined_names(file: Path) -> dict[str, tuple[str, str]]:
    """Defined name to its sheet and its cell or range, without signs of fixed places."""
    with zipfile.ZipFile(file) as archive:
        text = archive.read("xl/workbook.xml").decode()
    found = re.findall(r'<definedName name="([^"]+)"(?: [^>]*)?>(.*?)</definedName>', text)
    return {
        name: tuple(html.unescape(area).replace("$", "").replace("'", "").split("!"))
        for name, area in found
        if not name.startswith("_xlnm")
    }


def set_cells(file: Path, sheet: str, changes: Mapping[str, Value]) -> None:
    """Type values into cells that already exist, over whatever stands there."""
    with zipfile.ZipFile(file) as archive:
        part = parts_of_sheets(archive)[sheet]

    def change(name: str, text: str) -> str:
        if name == part:
            for cell, value in changes.items():
                text = _overwritten(text, cell, value)
        return text

    rewrite(file, change)


def _overwritten(text: str, cell: str, value: Value) -> str:
    found = re.search(rf'<c r="{cell}"([^>]*?)(?:/>|>.*?</c>)', text, re.DOTALL)
    assert found, f"{cell} is not in the sheet"
    return text[: found.start()] + _typed(found[1], cell, value) + text[found.end() :]


def _typed(attributes: str, cell: str, value: Value) -> str:
    style = re.search(r' s="\d+"', attributes)
    kept = style[0] if style else ""
    if isinstance(value, str):
        return f'<c r="{cell}"{kept} t="inlineStr"><is><t>{html.escape(value)}</t></is></c>'
    return f'<c r="{cell}"{kept}><v>{value!r}</v></c>'
