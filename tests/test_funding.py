"""The same equipment bought, on a loan, or leased: what is paid, what is shown, and what it is worth."""

import numpy as np
import pytest
from small_cases import of_archive, of_lines

from tco.case import parse_case
from tco.errors import UserError
from tco.funding import compare
from tco.results import run


def funded(**overrides):
    """The ways by id, for thirty units that are replaced every four years."""
    found = compare(run(parse_case(of_archive(**overrides))))
    return found, {way.id: way for way in found.ways}


def test_each_way_is_the_case_with_that_way_chosen():
    _, ways = funded(loan_rate=0.05, lease_rate=0.07, lease_balloon=0.1)
    for way, chosen in (
        ("buying", {}),
        ("loan", {"financed_share": 1.0}),
        ("lease", {"leased_share": 1.0}),
        ("rental", {"leased_share": 1.0, "lease_on_balance_sheet": 0.0}),
    ):
        rates = {"loan_rate": 0.05, "lease_rate": 0.07, "lease_balloon": 0.1}
        result = run(parse_case(of_archive(**rates, **chosen)))
        assert ways[way].present_value == pytest.approx(result.value("stay", "present_value"), rel=1e-12)
        assert ways[way].rows["cash"] == pytest.approx(list(result.yearly("stay", "total_cash")))


def test_what_the_case_itself_chose_does_not_matter():
    plain, _ = funded()
    chosen, _ = funded(financed_share=0.3, leased_share=0.5)
    assert chosen.document()["ways"] == plain.document()["ways"]


def test_money_at_the_discount_rate_costs_nothing():
    """At the rate of discount a loan or lease moves no present value, whatever its term and last amount."""
    found, _ = funded(discount_rate=0.06, loan_term=3.0, lease_term=4.0, lease_balloon=0.3)
    rate = found.discount_rate
    _, ways = funded(
        discount_rate=0.06, loan_rate=rate, lease_rate=rate, loan_term=3.0, lease_term=4.0, lease_balloon=0.3
    )
    for way in ("loan", "lease", "rental"):
        assert ways[way].present_value == pytest.approx(ways["buying"].present_value, rel=1e-9)


def test_all_ways_cost_the_equipment_and_their_interest():
    _, ways = funded()
    for way in ways.values():
        interest = sum(way.rows["interest"])
        assert way.total_cost - interest == pytest.approx(ways["buying"].total_cost)
        assert sum(way.rows["profit_and_loss"]) - interest == pytest.approx(
            sum(ways["buying"].rows["profit_and_loss"])
        )


def test_off_the_balance_sheet_no_capital_is_asked_for_and_rents_are_running_costs():
    _, ways = funded()
    assert np.allclose(ways["rental"].rows["capital_budget"], 0.0)
    more = sum(ways["rental"].rows["running_budget"]) - sum(ways["buying"].rows["running_budget"])
    assert more == pytest.approx(sum(ways["rental"].rows["payments"]))
    assert ways["lease"].rows["capital_budget"] == pytest.approx(ways["buying"].rows["capital_budget"])


def test_the_sentence_says_who_pays_more():
    dear, _ = funded(loan_rate=0.2, lease_rate=0.2)
    cheap, _ = funded(loan_rate=0.001, lease_rate=0.001)
    assert all(" more than buying" in line for line in list(dear.lines())[-3:])
    assert all(" less than buying" in line for line in list(cheap.lines())[-3:])
    assert all("큽니다" in line for line in list(dear.lines("ko"))[-3:])


def test_every_figure_of_the_document_has_a_unit():
    document = funded()[0].document()
    keys = {"discount_rate", *document["terms"], *document["ways"][0]} - {"id", "title"}
    assert document["units"].keys() == keys
    assert document["units"]["cash"] == document["units"]["total_cost"] == "money"
    assert document["units"]["discount_rate"] == document["units"]["loan_rate"] == "1"


def test_what_cannot_be_financed_is_refused():
    with pytest.raises(UserError, match="did you mean 'stay'"):
        compare(run(parse_case(of_archive())), "stey")
    lines = run(parse_case(of_lines({"id": "rent_x", "title": {"en": "R", "ko": "임"}, "amount": 1.0,
                                     "alternatives": ["other"]})))  # fmt: skip
    with pytest.raises(UserError, match="no own equipment"):
        compare(lines)
