"""Bills in every format for the same money, made from the plan of a case. All names are generic."""

import csv
import io

from tco.bills import Plan
from tco.bills.calendar import MONTHS, first_day, name_of
from tco.bills.categories import categories

# group: (FOCUS category, subcategory, service, meter), (CUR product, usage type), service of a plain table
SERVICES = {
    "computing": (("Compute", "Virtual Machines", "Elastic Compute Cloud", "Box Usage m6i.xlarge"),
                  ("AmazonEC2", "APN2-BoxUsage:m6i.xlarge"), "Server"),
    "fast_storage": (("Storage", "Block Storage", "Elastic Block Store", "General purpose volume"),
                     ("AmazonEC2", "APN2-EBS:VolumeUsage.gp3"), "블록 스토리지"),
    "archive_and_backup_storage": (("Storage", "Object Storage", "Simple Storage Service", "TimedStorage"),
                                   ("AmazonS3", "APN2-TimedStorage-ByteHrs"), "Object Storage"),
    "traffic": (("Networking", "Network Connectivity", "Data Transfer", "Data Transfer Out"),
                ("AmazonEC2", "APN2-DataTransfer-Out-Bytes"), "외부 전송"),
    "network_ports": (("Networking", "Network Connectivity", "Direct Connect", "Port hours 1G"),
                      ("AWSDirectConnect", "APN2-PortUsage:1G"), "Direct Connect"),
    "support": (("Management and Governance", "Support", "Support plan", "Business"),
                ("AWSSupportBusiness", "Dollar"), "기술지원"),
    "other": (("Security", "Threat Detection and Response", "Threat watch", "Events"),
              ("ThreatWatch", "APN2-Events"), "Threat watch"),
}  # fmt: skip


def money(result, alternative, first, count, factors=1.0, first_month=None):
    """Group and calendar month to what is paid: the plan times a factor, for months of the plan."""
    plan = Plan(result, alternative)
    begin = first_month if first_month is not None else 0
    paid = {}
    for name, group in categories().groups.items():
        if name in SERVICES and group.lines:
            factor = factors.get(name, 1.0) if isinstance(factors, dict) else factors
            row = plan.of_lines(group.lines) * factor
            paid |= {(name, begin + at): float(row[at]) for at in range(first, first + count)}
    return paid


def _end(month):
    return first_day(month + 1).isoformat()


def focus(paid, currency="KRW", extra=()):
    """A FOCUS 1.2 file."""
    rows = [
        ["BillingAccountId", "BilledCost", "EffectiveCost", "BillingCurrency", "BillingPeriodStart",
         "ChargePeriodStart", "ChargePeriodEnd", "ChargeCategory", "ChargeClass", "ChargeFrequency",
         "ServiceCategory", "ServiceSubcategory", "ServiceName", "SkuMeter", "ProviderName"],
    ]  # fmt: skip
    for (group, month), amount in paid.items():
        rows.append(focus_row(group, month, amount, currency=currency))
    return as_csv([*rows, *extra])


def focus_row(group, month, amount, billed=None, currency="KRW", kind="Usage", **other):
    category, subcategory, service, meter = SERVICES[group][0]
    start = f"{other.get('start', first_day(month).isoformat())}T00:00:00Z"
    end = f"{other.get('end', _end(month))}T00:00:00Z"
    return [
        "account-1", repr(amount if billed is None else billed), repr(amount), currency,
        f"{first_day(month).isoformat()}T00:00:00Z", start, end, kind,
        other.get("klass", ""), other.get("frequency", "Usage-Based"), category, subcategory, service,
        meter, "Example cloud",
    ]  # fmt: skip


CUR = ["identity/LineItemId", "bill/BillingPeriodStartDate", "lineItem/LineItemType",
       "lineItem/UsageStartDate", "lineItem/UsageEndDate", "lineItem/ProductCode", "lineItem/UsageType",
       "lineItem/CurrencyCode",
       "lineItem/UnblendedCost", "reservation/ReservationARN", "reservation/EffectiveCost",
       "savingsPlan/SavingsPlanEffectiveCost"]  # fmt: skip
CUR2 = ["identity_line_item_id", "bill_billing_period_start_date", "line_item_line_item_type",
        "line_item_usage_start_date", "line_item_usage_end_date", "line_item_product_code",
        "line_item_usage_type", "line_item_currency_code", "line_item_unblended_cost",
        "reservation_reservation_a_r_n", "reservation_effective_cost",
        "savings_plan_savings_plan_effective_cost"]  # fmt: skip


def cur(paid, currency="KRW", header=CUR, extra=()):
    """A Cost and Usage Report, legacy or 2.0."""
    rows = [cur_row(group, month, amount, currency=currency) for (group, month), amount in paid.items()]
    return as_csv([header, *rows, *extra])


def cur_row(group, month, amount, kind="Usage", currency="KRW", **other):
    product, usage = SERVICES[group][1]
    return [
        f"{group}{month}{kind}{amount}", f"{first_day(month).isoformat()}T00:00:00.000Z", kind,
        f"{other.get('start', first_day(month).isoformat())}T00:00:00Z",
        f"{other.get('end', _end(month))}T00:00:00Z", other.get("product", product), usage, currency,
        repr(amount), other.get("arn", ""), repr(other.get("reserved", "")) if "reserved" in other else "",
        repr(other["plan"]) if "plan" in other else "",
    ]  # fmt: skip


def table(paid, header=("청구월", "서비스", "청구금액(원)"), extra=()):
    """A plain table as a reseller sends it, with a title above and a sum below."""
    rows = [[name_of(month), SERVICES[group][2], f"{amount:,.6f}"] for (group, month), amount in paid.items()]
    total = ["합계", "", f"{sum(paid.values()):,.6f}"]
    return as_csv([["클라우드 이용요금 청구서", "", ""], list(header), *rows, *extra, total])


def as_csv(rows):
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode()


YEAR = MONTHS
