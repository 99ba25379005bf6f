"""The page "Explain": every number with its rule, its parts and its assumptions, and the way through them."""

import html
import math
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlparse

import pytest
from app_pages import address, blocks, follow, headline, open_page, text, wait_for
from small_cases import TITLE, of_archive
from small_cases import result as small

import tco
from exports.layout import Layout
from exports.located import formula_at
from tco.explain import explain
from tco.explained import agrees, in_numbers, recomputed
from tco.results import METRICS
from tco.symmetry import rules
from tco.ui import explain_list
from tco.ui.explain_categories import BY_CATEGORY
from tco.ui.explain_page import write
from tco.ui.explain_tree import without_noise
from tco.ui.unit_text import plain_number, value_with_unit
from tco.ui.words import Words

KO, EN = Words("ko"), Words("en")
PRESET = "kr-general-500"
AWAY = {"title": TITLE, "price_book": "aws_seoul", "moves": ["archive"], "start": 7.0, "duration": 15.0}


@pytest.fixture(scope="module")
def result():
    return tco.evaluate(PRESET)


@pytest.fixture(scope="module")
def archive():
    return small(of_archive(alternatives={"away": AWAY}, income_tax_rate=0.2, financed_share=0.5))


# --- From the parts alone


def walk(evaluated, start):
    """Every number below some numbers, each once, opened one level."""
    seen, rest = set(), list(start)
    while rest:
        step = rest.pop()
        if step not in seen:
            seen.add(step)
            node = explain(evaluated, *step, depth=1)
            yield node
            rest += [(part.id, part.alternative, part.year or 0) for part in node.parts if part.input is None]


@pytest.mark.parametrize("alternative", ["cloud_aws"])
def test_every_key_figure_recomputes_all_the_way_down_to_documented_inputs(result, alternative):
    count, undefined = 0, []
    for node in walk(result, [(name, alternative, 0) for name in METRICS]):
        verdict, count = agrees(result, node), count + 1
        if verdict is None:
            undefined.append(node)
        assert verdict is not False, (node.id, node.year, node.value, recomputed(result, node))
        for part in node.parts:
            if part.input is not None:
                declared = part.input.declaration
                known = part.input.source or declared.note or part.input.fixed
                assert known or declared.kind in ("convention", "own"), part.id
    assert count > 5_000
    assert all(math.isnan(node.value) or any(math.isnan(part.value) for part in node.parts)
               for node in undefined)  # fmt: skip


def test_a_wrong_part_is_noticed(result):
    node = explain(result, "bought.servers", "stay", 5, depth=1)
    assert agrees(result, node)
    node.parts[1] = explain(result, "target.servers", "stay", 6, depth=0)
    assert agrees(result, node) is not True


def test_the_rule_with_its_numbers_can_be_typed_into_a_calculator(archive):
    checked = 0
    for key in archive.bound.model.instances:
        node = explain(archive, key, "away", 4, depth=1)
        said = in_numbers(archive, node, lambda value, _: f"({value!r})", "en")
        if not said or re.search("[a-z;\\[]", said.replace("e-", "").replace("e+", "")):
            continue
        value = eval(said.replace("×", "*").replace("÷", "/").replace("−", "-").replace("^", "**"))  # noqa: S307
        assert value == pytest.approx(node.value, rel=1e-9, abs=1e-6), key
        checked += 1
    assert checked > 100


@pytest.mark.parametrize(
    ("key", "year", "said"),
    [("bought.servers", 5, "1 × larger of (0; 45 − 36.3333)"), ("demand_index.emr", 3, "(1 + 3\u00a0%) ^ 2")],
)
def test_numbers_stand_in_the_place_of_names(result, key, year, said):
    assert in_numbers(result, explain(result, key, "stay", year, depth=1), write, "en") == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(0, "0"), (8.6666667, "8.66667"), (-1234.5678, "−1,234.57"), (4193651476.5, "4,193,651,476"),
     (1e-7, "0.0000001"), (0.1 + 0.2, "0.3"), (math.nan, "–"), (99999.96, "100,000")],
)  # fmt: skip
def test_numbers_are_never_powers_of_ten(value, said):
    assert plain_number(value) == said


def test_values_carry_their_unit():
    assert value_with_unit(-5.5e7, "money", "KRW", EN) == "−₩55,000,000"
    assert value_with_unit(8.5, "unit", "KRW", KO) == "8.5대"
    assert value_with_unit(43.07, "money/vCPU/month", "USD", KO) == "43.07달러/vCPU/월"
    assert value_with_unit(6981131.2, "money/bed", "KRW", EN) == "₩6,981,131/bed"
    assert value_with_unit(math.nan, "money", "KRW", KO) == "정의되지 않음"
    assert value_with_unit(0.5, "1", "KRW", EN) == "0.5"


# --- The list


@pytest.mark.parametrize("words", [KO, EN])
def test_the_list_has_every_line_once_key_figures_first(result, words):
    groups = explain_list.grouped(result, words)
    lines = [line for group in groups.values() for line in group]
    assert sorted(lines) == sorted(result.bound.model.instances)
    assert next(iter(groups.values())) == [name for name in METRICS if name in result.bound.model.instances]
    assert list(groups)[1] == words.category("equipment")


def test_lines_are_found_by_words_of_either_language_and_by_id(result):
    assert explain_list.search(result, "구매 서버", KO)[:1] == ["purchases.servers"] or "bought.servers" in (
        explain_list.search(result, "구매 서버", KO)
    )
    assert "bought.servers" in explain_list.search(result, "BOUGHT servers", EN)
    assert explain_list.search(result, "xyzzy", EN) == []


# --- The page


def page(**parameters):
    return open_page("explain", **parameters)


def joined(app):
    return "".join(blocks(app))


def links(app):
    found = re.findall(r'href="(explain\?[^"]+)"', joined(app))
    queries = [parse_qs(urlparse(html.unescape(href)).query) for href in found]
    return [query for query in queries if "line" in query]


def test_without_a_line_all_numbers_are_listed():
    app = page(lang="en")
    assert not app.exception
    assert headline(app) == "Any number can be opened here to how it is made."
    assert len({query["line"][0] for query in links(app)}) > 1_000
    app.text_input(key="field:explain_search").set_value("electricity used").run()
    assert {query["line"][0] for query in links(app)} >= {"electricity_used"}
    assert len(links(app)) < 10
    app.text_input(key="field:explain_search").set_value("<i>no</i>").run()
    assert "No line fits" in text(app)
    assert "<i>no" not in joined(app)


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize(
    ("line", "alternative", "year"),
    [("bought.servers", "stay", 5), ("total_cash", "cloud_ncp", 2), ("saving_pv", "cloud_ncp", None),
     ("outbound", "cloud_aws", 3), ("vintages.servers", "stay", -3), ("discount_rate_applied", "stay", None)],
)  # fmt: skip
def test_a_number_is_shown_with_rule_cell_parts_and_check(result, lang, line, alternative, year):
    when = {} if year is None else {"year": str(year)}
    app = page(lang=lang, line=line, of=alternative, **when)
    assert not app.exception
    assert not app.error
    words, node = Words(lang), explain(result, line, alternative, year or 0, language=lang, depth=1)
    assert value_with_unit(node.value, node.unit, node.currency, words).replace("\u00a0", " ") in (
        headline(app).replace("\u00a0", " ")
    )
    assert node.label in headline(app)
    shown = html.unescape(text(app))
    assert node.sentence in shown
    place = formula_at(Layout(result), alternative, line, year or 0)
    assert place.formula in shown
    assert f"{place.cell}" in shown
    value = value_with_unit(recomputed(result, node), node.unit, node.currency, words)
    assert words("explain.check_yes", value=value).replace("\u00a0", " ") in shown
    opened = {(query["line"][0], query["of"][0]) for query in links(app)}
    assert {(part.id, part.alternative) for part in node.parts if part.input is None} <= opened


def test_the_korean_page_has_no_english_sentence():
    app = page(line="cloud_computing.emr", of="cloud_aws", year="4")
    shown = re.sub(r"<code>[^<]*</code>|<small>.*?</small>|<a [^>]*target=\"_blank\".*?</a>", "", joined(app))
    shown = re.sub(r"<[^>]+>", " ", shown).replace("vCPU", "")
    assert set(re.findall(r"\b[a-z]{4,}\b", shown)) == set()


def test_an_undefined_figure_says_why(result):
    app = page(lang="en", line="payback_years", of="cloud_ncp")
    assert "not defined: never within 10 years" in headline(app)
    assert "nothing was recomputed" in text(app)
    assert "compares the baseline with itself" in text(page(lang="en", line="npv", of="stay"))


def test_what_the_address_gets_wrong_is_said():
    app = page(lang="en", line="bought.server", of="stay")
    assert "no line “bought.server”" in text(app)
    assert "bought.servers" in text(app)
    app = page(lang="en", line="bought.servers", of="<b>x</b>", year="99")
    assert "not an alternative of this case" in text(app)
    assert "no year “99”" in text(app)
    assert "<b>x</b>" not in joined(app)


def test_every_part_can_be_followed_down_to_inputs_and_back_up():
    app = page(lang="en", line="purchases.servers", of="stay", year="5")
    follow(app, line="bought.servers")
    trail = next(body for body in blocks(app) if "tco-trail" in body)
    assert "line=purchases.servers" in trail
    follow(app, line="purchases.servers")
    trail = next(body for body in blocks(app) if "tco-trail" in body)
    assert "bought" not in trail
    follow(app, line="operations_staff")
    assert "purchases" not in next(body for body in blocks(app) if "tco-trail" in body)


def test_an_assumption_is_changed_where_it_is_read_and_marked_as_yours():
    app = page(lang="en", line="cloud_computing.emr", of="cloud_aws", year="4")
    before = headline(app)
    assert "SkyPilot" in text(app)
    app.text_input(key="input:cloud_waste").set_value("10").run()
    assert headline(app) != before
    assert address(app)["cloud_waste"] == "0.1"
    assert address(app)["line"] == "cloud_computing.emr"
    assert "tco-own" in joined(app)
    app.button(key="reset:cloud_waste").click().run()
    assert headline(app) == before


def test_years_and_alternatives_lead_to_the_same_line(result):
    app = page(lang="en", line="total_cash", of="cloud_ncp", year="2")
    same = [query for query in links(app) if query["line"] == ["total_cash"]]
    assert {query["year"][0] for query in same if query["of"] == ["cloud_ncp"]} == set(map(str, result.years))
    assert {query["of"][0] for query in same} == set(result.alternatives)
    assert joined(app).count('aria-current="true"') >= 3


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_what_applies_to_one_side_only_is_shown_with_its_reason(lang):
    app = page(lang=lang, line="electricity", of="stay", year="3")
    words = Words(lang)
    assert words("explain.sides_formula") in text(app)
    app.toggle(key="field:explain_sides").set_value(True).run()
    wait_for(app, words("explain.sides_here"))
    assert not app.exception
    shown = text(app)
    assert words("explain.side_own") in shown
    assert "energy_price_growth" in shown
    assert (
        "전기요금은 자체 장비에만" if lang == "ko" else "Only own equipment has an electricity bill"
    ) in shown
    assert words("explain.sides_services", count=0).partition("0")[0] in shown
    assert ("Electricity" if lang == "en" else "전기") in shown


@pytest.mark.parametrize("name", ["explain", "sources"])
def test_the_process_that_serves_pages_does_not_search_for_what_is_one_sided(monkeypatch, name):
    def computed_here(_):
        raise AssertionError("pages would wait for this")

    monkeypatch.setattr(rules, "roles", computed_here)
    if name == "explain":
        app = page(lang="en", line="electricity", of="stay", year="3", case="kr-general-300")
        app.toggle(key="field:explain_sides").set_value(True).run()
        wait_for(app, EN("explain.sides_here"))
    else:
        app = open_page("sources", lang="en", case="us-community-200")
        app.button_group(key="sources_part").set_value("symmetry").run()
        wait_for(app, EN("sources.column.other_side"))
    assert not app.exception


@pytest.mark.parametrize("line", ["present_value", "total_discounted", "total_cash"])
def test_a_total_shows_its_categories_first_and_they_make_it_up(result, line):
    app = page(lang="en", line=line, of="cloud_ncp", **({} if line == "present_value" else {"year": "2"}))
    shown = joined(app)
    name = BY_CATEGORY[line]
    assert shown.index(f"line={name}.") < shown.index(f"<h2>{EN('explain.parts')}")
    listed = {query["line"][0] for query in links(app) if query["line"][0].startswith(f"{name}.")}
    year = 0 if line == "present_value" else 2
    parts = [explain(result, each, "cloud_ncp", year, depth=0).value for each in listed]
    assert math.fsum(parts) == pytest.approx(explain(result, line, "cloud_ncp", year, depth=0).value)
    assert 0 not in parts
    follow(app, line=f"{name}.cloud")
    assert f"line={line}&" in html.unescape(next(body for body in blocks(app) if "tco-trail" in body))


def test_a_rule_whose_numbers_are_the_value_itself_is_not_written_as_an_equation():
    assert EN("explain.numbers") not in text(page(lang="en", line="present_value", of="cloud_ncp"))
    assert EN("explain.numbers") in text(page(lang="en", line="bought.servers", of="stay", year="5"))


def test_what_two_sums_that_cancel_leave_behind_is_a_zero(result):
    node = explain(result, "total_discounted", "cloud_ncp", 2, depth=1)
    largest = max(abs(part.value) for part in node.parts)
    dust = replace(node.parts[0], value=-largest * 1e-15)
    cleaned = without_noise(replace(node, parts=[*node.parts, dust], zeros=1), result)
    assert (cleaned.parts, cleaned.zeros) == (node.parts, 2)
    assert agrees(result, cleaned)


def test_key_figures_that_are_years_say_so(result):
    node = explain(result, "peak_extra_funding_date", "cloud_ncp", depth=0)
    assert explain_list._said(replace(node, value=9.5), EN) == "year 10"
    assert explain_list._said(replace(node, value=0.0), EN) == "–"
    node = replace(node, id="payback_years", value=0.9)
    assert explain_list._said(node, EN) == "0.9 years"
    assert explain_list._said(node, KO) == "0.9년"
