"""Cases small enough to be followed by hand, as documents that a test may change."""

import copy

from tco.case import parse_case
from tco.results import run

TITLE = {"en": "Test", "ko": "시험"}
YEAR_END = {
    "capital.payment_offset": 0.0, "running.payment_offset": 0.0, "discount_rate_is_real": 0.0,
    "general_inflation": 0.0, "vat_rate": 0.0, "income_tax_rate": 0.0,
}  # fmt: skip
# One workload that needs nothing but 30 TB of archive, in units of 1 TB.
ARCHIVE_ONLY = {
    "emr.machines_fixed": 0.0, "emr.machines_per_bed": 0.0, "emr.fast_storage_fixed": 0.0,
    "emr.fast_storage_per_bed": 0.0, "emr.archive_fixed": 30.0, "stored_data_growth": 0.0,
    "archive_storage.headroom": 0.0, "archive_storage.standby_ratio": 0.0,
    "archive_storage.price_growth": 0.0, "archive_storage.unit_price": 1000.0,
    "archive_storage.refresh_cycle": 4.0,
}  # fmt: skip

# Two alternatives of nearly the same cost: one is paid at once, one by the year.
BUY_OR_RENT = """
id = "close-call"
title = { en = "Buy or rent", ko = "구매 또는 임차" }
pack = "kr_2026"
baseline = "buy"
[alternatives.buy]
title = { en = "Buy", ko = "구매" }
[alternatives.rent]
title = { en = "Rent", ko = "임차" }
[[custom_lines]]
id = "machine"
title = { en = "Machine", ko = "장비" }
category = "equipment"
amount = 1000000.0
alternatives = ["buy"]
first_year = 0
last_year = 0
treatment = "capital"
[[custom_lines]]
id = "fee"
title = { en = "Fee", ko = "이용료" }
category = "subscription"
amount = 130000.0
alternatives = ["rent"]
first_year = 1
every = 1
"""


def custom(name, amount, alternative="other", **fields):
    """A custom line."""
    return {
        "id": name,
        "title": TITLE,
        "alternatives": [alternative],
        "amount": amount,
        "timing": "end",
    } | fields


def flows(by_year, alternative="other", name="flow", **fields):
    """Custom lines that pay the given amounts at the end of years 0, 1, 2 …"""
    return [
        custom(f"{name}_{year}_x", float(amount), alternative, first_year=year, last_year=year, **fields)
        for year, amount in enumerate(by_year)
    ]


def of_lines(*lines, rate=0.1, horizon=10, **overrides):
    """A case of custom lines alone, everything at the end of the year, without inflation and taxes."""
    return {
        "title": TITLE, "pack": "us_2026", "baseline": "base",
        "alternatives": {"base": {"title": TITLE}, "other": {"title": TITLE}},
        "custom_lines": list(lines) or [custom("nothing_x", 0.0)],
        "overrides": YEAR_END | {"discount_rate": rate, "horizon": float(horizon)} | overrides,
    }  # fmt: skip


def of_archive(vintages=None, alternatives=None, pack="kr_2026", **overrides):
    """A hospital of which only the archive costs anything."""
    return {
        "title": TITLE, "pack": pack, "baseline": "stay",
        "hospital": {"beds": 100.0}, "workloads": {"emr": {}},
        "fleets": {"archive_storage": {"vintages": vintages or {"-2": 10.0, "-1": 10.0, "0": 10.0}}},
        "alternatives": {"stay": {"title": TITLE}} | (alternatives or {}),
        "overrides": ARCHIVE_ONLY | overrides,
    }  # fmt: skip


def result(document):
    """The evaluated document."""
    return run(parse_case(copy.deepcopy(document)))


def metric(document, name, alternative="other"):
    """One metric of a document."""
    return result(document).metric(alternative, name)
