"""The public site in a real browser: accessible, without outside requests."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from budget.export.site.files import site_files
from budget.export.site.publication import Signed, Successor, publication, with_replacement_notice
from tests.browser.test_every_page import violations
from tests.browser.test_report_page import DESK, HAND, unfold
from tests.export.format_samples import SIGNED, second, with_questions
from tests.snapshot.content_sample import PREVIOUS, SHA

PAGES = (
    "index.html",
    "programma/index.html",
    "2024-06-27/index.html",
    f"2024-06-27/{PREVIOUS[:8]}/index.html",
)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Log nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with a snapshot and its correction."""
    folder = tmp_path_factory.mktemp("site")
    _, name, at = SIGNED
    after = Successor(SHA, at, "Dubbel geboekt")
    old = publication(Signed(with_replacement_notice(second(), after), PREVIOUS, name, at), {}, after)
    new = publication(Signed(with_questions(), SHA, name, at), {}, None)
    for path, data in site_files([old, new]).items():
        place: Path = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, HAND], ids=["desk", "hand"])
def test_every_page_is_accessible_fits_and_makes_no_outside_requests(
    browser: Browser, site: str, size: dict[str, int], colours: str
) -> None:
    context = browser.new_context(viewport=size, color_scheme=colours, bypass_csp=True)
    page, problems = context.new_page(), []
    page.on("console", lambda said: problems.append(said.text))
    page.on("request", lambda asked: asked.url.startswith(site) or problems.append(asked.url))
    for path in PAGES:
        page.goto(site + path)
        unfold(page)
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), path
        assert [f"{path} {fault}" for fault in violations(page)] == []
    assert [one for one in problems if "favicon" not in one and "404" not in one] == []
    context.close()


def test_links_lead_from_the_list_to_a_page_and_to_its_replaced_version(browser: Browser, site: str) -> None:
    page = browser.new_context(viewport=DESK).new_page()
    page.goto(site)
    page.get_by_role("main").get_by_role("link").first.click()
    page.get_by_role("link", name="Vervangen").click()
    assert page.url == site + PAGES[3]
    assert page.get_by_text("dit geldt niet meer").first.is_visible()
    page.get_by_role("link", name="Alle jaren naast elkaar").click()
    assert page.url == site + PAGES[1]
    page.context.close()
