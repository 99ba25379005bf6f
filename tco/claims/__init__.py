"""Vendors' claims held against a case: what was said, how it is tested, what comes out.

Promise: a claim is data beside the answer and never an input of it; every verdict carries the numbers that it
was made from, so that it can be worked out again. Imports pydantic, numpy and the engine below it (`results`,
`switching`, `compute`, `case`, `assumptions`, `errors`); nothing of exports, cli or ui.
"""

from __future__ import annotations

from tco.claims.added import added_claims, parse_claim
from tco.claims.data import Claim, ClaimSet, Evidence, load_claims
from tco.claims.document import as_document, as_text
from tco.claims.examine import Finding, Report, examine

__all__ = [
    "Claim",
    "ClaimSet",
    "Evidence",
    "Finding",
    "Report",
    "added_claims",
    "as_document",
    "as_text",
    "examine",
    "load_claims",
    "parse_claim",
]
