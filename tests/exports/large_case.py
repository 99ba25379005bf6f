"""A case that has everything at once, and texts that a spreadsheet could take for formulas."""

from __future__ import annotations

import copy
from typing import Any

from tco.case import Case, parse_case, read_document
from tco.language import Category

HOSTILE = '=HYPERLINK("http://example.org";"x")'
CATEGORIES = [each for each in Category if each not in (Category.UNCHANGED, Category.RISK, Category.LEAVING)]
INCLUDED = [
    "archive",
    "traffic",
    "backup",
    "standby",
    "operating_system",
    "database",
    "security",
    "lines",
    "migration",
    "applications",
]
NAMES_THAT_MEAN_SOMETHING_ELSE = ("summary", "compare", "true", "r1c1", "checks", "a" * 40)


def large_case() -> Case:
    """Twelve alternatives, sixty custom lines, a quote, a register, loans and taxes."""
    document: dict[str, Any] = copy.deepcopy(read_document("kr-general-500"))
    document["title"] = {"en": "=1+1 & <x>", "ko": '=1+1 "따옴표"'}
    document["note"] = f"{HOSTILE}\x0b +1 <b>&"
    document["fleets"] = {
        "servers": {"vintages": {"-3": 10, "-1": 20, "0": 5}, "prices": {"-3": 9e6}},
        "plant": {"count": 3},
    }
    document["spending"] = {"staff": 5e8, "cloud": 1e8, "risk": 3.0}
    document["overrides"] = {
        "income_tax_rate": 0.22, "count_cost_to_leave": 1.0, "financed_share": 0.5, "leased_share": 0.6,
        "lease_balloon": 0.1, "lease_on_balance_sheet": 0.0,
    }  # fmt: skip
    alternatives = document["alternatives"]
    alternatives["quoted"] = {
        "title": {"en": "+quoted", "ko": "@견적"}, "moves": ["compute", "archive", "backup", "standby"],
        "start": 3, "duration": 15, "overlap": 4, "subscribed": True,
        "quote": {"price_per_bed": 90000.0, "setup_fee": 5e7, "term": 3, "uplift": 0.02,
                  "renewal_increase": 0.1, "includes": INCLUDED},
    }  # fmt: skip
    for number, name in enumerate(NAMES_THAT_MEAN_SOMETHING_ELSE):
        alternatives[name] = {
            "title": {"en": f"-alternative {number}", "ko": f"-대안 {number}"}, "price_book": "naver_cloud",
            "moves": ["backup"], "start": float(number),
        }  # fmt: skip
    document["custom_lines"] = [custom_line(number, list(alternatives)) for number in range(60)]
    return parse_case(document)


def custom_line(number: int, alternatives: list[str]) -> dict[str, Any]:
    capital = number % 3 == 0
    return {
        "id": f"custom_{number}", "title": {"en": f"=line {number}", "ko": f"@항목 {number}"},
        "alternatives": alternatives[number % 5 : number % 5 + 4], "category": CATEGORIES[number % 14],
        "amount": 1e6 * (number + 1) * (-1 if number % 7 == 0 else 1), "first_year": float(number % 4),
        "every": float(1 + number % 3), "treatment": "capital" if capital else "expense",
        "accounting_life": float(3 + number % 5), "vat": bool(number % 2),
        "salvage_share": 0.1 if capital else 0.0, "salvage_at": "end_of_life" if number % 2 else "horizon",
        "escalation": [0.01, 0.02, 0.03] if number % 4 == 0 else 0.02,
        "timing": ["start", "middle", "end", "default"][number % 4],
    }  # fmt: skip
