import copy
import json

import pytest
from small_cases import TITLE, YEAR_END

from tco.case import parse_case, presets, read_document
from tco.changes import load
from tco.cli import main
from tco.errors import Problems, UserError
from tco.language import Category
from tco.quotes import amounts_by_scope, as_document, as_text, compare, scopes, with_quotes
from tco.quotes.scopes import REST, TAXES
from tco.results import run

PRESET = "kr-general-500"
EVERYTHING = "archive+traffic+backup+standby+operating_system+database+security+lines+migration"
VENDOR_A = ("vendor_a=price_per_bed=90000,setup_fee=5e8,term=5,uplift=0.03,includes=archive+traffic+backup,"
            "book=naver_cloud")  # fmt: skip
VENDOR_B = f"vendor_b=lump_sum=100e6,renewal_increase=0.1,includes={EVERYTHING},book=aws_seoul"


@pytest.fixture(scope="module")
def case():
    return with_quotes(load(PRESET), [VENDOR_A, VENDOR_B])


@pytest.fixture(scope="module")
def comparison(case):
    return compare(case)


def offer(comparison, name):
    return next(each for each in comparison.offers if each.id == name)


def with_fee(case, name, **fees):
    """The case with another price in one quote, and no other price in it."""
    alternative = case.alternatives[name]
    none = {"price_per_bed": 0.0, "price_per_user": 0.0, "lump_sum": 0.0}
    quote = alternative.quote.model_copy(update={**none, **fees})
    changed = alternative.model_copy(update={"quote": quote})
    return case.model_copy(update={"alternatives": {**case.alternatives, name: changed}})


@pytest.mark.parametrize("name", ["vendor_a", "vendor_b"])
def test_a_break_even_fee_put_back_makes_the_costs_equal(case, comparison, name):
    for each in offer(comparison, name).break_even:
        if each.monthly_fee is None:
            continue
        result = compare(with_fee(case, name, price_per_bed=each.per_bed)).result
        mine, other = (result.metric(one, "present_value") for one in (name, each.against))
        assert mine == pytest.approx(other, rel=1e-9)
        lump = run(with_fee(case, name, lump_sum=each.monthly_fee))
        assert lump.metric(name, "present_value") == pytest.approx(mine, rel=1e-9)


UNITS = {
    "bed": ("price_per_bed=90000", "per bed and month", "병상당 월"),
    "user": ("price_per_user=45000", "per user and month", "사용자당 월"),
    "month": ("lump_sum=45e6", "per month", "월"),
    "several": ("lump_sum=20e6,price_per_bed=50000", "per month", "월"),
}


@pytest.mark.parametrize("unit", UNITS)
def test_a_break_even_fee_is_said_in_the_quote_s_own_unit(unit):
    price, english, korean = UNITS[unit]
    case = with_quotes(load(PRESET), [f"offer={price},includes={EVERYTHING},book=naver_cloud"])
    found = compare(case)
    only = found.offers[0]
    result = found.result
    count = {"bed": result.bound.values()["beds"], "user": result.value("offer", "users")}.get(unit, 1.0)
    assert (only.unit, only.units) == (unit.replace("several", "month"), count)
    quoted = f"{only.quoted_fee / count:,.0f}"
    for language, per in (("en", english), ("ko", korean)):
        text = list(as_text(found, language))
        said = {"en": f": {quoted} KRW {per} as quoted", "ko": f"견적가 {per} {quoted} KRW"}[language]
        assert any(line.endswith(said) for line in text)
        fees = [line for line in text if "To cost as much as" in line or "비용이 같아지는" in line]
        for line, each in zip(fees, only.break_even, strict=True):
            assert each.in_unit == pytest.approx(each.monthly_fee / count)
            own, beside = f"{each.in_unit:,.0f}", f"{each.per_bed:,.0f}"
            assert (f"{own} {per}" if language == "en" else f"{per} {own}") in line
            assert beside in line
            assert "per bed" in line or "병상당" in line


def test_both_break_evens_exist_for_the_full_quote_and_none_where_free_is_too_dear(comparison):
    full = offer(comparison, "vendor_b")
    assert all(each.monthly_fee > 0 for each in full.break_even)
    partial = offer(comparison, "vendor_a").break_even[1]
    assert partial.monthly_fee is None
    assert partial.free_still_costs > 0
    free = run(with_fee(load_with_a(), "vendor_a"))
    dearer = free.metric("vendor_a", "present_value") - free.metric("stay", "present_value")
    assert partial.free_still_costs == pytest.approx(dearer, rel=1e-9)


def load_with_a():
    return with_quotes(load(PRESET), [VENDOR_A])


def test_a_twin_equals_the_alternative_written_by_hand():
    document = copy.deepcopy(presets()[PRESET])
    move = {
        "moves": ["compute", "archive", "backup"], "start": 7.0, "duration": 9.0, "overlap": 2.0,
        "price_book": "naver_cloud", "workloads": {"pacs": {"start": 20.0}},
        "overrides": {"right_sizing": 0.1},
    }  # fmt: skip
    document["alternatives"]["by_hand"] = {"title": TITLE, **copy.deepcopy(move)}
    document["alternatives"]["offer"] = {
        "title": TITLE, **move, "subscribed": True,
        "quote": {"price_per_bed": 50000.0, "includes": ["archive", "migration"]},
    }  # fmt: skip
    document["overrides"] = {"offer.cloud_waste": 0.1, "by_hand.cloud_waste": 0.1, "offer.quote_uplift": 0.01}
    document["custom_lines"] = [{"id": "extra", "title": TITLE, "amount": 1e8, "escalation": 0.02,
                                 "alternatives": ["offer", "by_hand"]}]  # fmt: skip
    found = compare(parse_case(document))
    result = found.result
    twin = found.offers[0].twin
    for metric in ("present_value", "total_cost", "peak_extra_funding"):
        assert result.metric(twin, metric) == result.metric("by_hand", metric)
    assert result.metric("offer", "present_value") != result.metric(twin, "present_value")


@pytest.mark.parametrize("name", presets())
def test_scopes_add_up_to_the_total_and_its_present_value(name):
    result = run(load(name))
    for alternative in result.alternatives:
        amounts = amounts_by_scope(result, alternative).values()
        for part, metric in (("total", "total_cost"), ("present_value", "present_value")):
            added = sum(getattr(each, part) for each in amounts)
            assert added == pytest.approx(result.metric(alternative, metric), rel=1e-9)


def test_every_cost_of_cloud_and_network_has_a_scope_of_its_own(comparison):
    instances = comparison.result.bound.model.instances
    placed = scopes(comparison.result.bound.model)
    ours = (Category.CLOUD, Category.SUBSCRIPTION, Category.NETWORK)
    assert not [key for key, scope in placed.items() if instances[key].category in ours and scope == REST]
    assert placed["migration_contingency"] == placed["training"] == "migration"
    assert placed["cloud_backup_software.emr"] == "backup"
    assert placed["cloud_retrieval.pacs"] == "archive"
    assert placed["vat_on_services"] == TAXES


def test_a_full_quote_costs_its_fee_and_nothing_beside():
    fee, beds = 1000.0, 100.0
    document = {
        "title": TITLE, "pack": "kr_2026", "baseline": "stay", "hospital": {"beds": beds},
        "workloads": {"emr": {}},
        "alternatives": {
            "stay": {"title": TITLE},
            "all_in": {"title": TITLE, "moves": ["compute", "archive", "backup", "standby"],
                       "start": 0.0, "duration": 1.0, "overlap": 0.0, "subscribed": True,
                       "quote": {"price_per_bed": fee, "setup_fee": 7000.0, "term": 4.0, "uplift": 0.0,
                                 "renewal_increase": 0.25, "includes": EVERYTHING.split("+")}},
        },
        "overrides": YEAR_END | {"horizon": 10.0, "discount_rate": 0.0},
    }  # fmt: skip
    found = compare(parse_case(document), "naver_cloud")
    only = found.offers[0]
    paid = {scope.id: scope.quoted.total for scope in only.scopes}
    years_at_first_price, years_after = 4 - 0.5 / 12, 6  # the first month fills evenly
    expected = fee * beds * 12 * (years_at_first_price + 1.25 * years_after)
    assert paid.pop("subscription_fee") == pytest.approx(expected, rel=1e-12)
    assert paid.pop("setup_fee") == 7000.0
    assert {scope for scope, amount in paid.items() if amount} <= {REST, TAXES}
    assert only.beside == ()
    assert only.quoted_fee == fee * beds
    assert (only.first_full_year, only.renewed_year) == (2, 5)
    assert only.monthly["first_full_year.fee"] == pytest.approx(fee * beds)
    assert only.monthly["after_the_term.quoted"] == pytest.approx(1.25 * fee * beds)
    assert only.price_levels[5] == pytest.approx(1.25)


def test_what_a_quote_leaves_out_is_paid_beside_it_at_the_twin_s_price(comparison):
    quote = offer(comparison, "vendor_a")
    by_id = {scope.id: scope for scope in quote.scopes}
    assert [each.id for each in quote.beside] == [
        "standby", "operating_system", "database", "security", "lines", "migration"]  # fmt: skip
    for each in quote.beside:
        assert each.quoted.present_value == pytest.approx(each.listed.present_value, rel=1e-12)
    for covered in ("computing", "archive", "backup", "traffic"):
        assert by_id[covered].status == "in the fee"
        assert by_id[covered].quoted.total == 0.0 < by_id[covered].listed.total
    assert offer(comparison, "vendor_b").beside == ()


def test_including_less_at_the_same_fee_costs_more_by_what_is_left_out(case, comparison):
    quote = case.alternatives["vendor_b"].quote
    less = quote.model_copy(update={"includes": tuple(each for each in quote.includes if each != "standby")})
    changed = case.alternatives["vendor_b"].model_copy(update={"quote": less})
    alternatives = {**case.alternatives, "vendor_b": changed}
    after = offer(compare(case.model_copy(update={"alternatives": alternatives})), "vendor_b")
    before = offer(comparison, "vendor_b")
    left_out = next(each for each in after.scopes if each.id == "standby")
    services = {each.id: each for each in after.scopes}["services"]
    assert {each.id for each in after.beside} == {"standby", "services"}
    assert left_out.quoted.total == pytest.approx(left_out.listed.total)
    assert 0 < services.quoted.total < services.listed.total
    untaxed = (sum(each.quoted.present_value for each in one.scopes if each.id != TAXES)
               for one in (before, after))  # fmt: skip
    first, second = untaxed
    extra = left_out.quoted.present_value + services.quoted.present_value
    assert second - first == pytest.approx(extra, rel=1e-9)


def test_a_step_at_renewal_is_what_it_costs_when_put_into_the_case(case, comparison):
    quote = offer(comparison, "vendor_b")
    assert quote.renewal_stated
    assert [each.increase for each in quote.renewals] == pytest.approx([0.0, 0.1, 0.3])
    assert [each.assumed for each in quote.renewals] == [True, False, True]
    for each in quote.renewals:
        price = {"renewal_increase": each.increase, "lump_sum": 100e6}
        result = run(with_fee(case, "vendor_b", **price))
        assert each.present_value == pytest.approx(result.metric("vendor_b", "present_value"), rel=1e-12)
        assert each.saving == pytest.approx(result.metric("vendor_b", "saving_pv"), rel=1e-9)
    assert not offer(comparison, "vendor_a").renewal_stated


def test_a_quote_without_beds_or_price_book_is_compared_too():
    case = load(PRESET, ["beds=0"])
    found = compare(with_quotes(case, ["small=lump_sum=1e6,includes=backup"]), "naver_cloud")
    assert found.offers[0].break_even[0].per_bed is None
    assert found.offers[0].break_even[0].monthly_fee > 0
    assert set(found.result.bound.case.alternatives["small"].moves) == {"compute", "backup"}
    assert "per month" in "\n".join(as_text(found))


def test_the_price_book_can_be_chosen(case):
    quote = offer(compare(case, "aws_seoul"), "vendor_a")
    assert quote.book == "aws_seoul"
    assert case.alternatives["vendor_a"].price_book == "naver_cloud"


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Names no price book; built up from 'naver_cloud'"), ("ko", "가격표가 지정되지 않아")],
)
def test_without_a_price_book_the_first_of_the_others_is_taken_and_said(language, words):
    case = load("kr-clinics-10")
    assert case.alternatives["subscription_example"].price_book is None
    found = compare(case)
    named = compare(case, "naver_cloud")
    assert (found.offers[0].book, found.offers[0].book_borrowed) == ("naver_cloud", True)
    assert not named.offers[0].book_borrowed
    assert found.offers[0].break_even == named.offers[0].break_even
    text = "\n".join(as_text(found, language))
    assert words in text
    assert words not in "\n".join(as_text(named, language))
    assert as_document(found)["quotes"][0]["book_borrowed"] is True


# --- What can be wrong


def problems(texts, book=""):
    with pytest.raises(Problems) as error:
        with_quotes(load(PRESET), texts, book)
    return str(error.value)


def test_all_that_is_wrong_is_said_at_once():
    message = problems(
        ["nonsense", "stay=price_per_bed=1", "Bad=price_per_bed=1",
         "x=price_per_bed=abc,includes=archiv,term=40,term=3,colour=red,book=naver,uplift"]
    )  # fmt: skip
    for part in (
        "--add nonsense: must read", "--add stay: is already an alternative", "alternatives.Bad",
        "price_per_bed: 'abc' is not a number", "'archiv' is unknown; did you mean 'archive'?",
        "alternatives.x.quote.term", "term: is given twice", "colour: is no term of a quote",
        "'naver' does not exist; did you mean 'naver_cloud'?", "uplift: must read key=value",
    ):  # fmt: skip
        assert part in message, part


def test_a_quote_needs_a_price():
    assert "give price_per_bed, price_per_user or lump_sum" in problems(["x=term=3,book=naver_cloud"])


def test_figures_that_are_no_numbers_are_refused():
    for value in ("nan", "inf", "-5", "1e999"):
        assert "x" in problems([f"x=price_per_bed={value},book=naver_cloud"])


def test_without_quotes_or_prices_the_next_step_is_named(capsys):
    with pytest.raises(UserError, match="no alternative has a quote; add one with --add"):
        compare(load(PRESET))
    alone = load(PRESET)
    alone = alone.model_copy(update={"alternatives": {"stay": alone.alternatives["stay"]}})
    with pytest.raises(Problems, match="nor has any other alternative; give --book"):
        compare(with_quotes(alone, ["x=price_per_bed=90000"]))
    with pytest.raises(Problems, match="'nver' is not a price book"):
        compare(with_quotes(load(PRESET), [VENDOR_A]), "nver")
    assert main(["quotes", PRESET]) == 2
    assert "Traceback" not in capsys.readouterr().err


# --- The command


def test_command_saves_the_quotes_and_reads_them_again(tmp_path, capsys):
    file, first, second = (tmp_path / name for name in ("quoted.toml", "first.json", "second.json"))
    added = ["--add", VENDOR_A, "--add", VENDOR_B]
    assert main(["quotes", PRESET, *added, "--write", str(file), "--json", str(first)]) == 0
    assert "Not in the quote, paid beside" in capsys.readouterr().out
    assert read_document(str(file))["alternatives"]["vendor_a"]["quote"]["setup_fee"] == 5e8
    assert main(["quotes", str(file), "--language", "ko", "--json", str(second)]) == 0
    assert "견적에 없어 따로 내는 항목" in capsys.readouterr().out
    documents = [json.loads(each.read_text(encoding="utf-8")) for each in (first, second)]
    assert documents[0]["quotes"] == documents[1]["quotes"]
    assert documents[0]["alternatives"].keys() == {
        "stay", "vendor_a", "vendor_a_listed", "vendor_b", "vendor_b_listed"}  # fmt: skip


def test_document_and_text_hold_the_same(comparison):
    document = as_document(comparison, "ko")
    assert document["quotes"][0]["beside"] == [each.id for each in comparison.offers[0].beside]
    total = comparison.result.metric("vendor_a", "present_value")
    assert document["alternatives"]["vendor_a"]["present_value"] == total
    for language in ("en", "ko"):
        assert f"{total / 1e6:,.0f}" in "\n".join(as_text(comparison, language))


def test_a_preset_with_a_quote_compares():
    names = [
        name
        for name in presets()
        if any("quote" in each for each in presets()[name]["alternatives"].values())
    ]
    for name in names:
        assert compare(load(name), "naver_cloud").offers
