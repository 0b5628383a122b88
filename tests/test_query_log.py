"""The query log detects statements without a condition on the programme."""

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
    (
        "WITH last AS (SELECT max(audit.id) AS id FROM audit WHERE audit.programme = ?) "
        "SELECT audit.hash FROM audit JOIN last ON audit.id = last.id WHERE audit.programme = ?"
    ),
    (
        "SELECT 1 FROM bookings JOIN (SELECT people.programme AS programme FROM people "
        "WHERE people.programme = ?) AS own ON own.programme = bookings.programme"
    ),
    (
        "SELECT 1 FROM audit WHERE audit.programme = %(p)s::VARCHAR AND NOT EXISTS "
        "(SELECT 1 FROM people WHERE people.programme = audit.programme AND people.person = audit.person)"
    ),
    "INSERT INTO people (programme, person) SELECT ?, audit.person FROM audit WHERE audit.programme = ?",
    "UPDATE audit SET detail = ? WHERE audit.programme = ? AND audit.id = ?",
    "SELECT 1 FROM bookings, json_each(?) AS codes WHERE bookings.programme = ?",
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
    "INSERT INTO people (programme, person) SELECT ?, audit.person FROM audit",
    "INSERT OR REPLACE INTO audit (id) VALUES (?)",
    "SELECT 1 FROM audit WHERE audit.programme = ? AND audit.id = (SELECT max(audit.id) FROM audit)",
    "SELECT audit.id FROM audit WHERE audit.programme = ? UNION ALL SELECT audit.id FROM audit",
    "WITH last AS (SELECT max(audit.id) AS id FROM audit) SELECT last.id FROM last",
    "SELECT 1 FROM people WHERE people.programme = ? AND EXISTS (SELECT 1 FROM audit WHERE audit.id = ?)",
    (
        "SELECT 1 FROM audit WHERE EXISTS (SELECT 1 FROM people WHERE people.programme = ? "
        "AND people.programme = audit.programme)"
    ),
    "UPDATE audit SET detail = ? WHERE audit.id = ?",
    "UPDATE audit SET programme = ? WHERE audit.id = ?",
    "DELETE FROM audit WHERE audit.id = ?",
    "CREATE VIEW newest AS SELECT audit.id FROM audit",
    "SELECT newest.id FROM newest",
    "SELECT audit.id FROM public.audit",
    "select id from audit",
    "SELECT 1 FROM (audit JOIN people ON people.person = audit.person) WHERE people.programme = ?",
    "SELECT 1 FROM audit LEFT JOIN people ON people.programme = ? AND people.programme = audit.programme",
    "SELECT 1 FROM audit WHERE audit.programme = ? OR audit.id = ?",
    "SELECT 1 FROM audit WHERE NOT audit.programme = ?",
    "SELECT 1 FROM audit WHERE audit.programme <> ?",
    "SELECT audit.programme = ? FROM audit",
    "SELECT 1 FROM audit WHERE audit.programme = audit.programme",
    "SELECT 1 FROM audit, people WHERE audit.programme = people.programme",
    "SELECT 1 FROM audit, people WHERE audit.programme = people.person AND people.programme = ?",
    "EXPLAIN SELECT id FROM audit",
    "TRUNCATE audit",
)


@pytest.mark.parametrize("statement", WITH)
def test_a_statement_restricted_to_a_programme_is_not_reported(statement: str) -> None:
    assert unscoped(statement) == []


@pytest.mark.parametrize("statement", WITHOUT)
def test_a_statement_without_a_programme_is_reported(statement: str) -> None:
    assert unscoped(statement)
