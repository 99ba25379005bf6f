"""The case: the one document that a user saves.

Promise: a case names its pack, its hospital, its workloads and its alternatives, and overrides any
assumption; whatever it gets wrong is listed in one message with place, value, bound and remedy.
Imports pydantic, `assumptions`, `errors`, `fields`, `language` and `uncertainty_settings` only.
"""

from tco.case.document import Case
from tco.case.parts import (
    TIMINGS,
    Alternative,
    CaseClaim,
    CustomLine,
    FleetRegister,
    Inclusion,
    Override,
    Placement,
    Quote,
    Resource,
    Title,
    Workload,
)
from tco.case.reading import parse_case, parse_text, presets, read_document

__all__ = [
    "TIMINGS", "Alternative", "Case", "CaseClaim", "CustomLine", "FleetRegister", "Inclusion", "Override",
    "Placement", "Quote", "Resource", "Title", "Workload", "parse_case", "parse_text", "presets",
    "read_document",
]  # fmt: skip
