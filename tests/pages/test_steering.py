"""Steering actions: where they are offered, what is stored, and their history."""

from __future__ import annotations

from datetime import datetime

import pytest

from budget.access import VISITOR
from budget.settings import read_settings
from budget.store.engine import Store, open_store
from budget.usecases import steer as steering

MOMENT = {"peildatum": "2024-09-30", "jaar": "2024"}
MANAGER = "d.kaya"
AFTER = datetime(9000, 1, 1)
TITLE = "Leg vast hoe u bijstuurt"


@pytest.fixture
def screen(own_example):
    """The page of a domain that must change course, for a manager."""
    opened = own_example.open("domain", domein="VEI", **MOMENT)
    return opened.become(MANAGER)


@pytest.fixture
def store(screen) -> Store:
    return open_store(read_settings().database_url)


def field(screen, end: str, start: str = "actie-"):
    """The text field of the form to agree (`actie-`) or to change (`lopend-`) an action."""
    (found,) = (w for w in screen.app.text_input if w.key.startswith(start) and w.key.endswith(end))
    return found


def agree(screen, text: str, effect: str):
    field(screen, "-tekst").set_value(text)
    field(screen, "-effect").set_value(effect)
    return screen.run().click("Vastleggen")


def known(store: Store, programme):
    return {a.text: a for a in steering.actions(store, programme, VISITOR, AFTER)}


def test_an_action_is_agreed_next_to_the_signal_and_the_page_says_so(screen, store, programme) -> None:
    assert TITLE in [e.label for e in screen.app.expander]
    agree(screen, "Tweede aannemer", "-120.000")
    stored = known(store, programme)["Tweede aannemer"]
    assert stored.expected == -120_000_00
    assert "Vastgelegd: 'Tweede aannemer'." in screen.text
    assert field(screen, "-tekst").value == ""


def test_an_action_with_an_ambiguous_amount_is_not_recorded(screen, store, programme) -> None:
    agree(screen, "Tweede aannemer", "120,000")
    assert "Tweede aannemer" not in known(store, programme)
    assert "Er is niets vastgelegd" in screen.errors[0]
    assert field(screen, "-tekst").value == "Tweede aannemer"


def test_without_the_right_to_steer_no_form_is_shown(screen) -> None:
    screen.become("a.bestuur")
    assert not {"Vastleggen", "Actie afronden"} & {b.label for b in screen.app.button}


def begin(screen, what: str):
    screen.app.radio(key="lopend-wat").set_value(what)
    return screen.run()


def choose(screen, store, programme, text: str):
    screen.app.selectbox(key="lopend-actie").set_value(known(store, programme)[text].id)
    return screen.run()


def test_a_changed_action_keeps_what_was_agreed_before(screen, store, programme) -> None:
    agree(screen, "Tweede aannemer", "-120.000")
    choose(begin(screen, "Wijzigen"), store, programme, "Tweede aannemer")
    assert field(screen, "-effect", "lopend-").value == "-120.000,00"
    field(screen, "-tekst", "lopend-").set_value("Derde aannemer")
    field(screen, "-reden", "lopend-").set_value("De tweede viel af")
    screen.run().click("Wijziging vastleggen")
    old, new = (known(store, programme)[t] for t in ("Tweede aannemer", "Derde aannemer"))
    assert not old.is_open
    assert old.successor == new.id
    assert old.outcome.endswith(f"(Derde aannemer, uiterlijk {new.due:%d-%m-%Y}): De tweede viel af")
    assert new.is_open
    assert new.expected == old.expected == -120_000_00
    assert old.outcome in str(screen.table("Acties om bij te sturen"))


@pytest.mark.parametrize("what", ["Wijzigen", "Intrekken"])
def test_without_a_reason_an_action_stays_as_it_is(screen, store, programme, what: str) -> None:
    agree(screen, "Tweede aannemer", "")
    choose(begin(screen, what), store, programme, "Tweede aannemer")
    screen.click("Wijziging vastleggen" if what == "Wijzigen" else "Actie intrekken")
    assert screen.errors
    assert known(store, programme)["Tweede aannemer"].is_open


def test_a_withdrawn_action_says_why(screen, store, programme) -> None:
    agree(screen, "Tweede aannemer", "")
    choose(begin(screen, "Intrekken"), store, programme, "Tweede aannemer")
    field(screen, "-Intrekken-tekst", "lopend-").set_value("Geen geld")
    screen.run().click("Actie intrekken")
    withdrawn = known(store, programme)["Tweede aannemer"]
    assert withdrawn.is_withdrawn
    (row,) = (r for r in screen.table("Acties om bij te sturen") if r["Actie"] == "Tweede aannemer")
    assert "Ingetrokken: Geen geld" in row["Stand"]
    assert "Klaar" not in row["Stand"]
