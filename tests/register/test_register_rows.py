"""Rows of an asset register: each is used in the units and fleets of the model, or explained."""

import pytest
from registers import EXPLAINED, ROWS, WHY, table

from tco.errors import UserError
from tco.register import Choices, read_register
from tco.register.classes import classify
from tco.register.text import as_text


def test_units_and_prices_by_vintage_are_those_of_the_file(register):
    servers, fast, archive = (
        register.fleets[name] for name in ("servers", "fast_storage", "archive_storage")
    )
    assert servers.units == {-5: 4, -2: 15}
    assert servers.prices == {-5: 30_000_000, -2: 20_000_000}
    assert archive.units == {-4: 150}
    assert archive.prices == {-4: 600_000}
    assert fast.units == {0: 50}
    assert fast.prices == {0: 6_400_000}
    assert servers.kilowatts == pytest.approx(4 * 0.6 + 10 * 0.45)
    assert servers.watts_per_unit == pytest.approx(6900 / 14)


def test_network_and_plant_are_counted_in_the_model_s_units_by_their_price(register, bound):
    switches = register.fleets["network"]
    assert switches.pieces == {-3: 2}
    assert switches.units == {-3: 80e6 / bound.inputs["network.unit_price"].value}
    assert switches.units[-3] * switches.prices[-3] == pytest.approx(80e6)


def test_every_other_row_is_explained_with_its_number_and_reason_in_both_languages(register):
    assert [each.why for each in register.explained] == ["empty", *WHY]
    assert [each.row for each in register.explained] == [6, *range(11, 21)]
    for each in register.explained:
        assert each.reason.en
        assert each.reason.ko
        assert each.reason.en != each.reason.ko


def test_all_that_cannot_be_read_in_a_row_is_said_at_once(register):
    reason = next(each.reason for each in register.explained if each.row == 17)
    assert "count: '두 대' is not a number" in reason.en
    assert "purchase price: 'US$ 10' is in USD" in reason.en
    assert "수량:" in reason.ko


@pytest.mark.parametrize(
    ("name", "kind", "fleet"),
    [
        ("백업 서버", "", "servers"),
        ("PC서버", "", "servers"),
        ("rack server", "", "servers"),
        ("블레이드 서버", "", "servers"),
        ("HCI 노드", "", "servers"),
        ("서버랙", "", "piece"),
        ("서버실 항온항습기", "", "plant"),
        ("UPS (서버실)", "서버", "plant"),
        ("SAN 스위치", "", "network"),
        ("방화벽", "보안장비", "network"),
        ("KVM 스위치", "", "not_part"),
        ("올플래시 스토리지", "전산장비", "fast_storage"),
        ("스토리지", "", "fast_storage"),
        ("스토리지(NAS)", "", "archive_storage"),
        ("PACS 스토리지", "", "archive_storage"),
        ("백업 스토리지", "", "backup_storage"),
        ("DD6300", "백업장비", "backup_storage"),
        ("테이프 라이브러리", "", "backup_storage"),
        ("Windows Server 2019", "", "software"),
        ("서버 메모리 증설", "", "piece"),
        ("업무용 노트북", "전산장비", "not_part"),
        ("core switches", "", "network"),
        ("servers", "", "servers"),
        ("MRI", "의료장비", ""),
    ],
)
def test_words_say_which_fleet(name, kind, fleet):
    assert classify(name, kind, {}) == fleet


def test_classes_can_be_corrected_or_left_out(bound):
    choices = Choices({}, {"기타": "servers", "설비": "ignore", "업무용 PC": "servers"})
    read = read_register(table(*ROWS, *EXPLAINED), bound, choices)
    assert {each.row: each.fleet for each in read.assets}[11] == "servers"
    assert {each.row: each.fleet for each in read.assets}[10] == "servers"
    assert "plant" not in read.fleets
    assert next(each for each in read.explained if each.row == 9).why == "ignore"
    assert read.reconciles


def test_a_price_per_unit_is_multiplied_and_without_counts_each_row_is_one(bound):
    header = ("자산명", "취득일자", "취득단가", "수량")
    read = read_register(table(("서버", "2024-01-01", 7_000_000, 3), header=header), bound)
    assert read.fleets["servers"].paid == 21_000_000
    read = read_register(table(("서버", "2024-01-01", 7_000_000), header=header[:2] + ("취득가액",)), bound)
    assert read.fleets["servers"].units == {-2: 1}
    assert read.reconciles


def test_power_and_capacity_follow_their_headers(bound):
    header = ("asset", "count", "purchase date", "purchase price", "total power (kW)", "total capacity (GB)")
    read = read_register(table(("NAS", 2, "2024-01-01", 100, 1.5, 80_000), header=header), bound)
    assert read.fleets["archive_storage"].units == {-2: 80}
    assert read.fleets["archive_storage"].kilowatts == 1.5
    header = ("asset", "count", "purchase date", "purchase price", "power per unit", "capacity")
    read = read_register(table(("NAS", 2, "2024-01-01", 100, "800 W", "1PB"), header=header), bound)
    assert read.fleets["archive_storage"].units == {-2: 2000}
    assert read.fleets["archive_storage"].kilowatts == 1.6


@pytest.mark.parametrize(
    ("header", "said", "price", "origin"),
    [
        ("취득가액", "", 110.0, "assumed"),
        ("취득가액", "included", 100.0, "said"),
        ("취득가액(부가세포함)", "", 100.0, "header"),
        ("취득가액(VAT 별도)", "", 110.0, "header"),
        ("취득가액(부가세포함)", "excluded", 110.0, "said"),
    ],
)
def test_value_added_tax_is_taken_out_of_the_case_s_prices_alone(bound, header, said, price, origin):
    rows = table(("서버", "2024-01-01", 110.0), header=("자산명", "취득일자", header))
    read = read_register(rows, bound, Choices({}, {}, None, "", said))
    assert read.fleets["servers"].prices == {-2: pytest.approx(price)}
    assert read.used_totals.price == 110
    assert read.tax_from == origin


def test_power_without_a_unit_is_told_by_its_size(bound):
    rows = (
        ("서버", 2, "2024-01-01", 100, 450),
        ("서버", 2, "2024-01-01", 100, 0.45),
        ("서버", 1, "2024-01-01", 100, "450W"),
    )
    read = read_register(table(*rows, header=("자산명", "수량", "취득일자", "취득가액", "소비전력")), bound)
    assert [each.kilowatts for each in read.assets] == pytest.approx([0.9, 0.9, 0.45])
    assert read.power_without_unit


@pytest.mark.parametrize(
    ("name", "model", "said"),
    [
        ("PACS 스토리지 200TB", None, "200 TB"),
        ("NAS (200 TB)", "R-5", "200 TB"),
        ("스토리지1.2PB", None, "1.2 PB"),
        ("NAS", "PowerScale 1,200TB", "1,200 TB"),
        ("NAS 100TB", "200TB", ""),
        ("NAS 12 x 8TB", None, ""),
        ("NAS 8TB x 12", None, ""),
        ("NAS R-200TB", None, ""),
        ("NAS 64GB", None, ""),
    ],
)
def test_a_capacity_in_a_name_is_named_but_not_taken(bound, name, model, said):
    header = ("자산명", "취득일자", "취득가액", "모델", "용량(TB)")
    row = (name, "2024-05-01", 100, model)
    for cut, cell in ((4, ()), (5, (None,))):
        read = read_register(table((*row, *cell), header=header[:cut]), bound)
        (each,) = read.explained
        assert each.why == "no_capacity"
        assert (f"the name mentions {said}" in each.reason.en) == bool(said)
        assert (f"이름에 {said}가" in each.reason.ko) == bool(said)
        assert "mentions" not in each.reason.en or said
        assert ("--map capacity=" in each.reason.en) == (cut == 4)
        assert ("--map capacity=" in each.reason.ko) == (cut == 4)


def test_a_class_of_an_erp_and_one_row_without_a_price(bound):
    header = ("자산명", "자산클래스", "취득일자", "취득가액")
    rows = (("R740", "서버", "2024-05-01", None), ("R750", "서버", "2024-05-01", 5))
    read = read_register(table(*rows, header=header), bound)
    assert read.matched.headers["class"] == "자산클래스"
    assert "Servers: row 3 has no price" in "\n".join(as_text(read, None))
    read = read_register(table(*rows, rows[0], header=header), bound)
    assert "Servers: rows 3, 5 have no price" in "\n".join(as_text(read, None))


def test_a_register_of_too_many_rows_is_refused(bound):
    rows = [("서버", "2024-01-01", 1)] * 10_001
    with pytest.raises(UserError, match="10,001 filled rows"):
        read_register(table(*rows, header=("자산명", "취득일자", "취득가액")), bound)


def test_what_is_disposed_of_is_explained(bound):
    for header, status in (("상태", "불용"), ("처분일자", "2024-01-01"), ("status", "disposed")):
        rows = (
            ("서버", "2023-01-01", 100, status),
            ("서버", "2023-01-01", 100, None),
            ("서버", "2023-01-01", 100, "사용 중"),
        )
        read = read_register(table(*rows, header=("자산명", "취득일자", "금액", header)), bound)
        assert [each.why for each in read.explained] == ["disposed"]
        assert len(read.assets) == 2
