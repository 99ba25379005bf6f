"""Names of what the model is structured by, in both languages: moments, dates of payment, categories.

Promise: one place for words that are not in a pack. Imports `assumptions` and `language` only.
"""

from __future__ import annotations

from tco.assumptions import Text
from tco.language import Category

MEMBERS = {
    "year_end": Text(en="at the year's end", ko="연말"),
    "peak": Text(en="highest of the year", ko="연중 최대"),
    "average": Text(en="average of the year", ko="연평균"),
    "capital": Text(en="capital, start of the year", ko="자본지출, 연초"),
    "running": Text(en="running costs, middle of the year", ko="운영비, 연중"),
    "end": Text(en="end of the year", ko="연말"),
    "borrowing": Text(en="loans paid out", ko="차입"),
    "repayment": Text(en="loan payments", ko="상환"),
    "rents": Text(en="lease rents, middle of the year", ko="리스료, 연중"),
    "plain": Text(en="not discounted", ko="할인 전"),
    "discounted": Text(en="discounted", ko="할인 후"),
}
CATEGORIES = {
    Category.EQUIPMENT: Text(en="Equipment", ko="장비 구매"),
    Category.MAINTENANCE: Text(en="Maintenance", ko="유지보수"),
    Category.SOFTWARE: Text(en="Software", ko="소프트웨어"),
    Category.FACILITIES: Text(en="Room and power", ko="상면·전력"),
    Category.STAFF: Text(en="Staff", ko="인력"),
    Category.SECURITY: Text(en="Security and audits", ko="보안·인증"),
    Category.CLOUD: Text(en="Cloud", ko="클라우드"),
    Category.SUBSCRIPTION: Text(en="Subscription", ko="구독료"),
    Category.NETWORK: Text(en="Private lines", ko="전용회선"),
    Category.TRANSITION: Text(en="Moving", ko="이전"),
    Category.FINANCING: Text(en="Financing", ko="금융"),
    Category.TAXES: Text(en="VAT and taxes", ko="부가세·세금"),
    Category.RESIDUAL: Text(en="Residual value", ko="잔존가액"),
    Category.CUSTOM: Text(en="Own lines", ko="추가 항목"),
    Category.UNCHANGED: Text(en="Unchanged costs", ko="불변 비용"),
    Category.RISK: Text(en="Expected losses", ko="예상손실"),
    Category.LEAVING: Text(en="Cost to leave", ko="이탈 비용"),
}


def of_member(member: str) -> Text | None:
    """The label of a moment, date of payment, basis or category."""
    if member in MEMBERS:
        return MEMBERS[member]
    return CATEGORIES[Category(member)] if member in set(Category) else None
