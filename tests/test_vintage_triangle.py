"""The fleet kernel against an explicit triangle of vintages, for random fleets.

The triangle keeps one list of vintages, year after year, and knows nothing of kept shares or carried
units: what is released is taken off every vintage, what is bought is appended.
"""

from dataclasses import dataclass, replace

import numpy as np
import pytest
from small_cases import of_archive

from tco.binding import bind
from tco.case import parse_case
from tco.compute import evaluate

FLEETS, YEARS = 200, 16
PRICE, VAT, SUPPORT_FROM, RESALE, RESALE_LIFE = 1000.0, 0.1, 2.0, 0.3, 4.0


@dataclass
class Vintage:
    """Units bought in one year; `units` shrinks with every release."""

    year: int
    units: float
    life: float
    accounting_life: float

    def alive(self, year):
        """The part of the units that still serves in a year."""
        return min(max(self.year + self.life - year, 0.0), 1.0) if year > self.year else 1.0

    def years_left(self, year, life):
        """Years left after a year, of a life counted from the purchase."""
        return max(self.year + life - year - 1, 0.0)

    @property
    def yearly(self):
        return PRICE * (1 + VAT) / self.accounting_life

    def depreciation(self, year):
        """Of one unit as bought, in one year."""
        served = min(self.life, self.accounting_life)
        return self.yearly * (1.0 if year == self.year else min(max(self.year + served - year, 0.0), 1.0))

    def retired(self, year):
        """The part of the units that ends its life between this year and the one before."""
        return self.alive(year - 1) - self.alive(year) if year > self.year else 0.0

    def write_off(self, year):
        """Of one unit as bought: what the accounting life has left when the service life is over."""
        return self.retired(year) * self.yearly * max(0.0, self.accounting_life - self.life)

    def book(self, year):
        """Of one unit as bought: cost less everything that was depreciated or written off."""
        gone = sum(self.depreciation(each) + self.write_off(each) for each in range(self.year, year + 1))
        return PRICE * (1 + VAT) - gone


def triangle(existing, lives, year_end, peak, buying, accounting_life):
    """Every line of one fleet, by year."""
    vintages = [
        Vintage(year, units, life, accounting_life)
        for year, units, life in zip(range(-15, 1), existing, lives, strict=False)
    ]
    names = (
        "survivors bought extended value_in_service resale_proceeds depreciation retirement_write_off "
        "book_value released_book left_at_end"
    )
    lines = {name: np.zeros(YEARS) for name in names.split()}
    lines["book_value"][0] = sum(each.units * each.book(0) for each in vintages)
    for year in range(1, YEARS):
        survivors = sum(each.units * each.alive(year) for each in vintages)
        target = max(year_end[year], peak[year]) if buying else year_end[year]
        bought = max(0.0, target - survivors)
        vintages.append(Vintage(year, bought, lives[year + 15], accounting_life))
        lines["survivors"][year], lines["bought"][year] = survivors, bought
        lines["extended"][year] = max(0.0, peak[year] - survivors - bought)
        lines["value_in_service"][year] = (survivors + bought) * PRICE
        lines["depreciation"][year] = sum(each.units * each.depreciation(year) for each in vintages)
        lines["retirement_write_off"][year] = sum(each.units * each.write_off(year) for each in vintages)
        standing = survivors + bought
        released = 1 - year_end[year] / standing if standing > year_end[year] else 0.0
        for each in vintages:
            sold = each.units * released
            left = each.years_left(year, min(each.life, RESALE_LIFE))
            lines["resale_proceeds"][year] -= sold * PRICE * RESALE / RESALE_LIFE * left
            lines["released_book"][year] += sold * each.book(year)
            each.units -= sold
        lines["book_value"][year] = sum(each.units * each.book(year) for each in vintages)
        lines["left_at_end"][year] = sum(
            each.units * PRICE * (1 + VAT) / each.life * each.years_left(year, each.life) for each in vintages
        )
    return lines


@pytest.fixture(scope="module")
def fleets():
    """Random fleets: needs that fall, perhaps to nothing, and rise again; lives that are no whole years."""
    random = np.random.default_rng(20261123)
    needs = random.integers(0, 60, (FLEETS, YEARS)).astype(float)
    needs[random.random((FLEETS, YEARS)) < 0.1] = 0.0
    peak = np.maximum(needs, np.concatenate([needs[:, :1], needs[:, :-1]], axis=1))
    first = random.choice([1.0, 2.5, 3.0, 4.0, 4.5, 6.2, 9.75], (FLEETS, 1))
    shortening = random.choice([0.0, 0.0, 0.25, 0.5], (FLEETS, 1))
    lives = np.maximum(1.0, first - shortening * np.maximum(0, np.arange(-15, 16)))
    existing = np.zeros((FLEETS, 31))
    existing[:, 11:16] = random.integers(0, 12, (FLEETS, 5))
    buying = random.integers(0, 2, FLEETS).astype(float)
    accounting_life = random.integers(1, 9, FLEETS).astype(float)
    return existing, lives, needs, peak, buying, accounting_life


@pytest.fixture(scope="module")
def computed(fleets):
    """The engine's lines for the same fleets, in one batch."""
    existing, lives, needs, peak, buying, accounting_life = fleets
    settings = {
        "vat_rate": VAT, "vat_unrecovered_share": 1.0, "archive_storage.resale_factor": RESALE,
        "archive_storage.resale_life": RESALE_LIFE, "archive_storage.accounting_life": 5.0, "horizon": 15.0,
        "count_residual": 1.0,
    }  # fmt: skip
    bound = bind(parse_case(of_archive(**settings)))
    given = {"existing": existing, "service_life": lives, "required.year_end": needs, "required.peak": peak}
    instances = dict(bound.model.instances)
    for name, rows in given.items():
        line, _, moment = name.partition(".")
        key = ".".join(filter(None, (line, "archive_storage", moment)))
        instances[key] = _given(instances[key], rows[:, None, :])
    bound = replace(bound, model=replace(bound.model, instances=instances))
    draws = {"bridge_by_buying": buying, "archive_storage.accounting_life": accounting_life}
    lines = evaluate(bound, draws)
    return {key.removesuffix(".archive_storage"): array[:, 0, :] for key, array in lines.items()
            if key.endswith(".archive_storage") and array.ndim == 3}  # fmt: skip


def _given(instance, rows):
    """The line with given rows in place of what its rule says."""
    return replace(instance, line=replace(instance.line, rule=lambda *arguments: rows))


@pytest.fixture(scope="module")
def expected(fleets):
    rows = [triangle(*fleet) for fleet in zip(*fleets, strict=True)]
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


LINES = ("survivors", "bought", "extended", "value_in_service", "resale_proceeds", "depreciation",
         "retirement_write_off", "book_value")  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_every_line_of_a_fleet_is_that_of_the_triangle(line, computed, expected):
    assert np.abs(expected[line]).max() > 1
    assert computed[line] == pytest.approx(expected[line], rel=1e-9, abs=1e-6)


def test_releases_write_off_the_book_value_net_of_proceeds(computed, expected):
    net = expected["released_book"] + expected["resale_proceeds"]
    assert computed["release_write_off"] == pytest.approx(net, rel=1e-9, abs=1e-6)


def test_the_residual_value_is_the_unserved_part_of_the_price(computed, expected):
    assert -computed["residual_value"][:, 15] == pytest.approx(expected["left_at_end"][:, 15], abs=1e-6)
    assert not computed["residual_value"][:, :15].any()


def test_book_value_opens_grows_depreciates_and_closes(computed):
    book, purchases = computed["book_value"], computed["purchases"] * (1 + VAT)
    released = computed["release_write_off"] - computed["resale_proceeds"]
    closing = (
        book[:, :-1]
        + (purchases - computed["depreciation"] - computed["retirement_write_off"] - released)[:, 1:]
    )
    assert closing == pytest.approx(book[:, 1:], rel=1e-9, abs=1e-6)


def test_the_units_that_stand_always_cover_the_year_end(computed, fleets):
    standing = computed["survivors"] + computed["bought"]
    assert (standing[:, 1:] >= fleets[2][:, 1:] - 1e-9).all()


def test_under_the_policy_to_buy_nothing_is_run_on(computed, fleets):
    assert not computed["extended"][fleets[4] == 1].any()
    assert computed["extended"][fleets[4] == 0].any()
