"""What the workloads need, above all the image archive."""

import numpy as np
import pytest

from tco.language import Row
from tco.lines import demand

YEAR = np.arange(-15.0, 16.0)


def archive(retention, growth=0.0, first=10.0):
    images = Row(first * demand.examination_index(growth, YEAR), 15)
    return demand.image_archive(images, Row(demand.images_expire(YEAR, retention), 15))


@pytest.mark.parametrize("retention", [1.0, 5.0, 10.0, 15.0])
def test_the_archive_holds_as_many_years_of_images_as_they_are_kept(retention):
    assert archive(retention) == pytest.approx(np.full(16, 10 * retention))


def test_the_archive_of_a_growing_hospital_adds_up_its_years():
    years = archive(5.0, growth=0.08)
    assert years[1] == pytest.approx(10 * sum(1.08**-back for back in range(5)))
    assert years[7] == pytest.approx(years[1] * 1.08**6)


def test_images_are_studies_by_size_and_compression():
    studies = demand.studies(0.0, 300.0, 500.0, 0.2, 1.0)
    assert studies == 30_000
    assert demand.studies(2000.0, 300.0, 0.0, 0.2, 1.5) == pytest.approx(600)
    assert demand.new_images(studies, 350.0, 0.5, 1e6) == pytest.approx(5.25)


def test_an_index_is_todays_in_years_0_and_1():
    assert demand.demand_index(0.03, np.array([0.0, 0.0, 1.0])) == pytest.approx([1, 1, 1.03])


def test_backup_is_fast_storage_with_its_history_and_a_share_of_the_archive():
    assert demand.backup_storage(40.0, 100.0, 0.1, 2.0) == pytest.approx(90)


def test_a_cloud_machine_is_priced_by_processors_or_memory_whichever_binds():
    assert list(demand.priced_processors(np.array([100.0, 100.0]), np.array([300.0, 600.0]), 4.0)) == [
        100,
        150,
    ]
