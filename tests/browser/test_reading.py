"""Page 1 of the report on screen: phone, tablet and desktop, by touch and by keyboard."""

from __future__ import annotations

import pypdf
import pytest
from playwright.sync_api import expect

from tests.browser.test_every_page import faults_after_turning, faults_when_opened
from tests.browser.test_states import become

SIZES = {
    "hand": {"width": 390, "height": 844},
    "tablet": {"width": 820, "height": 1180},
    "desk": {"width": 1280, "height": 900},
}
READING = "/bestuur?lezen=1&vergadering=2024-10-03"


@pytest.mark.parametrize(
    ("size", "colours"), [("hand", "dark"), ("tablet", "light"), ("desk", "light")], ids=SIZES
)
def test_page_one_is_complete_accessible_and_without_navigation(
    visit, served, size: str, colours: str
) -> None:
    someone = visit(served, SIZES[size], colours)
    page = someone.page
    assert list(faults_when_opened(someone, READING, colours)) == []
    assert not page.get_by_role("link", name="Opgavedomeinen", exact=True).is_visible()
    assert not page.get_by_text("U bent").first.is_visible()
    assert page.locator(".lezen").get_by_text("middelen van de alliantie.").is_visible()
    assert list(faults_after_turning(someone, READING, colours)) == []
    assert someone.problems == []


def test_warnings_and_questions_fit_the_first_screen_of_a_tablet(look) -> None:
    page = look(READING, SIZES["tablet"]).page
    for text in ("De raad besluit pas in november", "Twee van de zeven domeinen vragen"):
        box = page.get_by_text(text).first.bounding_box()
        assert box["y"] + box["height"] < SIZES["tablet"]["height"]


def test_a_board_member_sees_the_questions_and_the_red_domains_first(visit, served) -> None:
    someone = visit(served, {"width": 1280, "height": 800})
    become(someone, "a.bestuur")
    page = someone.open("/")
    title = page.get_by_role("heading", level=1).inner_text()
    assert "54" in title
    asked = page.get_by_role("heading", name="Wat vroegen wij u op 3 oktober 2024?")
    red = [page.locator(f".st-key-rij-{code} .reden") for code in ("WON", "ORG")]
    for found in (asked, page.locator(".vragen"), *red):
        box = found.bounding_box()
        assert box["y"] + box["height"] < 800, found
    assert [row.locator(".rood").inner_text() for row in red] == ["Bijsturen:", "Bijsturen:"]
    order = [page.locator(".vragen"), page.locator(".stand"), red[0], page.locator(".klein").last]
    places = [found.bounding_box()["y"] for found in order]
    assert places == sorted(places)


def test_collapsed_parts_of_page_one_are_expanded_in_print(look, tmp_path) -> None:
    page = look(READING, SIZES["desk"]).page
    hidden = page.get_by_text("Geen enkel domein kreeg een andere kleur.")
    assert not hidden.is_visible()
    page.get_by_text("Lees verder: Wat is er veranderd?").click()
    assert hidden.is_visible()
    page.get_by_text("Lees verder: Wat is er veranderd?").click()
    page.pdf(path=tmp_path / "print.pdf", prefer_css_page_size=True)
    sheets = pypdf.PdfReader(tmp_path / "print.pdf").pages
    text = "".join("".join(sheet.extract_text().split()) for sheet in sheets)
    assert "Geenenkeldomeinkreegeenanderekleur." in text
    assert "Leesverder" not in text


def test_pictures_follow_the_theme_at_once(look) -> None:
    page = look(READING, SIZES["desk"]).page
    bar = page.locator("img.staaf").first
    before = bar.get_attribute("src")
    page.emulate_media(color_scheme="dark")
    expect(bar).not_to_have_attribute("src", before)
    expect(page.locator(".reden.donker").first).to_be_visible()


def test_a_term_explains_itself_on_tap_and_by_key(look) -> None:
    page = look(READING, SIZES["tablet"]).page
    term = page.locator(".lezen details.term summary", has_text="vrije ruimte")
    meaning = page.locator(".lezen").get_by_text("begroot min besteed min verplicht")
    assert not meaning.is_visible()
    term.click()
    assert meaning.is_visible()
    term.focus()
    page.keyboard.press("Enter")
    assert not meaning.is_visible()


def test_meetings_can_be_walked_through_with_the_keyboard_on_page_one(look) -> None:
    someone = look(READING, SIZES["tablet"])
    page = someone.page
    page.get_by_role("link", name="27 juni 2024").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="3 oktober 2024").wait_for()
    someone.settle()
    assert "vergadering=2024-06-27" in page.url
    assert "lezen=1" in page.url
    assert "31 mei" in page.get_by_role("heading", level=1).inner_text()
    page.go_back()
    page.get_by_role("heading", level=1, name="Op 31 augustus").wait_for()
    page.go_forward()
    page.get_by_role("heading", level=1, name="Op 31 mei").wait_for()
    page.get_by_role("link", name="Sluiten").click()
    page.get_by_role("link", name="Opgavedomeinen", exact=True).first.wait_for()
    someone.settle()
    assert "lezen" not in page.url
    assert page.get_by_role("heading", level=1).inner_text() == "Alliantiebestuur van 27 juni 2024"


def test_full_screen_can_be_entered_and_left(visit, served) -> None:
    page = visit(served, SIZES["tablet"]).open(READING)
    page.get_by_role("button", name="Volledig scherm").click()
    page.get_by_role("button", name="Sluit volledig scherm").wait_for()
    assert page.evaluate("() => document.fullscreenElement !== null")
    page.get_by_role("button", name="Sluit volledig scherm").click()
    page.get_by_role("button", name="Volledig scherm", exact=True).wait_for()
    assert page.evaluate("() => document.fullscreenElement === null")


def test_the_page_of_a_meeting_links_to_page_one(look) -> None:
    someone = look("/bestuur?vergadering=2024-10-03")
    page = someone.page
    page.get_by_role("link", name="Lees bladzijde 1 als een scherm").click()
    page.get_by_role("heading", name="Wat vroegen wij u op").wait_for()
    someone.settle()
    assert "lezen=1" in page.url
