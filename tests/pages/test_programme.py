"""Beheer: a change of the programme is proposed by one person and accepted by another, on one page."""

from __future__ import annotations

import pytest

from budget.model import Role
from budget.programme import load_programme
from tests.conftest import EXAMPLE
from tests.pages.test_roles import SOMEONE

TEXT = (EXAMPLE / "programme.toml").read_text(encoding="utf-8")
NEWCOMER = f"beheer-erbij-{TEXT.count('[[people]]')}"
CHANGERS = {Role.CONTROLLER, Role.SECRETARY}


def propose_nina(screen):
    """As controller, propose a new person."""
    screen.become("c.vandijk")
    for key, value in {"id": "n.nieuw", "naam": "Nina Nieuw"}.items():
        screen.app.text_input(key=f"{NEWCOMER}-{key}").set_value(value)
    screen.app.selectbox(key=f"{NEWCOMER}-rol").set_value(Role.CONTROLLER)
    screen.app.button(key="beheer-persoon").click()
    return screen.run()


def test_a_second_person_reads_what_changes_and_accepts_it_on_the_same_page(own_example) -> None:
    screen = propose_nina(own_example.open("programme"))
    assert "Nina Nieuw" in screen.text
    assert "Vaststellen" not in [button.label for button in screen.app.button], "his own proposal"
    screen.become("h.smit")
    assert "Persoon Nina Nieuw (n.nieuw) komt erbij" in screen.text
    screen.click("Vaststellen")
    assert screen.errors == []
    assert "Nina Nieuw" in {row["Naam"] for row in screen.table("Wie doet er nu mee?")}
    assert any("Nina Nieuw" in option for option in screen.app.selectbox(key="persoon").options)


def test_a_proposal_is_sent_back_with_a_reason(own_example) -> None:
    screen = propose_nina(own_example.open("programme")).become("t.mulder")
    screen.click("Terugsturen")
    assert screen.errors
    screen.app.text_input(key="programma-1-reden").set_value("Nog niet")
    screen.click("Terugsturen")
    assert screen.errors == []
    assert "Nog niet" in screen.text
    assert "Nina Nieuw" not in {row["Naam"] for row in screen.table("Wie doet er nu mee?")}


def test_a_meeting_gets_another_spotlight(own_example) -> None:
    screen = own_example.open("programme", person="h.smit")
    screen.app.selectbox(key="beheer-dag").set_value("2024-12-19")
    screen.run().app.selectbox(key="beheer-2024-12-19-domein").set_value("VEI")
    screen.app.button(key="beheer-vergadering").click()
    screen.run().become("c.vandijk").click("Vaststellen")
    (row,) = [r for r in screen.table("Wanneer vergadert het bestuur?") if r["Vergadering"].startswith("19")]
    assert (row["In de schijnwerper"], screen.errors) == ("Veiligheid", [])


def test_an_invalid_meeting_date_is_reported_and_not_proposed(own_example) -> None:
    screen = own_example.open("programme", person="h.smit")
    screen.app.text_input(key="beheer--dag").set_value("morgen")
    screen.app.button(key="beheer-vergadering").click()
    assert any("morgen" in error for error in screen.run().errors)


def test_a_complete_programme_file_can_be_proposed(own_example) -> None:
    screen = own_example.open("programme", person="c.vandijk")
    screen.upload("programme.toml", TEXT.replace("Alliantiebestuur", "Buurtbestuur").encode())
    screen.click("Bestand voorstellen")
    assert "Buurtbestuur" in screen.text
    assert screen.errors == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_a_person_who_may_not_change_the_programme_gets_no_form(example, role: Role) -> None:
    screen = example.open("programme", person=SOMEONE[role])
    assert ("Voorstellen" in [button.label for button in screen.app.button]) is (role in CHANGERS)


def test_a_deputy_is_appointed_on_screen_and_told_whom_he_replaces(own_example) -> None:
    screen = own_example.open("programme", person="h.smit")
    for key, value in {"afwezig": "c.vandijk", "vervanger": "t.mulder"}.items():
        screen.app.selectbox(key=f"beheer-{key}").set_value(value)
    for key, value in {"vanaf": "01-01-2024", "tot": "31-12-2026"}.items():
        screen.app.text_input(key=f"beheer-{key}").set_value(value)
    screen.app.button(key="beheer-vervanging").click()
    screen.run().become("c.vandijk").click("Vaststellen")
    assert screen.errors == []
    assert "U vervangt" in screen.become("t.mulder").text


def test_a_theme_a_rule_and_the_scope_line_are_changed_on_screen(own_example) -> None:
    screen = own_example.open("programme", person="h.smit")
    screen.app.selectbox(key="beheer-themabron").set_value("SPUK-KW")
    screen.run().app.selectbox(key="beheer-thema-SPUK-KW").set_value("ARM")
    screen.run().app.text_input(key="beheer-thema-SPUK-KW-ARM-laatste").set_value("2025")
    screen.app.button(key="beheer-thema-SPUK-KW-ARM-ja").click()
    screen.run().become("c.vandijk").click("Vaststellen")
    screen.app.text_input(key="beheer-tekst-scope").set_value("Alleen geld van de gemeente.")
    screen.app.button(key="beheer-teksten").click()
    screen.run().become("h.smit").click("Vaststellen")
    rule = screen.app.selectbox(key="beheer-regel").options[2].split(": ")[1]
    screen.app.selectbox(key="beheer-regel").set_value(rule)
    screen.run().app.text_input(key=f"beheer-regel-{rule}-bedrag").set_value("2500")
    screen.app.button(key=f"beheer-regel-{rule}-ja").click()
    screen.run().become("c.vandijk").click("Vaststellen")
    assert screen.errors == []
    assert "de bron en wordt 2025" in screen.text
    assert "wordt 2500 euro" in screen.text


def test_after_a_change_on_screen_the_file_is_not_offered_as_a_proposal(own_example) -> None:
    screen = propose_nina(own_example.open("programme")).become("h.smit").click("Vaststellen")
    assert "Dit bestand voorstellen" not in [button.label for button in screen.app.button]


def test_meetings_can_be_planned_in_the_year_after_the_last(own_example) -> None:
    screen = own_example.open("programme", person="h.smit")
    last = load_programme(EXAMPLE).years[-1]
    for name, day in {"dag": f"12-02-{last + 1}", "peildatum": f"31-12-{last}"}.items():
        screen.app.text_input(key=f"beheer--{name}").set_value(day)
    screen.app.button(key="beheer-vergadering").click()
    screen.run().become("c.vandijk").click("Vaststellen")
    assert screen.errors == []
    assert f"12-02-{last + 1}" in screen.text


def test_the_title_answers_who_takes_part_and_when_the_board_meets_next(example) -> None:
    screen = example.open("programme", person="c.vandijk")
    (title,) = screen.app.title
    assert title.value.startswith(f"{TEXT.count('[[people]]')} personen")
    assert title.value.endswith("19 december 2024")


def test_only_future_meetings_are_in_the_main_list(example) -> None:
    screen = example.open("programme", person="c.vandijk")
    coming = {row["Vergadering"] for row in screen.table("Wanneer vergadert het bestuur?")}
    before = {row["Vergadering"] for row in screen.table("Wanneer vergaderde het bestuur?")}
    assert coming == {"19-12-2024"}
    assert "03-10-2024" in before


@pytest.mark.parametrize("role", list(Role))
def test_every_visible_tab_has_content(example, role: Role) -> None:
    screen = example.open("programme", person=SOMEONE[role])
    tabs = {tab.label: tab for tab in screen.app.tabs}
    assert set(tabs) >= {"Personen", "Vergaderingen"}
    assert ("Domeinen en geld" in tabs) is (role in CHANGERS | {Role.ADMINISTRATOR})
    assert all(len(tab.children) for tab in tabs.values())
