"""The app without a browser, on a database of its own: empty, or with the example in it."""

from __future__ import annotations

import functools
import html
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest, local_script_runner

APP = Path(__file__).resolve().parent.parent.parent / "app.py"
PATIENCE = 60
"""How long one run of a page may take, in seconds."""

_KNOWN_PAGES: dict[str, dict[str, Any]] = {}
_KEPT: set[Path] = set()
"""Databases whose figures the app caches, as a server does for everyone who only reads."""
_TAG = re.compile(r"<[^>]*>")
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_SPOKEN = ("title", "header", "subheader", "caption", "markdown", "info", "warning", "success", "error")


@dataclass
class Screen:
    """The app as one visitor sees it; every action reruns it, and no run may fail."""

    app: AppTest

    def open(self, page: str = "overview", *, person: str | None = None, **address: str) -> Screen:
        """Go to a page by its file name, with these query parameters.

        The person is stored as by an earlier visit of the browser: choosing one on screen takes
        another run. The bare address of the overview redirects to his own tasks; reaching it from
        other pages does not.
        """
        if person is not None and page == "overview" and not address:
            address = {"scherm": "overzicht"}
        self._find(page)
        if person is not None:
            self.app.session_state["persoon"] = person
        for name, value in address.items():
            self.app.query_params[name] = value
        return self.go(page)

    def _find(self, page: str) -> None:
        """AppTest finds a page's address after a run of the app; one run of any app is enough."""
        if self.app._registered_pages:
            return
        if page in _KNOWN_PAGES:
            self.app._registered_pages = _KNOWN_PAGES[page]
            return
        self.app.run()
        known = self.app._registered_pages
        _KNOWN_PAGES.update({Path(info.get("script_path", "")).stem: known for info in known.values()})

    def go(self, page: str) -> Screen:
        """Go on to another page, as by a click in the navigation."""
        self.app.switch_page(f"pages/{page}.py")
        return self.run()

    def become(self, person: str) -> Screen:
        self.app.selectbox(key="persoon").set_value(person)
        return self.run()

    def choose(self, key: str, value: object) -> Screen:
        self.app.selectbox(key=f"keuze-{key}").set_value(value)
        return self.run()

    def upload(self, name: str, data: bytes) -> Screen:
        self.app.get("file_uploader")[0].set_value((name, data, "application/octet-stream"))
        return self.run()

    def say_why(self, origin: str = "VJN") -> Screen:
        """Fill in the origin of a plan change."""
        (choice,) = (w for w in self.app.radio if w.key and w.key.endswith("-herkomst"))
        choice.set_value(origin)
        for field in self.app.text_input:
            if field.key.startswith("wijziging-"):
                field.set_value("Voorjaarsnota 2024")
        return self.run()

    def click(self, label: str) -> Screen:
        self.button(label).click()
        return self.run()

    def run(self) -> Screen:
        self.app.run()
        assert not self.app.exception, self.app.exception
        return self

    def button(self, label: str):
        """The button with this label, also when its label ends with a file name."""
        labels = [(button, _readable(button.label)) for button in self.app.button]
        return next(b for b, text in labels if text == label or text.startswith(f"{label}: "))

    @property
    def heading(self) -> str:
        return _readable(self.app.title[0].value)

    @property
    def errors(self) -> list[str]:
        return [_readable(error.value) for error in self.app.error]

    @property
    def text(self) -> str:
        """All text on the page, in no particular order, without markup."""
        said = [element.value for kind in _SPOKEN for element in getattr(self.app, kind)]
        said += [_TAG.sub(" ", _STYLE.sub("", body)) for body in self._bodies]
        return " ".join(_readable(text) for text in said)

    def tables(self, caption: str) -> list[list[dict[str, str]]]:
        """The rows of every table with this caption, each a dict from its column heading."""
        found = []
        for body in self._bodies:
            if f"<caption>{html.escape(caption)}</caption>" in body:
                rows = re.findall(r"<tr[^>]*>(.*?)</tr>", body.partition("<tbody>")[2], re.DOTALL)
                found.append([_cells(row) for row in rows])
        return found

    def table(self, caption: str) -> list[dict[str, str]]:
        """The rows of the one table with this caption."""
        (only,) = self.tables(caption)
        return only

    @property
    def key_figures(self) -> dict[str, str]:
        """The texts of the boxes at the top, without their small print."""
        body = next(body for body in self._bodies if 'class="figures"' in body)
        words = re.findall(r"<summary>(.*?)</summary>", body)
        return dict(zip(words, re.findall(r"<dd>(?:<a [^>]*>)?([^<]*)", body), strict=True))

    @property
    def _bodies(self) -> list[str]:
        return [element.proto.body for element in self.app.get("html")]


OpenApp = Callable[..., Screen]


@pytest.fixture(scope="session", autouse=True)
def _a_run_is_awaited_without_looking() -> Iterator[None]:
    """AppTest polls a thousand times a second for the end of its run; joining its thread is enough."""
    look = local_script_runner.require_widgets_deltas

    def await_end(runner: local_script_runner.LocalScriptRunner, timeout: float) -> None:
        runner._script_thread.join(timeout)
        if not runner.script_stopped():
            look(runner, 0)  # Gives up, and says so.

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_script_runner, "require_widgets_deltas", await_end)
        yield


@pytest.fixture(scope="session", autouse=True)
def _packages_are_read_once() -> Iterator[None]:
    """Each AppTest searches all installed packages for components; once is enough."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            manifest_scanner,
            "scan_component_manifests",
            functools.cache(manifest_scanner.scan_component_manifests),
        )
        yield


@pytest.fixture
def open_app(monkeypatch: pytest.MonkeyPatch) -> OpenApp:
    """open_app(database) gives the app on that database; the command line uses the same one."""

    def opened(database: Path, *, is_shared: bool = False) -> Screen:
        monkeypatch.setenv("BUDGET_DATABASE_URL", f"sqlite:///{database}")
        if not is_shared or database not in _KEPT:
            st.cache_resource.clear()
            st.cache_data.clear()
            _KEPT.clear()
        _KEPT.add(database)
        return Screen(AppTest.from_file(str(APP), default_timeout=PATIENCE))

    return opened


@pytest.fixture
def example(open_app: OpenApp, example_database: Path) -> Screen:
    """The app with the example; read-only."""
    return open_app(example_database, is_shared=True)


@pytest.fixture
def own_example(open_app: OpenApp, example_database: Path, tmp_path: Path) -> Screen:
    """The app with the example to itself, for a test that changes something."""
    for file in example_database.parent.glob(f"{example_database.name}*"):
        shutil.copy2(file, tmp_path)
    return open_app(tmp_path / example_database.name)


@pytest.fixture
def empty(open_app: OpenApp, tmp_path: Path) -> Screen:
    """The app on its first day: nothing was submitted yet."""
    return open_app(tmp_path / "empty.db")


def _cells(row: str) -> dict[str, str]:
    cells = re.findall(r'<td data-label="([^"]*)"[^>]*>(.*?)</td>', row, re.DOTALL)
    return {html.unescape(name): html.unescape(_TAG.sub("", value)) for name, value in cells}


def _readable(text: str) -> str:
    return html.unescape(re.sub(r"\\(?=[^\w\s])", "", text))
