"""The first chart in a browser with an empty cache: waiting time and bytes, against stock Streamlit."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from statistics import median

from bench import Ratio
from playwright.sync_api import Browser, Request, ViewportSize, sync_playwright

from scripts.windows import Server

OPENINGS, QUICK = 11, 5
PATIENCE = 120_000
CHART_OF_OURS = 'img[src^="data:image/svg"]'
CHART_OF_PEER = ".js-plotly-plot .main-svg"
_LOOK = """(chart) => {
    const watch = new MutationObserver(() => {
        if (!document.querySelector(chart)) return;
        watch.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => { window.seenAt = performance.now(); }));
    });
    watch.observe(document, {subtree: true, childList: true, attributes: true});
}"""
"""Recorded inside the page when a chart was painted: a request from us would wait for all its scripts."""
_SEEN = """() => new Promise((done) => {
    const ask = () => (window.seenAt ? done(window.seenAt) : setTimeout(ask, 50));
    ask();
})"""
DESK: ViewportSize = {"width": 1280, "height": 900}
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def first_chart(ours: Server, peer: Server, said: str, quick: bool) -> Iterator[Ratio]:
    """The median wait for the first chart of Overzicht, and the bytes of the page; `said` is the peer."""
    urls = ((f"{ours.url}/overzicht", CHART_OF_OURS), (peer.url, CHART_OF_PEER))
    with sync_playwright() as driver:
        path = next(filter(None, map(shutil.which, NAMES)))
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        sizes = [_count_bytes(browser, *shown) / 1e6 for shown in urls]
        # By turns, so that other load on the machine affects both equally.
        waits = [
            [_wait_for_chart(browser, *shown) for shown in urls] for _ in range(QUICK if quick else OPENINGS)
        ]
        browser.close()
    yield Ratio("first chart in a cold browser, in s", *map(median, zip(*waits, strict=True)), 0.5, said)
    yield Ratio("what a cold browser fetches for the page, in MB", *sizes, 0.5, said)


def _wait_for_chart(browser: Browser, url: str, chart: str) -> float:
    """Seconds from the request until a chart is painted."""
    with browser.new_context(viewport=DESK, locale="nl-NL") as context:
        window = context.new_page()
        window.add_init_script(f"({_LOOK})({json.dumps(chart)})")
        window.goto(url, wait_until="commit")
        window.wait_for_selector(chart, timeout=PATIENCE)
        return float(window.evaluate(_SEEN)) / 1000


def _count_bytes(browser: Browser, url: str, chart: str) -> float:
    """The bytes received until the page was quiet."""
    with browser.new_context(viewport=DESK, locale="nl-NL") as context:
        window = context.new_page()
        fetched: list[Request] = []

        def keep(request: Request) -> None:
            fetched.append(request)

        window.on("requestfinished", keep)
        window.goto(url)
        window.wait_for_selector(chart, timeout=PATIENCE)
        window.wait_for_load_state("networkidle")
        sizes = [request.sizes() for request in fetched]
        return sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
