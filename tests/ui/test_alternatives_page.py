"""The page of alternatives as a visitor drives it, without a browser."""

import re
from copy import deepcopy
from types import SimpleNamespace

import pytest
from app_pages import address, blocks, go_to, open_page, text, wait_for

from tco import plans
from tco.amounts import money
from tco.case import parse_case, presets
from tco.edits import packed
from tco.moving import schedule
from tco.quotes import compare
from tco.results import run
from tco.ui import alternatives_text as sentences
from tco.ui import alternatives_timeline as timeline
from tco.ui.alternatives_offer import offer_text
from tco.ui.words import Words

PRESET = "kr-general-500"
FIELD = "field:alternatives:"


def opened(**address):
    return open_page("alternatives", **address)


def test_the_one_that_is_open_is_open_after_a_reload_and_a_visit_elsewhere():
    app = opened(lang="en")
    app.selectbox(key=f"{FIELD}open").set_value("hybrid").run()
    assert address(app)["open"] == "hybrid"
    again = opened(**address(app))
    assert again.selectbox(key=f"{FIELD}open").value == "hybrid"
    assert "could not be used" not in text(again)
    go_to(app, "answer")
    assert "open" not in address(app)
    go_to(app, "alternatives")
    assert app.selectbox(key=f"{FIELD}open").value == "hybrid"
    assert address(app)["open"] == "hybrid"
    app.button(key="alternatives_remove").click().run()
    assert "open" not in address(app)
    assert app.selectbox(key=f"{FIELD}open").value != "hybrid"


def test_a_new_one_is_open_after_a_reload():
    app = opened(lang="en")
    app.button(key="alternatives_add").click().run()
    made = app.selectbox(key=f"{FIELD}open").value
    assert opened(**address(app)).selectbox(key=f"{FIELD}open").value == made
    assert opened(open="nowhere").selectbox(key=f"{FIELD}open").value in presets()[PRESET]["alternatives"]


def document(app):
    return app.session_state["choice"].document


def button(app, key):
    return app.button(key=key).click().run()


def turn_to(app, part):
    return app.segmented_control(key=f"{FIELD}part").set_value(part).run()


def computed(given):
    return run(parse_case(given))


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_first_sentence_names_baseline_and_cheapest_with_its_figure(lang):
    app = opened(lang=lang)
    assert not app.exception
    result = computed(presets()[PRESET])
    best = min(result.alternatives, key=lambda name: result.value(name, "present_value"))
    head = next(body for body in blocks(app) if body.startswith("<h1"))
    assert all(
        part in head
        for part in (result.title("stay", lang), result.title(best, lang), " 5" if lang == "ko" else "5 ")
    )
    assert money(result.value(best, "present_value"), "KRW", lang) in head
    shown = text(app)
    assert all(result.title(name, lang) in shown for name in result.alternatives)
    if lang == "ko":
        assert set(re.findall(r"\b[a-z]{4,}\b", shown)) == set()
    else:
        assert not re.search("[가-힣]", shown.replace("한국어", ""))


def test_a_new_alternative_says_what_it_starts_with_and_costs_as_much_as_the_baseline():
    app = button(opened(), "alternatives_add")
    assert "alternative_2" in document(app)["alternatives"]
    assert "모든 업무를 자체 장비에 두고 시작하며" in text(app)
    assert "기본값" in text(app)
    result = computed(document(app))
    assert result.value("alternative_2", "saving_pv") == 0
    undone = button(app, "alternatives_undo")
    assert document(undone) == presets()[PRESET]


def test_removing_asks_nothing_and_can_be_undone_beside_the_message():
    app = opened(vs="hybrid")
    app = button(app, "alternatives_remove")
    assert "hybrid" not in document(app)["alternatives"]
    assert "‘아카이브·백업·재해복구만 클라우드’를 삭제했습니다" in text(app)
    app = button(app, "alternatives_undo")
    assert document(app) == presets()[PRESET]
    assert "삭제했습니다" not in text(app)


def test_what_went_with_a_removed_alternative_is_named_and_comes_back_with_undo():
    app = opened(lang="ko", case="kr-clinics-10")
    before = document(app)
    app.selectbox(key=f"{FIELD}open").set_value("cloud_aws").run()
    button(app, "alternatives_remove")
    assert "이 대안만 쓰던 가격표에 입력한 값도 함께 뺐습니다: " in text(app)
    computed(document(app))
    button(app, "alternatives_undo")
    assert document(app) == before


def test_the_baseline_has_no_button_that_removes_it():
    app = opened()
    app.selectbox(key=f"{FIELD}open").set_value("stay").run()
    assert "이 대안이 기준안입니다" in text(app)
    assert "alternatives_remove" not in [each.key for each in app.button]


def test_a_copy_keeps_its_name_in_both_languages_until_the_other_is_given():
    app = button(opened(vs="hybrid"), "alternatives_copy")
    app.text_input(key=f"{FIELD}alternative_2.title.ko").set_value("협상안").run()
    assert document(app)["alternatives"]["alternative_2"]["title"] == {"ko": "협상안", "en": "협상안"}
    app.text_input(key=f"{FIELD}alternative_2.title.en").set_value("Negotiated").run()
    assert document(app)["alternatives"]["alternative_2"]["title"] == {"ko": "협상안", "en": "Negotiated"}


def test_an_empty_name_is_explained_and_the_old_one_stays():
    app = button(opened(), "alternatives_add")
    before = document(app)
    app.text_input(key=f"{FIELD}alternative_2.title.ko").set_value(" ").run()
    assert document(app) == before
    assert "이름을 비울 수 없습니다" in text(app)


def test_a_title_is_shown_as_text_and_not_as_page():
    app = button(opened(), "alternatives_add")
    app.text_input(key=f"{FIELD}alternative_2.title.ko").set_value("<img src=x>").run()
    assert not app.exception
    assert "<img" not in "".join(blocks(app))


def test_a_workload_stays_and_its_date_goes_into_the_document():
    app = opened(vs="cloud_ncp")
    app.selectbox(key=f"{FIELD}cloud_ncp.emr.place").set_value("own").run()
    assert plans.placed(document(app), "cloud_ncp", "emr").place == plans.OWN
    app.text_input(key=f"{FIELD}cloud_ncp.pacs.move_start").set_value("36").run()
    assert plans.placed(document(app), "cloud_ncp", "pacs").start == 36.0
    assert "결정 48개월 뒤(4년 차, 2030년)" in text(app)


def test_a_date_that_cannot_be_read_stays_in_its_field_with_the_reason():
    app = opened(vs="cloud_ncp")
    key = f"{FIELD}cloud_ncp.pacs.move_start"
    app.text_input(key=key).set_value("400").run()
    assert app.text_input(key=key).value == "400"
    assert "최대" in text(app)
    assert document(app) == presets()[PRESET]


def test_a_quote_is_typed_warned_about_while_empty_and_kept_aside():
    app = opened(vs="cloud_ncp")
    app = turn_to(app, "offer")
    app = button(app, "quote_begin")
    assert "구독료 0원" in text(app)
    app.text_input(key=f"{FIELD}cloud_ncp.quote_price_per_bed").set_value("9만").run()
    quote = document(app)["alternatives"]["cloud_ncp"]["quote"]
    assert quote["price_per_bed"] == 90000.0
    wait_for(app, "현재가치가 같아지는 견적가는")
    assert "구독료 0원" not in text(app)
    app = turn_to(app, "moves")
    for workload in presets()[PRESET]["workloads"]:
        app.selectbox(key=f"{FIELD}cloud_ncp.{workload}.place").set_value("own").run()
    assert "quote" not in document(app)["alternatives"]["cloud_ncp"]
    assert "적어 둔 금액이 돌아옵니다" in text(app)
    app.selectbox(key=f"{FIELD}cloud_ncp.emr.place").set_value("quote").run()
    assert document(app)["alternatives"]["cloud_ncp"]["quote"] == quote
    assert "전에 적어 둔 견적 조건이 돌아왔습니다" in text(app)
    assert "금액을 적으십시오" not in text(app)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ko", "견적가는 월 [^ ]+원, 병상당 월 [^ ]+원입니다"),
        ("en", "₩[^ ]+ per month, or ₩[^ ]+ per bed and month"),
    ],
)
def test_the_fee_at_equal_costs_of_a_lump_sum_is_one(lang, said):
    document = plans.with_quote(deepcopy(presets()[PRESET]), "cloud_ncp", {"lump_sum": 45e6}, "naver_cloud")
    result = run(parse_case(document))
    view = SimpleNamespace(result=result, words=Words(lang), currency="KRW", title=lambda name: name)
    shown = offer_text(
        view, next(each for each in compare(result.bound.case).offers if each.id == "cloud_ncp")
    )
    assert re.search(said, re.sub(r"<[^>]*>", "", shown.replace("\xa0", "")))


def test_what_one_workload_has_of_its_own_is_not_shown_as_the_alternatives():
    usual = computed(presets()[PRESET]).bound.pack.assumptions["staff_release_lag"].base
    app = opened(vs="cloud_ncp", edits=packed({"overrides": {"cloud_ncp.emr.staff_release_lag": usual + 7}}))
    field = turn_to(app, "staff").text_input(key=f"{FIELD}cloud_ncp.staff_release_lag")
    assert field.value == f"{usual:g}"


def test_what_holds_for_all_alternatives_is_shown_where_one_workload_has_its_own():
    given = {"cloud_ncp.emr.staff_release_lag": 9, "staff_release_lag": 5}
    app = turn_to(opened(vs="cloud_ncp", edits=packed({"overrides": given})), "staff")
    assert app.text_input(key=f"{FIELD}cloud_ncp.staff_release_lag").value == "5"


def test_a_value_of_its_own_holds_for_this_alternative_only():
    app = turn_to(opened(vs="cloud_ncp"), "staff")
    key = f"{FIELD}cloud_ncp.staff_kept_ratio"
    app.text_input(key=key).set_value("50").run()
    assert document(app)["overrides"] == {"cloud_ncp.staff_kept_ratio": 0.5}
    app = button(app, "alternatives_back:cloud_ncp.staff_kept_ratio")
    assert document(app) == presets()[PRESET]
    assert app.text_input(key=key).value == "75"


def test_every_part_is_shown_for_every_alternative():
    app = opened(lang="en")
    for part in ("offer", "staff", "own", "moves"):
        app = turn_to(app, part)
        for name in ("stay", "stay_longer", "hybrid"):
            app.selectbox(key=f"{FIELD}open").set_value(name).run()
            assert not app.exception
            assert "unforeseen" not in "".join(each.value for each in app.error)


def test_the_sentence_of_the_schedule_says_when_all_has_moved():
    given = deepcopy(presets()[PRESET])
    given["alternatives"]["cloud_ncp"]["workloads"] = {"ancillary": {"start": 60.0, "duration": 6.0}}
    result = computed(given)
    moves = schedule(result, given, "cloud_ncp")
    said = timeline.message(moves, result.horizon, 2026, Words("en"))
    assert "66 months after the decision (year 6, 2032)" in said
    assert "months in all" in said
    assert "beyond the 5 years" in timeline.message(moves, 5, 2026, Words("en"))
    stays = schedule(result, given, "stay")
    assert "stays on own equipment" in timeline.message(stays, result.horizon, 2026, Words("en"))


def test_the_picture_shows_own_equipment_then_both_hatched_then_the_cloud():
    given = deepcopy(presets()[PRESET])
    given = plans.put(given, "cloud_ncp", "analytics", plans.OWN)
    result = computed(given)
    moves = schedule(result, given, "cloud_ncp")
    purchases = timeline.purchases_of(result, "cloud_ncp")
    labels = {each.workload: each.workload for each in moves}
    figure = timeline.picture(moves, purchases, labels, 2026, "KRW", Words("ko"))
    bars = [
        (each.meta, each.name, each.base[0], each.x[0]) for each in figure.data if each.orientation == "h"
    ]
    assert [each[1:] for each in bars if each[0] == "emr"] == [
        ("own", 0, 0.5), ("both", 0.5, 1.5), ("cloud", 2.0, 8.0),
    ]  # fmt: skip
    assert [each[1:] for each in bars if each[0] == "analytics"] == [("own", 0, 10)]
    assert all(bool(each.marker.pattern.shape) == (each.name == "both") for each in figure.data)
    assert list(figure.data[-1].meta) == [each for each in purchases if each > 0]


def test_nearly_equal_alternatives_are_not_told_apart():
    given, _ = plans.copied(deepcopy(presets()[PRESET]), "stay_longer", "쌍둥이")
    assert "거의 같습니다" in sentences.headline(computed(given), Words("ko"))
    assert "거의 같습니다" not in sentences.headline(computed(presets()[PRESET]), Words("ko"))


def test_a_workload_of_which_own_equipment_keeps_a_part_is_not_called_moved():
    document = presets()["kr-general-500"]
    assert sentences.summary(document, "cloud_ncp", Words("en")) == "4 moved"
    assert sentences.summary(document, "hybrid", Words("en")) == "4 moved in part"
    assert sentences.summary(document, "stay", Words("ko")) == "자체 장비 4개"
