"""A sheet of another system is read by pointing at its columns, and the next time without asking."""

from __future__ import annotations

from datetime import date

from budget.labels import euro_exact
from tests.intake.layouts import SAP
from tests.intake.workbooks import xlsx

PROPOSAL = "Wij deden een voorstel"
LOOK, KEEP = "Bekijk wat eruit komt", "Bewaar deze koppeling"


def keep(screen) -> None:
    """Say what the own system adds up to, then keep the mapping."""
    assert screen.button(KEEP).disabled
    (total,) = [field for field in screen.app.text_input if "in uw systeem" in field.label]
    total.input("2.000,25")
    screen.run().click(KEEP)


def test_a_foreign_sheet_is_mapped_kept_and_then_read_without_asking(own_example) -> None:
    screen = own_example.open("deliver").become("s.bakker").upload("mutaties.xlsx", xlsx(Mutaties=SAP))
    assert PROPOSAL in screen.text
    assert screen.click(LOOK).table("Zo wordt het gelezen")[0]["Totaal"] == euro_exact(200_025)
    keep(screen)
    assert PROPOSAL not in screen.text
    assert "goed te lezen" in screen.text
    said = [row["Wat en wat te doen"] for row in screen.table("Bevindingen")]
    assert "gelezen met de koppeling Mutaties." in said
    more = [date(2024, 4, 2), "1900009", "JEU-001", "Bal", "Winkel", 1]
    screen.upload("later.xlsx", xlsx(Mutaties=[*SAP[:-1], more]))
    assert PROPOSAL not in screen.text


def test_another_choice_asks_to_look_again(own_example) -> None:
    screen = own_example.open("deliver").become("s.bakker").upload("mutaties.xlsx", xlsx(Mutaties=SAP))
    screen.click(LOOK)
    box = next(box for box in screen.app.checkbox if "Keer het teken om" in box.label)
    box.check()
    screen.run()
    assert screen.tables("Zo wordt het gelezen") == []
    assert screen.click(LOOK).table("Zo wordt het gelezen")[0]["Totaal"] == euro_exact(-200_025)


def test_a_mapping_can_be_stopped(own_example) -> None:
    screen = own_example.open("deliver").become("s.bakker").upload("sap.xlsx", xlsx(Uitdraai=SAP))
    screen.click(LOOK)
    keep(screen)
    screen.click("Niet meer gebruiken")
    assert "geen koppelingen bewaard" in screen.text


def test_a_file_without_amounts_has_nothing_to_map(own_example) -> None:
    screen = own_example.open("deliver").become("s.bakker")
    screen.upload("tekst.xlsx", xlsx(Tekst=[["Alleen tekst"]]))
    assert "Er is niets te koppelen" in " ".join(screen.errors)
