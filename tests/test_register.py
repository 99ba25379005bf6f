"""Asset registers: every row is used or explained, totals reconcile, vintages and book values by hand."""

import csv
import datetime
import io
import json
import shutil
import subprocess
import tomllib
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from small_cases import of_archive

from exports.reading import read_table
from exports.register_template import template_csv, template_xlsx
from tco.binding import bind
from tco.case import parse_case, parse_text, presets
from tco.changes import load
from tco.cli import main
from tco.errors import Problems, UserError
from tco.intake import Table
from tco.register import Choices, book_values, evaluated, is_register, read_register, standing, vintage_of
from tco.register.classes import classify
from tco.register.report import document
from tco.register.text import as_text
from tco.register.totals import doubtful_totals

DECISION = date(2026, 12, 31)
HEADER = (
    "자산명",
    "자산분류",
    "수량",
    "취득일자",
    "취득가액(천원)",
    "내용연수",
    "소비전력(W)",
    "용량(TB)",
    "비고",
)
ROWS = (
    ("EMR DB 서버", "서버", 4, "2021년 3월 27일", "120,000", 5, 600, None, None),
    ("가상화 서버", "서버", 10, datetime.datetime(2024, 5, 1), 180_000, "5년", 450, None, None),
    ("가상화 서버 2차", "서버", 5, "2024.8.1", 120_000, 4, None, None, None),
    ("PACS 스토리지", "스토리지", 2, "'22.11.30", "90백만원", 5, None, 75, None),
    ("올플래시", "스토리지", 1, 46022, "3.2억", 5, 1200, 50, None),
    ("백본 스위치", "네트워크", 2, "20230101", 80_000, 5, None, None, None),
    ("UPS 60kVA", "설비", 1, "2023-06-30", "1억", 8, None, None, None),
)
EXPLAINED = (
    ("업무용 PC", "PC", 120, "2023.1.1", 96_000, 4, None, None, None),
    ("EMR 시스템", "기타", 1, "2023.1.1", 500_000, 5, None, None, None),
    ("옛 서버", "서버", 3, "2009-01-01", 30_000, 5, None, None, None),
    ("예비 서버", "서버", 1, "03/04/2021", 10_000, 5, None, None, None),
    ("예정 서버", "서버", 2, "2027-03-01", 40_000, 5, None, None, None),
    ("서버", "서버", 0, "2023-03-01", 0, 5, None, None, None),
    ("서버", "서버", "두 대", "2023-03-01", "US$ 10", 5, None, None, None),
    ("백업 스토리지", "스토리지", 1, "2023-03-01", 1_000, 5, None, None, None),
    ("서버", "서버", 1, "2023-03-01", "=E3*2", 5, None, None, None),
    ("합계", None, 154, None, 1_687_000, None, None, None, None),
)
WHY = [
    "not_part",
    "unrecognised",
    "too_old",
    "unreadable",
    "future",
    "count",
    "unreadable",
    "no_capacity",
    "unreadable",
    "total",
]


@cache
def usual():
    return bind(load("kr-general-500", ["decision_date=2026-12-31"]))


@pytest.fixture(scope="module")
def bound():
    return usual()


def table(*rows, header=HEADER):
    return Table("자산대장.xlsx", (("○○병원 자산대장",), header, *rows))


@pytest.fixture(scope="module")
def register(bound):
    return read_register(table(*ROWS[:3], (), *ROWS[3:], *EXPLAINED), bound)


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


def test_units_and_prices_by_vintage_are_those_of_the_file(register):
    servers, fast, archive = (
        register.fleets[name] for name in ("servers", "fast_storage", "archive_storage")
    )
    assert servers.units == {-5: 4, -2: 15}
    assert servers.prices == {-5: 30_000_000, -2: 20_000_000}
    assert archive.units == {-4: 150}
    assert archive.prices == {-4: 600_000}
    assert fast.units == {0: 50}
    assert fast.prices == {0: 6_400_000}
    assert servers.kilowatts == pytest.approx(4 * 0.6 + 10 * 0.45)
    assert servers.watts_per_unit == pytest.approx(6900 / 14)


def test_book_values_are_straight_line_with_a_full_year_in_the_year_of_purchase(register):
    # years -2, -1 and 0 are written down: of 5 years two fifths are left, of 4 years a quarter
    assert register.fleets["servers"].book_value() == pytest.approx(180e6 * 2 / 5 + 120e6 / 4)
    assert register.fleets["fast_storage"].book_value() == pytest.approx(320e6 * 4 / 5)
    assert register.fleets["archive_storage"].book_value() == 0
    assert register.fleets["plant"].book_values == {"설비": pytest.approx(100e6 * 4 / 8)}


def test_the_accounting_life_of_a_fleet_is_weighted_by_price(register):
    servers = register.fleets["servers"]
    assert servers.life == pytest.approx((120 * 5 + 180 * 5 + 120 * 4) / 420)
    assert servers.lives == (4, 5)


def test_network_and_plant_are_counted_in_the_model_s_units_by_their_price(register, bound):
    switches = register.fleets["network"]
    assert switches.pieces == {-3: 2}
    assert switches.units == {-3: 80e6 / bound.inputs["network.unit_price"].value}
    assert switches.units[-3] * switches.prices[-3] == pytest.approx(80e6)


def test_every_other_row_is_explained_with_its_number_and_reason_in_both_languages(register):
    assert [each.why for each in register.explained] == ["empty", *WHY]
    assert [each.row for each in register.explained] == [6, *range(11, 21)]
    for each in register.explained:
        assert each.reason.en
        assert each.reason.ko
        assert each.reason.en != each.reason.ko


def test_all_that_cannot_be_read_in_a_row_is_said_at_once(register):
    reason = next(each.reason for each in register.explained if each.row == 17)
    assert "count: '두 대' is not a number" in reason.en
    assert "purchase price: 'US$ 10' is in USD" in reason.en
    assert "수량:" in reason.ko


def test_totals_reconcile_with_the_file(register):
    file = register.file_totals
    assert register.reconciles
    assert (file.rows, file.units) == (18, 25 + 129)
    assert file.price == pytest.approx(1_010e6 + 677e6)
    assert register.used_totals.price == pytest.approx(1_010e6)
    assert list(doubtful_totals(register.rows)) == []


def test_a_total_that_is_not_the_sum_of_its_rows_is_shown(bound):
    wrong = read_register(table(*ROWS, ("합 계", None, None, None, 999, None, None, None, None)), bound)
    assert [(row, said) for row, said, _ in doubtful_totals(wrong.rows)] == [(10, 999_000)]
    assert any("row 10 of totals says 999,000" in line for line in as_text(wrong, None))


def test_reconciling_can_fail(register):
    assert not replace(register, rows=register.rows[1:]).reconciles


CELLS = st.one_of(
    st.none(),
    st.integers(-5, 10**6),
    st.floats(0, 1e6),
    st.booleans(),
    st.dates(date(2005, 1, 1), date(2028, 1, 1)),
    st.sampled_from(
        [
            "",
            "-",
            "서버",
            "서버 2대",
            "합계",
            "UPS",
            "PC",
            "3.2억",
            "1,234천원",
            "1,5",
            "2021년 3월",
            "=A1",
            "TOTAL",
            "2021-03-27",
            "03/04/2021",
            "7",
            "100TB",
            "처분",
            "NAS",
            "[예시] 서버",
        ]
    ),
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.lists(CELLS, max_size=10), max_size=12),
    st.sampled_from(["취득가액", "취득단가", "금액(천원)"]),
    st.booleans(),
)
def test_any_table_reconciles(rows, price, counted):
    header = (
        "자산명",
        "자산분류",
        "수량" if counted else "비고",
        "취득일자",
        price,
        "내용연수",
        "kW",
        "용량",
        "상태",
    )
    read = read_register(table(*map(tuple, rows), header=header), usual())
    assert read.reconciles
    assert sum(sum(each.pieces.values()) for each in read.fleets.values()) == read.used_totals.units
    assert sum(each.paid for each in read.fleets.values()) == pytest.approx(read.used_totals.price)
    json.dumps(document(read, None, "ko"), allow_nan=False)


@pytest.mark.parametrize(
    ("name", "kind", "fleet"),
    [
        ("백업 서버", "", "servers"),
        ("PC서버", "", "servers"),
        ("rack server", "", "servers"),
        ("블레이드 서버", "", "servers"),
        ("HCI 노드", "", "servers"),
        ("서버랙", "", "piece"),
        ("서버실 항온항습기", "", "plant"),
        ("UPS (서버실)", "서버", "plant"),
        ("SAN 스위치", "", "network"),
        ("방화벽", "보안장비", "network"),
        ("KVM 스위치", "", "not_part"),
        ("올플래시 스토리지", "전산장비", "fast_storage"),
        ("스토리지", "", "fast_storage"),
        ("스토리지(NAS)", "", "archive_storage"),
        ("PACS 스토리지", "", "archive_storage"),
        ("백업 스토리지", "", "backup_storage"),
        ("DD6300", "백업장비", "backup_storage"),
        ("테이프 라이브러리", "", "backup_storage"),
        ("Windows Server 2019", "", "software"),
        ("서버 메모리 증설", "", "piece"),
        ("업무용 노트북", "전산장비", "not_part"),
        ("core switches", "", "network"),
        ("servers", "", "servers"),
        ("MRI", "의료장비", ""),
    ],
)
def test_words_say_which_fleet(name, kind, fleet):
    assert classify(name, kind, {}) == fleet


def test_classes_can_be_corrected_or_left_out(bound):
    choices = Choices({}, {"기타": "servers", "설비": "ignore", "업무용 PC": "servers"})
    read = read_register(table(*ROWS, *EXPLAINED), bound, choices)
    assert {each.row: each.fleet for each in read.assets}[11] == "servers"
    assert {each.row: each.fleet for each in read.assets}[10] == "servers"
    assert "plant" not in read.fleets
    assert next(each for each in read.explained if each.row == 9).why == "ignore"
    assert read.reconciles


def test_choices_that_cannot_be_meant_are_refused_together(bound):
    with pytest.raises(Problems) as caught:
        read_register(
            table(*ROWS), bound, Choices({"price": "없는 열"}, {"기타": "server"}, None, "dym", "yes")
        )
    assert len(caught.value.problems) == 4
    assert "did you mean 'servers'" in str(caught.value)
    unread = Choices(
        {"price": "없는 열"}, {}, vat="yes", unread=("--decision-date 2026-13-01: must be a day",)
    )
    with pytest.raises(Problems) as caught:
        read_register(table(*ROWS), bound, unread)
    assert len(caught.value.problems) == 3
    with pytest.raises(Problems, match="no row has this class or name"):
        read_register(table(*ROWS), bound, Choices({}, {"없음": "servers"}))


def test_a_price_per_unit_is_multiplied_and_without_counts_each_row_is_one(bound):
    header = ("자산명", "취득일자", "취득단가", "수량")
    read = read_register(table(("서버", "2024-01-01", 7_000_000, 3), header=header), bound)
    assert read.fleets["servers"].paid == 21_000_000
    read = read_register(table(("서버", "2024-01-01", 7_000_000), header=header[:2] + ("취득가액",)), bound)
    assert read.fleets["servers"].units == {-2: 1}
    assert read.reconciles


def test_power_and_capacity_follow_their_headers(bound):
    header = ("asset", "count", "purchase date", "purchase price", "total power (kW)", "total capacity (GB)")
    read = read_register(table(("NAS", 2, "2024-01-01", 100, 1.5, 80_000), header=header), bound)
    assert read.fleets["archive_storage"].units == {-2: 80}
    assert read.fleets["archive_storage"].kilowatts == 1.5
    header = ("asset", "count", "purchase date", "purchase price", "power per unit", "capacity")
    read = read_register(table(("NAS", 2, "2024-01-01", 100, "800 W", "1PB"), header=header), bound)
    assert read.fleets["archive_storage"].units == {-2: 2000}
    assert read.fleets["archive_storage"].kilowatts == 1.6


@pytest.mark.parametrize(
    ("header", "said", "price", "origin"),
    [
        ("취득가액", "", 110.0, "assumed"),
        ("취득가액", "included", 100.0, "said"),
        ("취득가액(부가세포함)", "", 100.0, "header"),
        ("취득가액(VAT 별도)", "", 110.0, "header"),
        ("취득가액(부가세포함)", "excluded", 110.0, "said"),
    ],
)
def test_value_added_tax_is_taken_out_of_the_case_s_prices_alone(bound, header, said, price, origin):
    rows = table(("서버", "2024-01-01", 110.0), header=("자산명", "취득일자", header))
    read = read_register(rows, bound, Choices({}, {}, None, "", said))
    assert read.fleets["servers"].prices == {-2: pytest.approx(price)}
    assert read.used_totals.price == 110
    assert read.tax_from == origin


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


def test_power_without_a_unit_is_told_by_its_size(bound):
    rows = (
        ("서버", 2, "2024-01-01", 100, 450),
        ("서버", 2, "2024-01-01", 100, 0.45),
        ("서버", 1, "2024-01-01", 100, "450W"),
    )
    read = read_register(table(*rows, header=("자산명", "수량", "취득일자", "취득가액", "소비전력")), bound)
    assert [each.kilowatts for each in read.assets] == pytest.approx([0.9, 0.9, 0.45])
    assert read.power_without_unit


def test_a_case_that_cannot_hold_the_register_still_shows_it(tmp_path, capsys):
    path = tmp_path / "register.csv"
    path.write_text("자산명,취득일자,취득가액,소비전력(kW)\n서버,2024-01-01,100,90000\n")
    assert main(["register", str(path)]) == 0
    out = capsys.readouterr().out
    assert "servers.power_draw" in out
    assert "is above the maximum" in out
    assert main(["register", str(path), "--case", "kr-general-500", "--write", str(tmp_path / "x.toml")]) == 2
    assert not (tmp_path / "x.toml").exists()


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


def test_the_rule_of_our_book_values_is_said_once(register):
    for language, words in (
        ("en", "count a full year in the year of purchase"),
        ("ko", "취득한 해를 1년으로"),
    ):
        assert "\n".join(as_text(register, None, language)).count(words) == 1


@pytest.mark.parametrize(
    "title", ["장부가액(천원)", "미상각잔액(천원)", "NBV(천원)", "Net book value (KRW thousand)"]
)
def test_the_file_s_own_book_value_stands_beside_ours_and_is_used_for_nothing_else(bound, title):
    header = ("자산명", "취득일자", "취득가액(천원)", "내용연수", title)
    rows = (
        ("서버", "2024-05-01", 100_000, 5, 47_500),
        ("서버 2", "2024-05-01", 50_000, 5, "모름"),
        ("서버 3", "2024-05-01", 50_000, 5, None),
    )
    with_book = read_register(table(*rows, header=header), bound)
    without = read_register(table(*[row[:4] for row in rows], header=header[:4]), bound)
    assert with_book.matched.headers["book"] == title
    assert [replace(each, book=None) for each in with_book.assets] == list(without.assets)
    assert without.fleets["servers"].own_book is None
    found = document(with_book, None)["fleets"]["servers"]["book_value_in_file"]
    assert found == {
        "rows": 1,
        "file": 47.5e6,
        "ours": pytest.approx(40e6),
        "difference": pytest.approx(-7.5e6),
    }
    assert any("47,500,000" in line and "-7,500,000" in line for line in as_text(with_book, None))
    assert any("(1/3행)" in line for line in as_text(with_book, None, "ko"))
    assert not any("book value in the file" in line for line in as_text(without, None))


@pytest.mark.parametrize(
    ("name", "model", "said"),
    [
        ("PACS 스토리지 200TB", None, "200 TB"),
        ("NAS (200 TB)", "R-5", "200 TB"),
        ("스토리지1.2PB", None, "1.2 PB"),
        ("NAS", "PowerScale 1,200TB", "1,200 TB"),
        ("NAS 100TB", "200TB", ""),
        ("NAS 12 x 8TB", None, ""),
        ("NAS 8TB x 12", None, ""),
        ("NAS R-200TB", None, ""),
        ("NAS 64GB", None, ""),
    ],
)
def test_a_capacity_in_a_name_is_named_but_not_taken(bound, name, model, said):
    header = ("자산명", "취득일자", "취득가액", "모델", "용량(TB)")
    row = (name, "2024-05-01", 100, model)
    for cut, cell in ((4, ()), (5, (None,))):
        read = read_register(table((*row, *cell), header=header[:cut]), bound)
        (each,) = read.explained
        assert each.why == "no_capacity"
        assert (f"the name mentions {said}" in each.reason.en) == bool(said)
        assert (f"이름에 {said}가" in each.reason.ko) == bool(said)
        assert "mentions" not in each.reason.en or said
        assert ("--map capacity=" in each.reason.en) == (cut == 4)
        assert ("--map capacity=" in each.reason.ko) == (cut == 4)


def test_rows_that_repeat_another_are_counted_and_noted(bound):
    header = ("번호", "자산명", "취득일자", "취득가액")
    row = ("서버", "2024-05-01", 100)
    read = read_register(table(*[(1, *row)] * 4, (1, *row, ""), header=header), bound)
    assert read.fleets["servers"].units == {-2: 5}
    assert read.repeated == (4, 0, ())
    assert any(
        "4 rows repeat another row exactly; check for duplicates" in line for line in as_text(read, None)
    )
    assert any("4행이 다른 행과 완전히" in line for line in as_text(read, None, "ko"))
    read = read_register(table((1, *row), (2, *row), (2, *row), header=header), bound)
    assert read.repeated == (1, 1, ("번호",))
    lines = list(as_text(read, None))
    assert any("1 row repeats another row exactly" in line for line in lines)
    assert any(
        "1 row repeats another row in every column that is used, though not in 번호" in x for x in lines
    )
    assert read_register(table((1, *row), (1, "서버 2", *row[1:]), header=header), bound).repeated == (
        0,
        0,
        (),
    )


def test_a_class_of_an_erp_and_one_row_without_a_price(bound):
    header = ("자산명", "자산클래스", "취득일자", "취득가액")
    rows = (("R740", "서버", "2024-05-01", None), ("R750", "서버", "2024-05-01", 5))
    read = read_register(table(*rows, header=header), bound)
    assert read.matched.headers["class"] == "자산클래스"
    assert "Servers: row 3 has no price" in "\n".join(as_text(read, None))
    read = read_register(table(*rows, rows[0], header=header), bound)
    assert "Servers: rows 3, 5 have no price" in "\n".join(as_text(read, None))


def test_a_register_of_too_many_rows_is_refused(bound):
    rows = [("서버", "2024-01-01", 1)] * 10_001
    with pytest.raises(UserError, match="10,001 filled rows"):
        read_register(table(*rows, header=("자산명", "취득일자", "취득가액")), bound)


def test_what_is_disposed_of_is_explained(bound):
    for header, status in (("상태", "불용"), ("처분일자", "2024-01-01"), ("status", "disposed")):
        rows = (
            ("서버", "2023-01-01", 100, status),
            ("서버", "2023-01-01", 100, None),
            ("서버", "2023-01-01", 100, "사용 중"),
        )
        read = read_register(table(*rows, header=("자산명", "취득일자", "금액", header)), bound)
        assert [each.why for each in read.explained] == ["disposed"]
        assert len(read.assets) == 2


def test_the_case_holds_the_register_and_its_reasons(register, bound):
    case, result = evaluated(bound.case, register, "자산대장.xlsx")
    assert case.fleets["servers"].vintages == {-5: 4, -2: 15}
    assert case.fleets["servers"].prices == {-5: 30e6, -2: 20e6}
    assert case.overrides["servers.accounting_life"].value == 5
    assert case.overrides["servers.accounting_life"].reason.startswith(
        "from the asset register 자산대장.xlsx, 3 rows"
    )
    assert case.overrides["servers.power_draw"].value == pytest.approx(492.857)
    assert "plant.power_draw" not in case.overrides
    assert result.yearly("stay", "existing.servers")[0] == 0
    assert list(result.row("stay", "existing.servers")[10:16]) == [4, 0, 0, 15, 0, 0]
    assert list(result.row("stay", "price_paid.servers")[10:16]) == [120e6, 0, 0, 300e6, 0, 0]


def test_the_steps_from_the_register_s_book_value_to_the_model_s_add_up(register, bound):
    _, result = evaluated(bound.case, register, "자산대장.xlsx")
    values = book_values(register, result)
    for name, each in values.items():
        assert each.register == pytest.approx(register.fleets[name].book_value())
        assert each.model == pytest.approx(result.yearly("stay", f"book_value.{name}")[0])
        assert each.retired == pytest.approx(0, abs=1)
    servers = values["servers"]
    assert servers.one_life == pytest.approx(120e6 * (2 / 5 - 1 / 4))
    assert servers.tax == pytest.approx(0.1 * 300e6 * 2 / 5)


def test_what_stands_is_set_beside_what_the_case_needs(register, bound):
    _, result = evaluated(bound.case, register, "x")
    stands = standing(register, result)["servers"]
    assert stands["units"] == 19
    assert stands["needed"] == result.value("stay", "required_today.servers")
    text = "\n".join(as_text(register, result, "ko"))
    assert "서버: 보유 19, 필요 40" in text


@pytest.mark.parametrize("make", [template_xlsx, template_csv])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_template_is_read_and_its_examples_are_left_out(make, language, bound):
    empty = read_register(read_table(make(language), fits=is_register), bound)
    assert set(empty.matched.columns) == {
        "asset",
        "class",
        "count",
        "date",
        "price",
        "life",
        "power",
        "capacity",
        "status",
    }
    assert not empty.matched.unused
    assert {each.why for each in empty.explained} == {"example"}
    assert empty.tax_from == "header"
    assert empty.reconciles


def test_the_template_s_examples_would_be_used_if_they_were_not_marked(bound):
    rows = [
        [cell.removeprefix("[예시] ") for cell in row]
        for row in csv.reader(io.StringIO(template_csv("ko").decode("utf-8-sig")))
    ]
    read = read_register(Table("t", tuple(map(tuple, rows))), bound)
    assert {name: each.units for name, each in read.fleets.items()} == {
        "servers": {-2: 10},
        "fast_storage": {-3: 100},
        "network": {-4: 2.0},
    }


def written(folder, name="register.xlsx"):
    book = Workbook()
    book.active.title = "표지"
    page = book.create_sheet("전산자산")
    for row in (HEADER, *ROWS, *EXPLAINED):
        page.append(row)
    path = folder / name
    book.save(path)
    return path


def test_the_command_shows_and_does_not_write(tmp_path, capsys):
    path = written(tmp_path)
    assert main(["register", str(path), "--json", str(tmp_path / "out.json")]) == 0
    text = capsys.readouterr().out
    assert "not read: 표지" in text
    assert "EMR 시스템: no known kind of equipment" in text
    found = json.loads((tmp_path / "out.json").read_text())
    assert found["reconciliation"]["reconciles"]
    assert found["sheet"] == "전산자산"
    assert len(found["used"]) + len(found["explained"]) == found["reconciliation"]["file"]["rows"]
    assert found["fleets"]["servers"]["units"] == {"-5": 4.0, "-2": 15.0}
    assert found["case"]["fleets"]["servers"]["vintages"] == {"-5": 4.0, "-2": 15.0}
    assert {each.name for each in tmp_path.iterdir()} == {"register.xlsx", "out.json"}


def test_the_command_writes_the_case_that_it_shows(tmp_path, capsys):
    target = tmp_path / "case.toml"
    arguments = [
        "register",
        str(written(tmp_path)),
        "--case",
        "kr-general-500",
        "--write",
        str(target),
        "--language",
        "ko",
        "--decision-date",
        "2026-12-31",
        "--class",
        "기타=ignore",
        "--map",
        "life=내용연수",
    ]
    assert main(arguments) == 0
    assert "장부가액" in capsys.readouterr().out
    case = parse_text(target.read_text())
    assert case.decision_date == DECISION
    assert case.fleets["archive_storage"].vintages == {-4: 150}
    assert set(tomllib.loads(target.read_text())["fleets"]) == {
        "servers",
        "fast_storage",
        "archive_storage",
        "network",
        "plant",
    }
    assert case.alternatives.keys() == presets()["kr-general-500"]["alternatives"].keys()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "name the register's file"),
        (["FILE", "--write", "x.toml"], "--write needs --case"),
        (["FILE", "--map", "price", "--class", "x", "--decision-date", "soon"], "3 problems"),
        (["FILE", "--sheet", "없음"], "there are: 표지, 전산자산"),
        (["FILE", "--sheet", "표지"], "no column for 'asset'"),
        (["no.xlsx"], "does not exist"),
        (["--template", "x.pdf"], "must end in .xlsx or .csv"),
    ],
)
def test_the_command_refuses_with_one_message(arguments, words, tmp_path, capsys):
    path = str(written(tmp_path))
    assert main(["register", *(path if each == "FILE" else each for each in arguments)]) == 2
    assert words in capsys.readouterr().err


def test_the_command_writes_the_template(tmp_path):
    for name in ("a.xlsx", "a.csv"):
        assert main(["register", "--template", str(tmp_path / name), "--language", "ko"]) == 0
        assert is_register(read_table(tmp_path / name))


@pytest.mark.spreadsheet
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xlsx:Calc MS Excel 2007 XML", "csv:Text - txt - csv (StarCalc):44,34,76"])
def test_a_register_that_went_through_libreoffice_says_the_same(tmp_path, bound, kind):
    book = Workbook()
    for row in (HEADER, *ROWS[:3]):
        book.active.append(row)
    book.save(tmp_path / "register.xlsx")
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(tmp_path / "out"),
            str(tmp_path / "register.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    made = next((tmp_path / "out").iterdir())
    read = read_register(read_table(made, fits=is_register), bound)
    assert read.fleets["servers"].units == {-5: 4, -2: 15}
    assert read.fleets["servers"].prices == {-5: 30e6, -2: 20e6}
