"""URLs can be shared, survive navigation, and never bypass the frame with login and scope."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.wording import unsaid

NO_SUCH_PAGE = "bestaat niet"
ROOT = Path(__file__).resolve().parent.parent.parent


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def follow(visitor, name: str) -> None:
    visitor.page.get_by_test_id("stTopNavLink").filter(has_text=name).click()
    visitor.page.wait_for_timeout(200)
    visitor.settle()


def test_a_shared_url_opens_with_its_date_and_domain(desktop) -> None:
    page = desktop.open("/opgavedomein?peildatum=2024-05-31&jaar=2024&domein=VEI")
    first = heading(page)
    assert unsaid(first, "31 mei 2024", "Veiligheid") == []
    follow(desktop, "Overzicht")
    assert heading(page).startswith("Op 31 mei is")
    follow(desktop, "Opgavedomeinen")
    assert heading(page) == first
    assert "domein=VEI" in page.url
    assert "peildatum=2024-05-31" in page.url


def test_the_back_button_returns_to_the_earlier_choice(look) -> None:
    someone = look("/opgavedomein?domein=VEI&peildatum=2024-05-31&jaar=2024")
    page = someone.page
    page.get_by_role("combobox", name="Opgavedomein").click()
    page.get_by_role("option", name="Wonen en Leefomgeving").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Wonen en Leefomgeving")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Veiligheid")
    assert "domein=VEI" in someone.settle().url


def test_the_back_button_returns_to_the_page_without_a_choice(desktop) -> None:
    page = desktop.open("/opgavedomein")
    first = heading(page)
    page.get_by_role("combobox", name="Opgavedomein").click()
    page.get_by_role("option", name="Wonen en Leefomgeving").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Wonen en Leefomgeving")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(first)


def steady_box(page: Page, place: Locator) -> dict[str, float]:
    """The box of an element once its position is stable, as charts above it may still grow."""
    place.scroll_into_view_if_needed()
    before, box = None, place.bounding_box()
    while box != before:
        page.wait_for_timeout(200)
        before, box = box, place.bounding_box()
    return box


def click_bar(page: Page, chart: int, bar: int) -> None:
    box = steady_box(page, page.locator(".js-plotly-plot").nth(chart).locator("g.bars path").nth(bar))
    page.mouse.click(box["x"] + box["width"] * 0.8, box["y"] + box["height"] / 2)


def test_a_click_on_a_bar_leads_from_the_programme_to_the_booking_and_back_again(look) -> None:
    someone = look("/?peildatum=2024-05-31&jaar=2024&deel=Alle cijfers")
    page = someone.page
    start = heading(page)
    click_bar(page, 0, 2)
    expect(page.get_by_role("heading", level=1)).to_contain_text("bij Veiligheid")
    assert "peildatum=2024-05-31" in someone.settle().url
    page.get_by_role("tab", name="Actielijnen").click()
    someone.settle()
    click_bar(page, 1, 0)
    page.wait_for_url("**actielijn=VEI**")
    button = someone.settle().get_by_role("button", name="Boekingen van").first
    button.click()
    page.wait_for_url("**regel=VEI-**")
    assert someone.settle().get_by_text("Totaal besteed").count() == 1
    for _ in range(3):
        page.go_back()
        someone.settle()
    expect(page.get_by_role("heading", level=1)).to_have_text(start)


def click_in(page: Page, chart: str, what: str, number: int) -> None:
    """Click the middle of a bar or node of the chart with this key."""
    box = steady_box(page, page.locator(f".st-key-{chart} .js-plotly-plot").locator(what).nth(number))
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_click_on_a_source_shows_its_lines(look) -> None:
    someone = look("/?peildatum=2024-05-31&jaar=2024&deel=Welke bron?")
    page = someone.page
    click_in(page, "bronnen", "g.bars path", 0)
    page.wait_for_url("**bron=COA**")
    assert someone.settle().get_by_text("Regels van Coalitiemiddelen").count() == 1


def test_a_click_on_a_step_opens_the_list_behind_it(look) -> None:
    someone = look("/verdieping?peildatum=2024-09-30&jaar=2024")
    page = someone.page
    click_in(page, "verandering", "g.bars path", 2)
    page.wait_for_url("**stap=**")
    assert someone.settle().locator("details[open] table").count() == 1


def test_a_click_on_a_flow_leads_to_its_source_and_to_its_domain(look) -> None:
    someone = look("/verdieping?peildatum=2024-09-30&jaar=2024&vraag=Van bron naar domein")
    page = someone.page
    click_in(page, "stromen", "g.scatter path.point", 1)
    page.wait_for_url("**bron=COA**")
    someone.settle()
    page = someone.go("/verdieping?peildatum=2024-09-30&jaar=2024&vraag=Van bron naar domein")
    click_in(page, "stromen", "g.scatter path.point", -2)
    page.wait_for_url("**/opgavedomein?**")


def test_a_chart_can_be_downloaded_as_png_or_svg(desktop) -> None:
    page = desktop.open("/?peildatum=2024-05-31&jaar=2024&deel=Alle cijfers")
    for choice, ending in (("", ".png"), ("tekening die scherp blijft", ".svg")):
        if choice:
            page.get_by_role("button", name="Peildatum").first.click()
            page.get_by_text(choice).click()
            page.keyboard.press("Escape")
            desktop.settle()
        chart = page.locator(".js-plotly-plot").first
        chart.hover()
        with page.expect_download() as download:
            chart.locator(".modebar-btn").first.click()
        assert download.value.suggested_filename == f"samen-nieuw-west-voortgang{ending}"


def test_a_domain_on_the_overview_leads_to_its_page_at_the_same_moment(look) -> None:
    someone = look("/?peildatum=2024-05-31&jaar=2024")
    page = someone.page
    page.get_by_role("link", name="Veiligheid").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("bij Veiligheid")
    assert heading(someone.settle()).startswith("Op 31 mei 2024")


def test_a_tap_on_a_figure_leads_down_its_chain_and_the_address_can_be_shared(look) -> None:
    someone = look("/opgavedomein?domein=VEI&peildatum=2024-05-31&jaar=2024")
    page = someone.page
    page.locator(".figure a", has_text="€").nth(2).click()
    page.wait_for_url("**/klopt-dit?**")
    someone.settle()
    assert heading(page).startswith("Besteed bij Veiligheid")
    page.locator("table a.cijfer").first.click()
    page.wait_for_url("**van=VEI-**")
    shared = heading(someone.settle())
    assert "VEI-01.01" in shared
    assert heading(someone.open(page.url.removeprefix(someone.url))) == shared


def test_the_browser_remembers_the_chosen_person_and_enter_submits_a_day(desktop) -> None:
    page = desktop.open("/")
    page.get_by_role("button", name="U bent").click()
    page.get_by_label("Peildatum", exact=True).fill("31-05-2024")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Op 31 mei is")
    desktop.settle()
    page.get_by_role("combobox", name="Ik ben").click()
    page.get_by_role("option", name="Kemal Yilmaz").click()
    desktop.settle()
    page = desktop.open("/opgavedomein")
    assert "Kemal Yilmaz" in page.get_by_role("button", name="U bent").inner_text()
    assert desktop.open("/").url.endswith("/mijn-taken")
    page.get_by_test_id("stTopNavLink").filter(has_text="Overzicht").click()
    page.wait_for_url("**/?scherm=overzicht")
    desktop.settle()
    page.reload()
    assert "van het budget besteed" in heading(desktop.settle())
    assert page.url.endswith("/?scherm=overzicht")


def test_a_cold_address_with_the_file_name_of_a_page_still_has_the_frame(visit, own_server) -> None:
    visitor = visit(own_server)
    page = visitor.open("/overview")
    # Streamlit itself reports it; what matters is that the page is not run alone.
    visitor.problems = [problem for problem in visitor.problems if NO_SUCH_PAGE not in problem]
    assert page.get_by_text("middelen van de alliantie").first.is_visible()
    assert page.get_by_text("Demonstratie").first.is_visible()
    assert page.get_by_test_id("stTopNavLink").count() == 8


def test_the_server_refuses_an_address_that_others_can_reach(tmp_path: Path) -> None:
    own = {"BUDGET_DATABASE_URL": f"sqlite:///{tmp_path / 'budget.db'}"}
    command = [sys.executable, "-m", "budget", "serve", "--host", "0.0.0.0", "--port", "0"]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | own, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert "Zonder login" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
