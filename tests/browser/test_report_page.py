"""The HTML report in a real browser: desktop and phone, light and dark."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser, Page

from budget.export.html.document import html, public_html
from budget.labels import TERMS
from tests.browser.test_every_page import violations
from tests.export.format_samples import CONCEPT, SIGNED, hostile
from tests.snapshot.content_sample import content

DESK = {"width": 1280, "height": 900}
HAND = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The address of every page to check."""
    folder = tmp_path_factory.mktemp("pages")
    pages = {
        "signed": html(content(), *SIGNED),
        "concept": html(content(), *CONCEPT),
        "public": public_html(content(), *SIGNED),
        "hostile": html(hostile(), *SIGNED),
    }
    for name, data in pages.items():
        (folder / f"{name}.html").write_bytes(data)
    return {name: (folder / f"{name}.html").as_uri() for name in pages}


def opened(browser: Browser, address: str, size: dict[str, int], colours: str = "light", **more) -> Page:
    """The page in its own window, with a record of its errors and its requests to other hosts."""
    page = browser.new_context(viewport=size, color_scheme=colours, **more).new_page()
    page.problems = []
    page.on("console", lambda said: page.problems.append(said.text))
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("request", lambda asked: asked.url == address or page.problems.append(asked.url))
    page.goto(address)
    return page


def unfold(page: Page) -> None:
    page.evaluate("() => document.querySelectorAll('details').forEach(found => { found.open = true; })")


WAYS = [
    ("signed", DESK, "light"),
    ("signed", HAND, "dark"),
    ("concept", DESK, "light"),
    ("public", HAND, "dark"),
]
"""The report in every size and colour; its two other forms look the same, so each is opened once."""
TURNED = [("signed", DESK, "dark"), ("signed", HAND, "light")]
"""The same sizes in the other colours."""


@pytest.mark.parametrize(
    ("name", "size", "colours"),
    [*WAYS, *(pytest.param(*way, marks=pytest.mark.long) for way in TURNED)],
    ids=[f"{name}-{'desk' if size is DESK else 'hand'}-{colours}" for name, size, colours in WAYS + TURNED],
)
def test_the_page_is_accessible_and_fits(browser, files, name, size, colours) -> None:
    """Folded only the lines to unfold it differ: all else is judged when nothing is hidden."""
    page = opened(browser, files[name], size, colours, bypass_csp=True)
    for within in ("summary", ""):
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        assert list(violations(page, within=within)) == []
        unfold(page)
    assert page.problems == []
    page.context.close()


def test_hostile_text_runs_no_script_and_the_page_makes_no_outside_requests(browser, files) -> None:
    page = opened(browser, files["hostile"], DESK)
    page.on("dialog", lambda dialog: page.problems.append(dialog.message))
    unfold(page)
    assert page.problems == []
    assert page.get_by_text("<script>alert(1)</script>").count()
    page.context.close()


def test_the_answer_the_signals_and_the_first_bars_come_first_on_a_phone(browser, files) -> None:
    page = opened(browser, files["signed"], HAND)
    answer = page.locator(".answer").bounding_box()
    assert answer["y"] + answer["height"] < HAND["height"]
    assert page.locator("svg.pace.narrow").first.is_visible()
    assert not page.locator("svg.pace.wide").first.is_visible()
    page.context.close()


def test_the_keyboard_reaches_the_content_the_words_and_the_tables(browser, files) -> None:
    page = opened(browser, files["signed"], DESK)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Naar de inhoud"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Begroot"
    page.keyboard.press("Enter")
    assert page.get_by_text(TERMS["begroot"]).first.is_visible()
    page.context.close()


def test_every_printed_page_has_scope_and_hash(browser, files, tmp_path: Path) -> None:
    page = opened(browser, files["concept"], DESK, "dark")
    page.pdf(path=tmp_path / "print.pdf", prefer_css_page_size=True)
    sheets = [
        " ".join(sheet.extract_text().split()) for sheet in pypdf.PdfReader(tmp_path / "print.pdf").pages
    ]
    assert len(sheets) > 3
    for sheet in sheets:
        assert "middelen van de alliantie." in sheet
        assert "CONCEPT" in sheet
        assert "Kenmerk" in sheet
    page.context.close()
