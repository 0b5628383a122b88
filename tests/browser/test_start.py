"""From a machine with nothing on it to a programme and its first signed snapshot, in the browser."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from playwright.sync_api import expect

from tests.intake.workbooks import xlsx
from tests.usecases.test_first_plans import FOREIGN
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


class Walk:
    """One visitor in the guided start, in a window of his own."""

    def __init__(self, visitor) -> None:
        self.visitor, self.page = visitor, visitor.open()

    def press(self, button) -> None:
        button.scroll_into_view_if_needed()
        button.click()
        self.page.wait_for_timeout(200)
        self.visitor.settle()

    def press_named(self, name: str) -> None:
        self.press(self.page.get_by_role("button", name=name, exact=True).first)

    def step(self, name: str) -> None:
        self.press(self.page.get_by_role("tab", name=name))

    def fill(self, field, text: str) -> None:
        field.fill(text)
        self.page.keyboard.press("Tab")
        self.page.wait_for_timeout(200)
        self.visitor.settle()

    def choose(self, field, option: str) -> None:
        # Scroll first: a page that scrolls as it is clicked closes the list again.
        field.scroll_into_view_if_needed()
        self.page.wait_for_timeout(500)
        field.click()
        self.page.get_by_role("option", name=option, exact=True).click()
        self.visitor.settle()

    def upload(self, path: Path) -> None:
        self.page.locator("input[type=file]").first.set_input_files(path)
        self.visitor.settle()

    def become(self, name: str) -> None:
        self.page.get_by_test_id("stPopoverButton").first.click()
        self.page.locator(".st-key-persoon input").click()
        self.page.get_by_role("option", name=name).click()
        self.page.keyboard.press("Escape")
        self.page.wait_for_timeout(200)
        self.visitor.settle()

    def is_still(self, name: str) -> None:
        """The browser remembers who was chosen, also where a page is opened anew."""
        expect(self.page.get_by_role("button", name=f"U bent {name}")).to_be_visible()

    def begin(self, plan: Path) -> None:
        """Answer every question about the programme, starting from this plan."""
        page = self.page
        self.upload(plan)
        self.press(page.get_by_role("button", name="Lees deze plannen"))
        for label, text in (
            ("Naam van het programma", "Vitale wijken"),
            ("Naam van het bestuur", "Stuurgroep"),
            ("Welk geld telt mee, en welk niet?", "Alleen geld van de stad."),
        ):
            self.fill(page.get_by_label(label, exact=True), text)
        self.press_named("Bewaren")
        self.step("3. Geld")
        for field in page.locator("[class*='st-key-begin-rest-'] input").all():
            self.fill(field, "gaat terug")
        self.press(page.get_by_test_id("stForm").nth(1).get_by_role("button", name="Bewaren"))
        self.step("4. Mensen")
        page.locator("summary", has_text="Een persoon toevoegen").click()
        for name in ("Carla Een", "Dirk Twee"):
            self.fill(page.locator("[class*='st-key-beheer-erbij-'][class*='-naam'] input"), name)
            self.choose(page.locator("[class*='st-key-beheer-erbij-'][class*='-rol'] input"), "Controller")
            self.press(page.locator(".st-key-beheer-persoon button"))
        self.step("5. Vergaderingen")
        self.fill(page.locator("textarea").first, "27-03-2025; 28-02-2025")
        self.press_named("Vergaderingen bewaren")

    def confirm(self) -> None:
        """Both persons confirm."""
        self.press_named("Bevestigen")
        self.press_named("Bevestigen als tweede persoon")
        expect(self.page.get_by_text("Het programma geldt.")).to_be_visible()


def test_a_first_programme_and_snapshot_are_made_on_screen_alone(new_server, visit, tmp_path: Path) -> None:
    walk = Walk(visit(new_server))
    visitor, page = walk.visitor, walk.page
    (tmp_path / "plan.xlsx").write_bytes(PLAN)
    walk.begin(tmp_path / "plan.xlsx")
    walk.confirm()
    expect(page.get_by_text("plan.xlsx wacht op een tweede persoon")).to_be_visible()
    assert (tmp_path / "programma" / "programme.toml").is_file()
    visitor.open("/vaststellen")
    walk.become("Carla Een")
    walk.press_named("Vaststellen: plan.xlsx")
    visitor.open("/aanleveren")
    walk.is_still("Carla Een")
    (tmp_path / "grootboek.xlsx").write_bytes(LEDGER)
    walk.upload(tmp_path / "grootboek.xlsx")
    expect(page.get_by_text("stand van 28-02-2025").locator("visible=true").first).to_be_visible()
    walk.press_named("Indienen")
    visitor.open("/vaststellen")
    walk.become("Dirk Twee")
    walk.press_named("Vaststellen: grootboek.xlsx")
    visitor.open("/bestuur?vergadering=2025-03-27")
    walk.is_still("Dirk Twee")
    walk.press_named("Momentopname voorstellen")
    walk.become("Carla Een")
    walk.press_named("Ondertekenen")
    expect(page.get_by_text("Stand op 28 februari 2025. Vastgesteld door")).to_be_visible()


def test_a_foreign_plan_stays_pending_and_is_accepted_in_one_review(
    new_server, visit, tmp_path: Path
) -> None:
    walk = Walk(visit(new_server))
    visitor, page = walk.visitor, walk.page
    (tmp_path / "begroting.xlsx").write_bytes(FOREIGN)
    walk.begin(tmp_path / "begroting.xlsx")
    expect(page.get_by_text("begroting.xlsx heeft andere kolommen")).to_be_visible()
    walk.step("7. Plannen")
    walk.choose(page.locator("[class*='st-key-begin-plan-'][class*='-activity'] input"), "Werk")
    total = page.get_by_label("Totaal begroot in uw systeem")
    walk.fill(total, "414.999")
    expect(page.get_by_role("button", name="Lees dit plan zo")).to_be_disabled()
    walk.fill(total, "415.000")
    walk.press_named("Lees dit plan zo")
    expect(page.get_by_text("begroting.xlsx: 4 planregels")).to_be_visible()
    walk.confirm()
    expect(page.get_by_text("begroting.xlsx wacht op een tweede persoon")).to_be_visible()
    visitor.open("/vaststellen")
    walk.become("Carla Een")
    expect(page.get_by_role("heading", name="1 inzending en 1 koppeling wachten")).to_be_visible()
    page.get_by_text("Keur ook goed: koppeling Begroting").click()
    visitor.settle()
    walk.press_named("Vaststellen: begroting.xlsx")
    visitor.open("/vaststellen")
    expect(page.get_by_role("heading", name="Alles is vastgesteld of teruggestuurd")).to_be_visible()
    visitor.open("/aanleveren")
    walk.is_still("Carla Een")
    expect(page.get_by_text("Begroting, voorgelegd door Dirk Twee")).to_be_visible()
