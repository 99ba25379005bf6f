"""What a comparison with bills says, in both languages. Imports `wording` only."""

from __future__ import annotations

from tco.wording import Speech

WORDS: dict[str, tuple[str, str]] = {
    # formats and costs
    "focus": ("FOCUS", "FOCUS"),
    "cur": ("AWS Cost and Usage Report", "AWS 비용·사용 보고서(CUR)"),
    "plain": ("table", "표"),
    "cost effective": (
        "effective cost: the plan spreads commitments evenly over the months, and so does this cost",
        "상각(effective) 비용: 계획이 약정 비용을 월별로 고르게 나누므로 같은 기준으로 비교합니다",
    ),
    "cost billed": ("billed cost, as on the invoice", "청구(billed) 비용: 청구서 금액 그대로입니다"),
    "cost billed instead": (
        "billed cost, because the file has no effective cost",
        "청구(billed) 비용: 파일에 상각(effective) 비용 열이 없습니다",
    ),
    "cost effective instead": (
        "effective cost, because the file has no billed cost",
        "상각(effective) 비용: 파일에 청구(billed) 비용 열이 없습니다",
    ),
    "cost given": ("the amount of the table", "표의 금액"),
    # kinds and states
    "use": ("charges for use", "사용 요금"),
    "upfront": ("prepayments", "선결제"),
    "tax": ("tax", "세금"),
    "credit": ("credits", "크레딧"),
    "refund": ("refunds and corrections of closed months", "환불·지난달 정정"),
    "adjustment": ("adjustments", "조정"),
    "full": ("complete", "완전"),
    "partial": ("not complete", "일부"),
    "missing": ("no bill", "청구서 없음"),
    # rates
    "rate given": ("given", "입력값"),
    "rate plan": ("the plan's, by year", "계획의 연도별 환율"),
    "rate case": ("the case's", "사례의 환율"),
    # how a group was re-based
    "fitted": ("fits", "일치"),
    "near": ("a difference remains", "차이 남음"),
    "not_billed": ("no charges in the bills: left as planned", "청구 내역 없음: 계획 유지"),
    "not_planned": (
        "paid, but the plan has nothing in these months: left as planned; check the dates of the move",
        "지급했으나 이 기간에 계획이 없음: 계획 유지, 이전 일정을 확인하십시오",
    ),
    "negative": ("credits exceed charges: left as planned", "차감이 요금보다 큼: 계획 유지"),
    "no_driver": (
        "the model has no price for it: left as planned; --add-other adds it as a custom line",
        "모형에 해당 단가가 없음: 계획 유지, --add-other로 추가 항목에 넣습니다",
    ),
    "added": (
        "added as a custom line at the average of these months, without price growth",
        "이 기간 평균으로 추가 항목에 넣음(단가 상승 없음)",
    ),
    "impossible": ("beyond the bounds of an input: left as planned", "입력 한계를 벗어남: 계획 유지"),
    # notes
    "note ramp": (
        "The plan is still moving in {months} of the {count} complete months: a difference there may be the "
        "pace of the move and not the price.",
        "완전한 {count}개월 중 {months}개월은 계획상 이전이 진행 중이므로, "
        "차이가 단가가 아니라 이전 속도 때문일 수 있습니다.",
    ),
    "note partial": (
        "Not complete, shown but in no sum: {months}.",
        "완전하지 않은 달이므로 표시만 하고 합계에는 넣지 않았습니다: {months}.",
    ),
    "note missing": (
        "No bill of {months}: not counted as zero.",
        "청구서가 없는 달입니다: {months}. 0으로 보지 않았습니다.",
    ),
    "note outside": (
        "{amount} of {months} lie outside the plan's months {first} to {last}.",
        "{months}의 {amount:은/는} 계획 기간({first}~{last}) 밖입니다.",
    ),
    "note unread": (
        "{file}: {count} rows could not be read: {reason}.",
        "{file}: {count}개 행을 읽지 못했습니다: {reason}.",
    ),
    "note repeated": (
        "{file}: {count} {noun} another row exactly; check for duplicates (they are counted).",
        "{file}: {count}개 행이 다른 행과 완전히 같습니다. 중복인지 확인하십시오(모두 합산했습니다).",
    ),
    "note other": (
        "{amount} went to services that the plan has no line for: {services}.",
        "계획에 항목이 없는 서비스에 {amount:을/를} 지급했습니다: {services}.",
    ),
    "note optional": (
        "Not in the bills, so not compared: {groups} (paid elsewhere, or not at all).",
        "청구서에 없어 비교하지 않았습니다: {groups}(다른 곳에서 지급하거나 지급하지 않음).",
    ),
    "note tax": (
        "Tax of {actual} stands beside the comparison; the plan counts {planned} of value-added tax on these "
        "lines.",
        "세금 {actual:은/는} 비교에서 제외했으며, 계획은 이 항목들의 부가세로 {planned:을/를} 반영합니다.",
    ),
    "note beside": (
        "{kind}: {amount} stands beside the comparison (--include {key} counts it with its service).",
        "{kind} {amount:은/는} 비교에서 제외했습니다(--include {key:으로/로} 해당 서비스에 포함).",
    ),
    "note shared": (
        "Outbound volumes belong to the hospital: {keys} moved in every alternative.",
        "외부 전송량은 병원의 값이므로 {keys:이/가} 모든 대안에서 바뀝니다.",
    ),
    "note negative": (
        "Negative in a month: {groups}.",
        "음수인 달이 있습니다: {groups}.",
    ),
    "note calendar": (
        "Month 1 is {month}, {why}.",
        "1개월 차는 {month}입니다({why}).",
    ),
    "first given": ("as given", "입력값"),
    "first case": (
        "the month that begins nearest to the decision of {day}; --first-month changes it",
        "결정일 {day}에 가장 가까운 달, --first-month로 변경",
    ),
    # the text
    "bills": ("Bills", "청구서"),
    "month": ("month", "월"),
    "plan": ("plan", "계획"),
    "actual": ("actual", "실제"),
    "difference": ("difference", "차이"),
    "group": ("group", "분류"),
    "total": ("total", "합계"),
    "ratio": ("actual/plan", "실제/계획"),
    "rows": ("{used} of {rows} rows are charges", "{rows}행 중 {used}행 사용"),
    "errors": (
        "Forecast error: bias {bias} (positive: plan too high), by month {mean} on average, "
        "weighted {weighted}",
        "예측 오차: 편향 {bias}(양수면 계획이 높음), 월평균 절대오차 {mean}, 가중 절대오차 {weighted}",
    ),
    "run rate": (
        "Run rate of {months}: {actual} a year; plan of year {year}: {planned}, of these months {recent}",
        "{months} 기준 연간 환산 {actual}, {year}년 차 계획 {planned}, 같은 달 계획의 환산 {recent}",
    ),
    "rebased": ("Re-based on what was paid", "실제 지급액 기준 재산정"),
    "alternative": ("alternative", "대안"),
    "pv before": ("present value before", "현재가치(전)"),
    "pv after": ("after", "현재가치(후)"),
    "saving before": ("saving before", "절감액(전)"),
    "saving after": ("after", "절감액(후)"),
    "rest": ("remaining difference", "남은 차이"),
    "aside blank": ("blank", "빈 행"),
    "aside header repeated": ("header repeated", "반복된 머리글"),
    "aside sum of other rows": ("sum of other rows", "합계 행"),
}


def say(key: str, language: str, /, **figures: object) -> str:
    """A word or sentence."""
    return Speech().format(WORDS[key][language == "ko"], **figures)
