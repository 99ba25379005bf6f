"""Dates in an asset register: vintages, the order of day and month, and days that have only begun."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from registers import DECISION, table
from small_cases import of_archive

from tco.binding import bind
from tco.case import parse_case
from tco.errors import Problems
from tco.intake import Table
from tco.register import Choices, read_register, vintage_of
from tco.register.report import document
from tco.register.text import as_text


@pytest.mark.parametrize(
    ("day", "vintage"),
    [
        (date(2026, 12, 31), 0),
        (date(2026, 1, 1), 0),
        (date(2025, 12, 31), 0),
        (date(2025, 12, 30), -1),
        (date(2025, 1, 1), -1),
        (date(2021, 3, 27), -5),
        (date(2010, 12, 31), -15),
        (date(2010, 12, 30), -16),
    ],
)
def test_vintage_0_is_the_12_months_before_the_decision(day, vintage):
    assert vintage_of(day, DECISION) == vintage


def test_a_decision_on_leap_day_has_its_anniversaries_on_the_28th():
    assert vintage_of(date(2023, 2, 28), date(2024, 2, 29)) == 0
    assert vintage_of(date(2023, 2, 27), date(2024, 2, 29)) == -1


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)), st.dates(date(2000, 1, 1), date(2030, 12, 31)))
def test_a_year_earlier_is_a_vintage_earlier(day, decision):
    if day <= decision and (day.month, day.day) != (2, 29) != (decision.month, decision.day):
        earlier = vintage_of(day.replace(year=day.year - 1), decision)
        assert earlier == vintage_of(day, decision) - (day != decision)


@pytest.mark.parametrize(
    ("cell", "decision", "vintage"),
    [
        ("2026", date(2026, 3, 1), 0),
        ("2026년 11월", date(2026, 11, 10), 0),
        ("2025", date(2026, 3, 1), 0),
        ("2024", date(2026, 12, 31), -2),
        ("2027", date(2026, 12, 31), None),
        ("2026-03-02", date(2026, 3, 1), None),
    ],
)
def test_a_year_or_month_that_has_begun_is_not_the_future(bound, cell, decision, vintage):
    rows = table(("서버", cell, 100), header=("자산명", "취득일자", "취득가액"))
    read = read_register(rows, bound, Choices({}, {}, decision))
    assert [each.vintage for each in read.assets] == ([] if vintage is None else [vintage])
    assert [each.why for each in read.explained] == (["future"] if vintage is None else [])


def test_the_currency_and_the_order_of_dates_are_the_case_s():
    american = bind(parse_case(of_archive(pack="us_2026")))
    header = ("Asset", "Purchase date", "Purchase price ($000)", "Capacity (TB)")
    rows = (
        ("NAS", "03/27/2024", "$12.5", 10),
        ("NAS", "21.03.27", 1, 10),
        ("NAS", "2024-01-01", "5만원", 10),
    )
    read = read_register(table(*rows, header=header), american)
    assert [each.price for each in read.assets] == [12.5e3]
    assert [each.why for each in read.explained] == ["unreadable", "unreadable"]
    assert "ambiguous" in read.explained[0].reason.en
    assert "KRW" in read.explained[1].reason.en
    assert read.reconciles
    for title, price in (
        ("(단위: 천원)", "price"),
        ("Assets", "취득가액(원)"),
        ("Units: GBP thousand", "price"),
    ):
        foreign = Table(
            "x.csv", ((title,), ("asset", "date", price, "capacity"), ("NAS", "2024-01-01", 1, 1))
        )
        with pytest.raises(Problems, match="but the case is in USD; convert them"):
            read_register(foreign, american)


def british(*days, **choices):
    pounds = bind(parse_case(of_archive(pack="us_2026")))
    rows = [(f"NAS {at}", day, 1, 10) for at, day in enumerate(days)]
    header = ("asset", "purchase date", "purchase price", "capacity (TB)")
    return read_register(table(*rows, header=header), pounds, Choices({}, {}, **choices))


def test_a_date_that_leaves_no_doubt_settles_the_order_of_its_column_and_says_so():
    read = british("27/03/2021", "01/04/2022", "02/04/2022 10:30", "2023-05-06")
    assert [each.purchased for each in read.assets] == [
        date(2021, 3, 27), date(2022, 4, 1), date(2022, 4, 2), date(2023, 5, 6),
    ]  # fmt: skip
    notes = "\n".join(as_text(read, None))
    assert "dates such as 01/04/2022 are read day first, since 27/03/2021" in notes
    assert "(2 rows)" in notes
    assert "27/03/2021" in "\n".join(as_text(read, None, "ko"))
    settled = document(read, None)["dates_settled"]
    assert settled == [{"order": "dmy", "by": "27/03/2021", "such_as": "01/04/2022", "rows": 2}]


@pytest.mark.parametrize(
    "days",
    [
        ("01/04/2022",),
        ("27/03/2021", "03/27/2021", "01/04/2022"),
        ("27.03.2021", "01/04/2022"),
        ("27/03/85", "01/04/2022"),
    ],
)
def test_a_column_that_settles_nothing_names_the_option(days):
    read = british(*days)
    reason = next(each.reason for each in read.explained if each.name == f"NAS {len(days) - 1}")
    assert "say --date-order dmy|mdy" in reason.en
    assert "--date-order dmy|mdy로 지정" in reason.ko
    assert not read.settled
    assert british(*days, order="mdy").assets[-1].purchased == date(2022, 1, 4)


def test_what_is_said_of_the_order_goes_before_what_the_column_settles(bound):
    assert british("27/03/2021", "01/04/2022", order="mdy").assets[1].purchased == date(2022, 1, 4)
    header = ("자산명", "취득일자", "취득가액")
    rows = (("서버", "13.12.24", 1), ("서버", "27/03/2021", 1), ("서버", "01/04/2022", 1))
    read = read_register(table(*rows, header=header), bound)  # in Korea 13.12.24 begins with its year
    assert [each.purchased for each in read.assets] == [
        date(2013, 12, 24), date(2021, 3, 27), date(2022, 4, 1),
    ]  # fmt: skip
