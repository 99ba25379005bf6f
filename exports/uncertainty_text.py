"""The standing texts of the sheet Uncertainty and of its place on the cover, as pairs of Korean and English.

Promise: data only. Imports nothing.
"""

from __future__ import annotations

Pair = tuple[str, str]

TITLE: Pair = ("불확실성: 얼마나 확실한 답인가", "Uncertainty: how sure is the answer")
COMPUTED: Pair = (
    "{date}에 프로그램이 계산한 값입니다. 수식이 아니므로 입력을 바꾸어도 따라 움직이지 않습니다.",
    "Values computed by the program on {date}, not live formulas: they do not follow the inputs.",
)
FRESH: Pair = ("입력값이 계산 당시와 같습니다.", "Inputs unchanged since this was computed.")
STALE: Pair = (
    "계산한 뒤 입력이 바뀌었습니다. 다시 계산하십시오.",
    "Inputs changed since this was computed. Run it again.",
)
SAYS: Pair = ("결과", "What the draws say")
HOW: Pair = ("계산 방법", "How it was computed")
NOTES: Pair = ("참고", "Notes")
NO_NOTES: Pair = ("없음: 모두 요청대로 뽑았습니다.", "None: everything was drawn as asked.")
STILL: Pair = ("계산 뒤에 입력이 바뀌었는가(수식으로 확인)", "Have inputs changed since? (live formulas)")
STILL_HEADS: tuple[tuple[str, ...], tuple[str, ...]] = (
    ("비교하는 값", "단위", "계산 당시", "지금", "차이", "허용 오차", "결과"),
    ("Compared", "Unit", "When computed", "Now", "Difference", "Tolerance", "Result"),
)
PRESENT_VALUE: Pair = ("현재가치", "Present value")
CHANGED: Pair = ("달라진 행의 수", "Rows that differ")
RANGES: Pair = (
    "모든 입력의 범위(ln(1+|값|)의 합)",
    "Ranges of all inputs (sum of ln(1+|value|))",
)
CHANCES: Pair = ("확률", "Probabilities")
CHANCE_HEADS: tuple[tuple[str, ...], tuple[str, ...]] = (
    ("가장 저렴", "기준안보다 저렴", "기준안과 같음", "기준안보다 비쌈"),
    ("Cheapest of all", "Less than baseline", "Same as baseline", "More than baseline"),
)
CLAIMS: Pair = ("주장이 성립할 확률", "Probability that a claim holds")
CLAIM: Pair = ("주장", "Claim")
HOLDS: Pair = ("성립", "Holds")
ALTERNATIVE: Pair = ("대안", "Alternative")
UNIT: Pair = ("단위", "Unit")
ERROR: Pair = ("표준오차", "Standard error")
FIGURES: Pair = ("지표의 평균과 백분위수", "Key figures: mean and percentiles")
FIGURE: Pair = ("지표", "Key figure")
MEAN: Pair = ("평균", "Mean")
DEFINED: Pair = ("값이 있는 비율", "Share with a value")
PAYBACK: Pair = ("추가 자금 회수 시점의 분포", "When extra funding is recovered")
PAYBACK_HEADS: tuple[tuple[str, ...], tuple[str, ...]] = (
    ("필요 없음", "회수 후 다시 역전", "회수 못 함", "{year}년 차"),
    ("None needed", "Recovered, lost again", "Never", "In year {year}"),
)
FAN: Pair = ("연도 말까지의 누적 절감액(음수는 더 든 비용)", "Saved by the year's end (negative: cost more)")
SO_FAR: Pair = ("누적 절감액", "Saved so far")
YEARS: Pair = ("결정 후 연차", "Years after the decision")
BARS: Pair = (
    "각 입력을 자기 범위에서 움직인 절감액의 현재가치",
    "Saving in present value as each input moves over its own range",
)
BAR_HEADS: tuple[tuple[str, ...], tuple[str, ...]] = (
    ("낮은 값", "현재 값", "높은 값", "절감액: 낮을 때", "절감액: 높을 때", "변화: 낮을 때", "변화: 높을 때",
     "변동폭", "절감액이 0인 값"),
    ("Low value", "Own value", "High value", "Saving at low", "Saving at high", "Change at low",
     "Change at high", "Swing", "Saving is zero at"),
)  # fmt: skip
JUMP: Pair = ("{value} (급변)", "{value} (a jump)")
CHANGE: Pair = ("현재 절감액에서의 변화", "Change from the saving as the case stands")
SHARES: Pair = (
    "절감액의 불확실성은 어디에서 오는가",
    "Where the uncertainty about the saving comes from",
)
SHARES_MESSAGE: Pair = (
    "절감액의 불확실성에 가장 크게 기여하는 것: {label}, {share}",
    "{label} brings the largest part of the uncertainty about the saving: {share}",
)
SHARES_FLAT: Pair = (
    "어느 미래에서나 절감액이 같아 불확실성이 없습니다.",
    "The saving is the same in every future: there is no uncertainty to share out.",
)
SHARES_NOTE: Pair = (
    "순위회귀로 구한 몫: 미래 {draws}개를 절감액과 각 입력값의 순서로 세우고, 다른 입력값과 함께 볼 때 각 "
    "입력값이 하는 일을 셉니다. 상관은 그대로 둡니다. 이 회귀가 순서의 {explained}를 설명합니다.",
    "Shares by rank regression: {draws} futures are put in order by their saving and by each input, and what "
    "each input does beside all others is counted. Correlations are kept. It explains {explained} of the "
    "order.",
)
SHARE_HEADS: tuple[tuple[str, ...], tuple[str, ...]] = (
    ("몫", "표준오차", "클수록"),
    ("Share", "Standard error", "More of it"),
)
DIRECTIONS: tuple[Pair, Pair] = (("절감이 줄어듦", "less saving"), ("절감이 늘어남", "more saving"))
MOVES: Pair = ("무엇이 참이어야 하는가", "What would have to be true")
MOVES_NOTE: Pair = (
    "각 입력값을 자기 범위를 단위로 재어, 조건을 성립하게 하는 가장 작은 동시 변화입니다. 확률이 아니라 "
    "사례에서 출발한 계산이며, 추출과 무관합니다.",
    "The smallest joint move that makes a condition hold, each input measured in units of its own range. It "
    "starts from the case as it stands and does not depend on the draws.",
)
MOVE_HEADS: tuple[tuple[str, ...], tuple[str, ...]] = (
    ("현재 값", "필요한 값", "범위에서 움직인 폭"),
    ("Own value", "Has to be", "Move, part of range"),
)
INPUT: Pair = ("입력값", "Input")
SUBJECT: Pair = ("주제(모두 함께 알아볼 때)", "Subject, all inputs of it found out together")
NAME: Pair = ("이름", "Name")
WORTH: Pair = ("알아볼 가치: 어느 견적부터 받을 것인가", "Worth finding out: which quote first")
WORTH_HEADS: tuple[tuple[str, ...], tuple[str, ...]] = (
    ("가치", "표준오차", "상한", "확실히 0 초과", "물어볼 수 있음", "물을 순서"),
    ("Worth", "Standard error", "Upper limit", "Surely above 0", "Can be asked", "Ask as no."),
)
EVERYTHING: Pair = ("모든 입력을 다 알 때", "Knowing all inputs")
REST: Pair = ("나머지 입력 {count}개, 각각", "{count} further inputs, each")
YES_NO: tuple[Pair, Pair] = (("아니요", "no"), ("예", "yes"))
LINKED: Pair = ("함께 뽑은 입력(순위상관)", "Inputs drawn together (rank correlations)")
LINKED_HEADS: tuple[tuple[str, ...], tuple[str, ...]] = (
    ("입력값", "상관", "함께 뽑은 입력값", "정한 곳"),
    ("Input", "Correlation", "Drawn with", "Stated by"),
)
STATED: tuple[Pair, Pair] = (("기본값", "default"), ("사례", "the case"))
NEVER: Pair = ("회수 안 됨", "never")
ENGINE: tuple[Pair, Pair] = (
    ("tco.uncertainty, numpy 블록", "tco.uncertainty, blocks of numpy"),
    ("tco.uncertainty, numba로 컴파일", "tco.uncertainty, compiled by numba"),
)
FACTS: dict[str, Pair] = {
    "case": ("사례 지문", "Case hash"),
    "model": ("모형 버전", "Model version"),
    "pack": ("가정 묶음", "Assumption pack"),
    "date": ("계산한 날", "Computed on"),
    "engine": ("계산 엔진", "Engine"),
    "seed": ("시드", "Seed"),
    "draws": ("추출 수", "Draws"),
    "scrambles": ("독립 반복 수", "Independent scrambles"),
    "inputs": ("뽑은 입력값 수", "Inputs drawn"),
    "moving": ("그 가운데 지표를 움직일 수 있는 것", "Of these able to move a figure"),
    "error": ("확률의 최대 표준오차", "Largest standard error of a probability"),
}
WHAT: Pair = (
    "병원 전산을 운영하는 여러 방법의 비용을 같은 범위에서 비교한 모형. Uncertainty 시트를 뺀 모든 숫자가 "
    "수식입니다.",
    "Ways of running a hospital's IT compared on the same scope. Every number but those on sheet Uncertainty "
    "is a live formula.",
)
SHEETS: dict[str, Pair] = {
    "Uncertainty": (
        "확률, 백분위수, 좌우하는 입력, 알아볼 가치: 계산한 값이며 수식이 아님",
        "Probabilities, percentiles, drivers, worth of finding out: computed values, not formulas",
    )
}
NOT_LIVE: tuple[Pair, Pair] = (
    ("Uncertainty 시트", "Sheet Uncertainty"),
    (
        "계산한 값(입력이 바뀌면 시트 위에 알립니다)",
        "Values computed by the program; the sheet says so when inputs have changed since",
    ),
)
KEY: tuple[tuple[str, Pair, Pair], ...] = (
    (
        "computed",
        ("계산해 넣은 값", "Computed"),
        ("프로그램이 계산해 넣은 값(수식 아님)", "a value computed by the program, no formula"),
    ),
)
FAN_SHARES: tuple[Pair, Pair] = (
    ("미래 10개 중 9개 이상에서", "in at least 9 of 10 futures"),
    ("뽑은 모든 미래에서", "in every future drawn"),
)
FAN_MESSAGES: dict[str, Pair] = {
    "saved": (
        "{name}: 미래 20개 중 19개에서 {year}년 차 말까지 {low_size} 이상 절감",
        "{name}: at least {low_size} saved by the end of year {year} in 19 of 20 futures",
    ),
    "spent": (
        "{name}: 미래 20개 중 19개에서 {year}년 차 말까지 {high_size} 이상 더 듦",
        "{name}: at least {high_size} more spent by the end of year {year} in 19 of 20 futures",
    ),
    "either": (
        "{name}: 미래 10개 중 9개에서 {year}년 차 말까지 {low} ~ {high}",
        "{name}: between {low} and {high} by the end of year {year} in 9 of 10 futures",
    ),
    "level": (
        "{name}: {share} {year}년 차 말까지 {low}",
        "{name}: {low} by the end of year {year} {share}",
    ),
    "same": (
        "{name}: {share} {year}년 차 말까지 기준안과 같은 비용",
        "{name}: the same spent as by the baseline by the end of year {year} {share}",
    ),
}
