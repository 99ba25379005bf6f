"""The errors a user can meet. Promise: each message names the thing, the value, the bound and the remedy."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class UserError(Exception):
    """Something in the user's input that must be mended; the message is complete as it stands."""

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong, one by one."""
        return (str(self),)


class Problems(UserError):
    """Several problems found in one place, shown together."""

    def __init__(self, title: str, problems: Iterable[str]):
        self._problems = tuple(problems)
        count = len(self._problems)
        noun = "problem" if count == 1 else "problems"
        super().__init__(f"{title}: {count} {noun}\n" + "\n".join(f"  - {each}" for each in self._problems))
        self.title = title

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong, one by one, without the title."""
        return self._problems

    def __reduce__(self) -> tuple[type[Problems], tuple[str, tuple[str, ...]]]:
        """The same problems in another process."""
        return type(self), (self.title, self._problems)


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or nothing."""
    candidates = list(known)
    spelt_alike = [each for each in candidates if each.casefold() == word.casefold()]
    found = spelt_alike or difflib.get_close_matches(word, candidates, n=1, cutoff=0.9)
    if not found and "." in word:  # the value that all share, where the one named has none of its own
        found = difflib.get_close_matches(word.rsplit(".", 1)[-1], candidates, n=1, cutoff=0.9)
    found = found or difflib.get_close_matches(word, candidates, n=1, cutoff=0.5)
    if not found and "." not in word:
        tails = {each.rsplit(".", 1)[-1]: each for each in candidates}
        found = [tails[each] for each in difflib.get_close_matches(word, tails, n=1, cutoff=0.6)]
    return f"; did you mean '{found[0]}'?" if found else ""
