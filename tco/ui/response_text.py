"""The sentences on response time, made from the waits.

Promise: whether a wait is longer, shorter or as today is read from the waits, and is true for every case.
Pure functions; imports `tco.response`, `response_facts`, `response_charts` and `words` only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tco import response
from tco.ui.response_charts import label_of
from tco.ui.response_facts import Waits
from tco.ui.words import Words


def seconds(value: float) -> str:
    """A wait to hundredths; what is shorter than that to two digits."""
    return f"{value:.2f}" if value == 0 or abs(value) >= 0.01 else f"{value:.2g}"


def headline(waits: Waits, title: str, words: Words) -> str:
    """How much longer users wait; the parts between ** are its core."""
    return words(
        "response.headline",
        alternative=words.quoted(title),
        screen=_part("screen", waits, words),
        study=words("response.study_archive") if waits.own["archive_read_over_line"]
        else _part("study", waits, words),
    )  # fmt: skip


def _part(kind: str, waits: Waits, words: Words) -> str:
    """How the waits of a kind change, by the one that is delayed most."""
    wait = waits.most_delayed(kind)
    if wait.more:
        change = "longer" if wait.more > 0 else "shorter"
    else:
        change = "mixed" if any(each.more for each in waits.of(kind)) else "same"
    return words(
        f"response.{kind}_{change}",
        name=label_of(wait, words),
        more=seconds(abs(wait.more)),
        today=seconds(wait.today),
        after=seconds(wait.after),
    )


def message(waits: Waits, words: Words) -> str:
    """The message of the picture: how many waits are beyond their limit, and which is the longest."""
    longest = max(waits.waits, key=lambda each: (each.after, each.today))
    late = sum(each.late for each in waits.waits)
    return words(
        "response.message",
        count=len(waits.waits),
        late=late,
        late_today=sum(each.late_today for each in waits.waits),
        name=label_of(longest, words),
        after=seconds(longest.after),
    )


def alt(waits: Waits, words: Words) -> str:
    """The picture for those who do not see it."""
    listed = "; ".join(
        words("response.alt_item", name=label_of(each, words), today=seconds(each.today),
              after=seconds(each.after), limit=f"{each.limit:g}")
        for each in waits.waits
    )  # fmt: skip
    return words("response.alt", list=listed, message=message(waits, words))


def verdict(told: Mapping[str, Any], alternative: str, words: Words) -> str:
    """How a claim comes out for an alternative; one that it is not about is not called tested."""
    found = told["by_alternative"]
    if found and alternative not in found:
        return words("response.claim_elsewhere")
    return words(f"claims.verdict.{found.get(alternative, told['verdict'])}")


def line(waits: Waits, words: Words) -> str:
    """Whether the line that is ordered brings the target."""
    own = waits.own
    ordered, needed = own["line_speed_ordered"], own["line_speed_needed_most"]
    if not own["images_from_cloud_total"]:
        return words("response.line_none")
    key = "response.line_enough" if ordered >= needed * (1 - 1e-9) else "response.line_short"
    target = f"{own['inputs']['target_study_wait']:g}"
    return words(key, ordered=f"{ordered:,.0f}", needed=f"{needed:,.0f}", target=target)


def missed(waits: Waits, words: Words) -> str:
    """What misses the target although the line suffices for it; nothing where nothing does."""
    titles = {each.line.partition(".")[2]: each.label for each in waits.of("study")}
    return response.missed(waits.own, titles, words.language)
