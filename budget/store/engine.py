"""Opens the database: SQLite or PostgreSQL, migrated, with one writer at a time per programme."""

from __future__ import annotations

import sqlite3
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from budget.model import BudgetError

BUSY_SECONDS = 30


class Store:
    """A database with the current schema; `read` and `write` give a connection inside one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view of the data."""
        level = {"isolation_level": "REPEATABLE READ"} if self._engine.dialect.name == "postgresql" else {}
        with self._engine.connect().execution_options(**level) as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self, programme: str) -> Iterator[Connection]:
        """All or nothing, and no other writer of this programme meanwhile."""
        with self._engine.connect().execution_options(budget_write=True) as connection:
            try:
                transaction = connection.begin()
            except OperationalError as error:
                raise BudgetError(
                    "Iemand anders is al lang iets aan het vastleggen. Er is niets veranderd. "
                    "Probeer het zo weer."
                ) from error
            with transaction:
                if connection.dialect.name == "postgresql":
                    key = zlib.crc32(programme.encode())
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
                yield connection

    @property
    def address(self) -> str:
        """Where the database is, without its password."""
        return self._engine.url.render_as_string(hide_password=True)

    def close(self) -> None:
        self._engine.dispose()


def open_store(url: str) -> Store:
    """Open and migrate the database at `url`. Raises BudgetError when it cannot be reached."""
    try:
        engine = _create_engine(url)
        migrate(engine)
    except CommandError as error:
        raise BudgetError(
            f"De database ({_without_password(url)}) is van een nieuwere versie. Werk het programma bij."
        ) from error
    except (ArgumentError, DBAPIError, ImportError, OSError) as error:
        raise BudgetError(
            f"De database is niet te openen ({_without_password(url)}). Controleer BUDGET_DATABASE_URL."
        ) from error
    return Store(engine)


def migrate(engine: Engine) -> None:
    """Bring the schema to the newest version, in one transaction with the record of it.

    A database that has it is only read, so that it opens while someone else writes.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    newest = ScriptDirectory.from_config(config).get_heads()
    with engine.connect() as connection, connection.begin():
        if list(MigrationContext.configure(connection).get_current_heads()) == newest:
            return
    with engine.connect().execution_options(budget_write=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(1)"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _create_engine(url: str) -> Engine:
    parsed = _parse(url)
    if parsed.get_backend_name() == "postgresql":
        return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _parse(url: str) -> URL:
    try:
        return make_url(url)
    except ValueError as error:
        raise ArgumentError("the port is no number") from error


def _prepare_sqlite(connection, _record) -> None:
    connection.isolation_level = None  # the driver must not begin by itself: see _begin_sqlite
    _switch_to_wal(connection)
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """Readers do not wait for writers. While others open a new file too, SQLite refuses without waiting."""
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
    """A writer takes the lock at once: a later upgrade from reader to writer could fail halfway."""
    writes = connection.get_execution_options().get("budget_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _without_password(url: str) -> str:
    """Kind, host and name only: a password may also hide among the options, or hold an @ itself."""
    try:
        parsed = _parse(url)
    except ArgumentError:
        return "onleesbaar adres"
    host = (parsed.host or "").rpartition("@")[2]
    return f"{parsed.get_backend_name()}://{host}/{parsed.database or ''}"
