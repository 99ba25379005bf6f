"""What the rows of a register come to: units, prices and book values by fleet and year of purchase.

Promise: no unit and no amount of the rows used is lost between the rows and the fleets. Imports this
package only.

Policy: servers are counted as they stand; storage in terabytes. The model counts network and plant in units
of its own (the switches of a rack, a kilowatt of power and cooling together), so that pieces of these are
turned into such units by their price: what was paid over what a unit costs today. Book value is straight
line over each row's accounting life, a full year in the year of purchase, as in tco/lines/accounts.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from tco.register.classes import FLEETS, STORAGE
from tco.register.records import Asset

BY_PRICE = ("network", "plant")


@dataclass(frozen=True)
class Fleet:
    """The rows of one fleet.

    Attributes:
        unit_price: what a unit costs today in the case, without tax.
        default_life: the accounting life of rows that give none.
        tax: what the prices hold beyond the price without tax (1.1 with 10 % tax in them).
    """

    name: str
    assets: tuple[Asset, ...]
    unit_price: float
    default_life: float
    tax: float = 1.0

    def units_of(self, asset: Asset) -> float:
        """The model's units of a row."""
        if self.name in STORAGE:
            return asset.terabytes or 0.0
        if self.name in BY_PRICE and self.unit_price:
            return self.net_price(asset) / self.unit_price if asset.price else asset.count
        return asset.count

    def net_price(self, asset: Asset) -> float:
        """What the row cost without tax; 0 where the register does not say."""
        return (asset.price or 0.0) / self.tax

    @cached_property
    def units(self) -> dict[int, float]:
        """Units by year of purchase."""
        return _summed((asset.vintage, self.units_of(asset)) for asset in self.assets)

    @cached_property
    def pieces(self) -> dict[int, float]:
        """Units by year of purchase as the register counts them."""
        return _summed((asset.vintage, asset.count) for asset in self.assets)

    @cached_property
    def prices(self) -> dict[int, float]:
        """What a unit of a year cost without tax, weighted by quantity; years without one are left out."""
        priced = [asset for asset in self.assets if asset.price]
        paid = _summed((asset.vintage, self.net_price(asset)) for asset in priced)
        units = _summed((asset.vintage, self.units_of(asset)) for asset in priced)
        return {year: paid[year] / units[year] for year in paid if units[year]}

    @property
    def paid(self) -> float:
        """The purchase price of all rows, as the file gives it."""
        return sum(asset.price or 0.0 for asset in self.assets)

    @property
    def unpriced(self) -> tuple[int, ...]:
        """Rows without a purchase price."""
        return tuple(asset.row for asset in self.assets if not asset.price)

    def life_of(self, asset: Asset) -> float:
        """The row's accounting life, or the case's."""
        return asset.life or self.default_life

    def book_value(self, life: float | None = None) -> float:
        """On the decision date, of prices as the file gives them; over one life for all if it is given."""
        return sum(book_value(asset, life or self.life_of(asset)) for asset in self.assets)

    @property
    def book_values(self) -> dict[str, float]:
        """The book value by the register's own classes."""
        return _summed(
            (asset.kind or asset.name, book_value(asset, self.life_of(asset))) for asset in self.assets
        )

    @property
    def own_book(self) -> tuple[int, float, float] | None:
        """Rows whose book value the file gives, the sum of those, and ours of the same rows; None if none."""
        given = [asset for asset in self.assets if asset.book is not None]
        ours = sum(book_value(asset, self.life_of(asset)) for asset in given)
        return (len(given), sum(asset.book or 0.0 for asset in given), ours) if given else None

    @property
    def lives(self) -> tuple[float, float] | None:
        """The shortest and the longest accounting life that the rows give."""
        given = [asset.life for asset in self.assets if asset.life]
        return (min(given), max(given)) if given else None

    @property
    def life(self) -> float | None:
        """The accounting life weighted by price, of the rows that give one."""
        given = [(asset.life, asset.price or 0.0) for asset in self.assets if asset.life]
        weight = sum(price for _, price in given)
        if not weight:
            return sum(life for life, _ in given) / len(given) if given else None
        return sum(life * price for life, price in given) / weight

    @property
    def kilowatts(self) -> float:
        """The power of the rows that give one."""
        return sum(asset.kilowatts or 0.0 for asset in self.assets)

    @property
    def watts_per_unit(self) -> float | None:
        """The power of a unit, of the rows that give one."""
        units = sum(self.units_of(asset) for asset in self.assets if asset.kilowatts)
        return 1000 * self.kilowatts / units if units else None


def book_value(asset: Asset, life: float) -> float:
    """The part of the price that is left after the years served, the year of purchase in full."""
    return (asset.price or 0.0) * max(0.0, 1 - (1 - asset.vintage) / life)


def fleets_of(
    assets: Iterable[Asset], prices: Mapping[str, float], lives: Mapping[str, float], tax: float = 1.0
) -> dict[str, Fleet]:
    """The fleets that have a row."""
    found: dict[str, list[Asset]] = {}
    for asset in assets:
        found.setdefault(asset.fleet, []).append(asset)
    return {
        name: Fleet(name, tuple(found[name]), prices.get(name, 0.0), lives.get(name, 5.0), tax)
        for name in FLEETS
        if name in found
    }


def _summed(pairs: Iterable[tuple[int, float]] | Iterable[tuple[str, float]]) -> dict:  # type: ignore[type-arg]
    sums: dict[object, float] = {}
    for key, amount in sorted(pairs):
        sums[key] = sums.get(key, 0.0) + amount
    return sums
