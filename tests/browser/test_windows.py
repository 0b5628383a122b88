"""A window that a test leaves to the next one has its process, and nothing else of what the test did."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Served, Visitor, _forget, _new_page

MARK = """async () => {
    localStorage.setItem('a', '1');
    sessionStorage.setItem('a', '1');
    document.cookie = 'persoon=k.yilmaz';
    window.name = 'a';
    window.mark = 'a';
    indexedDB.open('a');
    await caches.open('a');
}"""
LEFT = """async () => [
    Object.keys(localStorage).includes('a'), Object.keys(sessionStorage).includes('a'), document.cookie,
    window.name, window.mark ?? '', (await indexedDB.databases()).length, await caches.keys(),
    navigator.onLine, matchMedia('print').matches, matchMedia('(prefers-color-scheme: dark)').matches,
]"""


@pytest.fixture
def window(browser: Browser, served: Served) -> Visitor:
    return Visitor(_new_page(browser, is_phone=False), served.url)


def test_a_window_that_is_left_has_nothing_of_the_test_before(window: Visitor) -> None:
    page = window.open("/mijn-taken")
    page.evaluate(MARK)
    page.emulate_media(media="print", color_scheme="dark")
    page.context.new_page().goto(f"{window.url}/meldingen")
    page.context.set_offline(True)
    page.context.grant_permissions(["geolocation"])
    _forget(window)
    assert page.context.pages == [page]
    page.emulate_media(color_scheme="light")
    window.open("/mijn-taken")
    found = page.evaluate(LEFT)
    assert found == [False, False, found[2], "", "", 0, [], True, False, False]
    assert "k.yilmaz" not in found[2]
    permission = "navigator.permissions.query({ name: 'geolocation' }).then(found => found.state)"
    assert page.evaluate(permission) != "granted"
    page.context.close()


def test_a_window_that_is_left_keeps_its_process(window: Visitor) -> None:
    window.open("/mijn-taken")
    before = _processes(window)
    _forget(window)
    window.open("/mijn-taken")
    assert _processes(window) == before
    window.page.context.close()


def _processes(visitor: Visitor) -> set[int]:
    session = visitor.page.context.browser.new_browser_cdp_session()
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return {one["id"] for one in found if one["type"] == "renderer"}
