"""The register in the case: book values by hand, what the case takes over, and what it needs beside it."""

from dataclasses import replace

import pytest
from registers import table

from tco.register import book_values, evaluated, read_register, standing
from tco.register.report import document
from tco.register.text import as_text


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
