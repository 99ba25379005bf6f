"""Response time: what users wait today and after a move, what that rests on, the line that a target needs.

Promise: the page reads waits and prices and computes nothing. Imports streamlit, the engine and the page's
own modules.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from tco.amounts import NOTHING, money
from tco.response import stays
from tco.ui import response_charts as pictures
from tco.ui import response_text as text
from tco.ui import tables
from tco.ui.claims_answers import complete, tested
from tco.ui.input_field import field
from tco.ui.links import link
from tco.ui.palette import colours
from tco.ui.response_facts import FURTHER, MAIN, WAIT_CLAIM, Waits, has_waits, inputs, read
from tco.ui.view import View, heading, picture

CLAIMS = (WAIT_CLAIM, "bandwidth_enough")
COSTS = ("private_lines", "connection_ports")


def show(view: View) -> None:
    """The whole page below the choice of the alternative."""
    words = view.words
    if not has_waits(view.result):
        st.html(tables.page_heading(words("response.nobody")))
        st.html(f'<p class="tco-text">{link(words("response.nobody_next"), view.href("start"))}</p>')
        return
    waits = read(view.result, view.alternative, words.language)
    said = text.headline(waits, view.title(view.alternative), words)
    st.html(tables.page_heading(said) + tables.paragraph(_lead(waits, view)))
    left, right = st.columns([7, 4], gap="large")
    with left:
        _picture(waits, view)
        _claims(view)
        _line(waits, view)
    with right:
        _inputs(view)


def _lead(waits: Waits, view: View) -> str:
    """What of the wait is distance; or why there is none."""
    words, own = view.words, waits.own
    if not waits.from_afar:
        return stays(own, words.language)
    given = own["inputs"]
    return words(
        "response.lead",
        trips=f"{given['round_trips_per_screen']:,.0f}",
        own=f"{given['own_round_trip']:.3g}",
        cloud=f"{own['cloud_round_trip']:.3g}",
        light=f"{own['fibre_round_trip']:.3g}",
        distance=f"{given['distance']:,.0f}",
    )


def _picture(waits: Waits, view: View) -> None:
    words = view.words
    heading("response.section.waits", words)
    shown = colours(view.result.bound.case)
    pair = (shown[view.baseline], shown[view.alternative])
    titles = (words("response.today"), view.title(view.alternative))
    frame = pictures.frame_of(waits.waits, words)
    st.html(tables.legend((title, colour, False) for title, colour in zip(titles, pair, strict=True)))
    picture(
        "response", text.message(waits, words), pictures.bars(frame, pair, titles, words),
        text.alt(waits, words), _table(waits, view), words,
    )  # fmt: skip


def _table(waits: Waits, view: View) -> str:
    words = view.words
    keys = ("what", "today", "after", "average", "limit", "speed")
    rows = [
        [
            pictures.label_of(each, words), text.seconds(each.today), text.seconds(each.after),
            "–" if each.average is None else text.seconds(each.average), f"{each.limit:g}",
            "–" if each.speed_needed is None else f"{each.speed_needed:,.0f}",
        ]
        for each in waits.waits
    ]  # fmt: skip
    table = tables.table([words(f"response.column.{key}") for key in keys], rows)
    return table + tables.paragraph(words("response.table_note"), "tco-faint")


def _claims(view: View) -> None:
    """The two claims of the article on waits, as they come out for this alternative."""
    words = view.words
    heading("response.section.claims", words)
    found = complete(view.question) or tested(view.question, needs=False)
    told = found.told(words.language)
    rows = [
        words("response.claim", text=words.quoted(told[key]["text"]), printed=told[key]["printed"],
              verdict=text.verdict(told[key], view.alternative, words))
        for key in CLAIMS
    ]  # fmt: skip
    opened = link(words("response.claims_open"), view.href("claims"))
    st.html(f'{tables.bullets(rows)}<p class="tco-text tco-reads">{opened}</p>')


def _line(waits: Waits, view: View) -> None:
    """The line that is ordered, the one that the target needs, and their price."""
    words, own = view.words, waits.own
    heading("response.section.line", words)
    said = f"**{text.line(waits, words)}** {text.missed(waits, words)}"
    st.html(tables.paragraph(said.strip()))
    if own["images_from_cloud_total"]:
        facts = _facts(_line_rows(waits, view), words("response.section.line"))
        st.html(facts + tables.paragraph(words("response.line_note"), "tco-faint"))


def _line_rows(waits: Waits, view: View) -> Iterable[tuple[str, str]]:
    """Each fact with the figure that opens its explanation."""
    words, own, name = view.words, waits.own, view.alternative
    for key in ("line_speed_ordered", "line_speed_needed_most"):
        yield (
            words(f"response.{key}"),
            view.explained(words("response.speed", speed=f"{own[key]:,.0f}"), key, name),
        )
    yield words("response.line_paths"), escape(f"{own['inputs']['line_paths']:g}")
    price = words("response.per_month", amount=money(own["path_price"], view.currency, words.language))
    yield words("response.path_price"), view.explained(price, "path_price", name)
    for key in COSTS:
        amount = money(float(view.result.yearly(name, key)[-1]), view.currency, words.language)
        label = words(f"response.{key}", year=view.result.horizon)
        yield label, view.explained(amount, key, name, view.result.horizon)
    found = complete(view.question) or tested(view.question, needs=False)
    for each in found.told(words.language)["bandwidth_enough"]["costs"]:
        if each["alternative"] == name:
            label = words("response.present_value", label=each["label"])
            amount = money(each["amount"], view.currency, words.language) if each["amount"] else NOTHING
            yield label, escape(amount)


def _facts(rows: Iterable[tuple[str, str]], region: str) -> str:
    body = "".join(f'<tr><th scope="row">{escape(label)}</th><td>{value}</td></tr>' for label, value in rows)
    return tables.scrolled(f'<table class="tco"><tbody>{body}</tbody></table>', region, "tco-reads")


def _inputs(view: View) -> None:
    """The inputs that the waits rest on, to be changed here."""
    words, bound = view.words, view.result.bound
    heading("response.section.inputs", words)
    for each in inputs(bound, view.alternative, MAIN):
        field(each, view)
    with st.expander(words("response.further")):
        for each in inputs(bound, view.alternative, FURTHER):
            field(each, view)
