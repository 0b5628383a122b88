"""The calendar of one person, at a secret address."""

from __future__ import annotations

import pytest

from budget.access import Action, Actor
from budget.model.words import BudgetError
from budget.store.audit import load_trail
from budget.store.engine import Store, open_store
from budget.usecases import calendar
from tests.store.samples import ID, NOW, PROGRAMME


@pytest.fixture
def store(ready_sqlite_url: str) -> Store:
    return open_store(ready_sqlite_url)


def test_only_the_secret_address_gives_the_calendar_of_its_owner(store: Store) -> None:
    secret = calendar.make_address(store, PROGRAMME, "gea", NOW)
    text = calendar.calendar_of(store, PROGRAMME, secret, NOW) or ""
    lines = text.split("\r\n")
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 2 * len(PROGRAMME.meetings)
    assert "DTSTART;VALUE=DATE:20240627\r\nDTEND;VALUE=DATE:20240628" in text
    assert len({line for line in lines if line.startswith("UID:")}) == text.count("UID:")
    assert all(len(line.encode()) <= 75 for line in lines)
    for wrong in ("", secret[:-1], secret + "x", calendar._hash(secret)):
        assert calendar.calendar_of(store, PROGRAMME, wrong, NOW) is None


def test_each_role_has_its_own_last_days(store: Store) -> None:
    found = {
        person: calendar.calendar_of(
            store, PROGRAMME, calendar.make_address(store, PROGRAMME, person, NOW), NOW
        )
        for person in ("gea", "cor", "bo")
    }
    words = ("aan te leveren", "vast te stellen", "te ondertekenen")
    assert {person: [word in (text or "") for word in words] for person, text in found.items()} == {
        "gea": [True, False, False],
        "cor": [False, True, True],
        "bo": [False, False, False],
    }


def test_a_new_address_or_its_removal_invalidates_the_old_one(store: Store) -> None:
    first = calendar.make_address(store, PROGRAMME, "gea", NOW)
    second = calendar.make_address(store, PROGRAMME, "gea", NOW)
    assert calendar.calendar_of(store, PROGRAMME, first, NOW) is None
    assert calendar.calendar_of(store, PROGRAMME, second, NOW)
    calendar.end_address(store, PROGRAMME, "gea", NOW)
    assert calendar.calendar_of(store, PROGRAMME, second, NOW) is None
    assert not calendar.has_address(store, PROGRAMME, "gea")
    with pytest.raises(BudgetError):
        calendar.end_address(store, PROGRAMME, "gea", NOW)


def test_the_secret_is_not_in_the_trail_and_a_token_cannot_make_one(store: Store) -> None:
    secret = calendar.make_address(store, PROGRAMME, "gea", NOW)
    with store.read() as connection:
        assert secret not in str(load_trail(connection, ID))
    with pytest.raises(BudgetError, match="sleutel"):
        calendar.make_address(store, PROGRAMME, Actor("gea", frozenset({Action.VIEW})), NOW)
