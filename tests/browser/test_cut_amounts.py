"""No amount is cut on any page at any width: a figure that lost its last digits still looks like a figure."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.browser.conftest import Served, Visitor
from tests.browser.test_every_page import PATHS
from tests.browser.test_sending_back import hand_in

WIDTHS = (768, 390, 360, 320)
MORE = {
    "reading": "/bestuur?lezen=1&vergadering=2024-10-03",
    "all figures": "/?deel=Alle%20cijfers",
    "action lines": "/opgavedomein?domein=VEI&onderdeel=Actielijnen",
    "plan": "/opgavedomein?domein=VEI&onderdeel=Plan%20en%20partners",
    "sources": "/?deel=Welke%20bron%3F",
    "what is left": "/verdieping?vraag=Wat%20blijft%20er%20over%3F",
    "flows": "/verdieping?vraag=Van%20bron%20naar%20domein",
    "years by source": "/meerjarenbeeld?per=Per%20bron",
}
SECOND_PERSON = "t.mulder"
_OPEN = """() => document.querySelectorAll('details').forEach(one => { one.open = true; })"""
_CHARTS_FIT = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(
    [...document.querySelectorAll('.main-svg')].filter(one => one.checkVisibility()).every(one =>
        one.getBoundingClientRect().width
        <= one.closest('[data-testid=stElementContainer]').getBoundingClientRect().width + 1)
))))"""
# Chart labels that overlap each other or leave the chart. A line may touch the next one, not cover it.
_TANGLED = """() => {
    const found = [], pad = 6;
    const apart = (a, b) => a.left >= b.right - 1 || a.right <= b.left + 1
        || a.top >= b.bottom - pad || a.bottom <= b.top + pad;
    for (const plot of document.querySelectorAll('.js-plotly-plot')) {
        if (!plot.checkVisibility()) continue;
        const edge = plot.getBoundingClientRect();
        const words = [...plot.querySelectorAll('.annotation-text, .xtick text, .ytick text, .legendtext')]
            .map(one => [one.textContent, one.getBoundingClientRect()]).filter(([, box]) => box.width);
        words.forEach(([one, a], nth) => {
            if (a.right > edge.right + 1 || a.left < edge.left - 1) found.push(one);
            for (const [two, b] of words.slice(nth + 1)) if (!apart(a, b)) found.push(one + ' | ' + two);
        });
    }
    return found;
}"""
# Every amount or chart text, compared with each box that hides overflow, and with the screen.
_CUT = r"""() => {
    const amount = /€|%|\d{1,3}(\.\d{3})+(?!\d)/, wide = document.documentElement.clientWidth;
    const found = new Set();
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const isCut = (text, node) => {
        const range = document.createRange();
        range.selectNodeContents(text);
        const box = range.getBoundingClientRect();
        if (!box.width || box.width < 2) return false;
        for (let one = node; one && one !== document.body; one = one.parentElement) {
            const look = getComputedStyle(one), has = one.getBoundingClientRect();
            if (look.visibility === 'hidden' || look.opacity === '0') return false;
            if (look.textOverflow === 'ellipsis' && one.scrollWidth > one.clientWidth) return true;
            if (one.matches('.wide') && one.scrollWidth > one.clientWidth + 1) return true;
            if (['auto', 'scroll'].includes(look.overflowX) && !one.matches('.stMain')) return false;
            if (['hidden', 'clip'].includes(look.overflowX)
                && (box.right > has.right + 1 || box.left < has.left - 1)) return true;
        }
        return box.right > wide + 1 || box.left < -1;
    };
    while (walk.nextNode()) {
        const text = walk.currentNode, node = text.parentElement;
        if (node.closest('script, style, option, table.data thead')) continue;
        if (!amount.test(text.data) && !node.closest('.main-svg')) continue;
        if (node.checkVisibility() && isCut(text, node)) found.add(text.data.trim());
    }
    for (const field of document.querySelectorAll('input, textarea'))
        if (amount.test(field.value) && field.scrollWidth > field.clientWidth + 1) found.add(field.value);
    return [...found];
}"""


def seen(visitor: Visitor, width: int) -> list[str]:
    """The amounts still cut off at this width, without reloading the page (a chart is redrawn)."""
    page = visitor.page
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(_OPEN)
    page.wait_for_function(_CHARTS_FIT)
    found: list[str] = []
    for sought in (_CUT, _TANGLED):
        try:
            page.wait_for_function(f"() => ({sought})().length === 0", timeout=10_000)
        except PlaywrightTimeoutError:
            found += [f"{width}: {text}" for text in page.evaluate(sought)]
    return found


@pytest.mark.parametrize(
    "widths", [(WIDTHS[0], WIDTHS[-1]), pytest.param(WIDTHS[1:-1], marks=pytest.mark.long)], ids=str
)
def test_no_amount_is_cut_on_any_page_at_any_width(
    visit, own_server: Served, programme, widths: tuple[int, ...]
) -> None:
    hand_in(own_server, programme, "VEI", "k.yilmaz")
    someone = visit(own_server, {"width": widths[0], "height": 900})
    someone.page.context.add_cookies([{"name": "persoon", "value": SECOND_PERSON, "url": own_server.url}])
    cut: list[str] = []
    for number, (name, path) in enumerate((PATHS | MORE).items()):
        someone.go(path) if number else someone.open(path)
        assert urlsplit(someone.page.url).path == urlsplit(path).path
        cut += [f"{name} at {text}" for width in widths for text in seen(someone, width)]
    assert not cut, "\n".join(cut)


def test_the_sweep_detects_overlapping_chart_labels(look) -> None:
    page = look(MORE["sources"], {"width": 320, "height": 900}).page
    assert page.evaluate(_TANGLED) == []
    page.evaluate("""() => {
        const [one, two] = document.querySelectorAll('.js-plotly-plot .annotation-text');
        two.textContent = one.textContent;
        two.setAttribute('x', one.getAttribute('x'));
        two.parentElement.setAttribute('transform', one.parentElement.getAttribute('transform') || '');
        two.closest('.annotation').replaceChildren(...one.closest('.annotation').cloneNode(true).childNodes);
    }""")
    assert page.evaluate(_TANGLED)


def test_the_sweep_detects_clipped_text(look) -> None:
    page = look("/mijn-taken", {"width": 390, "height": 900}).page
    for style in ("width:2rem;overflow:hidden", "position:absolute;left:360px"):
        page.evaluate(
            """style => { document.body.insertAdjacentHTML('beforeend',
            `<div class="proef" style="white-space:nowrap;${style}">1.234.567</div>`); }""",
            style,
        )
        assert page.evaluate(_CUT) == ["1.234.567"]
        page.evaluate("() => document.querySelector('.proef').remove()")
