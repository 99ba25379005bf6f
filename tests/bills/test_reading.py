"""Bills in every format: recognised, read to the last row, and refused by name."""

import gzip
from datetime import timedelta

import pytest
import samples
from samples import as_csv, cur, cur_row, focus, focus_row, money, table

from exports.reading import read_table
from tco.bills import Options, Stream, compare
from tco.bills.calendar import first_day
from tco.bills.categories import Service, Sorter, categories
from tco.errors import Problems, UserError

FACTORS = {"computing": 1.2, "fast_storage": 0.9, "archive_and_backup_storage": 1.1, "traffic": 1.7,
           "network_ports": 0.5, "support": 1.4}  # fmt: skip


@pytest.fixture(scope="session")
def paid(result, first):
    """Six months of year 3, when everything has moved."""
    return money(result, "cloud_aws", 24, 6, FACTORS, first_month=first)


@pytest.fixture
def against(result, first):
    def make(*files, names=("bill.csv",), **options):
        streams = [Stream(file, name) for file, name in zip(files, names, strict=True)]
        return compare(result, "cloud_aws", streams, Options(first_month=first, **options))

    return make


def refused(make, *files, **options):
    with pytest.raises(Problems) as caught:
        make(*files, **options)
    return str(caught.value)


FORMATS = {
    "focus": focus,
    "cur": cur,
    "cur2": lambda paid: cur(paid, header=samples.CUR2),
    "table": table,
    "packed": lambda paid: gzip.compress(focus(paid)),
    "cp949": lambda paid: table(paid).decode().encode("cp949"),
    "utf16": lambda paid: table(paid).decode().encode("utf-16"),
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_of_the_same_money_gives_the_same_comparison(name, paid, against):
    made = against(FORMATS[name](paid), names=("bill.csv.gz" if name == "packed" else "bill.csv",))
    for group, factor in FACTORS.items():
        expected = sum(amount for (each, _), amount in paid.items() if each == group)
        assert made.actual(group).sum() == pytest.approx(expected, rel=1e-9)
        assert made.actual(group).sum() / made.planned(group).sum() == pytest.approx(factor, rel=1e-9)
    assert made.bills[0].layout.format == {
        "focus": "focus",
        "cur": "cur",
        "cur2": "cur",
        "packed": "focus",
    }.get(name, "plain")


def test_a_workbook_is_read_like_a_text(paid, against, result, first, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["이용월", "서비스", "금액"])
    for (group, month), amount in paid.items():
        book.active.append([first_day(month), samples.SERVICES[group][2], amount])
    book.save(tmp_path / "bill.xlsx")
    made = compare(result, "cloud_aws", [read_table(tmp_path / "bill.xlsx")], Options(first_month=first))
    assert made.total_actual.sum() == pytest.approx(sum(paid.values()))


def test_every_row_is_a_charge_or_explained(paid, against):
    made = against(table(paid, extra=[["", "", ""], ["청구월", "서비스", "청구금액(원)"]]))
    bill = made.bills[0]
    assert bill.aside == {"blank": 1, "header repeated": 1, "sum of other rows": 1}
    assert bill.rows == bill.used + sum(bill.aside.values())
    assert bill.used == len(paid)


def test_the_files_sum_is_what_is_compared_and_what_stands_beside_it(paid, against, first):
    extra = [
        focus_row("computing", first + 24, 1000.0, kind="Tax"),
        focus_row("computing", first + 24, -300.0, kind="Credit"),
        focus_row("computing", first + 25, -200.0, klass="Correction"),
        focus_row("computing", first + 25, 50.0, kind="Adjustment"),
        focus_row("computing", first + 26, 7000.0, kind="Purchase", frequency="One-Time"),
        focus_row("computing", first - 1, 99.0),
    ]
    made = against(focus(paid, extra=extra))
    beside = {kind: made.beside(kind).sum() for kind in made.kinds_beside}
    assert beside == {"tax": 1000, "credit": -300, "refund": -200, "adjustment": 50, "upfront": 7000}
    assert made.total_actual.sum() == pytest.approx(sum(paid.values()))
    assert made.outside() == {first - 1: 99.0}
    rows = made.reconciliation()
    assert [row["difference"] for row in rows] == pytest.approx([0.0] * 7, abs=1e-6)
    assert sum(row["file"] for row in rows) == pytest.approx(sum(paid.values()) + 7550 + 99)


def test_credits_count_where_asked(paid, against, first):
    extra = [focus_row("computing", first + 24, -300.0, kind="Credit")]
    made = against(focus(paid, extra=extra), include=frozenset({"credit"}))
    assert made.total_actual.sum() == pytest.approx(sum(paid.values()) - 300)
    assert made.kinds_beside == ()


def test_effective_or_billed_cost_and_why(paid, against, first):
    prepaid = [focus_row("computing", first + 24, 0.0, billed=5e6, kind="Purchase", frequency="One-Time"),
               focus_row("computing", first + 24, 1e6, billed=0.0)]  # fmt: skip
    effective = against(focus(paid, extra=prepaid))
    billed = against(focus(paid, extra=prepaid), cost="billed")
    assert effective.actual("computing")[0] - billed.actual("computing")[0] == pytest.approx(1e6)
    assert effective.beside("upfront").sum() == 0
    assert billed.beside("upfront").sum() == 5e6
    only_billed = focus(paid).replace(b"EffectiveCost", b"x_Else")
    file = against(only_billed).document("en")["files"][0]
    assert (file["cost"], "no effective cost" in file["reason"]) == ("billed", True)


def test_savings_plans_of_cur_are_spread_over_what_they_cover(paid, against, first):
    month = first + 24
    header = [*samples.CUR, "savingsPlan/TotalCommitmentToDate", "savingsPlan/UsedCommitment"]
    rows = [
        [*cur_row("computing", month, 100.0, kind="SavingsPlanCoveredUsage", plan=70.0), "", ""],
        [*cur_row("computing", month, -100.0, kind="SavingsPlanNegation"), "", ""],
        [*cur_row("computing", month, 80.0, kind="SavingsPlanRecurringFee"), "80", "70"],
        [*cur_row("computing", month, 900.0, kind="SavingsPlanUpfrontFee"), "", ""],
        [*cur_row("computing", month, 20.0, kind="DiscountedUsage", arn="r", reserved=15.0), "", ""],
        [*cur_row("computing", month, 400.0, kind="Fee", arn="r"), "", ""],
        [*cur_row("computing", month, -6.0, kind="EdpDiscount"), "", ""],
        [*cur_row("computing", month, -5.0, kind="Refund"), "", ""],
    ]  # fmt: skip
    effective = against(as_csv([header, *rows]))
    billed = against(as_csv([header, *rows]), cost="billed")
    assert effective.actual("computing").tolist() == [70 + 10 + 15 - 6]
    assert billed.actual("computing").tolist() == [100 - 100 + 80 + 20 - 6]
    assert {kind: effective.beside(kind).sum() for kind in effective.kinds_beside} == {
        "upfront": 0,
        "refund": -5,
    }
    assert billed.beside("upfront").sum() == 1300


def test_what_amortising_needs_is_named(against, first):
    rows = [cur_row("computing", first + 24, 10.0),
            cur_row("computing", first + 24, 80.0, kind="SavingsPlanRecurringFee")]  # fmt: skip
    assert "savingsPlan/TotalCommitmentToDate" in refused(against, as_csv([samples.CUR, *rows]))


def test_a_month_that_stops_early_is_flagged_and_left_out(paid, against, first):
    def days(month, count):
        for day in range(count):
            day = (first_day(month) + timedelta(days=day)).isoformat()
            yield focus_row("computing", month, 1000.0, start=day, end=day)

    made = against(focus(paid, extra=days(first + 30, 12)))
    assert made.states == ("full",) * 6 + ("partial",)
    assert made.document("en")["total"]["actual_total"] == pytest.approx(sum(paid.values()))
    assert "2029-07" in "".join(made.document("en")["notes"])
    assert against(focus(paid), partial=frozenset({first + 29})).states[-1] == "partial"


def test_when_no_month_is_complete_each_is_named_with_what_it_has(paid, against, first):
    day = (first_day(first + 30) + timedelta(days=3)).isoformat()
    only = focus({}, extra=[focus_row("computing", first + 30, 1000.0, start=day, end=day)])
    assert f"2029-07 is not complete: its charges are of {day} to {day} only" in refused(against, only)
    month = first + 24
    assert "2029-01 is not complete: as --partial says" in refused(
        against, focus({("computing", month): 5.0}), partial=frozenset({month})
    )


def test_a_month_without_a_bill_is_not_a_month_without_cost(paid, against, first):
    gap = {key: amount for key, amount in paid.items() if key[1] != first + 26}
    made = against(focus(gap))
    assert made.states[2] == "missing"
    assert made.document("en")["months"][2]["actual"] is None
    assert made.errors("computing").bias == pytest.approx(1 / 1.2 - 1)


def test_bills_in_dollars_take_the_plans_rate_or_the_one_given(result, paid, against):
    rate = float(result.yearly("cloud_aws", "exchange_level")[3])
    dollars = {key: amount / rate for key, amount in paid.items()}
    assert against(focus(dollars, "USD")).total_actual.sum() == pytest.approx(sum(paid.values()))
    given = against(focus(dollars, "USD"), exchange_rates={"USD": 2 * rate})
    assert given.total_actual.sum() == pytest.approx(2 * sum(paid.values()))
    mixed = focus(dollars, "USD") + focus(paid).partition(b"\n")[2]
    assert against(mixed).total_actual.sum() == pytest.approx(2 * sum(paid.values()))


def test_a_currency_without_a_rate_is_named(paid, against):
    said = refused(against, focus(paid, "CHF"))
    assert "CHF" in said
    assert "--exchange-rate CHF=RATE" in said


def test_the_same_rows_and_the_same_month_twice_are_refused(paid, against, first):
    names = ("one.csv", "two.csv")
    assert "same rows as one.csv" in refused(against, focus(paid), focus(paid), names=names)
    more = focus({("computing", first + 24): 5.0})
    assert "2029-01 is also in one.csv" in refused(against, focus(paid), more, names=names)
    made = against(focus(paid), more, names=names, parts=True)
    assert made.total_actual.sum() == pytest.approx(sum(paid.values()) + 5)


def test_corrections_put_a_service_elsewhere_and_unknown_ones_are_refused(paid, against, first):
    extra = [focus_row("other", first + 24, 40.0)]
    assert against(focus(paid, extra=extra)).actual("other").sum() == 40
    moved = against(focus(paid, extra=extra), categories={"Threat watch": "support"})
    assert moved.actual("other").sum() == 0
    said = refused(against, focus(paid), categories={"Threat wacth": "support", "x": "suport"})
    assert "did you mean 'support'" in said
    assert "no charge has this service" in refused(against, focus(paid), categories={"Threat": "support"})


def test_columns_of_an_unknown_table_are_said_or_corrected(paid, against):
    strange = table(paid, header=("Zeit", "Ding", "Geld"))
    said = refused(against, strange)
    assert "--map amount=HEADER" in said
    assert "Geld" in said
    made = against(strange, columns={"month": "Zeit", "service": "Ding", "amount": "Geld"})
    assert made.total_actual.sum() == pytest.approx(sum(paid.values()))


def test_all_problems_of_all_files_come_in_one_message(paid, against):
    names = ("a.csv", "b.csv", "c.csv")
    broken = focus(paid).replace(b"Usage,", b"Usge,")
    said = refused(against, broken, b"", b"\x00\x01\x02", names=names)
    assert "a.csv: ChargeCategory 'Usge'" in said
    assert "b.csv: is empty" in said
    assert "c.csv: is no text file" in said


BAD = {
    "missing column": (lambda paid: focus(paid).replace(b"ChargeCategory", b"Sort"), "chargecategory"),
    "year for a month": (lambda paid: table(paid).replace(b"2029-01", b"2029"), "year without a month"),
    "negative": (lambda paid: focus({key: -amount for key, amount in paid.items()}), "must be positive"),
    "outside": (lambda paid: focus({("computing", 12 * 2020): 5.0}), "--first-month 2020-01"),
    "header only": (lambda paid: focus({}), "no charges below"),
    "beyond": (lambda paid: table({("computing", 24325): 5.0}).replace(b"5.0", b"1e400"), "beyond 1e+15"),
    "no amounts": (lambda paid: table(paid).replace(b",", b";"), "is not an amount"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_refused_by_name(name, paid, against):
    make, said = BAD[name]
    assert said in refused(against, make(paid))


def test_a_few_unreadable_rows_are_listed(paid, against, first):
    many = [focus_row("computing", first + 24, 1.0) for _ in range(300)]
    odd = focus_row("computing", first + 24, 1.0)
    odd[2] = "n/a"
    made = against(focus(paid, extra=[*many, odd]))
    assert made.bills[0].unread == {"'EffectiveCost' is empty": [338]}
    assert "338" not in "".join(made.document("en")["notes"])
    assert made.document("en")["files"][0]["rows_unread"][0]["rows"] == [338]


def test_a_bomb_and_a_giant_are_refused(against, tmp_path):
    bomb = gzip.compress("청구월,서비스,금액\n".encode() + b"2029-01,a,1\n" * 5_000_000)
    assert "unpacks to more than" in refused(against, bomb, names=("bomb.csv.gz",))
    assert "cannot be unpacked" in refused(against, b"\x1f\x8bxx", names=("broken.csv.gz",))
    giant = tmp_path / "giant.csv"
    with giant.open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(UserError, match="limit of 50 MB"):
        next(Stream(giant, "giant.csv").numbered())
    with pytest.raises(UserError, match="a line is longer"):
        list(Stream(b"a" * 2_000_000, "line.csv").numbered())


def test_an_alternative_that_is_not_billed_is_refused(result, paid):
    for name, said in (("stay", "nothing in a cloud"), ("cloud_asw", "did you mean 'cloud_aws'")):
        with pytest.raises(Problems, match=said):
            compare(result, name, [Stream(focus(paid), "bill.csv")])


@pytest.mark.parametrize(
    ("service", "group"),
    [
        (Service("AmazonEC2", "APN2-BoxUsage:m5.large"), "computing"),
        (Service("AmazonEC2", "APN2-EBS:VolumeUsage.gp3"), "fast_storage"),
        (Service("AmazonEC2", "APN2-EBS:SnapshotUsage"), "archive_and_backup_storage"),
        (Service("AmazonEC2", "APN2-DataTransfer-Out-Bytes"), "traffic"),
        (Service("AmazonS3", "APN2-TimedStorage-ByteHrs"), "archive_and_backup_storage"),
        (Service("AmazonS3", "APN2-DataTransfer-Out-Bytes"), "traffic"),
        (Service("AWSDirectConnect", "APN2-PortUsage:1G"), "network_ports"),
        (Service("AWSSupportBusiness", ""), "support"),
        (Service("AmazonRDS", "APN2-InstanceUsage:db.m5.large"), "computing"),
        (Service("AmazonRDS", "APN2-RDS:GP3-Storage"), "fast_storage"),
        (Service("AmazonRDS", "APN2-RDS:ChargedBackupUsage"), "archive_and_backup_storage"),
        (Service("AmazonRDS"), "computing"),
        (Service("Amazon Relational Database Service"), "computing"),
        (Service("Amazon Relational Database Service", "", "Databases", "Relational Databases"), "computing"),
        (Service("Cloud DB for MySQL"), "computing"),
        (Service("Cloud DB for MySQL", "", "Databases"), "computing"),
        (Service("Cloud DB for MySQL", "백업"), "archive_and_backup_storage"),
        (Service("Virtual Machines", "D4 v5", "Compute", "Virtual Machines"), "computing"),
        (Service("Storage", "P30 LRS Disk", "Storage", "Block Storage"), "fast_storage"),
        (Service("Backup", "LRS Data Stored", "Storage", "Backup Storage"), "archive_and_backup_storage"),
        (Service("Private chat", "", "Web"), "other"),
        (Service("Object Storage", ""), "archive_and_backup_storage"),
        (Service("블록 스토리지", ""), "fast_storage"),
    ],
)
def test_services_find_their_group(service, group):
    assert Sorter({}).group(service) == group


def test_rows_that_repeat_another_are_counted_and_noted(paid, against, monkeypatch):
    row = ["2029-01", "Server", "5"]
    made = against(table(paid, extra=[row, row, row, ["2029-01", "Server", "6"]]))
    assert made.bills[0].repeated == 2
    assert made.total_actual.sum() == pytest.approx(sum(paid.values()) + 21)
    assert made.document("en")["files"][0]["rows_repeated"] == 2
    said = "".join(made.document("en")["notes"]), "".join(made.document("ko")["notes"])
    assert "bill.csv: 2 rows repeat another row exactly; check for duplicates" in said[0]
    assert "bill.csv: 2개 행이 다른 행과 완전히" in said[1]
    assert "exactly" not in "".join(against(table(paid)).document("en")["notes"])
    monkeypatch.setattr("tco.bills.ledger.MOST_REMEMBERED", 1)
    assert against(table(paid, extra=[row, row, row])).bills[0].repeated == 0


def test_words_of_kinds_stand_alone():
    kinds = categories().kinds
    assert kinds.of("Private network") == "use"
    assert [kinds.of(text) for text in ("VAT 10 %", "부가가치세", "Promotional credits", "선결제")] == [
        "tax", "tax", "credit", "upfront",
    ]  # fmt: skip
