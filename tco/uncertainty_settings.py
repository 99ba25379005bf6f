"""How a case wants its uncertain inputs drawn: seed, number of draws, distributions, correlations.

Promise: what is left out takes the defaults that ship, each with its reason; what is wrong is listed with
place and remedy. Imports pydantic, `assumptions`, `fields` and `errors` only.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, field_validator, model_validator

from tco.assumptions import Strict, Text, data_folder, read_toml, validation_messages
from tco.errors import Problems
from tco.fields import Figure, Key, Part

Rank = Annotated[Figure, Field(ge=-1, le=1)]
MOST_DRAWS = 2**20
BOUNDS = {"seed": (0, 2**63 - 1), "draws": (1, MOST_DRAWS), "scrambles": (1, 64)}


class Distribution(Part):
    """How one input is drawn; its low, own value and high stay those of the case.

    Attributes:
        kind: `pert` and `triangular` peak at the case's own value, `uniform` knows only the ends,
            `lognormal` has the own value as its median and low..high as its middle 90 %, `discrete` takes
            one of `values`, `fixed` is not drawn.
    """

    kind: Literal["pert", "triangular", "uniform", "lognormal", "discrete", "fixed"] = "pert"
    values: tuple[Figure, ...] = Field(default=(), max_length=100)
    weights: tuple[Annotated[Figure, Field(ge=0)], ...] = Field(default=(), max_length=100)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        problems = list(self._problems())
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def _problems(self) -> Iterator[str]:
        if self.kind != "discrete" and (self.values or self.weights):
            yield f"values and weights belong to a discrete distribution, not to '{self.kind}'"
        if self.kind == "discrete" and not self.values:
            yield "a discrete distribution needs values"
        if self.weights and len(self.weights) != len(self.values):
            yield f"{len(self.weights)} weights for {len(self.values)} values; give one for each"
        if self.weights and not sum(self.weights):
            yield "all weights are 0; give at least one value a chance"


class Correlation(Part):
    """Two inputs that tend to be high or low together: their rank correlation."""

    between: tuple[Key, Key]
    rank: Rank

    @model_validator(mode="after")
    def _different(self) -> Self:
        if self.between[0] == self.between[1]:
            raise ValueError(f"'{self.between[0]}' is named twice; name two inputs")
        return self


def _bounded(name: str, default: int) -> Any:
    """A whole number within its bounds."""
    least, most = BOUNDS[name]
    return Field(default=default, ge=least, le=most)


class Uncertainty(Part):
    """The draws of a case.

    Attributes:
        draws: in all, a power of two, spread evenly over the scrambles.
        scrambles: independent repetitions, from whose differences the error of every figure is told; where
            nobody states them, no more than there are draws.
    """

    seed: int = _bounded("seed", 20261123)
    draws: int = _bounded("draws", 4096)
    scrambles: int = _bounded("scrambles", 8)
    distributions: dict[Key, Distribution] = Field(default_factory=dict)
    correlations: tuple[Correlation, ...] = Field(default=(), max_length=200)

    @field_validator("draws", "scrambles", mode="after")
    @classmethod
    def _power_of_two(cls, value: int) -> int:
        if value & (value - 1):
            below = 1 << (value.bit_length() - 1)
            raise ValueError(f"must be a power of two, such as {below} or {2 * below}")
        return value

    @model_validator(mode="after")
    def _enough(self) -> Self:
        if self.draws < self.scrambles:
            if "scrambles" not in self.model_fields_set:
                object.__setattr__(self, "scrambles", self.draws)
                return self
            raise ValueError(
                f"{self.draws} draws cannot be spread over {self.scrambles} scrambles; ask for more"
            )
        return self


class DefaultCorrelation(Strict):
    """A pair that ships, with the reason for it; names stand for every input of that name.

    Attributes:
        same_owner: whether only inputs of the same fleet, workload or alternative are paired.
    """

    between: tuple[str, str]
    rank: float = Field(ge=-1, le=1)
    same_owner: bool = True
    reason: Text


class _Shipped(Strict):
    correlations: tuple[DefaultCorrelation, ...]


@cache
def default_correlations() -> tuple[DefaultCorrelation, ...]:
    """The pairs that ship; raises `Problems` with everything that is wrong in their file."""
    document: dict[str, Any] = read_toml(data_folder().joinpath("correlations.toml"))
    try:
        return _Shipped.model_validate(document).correlations
    except ValidationError as error:
        raise Problems("correlations.toml", validation_messages(error, "correlations.toml")) from error
