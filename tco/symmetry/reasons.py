"""The reasons why an input applies to one side of a comparison only, as their file gives them.

Promise: a wrong file is refused with everything that is wrong. Imports pydantic, `assumptions` and `errors`
only.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import ValidationError

from tco.assumptions import Strict, Text, data_folder, read_toml, validation_messages
from tco.errors import Problems


class Reason(Strict):
    """Why an input applies to one side only, and which inputs do its work on the other.

    Attributes:
        side: where it applies; a reason for the other side does not count. `either` is for what the
            author of a case adds to whichever side he likes.
    """

    side: Literal["own", "cloud", "either"]
    text: Text
    counterparts: tuple[str, ...] = ()


class Reasons(Strict):
    """The file of reasons.

    Attributes:
        moved: inputs at the values at which a full move leaves nothing of the hospital's own equipment.
    """

    moved: dict[str, float]
    reasons: dict[str, Reason]


@cache
def load_reasons() -> Reasons:
    """The reasons that ship with the program; raises `Problems` with everything that is wrong."""
    try:
        return Reasons.model_validate(read_toml(data_folder().joinpath("symmetry.toml")))
    except ValidationError as error:
        raise Problems("symmetry.toml", validation_messages(error, "")) from error
