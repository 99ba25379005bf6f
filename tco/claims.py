"""Vendors' claims under test: what was said, by whom, where it was read.

Promise: a claim is data beside the answer and never an input of it. Imports pydantic, `assumptions`
and `errors` only.
"""

from __future__ import annotations

from functools import cache

from pydantic import Field, ValidationError

from tco.assumptions import Source, Strict, Text, data_folder, read_toml, validation_messages
from tco.errors import Problems


class Claim(Strict):
    """One figure as it was reported."""

    figure: float
    text: Text


class ClaimSet(Strict):
    """The claims of one publication."""

    source: Source
    speaker: Text
    claims: dict[str, Claim] = Field(min_length=1)


@cache
def load_claims(name: str) -> ClaimSet:
    """The claims of a file; raises `UserError` with every problem found."""
    try:
        return ClaimSet.model_validate(read_toml(data_folder().joinpath("claims", f"{name}.toml")))
    except ValidationError as error:
        raise Problems(f"claims {name}", validation_messages(error, name)) from error
