"""The sheet Uncertainty: what was computed, marked as such, and a notice when inputs have changed since."""

from __future__ import annotations

import dataclasses
import hashlib
import html
import io
import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from agreement import disagreements
from linter import complaints
from printed import charts, printed
from spreadsheet import defined_names, formulas, recalculate, set_cells, values
from uncertainty_cases import CLOSE_CALL, DAY, SHEET, found_of, row_of

from exports.lines import lines_of
from exports.paper import SMALLEST
from exports.uncertainty import Findings, find, workbook
from exports.uncertainty_causes import fan_message
from exports.uncertainty_table import LONGEST
from exports.workbook import write_workbook
from tco.case import parse_text
from tco.errors import UserError
from tco.results import Result, run
from tco.uncertainty.driver_sentences import words_for as driver_words
from tco.uncertainty.drivers import rank_shares
from tco.uncertainty.estimates import LEVELS, Estimate
from tco.uncertainty.required_text import told
from tco.uncertainty.simulation import PRESENT_VALUE, simulate
from tco.uncertainty.statistics import YearOfFan
from tco.wording import Words, read_texts

FRESH, STALE = "Inputs unchanged since this was computed.", "Inputs changed since this was computed."


@pytest.fixture(scope="module")
def close() -> tuple[Result, Findings]:
    return found_of(CLOSE_CALL.replace("draws = 1024", "draws = 512"))


@pytest.fixture(scope="module")
def book(close: tuple[Result, Findings], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    folder, made = tmp_path_factory.mktemp("uncertain"), {}

    def make(language: str) -> Path:
        if language not in made:
            made[language] = folder / f"close_{language}.xlsx"
            write_workbook(close[0], made[language], language, close[1])
        return made[language]

    return make


# -- beside the rest of the workbook ---------------------------------------------------------------------


def test_without_a_simulation_the_workbook_has_no_word_of_it(
    close: tuple[Result, Findings], tmp_path: Path
) -> None:
    write_workbook(close[0], tmp_path / "plain.xlsx", "en")
    assert SHEET not in values(tmp_path / "plain.xlsx")
    with zipfile.ZipFile(tmp_path / "plain.xlsx") as archive:
        parts = "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    assert "Uncertainty" not in parts
    assert "a value computed by the program" not in parts


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_other_sheets_keep_their_cells(
    language: str, close: tuple[Result, Findings], book: Callable[[str], Path], tmp_path: Path
) -> None:
    write_workbook(close[0], tmp_path / "plain.xlsx", language)
    plain, drawn = values(tmp_path / "plain.xlsx"), values(book(language))
    assert list(drawn) == [*list(plain)[:2], SHEET, *list(plain)[2:]]
    assert all(drawn[sheet] == cells for sheet, cells in plain.items() if sheet != "Cover")
    assert formulas(tmp_path / "plain.xlsx").items() <= formulas(book(language)).items()
    assert any("Uncertainty" in str(text) for text in drawn["Cover"].values())


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_reviewer_finds_nothing(language: str, book: Callable[[str], Path]) -> None:
    assert not complaints(book(language))


def test_the_same_findings_give_the_same_bytes(
    close: tuple[Result, Findings], book: Callable[[str], Path]
) -> None:
    stream = io.BytesIO()
    write_workbook(close[0], stream, "en", close[1])
    assert hashlib.sha256(stream.getvalue()).digest() == hashlib.sha256(book("en").read_bytes()).digest()
    assert workbook(close[1].answer, DAY, "en", compiled=False) == stream.getvalue()
    other = dataclasses.replace(close[1], computed=date(2026, 12, 1))
    write_workbook(close[0], stream := io.BytesIO(), "en", other)
    assert stream.getvalue() != book("en").read_bytes()


def test_a_simulation_of_another_case_is_refused(close: tuple[Result, Findings], tmp_path: Path) -> None:
    other = run(parse_text(CLOSE_CALL.replace("value = 0.04", "value = 0.05")))
    with pytest.raises(UserError, match=f"{close[0].case_hash}.*{other.case_hash}.*simulate the case again"):
        write_workbook(other, tmp_path / "other.xlsx", "en", close[1])
    assert not (tmp_path / "other.xlsx").exists()


# -- what it says ----------------------------------------------------------------------------------------


def test_it_says_how_it_was_computed(close: tuple[Result, Findings], book: Callable[[str], Path]) -> None:
    cells = values(book("en"))[SHEET]
    facts = {label: row_of(cells, label)["B"] for label in ("Case hash", "Seed", "Draws", "Independent",
             "Computed on", "Engine", "Inputs drawn", "Model version")}  # fmt: skip
    assert facts["Case hash"] == close[0].case_hash
    assert facts["Computed on"] == "2026-11-23"
    assert (facts["Seed"], facts["Draws"], facts["Independent"]) == ("20261123", "512", "8")
    assert facts["Engine"].endswith("numpy")
    assert int(facts["Inputs drawn"]) == len(close[1].answer.simulation.sample.keys)
    simulation = close[1].answer.simulation
    assert row_of(cells, "Of these able to move a figure")["B"] == str(len(simulation.moving))
    (note,) = (str(each) for each in cells.values() if str(each).startswith("Notes: "))
    assert note.startswith(
        "Notes: With 64 draws in each scramble the errors of percentiles are told too small"
    )


def near(*expected: float) -> object:
    """Equal but for the last of the digits that the file keeps."""
    return pytest.approx(expected, rel=1e-14)


def test_probabilities_and_percentiles_stand_with_their_errors(
    close: tuple[Result, Findings], book: Callable[[str], Path]
) -> None:
    cells, answer = values(book("en"))[SHEET], close[1].answer
    versus, shares = answer.versus["rent"], answer.cheapest[0]
    chances = row_of(cells, "Rent")
    assert (chances["C"], chances["D"]) == near(shares["rent"].value, shares["rent"].error)
    assert (chances["E"], chances["G"], chances["I"]) == near(
        *(each.value for each in (versus.contest.less, versus.contest.same, versus.contest.more))
    )
    claim = row_of(cells, "Saving in present value, share ≥ 40")
    assert (claim["C"], claim["D"]) == near(versus.claims[0].value, versus.claims[0].error)
    saving = versus.metrics["saving_pv"]
    row = row_of(cells, "Saving in present value: Rent")
    expected = [saving.mean, *(saving.quantiles[level] for level in LEVELS), saving.defined]
    assert tuple(row[each] for each in "CEGIKMO") == near(*(each.value for each in expected))
    assert tuple(row[each] for each in "DFHJLNP") == near(*(each.error for each in expected))
    assert row_of(cells, "Payback: Rent")["M"] == "never"
    fan = row_of(cells, "P95")
    assert (fan["C"], fan["M"]) == near(*(versus.fan[at].quantiles[95].value for at in (0, 10)))


def test_drivers_and_worths_are_those_found(
    close: tuple[Result, Findings], book: Callable[[str], Path]
) -> None:
    cells, (result, found) = values(book("en"))[SHEET], close
    bar = found.bars["rent"][0]
    row = row_of(cells, "Amount, today's prices · Machine")
    own = result.value("buy", PRESENT_VALUE) - result.value("rent", PRESENT_VALUE)
    assert (row["C"], row["E"]) == near(bar.values[0], bar.values[-1])
    assert (row["F"], row["G"], row["J"]) == near(bar.savings[0], bar.savings[-1], bar.swing)
    assert (row["H"], row["I"]) == near(bar.savings[0] - own, bar.savings[-1] - own)
    everything = row_of(cells, "Knowing all inputs")
    assert everything["C"] > 0.0
    assert everything["C"] == pytest.approx(found.information.everything.amount, rel=1e-14)
    first = next(each for each in found.information.inputs if each.to_ask)
    asked = [cell for cell, text in cells.items() if cell[0] == "I" and text == " + ".join(first.keys)]
    assert cells[f"H{asked[-1][1:]}"] == 1.0
    assert cells[f"C{asked[-1][1:]}"] == pytest.approx(first.value.amount, rel=1e-14)
    assert any(str(text).startswith("Ask first: ") for text in cells.values())


def test_shares_of_the_uncertainty_and_joint_moves_are_those_found(
    close: tuple[Result, Findings], book: Callable[[str], Path]
) -> None:
    cells, (result, found) = values(book("en"))[SHEET], close
    ranks = found.shares["rent"]
    top = ranks.order[0]
    assert sum(ranks.ranks.shares) == pytest.approx(1.0)
    assert "Rent: Where the uncertainty about the saving comes from" in cells.values()
    (row,) = (cell[1:] for cell, text in cells.items() if cell[0] == "H" and text == ranks.keys[top])
    assert (cells[f"C{row}"], cells[f"D{row}"]) == near(ranks.ranks.shares[top], ranks.ranks.errors[top])
    assert cells[f"E{row}"] == ("more saving" if ranks.ranks.coefficients[top] > 0 else "less saving")
    assert any("brings the largest part" in str(each) and "Machine" in str(each) for each in cells.values())
    conditions = [(str(each.quantity), each.condition.number) for each in found.moves["rent"]]
    assert conditions == [("saving_pv_pct", 0.4), ("saving_pv", 0.0)]
    words = driver_words(result.bound, "en")
    for each in found.moves["rent"]:
        said = told(result, each, words)
        assert all(
            line in cells.values() for text in (said.message, *said.notes) for line in lines_of(text, LONGEST)
        )
        for label, _, _, _ in said.rows:
            assert label in cells.values()
    assert not any("--set" in str(each) for each in cells.values())


def test_shares_come_from_no_more_draws_than_they_need(
    close: tuple[Result, Findings], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exports.uncertainty.RANKED", 64)
    answer = close[1].answer
    few = find(answer, DAY, compiled=False).shares["rent"]
    assert few.draws == 64
    bound = answer.simulation.bound
    settings = bound.case.uncertainty.model_copy(update={"draws": 64})
    alone = rank_shares(simulate(bound, settings, compiled=False), "rent")
    assert few.ranks.shares.tolist() == alone.ranks.shares.tolist()


def test_only_the_comparison_with_the_live_model_is_live(book: Callable[[str], Path]) -> None:
    live = formulas(book("en"))[SHEET]
    first = min(int(cell[1:]) for cell in live if cell[0] == "D")
    compared = {f"{column}{row}" for row in range(first, first + 3) for column in "DEG"}
    assert set(live) == {"B2", "A4", f"G{first + 3}"} | compared
    assert "not live formulas" in str(values(book("en"))[SHEET]["A3"])
    assert values(book("en"))[SHEET]["A4"] == FRESH


def test_charts_draw_the_tables_under_a_message(book: Callable[[str], Path]) -> None:
    with zipfile.ZipFile(book("en")) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        charts = [text for name in names if f"{SHEET}!" in (text := archive.read(name).decode())]
    cells = values(book("en"))[SHEET]
    titles = [re.search(r"<a:t>(.*?)</a:t>", chart)[1] for chart in charts]
    assert len(charts) == 3
    assert titles[0] in cells.values()
    assert html.unescape(titles[1]).removeprefix("Rent: ") in cells.values()
    for chart in charts:
        for area in re.findall(r"<c:val>.*?<c:f>Uncertainty!(.*?)</c:f>", chart, re.DOTALL):
            start, end = area.replace("$", "").split(":")
            assert isinstance(cells[start], float)
            assert isinstance(cells[end], float)
    assert all("pattFill" in chart for chart in charts[1:2])


@pytest.mark.parametrize(
    ("low", "high", "key"),
    [(2e6, 5e6, "saved"), (-5e6, -2e6, "spent"), (-3e6, 1e6, "either"), (0, 0, "same")],
)
def test_the_message_of_a_fan_follows_the_signs(low: float, high: float, key: str) -> None:
    sure = {5: Estimate(low, 1e4, 8), 95: Estimate(high, 1e4, 8)}
    words = Words(read_texts("tco.uncertainty", "simulation.en.toml"), "en", "KRW")
    said = fan_message("X", YearOfFan(7, Estimate(0, 1e4, 8), sure), words)
    shown = {"saved": "at least ₩2", "spent": "at least ₩2", "either": "between ₩3", "same": "the same spent"}
    assert shown[key] in said.replace("\xa0", " ")
    assert "year 7" in said


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        ((1.6e6, 3.2e6), (9e6, 1e5), "between ₩2 M (±₩3.2 M) less and ₩9 M less by the end of year 7"),
        ((-9e6, 1e5), (-1.6e6, 3.2e6), "between ₩9 M more and ₩2 M (±₩3.2 M) more by the end"),
        ((2e6, 0.0), (2e6, 0.0), "₩2 M less by the end of year 7 in at least 9 of 10 futures"),
        ((0.0, 0.0), (0.0, 0.0), "the same spent as by the baseline by the end of year 7 in at least 9"),
    ],
)
def test_the_message_of_a_fan_claims_no_side_that_its_errors_hide(
    low: tuple[float, float], high: tuple[float, float], text: str
) -> None:
    last = YearOfFan(7, Estimate(0, 1e4, 8), {5: Estimate(*low, 8), 95: Estimate(*high, 8)})
    words = Words(read_texts("tco.uncertainty", "simulation.en.toml"), "en", "KRW")
    told = fan_message("X", last, words).replace("\xa0", " ")
    assert text in told
    assert "at least ₩" not in told
    one = fan_message("X", dataclasses.replace(last, is_one=True), words)
    assert ("in every future drawn" in one) == ("at least 9" in told)


# -- live beside it --------------------------------------------------------------------------------------


@pytest.mark.spreadsheet
def test_recalculated_it_agrees_and_a_changed_input_is_a_notice_and_no_error(
    book: Callable[[str], Path], tmp_path: Path
) -> None:
    names = defined_names(book("en"))
    price = names["fee.amount"][1]
    same, moved, wider = (
        Path(shutil.copy(book("en"), tmp_path / f"{name}.xlsx")) for name in ("same", "moved", "wider")
    )
    set_cells(moved, "Inputs", {price: 150000.0})
    set_cells(wider, "Inputs", {price.replace("C", "G"): 161000.0})
    plain, changed, ranges = recalculate([same, moved, wider], tmp_path / "out")
    found, compared, _ = disagreements(book("en"), plain)
    assert not found
    assert compared > 500
    assert values(plain)[SHEET]["A4"] == FRESH
    for file, rows in ((changed, 1.0), (ranges, 1.0)):
        cells = values(file)[SHEET]
        assert str(cells["A4"]).startswith(STALE)
        assert row_of(cells, "Rows that differ")["G"] == rows
        assert cells["B2"] == "OK"
    assert row_of(values(changed)[SHEET], "Present value: Rent")["G"] == "ALERT"
    assert row_of(values(ranges)[SHEET], "Ranges of all inputs")["G"] == "ALERT"


# -- on paper ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_sheet_is_readable_on_paper(book: Callable[[str], Path], language: str) -> None:
    sheet = printed(book(language))[SHEET]
    found = list(sheet.cut())
    assert not found, "\n".join(found[:20])
    assert sheet.scale >= SMALLEST
    for chart in charts(sheet.sheet):
        corners = ((chart.top, chart.left), (chart.bottom, chart.right))
        assert any(all(area.has(*corner) for corner in corners) for area in sheet.areas)


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        ("", 1),
        ("a b", 1),
        ("가" * (LONGEST // 2), 1),
        ("가나다 " * (LONGEST // 3), 2),
        ("a" * LONGEST * 2, 1),
    ],
)
def test_a_sentence_is_cut_between_words_only(sentence: str, rows: int) -> None:
    assert len(lines_of(sentence, LONGEST)) == rows
    assert " ".join(lines_of(sentence, LONGEST)) == sentence
