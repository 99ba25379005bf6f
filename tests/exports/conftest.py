"""Results and workbooks that several tests look at, made once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from spreadsheet import recalculate

import tco
from exports.workbook import write_workbook
from tco.results import Result

PRESET = "kr-general-500"


@pytest.fixture(scope="session")
def preset() -> Result:
    return tco.evaluate(PRESET)


@pytest.fixture(scope="session")
def workbook(preset: Result, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The preset's workbook in a language; copy it before changing it."""
    folder, made = tmp_path_factory.mktemp("workbooks"), {}

    def make(language: str) -> Path:
        if language not in made:
            made[language] = folder / f"preset_{language}.xlsx"
            write_workbook(preset, made[language], language)
        return made[language]

    return make


@pytest.fixture
def recalculated(tmp_path: Path) -> Callable[[Path], Path]:
    """A file as LibreOffice computes it anew; the file itself stays as it is."""

    def compute(file: Path) -> Path:
        copy = Path(shutil.copy(file, tmp_path / f"stripped_{file.name}"))
        return recalculate([copy], tmp_path / "recalculated")[0]

    return compute
