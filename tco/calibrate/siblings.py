"""Inputs of the same kind as one that is rescaled, which year 1 of the baseline does not show.

Promise: they are declared with their reason in assumptions/calibration_siblings.toml and nowhere else; a
mistake in the file is refused by name. Imports pydantic, `assumptions`, `inputs` and `errors` only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pydantic import Field, ValidationError

from tco.assumptions import Strict, Text, data_folder, read_toml, validation_messages
from tco.errors import Problems
from tco.inputs import BoundModel

FILE = "calibration_siblings.toml"


class Kin(Strict):
    """Inputs that move along with one, and why."""

    siblings: tuple[str, ...] = Field(min_length=1)
    reason: Text


class Siblings(Strict):
    """The file: by the name of the input that is rescaled."""

    inputs: dict[str, Kin]


@dataclass(frozen=True)
class Sibling:
    """Why an input is rescaled that drives no category itself.

    Attributes:
        of: the driver with which it moves.
    """

    of: str
    reason: Text


@cache
def load_siblings() -> Siblings:
    """The file that ships with the program; raises `Problems` with everything that is wrong."""
    try:
        return Siblings.model_validate(read_toml(data_folder().joinpath(FILE)))
    except ValidationError as error:
        raise Problems(FILE, validation_messages(error, "")) from error


def siblings_of(bound: BoundModel, drivers: Iterable[str]) -> dict[str, Sibling]:
    """By input, for whichever alternative: what moves along with these drivers and is none of them."""
    chosen = list(drivers)
    found: dict[str, Sibling] = {}
    for driver in chosen:
        kin = load_siblings().inputs.get(_name(driver))
        for key, each in bound.inputs.items() if kin else ():
            movable = not each.fixed and each.series is None
            if kin and movable and _name(key) in kin.siblings and key not in chosen:
                found.setdefault(key, Sibling(driver, kin.reason))
    return found


def _name(key: str) -> str:
    return key.rsplit(".", 1)[-1]
