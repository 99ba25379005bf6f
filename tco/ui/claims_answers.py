"""What claims come to under a question: the verdicts at once, what would have to be true when it is found.

Promise: found by the question only, so that one visitor's claims never reach another's page; own claims
that mean nothing are named and left out, and the others are tested all the same. Imports the engine,
`answers` and `kept` only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from tco.claims import Finding, Report, as_document, examine
from tco.errors import UserError
from tco.results import Result
from tco.ui.answers import Question, answer
from tco.ui.kept import Kept

_KEPT: Kept[tuple[Question, bool], Tested] = Kept(24)


@dataclass(frozen=True)
class Tested:
    """Claims with what their tests found out.

    Attributes:
        complete: whether what would have to be true has been searched for.
        problems: what is wrong with own claims, which are then left out.
    """

    report: Report
    complete: bool
    problems: tuple[str, ...] = ()

    @cached_property
    def _documents(self) -> dict[str, dict[str, Mapping[str, Any]]]:
        return {}

    def told(self, language: str) -> Mapping[str, Mapping[str, Any]]:
        """Every finding in words, by the claim's id."""
        if language not in self._documents:
            claims = as_document(self.report, language)["claims"]
            self._documents[language] = {each["id"]: each for each in claims}
        return self._documents[language]

    @property
    def published(self) -> tuple[Finding, ...]:
        """The article's own claims."""
        said = self.report.claims.claims
        return tuple(each for each in self.report.findings if each.id in said and not said[each.id].rival_to)

    @property
    def rivals(self) -> tuple[Finding, ...]:
        """Other figures that were printed for the same claims."""
        said = self.report.claims.claims
        return tuple(each for each in self.report.findings if each.id in said and said[each.id].rival_to)

    @property
    def own(self) -> tuple[Finding, ...]:
        """What the visitor added."""
        return tuple(each for each in self.report.findings if each.id not in self.report.claims.claims)


def complete(question: Question) -> Tested | None:
    """Everything, if it was found before."""
    return _KEPT.get((question, True))


def tested(question: Question, needs: bool) -> Tested:
    """The verdicts; with `needs` also what would have to be true, which takes a second."""
    key = (question, needs)
    known = _KEPT.get(key)
    if known is None:
        known = _test(answer(question), needs)
        _KEPT.put(key, known)
    return known


def _test(result: Result, needs: bool) -> Tested:
    try:
        return Tested(examine(result, needs=needs), needs)
    except UserError as error:
        return Tested(examine(_without_own(result), needs=needs), needs, error.problems)


def _without_own(result: Result) -> Result:
    case = result.bound.case.model_copy(update={"claims": ()})
    return Result(replace(result.bound, case=case), result.lines)
