"""The page Meldingen, and on Beheer the mail that did not arrive."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from budget.model.notices import MailPreference, Message, Notice, Step
from budget.store.engine import open_store
from budget.store.notices import add_messages
from budget.store.outbox import add_steps, load_messages

PROGRAMME = "samen-nieuw-west"
AT = datetime(2024, 9, 30, 12)


def test_a_visitor_without_a_chosen_person_is_asked_to_choose_one(example) -> None:
    assert example.open("notices").heading == "Zeg eerst wie u bent"


def test_a_choice_is_kept_for_this_person(own_example) -> None:
    screen = own_example.open("notices", person="k.yilmaz")
    screen.app.radio(key="meldingen").set_value(MailPreference.DAILY)
    screen = screen.run().click("Bewaren")
    assert screen.app.radio(key="meldingen").value is MailPreference.DAILY
    assert not [button for button in screen.app.button if button.label == "Bewaren"]


def test_undelivered_mail_is_listed_on_the_administration_page(
    own_example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUDGET_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("BUDGET_SMTP_FROM", "monitor@stad.example")
    (database,) = tmp_path.glob("*.db")
    store = open_store(f"sqlite:///{database}")
    with store.write(PROGRAMME) as connection:
        told = Message(0, "k.yilmaz", Notice.WAITS, "1", "Er wacht iets.", "vaststellen", AT, AT)
        add_messages(connection, PROGRAMME, [told])
        found = load_messages(connection, PROGRAMME, AT)
        add_steps(connection, PROGRAMME, found, Step.SKIPPED, AT, "Geen adres.")
    store.close()
    screen = own_example.open("programme", person="c.vandijk")
    (row,) = screen.table("Mail van de laatste weken")
    assert (row["Bericht"], row["Waarom niet"]) == ("Er wacht iets.", "Geen adres.")
    assert "Mail die niet is aangekomen" not in own_example.go("notices").text
