"""Results and workbooks that several tests look at, made once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from large_case import large_case
from spreadsheet import recalculate

import tco
from exports.workbook import write_workbook
from tco.case import parse_case, read_document
from tco.results import Result, run

PRESET = "kr-general-500"
PAIR = ("stay", "cloud_ncp")


@pytest.fixture(scope="session")
def preset() -> Result:
    return tco.evaluate(PRESET)


@pytest.fixture(scope="session")
def pair() -> Result:
    """The preset with two of its alternatives: all that a workbook has, in less than half the cells."""
    document = read_document(PRESET)
    document["alternatives"] = {each: document["alternatives"][each] for each in PAIR}
    return run(parse_case(document))


@pytest.fixture(scope="session")
def workbook(preset: Result, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The preset's workbook in a language; copy it before changing it."""
    return _maker(lambda: preset, tmp_path_factory.mktemp("workbooks"))


@pytest.fixture(scope="session")
def large_workbook(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The workbook of a case that has everything, in a language; copy it before changing it."""
    return _maker(lambda: run(large_case()), tmp_path_factory.mktemp("large"))


@pytest.fixture(scope="session")
def pair_workbook(pair: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of two alternatives; copy it before changing it."""
    return _maker(lambda: pair, tmp_path_factory.mktemp("pair"))("en")


def _maker(result: Callable[[], Result], folder: Path) -> Callable[[str], Path]:
    made: dict[str, Path] = {}

    def make(language: str) -> Path:
        if language not in made:
            made[language] = folder / f"{folder.name}_{language}.xlsx"
            write_workbook(result(), made[language], language)
        return made[language]

    return make


@pytest.fixture
def recalculated(tmp_path: Path) -> Callable[[Path], Path]:
    """A file as LibreOffice computes it anew; the file itself stays as it is."""

    def compute(file: Path) -> Path:
        copy = Path(shutil.copy(file, tmp_path / f"stripped_{file.name}"))
        return recalculate([copy], tmp_path / "recalculated")[0]

    return compute
