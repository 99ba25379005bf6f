"""Links to explanations, many on one page.

Promise: each opens the number that it shows, in the case as it is. Imports `links` and `view` only.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from tco.ui.links import link
from tco.ui.view import View

LONGEST = 1_000  # characters of an address that a table may repeat in every cell


@dataclass(frozen=True)
class Links:
    """The address of the explanations, made once."""

    base: str

    @classmethod
    def of(cls, view: View) -> Links:
        """The links of a page."""
        return cls(view.href("explain"))

    @property
    def are_long(self) -> bool:
        """Whether the case was changed so much that a table of links would be heavy."""
        return len(self.base) > LONGEST

    def to(self, line: str, alternative: str, year: float | None = None) -> str:
        """The address of a number's explanation."""
        when = "" if year is None else f"&year={year:g}"
        return f"{self.base}&line={quote(line)}&of={quote(alternative)}{when}"

    def number(self, text: str, line: str, alternative: str, year: float | None = None) -> str:
        """A text as a link to its explanation, as HTML; `text` is escaped here."""
        return link(text, self.to(line, alternative, year))
