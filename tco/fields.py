"""What the parts of a case are made of: ids, numbers, and the strictness of every part.

Promise: numbers are finite and never read from texts or from true and false. Imports pydantic and
`assumptions` only.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, StringConstraints

from tco.assumptions import Strict

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")]


def _plain(value: Any) -> Any:
    """A number is neither a text nor true or false; pydantic would quietly take both."""
    if isinstance(value, bool):
        raise ValueError("must be a number, not true or false")
    if isinstance(value, str):
        raise ValueError("must be a number without quotes")
    return value


Figure = Annotated[float, BeforeValidator(_plain)]


class Part(Strict):
    """A part of a case; numbers must be finite and are not read from texts."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)
