"""What fits the first screen, measured in a real browser on desktop, tablet and phone."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Page, expect

from budget.model.programme import Programme
from tests.browser.conftest import Visitor
from tests.browser.test_every_page import OF_A_TAB, violations

DESK, TABLET = {"width": 1280, "height": 800}, {"width": 1024, "height": 768}
PHONES = [{"width": 390, "height": 844}, {"width": 360, "height": 740}, {"width": 320, "height": 568}]
ROWS = "[class*=st-key-rij-]"
TABS = ("Hoe snel?", "Welke bron?", "Wat is er veranderd?", "Acties", "Wie moet nog leveren?", "Alle cijfers")
CLIPPED = """() => {
    const found = [], wide = document.documentElement.clientWidth;
    const amounts = '[class*=st-key-rij-] p, .st-key-opening li, .st-key-opening h1, .uitleg-rijen span';
    for (const one of document.querySelectorAll(amounts)) {
        const range = document.createRange();
        range.selectNodeContents(one);
        const text = range.getBoundingClientRect(), box = one.getBoundingClientRect();
        if (text.width && (text.right > Math.min(wide, box.right + 1) || text.left < 0))
            found.push(one.textContent);
    }
    return found;
}"""
OVERLAPS = """() => {
    const found = [], apart = (a, b) => a.left >= b.right - 1 || a.top >= b.bottom - 2;
    for (const row of document.querySelectorAll('[class*=st-key-rij-]')) {
        const parts = [...row.querySelectorAll('p, img')].map(one => [one, one.getBoundingClientRect()]);
        for (const [one, a] of parts) for (const [two, b] of parts)
            if (one !== two && !one.contains(two) && !two.contains(one) && a.width && b.width
                && !apart(a, b) && !apart(b, a))
                found.push(one.textContent + ' | ' + two.textContent);
    }
    return found;
}"""


def bottom(page: Page, place: str) -> float:
    box = page.locator(place).last.bounding_box()
    assert box, place
    return box["y"] + box["height"]


@pytest.mark.parametrize(
    ("path", "colours"),
    [("/", "light"), ("/", "dark"), ("/?peildatum=2024-12-31", "light"), ("/?peildatum=2024-10-20", "light")],
    ids=["light", "dark", "far past the bookings", "just past the bookings"],
)
def test_domains_total_and_open_questions_fit_the_first_screen(
    look, programme: Programme, path: str, colours: str
) -> None:
    someone = look(path, DESK, colours)
    for size in (DESK, TABLET):
        resize(someone, size)
        assert_on_the_first_screen(someone.page, programme, size)


def resize(someone: Visitor, size: dict[str, int]) -> None:
    """Resize the window, as when a tablet is turned, and wait until the page is complete."""
    if someone.page.viewport_size != size:
        someone.page.set_viewport_size(size)
        someone.page.wait_for_timeout(200)
        someone.settle()


def assert_on_the_first_screen(page: Page, programme: Programme, size: dict[str, int]) -> None:
    assert page.evaluate("() => innerWidth") == size["width"]
    assert page.locator(ROWS).count() == len(programme.domains) + 1
    assert bottom(page, ROWS) < size["height"]
    assert page.locator(".st-key-opening li").count() > 0
    assert bottom(page, ".st-key-opening li") < size["height"]
    for image in page.locator(".staaf").all():
        box = image.bounding_box()
        assert box
        assert box["width"] > 100
        assert image.evaluate("e => e.complete && e.naturalWidth > 0")


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/", ".gevraagd a"),
        ("/bestuur?vergadering=2024-10-03", ".st-key-kop h2"),
        ("/opgavedomein?domein=WBE", ".st-key-kop a[href*=Bijsturen]"),
    ],
    ids=["overview", "board", "domain"],
)
def test_open_questions_with_their_dates_fit_the_first_screen_of_a_phone(look, path: str, asked: str) -> None:
    someone = look(path, PHONES[0])
    page = someone.page
    for size in PHONES:
        resize(someone, size)
        assert page.evaluate("() => innerWidth") == size["width"]
        assert bottom(page, asked) < size["height"], size
        assert "2024" in page.locator(asked).last.inner_text()


def test_a_meeting_page_shows_questions_options_and_warnings_on_the_first_screen(look) -> None:
    address = "/bestuur?vergadering=2024-10-03"
    hand = look(address, {"width": 360, "height": 740}).page
    choice = hand.locator("ol.vragen li").first.locator("div").nth(1)
    box = choice.bounding_box()
    assert choice.inner_text().startswith("B. ")
    assert box["y"] + box["height"] < 740
    desk = look(address, DESK).page
    for code in ("WON", "ORG"):
        assert desk.locator(f".st-key-rij-{code} .rood").last.inner_text() == "Bijsturen:"
        assert bottom(desk, f".st-key-rij-{code}") < DESK["height"]


def test_no_line_of_a_card_begins_with_a_separator(look) -> None:
    page = look("/logboek", PHONES[0]).page
    marks = page.evaluate("""() => [...document.querySelectorAll('table.lines td')].map(cell =>
        [getComputedStyle(cell, '::before').content, getComputedStyle(cell, '::after').content])""")
    assert all("·" not in before for before, _ in marks)
    assert any("·" in after for _, after in marks)


def test_the_summary_of_questions_on_a_phone_links_to_the_full_list(visit, served) -> None:
    someone = visit(served, {"width": 390, "height": 844})
    page = someone.open("/")
    page.locator(".gevraagd a").click()
    someone.settle()
    page.wait_for_function("document.querySelector('#gevraagd').getBoundingClientRect().top < innerHeight")
    assert page.url.endswith("#gevraagd")


@pytest.mark.parametrize("widths", [(1280, 1024, 768), (390, 360, 320)], ids=["desk", "hand"])
def test_no_amount_is_clipped_and_nothing_overlaps(look, widths: tuple[int, ...]) -> None:
    someone = look("/", {"width": widths[0], "height": 800})
    page = someone.page
    for width in widths:
        resize(someone, {"width": width, "height": 800})
        assert (width, page.evaluate(CLIPPED), page.evaluate(OVERLAPS)) == (width, [], [])
        assert page.evaluate("() => innerWidth") == width
        assert page.evaluate("() => document.querySelector('.stMain').scrollWidth <= innerWidth")


def test_every_tab_opens_its_part_and_is_accessible(look) -> None:
    someone, found = look("/", DESK), []
    page = someone.page
    for tab in TABS:
        page.get_by_role("tab", name=tab).click()
        expect(page.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")
        page.wait_for_timeout(100)
        someone.settle()
        assert page.locator("[role=tabpanel]:visible").last.inner_text(), tab
        found += [f"{tab} {fault}" for fault in violations(page, within=OF_A_TAB)]
    assert not found, "\n".join(found)


def test_the_keyboard_reaches_the_rows_in_order_and_the_tabs(visit, served) -> None:
    page = visit(served, DESK).open("/")
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("() => document.activeElement.innerText"))
    names = [link.inner_text() for link in page.locator(f"{ROWS} [data-testid=stPageLink] a").all()]
    assert [text for text in reached if text in names] == names
    assert TABS[0] in reached


def test_a_row_is_one_link_to_its_domain_at_the_same_moment(look) -> None:
    someone = look("/?peildatum=2024-05-31&jaar=2024", DESK)
    page = someone.page
    page.locator(".st-key-rij-VEI .opbrengst").click(force=True)
    page.wait_for_url("**/opgavedomein?**")
    assert "31 mei 2024" in someone.settle().get_by_role("heading", level=1).inner_text()
    assert "domein=VEI" in page.url


def test_a_dark_screen_prints_whole_and_readable(look, programme, tmp_path: Path) -> None:
    page = look("/", DESK, "dark").page
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("() => getComputedStyle(document.querySelector('h1')).color") == "rgb(29, 37, 48)"
    page.pdf(path=tmp_path / "print.pdf", format="A4", landscape=True)
    first = pypdf.PdfReader(tmp_path / "print.pdf").pages[0].extract_text()
    assert [domain.name for domain in programme.domains if domain.name.split()[0] not in first] == []


def test_a_chart_as_wide_as_on_screen_fits_across_the_printed_page(look) -> None:
    page = look("/bestuur", DESK).page
    charts = page.locator("[data-testid=stPlotlyChart]")
    charts.first.wait_for()
    widths = [found["width"] for found in (one.bounding_box() for one in charts.all()) if found]
    page.emulate_media(media="print")
    zoom = "e => Number(getComputedStyle(e.closest('[data-testid=stElementContainer]')).zoom)"
    printed = max(widths) * charts.first.evaluate(zoom)
    assert 0 < printed <= (210 - 2 * 12) / 25.4 * 96


def test_the_summary_of_a_domain_and_its_chart_print_on_one_page(look, tmp_path) -> None:
    for path, title in (
        ("/opgavedomein?domein=VEI", "Veiligheidlooptachter"),
        ("/verdieping", "vrijeruimtevan"),
    ):
        look(path, DESK).page.pdf(path=tmp_path / "print.pdf", prefer_css_page_size=True)
        (sheet,) = pypdf.PdfReader(tmp_path / "print.pdf").pages
        assert sheet.mediabox.height > sheet.mediabox.width
        assert title in "".join(sheet.extract_text().split())


def test_print_has_no_tabs_and_cuts_no_row_of_a_domain(look, tmp_path) -> None:
    texts = {}
    for name, path in (("overview", "/"), ("reading", "/bestuur?lezen=1&vergadering=2024-10-03")):
        look(path, DESK).page.pdf(path=tmp_path / "print.pdf", prefer_css_page_size=True)
        pages = pypdf.PdfReader(tmp_path / "print.pdf").pages
        texts[name] = ["".join(page.extract_text().split()) for page in pages]
    assert "Totaal" in texts["overview"][0]
    assert all(TABS[4].replace(" ", "") not in page for page in texts["overview"])
    first = texts["reading"][0]
    assert "Deelvanhetbudget" in first
    assert "verzonnen." in first
    for row in ("Veiligheid84van260", "KansenvoordeJeugd842van1.200", "Leren&monitoring1van2"):
        assert sum(row in page for page in texts["reading"]) == 1, row
