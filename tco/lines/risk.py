"""Expected losses: not cash in a budget, so kept beside the headline. Imports the language only."""

from tco.language import Category, Treatment, line, ratio, total

RISK = {"category": Category.RISK, "treatment": Treatment.MEMO}

total("cloud_machines_total", "Machines in the cloud, all", "클라우드 가상머신 합계", unit="machine",
      of=("cloud_machines",), sentence="All workloads.")  # fmt: skip


@line("Share hosted in the cloud", "클라우드 호스팅 비율", unit="1")
def hosted_share(cloud_machines_total, machines_total):
    """By machines, average of the year."""
    return ratio(cloud_machines_total, machines_total)


@line("Hours of unplanned downtime", "비계획 중단 시간", unit="hour")
def downtime_hours(
    hosted_share, outages_per_year, own_recovery_time, cloud_outages_per_year, cloud_recovery_time,
    after_decision,
):  # fmt: skip
    """Outages times the time to recover, each side by the share it hosts."""
    own = (1 - hosted_share) * outages_per_year * own_recovery_time
    return (own + hosted_share * cloud_outages_per_year * cloud_recovery_time) * after_decision


@line("Expected cost of downtime", "중단 예상손실", unit="money", **RISK)
def downtime_cost(downtime_hours, downtime_price_fixed, downtime_price, beds, general_price_index):
    """Per hour: a base plus a part by beds."""
    return downtime_hours * (downtime_price_fixed + downtime_price * beds) * general_price_index


@line("Expected cost of a data breach", "침해사고 예상손실", unit="money", **RISK)
def breach_cost(
    breach_probability, breach_price, hosted_share, cloud_breach_ratio, general_price_index, after_decision
):
    """The same probability on both sides unless the user has evidence."""
    relative = 1 + hosted_share * (cloud_breach_ratio - 1)
    return breach_probability * relative * breach_price * general_price_index * after_decision
