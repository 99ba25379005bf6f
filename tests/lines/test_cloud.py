"""The price book: tiers, minimum, commitment and two currencies."""

import numpy as np
import pytest

from tco.language import tiered
from tco.lines import cloud, network, subscription

THRESHOLDS, STEPS = np.zeros(31), np.zeros(31)
THRESHOLDS[:3], STEPS[:3] = [0.0, 100.0, 10_240.0], [0.0, 0.126, -0.004]
GROWING = np.array([0.0, 0.0, 1.0, 2.0])


@pytest.mark.parametrize(
    ("volume", "cost"),
    [(0, 0), (100, 0), (101, 0.126), (10_240, 10_140 * 0.126), (20_000, 10_140 * 0.126 + 9_760 * 0.122)],
)
def test_each_tier_is_charged_at_its_own_price(volume, cost):
    assert tiered(np.array([float(volume)]), THRESHOLDS, STEPS) == pytest.approx([cost])


def test_list_prices_carry_the_trend_of_prices_and_of_the_currency():
    level = cloud.cloud_price_level(1300.0, 0.02, 0.01, GROWING)
    assert level == pytest.approx([1300, 1300, 1300 * 1.02 * 1.01, 1300 * (1.02 * 1.01) ** 2])
    assert cloud.exchange_level(1300.0, 0.02, GROWING) == pytest.approx([1300, 1300, 1326, 1352.52])


def test_the_support_plan_is_found_in_the_providers_currency():
    thresholds, steps = np.zeros(31), np.zeros(31)
    thresholds[:2], steps[:2] = [0.0, 10_000.0], [0.10, -0.03]
    bill = cloud.monthly_bill(np.array([12 * 13_000_000.0]), 12.0, np.array([1300.0]))
    assert bill == pytest.approx([10_000])
    assert cloud.support_plan(bill, thresholds, steps, 100.0, 12.0, 1300.0) == pytest.approx(
        [1000 * 12 * 1300]
    )
    above = cloud.support_plan(bill + 5000, thresholds, steps, 100.0, 12.0, 1300.0)
    assert above == pytest.approx([(1000 + 350) * 12 * 1300])


def test_a_small_bill_pays_the_minimum_and_no_bill_pays_nothing():
    thresholds, steps = np.zeros(31), np.zeros(31)
    steps[0] = 0.10
    minimum = cloud.support_minimum_charged(100.0, np.array([0.0, 5.0]))
    assert list(minimum) == [0.0, 100.0]
    charged = cloud.support_plan(np.array([0.0, 500.0]), thresholds, steps, minimum, 12.0, 1300.0)
    assert charged == pytest.approx([0, 100 * 12 * 1300])


def test_waste_is_a_share_of_the_bill_and_right_sizing_a_share_of_the_machines():
    assert cloud.billed_processors(100.0, 1.0, 0.5, 0.2, 0.2) == pytest.approx(50.0)
    assert cloud.committed_processor_price(40.0, 0.7, 0.35, 1300.0) == pytest.approx(40 * 0.755 * 1300)


def test_what_a_quote_covers_is_not_billed_from_the_price_book():
    assert cloud.billed_average(0.6, 1.0) == 0.0
    assert cloud.billed_backup(50.0, 1.0, 0.5, 1.0, 0.0) == 25.0
    assert cloud.billed_backup(50.0, 1.0, 0.5, 1.0, 1.0) == 0.0
    assert cloud.billed_backup(50.0, 1.0, 0.5, 0.0, 1.0) == 25.0


def test_standby_has_the_ratio_of_own_servers_but_runs_a_share_of_the_time():
    price = cloud.standby_processor_price(40.0, 0.25, 12.0, 1.0)
    assert price == pytest.approx(360.0)
    assert cloud.cloud_standby_computing(1000.0, 1.0, 0.65, 0.3, price) == pytest.approx(
        1000 * 0.65 * 0.3 * 360
    )


def test_lines_are_paid_for_as_soon_as_anything_is_in_the_cloud_unless_the_quote_has_them():
    assert network.lines_in_use(np.array([0.0, 0.1]), 0.0, 0.0) == pytest.approx([0, 1])
    assert network.lines_in_use(0.5, 1.0, np.array([0.0, 0.1])) == pytest.approx([1, 0])
    assert network.private_lines(2.0, 4e6, 12.0, 1.0, 1.02) == pytest.approx(2 * 4e6 * 12 * 1.02)


def test_a_quote_adds_up_per_bed_per_user_and_lump_sum():
    assert subscription.users(30.0, 2.0, 500.0) == 1030
    assert subscription.quoted_fee(100.0, 500.0, 10.0, 1030.0, 7000.0) == 100 * 500 + 10 * 1030 + 7000


def test_the_renewal_is_counted_to_the_exact_month():
    elapsed = 12 * np.arange(6.0)
    # a term of 3.5 years from month 6 ends after month 48
    assert list(subscription.renewed_share(elapsed, 6.0, 3.5, 12.0)) == [0, 0, 0, 0, 0, 1]
    # a term of 3 years from month 6 ends in the middle of year 4
    assert list(subscription.renewed_share(elapsed, 6.0, 3.0, 12.0)) == [0, 0, 0, 0, 0.5, 1]


def test_the_price_of_a_subscription_has_its_uplift_and_one_step_at_renewal():
    level = subscription.subscription_price_level(0.03, GROWING, np.array([0, 0, 0, 0.5]), 0.2)
    assert level == pytest.approx([1, 1, 1.03, 1.03**2 * 1.1])


def test_the_set_up_fee_is_paid_once():
    begun = subscription.subscription_begun(np.array([0.0, 0.0, 0.2, 1.0]))
    assert list(subscription.setup_fee(5e6, begun)) == [0, 0, 5e6, 0]


def test_archive_and_traffic_are_billed_unless_the_quote_includes_them():
    assert cloud.billed_archive(1.0, 0.5, 1.0, 0.0) == 0.5
    assert cloud.billed_archive(1.0, 0.5, 1.0, 1.0) == 0
    assert cloud.billed_archive(1.0, 0.5, 0.0, 1.0) == 0.5
    assert cloud.billed_outbound(100.0, 1.0, 0.5, 1.0, 0.0) == 50
    assert cloud.billed_outbound(100.0, 1.0, 0.5, 1.0, 1.0) == 0
