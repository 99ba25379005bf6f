"""Cases on which vendors' claims are tested."""

from small_cases import TITLE

from tco.changes import load
from tco.results import run

SAVINGS = ("saving_pv_pct", "saving_total_pct", "run_rate_saving_pct")
PRESET = "kr-general-500"
MOVING = ("cloud_ncp", "cloud_aws", "hybrid")


def rerun(*changes):
    return run(load(PRESET, changes))


def word(verdicts):
    """Holds, fails or in part, as the data's README defines them."""
    verdicts = set(verdicts)
    return "holds" if verdicts == {True} else "fails" if verdicts == {False} else "in_part"


def quoted(price, includes=("archive", "traffic", "backup", "standby", "operating_system", "database",
                            "security", "lines", "migration")):  # fmt: skip
    """A hospital with an offer for everything."""
    return {
        "title": TITLE, "pack": "kr_2026", "hospital": {"beds": 300.0}, "workloads": {"emr": {}, "pacs": {}},
        "alternatives": {
            "stay": {"title": TITLE},
            "offer": {
                "title": TITLE, "moves": ["compute", "archive", "backup", "standby"], "subscribed": True,
                "price_book": "naver_cloud", "quote": {"price_per_bed": price, "includes": list(includes)},
            },
        },
    }  # fmt: skip
