"""Last year's accounts become spending by category."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import KOREAN, PRESET, ledger

from tco.calibrate import calibration, category_of, is_ledger, read_accounts
from tco.changes import load
from tco.errors import Problems
from tco.intake.table import Table
from tco.language import Category


def test_accounts_become_spending_by_category():
    found = ledger(*KOREAN)
    assert found.spending() == {
        Category.STAFF: 650e6, Category.NETWORK: 67e6, Category.FACILITIES: 84e6,
        Category.MAINTENANCE: 132e6, Category.SOFTWARE: 44e6,
    }  # fmt: skip
    assert [each.name for each in found.unrecognised] == ["지급수수료-기타"]
    assert found.headers == {"code": "계정코드", "name": "계정과목", "amount": "집행액"}
    assert found.stated_total() == 1_406e6


def test_every_row_is_used_or_explained_and_the_sums_reconcile():
    found = ledger(*KOREAN)
    assert len(found.accounts) == len(KOREAN) - 3
    assert len(found.used) + len(found.left_out) + len(found.unrecognised) == len(found.accounts)
    sums = found.sums()
    assert sums["read"] == sums["used"] + sums["left_out"] + sums["unrecognised"] == 1_406e6
    reasons = {each.name: each.reason.en for each in found.left_out}
    assert reasons["인건비"] == reasons["지급수수료"] == "the sum of its sub-accounts, not counted again"
    assert "not by depreciation" in reasons["감가상각비"]
    assert "application software" in reasons["EMR 유지보수"]
    assert "a total of other rows" in reasons["총계"]
    assert reasons["비품 구입"] == "has no amount"
    assert reasons["보안관제 용역"].startswith("amount ")


@settings(max_examples=40, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(
                ["급여", "전력비", "소계", "", "감가상각비", "기타", "Server maintenance", "5100"]
            ),
            st.one_of(st.none(), st.integers(-(10**9), 10**9), st.sampled_from(["x", "1,234", "#REF!", "-"])),
        ),
        max_size=12,
    )
)
def test_whatever_the_rows_nothing_is_dropped(rows):
    found = ledger(("계정과목", "금액"), *rows)
    said = [row for row in rows if row[0] or row[1] not in (None, "-")]
    assert len(found.accounts) == len(said)
    assert len(found.used) + len(found.left_out) + len(found.unrecognised) == len(said)
    sums = found.sums()
    assert sums["read"] == pytest.approx(sums["used"] + sums["left_out"] + sums["unrecognised"])


@pytest.mark.parametrize(
    ("name", "category"),
    [("전력비", "facilities"), ("전산소모품비", "maintenance"), ("유지보수료", "maintenance"),
     ("SW 유지보수", "software"), ("통신비", "network"), ("지급수수료-회선", "network"), ("급여", "staff"),
     ("서버 유지보수", "maintenance"), ("서버 구입", "equipment"), ("EMR 서버 구입", "equipment"),
     ("클라우드 이용료", "cloud"), ("리스료", "financing"), ("매입세액 불공제분", "taxes"),
     ("정보보호 용역", "security"),
     ("Leased lines", "network"), ("Lease of servers", "financing"), ("Electricity", "facilities"),
     ("Salaries and wages", "staff"), ("VMware licences", "software"), ("Hardware", "equipment")],
)  # fmt: skip
def test_words_in_both_languages_say_what_an_account_is_for(name, category):
    (found,) = ledger(("account", "amount"), (name, 1)).accounts
    assert found.category == category


@pytest.mark.parametrize("name", ["지급수수료", "기타", "History", "Swimming pool", "Vatican trip", "회의비"])
def test_words_inside_other_words_say_nothing(name):
    (found,) = ledger(("account", "amount"), (name, 1)).accounts
    assert not found.is_recognised


def test_months_in_columns_are_added_and_sides_are_netted():
    months = ledger(
        ("account", "Jan", "Feb 2025", "2025-03", "4월", "비고"), ("Salaries", 1, 2, None, 4, "x")
    )
    assert months.spending() == {Category.STAFF: 7.0}
    assert months.headers["months"] == "Jan, Feb 2025, 2025-03, 4월"
    sides = ledger(("차변", "계정과목", "대변"), (100, "급여", 20), (None, "통신비", 5))
    assert sides.spending() == {Category.STAFF: 80.0, Category.NETWORK: -5.0}


def test_the_user_corrects_accounts_and_columns():
    rows = (("계정과목", "예산금액", "올해 쓴 돈"), ("지급수수료", 9, 7), ("급여", 5, 3), ("전력비", 2, 1))
    found = ledger(
        *rows, assigned={"지급수수료": "소프트웨어", "급여": "none"}, corrections={"amount": "올해 쓴 돈"}
    )
    assert found.spending() == {Category.SOFTWARE: 7.0, Category.FACILITIES: 1.0}
    assert [each.reason.en for each in found.left_out] == ["left out as told"]


def test_an_assignment_that_means_nothing_is_refused_with_all_others():
    with pytest.raises(Problems) as error:
        ledger(("account", "amount"), ("급여", 1), assigned={"급려": "staff", "급여": "stuff"})
    assert "--account 급려: is no account of the file; did you mean '급여'?" in str(error.value)
    assert "--account 급여=stuff: is no category; did you mean 'staff'?" in str(error.value)


def test_a_file_without_amounts_is_refused_with_what_it_has():
    table = Table("accounts.csv", (("계정과목", "비고"), ("급여", "x")))
    assert not is_ledger(table)
    with pytest.raises(
        Problems, match="no column of amounts among: 계정과목, 비고; name it with --map amount=HEADER"
    ):
        read_accounts(table)


def test_a_category_has_three_names():
    assert category_of("staff") == category_of("Staff") == category_of("인력") == Category.STAFF
    assert category_of("none") is None


def test_typed_amounts_stand_before_the_file(case):
    found = calibration(load(PRESET), ledger(*KOREAN), {Category.STAFF: 5e8})
    spending = found.result.bound.case.spending
    assert (spending[Category.STAFF], spending[Category.FACILITIES]) == (5e8, 84e6)
