"""From a machine with nothing on it to a first signed snapshot of a programme of its own, in the browser."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from playwright.sync_api import expect

from tests.intake.workbooks import xlsx
from tests.usecases.test_start import PLAN

LEDGER = xlsx(
    Uitdraai=[
        ["Grootboekmutaties t/m februari 2025"],
        ["Boekingsdatum", "Documentnummer", "WBS-element", "Omschrijving", "Waarde"],
        [date(2025, 1, 20), "1900001", "ZOR-1", "Spreekuur", 12_000],
        [date(2025, 2, 11), "1900002", "GRO-1", "Bomen", 31_500.5],
        [date(2025, 2, 14), "1900003", "OND-1", "Kramen", 8_000],
        [date(2025, 2, 25), "1900004", "GRO-2", "Snoeien", 6_000],
    ]
)


def test_a_first_programme_and_snapshot_need_no_text_editor(new_server, visit, tmp_path: Path) -> None:
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

    def become(name: str) -> None:
        page.get_by_test_id("stPopoverButton").first.click()
        page.locator(".st-key-persoon input").click()
        page.get_by_role("option", name=name).click()
        page.keyboard.press("Escape")
        page.wait_for_timeout(200)
        visitor.settle()

    visitor.open("/vaststellen")
    become("Carla Een")
    press(page.get_by_role("button", name="Vaststellen: plan.xlsx"))
    visitor.open("/aanleveren")
    become("Carla Een")
    (tmp_path / "grootboek.xlsx").write_bytes(LEDGER)
    page.locator("input[type=file]").first.set_input_files(tmp_path / "grootboek.xlsx")
    expect(page.get_by_text("stand van 28-02-2025").first).to_be_visible()
    press(page.get_by_role("button", name="Indienen", exact=True))
    visitor.open("/vaststellen")
    become("Dirk Twee")
    press(page.get_by_role("button", name="Vaststellen: grootboek.xlsx"))
    visitor.open("/bestuur?vergadering=2025-03-27")
    become("Dirk Twee")
    press(page.get_by_role("button", name="Momentopname voorstellen"))
    become("Carla Een")
    press(page.get_by_role("button", name="Ondertekenen", exact=True))
    expect(page.get_by_text("Stand op 28 februari 2025. Vastgesteld door")).to_be_visible()
