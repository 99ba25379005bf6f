"""`tco size`: the inventory that the rules derive, figures overruled, and what is implausible.

Imports `common`, and `tco` when a command runs.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tco.cli.common import Commands, add_case, add_json, answer, load_case, write_case
from tco.errors import Problems, UserError

if TYPE_CHECKING:
    from tco.sizing import Derived, Sizing, Wish

LONGEST = 300  # of a list of lines in the text; the whole stands in the JSON


def add(commands: Commands) -> None:
    """Add the commands of this module."""
    size = commands.add_parser(
        "size", help="the inventory that follows from the beds, and what is implausible"
    )
    add_case(size)
    add_json(size)
    size.add_argument("--overrule", action="append", default=[], metavar="FIGURE=VALUE",
                      help="make a figure this number, as in emr.machines=120 or "
                      "pacs.archive_storage:studies=200; may be repeated")  # fmt: skip
    size.add_argument("--rules", action="store_true", help="show each rule with its assumptions")
    size.add_argument("--write", metavar="FILE", help="save the case with the figures overruled")
    size.set_defaults(run=_size)


def _size(options: argparse.Namespace) -> None:
    from tco.intake import check_targets
    from tco.results import run
    from tco.sizing import overruled, sized

    check_targets([], [options.write])
    check_targets([options.case], answers=[options.json])
    before = load_case(options)
    case = overruled(before, _wishes(options.overrule))
    sizing = sized(run(case), before, options.language)
    if options.write:
        write_case(options.write, case, options.language)
    answer(options, sizing.document(), _text(sizing, options))


def _wishes(texts: Iterable[str]) -> list[Wish]:
    """All figures to be overruled; what cannot be read comes in one message."""
    from tco.sizing import parse_wish

    wishes, problems = [], []
    for text in texts:
        try:
            wishes.append(parse_wish(text))
        except UserError as error:
            problems.append(str(error))
    if problems:
        raise Problems("inventory", problems)
    return wishes


def _text(sizing: Sizing, options: argparse.Namespace) -> Iterator[str]:
    from tco.labels import unit_in
    from tco.messages import where_known
    from tco.sizing import GROUPS, MEANING

    korean, result = options.language == "ko", sizing.result
    currency = result.bound.pack.head.currency
    beds = result.bound.values().get("beds", 0.0)
    yield (
        f"{result.bound.case.title.in_language(options.language)}, {beds:g}"
        f"{'병상' if korean else ' beds'}, {result.bound.pack.label}"
    )
    yield MEANING.in_language(options.language)
    for group, heading in GROUPS.items():
        members = [each for each in sizing.figures if each.figure.kind.group == group]
        yield ""
        yield heading.in_language(options.language)
        for each in members:
            unit = unit_in(options.language, each.unit, currency)
            ends = _ends(each, options.language)
            yield f"  {each.figure.key:<28}{_grouped(each.value):>14}{ends:>28}  {unit}"
            yield from _rule(each, options.language) if options.rules else ()
    if sizing.changed:
        yield ""
        yield "변경한 가정" if korean else "Changed"
        yield from (
            f"  {key}: {each['value']:,.6g} ({where_known(each['reason'], options.language)})"
            for key, each in sizing.changed.items()
        )
    if sizing.warnings:
        yield ""
        yield "경고" if korean else "Warnings"
        for warning in sizing.warnings:
            yield f"  {warning.sentence.in_language(options.language)}"
            yield f"    {warning.note.in_language(options.language)} {warning.source.url}"


def _grouped(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.4g}"


def _ends(each: Derived, language: str) -> str:
    from tco.amounts import between

    return between(_grouped(each.low), _grouped(each.high), language)


def _rule(each: Derived, language: str) -> Iterator[str]:
    from tco.explain_text import provenance

    if each.rule and each.inputs:
        yield f"      = {each.rule}"
    elif each.lines:
        text = " + ".join(each.lines)
        yield f"      = {text if len(text) <= LONGEST else text[:LONGEST] + ' …'}"
    for given in each.inputs:
        label = given.declaration.label.in_language(language)
        yield f"        {label} {given.value:,.6g} <{provenance(given, language)}>"
