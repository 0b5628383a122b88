"""Every page, opened by its URL on desktop and phone, light and dark, is complete and accessible."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from budget.labels import TERMS
from tests.browser.conftest import Visitor

ROOT = Path(__file__).resolve().parent.parent.parent
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PATHS = {
    "tasks": "/mijn-taken",
    "overview": "/",
    "domain": "/opgavedomein?domein=VEI",
    "insight": "/verdieping",
    "board": "/bestuur?vergadering=2024-10-03",
    "deliver": "/aanleveren",
    "accept": "/vaststellen",
    "reconcile": "/aansluiting",
    "logbook": "/logboek?soort=accept",
    "close": "/jaarafsluiting",
    "years": "/meerjarenbeeld",
    "country": "/landelijk",
    "forecast": "/prognose",
    "notices": "/meldingen",
    "programme": "/beheer",
    "search": "/zoeken?zoek=coach",
    "proof": "/klopt-dit?cijfer=vrije+ruimte&van=VEI",
}
WRONG = (
    "Er ging iets mis",
    "Open de monitor via de startpagina",
    "Page not found",
    "Traceback",
    "Browse files",
    "Upload",
    " more",
    "per file",
)


_AXE = """([within, rules]) => axe.run(
    within || document, { resultTypes: ['violations'], ...(rules.length && { runOnly: rules }) }
).then(found => found.violations)"""
OF_A_TAB = "[role=tablist], [role=tabpanel]"
"""What another tab changes on a page."""
OF_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules of axe that look at colours."""


def violations(page: Page, rules: tuple[str, ...] = (), within: str = "") -> Iterator[str]:
    """The axe findings of any severity, one line per kind, by all rules or only the given ones.

    Of the whole page, or within what the selector finds. The script of axe is loaded once per page.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    for found in page.evaluate(_AXE, [within, list(rules)]):
        yield f"{found['id']}: {found['nodes'][0]['html'][:150]} {found['nodes'][0]['failureSummary']}"


def faults(page: Page, rules: tuple[str, ...] = ()) -> Iterator[str]:
    """Console errors and accessibility violations; `rules` limits the axe rules checked."""
    text = page.locator("body").inner_text()
    yield from (f"says {word!r}" for word in WRONG if word in text)
    if page.get_by_role("heading", level=1).count() != 1:
        yield "has not one heading of the first level"
    if page.get_by_test_id("stException").count() or page.get_by_test_id("stAlertContentError").count():
        yield "shows an error"
    if page.evaluate("() => document.querySelector('.stMain').scrollWidth > innerWidth"):
        yield "is wider than the screen"
    if page.evaluate("() => document.documentElement.lang") != "nl":
        yield "does not say that it is Dutch"
    yield from violations(page, rules)


def test_the_contrast_rules_detect_a_heading_too_pale_to_read(look) -> None:
    page = look("/mijn-taken").page
    page.evaluate("() => document.querySelector('h1').style.color = '#eee'")
    found = list(violations(page, OF_COLOURS))
    page.evaluate("() => document.querySelector('h1').style.removeProperty('color')")
    assert [one.partition(":")[0] for one in found] == ["color-contrast"]


def test_these_are_all_the_pages() -> None:
    assert PATHS.keys() == {path.stem for path in (ROOT / "pages").glob("*.py")}


WAYS = [(DESKTOP, "light"), (PHONE, "dark")]
"""Screen sizes, with the colours in which a page opens on each."""
OTHERS = {"light": "dark", "dark": "light"}
FEW = {False: ("overview", "logbook"), True: ("domain",)}
"""By whether it is a phone: where the theme changes. Two pages with charts and one with a table."""
on_a_desk_and_in_a_hand = pytest.mark.parametrize(("viewport", "colours"), WAYS, ids=["desk", "hand"])


def faults_when_opened(visitor: Visitor, path: str, colours: str) -> Iterator[str]:
    """The faults a visitor meets when a page is opened cold in these colours."""
    visitor.page.emulate_media(color_scheme=colours)
    yield from (f"{path} {colours} {fault}" for fault in faults(visitor.open(path)))


def faults_when_turned(visitor: Visitor, path: str, colours: str) -> Iterator[str]:
    """The faults a visitor meets when a page opened in these colours switches to the others."""
    visitor.page.emulate_media(color_scheme=colours)
    visitor.open(path)
    yield from faults_after_turning(visitor, path, colours)


def faults_after_turning(visitor: Visitor, path: str, colours: str) -> Iterator[str]:
    """The same of a page that is open: it is held to the rules of axe that look at colours."""
    others = OTHERS[colours]
    yield from (f"{path} {others} {fault}" for fault in faults(visitor.turn(others), OF_COLOURS))


def faults_when_gone_to(visitor: Visitor, path: str, colours: str) -> Iterator[str]:
    """What a visitor would stumble over where he comes to a page from another one, in these colours."""
    yield from (f"{path} {colours} {fault}" for fault in faults(visitor.go(path)))


@pytest.mark.parametrize(
    ("look", "viewport", "colours"),
    [
        (faults_when_opened, *WAYS[0]),
        (faults_when_gone_to, *WAYS[1]),
        pytest.param(faults_when_opened, *WAYS[1], marks=pytest.mark.long),
    ],
    ids=["desk", "hand", "cold in a hand"],
)
def test_every_page_opens_without_errors_and_is_accessible_in_light_desktop_and_dark_phone(
    visit, served, look: Callable, viewport: dict[str, int], colours: str
) -> None:
    visitor, found = visit(served, viewport, colours), []
    if look is faults_when_gone_to:
        visitor.open(PATHS["country"])
    few = FEW[viewport is PHONE]
    for name in sorted(PATHS, key=few.__contains__):
        found += look(visitor, PATHS[name], colours)
        if name in few:  # These come last: what is gone to from a page that turned has its colours.
            found += faults_after_turning(visitor, PATHS[name], colours)
    assert not found, "\n".join(found)


@pytest.mark.long
@pytest.mark.parametrize(("viewport", "colours"), WAYS, ids=["desk", "hand"])
def test_each_other_page_is_accessible_after_its_theme_changes(visit, served, viewport, colours) -> None:
    visitor = visit(served, viewport, colours)
    names = [name for name in PATHS if name not in FEW[viewport is PHONE]]
    found = [fault for name in names for fault in faults_when_turned(visitor, PATHS[name], colours)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ["domain", "board"])
def test_every_tab_is_accessible(look, name: str) -> None:
    """What stands around the tabs is in the page as it opens, which axe judges whole above."""
    someone, found = look(PATHS[name]), []
    page = someone.page
    for tab in page.get_by_role("tab").all():
        tab.click()
        page.wait_for_timeout(100)
        found += [f"{tab.inner_text()} {fault}" for fault in violations(someone.settle(), within=OF_A_TAB)]
    assert not found, "\n".join(found)


def test_every_chart_has_a_name_and_a_table(look) -> None:
    page = look(PATHS["domain"]).page
    charts = page.get_by_test_id("stPlotlyChart")
    assert charts.count() == 4
    for number in range(charts.count()):
        assert charts.nth(number).locator("[aria-label]").first.get_attribute("aria-label")
    assert page.get_by_text("Bekijk als tabel", exact=True).count() == charts.count()


def test_navigation_choices_and_terms_can_be_reached_with_the_keyboard(page: Page) -> None:
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("() => document.activeElement.innerText.split('\\n')[0]"))
    for word in ("Opgavedomeinen", "Bestuur", "Aanleveren", "Vaststellen", "begroot", "Vrije ruimte"):
        assert word in reached, reached
    page.get_by_text("begroot", exact=True).first.focus()
    page.keyboard.press("Enter")
    assert page.get_by_text(TERMS["begroot"]).first.is_visible()


def test_tab_moves_from_the_filter_button_to_the_first_filter(page: Page) -> None:
    page.get_by_role("button", name="Peildatum").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Peildatum", exact=True).wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.getAttribute('aria-label')") == "Peildatum"


def test_the_menu_is_dutch(look) -> None:
    page = look(PATHS["overview"]).page
    page.get_by_test_id("stMainMenu").click()
    items = page.get_by_test_id("stMainMenuPopover").inner_text().split("\n")
    assert [item for item in items if item in ("Systeem", "Licht", "Donker", "Druk af")] == [
        "Systeem", "Licht", "Donker", "Druk af",
    ]  # fmt: skip
    assert not {"System", "Light", "Dark", "Record screen", "Print"}.intersection(items)
    page.keyboard.press("Escape")


_IS_OPAQUE = """(selector) => {
    let part = document.querySelector(selector);
    if (!part) return false;
    for (; part; part = part.parentElement) if (getComputedStyle(part).opacity !== '1') return false;
    return true;
}"""
"""A text that fades in has its own colours only once it is opaque."""


def test_menus_lists_and_tooltips_are_accessible_when_open(desktop) -> None:
    page, found = desktop.open(PATHS["overview"]), []
    page.get_by_test_id("stMainMenu").click()
    page.wait_for_function(_IS_OPAQUE, arg="[data-testid=stMainMenuPopover]")
    found += violations(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Peildatum").click()
    page.get_by_role("combobox", name="Ik ben").click()
    page.wait_for_function(_IS_OPAQUE, arg="[role=listbox]")
    found += violations(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.get_by_test_id("stTooltipIcon").first.hover()
    page.wait_for_function(_IS_OPAQUE, arg="[data-testid=stTooltipContent]")
    found += violations(page)
    assert not found, "\n".join(found)


def test_an_unknown_page_is_reported_in_dutch(visit, served) -> None:
    visitor = visit(served)
    page = visitor.open("/bestaat-niet")
    said = page.get_by_role("dialog").inner_text()
    visitor.problems.clear()
    assert "bestaat niet" in said
    assert "page" not in said.lower().replace("pagina", "")
