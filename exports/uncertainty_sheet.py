"""The sheet Uncertainty: how sure the answer is, what it hangs on, and what to find out first.

Promise: all of it are values, marked as such, with seed, draws, errors and date; only the cells that say
whether inputs have changed since are live, and a changed input is a notice there, never a failed check.
Imports `tco.uncertainty`, `figures`, `results` and this package only.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from exports import uncertainty_text as text
from exports.book import Book
from exports.checks import Declarations
from exports.grid import LABEL, LETTERS, UNIT
from exports.inputs_sheet import LOW, OWN
from exports.layout import INPUTS, UNCERTAINTY
from exports.paper import pages
from exports.uncertainty import Findings
from exports.uncertainty_causes import Causes
from exports.uncertainty_table import FIRST, SHARE, Tables
from exports.year_tables import Places
from tco.figures import input_label
from tco.results import MODEL_VERSION
from tco.uncertainty.correlations import pairs
from tco.uncertainty.estimates import LEVELS
from tco.uncertainty.sentences import claim_text, notes, sentences, words_of
from tco.uncertainty.statistics import Summary

VALUES_ROW, STALE_ROW = 2, 3
WIDTHS = "A:A=59 B:B=13 C:S=10"
THEN, NOW, GAP, TOLERANCE, RESULT = range(FIRST, FIRST + 5)
WIDE, LAST = 16, 18
RANGE_TOLERANCE = 1e-6
PARTNER, STATED = FIRST, FIRST + 9


def write_uncertainty(book: Book, inputs: Mapping[str, int], places: Places, findings: Findings) -> None:
    """Write the sheet.

    Args:
        book: with the sheet Uncertainty among its own.
        inputs: the row number of each input on the sheet Inputs.
        places: where things stand on Summary.
        findings: what is shown.
    """
    sheet = book.frame(UNCERTAINTY, book.words(*text.TITLE), (STALE_ROW + 1, 1), widths=WIDTHS)
    page = _Page(book, sheet, findings)
    sheet.text(
        VALUES_ROW, LABEL, book.words(*text.COMPUTED).format(date=findings.computed), book.styles("message")
    )
    page.says()
    page.how()
    page.still(inputs, Declarations(book, places).money)
    page.chances()
    page.claims()
    page.figures()
    page.payback()
    Causes(page).write()
    page.linked()
    sheet.prints(pages(sheet, page.blocks, page.row + 1, LAST))


class _Page(Tables):
    """The parts of the sheet that tell how sure the answer is."""

    def says(self) -> None:
        """The sentences of the answer."""
        self.start(text.SAYS, WIDE)
        for sentence in sentences(self.answer, self.words.language):
            self.say(sentence)
        self.row += 1

    def how(self) -> None:
        """Where the values come from, and what was not drawn as asked."""
        self.start(text.HOW, WIDE)
        for key, value in self._facts():
            self.sheet.text(self.row, LABEL, self.words(*text.FACTS[key]), self.styles("label"))
            self.sheet.text(self.row, UNIT, value, self.styles("note"))
            self.row += 1
        found = list(notes(self.answer, words_of(self.answer, self.words.language)))
        for note in found or [self.words(*text.NO_NOTES)]:
            self.say(f"{self.words(*text.NOTES)}: {note}")
        self.row += 1

    def _facts(self) -> Iterator[tuple[str, str]]:
        simulation, error = self.simulation, self.answer.largest_error
        yield "case", self.answer.result.case_hash
        yield "model", MODEL_VERSION
        yield "pack", self.book.bound.pack.label
        yield "date", str(self.findings.computed)
        yield "engine", self.words(*text.ENGINE[self.findings.compiled])
        yield "seed", str(simulation.settings.seed)
        yield "draws", f"{simulation.draws:,}"
        yield "scrambles", str(simulation.settings.scrambles)
        yield "inputs", str(len(simulation.sample.keys))
        yield "moving", str(len(simulation.moving))
        known = math.isfinite(error)
        yield "error", words_of(self.answer, self.words.language).points(error) if known else "–"

    # -- have inputs changed -----------------------------------------------------------------------

    def still(self, inputs: Mapping[str, int], tolerance: float) -> None:
        """Present values and ranges as they were beside those of the live model, and the notice on top."""
        words, styles = self.words, self.styles
        self.start(text.STILL, WIDE)
        for column, head in enumerate(words(*text.STILL_HEADS)):
            self.sheet.fold(self.row, column, head, styles("header_wrapped" if column else "header_left"))
        self.row += 1
        first = self.row + 1
        for name in self.simulation.alternatives:
            cell = self.book.layout.cell(name, "present_value", UNCERTAINTY)
            self.label(f"{words(*text.PRESENT_VALUE)}: {words.member(name)}", self.money_unit)
            value = self.book.result.value(name, "present_value")
            self._compared(f"={cell}", value, tolerance, self.money)
        self.label(words(*text.RANGES), "–")
        self._compared(*self._ranges(inputs), RANGE_TOLERANCE, "#,##0.000000")
        results = f"{LETTERS[RESULT]}{first}:{LETTERS[RESULT]}{self.row}"
        self.label(words(*text.CHANGED), "–")
        count = f'=ROWS({results})-COUNTIF({results},"OK")'
        self.sheet.live(self.row, RESULT, count, styles("check", "0"), 0.0)
        fresh, stale = (words(*each) for each in (text.FRESH, text.STALE))
        formula = f'=IF({LETTERS[RESULT]}{self.row + 1}=0,"{fresh}","{stale}")'
        self.sheet.live(STALE_ROW, LABEL, formula, styles("message"), fresh)
        self._flag(first - 1, RESULT, self.row - 1, '"ALERT"')
        self._flag(STALE_ROW, LABEL, STALE_ROW, f'"{stale}"')
        self.row += 2

    def _compared(self, formula: str, value: float, tolerance: float, number: str) -> None:
        row, styles = self.row + 1, self.styles
        self.number(THEN, value, number)
        self.sheet.live(self.row, NOW, formula, styles("check", number), value)
        gap = f"={LETTERS[NOW]}{row}-{LETTERS[THEN]}{row}"
        self.sheet.live(self.row, GAP, gap, styles("check", "#,##0.000000"), 0.0)
        self.sheet.write_number(self.row, TOLERANCE, tolerance, styles("constant", "General"))
        result = f'=IF(ABS({LETTERS[GAP]}{row})<={LETTERS[TOLERANCE]}{row},"OK","ALERT")'
        self.sheet.live(self.row, RESULT, result, styles("check"), "OK")
        self.row += 1

    def _ranges(self, inputs: Mapping[str, int]) -> tuple[str, float]:
        """One number over all low, base, high and own values, which draws may hang on."""
        plain = [each for each in self.book.bound.live if each.series is None]
        values = [
            value
            for each in plain
            for value in (each.low, each.base, each.high, each.value if each.has_range else None)
            if value is not None
        ]
        rows = [inputs[each.id] for each in plain]
        area = f"{INPUTS}!{LETTERS[LOW]}{min(rows)}:{LETTERS[OWN]}{max(rows)}"
        return f"=SUMPRODUCT(LN(1+ABS({area})))", math.fsum(math.log1p(abs(value)) for value in values)

    def _flag(self, row: int, column: int, last: int, value: str) -> None:
        rule = {"type": "cell", "criteria": "==", "value": value, "format": self.styles("failed")}
        self.sheet.conditional_format(row, column, last, column, rule)

    # -- tables of probabilities and figures -------------------------------------------------------

    def chances(self) -> None:
        """Who is the cheapest, and who beats the baseline."""
        self.start(text.CHANCES, WIDE)
        self.heads(text.ALTERNATIVE, self.with_errors(self.words(*text.CHANCE_HEADS)))
        cheapest, _ = self.answer.cheapest
        for name in self.simulation.alternatives:
            self.label(self.words.member(name), "%")
            contest = self.answer.versus[name].contest if name in self.answer.versus else None
            shares = (contest.less, contest.same, contest.more) if contest else ()
            for at, found in enumerate((cheapest[name], *shares)):
                self.estimate(FIRST + 2 * at, found, SHARE)
            self.row += 1
        self.row += 1

    def claims(self) -> None:
        """How probably each claim holds of each alternative."""
        if not any(each.asked for each in self.answer.versus.values()):
            return
        said = words_of(self.answer, self.words.language)
        self.start(text.CLAIMS, WIDE)
        self.heads(text.CLAIM, self.with_errors([self.words(*text.HOLDS)]))
        for name, versus in self.answer.versus.items():
            for asked, found in zip(versus.asked, versus.claims, strict=True):
                self.label(f"{claim_text(self.answer, asked, said)}: {self.words.member(name)}", "%")
                self.estimate(FIRST, found, SHARE)
                self.row += 1
        self.row += 1

    def figures(self) -> None:
        """Mean and percentiles of every key figure."""
        self.start(text.FIGURES, WIDE)
        titles = [self.words(*text.MEAN), *(f"P{level}" for level in LEVELS), self.words(*text.DEFINED)]
        self.heads(text.FIGURE, self.with_errors(titles))
        self._figures(self.simulation.baseline, self.answer.baseline)
        for name, versus in self.answer.versus.items():
            self._figures(name, versus.metrics)
        self.row += 1

    def _figures(self, name: str, found: Mapping[str, Summary]) -> None:
        for metric, each in found.items():
            number, unit = self.look(metric)
            self.label(f"{self.words.line(metric)}: {self.words.member(name)}", unit)
            for at, part in enumerate((each.mean, *each.quantiles.values())):
                self.estimate(FIRST + 2 * at, part, number)
            self.estimate(FIRST + 2 * len(each.quantiles) + 2, each.defined, SHARE)
            self.row += 1

    def payback(self) -> None:
        """The distribution of the payback by year."""
        found = {name: each.payback for name, each in self.answer.versus.items() if each.payback}
        if not found:
            return
        none, lost, never, by_year = self.words(*text.PAYBACK_HEADS)
        years = [by_year.format(year=year) for year in range(1, self.simulation.horizon + 1)]
        self.start(text.PAYBACK, WIDE)
        self.heads(text.ALTERNATIVE, [none, lost, never, *years])
        for name, payback in found.items():
            shares = (payback.none_needed, payback.lost_again, payback.never, *payback.by_year)
            self.rows(self.words.member(name), "%", shares, SHARE)
        self.row += 1

    def linked(self) -> None:
        """Which inputs were drawn together."""
        bound, simulation = self.book.bound, self.simulation
        found = pairs(bound, simulation.settings, simulation.sample.keys)
        if not found:
            return
        self.start(text.LINKED, WIDE)
        heads = zip((LABEL, UNIT, PARTNER, STATED), self.words(*text.LINKED_HEADS), strict=True)
        for column, head in heads:
            self.sheet.text(
                self.row, column, head, self.styles("header" if column == UNIT else "header_left")
            )
        self.row += 1
        for pair in found:
            first, second = (
                input_label(bound, key).in_language(self.words.language) for key in (pair.first, pair.second)
            )
            self.sheet.fold(self.row, LABEL, first, self.styles("row"))
            self.number(UNIT, pair.rank, "0.00")
            self.sheet.text(self.row, PARTNER, second, self.styles("note_apart"))
            self.sheet.text(self.row, STATED, self.words(*text.STATED[pair.own]), self.styles("note_apart"))
            self.row += 1
