# ruff: noqa: E501
"""Every page in both languages and themes, examined by axe, by its colours, at the widths of a phone, by keyboard.

Colours are measured as they are drawn, with every opacity above them, since axe passes over text in pictures.
"""

from functools import cache
from importlib.resources import files

import pytest

from tco.ui.words import Words, texts

pytestmark = pytest.mark.browser
SLOW = 120_000
TRIES = 20
WIDE = {"width": 1280, "height": 900}
ZOOMED = {"width": 720, "height": 500}  # of a window of 1440 by 1000
NARROW = (390, 320)
#: Where each page is, and what it shows last.
PAGES = {
    "start": ("./?", ".tco-start-answer"),
    "answer": ("answer?", "[class*=st-key-tco_chart_bridge] .main-svg"),
    "inputs": ("inputs?", "[class*=st-key-tco_row_]"),
    "inputs as a table": ("inputs?as=table&", "[data-testid=stDataFrame]"),
    "alternatives": ("alternatives?", "[class*=st-key-tco_chart] .main-svg"),
    "years": ("years?", "table.tco-quantities"),
    "uncertainty": ("uncertainty?", "[class*=st-key-tco_chart_futures_heat] .main-svg"),
    "claims": ("claims?", "details.tco-said"),
    "response": ("response?", "[class*=st-key-tco_chart] .main-svg"),
    "explain": ("explain?", "ul.tco-parts"),
    "explain of a number": ("explain?line=category_cash.staff&of=stay&year=5&", "table.tco-across"),
    "export": ("export?", "#tco-link"),
    "sources": ("sources?", "table.tco-prose"),
    "print": ("print?", "[class*=st-key-tco_chart_bridge] .main-svg"),
}
OPEN = """address => {
    const link = document.createElement("a");
    link.className = "tco-open";
    link.href = address;
    document.body.append(link);
    link.click();
    link.remove();
}"""
SETTLED = """([title, last]) => document.title === title && document.querySelector("h1.tco-headline, h1")
    && document.querySelector(last) && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')
    && document.querySelector('[data-testid="stApp"]').dataset.testScriptState !== "running" """
STILL = """() => new Promise(done => {
    let last = Date.now();
    const watcher = new MutationObserver(() => { last = Date.now(); });
    watcher.observe(document.body, { subtree: true, childList: true, characterData: true });
    const look = () => {
        if (Date.now() - last < 500) return setTimeout(look, 50);
        watcher.disconnect();
        done();
    };
    look();
})"""
UNFOLD = """() => {
    for (const each of document.querySelectorAll('[data-testid="stMain"] details:not([open]) > summary')) each.click();
}"""
DARK = "() => getComputedStyle(document.querySelector('.stApp')).colorScheme === 'dark'"
#: What axe finds by the rules of levels A and AA, or by some of them. Pictures are left to PALE: axe cannot
#: tell what lies behind text in them, and takes long over it.
AXE = """async rules => {
    const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    const asked = rules.only ? { type: "rule", values: rules.only } : { type: "tag", values };
    const off = Object.fromEntries((rules.off || []).map(each => [each, { enabled: false }]));
    const options = { runOnly: asked, rules: off, resultTypes: ["violations"] };
    const found = await axe.run({ exclude: [".js-plotly-plot"] }, options);
    return found.violations.map(each => `${each.id}: ${each.nodes.length} times, first ${each.nodes[0].html}`);
}"""
COLOURS = ["color-contrast", "link-in-text-block"]
SIDEWAYS = """() => {
    const main = document.querySelector('[data-testid="stMain"]');
    const wide = document.documentElement.scrollWidth > innerWidth || main.scrollWidth > main.clientWidth;
    const pushed = (node) => {
        for (let each = node.parentElement; each && each !== main; each = each.parentElement)
            if (/auto|scroll|hidden|clip/.test(getComputedStyle(each).overflowX)) return true;
        return false;
    };
    const out = [...main.querySelectorAll("p, h1, h2, h3, a, button, input, table, dl, ul, summary, svg")].filter(each => {
        const place = each.getBoundingClientRect();
        return place.width > 1 && (place.right > innerWidth + 1 || place.left < -1) && !pushed(each);
    });
    return [...(wide ? ["the page is pushed sideways"] : []), ...out.map(each => each.outerHTML.slice(0, 120))];
}"""
#: Text whose colour, with all opacities above it, has too little contrast to what lies behind it.
PALE = """() => {
    const numbers = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
    const colour = (text) => {
        if (!text || text === "none") return [0, 0, 0, 0];
        const [red, green, blue, alpha = 1] = numbers(text);
        const whole = text.startsWith("color(srgb") ? 255 : 1;
        return [red * whole, green * whole, blue * whole, alpha];
    };
    const over = (front, back, share) => [0, 1, 2].map(at => front[at] * share + back[at] * (1 - share));
    const light = (rgb) => rgb.map(each => each / 255).map(
        each => each <= .04045 ? each / 12.92 : ((each + .055) / 1.055) ** 2.4
    ).reduce((sum, each, at) => sum + each * [.2126, .7152, .0722][at], 0);
    const ratio = (one, two) => {
        const [high, low] = [light(one), light(two)].sort((a, b) => b - a);
        return (high + .05) / (low + .05);
    };
    const ground = (node) => {
        const layers = [];
        for (let each = node; each; each = each.parentElement) {
            const found = colour(getComputedStyle(each).backgroundColor);
            if (found[3]) layers.push(found);
            if (found[3] === 1) break;
        }
        return layers.reverse().reduce((back, each) => over(each, back, each[3]), [255, 255, 255]);
    };
    const behind = (node) => {
        const back = ground(node.closest("svg") ? node.closest("svg").parentElement : node);
        const around = getComputedStyle(node);
        if (around.paintOrder.startsWith("stroke") && parseFloat(around.strokeWidth) >= 3) return colour(around.stroke);
        const plot = node.closest(".js-plotly-plot");
        if (!plot) return back;
        const { x, y, width, height } = node.getBoundingClientRect();
        const covers = (shape) => {
            const place = shape.getBoundingClientRect();
            return place.left <= x + width / 2 && x + width / 2 <= place.right
                && place.top <= y + height / 2 && y + height / 2 <= place.bottom;
        };
        const box = node.closest(".annotation-text-g")?.querySelector("rect.bg");
        return [...plot.querySelectorAll(".bars .point path"), ...(box ? [box] : [])].filter(covers).reduce((below, shape) => {
            const style = getComputedStyle(shape);
            const fill = style.fill.startsWith("rgb") ? colour(style.fill) : [0, 0, 0, 0];
            return over(fill, below, fill[3] * style.fillOpacity * style.opacity);
        }, back);
    };
    const found = new Map();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
        const node = text.parentElement;
        if (!text.nodeValue.trim() || node.closest("script, style, title, noscript, [disabled], [aria-disabled=true], [data-testid=stIconMaterial]"))
            continue;
        const style = getComputedStyle(node);
        const size = parseFloat(style.fontSize);
        if (!node.checkVisibility({ visibilityProperty: true }) || !size || /^[■→·\\s]*$/.test(text.nodeValue)) continue;
        const drawn = node.closest("svg");
        let front = colour(drawn ? style.fill : style.color);
        let share = front[3] * (drawn ? style.fillOpacity : 1);
        for (let each = node; each; each = each.parentElement) share *= getComputedStyle(each).opacity;
        if (share < .05) continue;
        const back = behind(node);
        const large = size >= 24 || (size >= 18.6 && style.fontWeight >= 600);
        const seen = ratio(over(front, back, share), back);
        if (seen < (large ? 3 : 4.5)) {
            const kind = (drawn ? "drawn " : "") + node.tagName + "." + (node.className.baseVal ?? node.className);
            found.set(kind, `${kind}: ${seen.toFixed(2)} “${text.nodeValue.trim().slice(0, 40)}”`);
        }
    }
    return [...found.values()];
}"""


@cache
def axe_source():
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=["ko", "en"])
def visitor(request, browser, app_address):
    """One window per language. The policy of the app lets no stranger's script in, not even axe."""
    with browser.new_context(bypass_csp=True, reduced_motion="reduce") as context:
        page = context.new_page()
        page.set_default_timeout(SLOW)
        page.language = request.param
        page.goto(f"{app_address}/export?lang={page.language}")
        page.locator("#tco-link").wait_for()
        page.evaluate(axe_source())
        yield page


def show(page, name):
    """Another page, reached as the app's own links do it, in a wide window."""
    address, last = PAGES[name]
    words = Words(page.language)
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    page.evaluate(OPEN, f"{address}lang={page.language}")
    title = f"{words('page.' + name.split()[0])} – {words('app.tab')}"
    page.wait_for_function(SETTLED, arg=[title, last])
    page.evaluate(STILL)
    page.evaluate(UNFOLD)
    page.evaluate(STILL)


def at_rest(page, look, *given):
    """What is found once nothing is being drawn anew, as after a change of theme or width."""
    for _ in range(TRIES):
        found = page.evaluate(look, *given)
        if not found:
            return found
        page.wait_for_timeout(250)
    return page.evaluate(look, *given)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_holds_what_the_guidelines_ask(visitor, name):
    """The markup is the same in both themes, so that the dark one is examined by its colours only."""
    page, found = visitor, {}
    show(page, name)
    found["light"] = at_rest(page, PALE) + at_rest(page, AXE, {})
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(DARK)
    found["dark"] = at_rest(page, PALE) + at_rest(page, AXE, {"only": COLOURS})
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 844})
        found[width] = at_rest(page, SIDEWAYS)
    found["narrow"] = at_rest(page, AXE, {"off": COLOURS})
    assert {where: each for where, each in found.items() if each} == {}


ONE_LANGUAGE = pytest.mark.parametrize("visitor", ["ko"], indirect=True)
#: What has the focus, whether it can be seen there, and whether it is marked.
FOCUSED = """() => {
    const node = document.activeElement;
    if (!node || node === document.body) return null;
    node.dataset.reached = "yes";
    if (node.tagName === "MAIN") return { seen: true, marked: true };
    const place = node.getBoundingClientRect();
    const top = document.elementFromPoint(
        Math.min(Math.max(place.left + place.width / 2, 1), innerWidth - 2),
        Math.min(Math.max(place.top + Math.min(place.height / 2, 12), 1), innerHeight - 2));
    const label = node.closest("label");
    const covered = top && !node.contains(top) && !top.contains(node) && !label?.contains(top);
    const parent = node.parentElement;
    const around = [node, label, parent, parent.parentElement, node.nextElementSibling, label?.firstElementChild];
    const marked = around.filter(Boolean).map(each => getComputedStyle(each)).some(each =>
        each.outlineStyle !== "none" || each.boxShadow !== "none"
        || parseFloat(each.borderWidth) > 0 && each.borderColor !== "rgba(0, 0, 0, 0)");
    const seen = !covered && place.bottom > 0 && place.top < innerHeight;
    return { seen, marked, html: node.outerHTML.slice(0, 160) };
}"""
MISSED = """() => [...document.querySelectorAll("a[href], button, input, textarea, select, summary, [tabindex='0']")].filter(
    each => each.tabIndex >= 0 && !each.disabled && each.checkVisibility({ visibilityProperty: true })
        && !each.dataset.reached && !each.closest('[role="radiogroup"], [data-testid="stMainMenu"]')
        && !["radio", "file"].includes(each.type)
).map(each => each.outerHTML.slice(0, 160))"""
FORGET = """() => {
    document.activeElement.blur();
    for (const each of document.querySelectorAll("[data-reached]")) delete each.dataset.reached;
}"""
MANY = 200


@ONE_LANGUAGE
@pytest.mark.parametrize("name", ["start", "answer", "inputs"])
def test_all_of_a_page_is_reached_by_tab_and_seen_when_it_is(visitor, name):
    page, hidden, plain = visitor, [], []
    show(page, name)
    page.evaluate(FORGET)
    for _ in range(MANY):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            break
        if not focused["seen"]:
            hidden.append(focused["html"])
        if not focused["marked"]:
            plain.append(focused["html"])
    else:
        pytest.fail("the keyboard does not come round")
    assert page.evaluate(MISSED) == []
    assert hidden == []
    assert plain == []


@ONE_LANGUAGE
def test_a_long_table_can_be_skipped(visitor):
    page = visitor
    show(page, "years")
    tables = page.locator(".tco-skipped")
    assert tables.count() == page.locator("table.tco-years").count() > 1
    tables.first.locator("a.tco-skip").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('table')") is None
    assert tables.nth(1).locator("a.tco-skip").evaluate("each => each === document.activeElement")


@ONE_LANGUAGE
def test_the_menu_opens_and_is_walked_by_keyboard_in_wide_and_narrow_windows(visitor):
    page = visitor
    show(page, "export")
    title = Words(page.language)("page.claims")
    page.get_by_test_id("stTopNavSection").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("title => document.activeElement.innerText === title", arg=title)
    page.keyboard.press("Enter")
    page.wait_for_function("title => document.title.startsWith(title)", arg=title)
    page.set_viewport_size(ZOOMED)
    page.get_by_role("button", name=Words(page.language)("controls.Expand sidebar"), exact=True).press(
        "Enter"
    )
    page.wait_for_function("() => document.activeElement.closest('[data-testid=stSidebar]')")
    page.keyboard.press("Shift+Tab")
    page.wait_for_function("() => !document.activeElement.closest('[data-testid=stSidebarNav]')")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[data-testid=stSidebar]') !== null")
    page.get_by_test_id("stSidebarNavLink").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "title => document.title.startsWith(title)", arg=Words(page.language)("page.start")
    )


@ONE_LANGUAGE
def test_nothing_that_stays_in_place_takes_much_of_a_window_zoomed_to_twice_its_size(visitor):
    page = visitor
    show(page, "answer")
    page.set_viewport_size(ZOOMED)
    fixed = """() => {
        document.querySelector('[data-testid="stMain"]').scrollTo(0, 600);
        return [...document.querySelectorAll("body *")].filter(each => {
            const style = getComputedStyle(each);
            return /fixed|sticky/.test(style.position) && style.visibility !== "hidden" && style.opacity !== "0" && !each.closest(".tco-scroll")
                && each.getBoundingClientRect().left >= 0;
        }).reduce((sum, each) => sum + each.getBoundingClientRect().height * each.getBoundingClientRect().width, 0)
            / (innerWidth * innerHeight);
    }"""
    page.wait_for_function("() => document.querySelector('[data-testid=stExpandSidebarButton]')")
    assert page.evaluate(fixed) < 0.25
    assert page.evaluate("document.querySelector('[data-testid=stHeader]').offsetHeight / innerHeight") < 0.15


def test_streamlits_own_controls_are_named_in_korean_on_a_korean_page(visitor):
    page = visitor
    english = {name.partition("{")[0] for name in texts("en") if name.startswith("controls.")}
    english = {name.removeprefix("controls.") for name in english}
    for name in ("start", "answer"):
        show(page, name)
        named = page.evaluate(
            "() => [...document.querySelectorAll('[aria-label]')].map(each => each.ariaLabel)"
        )
        if page.language == "ko":
            assert [each for each in named if any(each.startswith(start) for start in english)] == []
        assert Words(page.language)("controls.App pages") in named


@ONE_LANGUAGE
def test_colours_chosen_by_the_reader_leave_tracks_and_swatches_visible(visitor):
    page = visitor
    show(page, "answer")
    page.emulate_media(forced_colors="active")
    look = """() => [".tco-track", ".tco-track b"].map(each => {
        const style = getComputedStyle(document.querySelector(each));
        return style.backgroundColor !== getComputedStyle(document.body).backgroundColor && style.backgroundColor;
    })"""
    seen = page.evaluate(look)
    page.emulate_media(forced_colors="none")
    assert all(seen)
    assert "rgba(0, 0, 0, 0)" not in seen
