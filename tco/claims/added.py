"""Claims that a user adds, of any vendor: in the case file, or as `METRIC>=NUMBER` on the command line.

Promise: what means nothing here is refused with all other mistakes at once, each with the nearest name.
Imports `bench`, `case`, `figures` and `errors` only.
"""

from __future__ import annotations

from collections.abc import Iterable

from tco.case import CaseClaim
from tco.claims.bench import Bench
from tco.errors import Problems, UserError, nearest
from tco.figures import parse_condition


def parse_claim(text: str, number: int) -> CaseClaim:
    """The claim of `METRIC>=NUMBER`, with a text after a colon; `number` makes its id."""
    wish = parse_condition(text)
    words = wish.words[:500]
    return CaseClaim.model_validate(
        {"id": f"added_{number}", "text": {"en": words, "ko": words} if words else None,
         "metric": wish.metric[:80], "comparison": wish.condition.comparison,
         "number": wish.condition.number}
    )  # fmt: skip


def added_claims(bench: Bench, texts: Iterable[str] = ()) -> tuple[CaseClaim, ...]:
    """The claims of the case and those of the command line; raises `Problems` with everything wrong."""
    problems: list[str] = []
    found = list(bench.bound.case.claims)
    for number, text in enumerate(texts, start=1):
        try:
            found.append(parse_claim(text, number))
        except UserError as error:
            problems.append(f"--add {error}")
    for claim in found:
        problems += [f"claims.{claim.id}.{each}" for each in _mistakes(bench, claim)]
    ids = [claim.id for claim in found]
    problems += [f"claims.{each}: two claims have this id; rename one" for each in sorted(_repeated(ids))]
    if problems:
        raise Problems("claims", problems)
    return tuple(found)


def _mistakes(bench: Bench, claim: CaseClaim) -> Iterable[str]:
    try:
        bench.quantity(claim.metric)
    except UserError as error:
        yield f"metric: {error}"
    others = [name for name in bench.bound.alternatives if name != bench.baseline]
    if claim.alternative is not None and claim.alternative not in others:
        listed = ", ".join(others) or "none"
        yield (
            f"alternative: '{claim.alternative}' is not an alternative to the baseline"
            f"{nearest(claim.alternative, others)}; there are: {listed}"
        )


def _repeated(ids: list[str]) -> set[str]:
    return {each for each in ids if ids.count(each) > 1}
