"""Backups: every row at one moment in an SQLite file, for any database, with a checksum file beside it."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, Table, create_engine, event, func, inspect, select, text
from sqlalchemy.engine import ExceptionContext

from budget.model.words import BudgetError
from budget.store.engine import migrate_to, revisions
from budget.store.scope import one_by_one
from budget.store.upgrade_copy import flush

BATCH = 1_000
_LEFT_OUT = frozenset({"alembic_version", "ended_logins"})
"""The revision is written by the migrations; a login that was ended is over when a backup is restored."""
NO_ROOM = (
    "De schijf van de back-up is vol. Er is geen back-up gemaakt. Maak ruimte voor de map {folder}, of kies "
    "een andere map."
)
NOT_WRITTEN = (
    "Schrijven in de map {folder} lukt niet: er is geen back-up gemaakt. Kijk de schijf van die map na."
)
_ON_DISK = {"disk is full": NO_ROOM, "disk I/O error": NOT_WRITTEN, "unable to open": NOT_WRITTEN}
"""What SQLite says of the file of the backup: never of the disk of the database."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A written backup: its schema revision, its row counts, and the SHA-256 of the file."""

    revision: str
    rows: int
    sha256: str


def checksum_path(path: Path) -> Path:
    """The file beside a backup with its SHA-256, in the format of `sha256sum --check`."""
    return path.with_name(f"{path.name}.sha256")


def write_backup(source: Connection, path: Path) -> Backup:
    """Write all that `source` sees to a new file, read it back, and only then rename it to `path`.

    Raises BudgetError when the file exists, cannot be written, or does not hold the same rows.
    """
    for name in (path, checksum_path(path)):
        if name.exists():
            raise BudgetError(f"{name} bestaat al. Er is niets overschreven. Kies een andere naam.")
    part = path.with_name(f"{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        backup = _write(source, part)
        checksum = checksum_path(path)
        with checksum.open("x", encoding="ascii") as file:  # Follows no symbolic link.
            file.write(f"{backup.sha256}  {path.name}\n")
        flush(checksum)
        flush(part)
        part.rename(path)
        flush(path.parent)
    except OSError as error:
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        reason = NO_ROOM.format(folder=path.absolute().parent)
        raise BudgetError(reason if is_full else f"{path} is niet te schrijven: {error.strerror}.") from error
    finally:
        # SQLite leaves the journal where a disk is full.
        for leftover in (part, part.with_name(f"{part.name}-journal")):
            leftover.unlink(missing_ok=True)
    return backup


def _write(source: Connection, part: Path) -> Backup:
    (revision,) = revisions(source)
    with _opened(f"sqlite:///{part}", part.absolute().parent) as target:
        migrate_to(target, revision)
        tables = tables_of(target)
        with without_guards(target, tables):
            sums = copy_rows(source, target, tables)
        target.commit()
    with opened_backup(part) as again:
        if row_sums(again, tables) != sums:
            raise BudgetError("De back-up is niet gelijk aan de database. Probeer het opnieuw.")
        rows = sum(again.execute(select(func.count()).select_from(t)).scalar_one() for t in tables)
    return Backup(revision, rows, file_hash(part))


@contextmanager
def opened_backup(path: Path) -> Iterator[Connection]:
    """A backup, opened read-only. Raises BudgetError for another kind of file, or a damaged one."""
    with _opened(f"sqlite:///file:{path.absolute()}?mode=ro&uri=true") as connection:
        faults = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalars().all()
        if faults != ["ok"] or not inspect(connection).has_table("alembic_version"):
            raise BudgetError(f"{path} is geen back-up, of is beschadigd.")
        yield connection


def require_checksum(path: Path) -> None:
    """Raises BudgetError unless the file matches its checksum."""
    try:
        checksum_words = checksum_path(path).read_text(encoding="ascii").split()
        sha256 = file_hash(path)
    except (OSError, UnicodeDecodeError) as error:
        raise BudgetError(
            f"{path} of {checksum_path(path).name} is niet te lezen. Er is niets teruggezet."
        ) from error
    if checksum_words[:1] != [sha256]:
        raise BudgetError(f"{path} is veranderd sinds de back-up is gemaakt. Er is niets teruggezet.")


def copy_rows(source: Connection, target: Connection, tables: list[Table] | None = None) -> dict[str, int]:
    """Copy every table that `target` has; returns a sum per table over the rows read.

    `tables` are those of tables_of(target), if already known: finding them takes longer than a small year.
    """
    tables = tables or tables_of(target)
    sums = {table.name: 0 for table in tables}
    for programme in one_by_one(source):
        for table in tables:
            for batch in _batches(source, table, programme):
                target.execute(table.insert(), batch)
                sums[table.name] = _add(sums[table.name], batch)
    return sums


def row_sums(connection: Connection, tables: list[Table] | None = None) -> dict[str, int]:
    """The same sums over the rows in the database; independent of order, as databases sort differently."""
    sums = {}
    for table in tables or tables_of(connection):
        sums[table.name] = 0
        for batch in _batches(connection, table):
            sums[table.name] = _add(sums[table.name], batch)
    return sums


def tables_of(connection: Connection) -> list[Table]:
    """The tables at this revision, with types that every database has; without partitions."""
    known = MetaData()
    event.listen(known, "column_reflect", _generic)
    known.reflect(connection)
    return [table for table in known.sorted_tables if table.name not in _LEFT_OUT and table.schema is None]


@contextmanager
def without_guards(connection: Connection, tables: list[Table] | None = None) -> Iterator[None]:
    """Disable the triggers while copying: the rows passed them before, perhaps under earlier rules."""
    if connection.dialect.name == "postgresql":
        names = [table.name for table in tables or tables_of(connection)]
        for name in names:
            connection.execute(text(f"ALTER TABLE {name} DISABLE TRIGGER USER"))
        yield
        for name in names:
            connection.execute(text(f"ALTER TABLE {name} ENABLE TRIGGER USER"))
        return
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    guards = connection.exec_driver_sql(query).all()
    for name, _ in guards:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _, body in guards:
        connection.exec_driver_sql(body)


def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _opened(url: str, written_in: Path | None = None) -> Iterator[Connection]:
    """A connection to this file; a fault of the disk it is written on names that folder."""
    engine = create_engine(url, hide_parameters=True)
    if written_in:
        event.listen(engine, "handle_error", partial(_explain_disk, written_in))
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _explain_disk(folder: Path, context: ExceptionContext) -> None:
    words = str(context.original_exception)
    for sign, line in _ON_DISK.items():
        if sign in words:
            raise BudgetError(line.format(folder=folder)) from context.original_exception


def _batches(
    connection: Connection, table: Table, programme: str | None = None
) -> Iterator[list[dict[str, Any]]]:
    query = select(table).execution_options(stream_results=True, yield_per=BATCH)
    if programme is not None:
        query = query.where(table.c.programme == programme)
    for rows in connection.execute(query).partitions():
        yield [dict(row._mapping) for row in rows]


def _add(total: int, rows: list[dict[str, Any]]) -> int:
    for row in rows:
        row_bytes = repr(sorted((str(name), value) for name, value in row.items())).encode()
        total += int.from_bytes(hashlib.sha256(row_bytes).digest())
    return total % 2**256


def _generic(_inspector: object, _table: object, column: dict[str, Any]) -> None:
    column["type"] = column["type"].as_generic()
