import pytest

from tco.case import parse_text, presets
from tco.case_file import to_toml
from tco.changes import load


@pytest.mark.parametrize("name", presets())
def test_a_case_file_reads_back_as_the_same_case(name):
    case = load(name)
    assert parse_text(to_toml(case)) == case


def test_changes_custom_lines_and_spending_are_kept():
    case = load("kr-general-500", ["beds=620", "naver_cloud.processor_price=40000"])
    document = case.model_dump(mode="json") | {
        "spending": {"staff": 1.2e9},
        "note": 'says "hello"\nand 안녕\\',
        "custom_lines": [{"id": "bonus", "title": {"en": "B=1", "ko": "상여"}, "alternatives": ["stay"],
                          "amount": -3.5, "escalation": [0.01, 0.02], "category": "staff"}],
        "fleets": {"servers": {"vintages": {"-2": 10, "0": 4.5}}},
    }  # fmt: skip
    case = type(case).model_validate(document)
    assert parse_text(to_toml(case)) == case
    assert parse_text(to_toml(case)).fingerprint("1", "p") == case.fingerprint("1", "p")
