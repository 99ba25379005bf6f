"""Claims as data: what was said, by whom, where it was read, how it is tested, what is known about it.

Promise: a file with an unknown key, a missing language, date or source, or a test that names no number
is refused with every mistake at once. Imports pydantic, `assumptions` and `errors` only.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, model_validator

from tco.assumptions import Source, Strict, Text, data_folder, read_toml, validation_messages
from tco.errors import Problems, nearest

Comparison = Literal[">=", "<=", ">", "<"]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]


class ClaimSource(Source):
    """Where something was read about a claim; `published` is left out where it bears no date.

    Attributes:
        remark: what a reader has to know of the publisher, such as that it sells what it praises.
    """

    remark: Text | None = None


class MetricTest(Strict):
    """Figures of the result against a number, for every alternative that is addressed."""

    kind: Literal["metric"] = "metric"
    quantities: tuple[str, ...] = Field(min_length=1)
    comparison: Comparison
    number: float


class Group(Strict):
    """Costs that are added up."""

    label: Text
    quantities: tuple[str, ...] = Field(min_length=1)


class LevelTest(Strict):
    """Groups of costs as a share of what the same costs in the baseline, against a number.

    Attributes:
        possible: inputs that are searched over all that is possible, since their range leaves out the value
            on which the claim turns.
    """

    kind: Literal["level"]
    possible: tuple[str, ...] = ()
    groups: tuple[Group, ...] = Field(min_length=1)
    comparison: Comparison
    number: float


class Target(Strict):
    """What the claim would have to bring about: a number, or the baseline's own figure."""

    quantity: str
    comparison: Comparison
    number: float | None = None


class AssumeTest(Strict):
    """The claim is an input of the model: it is granted in full, and what that moves is shown.

    Attributes:
        member: of an input that members share, the one that is meant.
        effects: figures of the result that are shown before and after.
        target: what the moved figure is held against.
        limit: an input that can hold the effect back; it is taken away once, to see by how much.
    """

    kind: Literal["assume"]
    input: str
    member: str = ""
    value: float
    effects: tuple[str, ...] = Field(min_length=1)
    target: Target
    limit: str = ""
    reason: Text


class Service(Strict):
    """Something that inputs of the model describe."""

    label: Text
    inputs: tuple[str, ...] = Field(min_length=1)


class CostTest(Strict):
    """The claim names a service, not a number: what the same service costs in each alternative.

    Attributes:
        lines: cost lines whose present value is shown, without tax on it.
        without: inputs set to 0: what the present value then falls by, with tax, is what the service costs.
        product: inputs multiplied with each other: what one such thing costs in a year at today's prices.
        inputs: further inputs that a reader needs beside the costs.
    """

    kind: Literal["cost"]
    lines: tuple[str, ...] = ()
    without: Service | None = None
    product: Service | None = None
    inputs: tuple[str, ...] = ()
    reason: Text


class Reading(Strict):
    """A printed time for a printed distance."""

    distance: float = Field(gt=0)
    printed: float = Field(gt=0)


class LatencyTest(Strict):
    """Printed round trips against the time that light in fibre takes.

    Attributes:
        delay: microseconds per kilometre of fibre.
        readings: kilometres and milliseconds, as printed.
    """

    kind: Literal["latency"]
    delay: float = Field(gt=0)
    readings: tuple[Reading, ...] = Field(min_length=1)


class WaitTest(Strict):
    """The wait for a screen after the move, against limits in seconds.

    Attributes:
        untested: what the claim says beyond the waits; waits within the limits then hold it in part only.
    """

    kind: Literal["wait"]
    after: str
    today: str
    limits: tuple[float, ...] = Field(min_length=1)
    untested: Text | None = None


class TransferTest(Strict):
    """The wait for a study over the priced line, against the target, and what the line for it costs."""

    kind: Literal["transfer"]


class ContextTest(Strict):
    """Nothing in a cost model measures it."""

    kind: Literal["context"]
    reason: Text


Test = Annotated[
    MetricTest | LevelTest | AssumeTest | CostTest | LatencyTest | WaitTest | TransferTest | ContextTest,
    Field(discriminator="kind"),
]


class Evidence(Strict):
    """Something that was found out by others than the speaker, with where it was read.

    Attributes:
        searched: for what was looked for and not found, until when.
    """

    direction: Literal["for", "against", "context"]
    text: Text
    sources: tuple[str, ...] = ()
    searched: datetime.date | None = None

    @model_validator(mode="after")
    def _read_somewhere(self) -> Self:
        if bool(self.sources) == bool(self.searched):
            raise ValueError("needs either sources, or the date until which was searched in vain")
        return self


class Claim(Strict):
    """One claim as it was reported, in our words.

    Attributes:
        figure: the number on which the claim stands, where it has one.
        printed: the figure as printed.
        tested: what exactly is tested here.
        source, speaker: where they differ from the publication's.
        rival_to: the claims for which this is another figure.
    """

    worry: str
    text: Text
    figure: float | None = None
    printed: Text
    tested: Text
    test: Test
    evidence: tuple[Evidence, ...] = ()
    source: str = ""
    speaker: Text | None = None
    rival_to: tuple[str, ...] = ()


class ClaimSet(Strict):
    """The claims of one publication, with every source that the file cites."""

    publication: str
    said: datetime.date
    speaker: Text
    worries: dict[str, Text]
    sources: dict[str, ClaimSource]
    claims: dict[Name, Claim] = Field(min_length=1)

    @model_validator(mode="after")
    def _linked(self) -> Self:
        problems = list(self._broken_links())
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def _broken_links(self) -> Iterator[str]:
        yield from self._unknown("publication", (self.publication,), self.sources)
        for key, claim in self.claims.items():
            yield from self._unknown(f"{key}.worry", (claim.worry,), self.worries)
            yield from self._unknown(f"{key}.rival_to", claim.rival_to, self.claims)
            yield from self._unknown(f"{key}: source", (claim.source or self.publication,), self.sources)
            for each in claim.evidence:
                yield from self._unknown(f"{key}.evidence: source", each.sources, self.sources)

        cited = {self.publication, *(claim.source for claim in self.claims.values())}
        cited |= {id for claim in self.claims.values() for each in claim.evidence for id in each.sources}
        idle = sorted(self.sources.keys() - cited)
        if idle:
            yield f"sources that nothing cites: {', '.join(idle)}"

    @staticmethod
    def _unknown(place: str, names: tuple[str, ...], known: Mapping[str, Any]) -> Iterator[str]:
        for name in names:
            if name not in known:
                yield f"{place} '{name}' is not in the file{nearest(name, known)}"

    @property
    def source(self) -> ClaimSource:
        """The publication itself."""
        return self.sources[self.publication]

    def source_of(self, claim: Claim) -> ClaimSource:
        """Where the claim was read."""
        return self.sources[claim.source or self.publication]

    def speaker_of(self, claim: Claim) -> Text:
        """Who said it."""
        return claim.speaker or self.speaker

    def rivals_of(self, key: str) -> tuple[str, ...]:
        """Other figures that were given for the same claim."""
        return tuple(id for id, each in self.claims.items() if key in each.rival_to)


@cache
def load_claims(name: str) -> ClaimSet:
    """The claims of a file; raises `UserError` with every problem found."""
    try:
        return ClaimSet.model_validate(read_toml(data_folder().joinpath("claims", f"{name}.toml")))
    except ValidationError as error:
        raise Problems(f"claims {name}", validation_messages(error, name)) from error
