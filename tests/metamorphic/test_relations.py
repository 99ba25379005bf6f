"""The relations on the true engine, and faults sown into the rules that they must find."""

import numpy as np
import pytest
from relations import RELATIONS, engine

from tco.language import maximum, minimum, previous


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda relation: relation.__name__)
def test_relation(relation):
    relation(engine)


FAULTS = {
    "off by one at the horizon": {"in_horizon": lambda horizon, year: (year < horizon) * 1.0},
    "a constant that is no price": {"purchases": lambda units, price, index: units * price * index + 1000.0},
    "the rate with the wrong sign": {"discount_factor": lambda rate, date: (1 + rate) ** date},
    "escalation a year early": {"escalation_years": lambda year, flag: maximum(0, year + flag)},
    "everything paid at the end of the year": {"payment_date": lambda year, offset: year + 0.0 * offset},
    "something paid before the decision": {"payment_date": lambda year, offset: year - offset},
    "the saving with the wrong sign": {"saving_pv": lambda baseline, own: own - baseline},
    "a saving against itself": {"saving_pv": lambda baseline, own: baseline - own + 1.0},
    "the currency forgotten": {"exchange_level": lambda rate, drift, years: 1.0 + 0 * years},
    "a price subtracted": {"data_migration": lambda data, price, index: 0 - data * price * index},
    "an exchange rate that is added": {
        "cloud_price_level": lambda rate, drift, growth, years: rate + (1 + growth) ** years
    },
    "inflation taken out twice": {
        "price_factor": lambda inflation, real, date: (1 + inflation * real) ** (-2 * date)
    },
    "inflation taken out by whole years": {
        "price_factor": lambda inflation, real, date: (1 + inflation * real) ** -np.ceil(date)
    },
    "inflation left in the categories": {"category_flow_cash": lambda flow, horizon, factor: flow * horizon},
    "inflation left in custom lines": {"custom_cash": lambda amount, horizon, factor: amount * horizon},
    "inflation left in the risks": {
        "risk_discounted": lambda costs, discount, horizon, factor: costs * discount * horizon
    },
    "constant prices in an index": {"wage_index": lambda growth, years: (1 + growth) ** years / 1.02},
    "a category counted twice": {
        "category_flow_cash": lambda flow, horizon, factor: 2 * flow * horizon * factor
    },
    "volumes a year early": {"growth_years": lambda year: maximum(0, year)},
    "what is left without its tax": {
        "residual_value": lambda last, count, left, vat: 0 - last * count * left
    },
    "nothing stands in year 0": {
        "servers_standing": lambda survivors, existing, year: 0 * survivors
    },
    "replaced servers left standing": {
        "servers_decommissioned": lambda serving, survivors: maximum(0, previous(serving) - serving)
    },
    "audits as if all had moved": {
        "certification_audits": lambda price, avoided, hosted, index, after: price * (1 - avoided) * after
    },
    "a room that grows": {"room_in_first_year": lambda load, year: load},
    "a term from the decision": {
        "renewed_share": lambda elapsed, start, term, months: (
            minimum(maximum(elapsed - term * months, 0), months) / months
        )
    },
}  # fmt: skip


def finds(relation, faults):
    try:
        relation(lambda document: engine(document, faults))
    except AssertionError:
        return True
    return False


@pytest.mark.parametrize("fault", FAULTS)
def test_a_sown_fault_is_found(fault):
    assert any(finds(relation, FAULTS[fault]) for relation in RELATIONS)
