"""Dates, amounts and numbers as hospitals write them: read in one way, or refused with a sentence."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tco.intake import Unreadable, is_empty, parse_date, parse_money, parse_number, unit_of_header
from tco.intake.money import unit_named

DAY = date(2021, 3, 27)


@pytest.mark.parametrize(
    "cell",
    [
        "2021-03-27",
        "2021.3.27",
        "2021. 3. 27.",
        "2021/03/27",
        "2021년 3월 27일",
        "2021년3월27일",
        "20210327",
        "'21.3.27",
        "’21.3.27",
        "２０２１．３．２７",
        "2021-03-27 00:00:00",
        "2021-03-27T09:30:00Z",
        "2021.3.27(토)",
        "2021-03-27 오후 3:00",
        "27 Mar 2021",
        "27-Mar-21",
        "March 27, 2021",
        "27/03/2021",
        "03/27/2021",
        44282,
        "44282",
        44282.75,
        20210327,
        210327,
        datetime(2021, 3, 27, 15),
        DAY,
    ],
)
def test_a_day_is_read_from_any_of_its_forms(cell):
    assert parse_date(cell) == DAY


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2021", date(2021, 7, 1)),
        (2021, date(2021, 7, 1)),
        ("2021년", date(2021, 7, 1)),
        ("2021년도", date(2021, 7, 1)),
        ("2021년 3월", date(2021, 3, 15)),
        ("2021.3", date(2021, 3, 15)),
        ("2021-12", date(2021, 12, 15)),
        ("202103", date(2021, 3, 15)),
        ("Mar-21", date(2021, 3, 15)),
    ],
)
def test_a_year_or_month_alone_stands_for_its_middle(cell, day):
    assert parse_date(cell) == day


def test_serial_numbers_count_from_1904_where_the_workbook_says_so():
    assert parse_date(44282 - 1462, date_1904=True) == DAY


@pytest.mark.parametrize(
    ("cell", "words"),
    [("03/04/2021", "2021-03-04 or 2021-04-03"), ("21.03.27", "2021-03-27 or 2027-03-21")],
)
def test_what_two_readers_read_differently_is_ambiguous(cell, words):
    with pytest.raises(Unreadable, match=f"ambiguous: {words}; write it as"):
        parse_date(cell)


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("03/04/2021", "dmy", date(2021, 4, 3)),
        ("03/04/2021", "mdy", date(2021, 3, 4)),
        ("21.03.27", "ymd", DAY),
    ],
)
def test_a_said_order_settles_it(cell, order, day):
    assert parse_date(cell, order=order) == day


@pytest.mark.parametrize(
    "cell",
    [
        "2021-02-30",
        "2021-13-01",
        "3/4",
        "1921-01-01",
        "soon",
        5,
        -1,
        1e30,
        1e308,
        float("nan"),
        True,
        None,
        "-",
        "",
        "=A2",
        "#N/A",
        2021.3,
    ],
)
def test_what_is_no_date_is_refused_in_both_languages(cell):
    with pytest.raises(Unreadable) as caught:
        parse_date(cell)
    assert str(caught.value)
    assert caught.value.ko


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("1,234천원", 1_234_000),
        ("3.2억", 320_000_000),
        ("1억 2,340만 원", 123_400_000),
        ("₩1,234,567", 1_234_567),
        ("￦ 1,234", 1_234),
        ("1,234,567원", 1_234_567),
        ("12.5백만원", 12_500_000),
        ("3천5백만원", 35_000_000),
        ("2조 3천억", 2.3e12),
        ("5천만", 50_000_000),
        ("(1,234)", -1_234),
        ("△1,500", -1_500),
        ("−3", -3),
        ("１，２３４", 1_234),
        ("3억원정", 300_000_000),
        ("1.2M", 1_200_000),
        ("12 k", 12_000),
        ("1,234,567 won", 1_234_567),
        ("12345.6", 12345.6),
        (12, 12),
        (12.5, 12.5),
        ("0", 0),
    ],
)
def test_an_amount_is_read_from_any_of_its_forms(cell, amount):
    assert parse_money(cell) == pytest.approx(amount, rel=1e-12)


def test_the_header_s_unit_holds_where_the_cell_names_none():
    assert parse_money("1,234", 1000) == 1_234_000
    assert parse_money(1234, 1000) == 1_234_000
    assert parse_money("3.2억", 1000) == 320_000_000
    assert parse_money("1,234원", 1000) == 1_234


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("US$ 12,000", "is in USD, but the case is in KRW"),
        ("£3", "GBP"),
        ("1,5", "1.5 or 15"),
        ("12,34,567", "not a number"),
        ("1.234.567,00", "write 1234567.00"),
        ("1억2천", "천만"),
        ("만원", "not an amount"),
        ("1억 2억", "not an amount"),
        ("12abc", "not an amount"),
        ("=B2*C2", "formula without a stored result"),
        ("#REF!", "spreadsheet error"),
        (True, "TRUE"),
        (1e16, "beyond"),
        (float("inf"), "beyond"),
        (None, "empty"),
        (" - ", "empty"),
        (DAY, "is a date"),
    ],
)
def test_an_amount_that_is_none_is_refused_with_its_reason(cell, words):
    with pytest.raises(Unreadable, match=words.replace("$", r"\$")) as caught:
        parse_money(cell)
    assert caught.value.ko


def test_the_case_s_own_currency_is_no_foreign_one():
    assert parse_money("US$ 12,000", currency="USD") == 12_000
    assert parse_money("£1.2m", currency="GBP") == 1_200_000
    with pytest.raises(Unreadable, match="KRW"):
        parse_money("5만원", currency="USD")


@pytest.mark.parametrize(
    ("cell", "units", "number"),
    [
        ("12대", {"대": 1.0}, 12),
        ("800W", {"kW": 1.0, "W": 0.001}, 0.8),
        ("5 %", None, 0.05),
        ("1,200", None, 1200),
        ("-3", None, -3),
        (7, None, 7),
        ("５년", {"년": 1.0}, 5),
    ],
)
def test_a_number_may_carry_a_unit_of_its_column(cell, units, number):
    assert parse_number(cell, units) == pytest.approx(number)


def test_an_unknown_unit_is_named():
    with pytest.raises(Unreadable, match="'톤' is not a unit of this column; known here: TB"):
        parse_number("5톤", {"TB": 1.0})


@pytest.mark.parametrize(
    ("header", "factor"),
    [
        ("취득가액(천원)", 1e3),
        ("취득가액\n(백만원)", 1e6),
        ("금액 [억원]", 1e8),
        ("(단위: 천원)", 1e3),
        ("단위 : 만원", 1e4),
        ("취득가액(원)", 1),
        ("취득가액", 1),
        ("용량(TB)", 1),
        ("기간(months)", 1),
        ("Price ($000)", 1e3),
        ("Cost (USD thousand)", 1e3),
        ("Cost ($m)", 1e6),
        ("수량(대)", 1),
    ],
)
def test_headers_name_the_unit_of_amounts(header, factor):
    assert unit_of_header(header) == factor


def test_a_header_that_says_won_is_not_silent():
    assert unit_named("취득가액(원)") == 1.0
    assert unit_named("취득가액") is None


def test_dashes_and_words_for_none_are_empty():
    assert all(is_empty(each) for each in (None, "", " ", "-", "－", "–", "N/A", "해당없음"))
    assert not any(is_empty(each) for each in (0, "0", False, "없음표"))


@given(st.dates(date(1970, 1, 1), date(2069, 12, 31)))
def test_every_form_of_a_day_comes_back(day):
    serial = (day - date(1899, 12, 30)).days
    forms = [
        f"{day:%Y-%m-%d}",
        f"{day.year}년 {day.month}월 {day.day}일",
        f"{day.year}.{day.month}.{day.day}.",
        f"{day:%Y%m%d}",
        f"'{day:%y}.{day.month}.{day.day}",
        f"{day:%d %b %Y}",
    ]
    assert {parse_date(form) for form in forms} == {day}
    assert serial < 18264 or parse_date(serial) == day
    assert serial < 20000 or parse_date(serial - 1462, date_1904=True) == day


@given(st.integers(0, 10**14))
def test_every_form_of_an_amount_comes_back(amount):
    eok, man, rest = amount // 10**8, amount % 10**8 // 10**4, amount % 10**4
    korean = f"{eok:,}억 {man:,}만 {rest}원"
    assert parse_money(korean) == parse_money(f"{amount:,}") == parse_money(f"₩{amount}") == amount


@given(st.text(max_size=20))
def test_no_text_breaks_a_reader(text):
    for read in (parse_date, parse_money, parse_number):
        try:
            read(text)
        except Unreadable:
            continue


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_no_number_breaks_a_reader(number):
    for read in (parse_date, parse_money, parse_number):
        try:
            read(number)
        except Unreadable:
            continue


def test_an_ambiguous_day_is_one_of_its_two_readings():
    for day in (date(2021, 3, 4) + timedelta(days=each) for each in range(0, 300, 7)):
        assert parse_date(f"{day:%d/%m/%Y}", order="dmy") == day
        assert parse_date(f"{day:%m/%d/%Y}", order="mdy") == day
