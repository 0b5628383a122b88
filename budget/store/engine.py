"""Opens and migrates the database (SQLite or PostgreSQL); one writer at a time per programme."""

from __future__ import annotations

import os
import sqlite3
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine, event, inspect, text
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError

from budget.model.words import BudgetError
from budget.store.faults import explain

BUSY_SECONDS = 30
LONGEST_SECONDS = 86_400
WAITS = {
    "lock_timeout": ("BUDGET_LOCK_SECONDS", BUSY_SECONDS),
    "statement_timeout": ("BUDGET_STATEMENT_SECONDS", 600),
}
"""How long PostgreSQL waits for a lock and works on one statement: our setting of it, the usual seconds."""
NO_RIGHT = "42501"
"""What PostgreSQL says to a role that may not do this: only the owner changes the schema."""
MIGRATIONS = Path(__file__).parent / "migrations"


class UnknownRevisionError(Exception):
    """The database is at a revision that this program does not have: a newer release made it."""


class Store:
    """A database with the current schema; `read` and `write` give a connection inside one transaction."""

    def __init__(self, engine: Engine) -> None:
        """Use open_store(), which migrates first."""
        self._engine = engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view of the data. Raises BudgetError for a fault of the database itself."""
        level = {"isolation_level": "REPEATABLE READ"} if self._engine.dialect.name == "postgresql" else {}
        with (
            _explained(),
            self._engine.connect().execution_options(**level) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def write(self, programme: str) -> Iterator[Connection]:
        """One transaction; no other writer of this programme meanwhile. Raises BudgetError as read() does."""
        kind = {"budget_write": True}
        with _explained(), self._engine.connect().execution_options(**kind) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                key = zlib.crc32(programme.encode())
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
            yield connection

    @property
    def address(self) -> str:
        """The address of the database, without its password."""
        return self._engine.url.render_as_string(hide_password=True)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


@contextmanager
def _explained() -> Iterator[None]:
    """A known fault of the database becomes a line for who meets it; any other stays a bug."""
    try:
        yield
    except DBAPIError as error:
        if line := explain(error):
            raise BudgetError(line) from error
        raise


def open_store(url: str) -> Store:
    """Open and migrate the database at `url`. Raises BudgetError if that fails."""
    try:
        engine = _create_engine(url)
        migrate(engine)
    except UnknownRevisionError as error:
        raise BudgetError(
            f"De database ({_without_password(url)}) is van een nieuwere versie. Werk het programma bij."
        ) from error
    except (ArgumentError, DBAPIError, ImportError, OSError) as error:
        if getattr(getattr(error, "orig", None), "sqlstate", "") == NO_RIGHT:
            raise BudgetError(
                "De database is van een oudere versie, en dit account mag haar niet bijwerken. Laat de "
                "beheerder dit uitvoeren: python -m budget upgrade"
            ) from error
        raise BudgetError(
            f"De database is niet te openen ({_without_password(url)}). Controleer BUDGET_DATABASE_URL."
        ) from error
    return Store(engine)


def migrate(engine: Engine) -> None:
    """Bring the schema to the newest revision, in one transaction with the record of it.

    An up-to-date database is only read, so it opens while someone else writes. Raises
    UnknownRevisionError.
    """
    with engine.connect() as connection, connection.begin():
        if _revisions(connection) == [newest_revision()]:
            return
    with engine.connect().execution_options(budget_write=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(1)"))
        _upgrade(connection)


def newest_revision() -> str:
    """The id of the last migration; the file of each is named after its id."""
    return max(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _revisions(connection: Connection) -> list[str]:
    if not inspect(connection).has_table("alembic_version"):
        return []
    return list(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())


def _upgrade(connection: Connection) -> None:
    # slow to import, and an up-to-date database does not need it
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise UnknownRevisionError from error


def _create_engine(url: str) -> Engine:
    parsed = _parse(url)
    if parsed.get_backend_name() == "postgresql":
        address = parsed.set(drivername="postgresql+psycopg")
        engine = create_engine(address, pool_pre_ping=True, hide_parameters=True)
        event.listen(engine, "connect", _prepare_postgresql)
        return engine
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _parse(url: str) -> URL:
    try:
        return make_url(url)
    except ValueError as error:
        raise ArgumentError("the port is no number") from error


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions itself: see _begin_sqlite
    _switch_to_wal(connection)
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_postgresql(connection: DBAPIConnection, _record: object) -> None:
    """Without these two, PostgreSQL waits for ever; what the address itself sets goes first."""
    cursor = connection.cursor()
    for name, (variable, usual) in WAITS.items():
        cursor.execute(
            "SELECT set_config(name, %s, false) FROM pg_settings WHERE name = %s AND source <> 'client'",
            (f"{_seconds(variable, usual)}s", name),
        )
    cursor.close()
    connection.commit()


def _seconds(variable: str, usual: int) -> int:
    """A setting of whole seconds. Raises BudgetError for what is no number above zero."""
    text = os.environ.get(variable) or str(usual)
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= LONGEST_SECONDS):
        raise BudgetError(
            f"{variable} is '{text}'. Vul hele seconden in, van 1 tot en met {LONGEST_SECONDS}."
        )
    return int(text)


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Readers go on while someone writes. SQLite does not wait for this lock by itself, so retry."""
    give_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > give_up:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its lock at the start: upgrading from reader to writer could fail halfway."""
    writes = connection.get_execution_options().get("budget_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _without_password(url: str) -> str:
    """Kind, host and name only: a password can also be in the options, or contain an @."""
    try:
        parsed = _parse(url)
    except ArgumentError:
        return "onleesbaar adres"
    host = (parsed.host or "").rpartition("@")[2]
    return f"{parsed.get_backend_name()}://{host}/{parsed.database or ''}"
