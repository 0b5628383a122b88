"""From a machine with nothing on it to a programme of two persons with its plan waiting, in the browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.usecases.test_start import PLAN


def test_a_first_programme_is_made_without_a_text_editor(new_server, visit, tmp_path: Path) -> None:
    visitor = visit(new_server)
    page = visitor.open()

    def press(button) -> None:
        button.scroll_into_view_if_needed()
        button.click()
        page.wait_for_timeout(200)
        visitor.settle()

    def fill(field, text: str) -> None:
        field.fill(text)
        page.keyboard.press("Tab")
        page.wait_for_timeout(200)
        visitor.settle()

    (tmp_path / "plan.xlsx").write_bytes(PLAN)
    page.locator("input[type=file]").first.set_input_files(tmp_path / "plan.xlsx")
    visitor.settle()
    press(page.get_by_role("button", name="Lees deze plannen"))
    for label, text in (
        ("Naam van het programma", "Vitale wijken"),
        ("Naam van het bestuur", "Stuurgroep"),
        ("Welk geld telt mee, en welk niet?", "Alleen geld van de stad."),
    ):
        fill(page.get_by_label(label, exact=True), text)
    press(page.get_by_role("button", name="Bewaren", exact=True).first)
    press(page.get_by_role("tab", name="3. Geld"))
    for field in page.locator("[class*='st-key-begin-rest-'] input").all():
        fill(field, "gaat terug")
    press(page.get_by_test_id("stForm").nth(1).get_by_role("button", name="Bewaren"))
    press(page.get_by_role("tab", name="4. Mensen"))
    page.locator("summary", has_text="Een persoon toevoegen").click()
    for name in ("Carla Een", "Dirk Twee"):
        fill(page.locator("[class*='st-key-beheer-erbij-'][class*='-naam'] input"), name)
        # In view first: a page that scrolls as it is clicked closes the list again.
        page.locator("[class*='st-key-beheer-erbij-'][class*='-rol'] input").scroll_into_view_if_needed()
        page.wait_for_timeout(500)
        page.locator("[class*='st-key-beheer-erbij-'][class*='-rol'] input").click()
        page.get_by_role("option", name="Controller").click()
        visitor.settle()
        press(page.locator(".st-key-beheer-persoon button"))
    press(page.get_by_role("tab", name="5. Vergaderingen"))
    fill(page.locator("textarea").first, "27-03-2025; 28-02-2025")
    press(page.get_by_role("button", name="Vergaderingen bewaren"))
    press(page.get_by_role("button", name="Bevestigen", exact=True))
    press(page.get_by_role("button", name="Bevestigen als tweede persoon"))
    expect(page.get_by_text("Het programma geldt.")).to_be_visible()
    expect(page.get_by_text("plan.xlsx wacht op een tweede persoon")).to_be_visible()
    assert (tmp_path / "programma" / "programme.toml").is_file()
