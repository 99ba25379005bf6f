"""The sheet Uncertainty of cases at an end: one scramble, no ranges, one figure, nothing that moves."""

from __future__ import annotations

import re
from pathlib import Path

from linter import complaints
from spreadsheet import values
from uncertainty_cases import CLOSE_CALL, DAY, SHEET, found_of, row_of

import tco
from exports.uncertainty import Findings, find
from exports.workbook import write_workbook
from tco.case import parse_text
from tco.results import Result, run
from tco.uncertainty.answer import Answer
from tco.uncertainty.conditions import ARTICLE, published
from tco.uncertainty.simulation import PRESENT_VALUE, simulate

MOVES_AND_STAYS = """
id = "small"
title = { en = "Small", ko = "작은 병원" }
pack = "kr_2026"
[hospital]
beds = 30.0
[workloads.emr]
[alternatives.stay]
title = { en = "Keep", ko = "유지" }
[alternatives.cloud]
title = { en = "To the cloud", ko = "클라우드로" }
price_book = "naver_cloud"
moves = ["compute"]
[alternatives.longer]
title = { en = "Two years longer", ko = "2년 더" }
[alternatives.longer.overrides]
"servers.refresh_cycle" = { value = 8.0, reason = "two years longer" }
[uncertainty]
draws = 64
"""


def shown(result: Result, findings: Findings, file: Path) -> dict[str, object]:
    write_workbook(result, file, "en", findings)
    assert not complaints(file)
    return values(file)[SHEET]


def test_one_scramble_has_no_errors(tmp_path: Path) -> None:
    cells = shown(
        *found_of(CLOSE_CALL.replace("draws = 1024", "draws = 64\nscrambles = 1")), tmp_path / "one.xlsx"
    )
    assert row_of(cells, "Rent")["D"] == "–"
    assert "Notes: None: everything was drawn as asked." in cells.values()
    assert row_of(cells, "Largest standard error")["B"] == "–"


def test_the_articles_claim_is_not_asked_between_clouds() -> None:
    for changes, claims in (([], (ARTICLE._replace(of_moves=True),)), (["baseline=cloud_ncp"], ())):
        assert published(tco.evaluate("kr-general-500", changes).bound) == claims


def test_a_case_without_ranges_says_that_it_is_certain(tmp_path: Path) -> None:
    text = re.sub(r", low = \S+, high = [^ }]+", "", CLOSE_CALL).replace("draws = 1024", "draws = 16")
    fixed = "".join(f'[uncertainty.distributions."{key}"]\nkind = "fixed"\n' for key in simulate_keys(text))
    at = text.index("[overrides]")
    cells = shown(*found_of(text[:at] + fixed + text[at:]), tmp_path / "certain.xlsx")
    assert row_of(cells, "Inputs drawn")["B"] == "0"
    assert any("No input of this case has a range that is drawn" in str(each) for each in cells.values())
    assert any("Nothing can flip the decision" in str(each) for each in cells.values())


def simulate_keys(text: str) -> tuple[str, ...]:
    bound = run(parse_text(text)).bound
    return simulate(bound, bound.case.uncertainty, lines=(PRESENT_VALUE,), compiled=False).sample.keys


def test_a_simulation_of_the_present_value_alone(tmp_path: Path) -> None:
    text = CLOSE_CALL.replace("draws = 1024", "draws = 64")
    result = run(parse_text(text))
    simulation = simulate(result.bound, result.bound.case.uncertainty, lines=(PRESENT_VALUE,), compiled=False)
    cells = shown(result, find(Answer(simulation), DAY, compiled=False), tmp_path / "short.xlsx")
    assert not any(str(each).startswith("P95") for cell, each in cells.items() if cell[0] == "A")
    assert row_of(cells, "Present value of the cost: Rent")["C"]


def test_the_articles_claim_is_not_held_against_what_moves_nothing(tmp_path: Path) -> None:
    result = run(parse_text(MOVES_AND_STAYS))
    bound = result.bound
    simulation = simulate(bound, bound.case.uncertainty, compiled=False)
    answer = Answer(simulation, published(bound))
    path = tmp_path / "book.xlsx"
    with path.open("wb") as file:
        write_workbook(result, file, "en", find(answer, DAY, compiled=False))
    said = [str(each) for each in values(path)[SHEET].values() if "40" in str(each) and "≥" in str(each)]
    assert any(each.endswith(": To the cloud") for each in said)
    assert not any(each.endswith(": Two years longer") for each in said)
    told_of = answer.document()["alternatives"]
    assert (len(told_of["cloud"]["claims"]), told_of["longer"]["claims"]) == (1, [])
