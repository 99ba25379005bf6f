"""The page "Year by year": its sentences against the lines, its tables, its links and its file."""

import csv
import html
import io
import re
from urllib.parse import parse_qs, urlparse

import numpy as np
import pytest
from app_pages import address, blocks, headline, open_page, text

import tco
from exports.csv_text import as_csv, harmless
from tco import peak_years
from tco.amounts import money, number
from tco.case import parse_case
from tco.differences import Terms
from tco.results import run
from tco.ui import charts, frames, years_frames, years_table, years_text
from tco.ui.explain_links import Links
from tco.ui.words import Words
from tco.ui.years_frames import PHYSICAL

KO, EN = Words("ko"), Words("en")
PRESET = "kr-general-500"
ALTERNATIVES = ("stay", "cloud_ncp", "cloud_aws", "hybrid", "stay_longer")


@pytest.fixture(scope="module")
def result():
    return tco.evaluate(PRESET)


# --- What the years show


@pytest.mark.parametrize("words", [KO, EN])
def test_the_headline_names_both_years_and_why(result, words):
    peaks = [peak_years.peak(result, name) for name in ("stay", "cloud_ncp")]
    said = years_text.headline(result, peaks, words)
    for each in peaks:
        assert result.title(each.alternative, words.language) in said
        assert re.search(rf"\b{each.year}(년 차| \()", said)
        assert words.category(each.cause) in said
    assert "cloud" not in years_text.headline(result, peaks[:1], words).lower()


def test_years_that_are_alike_are_not_said_to_stand_out(result):
    flat = peak_years.Peak("stay", 3, 1e9, "staff", 1e6, False)
    assert "no year stands out" in years_text.headline(result, [flat], EN)
    assert EN.category("staff") not in years_text.peak_text(result, flat, "KRW", EN)


@pytest.mark.parametrize("words", [KO, EN])
def test_the_message_of_the_columns_is_the_highest_column(result, words):
    frame = frames.yearly_groups(result, list(result.alternatives), words)
    sums = frame.groupby(["alternative", "year"])["amount"].sum()
    alternative, year = sums.idxmax()
    said = years_text.highest([peak_years.peak(result, name) for name in result.alternatives],
                              result, "KRW", words)  # fmt: skip
    assert result.title(alternative, words.language) in said
    assert money(sums.max(), "KRW", words.language, digits=3) in said
    assert str(frames.first_calendar_year(result) + year) in said


@pytest.mark.parametrize("alternative", ALTERNATIVES)
def test_waves_are_marked_in_their_years_with_their_servers(result, alternative):
    marks = peak_years.bulk_purchases(result, alternative)
    bought = result.yearly(alternative, "bought.servers")
    assert marks
    assert all(count == bought[year] > 0 for year, count in marks)
    frame = frames.yearly_groups(result, list(result.alternatives), KO)
    part = frame[frame["alternative"] == alternative]
    part.attrs = frame.attrs
    span = charts.stack_span(frame)
    figure = years_text.columns(part, marks, span, 2026, "KRW", KO)
    assert [(each.x, each.text) for each in figure.layout.annotations] == [
        (year, KO("years.wave", count=number(count, 2))) for year, count in marks
    ]
    assert figure.layout.yaxis.range[1] * 1e8 > span[1] * 1.1
    assert figure.title == "연간 현금, 억\u00a0원, 명목, 2026~2036"


def test_the_page_shows_the_title_of_every_picture_once_for_each():
    app = open_page("years", lang="en")
    shown = [body for body in blocks(app) if "tco-chart-title" in body]
    assert len(shown) == len(ALTERNATIVES)
    assert all(">Yearly cash, ₩" in body for body in shown)


# --- The tables


@pytest.mark.parametrize("changes", [[], ["real_terms=1"], ["real_terms=1", "financed_share=1"]])
@pytest.mark.parametrize("view", ["cash", "present", "profit"])
@pytest.mark.parametrize("difference", [False, True])
def test_an_opened_category_adds_up_in_every_year(changes, view, difference):
    result = tco.evaluate(PRESET, changes)
    frame = years_frames.year_table(Terms(result, "cloud_ncp", difference), view, EN)
    years, opened = [*result.years, "sum"], 0
    for _, part in frame.groupby((frame["level"] != 2).cumsum()):
        lines = part[part["level"] == 2]
        if part["level"].iloc[0] == 1 and len(lines):
            own = part[years].iloc[0].to_numpy(dtype=float)
            assert lines[years].sum().to_numpy() == pytest.approx(own, abs=1e-2, rel=1e-9)
            opened += 1
    assert opened > (2 if view == "profit" else 6)


@pytest.mark.parametrize("view", years_frames.VIEWS)
def test_totals_are_lines_of_the_model(result, view):
    frame = years_frames.year_table(Terms(result, "cloud_aws"), view, EN)
    for _, row in frame[frame["level"] < 2].iterrows():
        assert list(row[result.years]) == pytest.approx(list(result.yearly("cloud_aws", row["line"])))
    metric = {"cash": "total_cost", "present": "present_value"}.get(view)
    if metric:
        assert frame["sum"].iloc[-1] == pytest.approx(result.metric("cloud_aws", metric))


def test_quantities_are_counted_in_units_and_only_flows_are_added_up(result):
    instances = result.bound.model.instances
    frame = years_frames.physical_table(Terms(result, "cloud_ncp"), KO)
    assert list(dict.fromkeys(frame["group"])) == [each for each in PHYSICAL if each in set(frame["group"])]
    for _, row in frame.iterrows():
        unit = instances[row["line"]].line.unit
        assert row["unit"] == unit
        assert "money" not in unit
        assert unit != "1"
        flow = instances[row["line"]].line.id in years_frames.FLOWS
        assert np.isnan(row["sum"]) != flow
        shown, line = np.array(row[result.years], dtype=float), result.yearly("cloud_ncp", row["line"])
        assert ((shown == line) | (shown == 0)).all()
    assert {"bought.servers", "required.servers.year_end", "electricity_used", "operations_staff"} <= set(
        frame["line"]
    )
    assert "cloud_staff" not in set(years_frames.physical_table(Terms(result, "stay"), KO)["line"])


def test_every_chosen_quantity_exists_in_the_model(result):
    for lines in PHYSICAL.values():
        for line, moment, needed in lines:
            found = result.bound.model.of_line(line)
            assert found, line
            assert not moment or any(each.keys.get("moment") == moment for each in found)
            assert not needed or needed in result.bound.model.instances


# --- The page


def page(**parameters):
    return open_page("years", **parameters)


@pytest.fixture(scope="module")
def korean():
    return page()


def links(app):
    found = re.findall(r'href="(explain\?[^"]+)"[^>]*>([^<]+)</a>', "".join(blocks(app)))
    return [(parse_qs(urlparse(html.unescape(href)).query), said) for href, said in found]


def test_the_page_opens_with_the_sentence_and_every_number_opens_its_line(korean, result):
    assert not korean.exception
    peaks = [peak_years.peak(result, name) for name in ("stay", "cloud_ncp")]
    assert headline(korean) == years_text.headline(result, peaks, KO).replace("**", "")
    found = links(korean)
    assert len(found) > 500
    for query, said in found:
        line, alternative = query["line"][0], query["of"][0]
        assert alternative in ("stay", "cloud_ncp")
        assert line in result.bound.model.instances
        if line == "total_cash":
            value = result.yearly(alternative, line)[int(query["year"][0])]
            assert said == f"{round(value / 1e6):,}"
    assert {query["line"][0] for query, _ in found} > {"category_cash.staff", "total_cash", "total_cost",
                                                      "bought.servers", "purchases.servers"}  # fmt: skip


def test_no_english_on_the_korean_page(korean):
    visible = re.sub(r"vCPU|kgCO2e|Mbit|kWh|month", "", text(korean))
    assert set(re.findall(r"\b[a-z]{4,}\b", visible)) == set()
    assert [each.label for each in korean.toggle if not re.search("[가-힣]", each.label)] == []


def test_every_alternative_has_its_columns_with_message_and_text(korean, result):
    pictures = [each.proto for each in korean.get("plotly_chart")]
    assert len(pictures) == len(result.alternatives)
    for name, each in zip(result.alternatives, pictures, strict=True):
        assert result.title(name, "ko") in each.alt
        peak = peak_years.peak(result, name)
        said = years_text.peak_text(result, peak, "KRW", KO)
        assert said.replace("\u00a0", " ") in text(korean).replace("\u00a0", " ")


def test_what_is_shown_stands_in_the_address():
    app = page(lang="en")
    app.button_group(key="field:years_view").set_value("profit").run()
    app.toggle(key="field:years_difference").set_value(True).run()
    app.button_group(key="field:years_of").set_value(["stay", "hybrid"]).run()
    assert address(app)["view"] == "profit-difference"
    assert address(app)["of"] == "stay,hybrid"
    assert "Archive, backup and standby to the cloud − Keep and refresh own servers" in text(app)
    again = page(**{key.replace(".", "__"): value for key, value in address(app).items()})
    assert text(again) == text(app)


def test_an_alternative_that_is_not_there_is_said_and_nothing_chosen_shows_the_pair():
    app = page(lang="en", of="stay,<b>moon</b>", view="nonsense")
    assert not app.exception
    assert "is not an alternative of this case" in text(app)
    assert "<b>moon</b>" not in "".join(blocks(app))
    app.button_group(key="field:years_of").set_value([]).run()
    assert not app.exception
    assert "Move everything to Naver Cloud, list prices · Cash" in text(app)


def test_a_case_of_lines_alone_has_no_quantities():
    from small_cases import custom, of_lines

    found = run(parse_case(of_lines(custom("fee_x", 400.0, "base"), custom("rent_x", 100.0, "other"))))
    assert years_frames.physical_table(Terms(found, "base"), EN).empty
    assert peak_years.bulk_purchases(found, "base") == []


# --- The file


def test_a_text_that_looks_like_a_formula_is_no_formula_and_a_negative_amount_stays_a_number():
    for sign in ("=", "+", "-", "@", "\t", "\r", "\0"):
        assert harmless(f"{sign}1+1").startswith("'")
    assert harmless(-3.5) == -3.5
    shown = [years_table.full(each) for each in ("=HYPERLINK(1)", -2.0, float("nan"), 0.1)]
    content = as_csv(["a"], [shown])
    (row,) = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1:]
    assert row == ["'=HYPERLINK(1)", "-2", "", "0.1"]


def test_the_file_holds_what_the_screen_shows_in_full(result):
    from types import SimpleNamespace

    from tco.ui.years_page import Asked, csv_of

    view = SimpleNamespace(result=result, words=EN, currency="KRW", baseline="stay",
                           title=lambda name: f"={result.title(name, 'en')}")  # fmt: skip
    content = csv_of(view, Asked("cash", False, ("stay", "cloud_ncp"))).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    totals = [row for row in rows if row["Line (model)"] == "total_cash"]
    assert len(totals) == 2
    assert all(row["Alternative"].startswith("'=") for row in rows)
    assert float(totals[1]["Sum"]) == pytest.approx(result.metric("cloud_ncp", "total_cost"))
    assert any(row["Unit"] == "FTE" for row in rows)


def test_links_get_scarce_where_they_are_long(result):
    frame = years_frames.year_table(Terms(result, "stay"), "cash", EN)
    header = ["Item", *map(str, result.years), "Sum"]
    for base, rows in (("explain?a=b", False), ("explain?a=" + "b" * 2000, True)):
        sheet = years_table.Sheet(
            "stay", "**<b>**", "", Links(base), years_table.money_cells(1e6, False), "open", "skip"
        )
        made = years_table.year_table(frame, header, sheet)
        assert ("open</a>" in made) == rows
        assert "<b>" not in made.replace("<b></b>", "")
        if rows:
            assert made.count('class="tco-open') == len(frame)
