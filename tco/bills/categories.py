"""Categories: which charge of a bill stands beside which lines of the model.

Promise: the table is data (`assumptions/bill_categories.toml`), read strictly; a charge that no rule fits is
`other`, and a user's correction by name goes before every rule. Imports pydantic, `assumptions` and
`errors` only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Literal, NamedTuple, Self

from pydantic import Field, ValidationError, model_validator

from tco.assumptions import Strict, Text, data_folder, read_toml, validation_messages
from tco.errors import Problems, nearest

OTHER = "other"
KINDS = ("use", "upfront", "tax", "credit", "refund", "adjustment")
Words = tuple[str, ...]
SHORT = 4  # words up to this length stand alone: NAS is not in "NASDAQ", VAT not in "private"


class Service(NamedTuple):
    """What a bill says of a charge's subject; empty where it says nothing."""

    service: str
    meter: str = ""
    category: str = ""
    subcategory: str = ""


class Group(Strict):
    """A group of charges, with the lines that it is compared with and the inputs that a re-base moves."""

    label: Text
    lines: Words = ()
    drivers: Words = ()
    solve: Literal["factor", "share_of_bill"] = "factor"
    optional: bool = False


class Rule(Strict):
    """Fits a charge where each of the given fields contains one of the words."""

    group: str
    service: Words = ()
    meter: Words = ()
    category: Words = ()
    subcategory: Words = ()

    def fits(self, service: Service) -> bool:
        """Whether the charge is of the rule's group."""
        wanted = ((words, said) for words, said in self._fields(service) if words)
        return all(any(_says(said, word, SHORT) for word in words) for words, said in wanted)

    def _fields(self, service: Service) -> Iterator[tuple[Words, str]]:
        yield self.service, service.service
        yield self.meter, service.meter
        yield self.category, service.category
        yield self.subcategory, service.subcategory


class Kinds(Strict):
    """Words that tell a row's kind."""

    tax: Words
    credit: Words
    refund: Words
    upfront: Words
    adjustment: Words

    def of(self, *texts: str) -> str:
        """The kind that the texts of a row name; a charge for use where they name none."""
        said = " ".join(texts)
        for kind in ("tax", "credit", "refund", "upfront", "adjustment"):
            if any(_says(said, word, len(word)) for word in getattr(self, kind)):
                return kind
        return "use"


class SumWords(Strict):
    """Words of rows that add up others."""

    rows: Words


class Categories(Strict):
    """The table of groups and rules."""

    groups: dict[str, Group]
    rules: tuple[Rule, ...] = Field(min_length=1)
    kinds: Kinds
    sum_words: SumWords

    @model_validator(mode="after")
    def _complete(self) -> Self:
        unknown = sorted({rule.group for rule in self.rules} - set(self.groups))
        empty = [rule for rule in self.rules if not any(words for words, _ in rule._fields(Service("")))]
        if OTHER not in self.groups:
            raise ValueError(f"groups: '{OTHER}' is missing")
        if unknown:
            raise ValueError(f"rules name groups that do not exist: {', '.join(unknown)}")
        if empty:
            raise ValueError("a rule has no words at all and would fit every charge")
        return self


@cache
def categories() -> Categories:
    """The table that ships with the program; raises `Problems` with everything that is wrong in it."""
    try:
        return Categories.model_validate(read_toml(data_folder().joinpath("bill_categories.toml")))
    except ValidationError as error:
        raise Problems("bill_categories.toml", validation_messages(error, "")) from error


class Sorter:
    """Sorts charges into groups, each sort of charge once."""

    def __init__(self, corrections: Mapping[str, str]):
        self.table = categories()
        self.corrections = {name.strip().casefold(): group for name, group in corrections.items()}
        self.used: set[str] = set()
        self.names: dict[str, None] = {}
        self._known: dict[Service, str] = {}

    def problems(self) -> Iterator[str]:
        """Corrections that name no group."""
        for name, group in self.corrections.items():
            if group not in self.table.groups:
                hint = nearest(group, self.table.groups)
                yield (
                    f"--category {name}={group}: '{group}' is no group{hint}; "
                    f"groups: {', '.join(self.table.groups)}"
                )

    def unused(self) -> Iterator[str]:
        """Corrections that no charge answered to."""
        for name in self.corrections.keys() - self.used:
            hint = nearest(name, [each.casefold() for each in self.names])
            yield f"--category {name}={self.corrections[name]}: no charge has this service or meter{hint}"

    def group(self, service: Service) -> str:
        """The group of a charge."""
        if service not in self._known:
            self._known[service] = self._sort(service)
        return self._known[service]

    def _sort(self, service: Service) -> str:
        names = (service.service, service.meter, f"{service.service}/{service.meter}")
        self.names.update(dict.fromkeys(filter(None, names[:2])))
        for name in reversed(names):
            if name.casefold() in self.corrections:
                self.used.add(name.casefold())
                return self.corrections[name.casefold()]
        return next((rule.group for rule in self.table.rules if rule.fits(service)), OTHER)


@cache
def _pattern(word: str, alone: bool) -> re.Pattern[str]:
    escaped = re.escape(word.casefold())
    return re.compile(rf"(?<![a-z]){escaped}s?(?![a-z])" if alone else escaped)


def _says(text: str, word: str, alone_up_to: int) -> bool:
    """Whether a text contains a word; short Latin words only as words of their own."""
    alone = word.isascii() and len(word) <= alone_up_to
    return bool(_pattern(word, alone).search(text.casefold()))


def labels(groups: Iterable[str], language: str) -> dict[str, str]:
    """The groups' names."""
    return {group: categories().groups[group].label.in_language(language) for group in groups}
