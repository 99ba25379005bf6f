"""Published values that the finance functions are held against."""

import json
from pathlib import Path

VALIDATION = Path(__file__).parents[1] / "validation"


def published(name):
    return json.loads((VALIDATION / f"{name}.json").read_text(encoding="utf-8"))
