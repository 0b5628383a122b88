"""The database itself refuses updates and deletes of stored acts, also by raw SQL."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.exc import IntegrityError

from budget.store.engine import open_store
from budget.store.schema_board import metadata
from tests.snapshot.full_history import live_fully
from tests.tampering import unguarded

TABLES = sorted(metadata.tables)
DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="module", params=DATABASES)
def full_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a database with a row in every table; every test rolls its changes back."""
    if request.param == "sqlite":
        full = request.getfixturevalue("full_sqlite")
        yield f"sqlite:///{shutil.copy(full, tmp_path_factory.mktemp('lived') / 'budget.db')}"
        return
    from tests.conftest import postgresql_database

    with postgresql_database(request.getfixturevalue("postgresql_server")) as url:
        yield _filled(url)


def _filled(url: str) -> str:
    store = open_store(url)
    live_fully(store)
    store.close()
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


@pytest.fixture
def connection(full_database: str) -> Iterator[Connection]:
    """A plain connection, as any tool for databases opens it; foreign keys are off in SQLite."""
    engine = create_engine(full_database)
    with engine.connect() as found:
        yield found
    engine.dispose()


def refused(connection: Connection, query: str) -> bool:
    with pytest.raises(IntegrityError, match="append only"):
        connection.exec_driver_sql(query)
    return True


@pytest.mark.parametrize("table", TABLES)
def test_no_column_of_any_row_can_be_changed(connection: Connection, table: str) -> None:
    assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() > 0
    for column in inspect(connection).get_columns(table):
        name = column["name"]
        savepoint = connection.begin_nested()
        assert refused(connection, f"UPDATE {table} SET {name} = {name}")
        savepoint.rollback()


@pytest.mark.parametrize("table", TABLES)
def test_no_row_can_be_erased(connection: Connection, table: str) -> None:
    assert refused(connection, f"DELETE FROM {table}")


@pytest.mark.parametrize("table", TABLES)
def test_no_row_can_be_replaced(connection: Connection, table: str) -> None:
    """For a REPLACE, SQLite deletes the old row without firing a delete trigger."""
    if connection.dialect.name == "sqlite":
        assert refused(connection, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")
        return
    key = ", ".join(inspect(connection).get_pk_constraint(table)["constrained_columns"])
    column = inspect(connection).get_columns(table)[-1]["name"]
    query = f"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({key}) DO UPDATE SET {column} = NULL"
    with pytest.raises(IntegrityError, match=r"append only|contradicts"):
        connection.exec_driver_sql(query)


@pytest.mark.parametrize("table", TABLES)
def test_no_table_can_be_emptied_at_once(connection: Connection, table: str) -> None:
    if connection.dialect.name == "sqlite":
        assert refused(connection, f"DELETE FROM {table}")  # SQLite has no TRUNCATE
        return
    assert refused(connection, f"TRUNCATE {table} CASCADE")


def test_a_replace_that_collides_in_another_key_is_refused(connection: Connection) -> None:
    columns = "programme, 99, submission, submitted_by, accepted_by, accepted_at"
    replace = {
        "sqlite": f"INSERT OR REPLACE INTO acceptances SELECT {columns} FROM acceptances LIMIT 1",
        "postgresql": f"INSERT INTO acceptances SELECT {columns} FROM acceptances LIMIT 1"
        " ON CONFLICT (programme, submission) DO UPDATE SET seq = 99",
    }
    assert refused(connection, replace[connection.dialect.name])


MISPLACED = {
    "an acceptance in another programme than its submission": (
        "INSERT INTO acceptances SELECT 'ander', 1, id, submitted_by, 'cato', submitted_at FROM submissions"
        " WHERE file = 'wacht.xlsx'"
    ),
    "an acceptance of what was rejected": (
        "INSERT INTO acceptances SELECT programme, 99, id, submitted_by, 'cato', submitted_at"
        " FROM submissions WHERE file = 'terug.xlsx'"
    ),
    "a rejection of what was accepted": (
        "INSERT INTO rejections (programme, submission, rejected_by, rejected_at, reason)"
        " SELECT programme, submission, 'cato', accepted_at, 'Toch niet' FROM acceptances"
    ),
    "the end of a booking of another programme": (
        "INSERT INTO booking_ends SELECT id, 'ander', 1 FROM bookings"
        " WHERE id NOT IN (SELECT booking FROM booking_ends)"
    ),
    "a withdrawal of what was signed": (
        "INSERT INTO withdrawals (programme, snapshot, withdrawn_by, withdrawn_at, reason)"
        " SELECT programme, snapshot, 'cor', signed_at, 'Toch niet' FROM signatures"
    ),
    "a signature under what was withdrawn": (
        "INSERT INTO signatures (programme, snapshot, proposed_by, signed_by, signed_at)"
        " SELECT programme, id, proposed_by, 'sien', proposed_at FROM snapshots"
        " WHERE id IN (SELECT snapshot FROM withdrawals)"
    ),
}


@pytest.mark.parametrize("what", MISPLACED)
def test_a_row_that_contradicts_what_it_belongs_to_is_refused(connection: Connection, what: str) -> None:
    with pytest.raises(IntegrityError, match="contradicts what it belongs to"):
        connection.exec_driver_sql(MISPLACED[what])


@pytest.mark.parametrize(
    ("missing", "named_by", "is_signed"),
    [
        ("GRO SPE", {"cor": "GRO SPE", "sien": "GRO SPE"}, True),
        ("GRO SPE", {"cor": "GRO SPE", "sien": "GRO SPE OUD"}, True),
        ("GRO SPE", {"cor": "GRO SPE", "sien": "GRO"}, False),
        ("GRO SPE", {"cor": "SPE", "sien": "GRO SPE"}, False),
        ("GRO SPE", {"cor": "GRO SPE"}, False),
        ("GRO", {"sien": "GRO"}, False),
        ("GRO", {}, False),
        ("", {}, True),
    ],
)
def test_a_signature_needs_both_persons_to_name_what_is_missing(
    connection: Connection, missing: str, named_by: dict[str, str], is_signed: bool
) -> None:
    _propose_without(connection, missing.split())
    for number, (person, codes) in enumerate(named_by.items()):
        _name(connection, 990 + number, person, codes.split(), "snapshot 999", "nieuw")
    _sign(connection, is_signed)


def test_missing_domains_named_for_another_snapshot_do_not_count(connection: Connection) -> None:
    _propose_without(connection, ["GRO"])
    for number, (person, subject, sha256) in enumerate(
        [("cor", "snapshot 99", "nieuw"), ("sien", "snapshot 999", "ander")]
    ):
        _name(connection, 990 + number, person, ["GRO"], subject, sha256)
    _sign(connection, False)


def test_old_content_without_a_list_of_what_is_missing_can_be_signed(connection: Connection) -> None:
    for content in ("{}", '{"missing": null}', "geen json"):
        savepoint = connection.begin_nested()
        _propose(connection, content)
        _sign(connection, True)
        savepoint.rollback()


def _propose_without(connection: Connection, missing: list[str]) -> None:
    _propose(connection, json.dumps({"missing": [{"domain": code, "name": code} for code in missing]}))


def _propose(connection: Connection, content: str) -> None:
    names = "programme, meeting, as_of, known_at, programme_text, proposed_by, proposed_at"
    mine = names.replace("proposed_by", "'cor'")
    connection.execute(
        text(
            f"INSERT INTO snapshots (id, content, sha256, {names})"
            f" SELECT 999, :content, 'nieuw', {mine} FROM snapshots LIMIT 1"
        ),
        {"content": content},
    )


def _name(
    connection: Connection, number: int, person: str, codes: list[str], subject: str, sha256: str
) -> None:
    detail = json.dumps({"missing": codes, "sha256": sha256})
    rest = "programme, at, previous, hash"
    connection.execute(
        text(
            f"INSERT INTO audit (id, person, action, subject, detail, {rest})"
            f" SELECT :id, :person, 'missing', :subject, :detail, {rest} FROM audit LIMIT 1"
        ),
        {"id": number, "person": person, "subject": subject, "detail": detail},
    )


def _sign(connection: Connection, is_allowed: bool) -> None:
    query = (
        "INSERT INTO signatures (programme, snapshot, proposed_by, signed_by, signed_at)"
        " SELECT programme, id, 'cor', 'sien', proposed_at FROM snapshots WHERE id = 999"
    )
    if is_allowed:
        connection.exec_driver_sql(query)
        return
    with pytest.raises(IntegrityError, match="name what is missing"):
        connection.exec_driver_sql(query)


def test_a_correction_of_a_snapshot_of_another_programme_is_refused(connection: Connection) -> None:
    names = "meeting, as_of, known_at, content, programme_text, sha256, proposed_by, proposed_at"
    connection.exec_driver_sql(
        f"INSERT INTO snapshots (id, programme, {names}) SELECT 999, 'ander', {names} FROM snapshots LIMIT 1"
    )
    with pytest.raises(IntegrityError, match="contradicts what it belongs to"):
        connection.exec_driver_sql(
            "INSERT INTO corrections (programme, snapshot, replaces, reason)"
            " SELECT 'ander', 999, min(id), 'x' FROM snapshots"
        )


SEQUENCED = [name for name in TABLES if {"programme", "seq"} <= set(metadata.tables[name].c.keys())]


@pytest.mark.parametrize("table", [name for name in SEQUENCED if name != "acceptances"])
def test_a_row_of_another_programme_than_its_acceptance_is_refused(
    connection: Connection, table: str
) -> None:
    """By its foreign key, which the program enables in SQLite."""
    if connection.dialect.name == "sqlite":
        connection.rollback()
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
    names = [c.name for c in metadata.tables[table].columns]
    values = ["'ander'" if name == "programme" else name for name in names]
    values = ["-id" if name == "id" else value for name, value in zip(names, values, strict=True)]
    rest = " WHERE booking NOT IN (SELECT booking FROM booking_ends)" if table == "booking_ends" else ""
    source = "(SELECT b.id AS booking, b.seq FROM bookings b)" if table == "booking_ends" else table
    query = (
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} FROM {source} t{rest} LIMIT 1"
    )
    with pytest.raises(IntegrityError):
        connection.exec_driver_sql(query)


def test_the_owner_of_the_database_can_disable_its_guards(connection: Connection) -> None:
    """That is why verify recomputes everything; the guards are restored afterwards."""
    with unguarded(connection):
        connection.exec_driver_sql("UPDATE audit SET person = 'mo'")
    assert refused(connection, "UPDATE audit SET person = 'mo'")


def test_a_database_without_guards_gets_them(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'budget.db'}"
    open_store(url).close()
    engine = create_engine(url)
    with engine.begin() as connection:
        for (name,) in connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql("DROP TABLE ended_logins")  # Made by a later version.
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0004'")
    open_store(url).close()
    with engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'"
        ).scalars()
        assert set(found) == set(TABLES)
    engine.dispose()
