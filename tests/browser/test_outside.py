"""Nothing is fetched from elsewhere, whatever a visitor does: a proxy notes whom his browser calls."""

from __future__ import annotations

import re
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.browser.conftest import BROWSERS, DESKTOP, PATIENCE, QUIET, Served, Visitor, _new_page
from tests.browser.test_links import click_bar
from tests.browser.test_login import Guarded, guarded
from tests.browser.test_main_job import Person

ELSEWHERE = "http://elders.example/"
EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "samen-nieuw-west" / "voorbeeld"


class Outside:
    """Stands in for every host outside this device: records the first line of each call, and hangs up."""

    def __init__(self) -> None:
        self.called: list[str] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            with line:
                self.called.append(line.recv(4_096).partition(b"\r\n")[0].decode("latin-1"))


@pytest.fixture
def outside() -> Iterator[Outside]:
    found = Outside()
    yield found
    found.close()


@pytest.fixture
def page(browser: Browser, outside: Outside) -> Iterator[Page]:
    """A browser window with a proxy for all hosts but 127.0.0.1: it also sees calls without page events."""
    flags = [*QUIET, f"--proxy-server=127.0.0.1:{outside.port}", "--proxy-bypass-list=127.0.0.1"]
    kind = browser.browser_type
    program = next(filter(None, map(shutil.which, BROWSERS)))
    own = kind.launch(executable_path=program, args=flags)
    found = _new_page(own, is_phone=False)
    found.set_viewport_size(DESKTOP)
    yield found
    with pytest.raises(Error):
        found.goto(ELSEWHERE, timeout=PATIENCE)
    assert any("elders.example" in line for line in outside.called), "the proxy was not asked"
    own.close()


def test_a_day_of_work_contacts_no_host_outside(
    page: Page, outside: Outside, own_server: Served, tmp_path: Path
) -> None:
    """A click in a chart, an opened menu and list, every kind of download, and a checked file."""
    visitor = Visitor(page, own_server.url)
    someone = Person(visitor, tmp_path)
    visitor.open("/?peildatum=2024-05-31&jaar=2024&deel=Alle cijfers")
    click_bar(page, 0, 2)
    expect(page.get_by_role("heading", level=1)).to_contain_text("bij Veiligheid")
    visitor.settle()
    someone.become("Kemal Yilmaz")
    _open_menu(visitor)
    taken = {".xlsx"} if _take_plan(someone).suffix == ".xlsx" else set()
    someone.upload(next(iter(sorted(EXAMPLE.glob("veiligheid_boekingen_*.xlsx")))))
    visitor.go("/bestuur?vergadering=2024-10-03")
    page.locator("summary").filter(has_text="Andere vormen").click()
    page.wait_for_timeout(500)
    for button in page.get_by_role("button", name=re.compile("^Download als")).all():
        with page.expect_download() as found:
            button.click()
        taken.add(Path(found.value.suggested_filename).suffix)
    visitor.go("/logboek")
    someone.become("Hanneke Smit")
    taken.add(someone.download("Download als CSV").suffix)
    assert taken >= {".xlsx", ".pdf", ".pptx", ".csv"}
    visitor.open("/bestaat-niet")
    assert outside.called == []


def _take_plan(someone: Person) -> Path:
    someone.visitor.open("/aanleveren")
    someone.choose("Geldend plan van", "Veiligheid")
    return someone.download("Download dit plan")


def _open_menu(visitor: Visitor) -> None:
    """Streamlit's own menu, and each dialog it offers."""
    visitor.page.get_by_test_id("stMainMenu").get_by_role("button").click()
    expect(visitor.page.get_by_test_id("stMainMenuPopover").first).to_be_visible()
    visitor.page.keyboard.press("Escape")


def test_a_page_that_cannot_open_contacts_no_host_outside(
    page: Page, outside: Outside, own_server: Served
) -> None:
    visitor = Visitor(page, own_server.url)
    visitor.open("/overzicht")
    own_server.database.rename(own_server.database.with_suffix(".weg"))
    visitor.open("/overzicht")
    expect(page.get_by_role("alert").first).to_be_visible()
    assert outside.called == []


@pytest.fixture
def with_login(tmp_path: Path) -> Iterator[Guarded]:
    with guarded(tmp_path) as running:
        yield running


def test_the_page_to_log_in_calls_nobody_outside_before_the_button_is_pressed(
    page: Page, outside: Outside, with_login: Guarded
) -> None:
    visitor = Visitor(page, with_login.url)
    visitor.open("/overzicht")
    expect(page.get_by_role("button", name="Inloggen")).to_be_visible()
    assert outside.called == []
