"""Who is held back by a limit reads a Dutch sentence, and comes in by himself when there is room."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from playwright.sync_api import expect
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from budget.server.guard import AGAIN
from budget.server.uploads import OWN_FULL
from budget.server.windows import FULL
from tests.browser.conftest import Served, Visit, Visitor, _copied, _running
from tests.browser.test_main_job import Person

REFUSED = r"503|413|WebSocket|Failed to load|ERR_INTERNET|te veel vensters|Client Error"
Limited = Callable[..., Served]
REMEMBER = """() => {
    const Socket = WebSocket;
    window.WebSocket = class extends Socket {
        constructor(...given) { super(...given); window.line = this; }
    };
}"""


@pytest.fixture
def limited(example_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Limited]:
    """limited(NAME="value") starts a server with the example and these limits."""
    with ExitStack() as running:

        def start(**limits: str) -> Served:
            for name, value in limits.items():
                monkeypatch.setenv(f"BUDGET_LIMIT_{name}", value)
            return running.enter_context(_running(_copied(example_database, tmp_path)))

        yield start


def forgive_refusals(visitor: Visitor) -> None:
    """The browser itself logs an answer 503 or 413, and a refused socket."""
    visitor.problems[:] = [said for said in visitor.problems if not re.search(REFUSED, said)]


def test_a_window_too_many_reads_why_and_opens_by_itself_when_another_closes(
    limited: Limited, visit: Visit
) -> None:
    server = limited(SESSIONS_PER_ADDRESS="1", OPENINGS="1000")
    first, second = visit(server), visit(server)
    first.open("/overzicht")
    second.page.goto(f"{server.url}/overzicht")
    expect(second.page.get_by_text(FULL)).to_be_visible()
    assert second.page.evaluate("document.documentElement.lang") == "nl"
    first.page.goto("about:blank")
    second.page.wait_for_selector('[data-testid="stApp"]', timeout=(AGAIN + 110) * 1000)
    second.settle()
    expect(second.page.get_by_role("heading", level=1).first).to_be_visible()
    forgive_refusals(second)


def test_a_page_whose_place_another_took_reads_why(limited: Limited, visit: Visit) -> None:
    """Its socket was lost for a moment; Streamlit asks for a new one and shows the answer."""
    server = limited(SESSIONS_PER_ADDRESS="1", OPENINGS="1000")
    visitor = visit(server)
    visitor.page.add_init_script(f"({REMEMBER})()")
    visitor.is_altered = True
    page = visitor.open("/overzicht")
    page.context.set_offline(True)
    page.evaluate("window.line.close()")
    with ExitStack() as others:
        _take(others, server.url.replace("http", "ws") + "/_stcore/stream", server.url)
        page.context.set_offline(False)
        expect(page.get_by_text(FULL)).to_be_visible()
    forgive_refusals(visitor)


def _take(others: ExitStack, address: str, origin: str) -> None:
    """Open a window as soon as there is a free place: the server may notice a lost one late."""
    for _ in range(600):
        with suppress(WebSocketException, OSError):
            others.enter_context(connect(address, origin=origin, subprotocols=["streamlit"]))
            return
        time.sleep(0.1)
    raise AssertionError("no place became free")


def test_a_file_that_does_not_fit_says_so_beside_its_name(
    limited: Limited, visit: Visit, tmp_path: Path
) -> None:
    visitor = visit(limited(UPLOAD_SESSION="1000"))
    someone = Person(visitor, tmp_path)
    page = visitor.open("/aanleveren")
    someone.become("Kemal Yilmaz")
    file = tmp_path / "groot.xlsx"
    file.write_bytes(bytes(5_000))
    page.locator("input[type=file]").first.set_input_files(file)
    expect(page.get_by_text(OWN_FULL.format(room=0)).first).to_be_visible()
    forgive_refusals(visitor)
