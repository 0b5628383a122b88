"""Two programmes in one database: use cases behave as with one, and leave the other unchanged."""

from __future__ import annotations

import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import UniqueConstraint

from budget.access import VISITOR, Action, Actor, NotAllowedError
from budget.model.programme import Programme
from budget.model.words import BudgetError, UnknownNameError
from budget.programme import parse_programme
from budget.store import anchor
from budget.store.audit import load_trail
from budget.store.backup import write_backup
from budget.store.database_use import DatabaseUse
from budget.store.engine import Store, open_store
from budget.store.integrity import _unreadable_tables
from budget.store.keys import new_key
from budget.store.programmes import was_used
from budget.store.schema_mail import metadata
from budget.usecases import calendar, deliver, maintain, verify
from budget.usecases.database_use import begin
from tests.query_log import queries, unscoped
from tests.store.samples import ID, NOW, TOML, line, packed, plan
from tests.tampering import GUARDS, tampering
from tests.usecases.test_rights import COLUMNS, DONE, EXPECTED, NO, STATE, USE_CASES
from tests.usecases.test_rights import history as history
from tests.usecases.test_rights import opened_files as opened_files

OTHER = "ander"
WHOLE = {"back up", "restore", "upgrade"}
"""Acts of an administrator on the whole database, of every programme."""
ASKS_ALL = "back up"
"""The act that also needs the right in every other programme of the database."""
TABLES = sorted(metadata.tables)


@pytest.fixture(scope="module")
def shared_database(history: Path, full_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same history, in a database in which another programme has rows in every table."""
    path = Path(shutil.copy(history, tmp_path_factory.mktemp("beside") / "beside.db"))
    with sqlite3.connect(path) as connection:
        guards = connection.execute(GUARDS).fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        for table, found in all_rows(full_sqlite, ID).items():
            rows = [{**row, "programme": OTHER} for row in found]
            assert rows, f"{table} is empty: the test proves nothing"
            names = ", ".join(f'"{name}"' for name in rows[0])
            marks = ", ".join("?" * len(rows[0]))
            connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", map(_values, rows))
        for _, body in guards:
            connection.execute(body)
    return path


def _values(row: dict[str, object]) -> tuple[object, ...]:
    return tuple(row.values())


def all_rows(path: Path, programme: str) -> dict[str, list[dict[str, object]]]:
    with sqlite3.connect(path) as connection:
        connection.row_factory = sqlite3.Row
        return {table: _rows(connection, table, programme) for table in TABLES}


def _rows(connection: sqlite3.Connection, table: str, programme: str) -> list[dict[str, object]]:
    found = connection.execute(f"SELECT * FROM {table} WHERE programme = ?", (programme,))
    return sorted(map(dict, found), key=repr)


def outcome(path: Path, use_case: str) -> str:
    """The result of the use case for a person with the right, as text."""
    found = EXPECTED[use_case]
    column = COLUMNS[next(found.index(mark) for mark in (DONE, STATE, NO) if mark in found)]
    name, _, scope = column.partition("|")
    store = open_store(f"sqlite:///{path}").of(ID)
    try:
        came = USE_CASES[use_case](store, Actor(name, frozenset({Action[scope]}) if scope else None))
        return re.sub(r" at 0x[0-9a-f]+", "", repr(came))
    except BudgetError as error:
        return str(error)
    finally:
        store.close()


@pytest.mark.slow
@pytest.mark.usefixtures("opened_files")
@pytest.mark.parametrize("use_case", USE_CASES)
def test_a_use_case_reads_and_writes_its_own_programme_only(
    history: Path, shared_database: Path, tmp_path: Path, use_case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendar.secrets, "token_urlsafe", lambda _size: "geheim")
    alone, shared = (Path(shutil.copy(path, tmp_path / path.name)) for path in (history, shared_database))
    expected = outcome(alone, use_case)
    before = all_rows(shared, OTHER)
    with queries() as asked:
        came = outcome(shared, use_case)
    assert came == expected or (use_case == ASKS_ALL and f"ook over {OTHER}" in came)
    assert all_rows(shared, OTHER) == before
    assert all_rows(shared, ID) == all_rows(alone, ID)
    if use_case not in WHOLE:
        assert {query for query in asked if unscoped(query)} == set()


@pytest.mark.parametrize("table", TABLES)
def test_every_key_of_a_table_carries_its_programme_first(table: str) -> None:
    """Required to distribute tables over machines by programme: no key or reference crosses programmes."""
    found = metadata.tables[table]
    assert next(iter(found.primary_key.columns)).name == "programme"
    for key in found.constraints:
        if isinstance(key, UniqueConstraint):
            assert "programme" in key.columns
    for index in found.indexes:
        assert index.columns.keys()[0] == "programme"
    for link in found.foreign_key_constraints:
        pairs = [(part.parent.name, part.column.name) for part in link.elements]
        assert pairs[0] == ("programme", "programme")


VILLAGE, TOWN = (
    parse_programme(
        TOML.replace('id = "dorp"', f'id = "{name}"')
        + '\n[[people]]\nid = "bea"\nname = "Bea Beheer"\nrole = "beheer"\n'
    )
    for name in (ID, "stad")
)


HAMLET = parse_programme(TOML.replace('id = "dorp"', 'id = "gehucht"'))
"""A programme without an administrator."""


def hand_in(store: Store, programme: Programme, code: str) -> int:
    """A plan line, accepted by a second person."""
    checked, data = packed(plan(line(code)), f"{programme.id}.xlsx")
    begin(store, programme, DatabaseUse.DEMONSTRATION, "cor", NOW)
    number = deliver.submit(store, programme, checked, data, "cor", NOW).id
    return deliver.accept(store, programme, number, "cato", NOW).id


@pytest.fixture
def two_programmes(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A database with two programmes, with signed trails and their heads stored elsewhere."""
    monkeypatch.setenv(anchor.KEY, new_key())
    monkeypatch.setenv(anchor.KEPT, str(tmp_path / "anchors"))
    assert [hand_in(store, one, "GRO-1") for one in (VILLAGE, TOWN)] == [1, 1]
    return store


def test_submissions_are_numbered_per_programme_and_each_verifies(two_programmes: Store) -> None:
    assert hand_in(two_programmes, TOWN, "SPE-1") == 2
    assert hand_in(two_programmes, VILLAGE, "SPE-1") == 2
    for one in (VILLAGE, TOWN):
        own = two_programmes.of(one.id)
        assert verify.verify(own, one, VISITOR) == []
        assert [entry.file for entry in deliver.submissions(own, one, VISITOR)] == [f"{one.id}.xlsx"] * 2


def test_a_backup_has_all_programmes_and_is_judged_for_each(two_programmes: Store, tmp_path: Path) -> None:
    assert maintain.backup(two_programmes, VILLAGE, "bea", tmp_path / "dag.backup")[1] == []
    fresh = open_store(f"sqlite:///{tmp_path / 'terug.db'}", migrates=False)
    maintain.restore(fresh, VILLAGE, "bea", tmp_path / "dag.backup", DatabaseUse.DEMONSTRATION, NOW)
    for one in (VILLAGE, TOWN):
        assert verify.verify(fresh, one, VISITOR) == []
        with fresh.read() as connection:
            assert [e.person for e in load_trail(connection, one.id) if e.action == "restore"] == ["bea"]
    fresh.close()


def test_a_backup_requires_the_right_in_every_programme(two_programmes: Store, tmp_path: Path) -> None:
    path = tmp_path / "dag.backup"
    begin(two_programmes, HAMLET, DatabaseUse.DEMONSTRATION, "cor", NOW)
    with pytest.raises(NotAllowedError, match="gehucht") as refused:
        maintain.backup(two_programmes, VILLAGE, "bea", path)
    assert not any(person.name in str(refused.value) for person in HAMLET.people)
    assert not path.exists()


def test_a_restore_requires_the_right_in_every_programme(two_programmes: Store, tmp_path: Path) -> None:
    begin(two_programmes, HAMLET, DatabaseUse.DEMONSTRATION, "cor", NOW)
    with two_programmes.read() as connection:
        write_backup(connection, tmp_path / "dag.backup")
    fresh = open_store(f"sqlite:///{tmp_path / 'terug.db'}", migrates=False)
    with pytest.raises(NotAllowedError, match="gehucht"):
        maintain.restore(fresh, VILLAGE, "bea", tmp_path / "dag.backup", DatabaseUse.DEMONSTRATION, NOW)
    assert fresh.is_new()
    fresh.close()


def test_a_restore_that_would_lose_entries_of_another_programme_is_refused(
    two_programmes: Store, tmp_path: Path
) -> None:
    maintain.backup(two_programmes, VILLAGE, "bea", tmp_path / "dag.backup")
    hand_in(two_programmes, TOWN, "SPE-1")
    fresh = open_store(f"sqlite:///{tmp_path / 'terug.db'}", migrates=False)
    with pytest.raises(BudgetError, match="niet in deze back-up"):
        maintain.restore(fresh, VILLAGE, "bea", tmp_path / "dag.backup", DatabaseUse.DEMONSTRATION, NOW)
    fresh.close()


def test_a_fault_is_reported_for_its_own_programme(two_programmes: Store, tmp_path: Path) -> None:
    with tampering(two_programmes) as connection:
        connection.exec_driver_sql("UPDATE plan_lines SET budget = 5 WHERE programme = 'stad'")
    assert verify.verify(two_programmes, VILLAGE, VISITOR) == []
    assert verify.verify(two_programmes, TOWN, VISITOR)
    faults = maintain.backup(two_programmes, VILLAGE, "bea", tmp_path / "dag.backup")[1]
    assert faults
    assert all(fault.startswith("stad: ") for fault in faults)


def test_checks_over_the_whole_database_query_each_programme_separately(two_programmes: Store) -> None:
    with two_programmes.of(VILLAGE.id).read() as connection, queries() as asked:
        assert _unreadable_tables(connection, VILLAGE.id) == []
        assert was_used(connection, VILLAGE.id)
        assert was_used(connection)
    of_programmes = "SELECT DISTINCT audit.programme"
    assert {one for one in asked if unscoped(one) and not one.startswith(of_programmes)} == set()
    assert len(asked) > len(TABLES)


def test_the_same_number_of_another_programme_opens_nothing(two_programmes: Store) -> None:
    number = hand_in(two_programmes, TOWN, "SPE-1")
    with pytest.raises(UnknownNameError):
        deliver.submitted_file(two_programmes, VILLAGE, number, "cor")
    name, _ = deliver.submitted_file(two_programmes, VILLAGE, 1, "cor")
    assert name == "dorp.xlsx"
