"""What would have to be true for each of some conditions, as sentences for people who read no command line.

Promise: the sentences are those of `driver_sentences`, without the line that puts the values back by
options. Imports `required`, `driver_sentences` and `wording` only.
"""

from __future__ import annotations

from tco.results import Result
from tco.uncertainty.driver_sentences import required_lines
from tco.uncertainty.required import Required
from tco.wording import Words


def said(result: Result, found: Required, words: Words) -> tuple[str, ...]:
    """What has to move, and how far that is."""
    options = words("req.put_back", list="")
    return tuple(each for each in required_lines(result, found, words) if not each.startswith(options))
