"""Relations that hold whatever the numbers are.

Each relation is a function of an engine (document in, result out) that raises when it does not hold, so
that the same relations run on the true engine and on engines with one rule spoilt.
"""

import copy
from dataclasses import replace

import numpy as np
import pytest
from small_cases import TITLE, custom, of_archive, of_lines

from tco import units
from tco.binding import bind
from tco.case import parse_case, presets
from tco.compute import evaluate
from tco.results import Result

PRESET = presets()["kr-general-500"]
AWAY = {"title": TITLE, "price_book": "aws_seoul", "moves": ["archive"], "start": 6.0, "duration": 12.0}
PRICES = {"archive_storage.price_growth": -0.03, "cloud_price_growth": 0.01, "usd.exchange_rate_drift": 0.02}


def engine(document, faults=None):
    """The evaluated document, with the rules of some lines replaced."""
    bound = bind(parse_case(copy.deepcopy(document)))
    if faults:
        instances = {
            key: replace(each, line=replace(each.line, rule=faults[each.line.id]))
            if each.line.id in faults
            else each
            for key, each in bound.model.instances.items()
        }
        bound = replace(bound, model=replace(bound.model, instances=instances))
    return Result(bound, evaluate(bound))


def moving(**overrides):
    """A hospital whose archive may move to a price book in dollars, with a refresh and price trends."""
    return of_archive(alternatives={"away": AWAY}, **PRICES, **overrides)


def changed(document, **overrides):
    document = copy.deepcopy(document)
    given = {key.replace("__", "."): value for key, value in overrides.items()}
    document["overrides"] = document.get("overrides", {}) | given
    return document


def everything():
    """Small, but with servers, a price book, a quote, a loan, taxes and custom lines of either kind."""
    alternatives = {
        "away": AWAY | {"moves": ["archive", "compute"]},
        "quoted": {"title": TITLE, "moves": ["compute"], "start": 6.0, "duration": 12.0, "subscribed": True,
                   "quote": {"price_per_bed": 9000.0, "term": 3.0, "uplift": 0.03, "renewal_increase": 0.2}},
    }  # fmt: skip
    lines = [
        custom("fee_x", 5e6, "stay", escalation=0.05, timing="start"),
        custom("works_x", 3e7, "away", first_year=2, last_year=2, timing="middle", treatment="capital"),
    ]
    taxes = {"income_tax_rate": 0.2, "financed_share": 0.7, "count_residual": 1.0}
    machines = {"emr.machines_fixed": 40.0, "demand_growth": 0.05, "stored_data_growth": 0.1}
    return of_archive(alternatives=alternatives, **PRICES, **taxes, **machines) | {"custom_lines": lines}


def close(left, right, what=""):
    left, right = np.broadcast_arrays(left, right)
    assert left == pytest.approx(right, rel=1e-9, abs=1e-6), what


def money_in(unit):
    return dict(units.parse(unit)).get("money", 0)


def rescaled(bound, factor):
    """All inputs in money, multiplied."""
    values = bound.values()
    return {
        key: np.asarray(values[key]) * factor ** money_in(each.declaration.unit)
        if each.series is not None
        else values[key] * factor ** money_in(each.declaration.unit)
        for key, each in bound.inputs.items()
    }


def all_prices_times_k_is_money_times_k(run):
    before = run(moving())
    after = evaluate(before.bound, rescaled(before.bound, 7.0))
    for key, instance in before.bound.model.instances.items():
        if key not in ("irr", "mirr"):
            close(after[key], before.lines[key] * 7.0 ** money_in(instance.line.unit), key)


def without_prices_there_is_no_cost(run):
    bound = run(moving()).bound
    close(evaluate(bound, rescaled(bound, 0.0))["total_cash"], 0.0)


def without_a_rate_the_present_value_is_the_plain_sum(run):
    result = run(moving(discount_rate=0.0, discount_rate_is_real=0.0))
    for name in result.alternatives:
        close(result.metric(name, "present_value"), result.yearly(name, "all_costs").sum())


def a_higher_rate_never_means_a_higher_value_of_costs(run):
    values = [run(moving(discount_rate=rate, count_residual=0.0)) for rate in (0.0, 0.03, 0.1)]
    for name in values[0].alternatives:
        costs = [each.metric(name, "present_value") for each in values]
        assert costs == sorted(costs, reverse=True)
        assert costs[0] > costs[-1]


def without_escalation_a_yearly_cost_is_an_annuity(run):
    for horizon in (3, 10):
        value = run(of_lines(custom("fee_x", 100.0), horizon=horizon)).metric("other", "present_value")
        close(value, 100 * (1 - 1.1**-horizon) / 0.1)


def the_first_payment_is_not_escalated(run):
    result = run(of_lines(custom("fee_x", 100.0, escalation=0.5), rate=0.0))
    close(result.yearly("other", "custom_cash.fee_x")[:3], [0, 100, 150])
    close(
        run(moving(electricity_price=500.0, energy_price_growth=0.2)).row("stay", "energy_price_index")[:2],
        [1, 1],
    )


def what_is_paid_at_the_decision_is_not_discounted(run):
    for timing in ("start", "middle", "end"):
        line = custom("fee_x", 100.0, first_year=0, last_year=0, timing=timing)
        close(run(of_lines(line)).metric("other", "present_value"), 100)


def swapping_the_baseline_changes_the_signs(run):
    document = moving()
    there, back = run(document), run(document | {"baseline": "away"})
    for name in ("saving_total", "saving_pv", "npv"):
        close(there.metric("away", name), -back.metric("stay", name), name)
    close(there.row("away", "difference.plain"), -back.row("stay", "difference.plain"))


def identical_alternatives_differ_by_nothing(run):
    document = moving()
    document["alternatives"]["twin"] = document["alternatives"]["stay"]
    result = run(document)
    for name in ("saving_total", "saving_pv", "peak_extra_funding", "payback_years"):
        assert result.metric("twin", name) == 0, name
    for name in ("irr", "mirr", "roi", "sir", "airr"):
        assert result.metric("twin", name) is None, name


def a_dearer_price_never_makes_its_alternative_cheaper(run):
    document = moving(count_residual=0.0, **{"archive_storage.resale_factor": 0.0})
    before = run(document)
    prices = [
        each for each in before.bound.live if money_in(each.declaration.unit) == 1 and each.series is None
    ]
    values = before.bound.values()
    for each in prices:
        if each.id not in ("smallest_amount",):
            after = evaluate(before.bound, {each.id: values[each.id] * 1.5 + 1})["present_value"]
            assert (after >= before.lines["present_value"] - 1e-6).all(), each.id


def a_dearer_offer_saves_less(run):
    dear, cheap = (run(moving(**{"aws_seoul.archive_storage_price": price})) for price in (0.05, 0.02))
    assert dear.metric("away", "saving_pv") < cheap.metric("away", "saving_pv")
    assert dear.metric("stay", "present_value") == cheap.metric("stay", "present_value")


def another_year_adds_that_years_discounted_cost(run):
    for document in (moving(count_residual=0.0), of_lines(custom("fee_x", 100.0, escalation=0.1))):
        shorter, longer = (run(changed(document, horizon=float(years))) for years in (6, 7))
        for name in shorter.alternatives:
            added = longer.metric(name, "present_value") - shorter.metric(name, "present_value")
            close(added, longer.row(name, "total_discounted")[7], name)
            assert len(shorter.yearly(name, "total_cash")) == 7


def a_year_later_is_worth_a_year_less(run):
    values = [
        run(of_lines(custom("fee_x", 100.0, first_year=year, last_year=year))).metric(
            "other", "present_value"
        )
        for year in (3, 4)
    ]
    close(values[0], values[1] * 1.1)


def half_the_dollars_at_twice_the_rate_cost_the_same(run):
    before = run(moving())
    values, bound = before.bound.values(), before.bound
    halves = {
        key: np.asarray(values[key]) * 0.5 ** money_in(each.declaration.unit)
        for key, each in bound.inputs.items()
        if key.startswith("aws_seoul.")
    }
    halves = {key: value.tolist() if value.ndim else float(value) for key, value in halves.items()}
    after = evaluate(bound, halves | {"usd.exchange_rate": values["usd.exchange_rate"] * 2})
    close(after["total_cash"], before.lines["total_cash"])


def within_a_year_an_earlier_date_is_discounted_less(run):
    start, middle, end = (
        run(of_lines(custom("fee_x", 100.0, timing=timing))).metric("other", "present_value")
        for timing in ("start", "middle", "end")
    )
    close(start, end * 1.1)
    close(middle, end * 1.1**0.5)


#: Lines that are the same in nominal and in constant prices.
IN_BOTH_TERMS = ("total_discounted", "saving_discounted", "risk_discounted", "present_value",
                 "capital_value", "extra_spending", "saving_pv", "saving_pv_pct", "npv", "roi", "sir",
                 "present_value_with_risk", "difference.discounted", "cumulative.discounted")  # fmt: skip


def terms_agree(run, document):
    """Constant prices change what is shown, and no present value."""
    for real_rate in (0.0, 1.0):
        rates = {"general_inflation": 0.03, "discount_rate_is_real": real_rate}
        nominal, real = (run(changed(document, real_terms=terms, **rates)) for terms in (0.0, 1.0))
        categories = [
            f"{line}.{each}"
            for line in ("category_discounted", "category_value")
            for each in nominal.categories()
        ]
        instances = nominal.bound.model.instances
        for name in nominal.alternatives:
            for line in (*(line for line in IN_BOTH_TERMS if line in instances), *categories):
                close(real.row(name, line), nominal.row(name, line), (name, line))
            close(
                real.row(name, "cash_on_dates"),
                nominal.row(name, "cash_on_dates") / 1.03 ** (np.arange(31) / 2),
                name,
            )
            for line in ("irr", "mirr", "airr"):
                rate, above = real.metric(name, line), nominal.metric(name, line)
                assert (rate is None) == (above is None), line
                if rate is not None:
                    assert above == pytest.approx((1 + rate) * 1.03 - 1, abs=1e-8), line
            assert real.metric(name, "total_cost") < nominal.metric(name, "total_cost")


def real_and_nominal_terms_agree(run):
    terms_agree(run, everything())


def lines_are_in_the_money_of_each_year(run):
    nominal, real = (run(changed(everything(), real_terms=terms)) for terms in (0.0, 1.0))
    for key, instance in nominal.bound.model.instances.items():
        if instance.in_headline:
            close(nominal.lines[key], real.lines[key], key)


def volumes_do_not_depend_on_when_prices_begin_to_grow(run):
    later, sooner = (run(changed(everything(), escalate_in_first_year=flag)) for flag in (0.0, 1.0))
    close(later.row("stay", "demand_index.emr")[:3], [1, 1, 1.05])
    close(later.row("stay", "stored_data_index.emr")[:3], [1, 1, 1.1])
    close(later.row("stay", "wage_index")[1], 1)
    assert sooner.row("stay", "wage_index")[1] > 1
    for name in later.alternatives:
        for key, instance in later.bound.model.instances.items():
            if instance.line.id in ("machines", "bought", "required", "servers_decommissioned"):
                close(sooner.row(name, key), later.row(name, key), key)


def unrecovered_tax_is_part_of_what_is_left(run):
    plain, taxed = (
        run(changed(everything(), vat_rate=rate, vat_unrecovered_share=0.8)) for rate in (0.0, 0.1)
    )
    for name in plain.alternatives:
        assert plain.value(name, "category_value.residual") < 0
        for line in ("category_value.residual", "residual_total"):
            close(taxed.value(name, line), 1.08 * plain.value(name, line), line)


def every_server_is_in_service_or_was_taken_out(run):
    result = run(everything())
    for name in result.alternatives:
        serving, bought, out = (
            result.yearly(name, line)
            for line in ("servers_in_service", "bought.servers", "servers_decommissioned")
        )
        close(serving[0], result.row(name, "existing.servers").sum())
        close(serving, serving[0] + np.cumsum(bought) - np.cumsum(out), name)
        costs = result.yearly(name, "decommissioning") != 0
        assert list(costs) == list(out != 0), name
    assert result.yearly("stay", "servers_decommissioned")[1] > 0
    assert result.yearly("stay", "category_cash.equipment")[1] > 0


def audits_follow_the_computing_hosted(run):
    document = everything()
    document["alternatives"]["archive_only"] = AWAY
    document["overrides"]["audit_price"] = 30e6
    result = run(document)
    rows = {name: result.yearly(name, "certification_audits") for name in result.alternatives}
    assert result.yearly("archive_only", "cloud_presence")[-1] > 0
    close(rows["archive_only"], rows["stay"])
    for name in ("away", "quoted"):
        assert rows[name][-1] < rows["stay"][-1]


def a_room_that_is_not_avoidable_costs_as_it_was_laid_out(run):
    document = changed(everything(), avoidable_room_share=0.0)
    result = run(document)
    for name in result.alternatives:
        loads, load = result.yearly(name, "room_load"), result.yearly(name, "equipment_load_total.average")
        laid_out = result.row(name, "whole_load_total")[0]
        close(loads, np.maximum(load, laid_out), name)
    assert result.yearly("away", "equipment_load_total.average")[-1] < laid_out


def a_subscription_renews_a_term_after_it_starts(run):
    for start, renewed in ((6.0, [0, 0, 0, 0, 0.5, 1]), (12.0, [0, 0, 0, 0, 0, 1])):
        result = run(changed(everything(), quoted__move_start=start))
        close(result.yearly("quoted", "renewed_share")[:6], renewed)


def a_smaller_residual_value_is_not_spending(run):
    result = run(everything())
    for name in ("away", "quoted"):
        more = {
            each: result.value(name, f"category_value.{each}")
            - result.value("stay", f"category_value.{each}")
            for each in result.categories()
        }
        assert more["residual"] > 0
        more.pop("residual")
        close(result.value(name, "extra_spending"), sum(max(0, each) for each in more.values()))


def the_parts_add_up_to_the_whole(run):
    for document in (moving(), everything(), changed(everything(), real_terms=1.0)):
        parts_add_up(run(document))


def parts_add_up(result):
    real = result.bound.values()["real_terms"]
    for name in result.alternatives:
        parts = sum(result.yearly(name, f"category_cash.{each}") for each in result.categories())
        close(parts, result.yearly(name, "total_cash"))
        close(result.row(name, "all_costs"), result.row(name, "nominal_cash"))
        if not real:
            close(result.yearly(name, "all_costs"), result.yearly(name, "total_cash"))
        discounted = sum(result.yearly(name, f"category_discounted.{each}") for each in result.categories())
        close(discounted, result.yearly(name, "total_discounted"))
        close(result.row(name, "cash_on_dates").sum(), result.metric(name, "total_cost"))


RELATIONS = (
    all_prices_times_k_is_money_times_k,
    without_prices_there_is_no_cost,
    without_a_rate_the_present_value_is_the_plain_sum,
    a_higher_rate_never_means_a_higher_value_of_costs,
    without_escalation_a_yearly_cost_is_an_annuity,
    the_first_payment_is_not_escalated,
    what_is_paid_at_the_decision_is_not_discounted,
    swapping_the_baseline_changes_the_signs,
    identical_alternatives_differ_by_nothing,
    a_dearer_price_never_makes_its_alternative_cheaper,
    a_dearer_offer_saves_less,
    another_year_adds_that_years_discounted_cost,
    a_year_later_is_worth_a_year_less,
    half_the_dollars_at_twice_the_rate_cost_the_same,
    within_a_year_an_earlier_date_is_discounted_less,
    real_and_nominal_terms_agree,
    lines_are_in_the_money_of_each_year,
    volumes_do_not_depend_on_when_prices_begin_to_grow,
    unrecovered_tax_is_part_of_what_is_left,
    every_server_is_in_service_or_was_taken_out,
    audits_follow_the_computing_hosted,
    a_room_that_is_not_avoidable_costs_as_it_was_laid_out,
    a_subscription_renews_a_term_after_it_starts,
    a_smaller_residual_value_is_not_spending,
    the_parts_add_up_to_the_whole,
)
