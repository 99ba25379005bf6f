"""Last year's accounts, small enough to be followed by hand."""

from tco.calibrate import read_accounts
from tco.intake.table import Table
from tco.language import Category

PRESET = "kr-general-500"
SPENT = {
    Category.STAFF: 610e6, Category.MAINTENANCE: 80e6, Category.SOFTWARE: 400e6, Category.FACILITIES: 90e6,
    Category.SECURITY: 70e6, Category.EQUIPMENT: 300e6,
}  # fmt: skip
KOREAN = (
    ("2025년 계정별 집행 현황", None, "(단위: 천원)"),
    ("계정코드", "계정과목", "집행액"),
    (5100, "인건비", 650_000),
    (5110, "급여", 500_000),
    (5120, "퇴직급여", 150_000),
    (5200, "지급수수료", 90_000),
    (5210, "지급수수료-회선", 60_000),
    (5220, "지급수수료-기타", 30_000),
    (5300, "전력비", "84,000"),
    (5400, "전산소모품비", 12_000),
    (None, None, None),
    (5500, "유지보수료", "1.2억"),
    (5600, "통신비", 7_000),
    (5700, "감가상각비", 300_000),
    (5800, "SW 라이선스", 44_000),
    (5850, "EMR 유지보수", 99_000),
    (5900, "보안관제 용역", "미정"),
    (5950, "비품 구입", None),
    (None, "총계", 1_406_000),
)


def ledger(*rows, **choices):
    return read_accounts(Table("accounts.csv", tuple(rows)), **choices)
