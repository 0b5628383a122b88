"""A change on screen changes one block of the text, and nothing beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from budget.model.programme import Deputy, Meeting, Person
from budget.model.words import BudgetError, Role
from budget.programme import parse_programme
from budget.programme.differences import differences
from budget.programme.editing import (
    drop_deputy,
    drop_meeting,
    drop_person,
    put_deputy,
    put_meeting,
    put_person,
)
from tests.conftest import EXAMPLE
from tests.store.samples import JUNE, PROGRAMME, TOML

NINA = Person("nina", 'Nina "N" Nieuw', Role.CONTROLLER, ("GRO",), ("Nien",))


def changed(text: str) -> list[str]:
    return differences(PROGRAMME, parse_programme(text))


def test_a_person_is_added_changed_and_taken_out() -> None:
    text = put_person(TOML, NINA)
    assert parse_programme(text).person("nina") == NINA
    assert len(changed(text)) == 1
    other = put_person(text, replace(NINA, role=Role.READER, domains=()))
    assert parse_programme(other).person("nina").role is Role.READER
    assert changed(drop_person(other, "nina")) == []


def test_every_person_of_the_programme_can_be_changed_in_his_place() -> None:
    for person in PROGRAMME.people:
        found = parse_programme(put_person(TOML, replace(person, name="Iemand Anders")))
        assert [one.id for one in found.people] == [one.id for one in PROGRAMME.people]
        assert found.person(person.id).name == "Iemand Anders"
        assert len(differences(PROGRAMME, found)) == 1


def test_a_meeting_moves_and_its_deadlines_with_it() -> None:
    old = PROGRAMME.meeting(JUNE)
    moved = replace(old, date=date(2024, 7, 4))
    found = parse_programme(put_meeting(TOML, JUNE, moved))
    assert len(found.meetings) == len(PROGRAMME.meetings)
    assert found.meeting(date(2024, 7, 4)).deliver_by == date(2024, 6, 20)


def test_another_spotlight_keeps_the_deadlines_that_were_stated() -> None:
    text = TOML.replace("as_of = 2024-05-31", "as_of = 2024-05-31\ndeliver_by = 2024-06-10")
    old = parse_programme(text).meeting(JUNE)
    found = parse_programme(put_meeting(text, JUNE, replace(old, spotlight="SPE"))).meeting(JUNE)
    assert found == replace(old, spotlight="SPE")


def test_a_meeting_is_added_and_taken_out() -> None:
    day = date(2025, 3, 27)
    new = Meeting(day, "GRO", date(2025, 2, 28), day, day, day)
    text = put_meeting(TOML, None, new)
    assert parse_programme(text).meeting(day).as_of == date(2025, 2, 28)
    assert changed(drop_meeting(text, day)) == []


def test_comments_and_all_else_stay() -> None:
    text = (EXAMPLE / "programme.toml").read_text(encoding="utf-8")
    out = drop_person(text, "b.haddad")
    assert [line for line in text.splitlines() if line.startswith("#") and line not in out] == []
    assert "# --- vergaderingen van het bestuur" in out


def test_what_does_not_stand_there_is_not_taken_out() -> None:
    with pytest.raises(BudgetError):
        drop_person(TOML, "niemand")
    with pytest.raises(BudgetError):
        drop_meeting(TOML, date(2030, 1, 1))


def test_a_deputy_is_added_and_taken_out_by_his_first_day() -> None:
    first, later = (Deputy("cor", "mo", date(2024, month, 1), date(2024, month, 20)) for month in (5, 7))
    text = put_deputy(put_deputy(TOML, first), later)
    assert parse_programme(text).deputies == (first, later)
    assert "Mo Manager vervangt Cor Controle van 01-05-2024 tot en met 20-05-2024" in changed(text)[0]
    assert parse_programme(drop_deputy(text, first)).deputies == (later,)


def test_who_leaves_takes_his_deputies_with_him() -> None:
    text = put_deputy(TOML, Deputy("cor", "mo", date(2024, 5, 1), date(2024, 5, 20)))
    for person in ("cor", "mo"):
        assert parse_programme(drop_person(text, person)).deputies == ()
