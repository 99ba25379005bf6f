"""Commands that answer: list the presets, evaluate, explain, serve.

Imports `common`, and `tco` and `exports` when a command runs; the app only to serve it.
"""

from __future__ import annotations

import argparse
import io
from typing import TYPE_CHECKING

from tco.cli.common import Commands, add_case, add_json, add_language, answer, check_workbook, run_case, write
from tco.errors import UserError, nearest

if TYPE_CHECKING:
    from tco.results import Result


def add(commands: Commands) -> None:
    """Add the commands of this module."""
    presets = commands.add_parser("presets", help="list the cases that ship with the program")
    add_language(presets)
    add_json(presets)
    presets.set_defaults(run=_presets)
    evaluate = commands.add_parser("evaluate", help="compare the alternatives of a case")
    add_case(evaluate)
    add_json(evaluate)
    evaluate.add_argument("--xlsx", metavar="FILE", help="write the live Excel workbook")
    evaluate.set_defaults(run=_evaluate)
    explain = commands.add_parser("explain", help="open a number down to its sources")
    add_case(explain)
    add_json(explain)
    explain.add_argument("line", metavar="LINE", help="id of a line or metric, e.g. purchases.servers")
    explain.add_argument("year", metavar="YEAR", help="0 to the horizon; any for a metric")
    explain.add_argument("--alternative", metavar="ID", help="default: the baseline, or the first other one")
    explain.add_argument("--depth", type=int, default=99, metavar="N", help="levels to open")
    explain.set_defaults(run=_explain)
    serve = commands.add_parser("serve", help="open the web app on this computer")
    serve.add_argument("--port", type=int, default=8501)
    serve.add_argument("--host", default="127.0.0.1", metavar="IP", help="listen here (default: %(default)s)")
    serve.add_argument("--allow-host", dest="names", action="append", default=[], metavar="NAME",
                       help="a host name under which others open it; may be repeated")  # fmt: skip
    add_language(serve)
    serve.set_defaults(run=_serve)


def _presets(options: argparse.Namespace) -> None:
    from tco.case import presets

    found = presets()
    titles = {name: document["title"] for name, document in found.items()}
    answer(options, titles, (f"{name}, {title[options.language]}" for name, title in titles.items()))


def _evaluate(options: argparse.Namespace) -> None:
    check_workbook(options.xlsx)
    result = run_case(options)
    if options.xlsx:
        from exports.workbook import write_workbook

        buffer = io.BytesIO()
        write_workbook(result, buffer, options.language)
        write(options.xlsx, buffer.getvalue())
    answer(options, result.document(options.language), summary(result, options.language))


def summary(result: Result, language: str) -> list[str]:
    """A short table for people: totals, present values and savings."""
    from tco.labels import CATEGORIES

    korean = language == "ko"
    head = ("대안", "총비용", "현재가치", "절감액(현재가치)", "%") if korean else (
        "alternative", "total cost", "present value", "saving in present value", "%")  # fmt: skip
    currency = result.bound.pack.head.currency
    lines = [
        f"{result.bound.case.title.in_language(language)}, {result.horizon}"
        f"{'년' if korean else ' years'}, {currency}, {result.bound.pack.label}",
        f"{head[0]:<16}{head[1]:>22}{head[2]:>22}{head[3]:>26}{head[4]:>8}",
    ]
    for name in result.alternatives:
        metrics = result.metrics(name)
        saving, share = metrics["saving_pv"], metrics["saving_pv_pct"]
        shown = f"{saving:>26,.0f}{100 * (share or 0):>8.1f}" if saving is not None else f"{'–':>26}{'–':>8}"
        lines.append(f"{name:<16}{metrics['total_cost']:>22,.0f}{metrics['present_value']:>22,.0f}{shown}")
    for row in result.calibration():
        if row["warning"]:
            modelled, actual = row["modelled"], row["actual"]
            lines.append(
                f"보정: {CATEGORIES[row['category']].ko}: 1년 차 {modelled:,.0f}, 작년 {actual:,.0f}"
                if korean
                else f"calibration: {row['category']}: year 1 is {modelled:,.0f}, last year {actual:,.0f}"
            )
    return lines


def _explain(options: argparse.Namespace) -> None:
    from tco.explain import explain
    from tco.explain_text import as_document, as_text

    result = run_case(options)
    if options.line not in result.bound.model.instances:
        raise _no_line(result, options.line)
    alternative = options.alternative or _usual_alternative(result, options.line)
    if alternative not in result.alternatives:
        raise UserError(
            f"'{alternative}' is not an alternative{nearest(alternative, result.alternatives)}; "
            f"there are: {', '.join(result.alternatives)}"
        )
    if not options.year.isdigit() or int(options.year) > result.horizon:
        raise UserError(f"YEAR is '{options.year}', but must be a whole number from 0 to {result.horizon}")
    node = explain(
        result, options.line, alternative, int(options.year), language=options.language, depth=options.depth
    )
    heading = f"{result.title(alternative, options.language)} ({alternative}), {result.bound.pack.label}"
    answer(options, as_document(node, options.language), [heading, *as_text(node, language=options.language)])


def _no_line(result: Result, name: str) -> UserError:
    """What was meant instead: members, an input, a line by its label, or the nearest id."""
    known = result.bound.model.instances
    family = [key for key in known if key.startswith(f"{name}.")]
    if not family and name in result.bound.inputs:
        return UserError(f"'{name}' is an input, not a line; change it with --set {name}=VALUE")
    labelled = [key for key, each in known.items() if name in (each.line.label, each.line.label_ko)]
    hint = (
        f"; it exists per member: {', '.join(family)}" if family else nearest((labelled or [name])[0], known)
    )
    return UserError(f"'{name}' is not a line of this case{hint}")


def _usual_alternative(result: Result, line: str) -> str:
    baseline = result.bound.case.baseline
    others = [name for name in result.alternatives if name != baseline]
    return others[0] if line in result.comparative and others else baseline


def _serve(options: argparse.Namespace) -> None:
    from tco.serve import serve

    serve(options.port, options.host, options.names, options.language)
