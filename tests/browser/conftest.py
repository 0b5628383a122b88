"""A real server with the example, and a real browser with desktop or phone viewport."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.browser.ports import server_port
from tests.preloaded.command import program

ROOT = Path(__file__).resolve().parent.parent.parent
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--js-flags=--no-opt --no-maglev",
)
"""Switches off script optimisation: no window lives long enough to earn back its cost."""
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PATIENCE = 120_000
"""How long a screen may take before a test gives up, in milliseconds."""
expect.set_options(timeout=PATIENCE)

SOUGHT_UNDER_A_PAGE = ("/_stcore/health", "/_stcore/host-config")
"""Streamlit first looks for its server below a deep link, gets a 404, and continues at the root."""

# When a window last requested a run (the first byte says so), and when it last received anything.
_LISTEN = """() => {
    const send = WebSocket.prototype.send, heard = () => { window.heardAt = performance.now(); };
    WebSocket.prototype.send = function (data) {
        if (new Uint8Array(data)[0] === 0x5a) window.askedAt = performance.now();
        this.addEventListener('message', heard);  // the same listener counts once
        return send.call(this, data);
    };
}"""

# Idle, and still idle a moment later: a run may start another one, and a requested run may have to wait for
# a busy server.
_IS_SETTLED = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    const idle = app && (window.heardAt ?? 0) >= (window.askedAt ?? 0)
        && app.dataset.testConnectionState === 'CONNECTED'
        && app.dataset.testScriptState === 'notRunning'
        && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]');
    if (!idle) { delete window.idleSince; return false; }
    window.idleSince ??= performance.now();
    return performance.now() - window.idleSince > 250;
}"""

_GO = """(path) => {
    history.pushState({}, '', path);
    dispatchEvent(new PopStateEvent('popstate', { state: {} }));
}"""

_UP = """() => {
    document.activeElement?.blur();
    document.querySelector('.stMain').scrollTop = 0;
}"""

_IS_DARK = """(dark) => {
    const shades = getComputedStyle(document.querySelector('.stApp')).backgroundColor.match(/[0-9.]+/g);
    return (shades.slice(0, 3).every(shade => shade < 128)) === dark;
}"""

_CLEAR = """async () => {
    localStorage.clear();
    sessionStorage.clear();
    window.name = '';
    for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
    for (const name of await caches.keys()) await caches.delete(name);
}"""


@dataclass(frozen=True)
class Served:
    """A running server: where it is, and the SQLite file behind it."""

    url: str
    database: Path


@dataclass
class Visitor:
    """A browser window on a server. `problems` are console errors, page errors and requests to elsewhere."""

    page: Page
    url: str
    problems: list[str] = field(default_factory=list)
    is_altered: bool = False
    """Whether the test changed what no other may find: the window ends with it."""

    def open(self, path: str = "/") -> Page:
        """Go to `path` of the server and wait until the screen is complete."""
        self.page.goto(self.url + path)
        return self.settle()

    def go(self, path: str) -> Page:
        """Go to `path` from an open page, in the same session: as with the buttons back and forward.

        It costs half of what `open` does, for which a browser reads and starts all scripts again.
        """
        asked = self.page.evaluate("() => window.askedAt ?? 0")
        self.page.evaluate(_GO, path)
        self.page.wait_for_function("asked => window.askedAt > asked", arg=asked, polling=20)
        return self.settle()

    def go_as_new(self, path: str) -> Page:
        """Go to `path` with nothing focused, at the top: as it stands when it is opened."""
        self.page.evaluate(_UP)
        return self.go(path)

    def turn(self, colours: str) -> Page:
        """Switch the same page to "light" or "dark", as a device does at dusk, and wait until it is complete.

        Colours set by the server follow in its next run, which the key R requests.
        """
        self.page.emulate_media(color_scheme=colours)
        self.page.wait_for_function(_IS_DARK, arg=colours == "dark", polling=50, timeout=PATIENCE)
        self.page.keyboard.press("r")
        return self.settle()

    def settle(self) -> Page:
        """Wait until Streamlit has finished the script run and drawn the result."""
        self.page.evaluate("() => { delete window.idleSince; }")
        self.page.wait_for_function(_IS_SETTLED, polling=50, timeout=PATIENCE)  # Not on every frame.
        return self.page

    def watch(self) -> None:
        for event, note in self._notes.items():
            self.page.on(event, note)

    def ignore(self) -> None:
        """Ignore problems of earlier tests."""
        for event, note in self._notes.items():
            self.page.remove_listener(event, note)

    @cached_property
    def _notes(self) -> dict[str, Callable[..., None]]:
        return {
            "console": self._note_console,
            "pageerror": lambda error: self.problems.append(str(error)),
            "request": lambda request: self._note_address(request.url),
        }

    def _note_console(self, said: ConsoleMessage) -> None:
        address = str(said.location.get("url", ""))
        if said.type == "error" and not address.endswith(SOUGHT_UNDER_A_PAGE):
            self.problems.append(f"{said.text} ({address})")

    def _note_address(self, address: str) -> None:
        if not address.startswith((self.url, self.url.replace("http", "ws"), "data:", "blob:", "about:")):
            self.problems.append(f"asked for something elsewhere: {address}")


@pytest.fixture(scope="session")
def served(example_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all read-only tests of this process."""
    with _running(_copied(example_database, tmp_path_factory.mktemp("served"))) as server:
        yield server


@pytest.fixture(scope="module")
def served_here(example_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for the read-only tests of a file, with the example to themselves."""
    with _running(_copied(example_database, tmp_path_factory.mktemp("served_here"))) as server:
        yield server


@pytest.fixture
def own_server(example_database: Path, tmp_path: Path) -> Iterator[Served]:
    """A fresh server with its own copy of the example, for tests that write."""
    with _running(_copied(example_database, tmp_path)) as server:
        yield server


@pytest.fixture
def new_server(tmp_path: Path) -> Iterator[Served]:
    """A server without any programme or database."""
    with _running(tmp_path / "new.db", tmp_path / "programma") as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium or Chrome of this machine."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.fail("no Chromium or Chrome on the path; `make setup` installs it", pytrace=False)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=program, args=list(QUIET))


Visit = Callable[..., Visitor]
Pages = dict[tuple[str, ...], list[Page]]


@pytest.fixture(scope="session")
def left_pages() -> Pages:
    """What windows leave behind, by address: an empty page with Streamlit's scripts already loaded.

    Without those a first screen takes three times as long.
    """
    return {}


@pytest.fixture
def visit(browser: Browser, left_pages: Pages) -> Iterator[Visit]:
    """visit(served, viewport=DESKTOP, colours="light") opens a window of its own.

    At the end of the test no window may have problems; remove one from the list to allow it.
    """
    opened: list[tuple[Visitor, list[Page]]] = []

    def open_window(server: Served, viewport: dict[str, int] = DESKTOP, colours: str = "light") -> Visitor:
        is_phone = viewport["width"] < 600
        left = left_pages.setdefault((server.url, str(is_phone)), [])
        visitor = Visitor(left.pop() if left else _new_page(browser, is_phone), server.url)
        visitor.page.set_viewport_size(viewport)
        visitor.page.emulate_media(color_scheme=colours)
        visitor.watch()
        opened.append((visitor, left))
        return visitor

    yield open_window
    problems = [problem for visitor, _ in opened for problem in visitor.problems]
    for visitor, left in opened:
        if visitor.is_altered or visitor.page.is_closed():
            visitor.page.context.close()
        else:
            _forget(visitor)
            left.append(visitor.page)
    assert not problems, "the browser complained:\n" + "\n".join(problems)


@pytest.fixture(scope="session")
def kept_windows(browser: Browser) -> Iterator[dict[bool, Visitor]]:
    """The windows of `look`, by whether they are a phone's."""
    windows: dict[bool, Visitor] = {}
    yield windows
    for visitor in windows.values():
        visitor.page.context.close()


@pytest.fixture
def look(served: Served, browser: Browser, kept_windows: dict[bool, Visitor]) -> Iterator[Visit]:
    """look(path, viewport=DESKTOP, colours="light") shows a page in a window that tests share.

    For tests that look and leave nothing behind: no choice, no menu, no person. Streamlit's scripts start
    once for all of them, in one session, in which each goes to the page that it is about.
    """
    shown: list[Visitor] = []

    def go(path: str, viewport: dict[str, int] = DESKTOP, colours: str = "light") -> Visitor:
        is_phone = viewport["width"] < 600
        is_new = is_phone not in kept_windows
        if is_new:
            kept_windows[is_phone] = Visitor(_new_page(browser, is_phone), served.url)
        visitor = kept_windows[is_phone]
        visitor.page.set_viewport_size(viewport)
        visitor.page.emulate_media(color_scheme=colours, media="null")
        visitor.watch()
        shown.append(visitor)
        if is_new:
            visitor.open(path)
        else:
            visitor.page.wait_for_function(_IS_DARK, arg=colours == "dark", polling=50)
            visitor.go_as_new(path)
        return visitor

    yield go
    problems = [problem for visitor in shown for problem in visitor.problems]
    for visitor in shown:
        visitor.ignore()
        visitor.problems.clear()
    assert not problems, "the browser complained:\n" + "\n".join(problems)


def _new_page(browser: Browser, is_phone: bool) -> Page:
    context = browser.new_context(
        viewport=PHONE if is_phone else DESKTOP,
        reduced_motion="reduce",
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        has_touch=is_phone,
        is_mobile=is_phone,
        accept_downloads=True,
    )
    context.set_default_timeout(PATIENCE)
    context.add_init_script(f"({_LISTEN})()")
    return context.new_page()


def _forget(visitor: Visitor) -> None:
    """Leave nothing of a test but the process of its window, which keeps the scripts it has read.

    It stays as long as the window stays at its address: `about:blank` would end it. The server may be gone.
    """
    kept, empty = visitor.page, f"{visitor.url}/leeg"
    visitor.ignore()
    for page in kept.context.pages:
        if page is not kept:
            page.close()
    kept.context.set_offline(False)
    kept.emulate_media(media="null")
    kept.route(empty, lambda route: route.fulfill(body="", content_type="text/html"))
    kept.goto(empty)
    kept.unroute(empty)
    kept.evaluate(_CLEAR)
    kept.context.clear_cookies()
    kept.context.clear_permissions()


@pytest.fixture
def desktop(visit: Visit, served: Served) -> Visitor:
    """A window of 1280 by 900 on the shared read-only server."""
    return visit(served, DESKTOP)


@pytest.fixture
def page(desktop: Visitor) -> Page:
    """The first screen, complete, at desktop size."""
    return desktop.open()


def _environment(database: Path, programme: Path) -> dict[str, str]:
    own = {
        "BUDGET_DATABASE_URL": f"sqlite:///{database}",
        "BUDGET_PROGRAMME": str(programme),
        "PYTHONUNBUFFERED": "1",
    }
    return os.environ | own


def _copied(database: Path, folder: Path) -> Path:
    for file in database.parent.glob(f"{database.name}*"):
        shutil.copy2(file, folder)
    return folder / database.name


@contextmanager
def _process(command: list[str], **options: object) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, **options)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def _running(database: Path, programme: Path = ROOT / "data" / "samen-nieuw-west") -> Iterator[Served]:
    log = database.with_suffix(".log")
    with server_port() as port, log.open("w") as output:
        server, environment = program("budget", "serve", "--port", port), _environment(database, programme)
        with _process(server, cwd=ROOT, env=environment, stdout=output, stderr=output) as process:
            _await(process, f"http://127.0.0.1:{port}", log)
            yield Served(f"http://127.0.0.1:{port}", database)


def _await(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=5) as answer:
                if answer.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text()}", pytrace=False)
