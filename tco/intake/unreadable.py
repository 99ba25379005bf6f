"""Why a cell cannot be read, in both languages. Imports `wording` only."""

from __future__ import annotations

from tco.wording import settled


class Unreadable(ValueError):
    """A cell that cannot be read; the message is the English sentence.

    Attributes:
        ko: the same in Korean; particles written both ways, 은(는), are chosen here.
    """

    def __init__(self, en: str, ko: str):
        super().__init__(en)
        self.ko = settled(ko)

    def in_language(self, language: str) -> str:
        """The sentence."""
        return self.ko if language == "ko" else str(self)


class Ambiguous(Unreadable):
    """A date that may be read in several orders of day, month and year.

    Attributes:
        orders: those that give a day: `ymd`, `dmy`, `mdy`.
    """

    def __init__(self, en: str, ko: str, orders: tuple[str, ...]):
        super().__init__(en, ko)
        self.orders = orders
