"""Last year's actual spending beside the model's year 1.

Promise: an amount is read as people write it, one that cannot be read changes nothing, and the comparison is
the result's own. Imports streamlit, the engine and the page's own modules.
"""

from __future__ import annotations

import streamlit as st

from tco.amounts import money, number, parse
from tco.edits import with_part
from tco.language import Category
from tco.results import Result
from tco.ui.browser import held
from tco.ui.state import OF_CASE, edit, touch
from tco.ui.tables import paragraph, table
from tco.ui.view import heading
from tco.ui.words import Words

PROBLEMS = f"{OF_CASE}spending"
LEFT_OUT = frozenset({Category.RESIDUAL, Category.CLOUD, Category.SUBSCRIPTION, Category.TRANSITION})


def show(result: Result, words: Words) -> None:
    """A field for each category that the baseline has, and the comparison."""
    heading("section.calibration", words)
    st.html(paragraph(words("calibration.lead")))
    spending = result.bound.case.spending
    fields = [
        each for each in result.categories() if Category(each) not in LEFT_OUT or Category(each) in spending
    ]
    for start in range(0, len(fields), 3):
        for column, category in zip(st.columns(3), fields[start : start + 3], strict=False):
            with column:
                _field(category, spending.get(Category(category)), result, words)
    rows = result.calibration()
    if not rows:
        st.html(paragraph(words("calibration.empty"), "tco-faint"))
        return
    currency = result.bound.pack.head.currency
    header = [words(f"calibration.{key}") for key in ("actual", "modelled", "ratio")]
    st.html(
        table(
            [words("table.item"), *header, ""],
            [
                (
                    words.category(row["category"]),
                    money(row["actual"], currency, words.language),
                    money(row["modelled"], currency, words.language),
                    "–" if row["ratio"] is None else number(row["ratio"], 3),
                    f"**{words('calibration.wide')}**" if row["warning"] else words("calibration.fine"),
                )
                for row in rows
            ],
            frozenset({0, 4}),
        )
    )


def _field(category: str, actual: float | None, result: Result, words: Words) -> None:
    key = f"spent:{category}"
    problems: dict[str, str] = st.session_state.setdefault(PROBLEMS, {})
    currency = result.bound.pack.head.currency
    known = "" if actual is None else money(actual, currency, words.language)
    shown = problems.get(category, known)
    st.text_input(words.category(category), max_chars=40, **held(key, shown, _typed, category))
    if category in problems:
        problem = paragraph(words("calibration.bad", text=problems[category]), "tco-faint")
        st.html(f'<div role="alert">{problem}</div>')


def _typed(category: str) -> None:
    text = str(st.session_state[f"spent:{category}"]).strip()
    problems: dict[str, str] = st.session_state.setdefault(PROBLEMS, {})
    problems.pop(category, None)
    document = touch().document
    try:
        edit(with_part(document, ("spending", category), parse(text) if text else None))
    except ValueError:
        problems[category] = text
