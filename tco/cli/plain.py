"""Output where not every sign can be written, as in files and pipes of a Korean Windows.

Promise: an answer arrives whole; a sign that the encoding lacks becomes a plain one, and a minus stays a
minus. Imports the standard library only.
"""

from __future__ import annotations

import codecs
import io
import sys

PLAIN = {
    "−": "-", "–": "-", "—": "-", "\u00a0": " ", "₩": "KRW ", "€": "EUR ", "£": "GBP ", "¥": "JPY ",
    "×": "x", "÷": "/", "≥": ">=", "≤": "<=", "→": "->", "·": "*", "…": "...", "“": '"', "”": '"',
    "‘": "'", "’": "'", "₂": "2",
}  # fmt: skip
NAME = "tco_plain"


def _in_plain_signs(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    if lacking[0] in PLAIN:
        return PLAIN[lacking[0]], error.start + 1
    return codecs.backslashreplace_errors(
        UnicodeEncodeError(error.encoding, error.object, error.start, error.start + 1, error.reason)
    )


codecs.register_error(NAME, _in_plain_signs)


def write_what_can_be_written() -> None:
    """From here on nothing that is printed can fail for its signs."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=NAME)
