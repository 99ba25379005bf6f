"""How sure the answer is: one sentence, between which ends it lies, what moves it, what is worth finding out.

Promise: the page reads statistics and computes nothing. Imports streamlit, pandas, the engine and the page's
own modules.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from tco.amounts import NOTHING, percent, table_scale
from tco.claims import load_claims
from tco.claims.examine import PUBLISHED
from tco.results import Result
from tco.ui import awaited, frames, tables, uncertainty_moves, uncertainty_shares
from tco.ui import uncertainty_awaited as answers
from tco.ui import uncertainty_charts as pictures
from tco.ui import uncertainty_text as text
from tco.ui.answers import Question
from tco.ui.browser import offered
from tco.ui.drawing import Drawing
from tco.ui.facts import read
from tco.ui.guard import guarded
from tco.ui.input_text import label
from tco.ui.links import outside
from tco.ui.palette import colours
from tco.ui.parts import part
from tco.ui.rows import rows_of
from tco.ui.turning import signed
from tco.ui.uncertainty_draws import asked_for, controls, found_for, status
from tco.ui.uncertainty_futures import FIRST, Asked, Futures, Worths
from tco.ui.uncertainty_text import Pair
from tco.ui.view import View, heading, picture
from tco.ui.words import Words
from tco.uncertainty.conditions import ARTICLE
from tco.uncertainty.driver_sentences import bars_together, words_for
from tco.uncertainty.estimates import LEVELS

DATA_STEP = 20  # of the curve's points, in its table
MAP_STEP = 5


def ahead(view: View) -> None:
    """What the page will wait for, asked before anything is drawn."""
    answers.ahead(asked_for(view))


def show(view: View) -> None:
    """The whole page below the choice of the alternative."""
    result, question, alternative, words = view.result, view.question, view.alternative, view.words
    facts = read(result, alternative, words.language)
    pair, asked = Pair.of(facts, words), asked_for(view)
    found = found_for(asked)
    _answer(found, facts.leaves, words)
    controls(asked, words)
    status(asked, found, words)
    st.html(tables.paragraph(" ".join(found.said[words.language].how), "tco-faint"))
    if not found.inputs:
        st.html(tables.paragraph(words("uncertainty.certain")))
        return
    _spread(found, pair)
    _fan(result, found, pair)
    _curve(result, found, facts.leaves, pair)
    _tornado(result, question, alternative, pair)
    uncertainty_shares.show(answers.shares(asked), words)
    _heat(result, question, alternative, pair)
    jobs, fill = uncertainty_moves.show(view, answers.movable(question, alternative), facts.leaves)
    _worth(question, found, pair)
    _field(result, question, asked, words)
    awaited.fill(jobs, fill, words)


def _answer(found: Futures, leaves: bool, words: Words) -> None:
    said = found.said[words.language]
    st.html(tables.page_heading(text.headline(said)) + tables.paragraph(said.range))
    if leaves:
        sentence = words("uncertainty.claim", claim=percent(ARTICLE.number), chance=said.chance_of_claim)
        source = outside(words("claim.source"), load_claims(PUBLISHED).source.url)
        st.html(
            f'<div class="tco-claim"><b>{words("claim.heading")}</b> {tables.rich(sentence)} {source}</div>'
        )


def _spread(found: Futures, pair: Pair) -> None:
    words = pair.words
    heading("uncertainty.section.spread", words)
    largest = max(abs(each.value) for each in found.versus.metrics["present_value"].quantiles.values())
    scale, unit = table_scale(pair.currency, words.language, largest)
    rows, errors = zip(*text.spread_rows(found, scale, unit, words), strict=True)
    header = [words("uncertainty.spread.measure"),
              *(words("uncertainty.spread.level", level=level) for level in LEVELS)]  # fmt: skip
    st.html(tables.table(header, rows) + tables.paragraph(words("uncertainty.spread.note"), "tco-faint"))
    with st.expander(words("uncertainty.spread.errors")):
        note = words("uncertainty.spread.errors_note", scrambles=found.claim.scrambles)
        st.html(tables.paragraph(note, "tco-faint") + tables.table(header, errors))


def _fan(result: Result, found: Futures, pair: Pair) -> None:
    words, frame = pair.words, text.fan_frame(found)
    message = text.fan_message(frame, pair)
    colour = colours(result.bound.case)[found.asked.alternative]
    figure = pictures.fan(frame, colour, frames.first_calendar_year(result), pair.currency, words)
    scale, unit = table_scale(pair.currency, words.language, float(frame.abs().max().max()))
    header = [f"{words('uncertainty.fan.year')} ({unit})",
              *(words("uncertainty.spread.level", level=level) for level in LEVELS)]  # fmt: skip
    rows = [(f"{year:.0f}", *(signed(each, scale) for each in values))
            for year, *values in rows_of(frame)]  # fmt: skip
    alt = words("uncertainty.fan.alt", horizon=found.horizon, message=message)
    _picture("fan", message, figure, alt, tables.table(header, rows), words)


def _curve(result: Result, found: Futures, leaves: bool, pair: Pair) -> None:
    words, frame, said = pair.words, text.curve_frame(found), found.said[pair.words.language]
    if frame.empty:
        return
    message = text.curve_message(said, leaves, pair)
    colour = colours(result.bound.case)[found.asked.alternative]
    figure = pictures.curve(frame, text.curve_marks(found, leaves, words), colour, words)
    rows = [(percent(row.chance), pictures.plus(row.difference, percent(row.difference)))
            for row in rows_of(frame.iloc[::DATA_STEP])]  # fmt: skip
    header = [words("uncertainty.curve.chance"), words("uncertainty.curve.difference")]
    alt = words("uncertainty.curve.alt", message=message)
    _picture("curve", message, figure, alt, tables.table(header, rows), words)


def _tornado(result: Result, question: Question, alternative: str, pair: Pair) -> None:
    words = pair.words
    bars = answers.bars(question, alternative)
    if not bars:
        heading("uncertainty.section.tornado", words)
        st.html(tables.paragraph(words("uncertainty.tornado.idle")))
        return
    frame = text.tornado_frame(bars, result.bound, words)
    message = text.tornado_message(frame, pair)
    colour = colours(result.bound.case)[alternative]
    own = -result.value(alternative, "saving_pv") + 0.0
    figure = pictures.tornado(frame, own, colour, pair.currency, words)
    largest = float(frame[["at_low", "at_high"]].abs().max().max())
    scale, unit = table_scale(pair.currency, words.language, largest)
    keys = ("input", "low_value", "high_value", "at_low", "at_high", "turns")
    header = [words(f"uncertainty.tornado.{key}") for key in keys]
    header[3:5] = [f"{each} ({unit})" for each in header[3:5]]
    rows = [(row.label, row.low_text, row.high_text, signed(row.at_low, scale), signed(row.at_high, scale),
             row.turns or NOTHING) for row in rows_of(frame)]  # fmt: skip
    alt = words("uncertainty.tornado.alt", count=len(frame), message=message)
    _picture("tornado", message, figure, alt, tables.table(header, rows), words)
    for note in bars_together(result.bound, bars, words_for(result.bound, words.language)):
        st.html(tables.paragraph(note, "tco-faint"))


@part()
def _heat(result: Result, question: Question, alternative: str, pair: Pair) -> None:
    """A choice of two inputs redraws this part only."""
    guarded("map", pair.words, lambda: _heat_map(result, question, alternative, pair))


def _heat_map(result: Result, question: Question, alternative: str, pair: Pair) -> None:
    words = pair.words
    heading("uncertainty.section.heat", words)
    keys = answers.movable(question, alternative)
    if len(keys) < 2:
        st.html(tables.paragraph(words("uncertainty.heat.few")))
        return
    chosen = _two_inputs(
        keys, {key: label(result.bound.inputs[key], result.bound, words) for key in keys}, words
    )
    heat = answers.heat(question, alternative, chosen)
    frame = text.heat_frame(heat, result.bound, words)
    names = [label(result.bound.inputs[key], result.bound, words) for key in chosen]
    message = text.heat_message(frame, names, pair)
    colour = colours(result.bound.case)
    figure = pictures.heat(
        frame, text.heat_lines(heat, result.bound), text.heat_own(heat, result.bound),
        (colour[result.bound.case.baseline], colour[alternative]), pair.currency, words,
    )  # fmt: skip
    alt = words("uncertainty.heat.alt", a=names[0], b=names[1], message=message)
    _picture("heat", message, figure, alt, _map_table(frame, names, pair), words, titled=False)


def _two_inputs(keys: Sequence[str], titles: dict[str, str], words: Words) -> tuple[str, str]:
    """The inputs of the map: the largest two until others were chosen."""
    chosen: list[str] = []
    before = st.session_state.get("heat_chosen", keys[:2])
    for column, name, at in zip(st.columns(2), ("first", "second"), (0, 1), strict=True):
        open_keys = [key for key in keys if key not in chosen]
        own = before[at] if before[at] in open_keys else open_keys[0]
        with column:
            st.selectbox(words(f"uncertainty.heat.{name}"), open_keys, format_func=titles.__getitem__,
                         **offered(f"heat_{name}", own, _choose_inputs))  # fmt: skip
        chosen.append(own)
    return chosen[0], chosen[1]


def _choose_inputs() -> None:
    st.session_state["heat_chosen"] = [st.session_state[f"heat_{name}"] for name in ("first", "second")]


def _map_table(frame: pd.DataFrame, names: Sequence[str], pair: Pair) -> str:
    scale, unit = table_scale(pair.currency, pair.words.language, float(frame.abs().max().max()))
    grid: list[list[float]] = frame.to_numpy().tolist()
    across, upwards = (_few(len(frame.attrs[f"{name}_texts"])) for name in "xy")
    header = [f"{names[1]} ↑ · {names[0]} → ({unit})", *(frame.attrs["x_texts"][at] for at in across)]
    rows = [(frame.attrs["y_texts"][at], *(signed(grid[at][each], scale) for each in across))
            for at in reversed(upwards)]  # fmt: skip
    return tables.table(header, rows)


def _few(count: int) -> list[int]:
    return sorted({*range(0, count, MAP_STEP), count - 1})


@part()
def _worth(question: Question, found: Futures, pair: Pair) -> None:
    """A choice of what is compared redraws this part only."""
    guarded("worth", pair.words, lambda: _worths(question, found, pair))


def _worths(question: Question, found: Futures, pair: Pair) -> None:
    words = pair.words
    heading("uncertainty.section.worth", words)
    names = {name: words(f"uncertainty.worth.{name}") for name in ("pair", "all")}
    chosen = st.segmented_control(
        words("uncertainty.worth.between"), list(names), format_func=names.__getitem__, required=True,
        default="pair", key="worth_between",
    )  # fmt: skip
    if chosen == "all":
        draws, worths = FIRST, answers.worths_of_all(question, found.seed)
    else:
        draws, worths = found.draws, answers.worths(found)
    _worth_picture(worths, draws, pair)
    st.html(tables.paragraph(words("uncertainty.worth.mean"), "tco-faint"))


def _worth_picture(worths: Worths, draws: int, pair: Pair) -> None:
    words = pair.words
    said = worths.said[words.language]
    if not worths.bars:
        st.html("".join(map(tables.paragraph, said)))
        return
    message = worths.messages[words.language]
    frame = text.worth_frame(worths, pair)
    st.html("".join(tables.paragraph(each) for each in said if each != message))
    rows = [(row.label, row.text, words(f"inputs.{'yes' if row.to_ask else 'no'}"))
            for row in rows_of(frame)]  # fmt: skip
    header = [words(f"uncertainty.worth.{key}") for key in ("input", "amount", "ask")]
    alt = words("uncertainty.worth.alt", count=len(frame), message=message)
    table = tables.table(header, rows, frozenset({0, 2}))
    _picture(
        "worth", f"{message}", pictures.worth(frame, pair.currency, words), alt, table, words, titled=False
    )
    notes = [words("uncertainty.worth.key"), words("uncertainty.worth.note", draws=f"{draws:,}")]
    st.html(tables.paragraph(" ".join(notes), "tco-faint"))


def _field(result: Result, question: Question, asked: Asked, words: Words) -> None:
    """Last, since it evaluates every alternative."""
    if len(result.alternatives) < 3:
        return
    heading("uncertainty.section.field", words)
    shares = answers.cheapest(question, asked.seed)
    titles = {name: result.title(name, words.language) for name in result.alternatives}
    rows = text.field_rows(shares, titles, words)
    header = [words(f"uncertainty.field.{key}") for key in ("alternative", "chance", "error")]
    message = text.field_message(shares, FIRST, result.bound, titles, words)
    st.html(tables.paragraph(f"**{message}**") + tables.table(header, rows))


def _picture(
    key: str, message: str, drawing: Drawing, alt: str, table: str, words: Words, titled: bool = True
) -> None:
    """Heading, message, picture, and its figures as a table behind it."""
    if titled:
        heading(f"uncertainty.section.{key}", words)
    picture(f"futures_{key}", message, drawing, alt, table, words)
