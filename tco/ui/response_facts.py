"""What the page on response time shows, from `tco.response`: every wait, its limit, the inputs behind.

Promise: figures are those of the engine; which are longer than today or than their limit is compared, with
room for rounding, and nothing is added. Pure functions; imports the engine only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tco.claims import load_claims
from tco.claims.data import WaitTest
from tco.claims.examine import PUBLISHED
from tco.inputs import BoundModel, Input
from tco.response import TOLERANCE, response
from tco.results import Result

WAIT_CLAIM = "perceived_wait"
MAIN = (
    "round_trips_per_screen", "screen_processing", "distance", "equipment_delay", "own_round_trip",
    "target_study_wait", "line_speed", "line_follows_target",
)  # fmt: skip
FURTHER = (
    "own_line_speed", "line_efficiency", "cache_hit_share", "image_cache_months", "acknowledged_share",
    "transfer_compression", "line_paths", "line_price", "fast_line_price", "study_size",
    "concurrent_readers_fixed", "concurrent_readers_per_bed",
)  # fmt: skip


@dataclass(frozen=True)
class Wait:
    """One wait of a user, in seconds.

    Attributes:
        line: the line of the wait after the move.
        average: over studies found in the cache and those that are not; none for a screen.
        limit: the article's for a screen, the target for a study.
    """

    kind: str
    label: str
    line: str
    today: float
    after: float
    limit: float
    average: float | None = None
    speed_needed: float | None = None

    @property
    def more(self) -> float:
        """How much longer it takes than today; what rounding leaves is nothing."""
        return 0.0 if abs(self.after - self.today) <= TOLERANCE * self.today else self.after - self.today

    @property
    def late(self) -> bool:
        """Whether it is longer than its limit after the move."""
        return self.after > self.limit * (1 + TOLERANCE)

    @property
    def late_today(self) -> bool:
        """Whether it is longer than its limit today."""
        return self.today > self.limit * (1 + TOLERANCE)


@dataclass(frozen=True)
class Waits:
    """All waits of an alternative; `own` is its part of the engine's document."""

    waits: tuple[Wait, ...]
    own: Mapping[str, Any]

    def of(self, kind: str) -> tuple[Wait, ...]:
        """Screens or studies."""
        return tuple(each for each in self.waits if each.kind == kind)

    def most_delayed(self, kind: str) -> Wait:
        """The one that a move lengthens most, or shortens least; of several the slowest."""
        return max(self.of(kind), key=lambda each: (round(each.more, 9), each.after))

    @property
    def from_afar(self) -> bool:
        """Whether anything is read from the cloud while a user waits."""
        return bool(self.own["images_from_cloud_total"]) or any(each.more for each in self.of("screen"))


def has_waits(result: Result) -> bool:
    """Whether the case has a hospital whose users wait."""
    return "screen_wait_today" in result.bound.model.instances and bool(result.bound.case.workloads)


def read(result: Result, alternative: str, language: str) -> Waits:
    """The waits today and in an alternative."""
    document = response(result).document(language)
    own = document["alternatives"][alternative]
    today, target = document["screen_wait_today"], own["inputs"]["target_study_wait"]
    screens = [
        Wait("screen", member(result, key, language), f"screen_wait.{key}", today, each["screen_wait"],
             screen_limit())
        for key, each in own["screens"].items()
    ]  # fmt: skip
    studies = [
        Wait("study", member(result, key, language), f"study_wait.{key}", each["study_wait_today"],
             each["study_wait"], target, each["study_wait_average"], each["line_speed_needed"])
        for key, each in own["studies"].items()
    ]  # fmt: skip
    return Waits((*screens, *studies), own)


def screen_limit() -> float:
    """The shorter of the limits that the article names for a screen, in seconds."""
    test = load_claims(PUBLISHED).claims[WAIT_CLAIM].test
    assert isinstance(test, WaitTest)
    return min(test.limits)


def member(result: Result, key: str, language: str) -> str:
    """The name of a workload or of a kind of study."""
    label = result.bound.label_of_member(key)
    return label.in_language(language) if label else key


def inputs(bound: BoundModel, alternative: str, names: tuple[str, ...]) -> Iterator[Input]:
    """The inputs of these names that the alternative reads, in the order of the names."""
    at, seen = bound.alternatives.index(alternative), set()
    for name in names:
        for (_, ref), ids in bound.resolved.items():
            key = ids[at] if len(ids) > 1 else ids[0]
            if ref.name == name and key not in seen and not bound.inputs[key].fixed:
                seen.add(key)
                yield bound.inputs[key]
