"""The command line: the same jobs without a browser.

Promise: results go to standard output, problems to standard error in one message; exit 0 is an
answer, 2 a question that could not be understood. Imports `tco` and, when asked for a workbook,
`exports`; the app only to serve it.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from tco.errors import UserError, nearest

if TYPE_CHECKING:
    from tco.results import Result

COMMANDS = ("presets", "evaluate", "explain", "serve")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One sentence and the next step instead of a usage dump."""
        wrong = re.search(r"invalid choice: '([^']*)' \(choose from (.*)\)", message)
        hint = nearest(wrong[1], re.findall(r"'([^']*)'", wrong[2])) if wrong else ""
        raise UserError(f"{message}{hint} (see `{self.prog} --help`)")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="tco", description="What keeping a hospital's own servers costs, against moving them."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("presets", help="list the cases that ship with the program")
    evaluate = commands.add_parser("evaluate", help="compare the alternatives of a case")
    explain = commands.add_parser("explain", help="open a number down to its sources")
    for each in (evaluate, explain):
        each.add_argument("case", metavar="CASE", help="a preset's id or a case file (TOML)")
        each.add_argument("--set", dest="changes", action="append", default=[], metavar="KEY=VALUE",
                          help="change an assumption or a key of the case; may be repeated")  # fmt: skip
        each.add_argument("--language", choices=("en", "ko"), default="en", help="language of labels")
    evaluate.add_argument("--json", metavar="FILE", help="write the result as JSON; - for standard output")
    evaluate.add_argument("--xlsx", metavar="FILE", help="write the live Excel workbook")
    explain.add_argument("line", metavar="LINE", help="id of a line or metric, e.g. purchases.servers")
    explain.add_argument("year", metavar="YEAR", help="0 to the horizon; any for a metric")
    explain.add_argument("--alternative", metavar="ID", help="default: the baseline, or the first other one")
    explain.add_argument("--depth", type=int, default=99, metavar="N", help="levels to open")
    explain.add_argument("--json", metavar="FILE", help="write the tree as JSON; - for standard output")
    serve = commands.add_parser("serve", help="open the web app on this computer")
    serve.add_argument("--port", type=int, default=8501)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    try:
        options = _parser().parse_args(arguments)
        return {"presets": _presets, "evaluate": _evaluate, "explain": _explain, "serve": _serve}[
            options.command
        ](options)
    except UserError as error:
        print(f"tco: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _presets(options: argparse.Namespace) -> int:
    from tco.case import presets

    for name, document in presets().items():
        print(f"{name}, {document['title']['en']}")
    return 0


def _run(options: argparse.Namespace) -> Result:
    from tco.changes import load
    from tco.results import run

    return run(load(options.case, options.changes))


def _write(file: str, content: str | bytes) -> None:
    if file == "-":
        if isinstance(content, bytes):
            raise UserError("--xlsx writes a file, not standard output; name one, e.g. comparison.xlsx")
        print(content)
        return
    try:
        Path(file).write_bytes(content if isinstance(content, bytes) else f"{content}\n".encode())
    except OSError as error:
        raise UserError(f"cannot write {file}: {error.strerror}; choose another place") from error


def _evaluate(options: argparse.Namespace) -> int:
    result = _run(options)
    if options.json:
        document = result.document(options.language)
        _write(options.json, json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False))
    if options.xlsx:
        from exports.workbook import write_workbook

        buffer = io.BytesIO()
        write_workbook(result, buffer, options.language)
        _write(options.xlsx, buffer.getvalue())
    if options.json != "-":
        print("\n".join(summary(result, options.language)))
    return 0


def summary(result: Result, language: str) -> list[str]:
    """A short table for people: totals, present values and savings."""
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
                f"calibration: {row['category']}: year 1 is {modelled:,.0f}, last year {actual:,.0f}"
            )
    return lines


def _explain(options: argparse.Namespace) -> int:
    from tco.explain import explain
    from tco.explain_text import as_document, as_text

    result = _run(options)
    known = result.bound.model.instances
    if options.line not in known:
        family = [key for key in known if key.startswith(f"{options.line}.")]
        hint = f"; it exists per member: {', '.join(family)}" if family else nearest(options.line, known)
        raise UserError(f"'{options.line}' is not a line of this case{hint}")
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
    if options.json:
        _write(options.json, json.dumps(as_document(node), ensure_ascii=False, indent=1))
    if options.json != "-":
        print(f"{result.title(alternative, options.language)} ({alternative}), {result.bound.pack.label}")
        print("\n".join(as_text(node, language=options.language)))
    return 0


def _usual_alternative(result: Result, line: str) -> str:
    baseline = result.bound.case.baseline
    others = [name for name in result.alternatives if name != baseline]
    return others[0] if line in result.comparative and others else baseline


def _serve(options: argparse.Namespace) -> int:
    from tco.serve import serve

    serve(options.port)
    return 0


if __name__ == "__main__":
    sys.exit(main())
