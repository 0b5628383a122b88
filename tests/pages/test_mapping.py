"""Mapping a foreign sheet on the page; the next file is read without questions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from budget.labels import euro_exact
from budget.programme import load_programme
from budget.settings import read_settings
from budget.store.engine import open_store
from budget.store.mappings import propose_mapping
from budget.usecases import map_layouts
from budget.usecases.deliver import submissions
from tests.intake.layouts import SAP
from tests.intake.workbooks import xlsx

EXAMPLE = Path(__file__).resolve().parent.parent.parent / "data" / "samen-nieuw-west"
PROPOSAL = "Wij deden een voorstel"
KEEP = "Leg deze koppeling voor"


def keep(screen) -> None:
    """Enter the control total and propose the mapping."""
    assert screen.button(KEEP).disabled
    (total,) = [field for field in screen.app.text_input if "in uw systeem" in field.label]
    total.input("2.000,25")
    screen.run().click(KEEP)


def accept(screen, name: str):
    """Accept as the controller."""
    screen.open("accept", person="c.vandijk").click(f"Goedkeuren: {name}")
    return screen.open("deliver", person="s.bakker")


def test_a_foreign_sheet_is_mapped_accepted_and_then_read_without_asking(own_example) -> None:
    screen = own_example.open("deliver", person="s.bakker").upload("mutaties.xlsx", xlsx(Mutaties=SAP))
    assert PROPOSAL in screen.text
    assert screen.table("Zo wordt het gelezen")[0]["Totaal"] == euro_exact(200_025)
    keep(screen)
    assert PROPOSAL not in screen.text
    assert "goed te lezen" in screen.text
    said = [row["Wat en wat te doen"] for row in screen.table("Opmerkingen")]
    assert "gelezen met de koppeling Mutaties." in said
    assert "wacht op een tweede persoon" in screen.text
    screen = accept(screen, "Mutaties")
    more = [date(2024, 4, 2), "1900009", "JEU-001", "Bal", "Winkel", 1]
    screen.upload("later.xlsx", xlsx(Mutaties=[*SAP[:-1], more]))
    assert PROPOSAL not in screen.text


def test_an_unknown_layout_is_not_an_error_and_its_total_is_typed_once(own_example) -> None:
    data = xlsx(Mutaties=[["Extractiedatum: 11-10-2024"], *SAP[1:]])
    screen = own_example.open("deliver", person="s.bakker").upload("mutaties.xlsx", data)
    assert screen.errors == []
    assert "1 fout" not in screen.text
    keep(screen)
    (total,) = [field for field in screen.app.text_input if "in uw systeem" in field.label]
    assert total.value == "2.000,25"
    assert not screen.button("Indienen").disabled


def test_errors_besides_an_unknown_layout_are_reported(own_example) -> None:
    ours = [["Partner", "Opgavedomein", "Jaar", "Vorm", "Omschrijving"], ["Kerk", "JEU", 2024, "geen", "x"]]
    data = xlsx(Mutaties=SAP, Partners=ours)
    screen = own_example.open("deliver", person="s.bakker").upload("beide.xlsx", data)
    assert "fout" in " ".join(screen.errors)
    assert PROPOSAL in screen.text


def test_a_pending_mapping_is_used_for_its_own_file_only(own_example) -> None:
    screen = own_example.open("deliver", person="s.bakker").upload("mutaties.xlsx", xlsx(Mutaties=SAP))
    keep(screen)
    more = [date(2024, 4, 2), "1900009", "JEU-001", "Bal", "Winkel", 1]
    screen.upload("later.xlsx", xlsx(Mutaties=[*SAP[:-1], more]))
    assert PROPOSAL in screen.text
    screen.open("accept")
    assert not [button for button in screen.app.button if button.label.startswith("Goedkeuren")]


def test_the_reviewer_of_a_mapping_sees_which_column_is_read_as_what(own_example) -> None:
    screen = own_example.open("deliver", person="s.bakker").upload("mutaties.xlsx", xlsx(Mutaties=SAP))
    keep(screen)
    screen.open("accept", person="c.vandijk")
    rows = {row["Wij lezen"]: row["In het bestand"] for row in screen.table("Zo wordt het gelezen")}
    assert rows["Boekingen: Bedrag"] == "Waarde CO-val."
    screen.click("Terugsturen: Mutaties")
    assert "waarom" in " ".join(screen.errors)
    assert [button for button in screen.app.button if button.label.startswith("Goedkeuren")]


def test_a_mapping_that_changed_after_the_tick_is_refused_with_the_file_and_not_ticked_any_more(
    own_example,
) -> None:
    data = xlsx(Mutaties=[["Extractiedatum: 11-10-2024"], *SAP[1:]])
    screen = own_example.open("deliver").become("s.bakker").upload("mutaties.xlsx", data)
    keep(screen)
    screen.click("Indienen")
    screen.open("accept").become("c.vandijk")
    (box,) = [box for box in screen.app.checkbox if "koppeling" in box.label]
    box.check()
    screen.run()
    store = open_store(read_settings().database_url)
    programme = load_programme(EXAMPLE)
    (seen,) = map_layouts.mappings(store, programme, "c.vandijk").waiting
    with store.write(programme.id) as connection:
        propose_mapping(
            connection, programme.id, seen.fingerprint, seen.name, seen.text, "f.amrani", seen.saved_at
        )
    screen.click("Vaststellen")
    assert "Bekijk haar opnieuw" in screen.errors[0]
    assert [one.is_pending for one in submissions(store, programme, "c.vandijk")][-1]
    assert not [box.value for box in screen.run().app.checkbox if "koppeling" in box.label and box.value]
    screen.click("Vaststellen")
    assert not [one.is_pending for one in submissions(store, programme, "c.vandijk")][-1]
    assert len(map_layouts.mappings(store, programme, "c.vandijk").waiting) == 1


def test_another_choice_shows_at_once_what_it_does_to_the_total(own_example) -> None:
    screen = own_example.open("deliver", person="s.bakker").upload("mutaties.xlsx", xlsx(Mutaties=SAP))
    box = next(box for box in screen.app.checkbox if "Keer het teken om" in box.label)
    box.check()
    screen.run()
    assert screen.table("Zo wordt het gelezen")[0]["Totaal"] == euro_exact(-200_025)
    assert f"van {euro_exact(200_025)} naar {euro_exact(-200_025)}" in screen.text.replace("\\", "")


def test_filling_down_a_group_name_is_asked_about(own_example) -> None:
    rows = [
        ["Domein", "Code", "Naam", "Bron", "Budgethouder", "Begroot 2024"],
        ["JEU", "A-1", "Molen", "Coalitiemiddelen", "Sanne Bakker", 10.0],
        [None, "A-2", "Sluis", "Coalitiemiddelen", "Sanne Bakker", 20.5],
    ]
    screen = own_example.open("deliver", person="s.bakker").upload("plan.xlsx", xlsx(Blad=rows))
    box = next(box for box in screen.app.checkbox if "als de cel erboven" in box.label)
    assert box.value is False
    assert KEEP not in [button.label for button in screen.app.button]
    box.check()
    screen.run()
    assert KEEP in [button.label for button in screen.app.button]
    assert screen.table("Zo wordt het gelezen")[0]["Totaal"] == euro_exact(30_50)


def test_every_column_of_our_layout_can_be_added_to_a_mapping(own_example) -> None:
    screen = own_example.open("deliver", person="s.bakker").upload("mutaties.xlsx", xlsx(Mutaties=SAP))
    assert "Bron" not in [box.label for box in screen.app.selectbox]
    (more,) = [box for box in screen.app.multiselect if box.label == "Ook deze kolommen lezen"]
    assert {"Bron", "Thema", "Opgavedomein", "Soort"} <= set(more.options)
    more.select("Bron")
    screen.run()
    assert "Bron" in [box.label for box in screen.app.selectbox]


def test_a_file_that_is_no_workbook_is_refused_with_an_explanation(own_example) -> None:
    screen = own_example.open("deliver", person="s.bakker").upload("stand.pdf", b"%PDF-1.7 ...")
    assert "dit is een pdf" in screen.text


def test_a_mapping_can_be_revoked_on_the_page(own_example) -> None:
    screen = own_example.open("deliver", person="s.bakker").upload("sap.xlsx", xlsx(Uitdraai=SAP))
    keep(screen)
    screen = accept(screen, "Uitdraai")
    screen.click("Niet meer gebruiken")
    assert "geen koppelingen bewaard" in screen.text


def test_a_file_without_amounts_has_nothing_to_map(own_example) -> None:
    screen = own_example.open("deliver", person="s.bakker")
    screen.upload("tekst.xlsx", xlsx(Tekst=[["Alleen tekst"]]))
    assert "Er is niets te koppelen" in " ".join(screen.errors)


def test_open_questions_come_before_certain_fields(own_example) -> None:
    rows = [["Kostenplaats", "Omschrijving", "Begroting 2024"], ["JEU-001", "Zomerschool", 100_000.5]]
    screen = own_example.open("deliver", person="s.bakker").upload("plan.xlsx", xlsx(Overzicht=rows))
    labels = [box.label for box in screen.app.selectbox if box.key and box.key.startswith("koppeling-0-")]
    fields = labels[labels.index("Een datum staat in uw bestand als") + 1 :]
    asked = [label.endswith("kies nog") for label in fields]
    assert any(asked)
    assert asked == sorted(asked, reverse=True)
