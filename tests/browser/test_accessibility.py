"""Every page in both languages and themes, examined by axe, by its colours, at the widths of a phone, by keyboard.

Colours are measured as they are drawn, with every opacity above them, since axe passes over text in pictures.
"""

from functools import cache
from importlib.resources import files

import pytest

from tco.ui.words import Words

pytestmark = pytest.mark.browser
SLOW = 120_000
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDE = {"width": 1280, "height": 900}
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
UNFOLD = """() => {
    for (const each of document.querySelectorAll('[data-testid="stMain"] details:not([open]) > summary')) each.click();
}"""
AXE = """async tags => {
    const found = await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
    return found.violations.map(each => `${each.id}: ${each.nodes.length} times, first ${each.nodes[0].html}`);
}"""
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
    page.evaluate(UNFOLD)
    page.wait_for_timeout(300)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_holds_what_the_guidelines_ask(visitor, name):
    page, found = visitor, {}
    show(page, name)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        page.wait_for_timeout(300)
        found[theme] = page.evaluate(AXE, TAGS) + page.evaluate(PALE)
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_timeout(250)
        found[width] = page.evaluate(SIDEWAYS)
    assert {where: each for where, each in found.items() if each} == {}
