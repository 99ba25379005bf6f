"""What goes wrong around the page: reloads, lost networks, killed servers, hostile links, people in a hurry.

Each test is a row of the fault catalogue: what was typed is there afterwards, the person is told, and no
traceback, foreign element or foreign host is ever met.
"""

import re
import signal
from datetime import datetime, timedelta

import pytest
from visits import BEDS, beds, download, settled, shows, told

from tco.case import presets
from tco.edits import packed

pytest_plugins = ["visits"]
pytestmark = pytest.mark.browser


# --- Reload, network, server -------------------------------------------------------------------------------


def test_a_reload_a_lost_network_and_a_frozen_server_lose_nothing(window, server):
    page = window()
    beds(page, 610)
    settled(page, 610)
    page.reload()
    settled(page, 610)
    told(page, "저장한 초안을 이어서")

    page.context.set_offline(True)
    told(page, "서버와 연결이 끊겼습니다")
    beds(page, 620)
    page.context.set_offline(False)
    settled(page, 620)
    page.locator("#tco-offline").wait_for(state="hidden")

    server.signal(signal.SIGSTOP)
    beds(page, 630)
    told(page, "서버와 연결이 끊겼습니다")
    page.wait_for_timeout(3000)
    server.signal(signal.SIGCONT)
    settled(page, 630)
    page.locator("#tco-offline").wait_for(state="hidden")


def test_a_killed_server_comes_back_with_the_draft_and_says_so(window, server):
    page = window()
    beds(page, 640)
    settled(page, 640)
    page.get_by_role("button", name="되돌리기").wait_for()
    server.kill()
    told(page, "서버와 연결이 끊겼습니다")
    server.start()
    told(page, "서버가 다시 시작되었습니다")
    settled(page, 640)
    page.get_by_role("button", name="되돌리기").click()
    shows(page, 500)
    page.get_by_role("button", name="다시 실행").click()
    settled(page, 640)


@pytest.mark.parametrize(("language", "looks"), [("ko", 130), ("en", 20)])
def test_a_server_that_is_gone_is_said_once_and_looked_for_until_it_is_back(window, server, language, looks):
    """A look is a second or more after the one before."""
    page = window(f"answer?lang={language}")
    beds(page, 645, language)
    page.wait_for_url(re.compile("[?&]beds=645&"))
    page.clock.install()
    server.kill()
    told(page, {"ko": "서버와 연결이 끊겼습니다", "en": "The server does not answer"}[language])
    failed = []
    page.on("requestfailed", lambda each: "_tco/instance" in each.url and failed.append(each))
    while len(failed) < looks:
        page.clock.run_for(1000)
        page.wait_for_timeout(1)
    assert page.get_by_role("dialog").count() == 0
    assert not page.get_by_text("Connection error").is_visible()
    server.start()
    page.clock.run_for(2000)
    told(page, {"ko": "서버가 다시 시작되었습니다", "en": "The server was started again"}[language])
    page.wait_for_url(re.compile("[?&]beds=645&"))


def test_a_connection_that_streamlit_gave_up_is_made_anew(window):
    page = window()
    beds(page, 646)
    settled(page, 646)
    page.evaluate("""() => {
        window.tcoBefore = true;
        document.querySelector('[data-testid="stApp"]').dataset.testConnectionState = "DISCONNECTED_FOREVER";
    }""")
    page.wait_for_function("() => !window.tcoBefore")
    settled(page, 646)


def test_a_frozen_server_shows_at_once_that_the_page_is_at_work(window, server):
    """Within a second of the page's own clock, which stands still in between."""
    page = window()
    shows(page, 500)
    idle(page)
    page.locator(".tco-later").wait_for(state="detached")  # what it asks for by itself is answered
    idle(page)
    sign = page.get_by_text("바꾼 내용을 반영하는 중입니다")
    server.signal(signal.SIGSTOP)
    try:
        page.clock.install()
        page.clock.pause_at(datetime.now() + timedelta(minutes=1))
        beds(page, 647)
        assert not sign.is_visible()
        page.clock.run_for(1000)
        assert sign.is_visible()
    finally:
        page.clock.resume()
        server.signal(signal.SIGCONT)
    settled(page, 647)
    sign.wait_for(state="hidden")


# --- Windows and people ------------------------------------------------------------------------------------


def test_two_windows_see_their_conflict_and_each_way_on_works(window):
    one = window()
    beds(one, 700)
    settled(one, 700)
    two = window(one.url.removeprefix(one.url.partition("/answer")[0]).removeprefix("/"), of=one.context)
    settled(two, 700)
    beds(one, 710)
    settled(one, 710)

    beds(two, 720)
    conflict = two.locator(".st-key-tco_conflict")
    conflict.wait_for()
    assert {"710", "720"} <= set(re.findall(r"\b7[0-9]0\b", conflict.inner_text()))
    conflict.get_by_role("button").nth(1).click()
    conflict.wait_for(state="detached")
    settled(two, 720)

    beds(one, 730)
    conflict = one.locator(".st-key-tco_conflict")
    conflict.wait_for()
    conflict.get_by_role("button").nth(0).click()
    conflict.wait_for(state="detached")
    settled(one, 720)

    beds(two, 740)
    settled(two, 740)
    beds(one, 750)
    conflict.wait_for()
    before = draft_of(one)
    conflict.get_by_role("button").nth(2).click()
    conflict.wait_for(state="detached")
    settled(one, 750)
    one.wait_for_function("before => !location.search.includes(before)", arg=before)
    assert draft_of(two) == before
    two.reload()
    settled(two, 740)


def draft_of(page):
    return re.search(r"draft=([^&]+)", page.url)[1]


def test_two_people_never_meet_in_pages_or_files(window):
    people = {"ZANDER": 811, "QUILLFORD": 922}
    pages = {}
    for name, count in people.items():
        change = {"title": {"ko": name, "en": name}, "overrides": {"beds": count}}
        pages[name] = window(f"export?edits={packed(change)}")
    for _ in range(2):
        for name, page in pages.items():
            told(page, name)
            files = {key: download(page, key) for key in ("case", "json", "csv")}
            (other,) = set(people) - {name}
            assert re.search(rf"^\"?beds\"? = {people[name]}\b", files["case"].decode(), re.M)
            seen = {
                "page": page.locator("body").inner_text(),
                **{at: each.decode() for at, each in files.items()},
            }
            assert [where for where, each in seen.items() if other in each] == []
            page.reload()


# --- Hostile and hurried -----------------------------------------------------------------------------------

EVIL = (
    "<img src=x onerror=alert(1)><script>alert(2)</script>**b**[l](javascript:alert(3))"
    r"$\href{javascript:alert(4)}{x}$"
)


def hostile():
    case = presets()["kr-general-500"]
    titles = {name: {"title": {"ko": EVIL, "en": EVIL}} for name in case["alternatives"]}
    return packed({"title": {"ko": EVIL, "en": EVIL}, "alternatives": titles})


@pytest.mark.parametrize(
    "page_name", ["start", "answer", "inputs", "alternatives", "years", "explain", "export"]
)
def test_titles_of_a_link_stay_text(window, page_name):
    page = window(f"{'' if page_name == 'start' else page_name}?lang=en&edits={hostile()}")
    page.locator("h1").first.wait_for()
    page.wait_for_function("() => !document.querySelector('[data-testid=stStatusWidget]')")
    page.wait_for_function("text => document.querySelector('[data-testid=stMain]').innerText.includes(text)",
                           arg="<img src=x onerror=alert(1)>")  # fmt: skip
    found = """() => ({
        images: document.querySelectorAll('img[src="x"]').length,
        links: [...document.querySelectorAll('a')].filter((a) => a.href.startsWith('javascript')).length,
        handlers: document.querySelectorAll('[onerror],[onload],[onclick]').length,
        math: document.querySelectorAll('.katex').length,
    })"""
    assert page.evaluate(found) == {"images": 0, "links": 0, "handlers": 0, "math": 0}


def test_damaged_links_are_answered_with_a_sentence(window):
    page = window()
    bomb = "edits=" + packed({"title": {"ko": "a" * 2_000_000}})
    for query in ("edits=" + "A" * 60_000, "edits=%00%ff", bomb, "lang=xx&case=nope&vs=none&beds=1e999",
                  "beds=-1&discount_rate=abc&nokey=1", "beds=<script>", "vs=%3Cimg%3E"):  # fmt: skip
        page.goto(f"{page.url.partition('?')[0]}?{query}")
        told(page, "링크의 일부")
        page.locator("h1.tco-headline").wait_for()


def test_back_and_forward_through_edits_and_pages(window):
    page = window()
    for count in (510, 520, 530):
        beds(page, count)
        settled(page, count)
    for name, address in (("연도별", "years"), ("대안", "alternatives")):
        page.get_by_test_id("stTopNav").get_by_role("link", name=name).click()
        page.wait_for_url(re.compile(f"/{address}.*[?&]beds=530&"))
    page.go_back()
    page.wait_for_url(re.compile("/years.*[?&]beds=530&"))
    for count in (530, 520, 510):
        page.go_back()
        page.wait_for_url(re.compile("/answer"))
        settled(page, count)
    page.go_forward()
    settled(page, 520)
    beds(page, 540)
    settled(page, 540)
    page.go_back()
    settled(page, 520)
    page.go_forward()
    settled(page, 540)


def test_back_in_a_hurry_over_pages_goes_as_many_steps(window):
    page = window()
    for count in (510, 520):
        beds(page, count)
        settled(page, count)
    for name, address in (("연도별", "years"), ("대안", "alternatives")):
        page.get_by_test_id("stTopNav").get_by_role("link", name=name).click()
        page.wait_for_url(re.compile(f"/{address}.*[?&]beds=520&"))
    for steps, count in ((-3, 510), (1, 520)):
        for _ in range(abs(steps)):
            page.evaluate("way => history.go(way)", steps // abs(steps))
            page.wait_for_timeout(30)
        settled(page, count)
        idle(page)
        settled(page, count)
    assert "None" not in page.url


def idle(page):
    """Nothing is under way any more, of the page that a step led to."""
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    page.wait_for_timeout(300)
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()


def test_typing_and_clicking_in_a_hurry_loses_nothing(window):
    page = window("answer?discount_rate=0.061&studies_per_bed=150")
    shows(page, 500)
    idle(page)
    for at in range(30):
        language = "English" if at % 2 == 0 else "한국어"
        page.evaluate("""names => {
            const all = names.map((name) => document.querySelector(`input[aria-label='${name}']`));
            const field = all.find(Boolean);
            field.focus();
            field.select();
        }""", list(BEDS.values()))  # fmt: skip
        page.keyboard.insert_text(str(800 + at))
        place = page.get_by_role("radio", name=language).bounding_box()
        page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
        page.wait_for_timeout(20)
    page.wait_for_url(re.compile(r"[?&]beds=829(&|$)"))
    idle(page)
    field = page.locator(", ".join(f"input[aria-label='{name}']" for name in BEDS.values()))
    assert field.input_value() == "829"
    found = re.findall(r"[?&](?!draft|check|lang|case)(\w+)=([^&]*)", page.url)
    assert sorted(found) == [("beds", "829"), ("discount_rate", "0.061"), ("studies_per_bed", "150")]


def test_each_undo_goes_back_one_edit(window):
    page = window()
    counts = list(range(801, 807))
    for count in counts:
        beds(page, count)
        settled(page, count)
    for count in counts[-2::-1]:
        page.get_by_role("button", name="되돌리기").click()
        settled(page, count)


def test_a_file_that_is_too_large_is_refused_in_the_page_and_at_the_door(window, tmp_path):
    page = window("?lang=ko")
    asked = []
    page.on("request", lambda each: "upload_file" in each.url and each.method == "PUT" and asked.append(each))
    small, large = tmp_path / "<img src=x onerror=alert(1)>.toml", tmp_path / "large.toml"
    small.write_text("x")
    large.write_bytes(b"x" * (5 * 2**20 + 1))
    page.set_input_files("input[type=file]", large)
    page.locator('.st-key-tco_upload [aria-invalid="true"]').wait_for()
    said = "getComputedStyle(document.querySelector('.st-key-tco_upload section'), '::after').content"
    assert "5 MB" in page.evaluate(said)
    assert asked == []
    page.set_input_files("input[type=file]", small)
    page.locator(".tco-alert").wait_for()
    script = """([url, token, size]) => {
        const form = new FormData();
        form.append("f", new Blob([new Uint8Array(size)]), "f.xlsx");
        const headers = { "X-Xsrftoken": token };
        return fetch(url, { method: "PUT", body: form, headers }).then((answer) => answer.status);
    }"""
    token = asked[0].headers["x-xsrftoken"]
    assert page.evaluate(script, [asked[0].url, token, 6 * 2**20]) == 413
    assert page.evaluate(script, [asked[0].url, "", 10]) == 403
    assert page.evaluate("document.querySelectorAll('img[src=x]').length") == 0
