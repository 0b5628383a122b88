"""The main job in a real browser: from a budget holder's workbook to the board's snapshot."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
from playwright.sync_api import Locator, Page, expect

HEADER_ROW = 3
FIRST_ROW = 4
EXTRA = 50_000


class Person:
    """A user in the browser; `become` switches to another person."""

    def __init__(self, visitor, folder: Path) -> None:
        self.visitor, self.folder = visitor, folder
        self.page: Page = visitor.page

    def become(self, name: str) -> None:
        self.page.get_by_role("button", name="U bent").click()
        self.page.get_by_role("combobox", name="Ik ben").click()
        self.page.get_by_role("option", name=name).click()
        self.visitor.settle()
        self.page.keyboard.press("Escape")
        expect(self.page.get_by_role("button", name=f"U bent {name}")).to_be_visible()
        self.visitor.settle()

    def is_still(self, name: str) -> None:
        """The browser remembers who was chosen, also where a page is opened anew."""
        expect(self.page.get_by_role("button", name=f"U bent {name}")).to_be_visible()

    def choose(self, label: str, option: str) -> None:
        """Scrolls to the box first: a page that scrolls as it is clicked closes the list again."""
        box = self.page.get_by_role("combobox", name=label, exact=True)
        box.scroll_into_view_if_needed()
        self.page.wait_for_timeout(500)
        box.click()
        self.page.get_by_role("option", name=option).first.click()
        self.page.wait_for_timeout(100)
        self.visitor.settle()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)
        self.page.keyboard.press("Enter")
        self.page.wait_for_timeout(100)
        self.visitor.settle()

    def follow(self, name: str) -> None:
        self.page.get_by_test_id("stTopNavLink").filter(has_text=name).click()
        self.page.wait_for_timeout(200)
        self.visitor.settle()

    def button(self, name: str) -> Locator:
        """The button with this name, also when its label ends with a file name."""
        return self.page.get_by_role("button", name=re.compile(rf"^{re.escape(name)}(: .*)?$"))

    def press(self, name: str) -> None:
        self.button(name).click()
        self.page.wait_for_timeout(100)
        self.visitor.settle()

    def upload(self, file: Path) -> None:
        self.page.locator("input[type=file]").set_input_files(file)
        expect(self.page.get_by_role("heading", name="2. Controle")).to_be_visible()
        self.visitor.settle()

    def download(self, button: str) -> Path:
        with self.page.expect_download() as started:
            self.page.get_by_role("button", name=button).click()
        file = self.folder / started.value.suggested_filename
        started.value.save_as(file)
        return file

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()

    def reads_as_meeting(self, state: str) -> None:
        """The box with the meeting says what state its snapshot is in."""
        box = self.page.get_by_role("combobox", name="Vergadering", exact=True)
        expect(box).to_have_value(re.compile(rf": {state}$"))

    def sees_in_full(self, amount: str) -> None:
        """The cell with this amount is visible without scrolling the table sideways."""
        cell = self.page.get_by_role("cell", name=amount).first
        expect(cell).to_be_visible()
        inside = "e => e.getBoundingClientRect().right <= e.closest('.wide').getBoundingClientRect().right"
        assert cell.evaluate(inside), f"{amount} is cut off"

    def tick_what_is_missing(self) -> None:
        boxes = self.page.get_by_test_id("stCheckbox").filter(has_text="boekingen na")
        expect(boxes).to_have_count(7)
        for box in boxes.all():
            box.locator("label").click()
            self.visitor.settle()

    def cannot_press(self, name: str) -> None:
        """Whether a button is absent or disabled."""
        expect(self.page.locator("button:not([disabled])").and_(self.button(name))).to_have_count(0)


def change(file: Path, name: str, amounts: dict[str, object]) -> Path:
    """A copy of the plan with other values (a number is added, a text replaces) in its first line."""
    book = openpyxl.load_workbook(file)
    sheet = book["Bestedingsplan"]
    cells = dict(zip([cell.value for cell in sheet[HEADER_ROW]], sheet[FIRST_ROW], strict=True))
    for heading, value in amounts.items():
        cells[heading].value = value if isinstance(value, str) else cells[heading].value + value
    book.save(file.with_name(name))
    return file.with_name(name)


def hand_in(someone: Person) -> None:
    """The budget holder downloads his plan, sees what is wrong with a cell, and submits a corrected file."""
    someone.visitor.open("/aanleveren")
    someone.become("Kemal Yilmaz")
    someone.choose("Geldend plan van", "Veiligheid")
    plan = someone.download("Download dit plan")
    someone.upload(plan)
    someone.sees("verandert niets")

    someone.visitor.open("/aanleveren")
    someone.is_still("Kemal Yilmaz")
    someone.upload(change(plan, "fout.xlsx", {"Begroot": "n.t.b."}))
    someone.sees("Bestedingsplan!I4")
    someone.sees("Er is niets opgeslagen")

    someone.visitor.open("/aanleveren")
    someone.is_still("Kemal Yilmaz")
    more = {"Begroot": EXTRA, "Vrijgegeven": EXTRA, "Dec": EXTRA}
    someone.upload(change(plan, "veiligheid.xlsx", more))
    someone.sees("van € 146.800 naar € 196.800 (+ € 50.000)")
    someone.sees_in_full("€ 196.800,00")
    someone.page.get_by_role("radiogroup", name="Waar komt de wijziging").get_by_text("VJN").click()
    for label in ("Reden van de wijziging", "Document waarin dit staat"):
        someone.fill(label, "Voorjaarsnota 2024")
    someone.press("Indienen")
    someone.sees("wacht op een tweede persoon")


def decide(someone: Person) -> None:
    """The submitter cannot accept his own file; the controller can, and the figures change."""
    someone.page.get_by_role("link", name="Bekijk inzending").click()
    someone.sees("U hebt dit zelf ingediend")
    someone.cannot_press("Vaststellen")
    someone.become("Carla van Dijk")
    someone.press("Vaststellen")
    someone.sees("is vastgesteld en telt nu mee")
    someone.follow("Overzicht")
    someone.sees("€ 12,0 mln")
    someone.follow("Opgavedomeinen")
    someone.choose("Opgavedomein", "Veiligheid")
    someone.sees("+ € 50 duizend na wijziging")


def freeze(someone: Person) -> Path:
    """The secretary proposes the snapshot but cannot sign it; the other controller signs; then it is read."""
    someone.follow("Bestuur")
    someone.become("Hanneke Smit")
    someone.choose("Vergadering", "19 december 2024")
    someone.cannot_press("Momentopname voorstellen")
    someone.tick_what_is_missing()
    someone.press("Momentopname voorstellen")
    expect(someone.page.get_by_text("Dit is een concept")).to_be_in_viewport()
    someone.reads_as_meeting("concept")
    someone.cannot_press("Ondertekenen")
    someone.become("Tim Mulder")
    someone.cannot_press("Ondertekenen")
    someone.tick_what_is_missing()
    someone.press("Ondertekenen")
    someone.reads_as_meeting("vastgesteld")
    someone.sees("Vastgesteld door Hanneke Smit en Tim Mulder")
    someone.sees("Cijfers tot en met 30 september")
    someone.sees("€ 12,0 mln")
    someone.sees("In de schijnwerper: Kansen voor de Jeugd")
    return someone.download("Download als PDF")


def test_an_edited_workbook_becomes_a_signed_snapshot(visit, own_server, tmp_path: Path) -> None:
    someone = Person(visit(own_server), tmp_path)
    hand_in(someone)
    decide(someone)
    report = freeze(someone)
    assert report.read_bytes().startswith(b"%PDF-")
    assert "2024-12-19" in report.name
