"""Opens and migrates the database (SQLite or PostgreSQL); one writer at a time per programme."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import Connection, bindparam, create_engine, event, inspect, select, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import ArgumentError, DBAPIError

from budget.model.words import BudgetError, UnavailableError, UnreachableError
from budget.store.act_checks import require_lawful
from budget.store.anchor import (
    anchored_heads,
    anchoring_heads,
    has_head,
    head_line,
    read_key,
    require_signed,
    sign_head,
)
from budget.store.audit import MADE, last_act, last_hash, newest_id, require_own
from budget.store.cache import forget_before
from budget.store.database_address import parse_address, without_password
from budget.store.faults import (
    AWAY,
    BEYOND_READING,
    DAMAGED,
    LOCKED,
    LOST,
    OLDER,
    OUTDATED,
    REPLACED,
    UNDONE,
    explain,
)
from budget.store.lost_commits import require_recorded
from budget.store.mail_marks import mark_mail
from budget.store.mail_rows import WRITTEN
from budget.store.notices import announce
from budget.store.programme_lock import lock_programme
from budget.store.replaced_file import FileConnection, watch_file
from budget.store.schema_parts import audit
from budget.store.scope import WHOLE, enter
from budget.store.sqlite_connection import begin_sqlite, prepare_sqlite
from budget.store.timeouts import BUSY_SECONDS, prepare_postgresql
from budget.store.upgrade_copy import keep_before

if TYPE_CHECKING:
    from budget.store.keys import Key

NO_RIGHT = "42501"
"""PostgreSQL's code for "insufficient privilege": only the owner changes the schema."""
MIGRATIONS = Path(__file__).parent / "migrations"

Seen: TypeAlias = tuple[int, str]
"""Id and hash of the newest trail entry that this process saw."""
NOTHING: Seen = (0, "")
# Made once: every transaction asks both.
_OWN = select(audit.c.id, audit.c.hash).where(audit.c.programme == bindparam("of"))
_ENTRY = _OWN.where(audit.c.id == bindparam("number"))
_NEWEST = _OWN.order_by(audit.c.id.desc()).limit(1)


class UnknownRevisionError(Exception):
    """The database has a revision that this program does not know: a newer release made it."""


class Store:
    """A database with the current schema; `read` and `write` give a connection inside one transaction."""

    def __init__(self, engine: Engine) -> None:
        """Use open_store(), which migrates first."""
        self._engine = engine
        self._revision = newest_revision()
        self._programme = ""
        self._seen: dict[str, Seen] = {}
        self._kept: set[str] = set()

    def of(self, programme: str) -> Store:
        """The same database for users of this programme, compared with what they saw before."""
        own = copy(self)
        own._programme = programme
        return own

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view of the data; on PostgreSQL limited to our own programme.

        Raises BudgetError for a database failure, or when an older database was put in its place.
        """
        # Read before the view begins: another thread may see newer entries in the meantime.
        seen_heads = dict(self._seen)
        with (
            _explained(),
            self._engine.connect().execution_options(**self._level()) as connection,
            connection.begin(),
        ):
            for programme in (self._programme,) if self._programme else seen_heads:
                self._look_back(connection, programme, seen_heads.get(programme))
            if not self._programme:
                enter(connection, "")
            yield connection

    @contextmanager
    def write(self, programme: str, first: Key | None = None) -> Iterator[Connection]:
        """One write transaction, the only one of this programme; what it adds to the trail is signed.

        `first` signs a trail that was not signed before, or by another key: an act of the administrator.
        Raises BudgetError as read() does, for a schema newer than this process, without the key, and for an
        act that its person may not do under the programme in force: then nothing is changed.
        """
        self.require_anchored_head(programme)
        with anchoring_heads() as anchored:
            at_commit: list[str] = []
            try:
                with self._writing(programme, first, anchored, at_commit) as connection:
                    yield connection
            except UnavailableError as error:
                if str(error) != LOST:
                    raise
                if not at_commit:
                    raise UnavailableError(UNDONE) from error
                require_recorded(self._engine, programme, at_commit[0])

    @contextmanager
    def _writing(
        self, programme: str, first: Key | None, anchored: list[str], at_commit: list[str]
    ) -> Iterator[Connection]:
        """The transaction of write(); its last entry is in `at_commit` when only the commit remains."""
        kind, seen_head = {"budget_write": True}, self._seen.get(programme)
        with (
            _explained(),
            self._engine.connect().execution_options(**kind) as connection,
            connection.begin(),
        ):
            if connection.dialect.name == "postgresql":
                lock_programme(connection, programme)
            if revisions(connection) != [self._revision]:
                raise UnavailableError(OUTDATED)
            self._look_back(connection, programme, seen_head)
            before, key = head_line(connection, programme), first or read_key()
            newest = newest_id(connection, programme)
            if first is None:
                require_signed(connection, programme, key)
            connection.info.update({MADE: [], WRITTEN: []})
            yield connection
            require_lawful(connection, programme, newest)
            announce(connection, programme, newest)
            mark_mail(connection, programme)
            sign_head(connection, programme, key)
            require_own(connection, programme, newest)
            if (now := head_line(connection, programme)) != before:
                anchored.append(now)
            at_commit.append(last_hash(connection, programme))

    def _level(self) -> dict[str, str]:
        return {"isolation_level": "REPEATABLE READ"} if self._engine.dialect.name == "postgresql" else {}

    def require_anchored_head(self, programme: str) -> None:
        """Raises BudgetError when the last kept head is not in the trail; checked once per process."""
        if programme in self._kept:
            return
        heads = anchored_heads(programme)
        with self.of(programme).read() as connection:
            if heads and not has_head(connection, programme, heads[-1]):
                raise UnavailableError(OLDER)
        self._kept.add(programme)

    def _look_back(self, connection: Connection, programme: str, seen_head: Seen | None) -> None:
        """Enter this programme and remember its newest entry. Raises BudgetError if entries are gone.

        Cached data of an older entry is dropped at once: suppliers may have been removed since.
        """
        enter(connection, programme)
        given = {"of": programme, "number": seen_head[0] if seen_head else 0}
        if seen_head and connection.execute(_ENTRY, given).first() != seen_head:
            raise UnavailableError(REPLACED)
        newest = connection.execute(_NEWEST, {"of": programme}).first()
        if newest and newest.id > self._seen.get(programme, NOTHING)[0]:
            self._seen[programme] = (newest.id, newest.hash)
        head = newest and newest.hash
        forget_before(connection, programme, head, lambda: last_act(connection, programme))

    @contextmanager
    def examine(self) -> Iterator[Connection]:
        """One consistent view for verification: its trail may be damaged or replaced.

        It ends in a rollback: a commit would fail after damage, and the findings would be lost.
        """
        with self._engine.connect().execution_options(**self._level()) as connection:
            view = connection.begin()
            enter(connection, self._programme)
            try:
                yield connection
            finally:
                view.rollback()

    @contextmanager
    def whole(self) -> Iterator[Connection]:
        """One transaction over the whole database, for a restore; nobody else may be using it."""
        kind = {"budget_write": True, "budget_schema": True}
        with _explained(), self._engine.connect().execution_options(**kind) as connection, connection.begin():
            enter(connection, WHOLE)
            yield connection

    @contextmanager
    def aside(self) -> Iterator[Connection]:
        """A short write transaction outside every programme and its trail, for data without a programme."""
        kind = {"budget_write": True}
        with _explained(), self._engine.connect().execution_options(**kind) as connection, connection.begin():
            yield connection

    def is_new(self) -> bool:
        """Whether it has no tables yet."""
        with _explained(), self._engine.connect() as connection:
            return not revisions(connection)

    def upgrade(self) -> None:
        """Migrate the schema to this program's version. Raises BudgetError for a role that may not."""
        with _explained():
            migrate(self._engine)

    @property
    def address(self) -> str:
        """The address of the database, without its password."""
        return self._engine.url.render_as_string(hide_password=True)

    def close(self) -> None:
        """Close all connections and clear the caches."""
        self._seen.clear()
        self._kept.clear()
        self._engine.dispose()


@contextmanager
def _explained() -> Iterator[None]:
    """Turn a known database failure into a BudgetError for the user; any other stays a bug."""
    try:
        yield
    except DBAPIError as error:
        if line := explain(error):
            raise UnavailableError(line) from error
        raise


def open_store(url: str, *, migrates: bool = True) -> Store:
    """Open and migrate the database at `url`; without migrating, an older one can only be read.

    Raises BudgetError if that fails.
    """
    try:
        engine = _create_engine(url)
        if migrates:
            migrate(engine)
    except UnknownRevisionError as error:
        raise BudgetError(
            f"De database ({without_password(url)}) is van een nieuwere versie. Werk het programma bij."
        ) from error
    except UnicodeDecodeError as error:  # SQLite names the damaged object by a name that is damaged itself.
        raise BudgetError(BEYOND_READING) from error
    except (ArgumentError, DBAPIError, ImportError, OSError) as error:
        if getattr(getattr(error, "orig", None), "sqlstate", "") == NO_RIGHT:
            raise BudgetError(
                "De database is van een oudere versie, en dit account mag haar niet bijwerken. Laat de "
                "beheerder dit uitvoeren: python -m budget upgrade"
            ) from error
        line = explain(error) if isinstance(error, DBAPIError) else None
        if line in (DAMAGED, LOCKED):  # Another process may be creating or changing the tables.
            raise BudgetError(BEYOND_READING if line == DAMAGED else line) from error
        reason = f"De database is niet te openen ({without_password(url)}). Controleer BUDGET_DATABASE_URL."
        raise (UnreachableError if line == AWAY else BudgetError)(reason) from error
    return Store(engine)


def migrate(engine: Engine) -> None:
    """Migrate the schema to the newest revision, in one transaction with the record of it.

    An up-to-date database is only read, so it opens while someone else writes. Raises UnknownRevisionError.
    """
    with engine.connect() as connection, connection.begin():
        revision_list = revisions(connection)
    if revision_list == [newest_revision()]:
        return
    if revision_list and revision_list[0] < newest_revision() and engine.dialect.name == "sqlite":
        keep_before(engine, newest_revision())
    kind = {"budget_write": True, "budget_schema": True}
    with engine.connect().execution_options(**kind) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(1)"))
        if revisions(connection) == [newest_revision()]:
            return  # Another process migrated while this one waited.
        enter(connection, WHOLE)
        migrate_to(connection, "head")


def newest_revision() -> str:
    """The id of the last migration; each migration file is named after its id."""
    return max(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def revisions(connection: Connection) -> list[str]:
    """The revisions of its schema; none for a database without tables."""
    if not inspect(connection).has_table("alembic_version"):
        return []
    return list(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())


def migrate_to(connection: Connection, revision: str) -> None:
    """Migrate the schema to `revision`, in the transaction of `connection`. Raises UnknownRevisionError."""
    # Slow to import, and not needed for an up-to-date database.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, revision)
    except CommandError as error:
        raise UnknownRevisionError from error


def _create_engine(url: str) -> Engine:
    parsed = parse_address(url)
    if parsed.get_backend_name() == "postgresql":
        address = parsed.set(drivername="postgresql+psycopg")
        engine = create_engine(address, pool_pre_ping=True, hide_parameters=True)
        event.listen(engine, "connect", prepare_postgresql)
        return engine
    file = Path(parsed.database) if parsed.database and parsed.database != ":memory:" else None
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.touch(0o600)
    how = {"timeout": BUSY_SECONDS} | ({"factory": FileConnection} if file else {})
    engine = create_engine(parsed, connect_args=how, hide_parameters=True)
    if file:
        watch_file(engine, file)
    event.listen(engine, "connect", prepare_sqlite)
    event.listen(engine, "begin", begin_sqlite)
    return engine
