"""A register small enough to be followed by hand: what is used of it, what is explained, and why."""

import datetime
from datetime import date
from functools import cache

from tco.binding import bind
from tco.changes import load
from tco.intake import Table

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


def table(*rows, header=HEADER):
    return Table("자산대장.xlsx", (("○○병원 자산대장",), header, *rows))
