"""Every claim of a publication, and those that a user adds, put to its test.

Promise: the tests of all claims share their evaluations, and one claim's test knows nothing of another's.
Imports the package's own modules, `case`, `errors` and `results`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tco.case import CaseClaim
from tco.claims import effects, measures
from tco.claims.added import added_claims
from tco.claims.bench import Bench
from tco.claims.data import Claim, ClaimSet, ContextTest, MetricTest, load_claims
from tco.claims.findings import Outcome, Verdict
from tco.claims.needed import needed
from tco.errors import UserError, nearest
from tco.results import Result

PUBLISHED = "dailymedi_2021"
SAVING = "saving_40"  # the claim of the article on the total
TESTS: Mapping[str, Callable[[Bench, Any], Outcome]] = {
    "metric": lambda bench, test: measures.metric(bench, test, bench.moving),
    "level": measures.level,
    "wait": measures.wait,
    "transfer": lambda bench, test: measures.transfer(bench),
    "assume": effects.assume,
    "cost": effects.cost,
}


@dataclass(frozen=True)
class Finding:
    """A claim with what its test found out.

    Attributes:
        said: the claim of the publication, or the one that the user added.
    """

    id: str
    said: Claim | CaseClaim
    outcome: Outcome

    @property
    def verdict(self) -> Verdict:
        """The outcome in one word."""
        return self.outcome.verdict

    @property
    def kind(self) -> str:
        """How it was tested."""
        return self.said.test.kind if isinstance(self.said, Claim) else "metric"


@dataclass(frozen=True)
class Report:
    """All findings for a case."""

    bench: Bench
    claims: ClaimSet
    findings: tuple[Finding, ...]

    def __getitem__(self, key: str) -> Finding:
        return {each.id: each for each in self.findings}[key]


def examine(
    result: Result, *, only: str = "", alternative: str = "", add: Sequence[str] = (), name: str = PUBLISHED,
    needs: bool = True,
) -> Report:  # fmt: skip
    """Test every claim on a result.

    Args:
        result: the evaluated case.
        only: the id of one claim, instead of all.
        alternative: one alternative, instead of all that move something.
        add: further claims as texts, `METRIC>=NUMBER`.
        name: the file of the published claims.
        needs: whether to search what would have to be true, which takes most of the time.

    Returns:
        The published claims in their order, then the case's own, then the added ones.
    """
    bench = Bench(result, alternative)
    claims = load_claims(name)
    _known_alternative(bench, alternative)
    said: dict[str, Claim | CaseClaim] = dict(claims.claims)
    for each in added_claims(bench, add):
        if each.id in claims.claims:
            raise UserError(f"claims.{each.id}: is the id of a published claim; rename it")
        if alternative in ("", each.alternative) or each.alternative is None:
            said[each.id] = each
    if only and only not in said:
        raise UserError(f"'{only}' is not a claim{nearest(only, said)}; there are: {', '.join(said)}")
    chosen = {key: each for key, each in said.items() if not only or key == only}
    outcomes = {key: _outcome(bench, each) for key, each in chosen.items()}
    outcomes = _with_needs(bench, outcomes) if needs else outcomes
    return Report(bench, claims, tuple(Finding(key, chosen[key], each) for key, each in outcomes.items()))


def _known_alternative(bench: Bench, alternative: str) -> None:
    others = [name for name in bench.bound.alternatives if name != bench.baseline]
    if alternative and alternative not in others:
        listed = ", ".join(others) or "none"
        hint = "" if alternative == bench.baseline else nearest(alternative, others)
        raise UserError(f"'{alternative}' is not an alternative to the baseline{hint}; there are: {listed}")


def _outcome(bench: Bench, said: Claim | CaseClaim) -> Outcome:
    if isinstance(said, CaseClaim):
        return _added(bench, said)
    test = said.test
    if isinstance(test, ContextTest):
        return Outcome(reason=test.reason)
    if test.kind == "latency":
        return measures.latency(test)
    return measures.nobody(bench) or TESTS[test.kind](bench, test)


def _added(bench: Bench, said: CaseClaim) -> Outcome:
    """A user's claim may be about any alternative, also one that moves nothing."""
    names = [each for each in bench.others if said.alternative in (None, each)]
    if not names:
        return Outcome(reason=measures.NO_OTHERS)
    test = MetricTest(quantities=(said.metric,), comparison=said.comparison, number=said.number)
    return measures.metric(bench, test, names)


def _with_needs(bench: Bench, outcomes: Mapping[str, Outcome]) -> dict[str, Outcome]:
    """What would have to be true for all claims that name a number, in one search."""
    asked = list(dict.fromkeys(each for outcome in outcomes.values() for each in outcome.wanted))
    found = dict(zip(asked, needed(bench, asked), strict=True))
    return {
        key: replace(each, needs=each.needs + tuple(found[wanted] for wanted in dict.fromkeys(each.wanted)))
        for key, each in outcomes.items()
    }
