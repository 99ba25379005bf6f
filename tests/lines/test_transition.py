"""One-off costs of moving, and of leaving again."""

import numpy as np
import pytest

from tco.lines import placement, transition


def test_a_share_is_moved_once():
    moved = transition.moved_in_year(np.array([0.0, 1 / 3, 1.0, 1.0]))
    assert moved == pytest.approx([0, 1 / 3, 2 / 3, 0])


def test_a_quote_that_includes_the_migration_spares_its_workloads():
    assert transition.migration_share(0.5, 1.0, 1.0) == 0.0
    assert transition.migration_share(0.5, 1.0, 0.0) == 0.5
    assert transition.migration_share(0.5, 0.0, 1.0) == 0.5


def test_databases_go_with_computing_and_the_archive_for_itself():
    assert transition.data_moved(10.0, 1.0, 100.0, 0.0, 0.5) == 5.0
    assert transition.data_moved(10.0, 0.0, 100.0, 1.0, 0.5) == 50.0


def test_the_project_follows_the_share_moved_and_is_nothing_without_machines():
    assert transition.migration_project(50.0, 200.0, 232e6, 1.0) == 58e6
    assert transition.migration_project(np.array([0.0]), np.array([0.0]), 232e6, 1.0) == 0.0
    assert transition.training(np.array([0.0]), np.array([0.0]), 2e6, 6.0, 1.0) == 0.0


def test_contracts_end_with_what_they_serve_even_where_the_quote_includes_the_migration():
    leaving = transition.machines_leaving(80.0, 1.0, 0.0, 0.0, 0.0, 0.5)
    assert transition.contract_termination(leaving, 80.0, 10e6) == 5e6


def test_contingency_is_on_everything_that_can_overrun():
    assert transition.migration_contingency(100.0, 0.2, 0.0, 0.45) == 20.0


def test_the_optimism_bias_takes_the_place_of_a_smaller_contingency_where_it_is_applied():
    assert transition.migration_contingency(1000.0, 0.2, 1.0, 0.45) == pytest.approx(450)
    assert transition.migration_contingency(1000.0, 0.5, 1.0, 0.45) == pytest.approx(500)
    assert placement.duration_of_move(12.0, 1.0, 0.25) == 15
    assert placement.duration_of_move(12.0, 0.0, 0.25) == 12


def test_leaving_takes_out_all_data_at_list_price_unless_the_provider_waives_it():
    price = transition.leaving_price_per_terabyte(0.126, 0.0, 1000.0, 1300.0, 1e6, 1.1)
    assert price == pytest.approx(0.126 * 1000 * 1300 + 1.1e6)
    waived = transition.leaving_price_per_terabyte(0.126, 1.0, 1000.0, 1300.0, 1e6, 1.1)
    assert waived == pytest.approx(1.1e6)
    assert list(transition.cost_to_leave(np.array([0.0, 1.0]), 50.0, 1e6, 3e6)) == [0, 53e6]
