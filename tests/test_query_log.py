"""The log of queries knows a statement without its programme from one with it."""

from __future__ import annotations

import pytest

from tests.query_log import unscoped

WITH = (
    "SELECT audit.id FROM audit WHERE audit.programme = ?",
    (
        "SELECT 1 FROM bookings LEFT OUTER JOIN booking_ends ON booking_ends.programme = bookings.programme "
        "WHERE bookings.programme = %(programme_1)s"
    ),
    'INSERT INTO "bookings" ("id", "programme", "seq") VALUES (?, ?, ?)',
    "INSERT INTO people (programme, person) VALUES (?, ?)",
    "PRAGMA foreign_keys=ON",
    "SELECT name FROM sqlite_master",
)
WITHOUT = (
    "SELECT audit.id FROM audit WHERE audit.id = ?",
    "SELECT 1 FROM audit AS a, people WHERE people.programme = ?",
    (
        "SELECT 1 FROM bookings LEFT OUTER JOIN booking_ends ON booking_ends.booking = bookings.id "
        "WHERE bookings.programme = ?"
    ),
    "SELECT 1 FROM bookings JOIN booking_ends ON booking_ends.programme = bookings.programme",
    "INSERT INTO people (person) VALUES (?)",
)


@pytest.mark.parametrize("statement", WITH)
def test_a_statement_with_its_programme_is_none(statement: str) -> None:
    assert unscoped(statement) == []


@pytest.mark.parametrize("statement", WITHOUT)
def test_a_statement_without_its_programme_is_one(statement: str) -> None:
    assert unscoped(statement)
