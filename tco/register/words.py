"""What a register's reader says, in both languages. Imports `tco.assumptions` only."""

from tco.assumptions import Text

LABELS = {
    "asset": Text(en="asset", ko="자산명"),
    "class": Text(en="class", ko="분류"),
    "count": Text(en="count", ko="수량"),
    "date": Text(en="purchase date", ko="취득일자"),
    "price": Text(en="purchase price", ko="취득가액"),
    "life": Text(en="accounting life", ko="내용연수"),
    "power": Text(en="power", ko="소비전력"),
    "capacity": Text(en="capacity", ko="용량"),
    "status": Text(en="status", ko="상태"),
    "book": Text(en="book value in the file", ko="파일의 장부가액"),
}
REASONS = {
    "empty": Text(en="the row is blank", ko="빈 행입니다"),
    "total": Text(
        en="a row of totals; its units and price are not counted twice",
        ko="합계 행이므로 수량과 금액을 다시 더하지 않습니다",
    ),
    "example": Text(en="an example row of the template", ko="양식의 예시 행입니다"),
    "disposed": Text(en="marked as disposed of", ko="처분된 자산으로 표시되어 있습니다"),
    "nameless": Text(en="neither a name nor a class", ko="자산명과 분류가 모두 비어 있습니다"),
    "unrecognised": Text(
        en='no known kind of equipment; say --class "{kind}=servers" (or another fleet, or ignore)',
        ko='장비 종류를 알 수 없습니다. --class "{kind}=servers"처럼 지정하십시오(제외: ignore)',
    ),
    "ignore": Text(en='left out by --class "{kind}=ignore"', ko='--class "{kind}=ignore"로 제외했습니다'),
    "not_part": Text(
        en="not part of the model: devices of users and wards", ko="모형 밖의 자산입니다(사용자·병동 기기)"
    ),
    "piece": Text(
        en="part, rack or upgrade of another asset: no unit of its own; add its price to that asset's row",
        ko="다른 자산의 부품·랙·증설분이라 따로 세지 않습니다. 금액은 본체 행에 더하십시오",
    ),
    "software": Text(
        en="software or a service, not equipment: its costs are lines of their own",
        ko="장비가 아니라 소프트웨어·용역입니다. 비용은 별도 항목에서 계산합니다",
    ),
    "future": Text(
        en="bought on {date:%Y-%m-%d}, after the decision ({decision:%Y-%m-%d})",
        ko="취득일 {date:%Y-%m-%d}이(가) 결정일({decision:%Y-%m-%d}) 이후입니다",
    ),
    "no_count": Text(en="count: is empty", ko="수량이 비어 있습니다"),
    "count": Text(
        en="count: {count:g} is not a whole number above 0",
        ko="수량 {count:g}은(는) 1 이상의 정수가 아닙니다",
    ),
    "negative": Text(
        en="purchase price: {price:,.0f} is below 0, as for a disposal or correction",
        ko="취득가액 {price:,.0f}이(가) 음수입니다(처분·정정 행)",
    ),
    "too_old": Text(
        en="bought on {date:%Y-%m-%d}, more than 16 years before the decision: older than the model carries, "
        "written down and due for replacement",
        ko="취득일 {date:%Y-%m-%d}: 결정일보다 16년 넘게 앞서 모형이 다루지 않습니다(상각 완료, 교체 대상)",
    ),
    "no_capacity_cell": Text(
        en="capacity: is empty or 0; storage is counted in TB",
        ko="용량이 비어 있거나 0입니다. 스토리지는 TB로 셉니다",
    ),
    "no_capacity_column": Text(
        en="there is no column of capacity, and storage is counted in TB: add one, or say "
        "--map capacity=HEADER",
        ko="용량 열이 없습니다. 스토리지는 TB로 세므로 용량 열을 넣거나 --map capacity=머리글로 지정하십시오",
    ),
    "no_capacity_said_cell": Text(
        en="capacity: is empty or 0; the name mentions {capacity}, which is not taken from a name: write it "
        "into the column",
        ko="용량이 비어 있거나 0입니다. 이름에 {capacity:이/가} 있으나 이름에서 용량을 읽지는 않으므로 "
        "용량 열에 적으십시오",
    ),
    "no_capacity_said_column": Text(
        en="the name mentions {capacity}, which is not taken from a name: add a column of capacity, or say "
        "--map capacity=HEADER",
        ko="이름에 {capacity:이/가} 있으나 이름에서 용량을 읽지는 않습니다. 용량 열을 넣거나 "
        "--map capacity=머리글로 지정하십시오",
    ),
    "life": Text(
        en="accounting life: {life:g} years is outside 1..40", ko="내용연수 {life:g}년은 1~40년을 벗어납니다"
    ),
    "below_zero": Text(en="power or capacity is below 0", ko="소비전력 또는 용량이 음수입니다"),
}
REASONS["header"] = Text(en="the header again", ko="반복된 머리글입니다")
ORDERS = {
    "ymd": Text(en="year first", ko="연·월·일"),
    "dmy": Text(en="day first", ko="일·월·연"),
    "mdy": Text(en="month first", ko="월·일·연"),
}
STEPS = {
    "one_life": Text(en="one accounting life for the fleet", ko="장비군별 단일 내용연수"),
    "price_today": Text(
        en="rows without a price at that of their year or today's",
        ko="가격 없는 행을 같은 해 또는 현재 단가로",
    ),
    "tax": Text(en="tax that is not recovered", ko="불공제 부가세"),
    "retired": Text(en="retired or released before the decision", ko="결정 전 교체·처분분"),
}
SENTENCES = {
    "sheets": Text(
        en="read from the sheet '{sheet}'; not read: {others}",
        ko="'{sheet}' 시트를 읽었고 {others} 시트는 읽지 않았습니다",
    ),
    "row_price": Text(
        en="prices are taken as those of the whole row; a header such as 'unit price' says otherwise",
        ko="취득가액은 행 전체의 금액으로 읽었습니다. 머리글이 '단가'이면 개당 금액으로 읽습니다",
    ),
    "unit_price": Text(
        en="prices are taken as those of one unit, as their header says",
        ko="머리글에 따라 취득가액을 개당 금액으로 읽었습니다",
    ),
    "tax_assumed_out": Text(
        en="prices are taken as without value-added tax; if it is in them, say --vat included",
        ko="취득가액을 부가세 별도로 읽었습니다. 부가세가 포함되어 있으면 --vat included를 지정하십시오",
    ),
    "tax_said_out": Text(
        en="prices are without value-added tax, as said", ko="지정하신 대로 부가세 별도 금액입니다"
    ),
    "tax_said_in": Text(
        en="value-added tax is taken out of the prices, as said",
        ko="지정하신 대로 취득가액에서 부가세를 덜어 냈습니다",
    ),
    "tax_header_in": Text(
        en="value-added tax is taken out of the prices, as the file says",
        ko="파일에 적힌 대로 취득가액에서 부가세를 덜어 냈습니다",
    ),
    "tax_header_out": Text(
        en="prices are without value-added tax, as the file says",
        ko="파일에 적힌 대로 부가세 별도 금액입니다",
    ),
    "no_counts": Text(
        en="there is no column of counts: each row is one unit", ko="수량 열이 없어 한 행을 한 대로 셌습니다"
    ),
    "watts": Text(
        en="the column of power names no unit: figures below 50 a piece are taken as kW, from there as W",
        ko="소비전력 열에 단위가 없어 대당 50 미만은 kW, 50 이상은 W로 읽었습니다",
    ),
    "settled": Text(
        en="dates such as {date} are read {order}, since {witness} in the same column cannot be read "
        "otherwise ({rows:,} {noun}); to read them otherwise, say --date-order",
        ko="{date} 같은 날짜는 같은 열의 {witness}에 따라 {order} 순서로 읽었습니다({rows:,}행). "
        "다르면 --date-order로 지정하십시오",
    ),
    "repeated": Text(
        en="{rows:,} {noun} another row exactly; check for duplicates (they are counted)",
        ko="{rows:,}행이 다른 행과 완전히 같습니다. 중복인지 확인하십시오(모두 셌습니다)",
    ),
    "alike": Text(
        en="{rows:,} {noun} another row in every column that is used, though not in {columns}; check for "
        "duplicates (they are counted)",
        ko="{rows:,}행이 쓰는 열에서는 다른 행과 같고 {columns} 열만 다릅니다. "
        "중복인지 확인하십시오(모두 셌습니다)",
    ),
    "full_year": Text(
        en="our book values are straight line over the accounting life and count a full year in the year of "
        "purchase: an asset bought within the 12 months before the decision has one year written off; books "
        "that count by months show more for it",
        ko="여기서 계산한 장부가액은 내용연수 정액법이며 취득한 해를 1년으로 셉니다. "
        "결정 전 12개월 안에 취득한 자산도 1년분을 상각하므로, 월할 상각하는 장부가액은 이보다 큽니다",
    ),
    "unpriced_one": Text(
        en="{fleet}: row {rows} has no price; its units take the mean of their year, or today's price",
        ko="{fleet}: {rows}행은 가격이 없어 같은 해 평균 또는 현재 단가를 씁니다",
    ),
    "unpriced": Text(
        en="{fleet}: rows {rows} have no price; their units take the mean of their year, or today's price",
        ko="{fleet}: {rows}행은 가격이 없어 같은 해 평균 또는 현재 단가를 씁니다",
    ),
    "by_price": Text(
        en="{fleets}: the model counts sets for a rack, or kW; units are the price paid over that of one now",
        ko="{fleets}: 모형은 랙당 세트·kW로 세므로, 지급액을 현재 단가로 나눈 수량을 씁니다",
    ),
    "power": Text(
        en="{fleets}: power in a register is usually the maker's figure, above the average draw; check it",
        ko="{fleets}: 대장의 소비전력은 대개 정격값이라 평균 사용전력보다 큽니다. 확인하십시오",
    ),
    "beyond": Text(
        en="{fleet}: {units:,.6g} units are beyond the refresh cycle; the model replaces them in year 1",
        ko="{fleet}: {units:,.6g}단위는 교체주기를 넘겨 모형이 1년 차에 교체합니다",
    ),
    "more": Text(
        en="{fleet}: {units:,.6g} units stand, the case needs {needed:,.6g} today; the model releases "
        "what is too many in year 1: check the sizing or the rows",
        ko="{fleet}: 보유 {units:,.6g}, 필요 {needed:,.6g}. 모형은 남는 것을 1년 차에 처분합니다. "
        "규모 산정이나 행을 확인하십시오",
    ),
    "less": Text(
        en="{fleet}: {units:,.6g} units stand, the case needs {needed:,.6g} today; the model buys what is "
        "missing in year 1: check the sizing, or whether rows are missing",
        ko="{fleet}: 보유 {units:,.6g}, 필요 {needed:,.6g}. 모형은 모자란 것을 1년 차에 구매합니다. "
        "규모 산정이나 빠진 행을 확인하십시오",
    ),
    "absent": Text(
        en="not in the register and left as the case has it: {fleets}",
        ko="대장에 없어 사례의 값을 그대로 두는 장비: {fleets}",
    ),
    "total": Text(
        en="row {row} of totals says {said:,.0f}, but the rows above it come to {found:,.0f}",
        ko="{row}행 합계는 {said:,.0f}인데 그 위 행의 합은 {found:,.0f}입니다",
    ),
    "broken": Text(
        en="the totals do not reconcile: this is a defect of the program, please report it",
        ko="합계가 맞지 않습니다. 프로그램 결함이니 알려 주십시오",
    ),
}
