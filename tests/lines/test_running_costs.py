"""Software, facilities, security, risk and carbon: what runs on own servers and what runs in a cloud."""

import numpy as np
import pytest

from tco.lines import carbon, equipment, facilities, risk, security, software, staff, subscription

# --- Software ----------------------------------------------------------------------------------------------


def test_virtualisation_is_paid_per_core_of_every_own_server():
    assert software.virtualisation_licences(20.0, 32.0, 180_000.0, 1.03, 1.0) == pytest.approx(
        20 * 32 * 180_000 * 1.03
    )
    assert software.virtualisation_licences(20.0, 32.0, 180_000.0, 1.0, 0.0) == 0


def test_licences_per_machine_cost_the_same_on_either_side():
    own = software.operating_system_licences(50.0, 120_000.0, 1.03, 1.0)
    assert own == software.cloud_operating_system_licences(50.0, 0.0, 0.0, 120_000.0, 1.03)
    own = software.backup_software(50.0, 200_000.0, 1.03, 1.0)
    assert own == software.cloud_backup_software(50.0, 0.0, 0.0, 200_000.0, 1.03)
    own = security.security_tools(50.0, 150_000.0, 1.02, 1.0)
    assert own == security.cloud_security_tools(50.0, 0.0, 0.0, 150_000.0, 1.02)


@pytest.mark.parametrize(
    "rule",
    [
        software.cloud_operating_system_licences,
        software.cloud_database_support,
        software.cloud_backup_software,
        security.cloud_security_tools,
    ],
)
def test_a_quote_spares_only_what_it_includes_for_whom_it_covers(rule):
    assert rule(50.0, 1.0, 1.0, 100.0, 1.1) == 0
    assert rule(50.0, 1.0, 0.0, 100.0, 1.1) == pytest.approx(5500)
    assert rule(50.0, 0.0, 1.0, 100.0, 1.1) == pytest.approx(5500)


def test_databases_are_supported_where_they_run_and_in_both_places_during_the_overlap():
    needed = software.database_licences_needed(4.0, 0.024, 500.0, 1.5, 1.0)
    assert needed == pytest.approx(24)
    needed = 24.0
    assert software.database_support(needed, 1.0, 0.25, 1000.0, 1.0) == 18_000
    assert software.database_support(needed, 0.0, 0.25, 1000.0, 1.0) == 24_000
    assert software.cloud_database_licences(needed, 1.0, 0.5, 2.0) == 24


def test_applications_are_the_same_on_both_sides_unless_a_quote_includes_them():
    today = software.application_licences_today(2e6, 1.5e6, 500.0)
    assert today == pytest.approx(2e6 + 1.5e6 * 500)
    assert software.application_licences(today, 1.0, 1.03, 0.0) == pytest.approx(752e6 * 1.03)
    assert software.application_licences(today, 1.0, 1.0, 0.25) == pytest.approx(752e6 * 0.75)
    assert software.application_share_included(0.5, 1.0) == 0.5
    assert software.application_share_included(0.5, 0.0) == 0


# --- Facilities --------------------------------------------------------------------------------------------


def test_installation_is_a_share_of_what_is_bought_in_the_year():
    assert list(equipment.installation(np.array([0.0, 1000.0, 0.0]), 0.05)) == [0, 50, 0]


def test_electricity_is_the_average_load_with_cooling_all_year():
    used = facilities.electricity_used(10.0, 1.9, 8760.0, 1.0)
    assert used == pytest.approx(166_440)
    assert facilities.electricity(used, 175.0, 1.03) == pytest.approx(166_440 * 175 * 1.03)
    assert facilities.demand_charge(10.0, 1.9, 8000.0, 12.0, 1.0, 1.0) == pytest.approx(19 * 8000 * 12)


def test_only_the_avoidable_share_of_a_room_follows_the_load():
    assert facilities.room_load(4.0, 10.0, 0.5) == 7
    assert facilities.room_load(4.0, 10.0, 1.0) == 4
    assert facilities.room_load(4.0, 10.0, 0.0) == 10
    assert facilities.room_load(12.0, 10.0, 0.5) == 12
    assert facilities.room(7.0, 100_000.0, 12.0, 1.02, 1.0) == pytest.approx(7 * 1.2e6 * 1.02)


def test_the_room_was_laid_out_for_the_equipment_of_year_0():
    first = facilities.room_in_first_year(np.array([10.0, 11.0, 12.0]), np.arange(3.0))
    assert list(first) == [10, 0, 0]
    assert facilities.room_laid_out(first) == 10


def test_the_room_was_laid_out_for_production_standby_and_network():
    whole = facilities.whole_required(20.0, 13.0)
    assert facilities.whole_load(whole, 200.0, 1000.0) == pytest.approx(6.6)
    racks = facilities.whole_racks(32.0, 16.0, 100.0, 200.0, 100.0, 400.0)
    assert racks == pytest.approx(3)
    assert facilities.whole_network_load(racks, 400.0, 1000.0) == pytest.approx(1.2)


def test_standby_stands_at_the_second_site():
    load = facilities.standby_load(13.0, 0.5, 200.0, 1000.0)
    assert load == pytest.approx(1.3)
    assert facilities.standby_site(load, 300_000.0, 12.0, 1.0, 1.0) == pytest.approx(1.3 * 3.6e6)


# --- Security, staff, risk, carbon -------------------------------------------------------------------------


def test_moving_shrinks_the_audit_but_does_not_remove_it():
    assert security.certification_audits(30e6, 0.2, 0.5, 1.02, 1.0) == pytest.approx(30e6 * 0.9 * 1.02)
    assert security.certification_audits(30e6, 0.2, 0.0, 1.0, 0.0) == 0


def test_somebody_manages_the_provider_and_watches_its_bill():
    people = staff.cloud_staff(0.1, 0.0008, 0.05, 0.0004, 500.0)
    assert people == pytest.approx(0.75)
    assert staff.cloud_roles(0.75, 0.5, 100e6, 1.04) == pytest.approx(0.75 * 0.5 * 100e6 * 1.04)
    assert staff.cloud_presence(25.0, 100.0) == 0.25


def test_each_side_fails_by_the_share_it_hosts():
    assert risk.hosted_share(25.0, 100.0) == 0.25
    hours = risk.downtime_hours(0.25, 0.5, 4.0, 2.0, 1.0, 1.0)
    assert hours == pytest.approx(0.75 * 0.5 * 4 + 0.25 * 2 * 1)
    assert risk.downtime_cost(hours, 0.0, 1000.0, 500.0, 1.02) == pytest.approx(2 * 1000 * 500 * 1.02)
    assert risk.downtime_cost(hours, 700.0, 1000.0, 0.0, 1.0) == pytest.approx(2 * 700)


def test_a_breach_is_as_likely_on_either_side_unless_said_otherwise():
    assert risk.breach_cost(0.025, 3e9, 0.7, 1.0, 1.0, 1.0) == pytest.approx(75e6)
    assert risk.breach_cost(0.025, 3e9, 0.5, 1.5, 1.0, 1.0) == pytest.approx(75e6 * 1.25)


def test_carbon_is_electricity_at_the_grids_factor_and_the_making_of_servers():
    assert carbon.own_carbon(1000.0, 0.45) == 450
    assert carbon.cloud_processors(100.0, 1.0, 0.5) == 50
    assert carbon.cloud_carbon(50.0, 4.0, 1.3, 8760.0, 1000.0, 0.45) == pytest.approx(0.2 * 1.3 * 8760 * 0.45)
    assert carbon.embodied_carbon(5.0, 1300.0) == 6500


def test_machines_of_a_quote_are_billed_as_they_go_live():
    machines = subscription.subscribed_machines(80.0, 1.0)
    assert subscription.subscribed_machines_moved(machines, 0.25) == 20
    assert subscription.subscription_share(20.0, 80.0) == 0.25
    assert subscription.subscription_share(0.0, 0.0) == 0
    assert subscription.subscription_fee(5e6, 12.0, 0.25, 1.03) == pytest.approx(15.45e6)
