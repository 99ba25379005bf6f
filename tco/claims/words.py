"""The words of a claim's verdict.

Promise: both languages have the same keys. Imports `wording` only.
"""

from __future__ import annotations

from collections.abc import Mapping

from tco import wording


class Words(wording.Words):
    """The texts of one language, for a case in one currency.

    Attributes:
        short: whether alternatives are named by their ids instead of their titles.
    """

    def __init__(self, language: str, currency: str, short: bool = False):
        chosen = "ko" if language == "ko" else "en"
        super().__init__(texts(chosen), chosen, currency)
        self.short = short


def texts(language: str) -> Mapping[str, str]:
    """All texts of a language, by dotted key."""
    return wording.read_texts("tco.claims", f"{language}.toml")
