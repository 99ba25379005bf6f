"""Totals of an asset register: rows used and rows explained are the file, and what repeats is noted."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from registers import ROWS, table, usual

from tco.register import read_register
from tco.register.report import document
from tco.register.text import as_text
from tco.register.totals import doubtful_totals


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
