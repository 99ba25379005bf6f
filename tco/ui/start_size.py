"""The second question of the first page: beds, or sites where a case is counted in sites.

Promise: what cannot be used stays in the field with the reason and the value in use beside it; a hospital has
a bed at least. Imports the engine and the page's own modules only.
"""

from __future__ import annotations

from functools import partial

from tco.assumptions import Assumption
from tco.edits import Document
from tco.inputs import Input
from tco.ui import start_answers
from tco.ui.alternatives_field import entry
from tco.ui.start_answers import SITES, beds_of, sites_of
from tco.ui.view import View

SIZE = "field:start_beds"
MOST_SITES = 500


def show(view: View) -> None:
    """The field for the size of the case."""
    choice, words, usual = view.choice, view.words, SITES.get(view.choice.case)
    known = view.result.bound.pack.assumptions
    if usual:
        now = sites_of(choice.document, choice.original, usual)
        sites = Input("sites", _counted(known[start_answers.COUNTED_BY]), float(now))
        write = partial(_with_sites, original=choice.original, usual=usual)
        entry(view, sites, words("start.sites"), write, key=SIZE, note=words("start.sites_note"))
        return
    declared = known["beds"]
    if beds_of(choice.original):
        declared = declared.model_copy(update={"minimum": 1.0})
    beds = Input("beds", declared, beds_of(choice.document))
    entry(view, beds, words("start.beds"), partial(_with_beds, original=choice.original), key=SIZE)


def _counted(declared: Assumption) -> Assumption:
    """What sites may be, of which no pack says anything."""
    bounds = {"minimum": 1.0, "maximum": float(MOST_SITES)}
    return declared.model_copy(update={"unit": "1", "format": "whole", **bounds})


def _with_beds(document: Document, beds: float | None, *, original: Document) -> Document:
    return start_answers.with_beds(document, original, beds_of(original) if beds is None else beds)


def _with_sites(document: Document, sites: float | None, *, original: Document, usual: int) -> Document:
    return start_answers.with_sites(document, original, usual, usual if sites is None else int(sites))
