"""What the names of accounts say: words in Korean and English, and the category of cost that they mean.

Promise: the first rule with a word in the name decides; a name without any is left to the user, never guessed
from its amount. Imports the language and `assumptions` only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tco.assumptions import Text
from tco.language import Category

NOT_CASH = Text(
    en="no payment: purchases count in the year in which they are paid, not by depreciation",
    ko="현금지출이 아닙니다. 장비는 감가상각비가 아니라 구입한 해의 지출로 비교합니다",
)
APPLICATION = Text(
    en="application software: the same in every alternative and outside the compared costs",
    ko="응용 소프트웨어로, 모든 대안에서 같아 비교 대상 비용에서 제외됩니다",
)


@dataclass(frozen=True)
class Rule:
    """Words that decide what an account is for.

    Attributes:
        target: the category, or why the account is not compared.
        unless: words beside which the rule does not hold.
    """

    target: Category | Text
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(","))


HARDWARE = _words("서버, 스토리지, 장비, 하드웨어, h/w, server, servers, storage, hardware, equipment")
RULES = (
    Rule(
        NOT_CASH,
        _words(
            "감가상각, 상각비, 대손, 충당금, 충당부채, 평가손실, 처분손실, 폐기손실, 손상차손, depreciation, "
            "amortisation, amortization, impairment, provision, provisions, write-off, loss on disposal"
        ),
    ),
    Rule(
        Category.SECURITY,
        _words(
            "보안, 정보보호, 백신, 방화벽, 침입, 인증심사, 관제, isms, security, firewall, antivirus, "
            "anti-virus, certification"
        ),
    ),
    Rule(Category.CLOUD, _words("클라우드, 호스팅, cloud, hosting, aws, azure, ncp, iaas")),
    Rule(Category.SUBSCRIPTION, _words("구독, saas, subscription, subscriptions")),
    Rule(Category.TAXES, _words("부가가치세, 부가세, 매입세, 불공제, vat, value added, value-added")),
    Rule(
        Category.FINANCING,
        _words("이자, 리스, 할부, interest, lease, leases, leasing"),
        unless=("leased line", "leased lines"),
    ),
    Rule(
        APPLICATION,
        _words("응용, 전자의무기록, 처방전달, emr, ehr, ocs, his, pacs, application, applications"),
        unless=(*HARDWARE, "회선"),
    ),
    Rule(
        Category.SOFTWARE,
        _words(
            "소프트웨어, 라이선스, 라이센스, 사용권, 가상화, 데이터베이스, 오라클, s/w, sw, software, "
            "licence, licences, license, licenses, oracle, vmware, database"
        ),
    ),
    Rule(
        Category.NETWORK,
        _words(
            "회선, 통신, 인터넷, telecom, telecoms, telecommunication, telecommunications, communication, "
            "communications, leased line, leased lines, internet, wan"
        ),
        unless=("통신장비",),
    ),
    Rule(
        Category.MAINTENANCE,
        _words(
            "유지보수, 유지관리, 보수료, 수선, 수리, 소모품, maintenance, repair, repairs, upkeep, support, "
            "consumables"
        ),
    ),
    Rule(
        Category.STAFF,
        _words(
            "급여, 임금, 인건비, 상여, 수당, 퇴직, 복리후생, 4대보험, 사회보험, 국민연금, 건강보험, "
            "고용보험, 산재, salary, salaries, wage, wages, payroll, pension, pensions, staff, personnel, pay"
        ),
    ),
    Rule(
        Category.FACILITIES,
        _words(
            "전력, 전기, 수도광열, 광열, 냉난방, 냉방, 항온항습, 상면, 임차, 임대료, 무정전, ups, "
            "electricity, power, utilities, energy, cooling, rent, colocation, idc"
        ),
    ),
    Rule(Category.TRANSITION, _words("이전비, 이전용역, 마이그레이션, migration, relocation")),
    Rule(
        Category.EQUIPMENT,
        (*HARDWARE, *_words("비품, 기자재, 기계장치, 자산취득, 유형자산, capex, capital, computers")),
    ),
)
EVERY = tuple(word for rule in RULES for word in rule.words)
TOTALS = re.compile(
    r"(총|합|소|누|월|중)?\s*계|(총|소)?\s*합\s*계|(sub|grand)?[ -]*totals?( .*)?|sum", re.IGNORECASE
)


@lru_cache(maxsize=4096)
def meaning(name: str) -> tuple[Category | Text, str] | None:
    """What an account is for with the word that says so; None if no word is known."""
    if not said(name, EVERY):
        return None
    for rule in RULES:
        word = said(name, rule.words)
        if word and not said(name, rule.unless):
            return rule.target, word
    return None


def said(name: str, words: tuple[str, ...]) -> str:
    """The first of the words in a name; Latin words stand alone, Korean ones may be part of a longer word."""
    text = re.sub(r"\s+", " ", name.casefold())
    alone, inside = _patterns(words)
    found = [
        match
        for match in (alone and alone.search(text), inside and inside.search(text.replace(" ", "")))
        if match
    ]
    return str(found[0][0]) if found else ""


@lru_cache
def _patterns(words: tuple[str, ...]) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """One pattern of the Latin words and one of the Korean."""
    latin = "|".join(re.escape(word) for word in words if word.isascii())
    korean = "|".join(re.escape(word) for word in words if not word.isascii())
    return (
        re.compile(rf"(?<![a-z])(?:{latin})(?![a-z])") if latin else None,
        re.compile(korean) if korean else None,
    )


def is_total(name: str) -> bool:
    """Whether the row adds up others."""
    return bool(TOTALS.fullmatch(name.strip(" :[]()<>*")))
