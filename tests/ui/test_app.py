"""The page as a visitor drives it, without a browser."""

import re
from types import SimpleNamespace

import pytest
from app_pages import address, blocks, follow, headline, open_page, text, type_in, wait_for
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

import tco
from tco.amounts import money
from tco.case import presets
from tco.edits import packed, unpacked
from tco.ui import sentences, view
from tco.ui.address import read_address
from tco.ui.facts import read
from tco.ui.words import Words


def page(**parameters):
    return open_page("answer", **parameters)


def expected(changes=(), alternative="cloud_ncp", language="ko"):
    found = read(tco.evaluate("kr-general-500", changes), alternative, language)
    return sentences.headline(found, Words(language)).replace("**", "")


@pytest.fixture(scope="module")
def fresh():
    return page()


def test_the_first_screen_answers_in_korean(fresh):
    assert not fresh.exception
    assert headline(fresh) == expected()
    scripts = [each.proto.body for each in fresh.get("html") if each.proto.body.startswith("<script")]
    assert len(scripts) == 1
    assert "document.documentElement.lang = 'ko'" in scripts[0]


def test_no_english_sentence_on_the_korean_page(fresh):
    words = set(re.findall(r"\b[a-z]{4,}\b", text(fresh)))
    assert words == set()
    labels = [
        each.label for each in [*fresh.number_input, *fresh.selectbox, *fresh.text_input, *fresh.toggle]
    ]
    assert [each for each in labels if not re.search("[가-힣]", each)] == []


def test_every_picture_has_a_text_for_those_who_do_not_see_it(fresh):
    pictures = [each.proto for each in fresh.get("plotly_chart")]
    assert len(pictures) == 2
    assert all(len(each.alt) > 40 for each in pictures)


def test_the_english_page_says_the_same(fresh):
    app = page(lang="en")
    assert headline(app) == expected(language="en")
    assert not re.search("[가-힣]", text(app).replace("한국어", ""))
    assert address(app)["check"] == address(fresh)["check"]


def test_changing_an_input_changes_the_answer_and_the_address():
    app = page()
    type_in(app, "beds", 800)
    assert headline(app) == expected(["beds=800"])
    assert address(app)["beds"] == "800"
    app.button(key="reset:beds").click().run()
    assert headline(app) == expected()
    assert "beds" not in address(app)


@pytest.mark.parametrize(
    ("lang", "heading"), [("ko", "규모부터 확인하십시오"), ("en", "Check the size first")]
)
def test_an_implausible_size_is_said_with_its_range_and_source(lang, heading):
    plain, large = page(lang=lang), page(lang=lang, studies_per_bed="900")
    assert heading not in text(plain)
    assert heading in text(large)
    shown = text(large).partition(heading)[2]
    assert all(figure in shown for figure in ("900", "119", "500", "2004"))


def test_shares_are_typed_as_percentages():
    app = page()
    type_in(app, "staff_kept_ratio", 25.0)
    assert address(app)["staff_kept_ratio"] == "0.25"
    assert headline(app) == expected(["staff_kept_ratio=0.25"])


def test_a_link_reproduces_the_page():
    first = page(vs="hybrid", lang="en")
    type_in(first, "horizon", 7)
    second = page(**{key.replace(".", "__"): value for key, value in address(first).items()})
    assert headline(second) == headline(first) == expected(["horizon=7"], "hybrid", "en")
    assert "could not be used" not in text(second)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("beds", "99999", "above the maximum 5,000 beds"),
        ("beds", "many", "is not a number"),
        ("beds", "500.5", "is not a whole number"),
        ("staff_kept_ratio", "-1", "below the minimum 0"),
        ("no_such_input", "3", "is not a name of this case"),
        ("vs", "moon", "no alternative “moon”"),
        ("case", "gone", "no case “gone”"),
        ("spending__fun", "3", "is not a cost category"),
        ("check", "0123456789abcdef", "another version"),
        ("beds", "<b>nan</b>", "is not a number"),
    ],
)
def test_what_a_link_gets_wrong_is_said(key, value, said):
    app = page(lang="en", **{key: value})
    assert not app.exception
    assert said in text(app)
    assert "<b>nan</b>" not in "".join(blocks(app))
    assert headline(app) == expected(language="en")


@pytest.mark.parametrize(
    ("language", "rest"), [("ko", "링크의 나머지 값을 반영해"), ("en", "with the other values of the link")]
)
def test_edits_that_cannot_be_read_leave_the_rest_of_the_link_in_use(language, rest):
    app = page(lang=language, edits="AAAA", beds="610")
    assert headline(app) == expected(["beds=610"], language=language)
    assert rest in text(app)
    alone = text(page(lang=language, edits="AAAA"))
    assert rest not in alone
    assert {"ko": "기본값으로 엽니다", "en": "with its defaults"}[language] in alone


def test_a_link_of_another_version_is_not_called_one_that_cannot_be_used():
    found = text(page(lang="en", check="0123456789abcdef", beds="610"))
    assert "All of the link is used" in found
    assert "could not be used" not in found
    assert "링크의 값은 모두 반영했지만" in text(page(check="0123456789abcdef"))


def test_a_key_of_one_alternative_is_taken_from_the_link():
    app = page(lang="en", **{"hybrid.move_start": "24", "vs": "hybrid"})
    assert headline(app) == expected(["hybrid.move_start=24"], "hybrid", "en")
    assert "could not be used" not in text(app)


def test_the_page_says_what_turns_the_answer_or_that_nothing_does():
    app = page(lang="en", vs="hybrid")
    wait_for(app, "Numbers to check first")
    assert "No single input turns the answer" in text(app) or "turn the answer on their own" in text(app)


def test_switching_the_language_keeps_the_numbers():
    app = page(beds="640")
    before = address(app)["check"]
    app.button_group(key="language").set_value("en").run()
    assert address(app)["lang"] == "en"
    assert address(app)["check"] == before
    assert address(app)["beds"] == "640"


def test_two_visitors_do_not_see_each_others_numbers():
    one, other = page(beds="111", lang="en"), page(beds="999", lang="en")
    one.run()
    assert headline(one) == expected(["beds=111"], language="en")
    assert headline(other) == expected(["beds=999"], language="en")


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(
    ("measure", "metric"), [("total", "total_cost"), ("risk", "present_value_with_risk")]
)
def test_the_measure_decides_what_the_headline_compares(measure, metric, language):
    app = page(lang=language, vs="hybrid")
    app.button_group(key="field:measure").set_value(measure).run()
    assert not app.exception
    result = tco.evaluate("kr-general-500")
    gap = result.metric("hybrid", metric) - result.metric("stay", metric)
    assert money(abs(gap), "KRW", language) in headline(app)
    assert Words(language)(f"basis.{measure}") in headline(app)
    assert address(app)["measure"] == measure
    assert address(app)["check"] == result.case_hash


@pytest.mark.parametrize(("view", "lines"), [("cash", 1), ("profit", 1), ("budget", 2)])
def test_the_years_in_short_show_every_view(view, lines):
    app = page(lang="en")
    app.button_group(key="field:years").set_value(view).run()
    assert not app.exception
    table = next(body for body in blocks(app) if "Difference from the baseline" in body)
    assert table.count("<tr>") == 1 + 3 * lines
    assert table.count('class="tco-open"') == 2 * lines * 11 + 1


def test_a_key_figure_leads_to_its_explanation():
    figures = next(body for body in blocks(page(lang="en")) if body.startswith("<dl"))
    for line in ("present_value", "run_rate_saving_pct", "payback_years", "peak_extra_funding"):
        assert "explain?lang=en&amp;case=kr-general-500&amp;check=" in figures
        assert f"line={line}&amp;of=" in figures


def test_an_edit_can_be_undone_and_made_again():
    app = page(lang="en")
    type_in(app, "beds", 800)
    type_in(app, "horizon", 7)
    app.button(key="tco_undo").click().run()
    assert headline(app) == expected(["beds=800"], language="en")
    assert app.text_input(key="input:horizon").value == "10"
    app.button(key="tco_redo").click().run()
    assert headline(app) == expected(["beds=800", "horizon=7"], language="en")
    app.button(key="tco_undo").click().run()
    app.button(key="tco_undo").click().run()
    assert headline(app) == expected(language="en")


def test_an_address_from_before_an_edit_takes_it_back_only_where_a_visitor_went_there():
    app = page(lang="en")
    type_in(app, "beds", 640)
    app.button_group(key="field:measure").set_value("total").run()
    before = address(app)
    app.button_group(key="field:measure").set_value("risk").run()
    app.button(key="tco_undo").click().run()
    now, said = address(app), headline(app)
    assert "beds" not in now
    assert now["measure"] == "risk"
    app.query_params.clear()
    app.query_params.update(before)
    app.run()
    assert (address(app), headline(app)) == (now, said)
    app.query_params.clear()
    app.query_params.update(before)
    type_in(app, "horizon", 7)
    assert address(app)["measure"] == "risk"
    assert "beds" not in address(app)
    app.query_params.clear()
    follow(app, **before)
    assert headline(app) == headline(page(**{**before, "draft": ""}))
    assert address(app)["beds"] == "640"


def test_a_draft_is_found_again_by_its_name_alone():
    first = page(lang="en")
    type_in(first, "beds", 640)
    again = page(draft=address(first)["draft"])
    assert headline(again) == expected(["beds=640"], language="en")
    assert "Continuing the draft" in text(again)
    assert address(again) == address(first)


def test_a_link_of_an_earlier_state_shows_the_latest_and_a_typed_value_is_an_edit():
    first = page(lang="en")
    type_in(first, "beds", 640)
    early = address(first)
    type_in(first, "beds", 650)
    assert headline(page(**early)) == expected(["beds=650"], language="en")
    typed = page(**{**early, "beds": "777"})
    assert headline(typed) == expected(["beds=777"], language="en")
    typed.button(key="tco_undo").click().run()
    assert headline(typed) == expected(["beds=650"], language="en")


def test_a_draft_is_opened_in_the_language_in_which_it_was_last_looked_at():
    first = page(lang="en")
    type_in(first, "beds", 640)
    page(draft=address(first)["draft"], lang="ko")
    assert headline(page(draft=address(first)["draft"])) == expected(["beds=640"])


def test_a_draft_that_is_not_here_is_said():
    assert "is not on this computer" in text(page(lang="en", draft="nowhere"))
    told = text(page(lang="en", draft="nowhere", case="kr-general-300", beds="310"))
    assert "are opened as a new one" in told


def test_the_second_window_is_told_and_chooses():
    first = page(lang="en")
    type_in(first, "beds", 640)
    for way, beds in (("take", 650), ("keep", 660), ("both", 660)):
        second = page(draft=address(first)["draft"])
        type_in(first, "beds", 650)
        type_in(second, "beds", 660)
        assert "Another window changed this case" in text(second)
        assert "650 beds" in text(second)
        assert "660 beds" in text(second)
        second.button(key=f"conflict:{way}").click().run()
        assert "Another window" not in text(second)
        assert headline(second) == expected([f"beds={beds}"], language="en")
        assert (address(second)["draft"] == address(first)["draft"]) == (way != "both")
        first = page(draft=address(second)["draft"])
        type_in(first, "beds", 600)


def test_edits_that_are_no_plain_values_travel_in_the_link():
    change = {"alternatives": {"hybrid": {"title": {"ko": "혼합 운영", "en": "Our mix"}}}}
    app = page(lang="en", vs="hybrid", edits=packed(change))
    assert "Our mix" in headline(app)
    assert unpacked(address(app)["edits"]) == change
    for broken in ("x", packed({"alternatives": 3}), packed(change)[:-9]):
        app = page(lang="en", edits=broken)
        assert "could not be read" in text(app)
        assert headline(app) == expected(language="en")


@pytest.mark.parametrize(
    ("alternative", "close"), [("subscription_example", True), ("hybrid", False), ("stay_longer", False)]
)
def test_what_is_too_close_to_call_is_said_first(alternative, close):
    app = page(lang="en", case="kr-clinics-10", vs=alternative)
    wait_for(app, "cheaper than the baseline in")
    assert headline(app).startswith("Too close to call.") == close


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("wrong", [{"case": "nowhere"}, {"case": "kr-general-500", "edits": "broken"}])
def test_a_link_names_the_case_that_is_opened_by_its_title(language, wrong):
    (notice,) = read_address({"lang": language, **wrong}).notices
    said = Words(language)(notice.key, **notice.values)
    assert presets()["kr-general-500"]["title"][language] in said
    assert "kr-general-500" not in said


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_a_future_is_stands_beside_the_first_chance(language):
    app = page(lang=language)
    wait_for(app, Words(language)("headline.future"))
    said, meaning = text(app), Words(language)("headline.future")
    assert 0 < said.index("미래 " if language == "ko" else "futures") < said.index(meaning)


def test_a_browser_has_a_moment_for_the_sentence_before_the_first_picture_and_never_again(monkeypatch):
    seen = []

    def note(message):
        element = message.delta.new_element
        if element.HasField("plotly_chart") or element.html.body.startswith("<h1"):
            seen.append(element.WhichOneof("type"))

    def waits(seconds):
        seen.append("in the way" if view.gate._lock.locked() else "moment")

    ForwardMsgQueue.on_before_enqueue_msg(note)
    monkeypatch.setattr(view, "time", SimpleNamespace(sleep=waits))
    try:
        app = open_page("answer")
        assert seen[:3] == ["html", "moment", "plotly_chart"]
        type_in(app, "beds", 520)
        assert seen.count("moment") == 1
        assert seen.count("plotly_chart") == 4
    finally:
        ForwardMsgQueue.on_before_enqueue_msg(None)
