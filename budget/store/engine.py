"""Opens and migrates the database (SQLite or PostgreSQL); one writer at a time per programme."""

from __future__ import annotations

import sqlite3
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine, event, inspect, text
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from budget.model.words import BudgetError

BUSY_SECONDS = 30
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
        """One consistent view of the data."""
        level = {"isolation_level": "REPEATABLE READ"} if self._engine.dialect.name == "postgresql" else {}
        with self._engine.connect().execution_options(**level) as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self, programme: str) -> Iterator[Connection]:
        """One transaction; no other writer of this programme meanwhile. Raises BudgetError after waiting."""
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
        """The address of the database, without its password."""
        return self._engine.url.render_as_string(hide_password=True)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


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
        return create_engine(address, pool_pre_ping=True, hide_parameters=True)
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
