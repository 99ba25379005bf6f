"""What the cloud costs when it is built up from a price book. Imports the language only."""

from tco.language import Category, Treatment, at_least, line, maximum, tiered, total

WORKLOAD = {"each": ("workload",)}
BILL = {"each": ("workload",), "category": Category.CLOUD, "treatment": Treatment.RUNNING, "vat": True}
CLOUD = {"category": Category.CLOUD, "treatment": Treatment.RUNNING, "vat": True}


@line("Price level of the price book", "가격표 적용 수준", unit="1")
def cloud_price_level(exchange_rate, exchange_rate_drift, cloud_price_growth, escalation_years):
    """List prices in their own currency, with their trend and the currency's."""
    return exchange_rate * ((1 + exchange_rate_drift) * (1 + cloud_price_growth)) ** escalation_years


@line("Billed from the price book", "종량제 과금 비율", unit="1", **WORKLOAD)
def billed_average(moved_average, subscribed):
    """What has moved and is not covered by a quoted subscription."""
    return moved_average * (1 - subscribed)


@line("Machines in the cloud", "클라우드 가상머신", unit="machine", **WORKLOAD)
def cloud_machines(machines, compute_moves, moved_average):
    """Average of the year, priced by list or by quote."""
    return machines * compute_moves * moved_average


@line("Processors billed", "과금 CPU", unit="vCPU", **WORKLOAD)
def billed_processors(priced_processors, compute_moves, billed_average, right_sizing, cloud_waste):
    """After right-sizing, with the share of the bill that buys nothing."""
    return priced_processors * compute_moves * billed_average * (1 - right_sizing) / (1 - cloud_waste)


@line("Price per processor-month after commitment", "약정 반영 CPU 월단가", unit="money/vCPU/month")
def committed_processor_price(processor_price, commitment_share, commitment_discount, cloud_price_level):
    """The committed share gets the discount, the rest pays list price."""
    return processor_price * (1 - commitment_share * commitment_discount) * cloud_price_level


@line("Cloud computing", "클라우드 컴퓨팅", unit="money", **BILL)
def cloud_computing(billed_processors, committed_processor_price, months_per_year):
    """Machines that run all year."""
    return billed_processors * committed_processor_price * months_per_year


@line("Cloud fast storage", "클라우드 고속 스토리지", unit="money", **BILL)
def cloud_fast_storage(fast_storage, compute_moves, billed_average, fast_storage_price, terabyte_month_level):
    """Block storage goes with computing."""
    return fast_storage * compute_moves * billed_average * fast_storage_price * terabyte_month_level


@line("Gigabyte-months of a terabyte at the price level", "TB당 연간 GB월(가격수준 반영)", unit="GB*month/TB")
def terabyte_month_level(gigabytes_per_terabyte, months_per_year, cloud_price_level):
    """Turns a price per gigabyte-month into one per terabyte and year."""
    return gigabytes_per_terabyte * months_per_year * cloud_price_level


@line("Archive billed", "과금 아카이브 비율", unit="1", **WORKLOAD)
def billed_archive(archive_moves, moved_average, subscribed, includes_archive):
    """An archive in the cloud, unless a quote includes it."""
    return archive_moves * moved_average * (1 - subscribed * includes_archive)


@line("Cloud archive storage", "클라우드 아카이브", unit="money", **BILL)
def cloud_archive_storage(archive_storage, billed_archive, archive_storage_price, terabyte_month_level):
    """Object storage for what is seldom read."""
    return archive_storage * billed_archive * archive_storage_price * terabyte_month_level


@line("Backup billed", "과금 백업", unit="TB", **WORKLOAD)
def billed_backup(backup_storage, backup_moves, moved_average, subscribed, includes_backup):
    """Backup in the cloud, unless a quote includes it."""
    return backup_storage * backup_moves * moved_average * (1 - subscribed * includes_backup)


@line("Cloud backup storage", "클라우드 백업", unit="money", **BILL)
def cloud_backup_storage(billed_backup, backup_storage_price, terabyte_month_level):
    """Backup at the price of the tier that the price book gives for it."""
    return billed_backup * backup_storage_price * terabyte_month_level


@line("Standby billed", "과금 대기 비율", unit="1", **WORKLOAD)
def billed_standby(standby_moves, moved_average, subscribed, includes_standby):
    """Standby in the cloud, unless a quote includes it."""
    return standby_moves * moved_average * (1 - subscribed * includes_standby)


@line("Cloud standby computing", "클라우드 대기 컴퓨팅", unit="money", **BILL)
def cloud_standby_computing(
    priced_processors, billed_standby, servers__standby_ratio, standby_running_share, standby_processor_price
):
    """The same standby ratio as on own servers, of which a share runs all the time, without commitment."""
    return (
        priced_processors
        * billed_standby
        * servers__standby_ratio
        * standby_running_share
        * standby_processor_price
    )


@line("Price of a standby processor for a year", "대기 CPU 연단가", unit="money/vCPU")
def standby_processor_price(processor_price, right_sizing, months_per_year, cloud_price_level):
    """List price for right-sized machines."""
    return processor_price * (1 - right_sizing) * months_per_year * cloud_price_level


@line("Cloud standby fast storage", "클라우드 대기 고속 스토리지", unit="money", **BILL)
def cloud_standby_fast_storage(
    fast_storage, billed_standby, fast_storage__standby_ratio, fast_storage_price, terabyte_month_level
):
    """The second copy of fast storage, the same share as on own equipment."""
    return (
        fast_storage
        * billed_standby
        * fast_storage__standby_ratio
        * fast_storage_price
        * terabyte_month_level
    )


@line("Cloud second copy of the archive", "클라우드 2차 아카이브", unit="money", **BILL)
def cloud_standby_archive(
    archive_storage,
    billed_standby,
    archive_storage__standby_ratio,
    archive_storage_price,
    terabyte_month_level,
):
    """The second copy of the archive, the same share as on own equipment."""
    return (
        archive_storage
        * billed_standby
        * archive_storage__standby_ratio
        * archive_storage_price
        * terabyte_month_level
    )


@line("Cloud second copy of the backup", "클라우드 2차 백업", unit="money", **BILL)
def cloud_second_backup(
    billed_backup, backup_storage__standby_ratio, backup_storage_price, terabyte_month_level
):
    """A second backup copy, the same share as on own equipment."""
    return billed_backup * backup_storage__standby_ratio * backup_storage_price * terabyte_month_level


@line("Retrieval from the archive", "아카이브 조회 전송", unit="money", **BILL)
def cloud_retrieval(
    archive_storage, billed_archive, archive_read_share, retrieval_price, terabyte_month_level
):
    """The share of the archive that is read back in a month, over the private line."""
    return archive_storage * billed_archive * archive_read_share * retrieval_price * terabyte_month_level


@line("Outbound traffic billed", "과금 외부 전송량", unit="GB/month", **WORKLOAD)
def billed_outbound(outbound_traffic, compute_moves, moved_average, subscribed, includes_traffic):
    """Traffic to the internet leaves from where the workload runs, unless a quote includes it."""
    return outbound_traffic * compute_moves * moved_average * (1 - subscribed * includes_traffic)


total("billed_outbound_total", "Outbound traffic billed, all", "과금 외부 전송량 합계", unit="GB/month",
      of=("billed_outbound",), sentence="The provider's tiers apply to the monthly total.")  # fmt: skip


@line("Outbound traffic", "외부 전송료", unit="money", **CLOUD)
def outbound(
    billed_outbound_total, outbound_thresholds, outbound_steps, traffic_price_ratio, months_per_year,
    cloud_price_level,
):  # fmt: skip
    """The monthly average at the price book's tiers, or what is paid of them, twelve times a year."""
    listed = tiered(billed_outbound_total, outbound_thresholds, outbound_steps)
    return listed * traffic_price_ratio * months_per_year * cloud_price_level


total("cloud_bill", "Cloud bill before support and services", "지원·관리 제외 클라우드 요금", unit="money",
      of=("cloud_computing", "cloud_fast_storage", "cloud_archive_storage", "cloud_backup_storage",
          "cloud_standby_computing", "cloud_standby_fast_storage", "cloud_standby_archive",
          "cloud_second_backup", "cloud_retrieval", "outbound"),
      sentence="What the provider's support plan and a service partner charge a share of.")  # fmt: skip


@line("Monthly cloud bill in the provider's currency", "월 청구액(가격표 통화)", unit="money/month")
def monthly_bill(cloud_bill, months_per_year, exchange_level):
    """The provider's tiers and minimum are in its own currency."""
    return cloud_bill / months_per_year / exchange_level


@line("Exchange rate of the year", "연도별 환율", unit="1")
def exchange_level(exchange_rate, exchange_rate_drift, escalation_years):
    """The currency's drift, without the trend of prices."""
    return exchange_rate * (1 + exchange_rate_drift) ** escalation_years


@line("Support plan", "기술지원 플랜", unit="money", **CLOUD)
def support_plan(
    monthly_bill, support_thresholds, support_steps, support_minimum_charged, months_per_year, exchange_level
):
    """A falling share of the monthly bill with a minimum, while there is a bill."""
    share = tiered(monthly_bill, support_thresholds, support_steps)
    return maximum(share, support_minimum_charged) * months_per_year * exchange_level


@line("Support minimum charged", "기술지원 최소요금", unit="money/month")
def support_minimum_charged(support_minimum, cloud_bill):
    """No bill, no minimum."""
    return support_minimum * (1 - at_least(0, cloud_bill))


@line("Managed services", "관리형 서비스", unit="money", **CLOUD)
def managed_services(cloud_bill, managed_service_rate):
    """A service partner's share of the bill."""
    return cloud_bill * managed_service_rate
