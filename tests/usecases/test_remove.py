"""Removing suppliers of old years: by two persons, without changing any figure, hash or other row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from budget.access import Actor
from budget.model.personal import PERSONAL, Personal
from budget.model.words import BudgetError, By
from budget.standing.moment import load_standing
from budget.store import cache
from budget.store.audit import trail_hashes
from budget.store.engine import Store, open_store
from budget.store.removals import load_suppliers, without_suppliers
from budget.store.schema import acceptances, booking_suppliers, submissions
from budget.store.schema_board import metadata
from budget.store.submissions import load_content
from budget.usecases import deliver as delivery
from budget.usecases import remove as removing
from budget.usecases.verify import count_removed, name_rows, verify
from tests.roles import OWNER, of_role
from tests.snapshot.history import live_through
from tests.store.samples import (
    ID,
    MAY_END,
    PROGRAMME,
    YEAR,
    booking,
    deliver,
    ledger,
    line,
    plan,
    statement,
    submit,
)
from tests.tampering import tampering

NAME = "Kweker"
"""A supplier in the history."""
EARLY, DUE = datetime(YEAR + 7, 12, 31, 12), datetime(YEAR + 8, 1, 1, 12)


@pytest.fixture
def year_store(ready_url: str) -> Iterator[Store]:
    """A year written by the program's role; opened by the owner, who alone removes on PostgreSQL."""
    worked = open_store(ready_url).of(ID)
    live_through(worked)
    worked.close()
    found = open_store(of_role(ready_url, OWNER) if "postgresql" in ready_url else ready_url).of(ID)
    yield found
    found.close()


def test_the_application_role_is_told_who_can_remove_suppliers(ready_postgresql_url: str) -> None:
    store = open_store(ready_postgresql_url).of(ID)
    live_through(store)
    removing.propose(store, PROGRAMME, "cor", YEAR, "Oud", DUE)
    with pytest.raises(BudgetError, match="eigenaar van de tabellen"):
        removing.remove(store, PROGRAMME, "sien", YEAR, DUE, seen(store))
    store.close()


def suppliers(store: Store) -> int:
    with store.read() as connection:
        return int(connection.execute(select(func.count()).select_from(booking_suppliers)).scalar_one())


def figures(store: Store) -> object:
    """All visible figures, and every hash of the trail so far."""
    standing = load_standing(store, PROGRAMME, date(YEAR, 8, 31))
    return {by: standing.rows(by) for by in (By.DOMAIN, By.LINE, By.SOURCE)}, standing.total(), standing.facts


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All rows except the trail, the suppliers, and the stored bytes and contents of files."""
    found = {}
    with store.read() as connection:
        for table in metadata.sorted_tables:
            if table.name not in ("audit", "booking_suppliers"):
                kept = [
                    one for one in table.c if one.name not in ("data", "content") or table is not submissions
                ]
                found[table.name] = sorted((tuple(row) for row in connection.execute(select(*kept))), key=str)
    return found


def test_the_removed_fields_are_exactly_those_declared_as_supplier() -> None:
    assert [field for field, kind in PERSONAL.items() if kind is Personal.SUPPLIER] == ["supplier"]


def seen(store: Store) -> str:
    """The mark of the pending removal."""
    return removing.mark_of(YEAR, removing.list_waiting_removals(store, PROGRAMME, "sien", YEAR))


def both(store: Store) -> list[int]:
    listed = removing.propose(store, PROGRAMME, "cor", YEAR, "Zeven jaar voorbij", DUE)
    mark = removing.mark_of(YEAR, listed)
    return [one.submission for one in removing.remove(store, PROGRAMME, "sien", YEAR, DUE, mark)]


def test_removing_suppliers_changes_nothing_else(year_store: Store) -> None:
    before, kept = figures(year_store), rows(year_store)
    with year_store.read() as connection:
        hashes = trail_hashes(connection, ID)
    assert suppliers(year_store) > 0
    gone = both(year_store)
    assert suppliers(year_store) == 0
    assert figures(year_store) == before
    assert rows(year_store) == kept
    with year_store.read() as connection:
        assert trail_hashes(connection, ID)[: len(hashes)] == hashes
        for number in gone:
            content = load_content(connection, ID, number)
            assert content == without_suppliers(content)
            assert content.statements


def test_verify_accepts_the_removal_and_counts_the_files(year_store: Store) -> None:
    gone = both(year_store)
    assert verify(year_store, PROGRAMME, "sien") == []
    assert name_rows(year_store, PROGRAMME, "sien", from_files=False) == []
    assert count_removed(year_store, PROGRAMME, "sien") == len(gone) == 2


def test_no_byte_of_the_database_file_has_the_supplier_any_more(ready_sqlite_url: str) -> None:
    store = open_store(ready_sqlite_url)
    live_through(store)
    path = Path(ready_sqlite_url.removeprefix("sqlite:///"))
    store.close()
    assert NAME.encode() in path.read_bytes()
    store = open_store(ready_sqlite_url)
    both(store)
    store.close()
    assert not [one for one in path.parent.glob(f"{path.name}*") if NAME.encode() in one.read_bytes()]


def test_a_running_server_forgets_the_names_at_its_next_view(year_store: Store, monkeypatch) -> None:
    """Another process removes them; the public version keeps the removed names in memory."""
    kept: dict = {}
    monkeypatch.setattr(cache, "_kept", kept)
    server = open_store(year_store._engine.url.render_as_string(hide_password=False)).of(ID)
    with server.read() as connection:
        assert NAME in load_suppliers(connection, ID)
    monkeypatch.setattr(cache, "_kept", {})  # The cache of the other process.
    both(year_store)
    monkeypatch.setattr(cache, "_kept", kept)
    assert NAME in str(kept)
    with server.read() as connection:
        assert NAME not in str(kept)
        assert NAME not in load_suppliers(connection, ID)
    server.close()


def test_suppliers_can_be_removed_after_seven_years_and_not_a_day_earlier(year_store: Store) -> None:
    with pytest.raises(BudgetError):
        removing.propose(year_store, PROGRAMME, "cor", YEAR, "Te vroeg", EARLY)
    assert both(year_store)


def test_a_file_with_a_row_of_a_later_year_stays(ready_sqlite_url: str) -> None:
    store = open_store(ready_sqlite_url)
    deliver(store, plan(line(), line(year=YEAR + 1)))
    late = booking("B", date(YEAR + 1, 1, 3), 5_00, supplier=NAME)._replace(fiscal_year=YEAR + 1)
    deliver(store, ledger(statement(MAY_END, booking("A", MAY_END, 5_00, supplier=NAME))))
    deliver(store, ledger(statement(date(YEAR + 1, 1, 31), late)))
    assert both(store) == [2]
    assert suppliers(store) == 1
    store.close()


def test_a_removal_requires_two_persons(year_store: Store) -> None:
    for who in ("cor", "sien"):
        with pytest.raises(BudgetError):
            removing.remove(year_store, PROGRAMME, who, YEAR, DUE, seen(year_store))
    removing.propose(year_store, PROGRAMME, "cor", YEAR, "Oud", DUE)
    with pytest.raises(BudgetError):
        removing.remove(year_store, PROGRAMME, "cor", YEAR, DUE, seen(year_store))
    assert suppliers(year_store) > 0
    assert removing.remove(year_store, PROGRAMME, Actor("sien"), YEAR, DUE, seen(year_store))


def test_a_removal_with_more_files_than_the_second_person_saw_is_refused(year_store: Store) -> None:
    """It cannot be undone: he passes the mark of what he saw, and the first person cannot add a file."""
    removing.propose(year_store, PROGRAMME, "cor", YEAR, "Oud", DUE)
    looked = seen(year_store)
    late = ledger(statement(date(YEAR, 9, 30), booking("Z", date(YEAR, 9, 1), 1_00, supplier=NAME)))
    delivery.reject(year_store, PROGRAMME, submit(year_store, late).id, "cato", "Fout", DUE)
    removing.propose(year_store, PROGRAMME, "cor", YEAR, "Oud", DUE)
    before = suppliers(year_store)
    with pytest.raises(BudgetError, match="3 bestanden"):
        removing.remove(year_store, PROGRAMME, "sien", YEAR, DUE, looked)
    assert suppliers(year_store) == before > 0


def test_the_mark_is_of_each_file_its_rows_and_the_year_not_of_their_number(year_store: Store) -> None:
    found = removing.removable(year_store, PROGRAMME, "cor", YEAR)
    first, *others = found
    changed = (
        replace(first, submission=99),
        replace(first, file="anders.xlsx"),
        replace(first, last_year=YEAR - 1),
        replace(first, rows=first.rows + 1),
    )
    marks = {removing.mark_of(YEAR, [one, *others]) for one in (first, *changed)}
    assert len(marks | {removing.mark_of(YEAR + 1, found), removing.mark_of(YEAR, others)}) == 7
    assert removing.mark_of(YEAR, found[::-1]) == removing.mark_of(YEAR, found)


def test_suppliers_of_returned_files_are_removed_and_of_pending_files_kept(year_store: Store) -> None:
    content = ledger(statement(date(YEAR, 9, 30), booking("Z", date(YEAR, 9, 1), 1_00, supplier=NAME)))
    number = submit(year_store, content, name="fout.xlsx").id
    assert number not in [one.submission for one in removing.removable(year_store, PROGRAMME, "cor", YEAR)]
    delivery.reject(year_store, PROGRAMME, number, "cato", "Fout", DUE)
    assert number in both(year_store)
    with pytest.raises(BudgetError):
        delivery.submitted_file(year_store, PROGRAMME, number, "cato")
    assert verify(year_store, PROGRAMME, "sien") == []


def test_another_programme_with_the_same_numbers_keeps_its_own(ready_sqlite_url: str) -> None:
    store = open_store(ready_sqlite_url)
    live_through(store)
    with store.whole() as connection:
        for table in (submissions, acceptances, booking_suppliers):
            names = ", ".join(table.c.keys())
            values = names.replace("programme", "'stad'")
            connection.execute(text(f"INSERT INTO {table.name} ({names}) SELECT {values} FROM {table.name}"))
    before = suppliers(store)
    both(store)
    assert suppliers(store) == before / 2
    with store.read() as connection:
        query = select(submissions.c.programme).where(func.length(submissions.c.data) == 0).distinct()
        assert list(connection.execute(query).scalars()) == [ID]
    with pytest.raises(IntegrityError), store.whole() as connection:
        connection.execute(text("DELETE FROM booking_suppliers WHERE programme = 'stad'"))
    store.close()


UNSAID = (
    "DELETE FROM booking_suppliers",
    "UPDATE submissions SET data = ''",
    "UPDATE submissions SET content = ''",
)


@pytest.mark.parametrize("query", UNSAID)
def test_the_database_refuses_a_removal_that_two_persons_did_not_agree(year_store: Store, query: str) -> None:
    with pytest.raises(IntegrityError), year_store.whole() as connection:
        connection.execute(text(query))


@pytest.mark.parametrize("column", ["file", "sha256", "kinds", "domains", "base", "submitted_by"])
def test_other_columns_of_a_submission_cannot_change_during_a_removal(year_store: Store, column: str) -> None:
    (number, *_) = both(year_store)
    query = f"UPDATE submissions SET {column} = {column} || 'x' WHERE id = {number}"
    with pytest.raises(IntegrityError), year_store.whole() as connection:
        connection.execute(text(query))


TAMPERED = (
    "INSERT INTO booking_suppliers SELECT programme, seq, identity, 'Ander' FROM bookings LIMIT 1",
    "UPDATE submissions SET data = x'00' WHERE length(data) = 0",
    "UPDATE submissions SET content = (SELECT content FROM submissions WHERE id = 1) WHERE length(data) = 0",
    "DELETE FROM audit WHERE action = 'remove'",
    "UPDATE audit SET detail = '{\"content\": \"0\"}' WHERE action = 'remove'",
)


@pytest.mark.parametrize("query", TAMPERED)
def test_tampering_after_a_removal_is_detected(ready_sqlite_url: str, query: str) -> None:
    store = open_store(ready_sqlite_url)
    live_through(store)
    both(store)
    with tampering(store) as connection:
        assert connection.exec_driver_sql(query).rowcount
    assert verify(store, PROGRAMME, "sien")
    store.close()
