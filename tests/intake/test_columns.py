"""Which column is which: guessed, shown, and open to correction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tco.errors import Problems
from tco.intake import Column, Table, column_letters, fits, match

COLUMNS = (
    Column("asset", ("자산명", "품명", "asset", "name"), required=True),
    Column("date", ("취득일자", "취득일", "purchase date", "date"), required=True),
    Column("price", ("취득가액", "취득금액", "금액", "price", "단가"), required=True),
    Column("count", ("수량", "count", "quantity")),
)


def table(*rows):
    return Table("register.xlsx", tuple(tuple(row) for row in rows))


@pytest.mark.parametrize(
    "header",
    [
        ("자산명", "취득일자", "취득가액", "수량"),
        ("품 명", "취득일", "취득가액\n(천원)", "수 량"),
        ("Asset name", "Date of purchase", "Price (KRW)", "Quantity"),
        ("[자산명]", "취득 일자", "취득 금액(백만원)", "수량(대)"),
    ],
)
def test_headers_are_found_in_both_languages(header):
    assert match(table(header), COLUMNS).columns == {"asset": 0, "date": 1, "price": 2, "count": 3}


def test_titles_above_the_header_are_allowed_and_give_the_unit():
    matched = match(
        table(
            ("○○병원 자산대장",),
            (),
            ("작성일 2026-01-01", None, "(단위: 천원)"),
            ("자산명", "취득일자", "취득가액"),
            ("서버", 1, 2),
        ),
        COLUMNS,
    )
    assert matched.header_row == 4
    assert matched.unit("price") == 1000
    assert list(matched.records()) == [(5, {"asset": "서버", "date": 1, "price": 2})]


def test_the_column_s_own_unit_goes_before_the_title_s():
    matched = match(table(("(단위: 천원)",), ("자산명", "취득일자", "취득가액(원)")), COLUMNS)
    assert matched.unit("price") == 1


def test_the_better_of_two_columns_is_taken_and_the_other_shown():
    matched = match(table(("자산번호", "자산명", "취득일자", "단가", "취득가액", "비고")), COLUMNS)
    assert matched.headers["price"] == "취득가액"
    assert matched.unused == ("자산번호", "단가", "비고")


def test_account_is_not_a_count():
    matched = match(table(("asset", "account", "purchase date", "price")), COLUMNS)
    assert "count" not in matched.columns


def test_corrections_name_a_header_or_a_column():
    rows = table(("이름", "자산명", "취득일자", "금액1", "취득가액"))
    matched = match(rows, COLUMNS, {"price": "금액1", "asset": "A"})
    assert matched.columns["price"] == 3
    assert matched.columns["asset"] == 0
    assert matched.corrected == {"price", "asset"}


def test_what_only_looks_like_a_column_is_none():
    columns = (
        Column("asset", ("자산", "모델"), True, ("번호",)),
        Column("price", ("금액",), True, ("장부", "처분")),
    )
    matched = match(table(("자산번호", "모델 이름", "장부금액", "도입금액", "처분금액")), columns)
    assert matched.headers == {"asset": "모델 이름", "price": "도입금액"}


def test_a_required_column_goes_before_one_that_may_be_missing():
    columns = (Column("class", ("품목", "분류")), Column("asset", ("자산명", "품목"), True))
    assert match(table(("분류", "품목")), columns).headers == {"class": "분류", "asset": "품목"}
    assert match(table(("자산명", "품목")), columns).headers == {"class": "품목", "asset": "자산명"}


def test_a_header_over_two_rows_is_read_together():
    matched = match(
        table(
            ("자산대장",),
            ("자산명", "취득", None, "수량"),
            (None, "일자", "금액(천원)", None),
            ("서버", "2021", 5, 1),
        ),
        COLUMNS,
    )
    assert matched.header_row == 3
    assert matched.headers == {
        "asset": "자산명",
        "date": "취득 일자",
        "price": "취득 금액(천원)",
        "count": "수량",
    }
    assert matched.unit("price") == 1000
    assert list(matched.records())[0] == (4, {"asset": "서버", "date": "2021", "price": 5, "count": 1})


def test_corrections_help_to_find_the_sheet():
    rows = table(("무엇", "언제", "얼마"))
    assert not fits(rows, COLUMNS)
    assert fits(rows, COLUMNS, {"asset": "무엇", "date": "언제", "price": "얼마"})


def test_everything_missing_is_said_at_once_with_what_was_found():
    with pytest.raises(Problems) as caught:
        match(table(("자산명", "비고")), COLUMNS, {"pirce": "금액", "count": "갯수"})
    text = str(caught.value)
    assert len(caught.value.problems) == 4
    assert "did you mean 'price'" in text
    assert "headers found: 자산명, 비고" in text
    assert "--map date=HEADER" in text
    assert "--map count=갯수: there is no such header" in text


def test_a_table_without_a_header_does_not_fit():
    assert not fits(table((1, 2, 3)), COLUMNS)
    assert not fits(table(), COLUMNS)
    assert fits(table(("자산명", "취득일자", "취득가액")), COLUMNS)


def test_letters_of_columns():
    assert [column_letters(at) for at in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


@given(st.permutations(["자산명", "취득일자", "취득가액", "수량", "비고", "부서"]), st.integers(0, 5))
def test_the_order_of_columns_and_titles_above_do_not_matter(header, titles):
    rows = [("제목",)] * titles + [tuple(header)]
    matched = match(table(*rows), COLUMNS)
    assert matched.header_row == titles + 1
    found = {key: header[at] for key, at in matched.columns.items()}
    assert found == {"asset": "자산명", "date": "취득일자", "price": "취득가액", "count": "수량"}


@pytest.mark.parametrize(
    "row", [("NAS 수량 3", "2024-01-01", "100"), ("NAS count", "2024년 1월", None), ("수량", None, 5)]
)
def test_a_first_row_of_data_is_no_second_row_of_the_header(row):
    matched = match(table(("자산명", "취득일자", "취득가액"), row), COLUMNS)
    assert matched.header_row == 1
    assert matched.columns == {"asset": 0, "date": 1, "price": 2}


def test_a_header_over_two_rows_may_hold_years():
    rows = (
        ("자산명", "취득", None, "상각액", None),
        (None, "일자", "금액", "2023", 2024),
        ("서버", 1, 2, 3, 4),
    )
    matched = match(table(*rows), COLUMNS)
    assert matched.header_row == 2
    assert matched.columns == {"asset": 0, "date": 1, "price": 2}
