"""Rows typed on the page Aanleveren: checked, shown and handed in as a file is."""

from __future__ import annotations

import pytest

from budget.access import VISITOR
from budget.model.words import SheetKind
from budget.settings import read_settings
from budget.store.engine import open_store
from budget.store.submissions import load_content
from budget.ui import typed_rows
from budget.usecases import deliver as delivery

CONTROLLER, BOARD = "c.vandijk", "a.bestuur"
MOVE = {"from_code": "LEM-01.03", "to_code": "LEM-03.01", "year": "2024"}
SAID = {"amount": "1.000", "reason": "Goedkoper", "document": "Nota 12"}


def fill(screen, values: dict[str, str], kind: str) -> None:
    for name, value in values.items():
        (field,) = (w for w in getattr(screen.app, kind) if w.key and w.key.endswith(f"-{name}"))
        field.set_value(value)
    screen.run()


def test_a_transfer_is_typed_checked_changed_and_submitted(own_example, programme) -> None:
    screen = own_example.open("deliver", person=CONTROLLER)
    (kind,) = (w for w in screen.app.selectbox if w.key and w.key.startswith("invullen-soort"))
    kind.set_value(SheetKind.TRANSFER)
    screen.run()
    fill(screen, MOVE, "selectbox")
    fill(screen, SAID, "text_input")
    screen.click("Controleren")
    assert "Het bestand is goed te lezen" in screen.text
    screen.click("Aanpassen")
    assert "1.000" in screen.text, "the row is still there"
    screen.click("Controleren").click("Indienen")
    store = open_store(read_settings().database_url)
    (found,) = (one for one in delivery.submissions(store, programme, VISITOR) if one.is_pending)
    with store.read() as connection:
        (moved,) = load_content(connection, programme.id, found.id).transfers
    assert (moved.giver.code, moved.taker.code, moved.amount) == ("LEM-01.03", "LEM-03.01", 1_000_00)
    assert "Dit hebt u hier ingevuld" not in screen.text


def test_a_line_is_chosen_by_name_and_says_what_is_on_it(own_example, programme) -> None:
    screen = own_example.open("deliver", person=CONTROLLER)
    (kind,) = (w for w in screen.app.selectbox if w.key and w.key.startswith("invullen-soort"))
    kind.set_value(SheetKind.TRANSFER)
    screen.run()
    fill(screen, MOVE, "selectbox")
    keys = [w.key.rpartition("-")[2] for w in screen.app.selectbox if w.key]
    assert not {"from_source", "from_theme", "to_source", "to_theme"} & {*keys}, "the line tells them"
    (giver,) = (w for w in screen.app.selectbox if w.key and w.key.endswith("-from_code"))
    assert "LEM-01.03 Jaarlijkse enquête onder bewoners" in giver.options
    assert "2024: begroot € 55.100, vrij" in screen.text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_typing_form_is_hidden_from_those_who_may_not_submit(example) -> None:
    screen = example.open("deliver", person=BOARD)
    assert not [w for w in screen.app.selectbox if w.key and w.key.startswith("invullen")]


def test_rows_lost_with_their_session_are_named_until_new_rows_are_typed(
    own_example, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "budget.ui.typed_rows.stored_value", lambda name: "Toezeggingen" if name == typed_rows.KEPT else ""
    )
    gone = "Toezeggingen is niet meer hier"
    screen = own_example.open("deliver").become(CONTROLLER)
    assert gone in screen.text
    (kind,) = (w for w in screen.app.selectbox if w.key and w.key.startswith("invullen-soort"))
    kind.set_value(SheetKind.TRANSFER)
    screen.run()
    fill(screen, MOVE, "selectbox")
    fill(screen, SAID, "text_input")
    assert gone not in screen.click("Controleren").text
