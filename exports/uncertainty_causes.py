"""The parts of the sheet Uncertainty on causes: fan, shares, joint moves, drivers, the worth of finding out.

Promise: a chart draws cells of its own table under a message made from the same numbers; a chart of nothing
is not drawn. Imports `tco.uncertainty`, `figures`, `switching`, `wording` and this package only.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from exports import uncertainty_text as text
from exports.styles import number_of_values
from exports.uncertainty_charts import Charts
from exports.uncertainty_table import FIRST, NOTHING, SHARE, Tables, error_number
from tco.figures import input_label
from tco.switching import Driver
from tco.uncertainty.driver_sentences import bars_together, figure_of, tornado_title, words_for
from tco.uncertainty.drivers import RankInfluence
from tco.uncertainty.estimates import LEVELS, Estimate
from tco.uncertainty.information import Information, Worth
from tco.uncertainty.information_text import sentence, summary
from tco.uncertainty.information_text import words_of as information_words
from tco.uncertainty.knowing import Estimate as Amount
from tco.uncertainty.required import Required
from tco.uncertainty.required_text import told
from tco.uncertainty.sentences import difference, words_of
from tco.uncertainty.statistics import YearOfFan
from tco.wording import Words as Said

BARS_WIDE = FIRST + 14
LISTED, DRAWN = 15, 10
SHARE_KEY = FIRST + 5
LOW, OWN, HIGH, AT_LOW, AT_HIGH, DOWN, UP, SWING, ZERO = range(FIRST, FIRST + 9)
NAME = ZERO + 4
VALUE, ERROR, LIMIT, SURE, ASKED, ORDER, KEYS = range(FIRST, FIRST + 7)


class Causes:
    """Fan and drivers of each alternative, and what is worth finding out."""

    def __init__(self, page: Tables):
        self.page, self.charts = page, Charts(page)
        self.words, self.bound = page.words, page.book.bound
        self.said = words_for(self.bound, self.words.language)

    def write(self) -> None:
        """Write them one under the other."""
        for name in self.page.answer.names:
            self._alternative(name)
        if self.page.findings.information:
            self._worth(self.page.findings.information)

    def _alternative(self, name: str) -> None:
        """Both tables with the charts under them, then the shares and the joint moves."""
        fan, bars = self.page.answer.versus[name].fan, self.page.findings.bars.get(name, ())
        years = self._fan(name, fan) if fan else None
        first = self._drivers(name, bars)
        last = first + len(bars) - 1
        if years:
            self.charts.fan(name, fan_message(*self._last(name, fan)), years, len(fan))
        if bars:
            title = f"{self.words.member(name)}: {tornado_title(self.bound, bars, self.said)}"
            self.charts.bars(title, (first, last), (DOWN, UP))
        if years or bars:
            self.charts.pass_over()
        self._shares(name)
        self._moves(name)

    def _last(self, name: str, fan: Sequence[YearOfFan]) -> tuple[str, YearOfFan, Said]:
        said = words_of(self.page.answer, self.words.language)
        return self.words.member(name), fan[-1], said

    def _start(self, name: str, title: text.Pair, message: str) -> None:
        label = self.words.member(name)
        self.page.start((f"{label}: {title[0]}", f"{label}: {title[1]}"), BARS_WIDE)
        self.page.say(message, "message")

    # -- by year -----------------------------------------------------------------------------------

    def _fan(self, name: str, fan: Sequence[YearOfFan]) -> dict[str, int]:
        """The table; returns the row of its head and of each percentile."""
        page = self.page
        self._start(name, text.FAN, fan_message(*self._last(name, fan)))
        page.heads(text.YEARS, [str(at.year) for at in fan])
        for column, at in enumerate(fan, FIRST):
            page.sheet.write_number(page.row - 1, column, at.year, page.styles("header", "0"))
        rows = {"years": page.row - 1}
        for level in LEVELS:
            rows[f"P{level}"] = page.row
            self._by_year(f"P{level}", [at.quantiles[level] for at in fan])
        self._by_year(self.words(*text.MEAN), [at.mean for at in fan])
        page.row += 1
        return rows

    def _by_year(self, label: str, found: Sequence[Estimate]) -> None:
        self.page.rows(label, self.page.money_unit, found, self.page.money)

    # -- drivers -----------------------------------------------------------------------------------

    def _drivers(self, name: str, bars: Sequence[Driver]) -> int:
        """The table; returns its first row."""
        page, result = self.page, self.page.book.result
        message = tornado_title(self.bound, bars, self.said) if bars else self.said("drv.no_bars")
        self._start(name, text.BARS, message)
        if not bars:
            page.row += 1
            return page.row
        page.heads(text.INPUT, self.words(*text.BAR_HEADS))
        page.sheet.text(page.row - 1, NAME, self.words(*text.NAME), page.styles("header_left"))
        there, here = (result.value(each, "present_value") for each in (page.simulation.baseline, name))
        first = page.row
        for bar in bars:
            self._bar(bar, there - here)
        for note in bars_together(self.bound, bars, self.said):
            page.say(note)
        page.row += 1
        return first

    def _bar(self, bar: Driver, saving: float) -> None:
        page, declared = self.page, self.bound.inputs[bar.key].declaration
        values = (bar.values[0], float(self.bound.values()[bar.key]), bar.values[-1])  # type: ignore[arg-type]
        page.label(self._label(bar.key), self.words.unit(declared.unit, bar.key.split(".")[0]))
        number = number_of_values(values, declared.format)
        for column, value in zip((LOW, OWN, HIGH), values, strict=True):
            page.number(column, value, number)
        ends = (bar.savings[0], bar.savings[-1])
        figures = (*ends, *(end - saving for end in ends), bar.swing)
        for column, value in zip((AT_LOW, AT_HIGH, DOWN, UP, SWING), figures, strict=True):
            page.number(column, value, page.money)
        page.sheet.text(page.row, ZERO, self._zeros(bar), page.styles("note_apart"))
        page.sheet.text(page.row, NAME, bar.key, page.styles("note"))
        page.row += 1

    def _zeros(self, bar: Driver) -> str:
        """Where the saving turns, if anywhere over the range."""
        found = []
        for point in bar.points:
            value = figure_of(self.bound, bar.key, point.value, self.said)
            found.append(self.words(*text.JUMP).format(value=value) if point.jumps else value)
        return "; ".join(found) or NOTHING

    def _label(self, key: str) -> str:
        return input_label(self.bound, key).in_language(self.words.language)

    # -- where the uncertainty comes from ----------------------------------------------------------

    def _shares(self, name: str) -> None:
        """The inputs with the largest shares, correlations kept."""
        found = self.page.findings.shares.get(name)
        if found is None:
            return
        page, ranks = self.page, found.ranks
        listed = [at for at in found.order if ranks.shares[at] > 0.0][:LISTED]
        if not listed:
            self._start(name, text.SHARES, self.words(*text.SHARES_FLAT))
            page.row += 1
            return
        share = self.said.figure(float(ranks.shares[listed[0]]), "%")
        label = self._label(found.keys[listed[0]])
        self._start(name, text.SHARES, self.words(*text.SHARES_MESSAGE).format(label=label, share=share))
        note = self.words(*text.SHARES_NOTE)
        explained = self.said.figure(float(ranks.explained), "%")
        page.say(note.format(draws=f"{found.draws:,}", explained=explained))
        page.heads(text.INPUT, self.words(*text.SHARE_HEADS))
        page.sheet.text(page.row - 1, SHARE_KEY, self.words(*text.NAME), page.styles("header_left"))
        for at in listed:
            self._share(found, at)
        page.row += 1

    def _share(self, found: RankInfluence, at: int) -> None:
        page, ranks = self.page, found.ranks
        page.label(self._label(found.keys[at]), "%")
        error = float(ranks.errors[at])
        page.number(FIRST, float(ranks.shares[at]), SHARE)
        page.number(FIRST + 1, error if math.isfinite(error) else None, error_number(SHARE))
        direction = self.words(*text.DIRECTIONS[bool(ranks.coefficients[at] > 0)])
        page.sheet.text(page.row, FIRST + 2, direction, page.styles("note_apart"))
        page.sheet.text(page.row, SHARE_KEY, found.keys[at], page.styles("note"))
        page.row += 1

    # -- what would have to be true ----------------------------------------------------------------

    def _moves(self, name: str) -> None:
        """For each claim, and for the baseline's cost, what has to move."""
        found = self.page.findings.moves.get(name, ())
        if not found:
            return
        label = self.words.member(name)
        self.page.start((f"{label}: {text.MOVES[0]}", f"{label}: {text.MOVES[1]}"), BARS_WIDE)
        self.page.say(self.words(*text.MOVES_NOTE))
        for each in found:
            self._joint_move(each)

    def _joint_move(self, found: Required) -> None:
        page, condition = self.page, found.condition
        claimed = self.said.claimed(condition.comparison, condition.number, found.unit)
        page.say(f"{found.label.in_language(self.words.language)} {claimed}", "message")
        said = told(page.book.result, found, self.said)
        page.say(said.message)
        if found.moves:
            page.heads(text.INPUT, self.words(*text.MOVE_HEADS))
        for each in found.moves:
            declared = self.bound.inputs[each.key].declaration
            page.label(self._label(each.key), self.words.unit(declared.unit, each.key.split(".")[0]))
            number = number_of_values((each.start, each.printed), declared.format)
            page.number(FIRST, each.start, number)
            page.number(FIRST + 1, each.printed, number)
            page.number(FIRST + 2, abs(each.parts), SHARE)
            page.row += 1
        for note in said.notes:
            page.say(note)
        page.row += 1

    # -- worth of finding out ----------------------------------------------------------------------

    def _worth(self, found: Information) -> None:
        page = self.page
        page.start(text.WORTH, BARS_WIDE)
        said = information_words(found, self.words.language)
        for line in summary(found, said):
            page.say(line, "message")
        page.heads(text.INPUT, self.words(*text.WORTH_HEADS))
        page.sheet.text(page.row - 1, KEYS, self.words(*text.NAME), page.styles("header_left"))
        self._amount(self.words(*text.EVERYTHING), found.everything)
        page.row += 1
        worths = sorted(found.inputs, key=lambda each: -each.value.amount)
        listed = [each for each in worths if each.value.amount > 0.0][:LISTED]
        first = page.row
        asked = [each for each in found.inputs if each.to_ask and each.value.sure]
        for each in listed:
            self._one(each, asked)
        self._rest([each for each in worths if each not in listed])
        self._subjects(found.groups)
        if listed:
            top = sentence(listed[0], found, said)
            self.charts.worths(top, (first, first + min(len(listed), DRAWN) - 1), VALUE)
            self.charts.pass_over()

    def _amount(self, label: str, value: Amount) -> None:
        page = self.page
        page.label(label, page.money_unit)
        number = error_number(page.money)
        page.number(VALUE, value.amount, number)
        page.number(ERROR, value.error, number)
        page.number(LIMIT, value.limit, number)
        page.sheet.text(page.row, SURE, self.words(*text.YES_NO[value.sure]), page.styles("unit"))

    def _one(self, each: Worth, asked: Sequence[Worth]) -> None:
        page = self.page
        self._amount(each.label.in_language(self.words.language), each.value)
        page.sheet.text(page.row, ASKED, self.words(*text.YES_NO[each.to_ask]), page.styles("unit"))
        page.number(ORDER, asked.index(each) + 1 if each in asked else None, "0")
        page.sheet.text(page.row, KEYS, " + ".join(each.keys), page.styles("note_apart"))
        page.row += 1

    def _rest(self, others: Sequence[Worth]) -> None:
        """Those that are not listed have their upper limit in common."""
        if not others:
            return
        page = self.page
        page.label(self.words(*text.REST).format(count=len(others)), page.money_unit)
        page.number(LIMIT, max(each.value.limit for each in others), error_number(page.money))
        page.row += 1

    def _subjects(self, groups: Sequence[Worth]) -> None:
        named = [each for each in groups if each.value.amount > 0.0]
        if named:
            self.page.row += 1
            self.page.heads(text.SUBJECT, self.words(*text.WORTH_HEADS)[: SURE - FIRST + 1])
        for each in named:
            self._amount(each.label.in_language(self.words.language), each.value)
            self.page.row += 1
        self.page.row += 1


def fan_message(name: str, last: YearOfFan, said: Said) -> str:
    """What the last year of a fan says, between its 5th and its 95th percentile, whatever their signs."""
    low, high = last.quantiles[5], last.quantiles[95]
    korean, english = text.FAN_MESSAGES[_fan_key(low, high)]
    message = korean if said.language == "ko" else english
    share = text.FAN_SHARES[last.is_one][said.language != "ko"]
    sizes = {
        f"{key}_size": said.figure(abs(each.rounded), "money")
        for key, each in zip(("low", "high"), (low, high), strict=True)
    }
    return message.format(
        name=name,
        year=last.year,
        share=share,
        low=difference(low, said),
        high=difference(high, said),
        **sizes,
    )


def _fan_key(low: Estimate, high: Estimate) -> str:
    """One amount, one side of the baseline beyond its error, or both."""
    if low.value == high.value:
        return "level" if low.value else "same"
    return "saved" if low.rounded > 0 else "spent" if high.rounded < 0 else "either"
