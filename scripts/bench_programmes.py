"""What an acceptance and the figures of a page cost in a database with few programmes, and with many."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

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


def measure() -> Iterator[Ratio]:
    """Processor time, of the fastest of some programmes: it must not follow the number of programmes."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = (_costs(Path(folder) / f"{count}.db", count) for count in (FEW, MANY))
    yield Ratio(f"accepting a month: {MANY} programmes against {FEW}", many[0], few[0], 1.5)
    yield Ratio(f"figures of a page: {MANY} programmes against {FEW}", many[1], few[1], 1.5)


def _costs(path: Path, count: int) -> tuple[float, float]:
    """Seconds for an acceptance and for the figures of a page."""
    store = open_store(f"sqlite:///{path}")
    for content in (Content(plan=plan_of_lines()), ledger_of(1, MONTHS, MONTHLY)):
        _deliver(store, PROGRAMME, content)
    programmes = [replace(PROGRAMME, id=f"p{number:03}") for number in range(1, count)]
    with store.whole() as connection, without_guards(connection):
        for one in programmes:
            _copy(connection, one.id)
    tried = programmes[:: max(1, len(programmes) // TRIES)][:TRIES]
    pages = [processor_seconds(lambda one=one: _page(store, one)) for one in tried * 2]
    month = ledger_of(MONTHS + 1, MONTHS + 1, MONTHLY)
    accepted = [processor_seconds(lambda one=one: _deliver(store, one, month)) for one in tried]
    store.close()
    return min(accepted), min(pages)


def _copy(connection: Connection, name: str) -> None:
    """All rows of the programme as those of another one."""
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
