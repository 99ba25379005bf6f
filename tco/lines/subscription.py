"""A quoted subscription: per bed, per user or a lump sum, instead of a price book. Language only."""

from tco.language import (
    ONCE,
    Category,
    Place,
    Treatment,
    at_least,
    line,
    maximum,
    minimum,
    previous,
    ratio,
    total,
)

SUBSCRIPTION = {"category": Category.SUBSCRIPTION, "treatment": Treatment.RUNNING, "vat": True}


@line("Machines under the subscription", "구독 대상 가상머신", unit="machine", each=("workload",))
def subscribed_machines(machines, subscribed):
    """The workloads that the quote covers."""
    return machines * subscribed


@line("Machines taken over by the subscription", "구독 전환 가상머신", unit="machine", each=("workload",))
def subscribed_machines_moved(subscribed_machines, moved_average):
    """Billing begins as each share goes live."""
    return subscribed_machines * moved_average


total("subscribed_machines_total", "Machines under the subscription, all", "구독 대상 가상머신 합계",
      unit="machine", of=("subscribed_machines",), sentence="All workloads.")  # fmt: skip
total("subscribed_machines_moved_total", "Machines taken over, all", "구독 전환 가상머신 합계",
      unit="machine", of=("subscribed_machines_moved",), sentence="All workloads.")  # fmt: skip


@line("Share of the subscription in use", "구독 이용 비율", unit="1")
def subscription_share(subscribed_machines_moved_total, subscribed_machines_total):
    """The fee follows the share of its workloads that has moved."""
    return ratio(subscribed_machines_moved_total, subscribed_machines_total)


@line("Users", "사용자 수", unit="user", place=Place.SHARED, axis=ONCE)
def users(users_fixed, users_per_bed, beds):
    """Sessions at the same time, the usual measure of a price per user."""
    return users_fixed + users_per_bed * beds


@line("Monthly fee as quoted", "견적 월 구독료", unit="money/month", axis=ONCE)
def quoted_fee(quote_price_per_bed, beds, quote_price_per_user, users, quote_lump_sum):
    """Per bed, per user and lump-sum parts add up."""
    return quote_price_per_bed * beds + quote_price_per_user * users + quote_lump_sum


@line("Share of the year after the first term", "최초 약정 이후 비율", unit="1")
def renewed_share(months_elapsed, move_start, quote_term, months_per_year):
    """Counted to the exact month."""
    months = months_elapsed - move_start - quote_term * months_per_year
    return minimum(maximum(months, 0), months_per_year) / months_per_year


@line("Price level of the subscription", "구독 단가 수준", unit="1")
def subscription_price_level(quote_uplift, escalation_years, renewed_share, renewal_increase):
    """The contract's yearly uplift, and a step when the first term is over."""
    return (1 + quote_uplift) ** escalation_years * (1 + renewed_share * renewal_increase)


@line("Subscription fee", "구독료", unit="money", **SUBSCRIPTION)
def subscription_fee(quoted_fee, months_per_year, subscription_share, subscription_price_level):
    """The quoted fee for what has gone live."""
    return quoted_fee * months_per_year * subscription_share * subscription_price_level


@line("Subscription has begun", "구독 개시 여부", unit="1")
def subscription_begun(subscription_share):
    """From the first share that goes live."""
    return 1 - at_least(0, subscription_share)


@line("Set-up fee", "초기 구축비", unit="money", **SUBSCRIPTION)
def setup_fee(quote_setup_fee, subscription_begun):
    """Once, in the year in which the subscription begins."""
    return quote_setup_fee * maximum(0, subscription_begun - previous(subscription_begun))
