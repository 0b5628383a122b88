"""Texts from a workbook never become links or outside requests."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import PATIENCE, ROOT
from tests.server.conftest import free_port

SCRIPT = Path(__file__).parent / "plain_texts.py"


@pytest.fixture
def address() -> Iterator[str]:
    """The address of a Streamlit that serves only the page of texts."""
    port = str(free_port())
    command = [sys.executable, "-m", "streamlit", "run", str(SCRIPT), "--server.port", port]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})
    url, give_up = f"http://127.0.0.1:{port}", time.monotonic() + PATIENCE / 1000
    while time.monotonic() < give_up:
        with suppress(OSError):
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=5).close()
            break
        time.sleep(0.1)
    yield url
    process.kill()
    process.wait()


def test_a_text_of_a_workbook_has_no_links_and_fetches_nothing(address: str, browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.get_by_text("klaar", exact=True).wait_for(timeout=PATIENCE)
    links = [link.get_attribute("href") for link in page.locator(".stMain a").all()]
    assert links == ["https://onze.example"], "a link of our own shows that this test would see one"
    assert page.locator(".stMain img").count() == 0
    assert [url for url in asked if "evil" in url] == []
    page.close()
