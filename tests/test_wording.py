"""Figures as people read them: one of a thing and several, shares and their errors."""

import pytest

from tco.wording import Speech, Words, particle, settled

TEXTS = {"never": "never", "point": "{number} points"}


@pytest.mark.parametrize(
    ("value", "unit", "english", "korean"),
    [
        (0.0, "month", "0 months", "0 개월"),
        (1.0, "month", "1 month", "1 개월"),
        (-1.0, "month", "−1 month", "−1 개월"),
        (1.00001, "month", "1 month", "1 개월"),
        (1.5, "year", "1.5 years", "1.5 년"),
        (1.0, "year", "1 year", "1 년"),
        (2.0, "machine/bed", "2 machines/bed", "2 대/병상"),
        (5.0, "study", "5 studies", "5 건"),
        (1000.0, "licence", "1,000 licences", "1,000 개"),
        (3.0, "FTE", "3 FTE", "3 명"),
        (3.0, "hour", "3 h", "3 시간"),
        (3.0, "1", "3", "3"),
        (0.6988, "s", "0.70\u00a0s", "0.70초"),
        (0.004567, "s/study", "0.004567\u00a0s", "0.004567초"),
    ],
)
def test_one_of_a_thing_and_several(value, unit, english, korean):
    assert Words(TEXTS, "en", "KRW").figure(value, unit) == english
    assert Words(TEXTS, "ko", "KRW").figure(value, unit) == korean


def test_what_an_amount_is_for_is_one():
    assert Words(TEXTS, "en", "USD").figure(5.0, "money/bed/month") == "$5/bed/month"
    assert Words(TEXTS, "ko", "USD").figure(5.0, "money/bed/month").endswith("/병상/월")
    assert Words(TEXTS, "ko", "KRW").figure(3.0, "machine/bed") == "3 대/병상"
    assert Words(TEXTS, "en", "USD").claimed("<=", 4.0, "year") == "≤ 4 years"


def test_a_unit_that_the_label_ends_with_is_not_said_again():
    words = Words(TEXTS, "en", "KRW")
    for label in ("Staff (month)", "Staff, months"):
        assert words.unit_beside(label, "month") == "1"
    assert words.unit_beside("Months of staff", "month") == "month"


@pytest.mark.parametrize(
    ("error", "said"),
    [(None, "54.3 %"), (0.02, "54 %"), (0.003, "54 %"), (0.001, "54.3 %"), (0.0001, "54.32 %")],
)
def test_a_share_has_the_decimals_that_its_error_supports(error, said):
    assert Words(TEXTS, "en", "KRW").percent(0.54321, error).replace("\xa0", " ") == said


def test_an_error_of_a_share_is_in_points():
    assert Words(TEXTS, "en", "KRW").points(0.00391) == "0.39 points"
    assert Words(TEXTS, "en", "KRW").percent(-0.0001, 0.02).replace("\xa0", " ") == "0 %"


@pytest.mark.parametrize(
    ("word", "closed", "opened", "said"),
    [("병상", "은", "는", "은"), ("서버", "은", "는", "는"), ("3", "이", "가", "이"), ("2", "이", "가", "가"),
     ("서울", "으로", "로", "로"), ("부산", "으로", "로", "으로"), ("7", "으로", "로", "로"),
     ("emr", "과", "와", "과"), ("안 A", "과", "와", "와"), ("‘전체 이전’", "을", "를", "을"),
     ("금액(원)", "은", "는", "은"), ("정가(이전(둘))", "은", "는", "는"), ("", "이", "가", "가")],
)  # fmt: skip
def test_particles(word, closed, opened, said):
    assert particle(word, closed, opened) == said
    assert (
        Speech().format(f"{{x:{closed}/{opened}}}|{{x:~{closed}/{opened}}}", x=word) == f"{word}{said}|{said}"
    )


def test_particles_written_both_ways_are_chosen():
    assert (
        settled("3은(는) 한도 5을(를) 넘습니다. '품명'이(가) 없습니다")
        == "3은 한도 5를 넘습니다. '품명'이 없습니다"
    )


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 inputs are"), (1, "1 input is"), ("1", "1 input is"), ("1,024", "1,024 inputs are")],
)
def test_one_is_not_plural(count, said):
    assert Speech().format("{count:#input/inputs} {count:~#is/are}", count=count) == said


def test_a_saving_below_zero_is_what_is_paid_more():
    words = Words({**TEXTS, "costs_more": "{amount} more cost"}, "en", "KRW")
    assert words.saving(-0.1934, "%") == "19.3 % more cost"
    assert words.saving(-2e9, "money") == "₩2\u00a0B more cost"
    assert words.saving(0.027, "%") == "2.7 %"
    assert words.saving(0.0, "%") == "0 %"
    assert words.saving(None, "%") == "never"
