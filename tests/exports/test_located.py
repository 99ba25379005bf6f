"""Where a number stands in the workbook, against the workbook that is really written."""

import openpyxl
import pytest

from exports.layout import Layout
from exports.located import formula_at
from tco.language import ONCE, POINTS, Call, walk


@pytest.fixture(scope="module")
def written(workbook):
    book = openpyxl.load_workbook(workbook("ko"), read_only=True)
    return {
        sheet.title: {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value}
        for sheet in book
    }


def dates(instance):
    if instance.line.axis == ONCE:
        return (0,)
    if instance.line.axis == POINTS:
        return (0, 2.5, 10)
    return (-3, 0, 4) if instance.line.history else (0, 1, 10)


@pytest.mark.parametrize("alternative", ["stay", "cloud_aws"])
def test_every_line_is_where_the_written_workbook_has_it(preset, written, alternative):
    layout, found, functions = Layout(preset), 0, set()
    for key, instance in preset.bound.model.instances.items():
        for year in dates(instance):
            place = formula_at(layout, alternative, key, year)
            if place is None:
                assert key in preset.comparative
                assert alternative == "stay"
                continue
            assert written[place.sheet][place.cell] == place.formula, (key, year)
            found += 1
        formula = instance.line.formula
        if formula is not None:
            functions |= {part.function for part in walk(formula) if isinstance(part, Call)}
    assert found > len(preset.bound.model.instances)
    assert {"tiered", "previous", "still_serving", "years_remaining", "on_date", "row_sum"} <= functions
