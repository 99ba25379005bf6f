"""Relations over random custom lines."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from relations import close, engine
from small_cases import TITLE, of_lines

one_line = st.builds(
    lambda amount, first, last, escalation, timing, capital, vat, owner: {
        "title": TITLE, "alternatives": [owner], "amount": float(amount), "first_year": min(first, last),
        "last_year": max(first, last), "escalation": escalation, "timing": timing, "vat": vat,
        "treatment": "capital" if capital else "expense",
    },
    st.integers(-5000, 5000), st.integers(0, 12), st.integers(0, 12), st.sampled_from([0.0, 0.04, -0.1]),
    st.sampled_from(["start", "middle", "end", "default"]), st.booleans(), st.booleans(),
    st.sampled_from(["base", "other"]),
)  # fmt: skip
some_lines = st.lists(one_line, min_size=1, max_size=5)
TAXES = {"vat_rate": 0.1, "vat_unrecovered_share": 0.8, "income_tax_rate": 0.2}


def values_of(lines):
    document = of_lines(*[line | {"id": f"line_{at}_x"} for at, line in enumerate(lines)], horizon=8, **TAXES)
    result = engine(document)
    return np.array([result.row(name, "total_cash") for name in result.alternatives])


@settings(max_examples=15, deadline=None)
@given(some_lines)
def test_a_line_split_into_halves_costs_the_same(lines):
    halves = [line | {"amount": line["amount"] / 2} for line in lines for _ in range(2)]
    close(values_of(halves), values_of(lines))


@settings(max_examples=15, deadline=None)
@given(some_lines, one_line)
def test_a_line_of_nothing_changes_nothing(lines, other):
    close(values_of([*lines, other | {"amount": 0.0}]), values_of(lines))


@settings(max_examples=15, deadline=None)
@given(some_lines, st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(lines, random):
    shuffled = list(lines)
    random.shuffle(shuffled)
    close(values_of(shuffled), values_of(lines))
