"""The standing texts of the cover, as pairs of Korean and English.

Promise: data only; what depends on the case is added in `cover`. Imports nothing.
"""

from __future__ import annotations

Pair = tuple[str, str]

#: role, its name, what it means
KEY: tuple[tuple[str, Pair, Pair], ...] = (
    ("input", ("입력", "Input"), ("직접 고칠 수 있는 값", "a value to type over")),
    (
        "given",
        ("입력, 시나리오에 따름", "Input by scenario"),
        ("시나리오가 고른 값(덮어써도 됩니다)", "the value that the scenario picks (may be typed over)"),
    ),
    ("scenario", ("범위", "Range"), ("낮음·기준·높음", "low, base, high")),
    (
        "link",
        ("연결", "Link"),
        ("Inputs의 값을 시트마다 한 번 가져온 것", "an input brought to the sheet once"),
    ),
    ("calculation", ("계산", "Calculation"), ("한 행에 하나의 수식", "one formula per row")),
    ("total", ("합계", "Total"), ("다른 행의 합", "a sum of other rows")),
    (
        "constant",
        ("고정값", "Fixed"),
        ("사례의 구조나 내보낸 시점이 정한 값", "given by the structure of the case or by the export"),
    ),
    ("check", ("검산", "Check"), ("0이어야 하는 값과 그 결과", "what must be 0, and whether it is")),
)

WHAT: Pair = (
    "병원 전산을 운영하는 여러 방법의 비용을 같은 범위에서 비교한 모형. 모든 숫자가 수식입니다.",
    "Ways of running a hospital's IT compared on the same scope. Every number is a live formula.",
)
ABOUT: tuple[tuple[Pair, Pair], ...] = (
    (("무엇", "What"), WHAT),
    (
        ("누구를 위해", "For whom"),
        ("재무 책임자, 검토자, 컨설턴트", "Finance officers, reviewers, consultants"),
    ),
)
SIGNS: tuple[Pair, Pair] = (
    ("부호", "Signs"),
    (
        "비용은 +, 수입과 환급은 −. 절감액 = 기준안 비용 − 대안 비용.",
        "Costs are positive, proceeds negative. A saving is baseline cost less alternative cost.",
    ),
)
AUTHOR: tuple[Pair, Pair] = (
    ("누가 만들었나", "Made by"),
    (
        "hospital-tco: 중립 계산기. 어느 사업자도 비용을 대지 않았습니다.",
        "hospital-tco, a neutral calculator; no vendor paid for it.",
    ),
)
SHEETS: dict[str, Pair] = {
    "Summary": (
        "답, 지표, 그림, 항목·연도별 표",
        "The answer, key figures, charts, tables by category and year",
    ),
    "Inputs": (
        "모든 가정: 적용값, 범위, 출처, 시나리오 선택",
        "Every assumption with range and source; the scenario selector",
    ),
    "Timeline": (
        "연도, 수요, 물가: 모든 대안에 공통",
        "Years, demand and prices, common to all alternatives",
    ),
    "Compare": (
        "할인계수, 기준안과의 비교, 수익률과 회수기간",
        "Discount factors, comparison with the baseline, returns and paybacks",
    ),
    "Checks": (
        "검산과 전체 검산(모든 시트 위에 보입니다)",
        "Checks and the master check (shown on every sheet)",
    ),
    "Sources": ("출처 목록", "Sources"),
    "Case": (
        "사례 파일(값을 바꾼 엑셀 파일을 다시 올릴 때 씁니다)",
        "The case file, by which a changed workbook is known when it is uploaded",
    ),
}
NOT_LIVE: tuple[tuple[Pair, Pair], ...] = (
    (
        ("구조", "Structure"),
        (
            "대안, 업무, 장비군, 직무, 추가 항목의 구성과 대안이 쓰는 가격표",
            "Which alternatives, workloads, fleets, roles and custom lines there are; their price books",
        ),
    ),
    (
        ("그림과 인쇄물의 연도", "Years of the charts and on paper"),
        (
            "내보낸 시점의 분석기간까지(화면의 표와 지표는 15년까지 바뀝니다)",
            "Up to the horizon at the export (tables and figures on the screen follow up to 15 years)",
        ),
    ),
    (
        ("글", "Texts"),
        ("n/a의 뜻, 아래의 목록, 비고와 출처", "The meanings of n/a, the lists below, notes and sources"),
    ),
    (
        ("내보낸 시점의 값", "Values at the export"),
        (
            "Checks의 알림이 비교하는 현재가치, 작년 실제 지출",
            "The present values that the alerts on Checks compare with; last year's spending",
        ),
    ),
)
LIMITS: tuple[tuple[Pair, Pair], ...] = (
    (
        ("검증", "Checked"),
        (
            "배포 전 시험이 모든 수식 셀을 LibreOffice로 다시 계산해 엔진과 비교합니다(1e-9).",
            "Before a release LibreOffice recalculates every formula; held against the engine (1e-9).",
        ),
    ),
    (
        ("하지 않은 것", "Not done"),
        (
            "Microsoft Excel에서의 재계산, 외부 감사",
            "Recalculation in Microsoft Excel itself; an outside audit",
        ),
    ),
    (
        ("포함하지 않는 것", "Not covered"),
        (
            "병원정보시스템 교체, 의료기기, 서버 운영과 무관한 인력",
            "Replacing the hospital information system, medical devices, staff that hosting does not touch",
        ),
    ),
)
INERT: Pair = (
    "이 사례에서 결과를 움직이지 않는 입력값",
    "Inputs that do not move the result of this case",
)
IN_STEPS: Pair = ("계단식으로만 움직이는 입력값", "Inputs that move the result in steps only")
TRIED: Pair = (
    "하나씩 위·아래와 허용 한계까지 바꾸어 본 결과입니다.",
    "Each was moved alone, up, down and to its bounds.",
)
UNDATED: Pair = ("날짜 미상", "undated")
CONFIDENCE: dict[str, Pair] = {"high": ("높음", "high"), "medium": ("중간", "medium"), "low": ("낮음", "low")}
