"""The cost of a page: it must depend on lines and months, never on the number of bookings."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from math import log10
from pathlib import Path
from platform import python_version
from sqlite3 import sqlite_version

from bench import Ratio
from sqlalchemy import func, literal, select

from budget.model import Booking, By, CheckedFile, Content, Kind, PlanLine, Statement
from budget.programme import load_programme
from budget.settings import ROOT
from budget.standing.moment import load_standing
from budget.store.engine import Store, open_store
from budget.store.schema import bookings
from budget.store.submissions import accept_submission, store_submission
from scripts.processor import best_seconds

YEAR, LINES = 2024, 150
QUICK, SIZES = (10_000, 100_000), (10_000, 100_000, 1_000_000, 10_000_000)
ACCEPTED = 100_000
"""Rows accepted like any ledger; the others are copied into the table that pages must not read."""
PAGES, ROUNDS = 20, 6
SMALL = 150, 1_500
"""Numbers of accepted small ledgers, as from a daily delivery."""
NOW = datetime(YEAR, 10, 1)
PROGRAMME = load_programme(ROOT / "data" / "samen-nieuw-west")


def measure(quick: bool = False) -> Iterator[Ratio]:
    """A page with many bookings against a page with a tenth, and against summing all bookings."""
    sizes = QUICK if quick else SIZES
    with tempfile.TemporaryDirectory() as folder:
        stores = {count: _full_store(Path(folder) / f"{count}.db", count) for count in sizes}
        # By turns, so that other load on the machine affects all sizes equally.
        rounds = [
            {count: best_seconds(lambda store=store: _pages(store), 1) for count, store in stores.items()}
            for _ in range(ROUNDS)
        ]
        costs = {count: min(cost[count] for cost in rounds) / PAGES for count in sizes}
        summed = best_seconds(lambda: _sum_bookings(stores[ACCEPTED]))
        for store in stores.values():
            store.close()
    for few, many in zip(sizes[1:] if len(sizes) > 2 else sizes, sizes[2:] or sizes[1:], strict=False):
        yield Ratio(f"standing of {many:,} bookings", costs[many], costs[few], 1.1, f"ours with {few:,}")
    peer = f"a sum of all in SQLite {sqlite_version}, from Python {python_version()}"
    yield Ratio(f"standing of {ACCEPTED:,} bookings", costs[ACCEPTED], summed, 4, peer)
    power = log10(costs[sizes[-1]] / costs[sizes[0]]) / log10(sizes[-1] / sizes[0])
    yield Ratio(f"standing: power of growth, {sizes[0]:,} to {sizes[-1]:,}", power, 1, 0.1, "linear")
    if not quick:
        yield from _many_ledgers()


def _many_ledgers() -> Iterator[Ratio]:
    """A page after many accepted ledgers against a page after a tenth as many."""
    with tempfile.TemporaryDirectory() as folder:
        stores = [_daily_store(Path(folder) / f"{count}.db", count) for count in SMALL]
        rounds = [
            [best_seconds(lambda store=store: _pages(store), 1) for store in stores] for _ in range(ROUNDS)
        ]
        few, many = (min(costs) / PAGES for costs in zip(*rounds, strict=True))
        for store in stores:
            store.close()
    said = f"standing after {SMALL[1]:,} small ledgers"
    yield Ratio(said, many, few, float("inf"), f"ours after {SMALL[0]:,}")
    power = log10(many / few) / log10(SMALL[1] / SMALL[0])
    yield Ratio(f"{said}: power of growth", power, 1, 1, "linear")


def _pages(store: Store) -> None:
    for _ in range(PAGES):
        standing = load_standing(store, PROGRAMME, date(YEAR, 9, 30))
        standing.total()
        standing.rows(By.DOMAIN)


def _sum_bookings(store: Store) -> None:
    """The minimum work of a page without stored totals."""
    columns = (bookings.c.code, bookings.c.source, func.sum(bookings.c.cents))
    with store.read() as connection:
        connection.execute(select(*columns).group_by(bookings.c.code, bookings.c.source)).all()


def _daily_store(path: Path, count: int) -> Store:
    """A store with `count` accepted ledgers of three rows, each for its own lines and day."""
    store = open_store(f"sqlite:///{path}")
    with store.write(PROGRAMME.id) as connection:
        for number in range(count):
            day = date(YEAR, 1, 1) + timedelta(number % 270)
            rows = tuple(
                Booking(f"D{number}", f"{n}", day, YEAR, f"VEI-{(number + n) % LINES:03}", "", "", "x", "",
                        100, Kind.REALISED)
                for n in range(3)
            )  # fmt: skip
            said = (Statement("A", day, day, day, True, False, rows),)
            content = Content(() if number else _lines(), said)
            checked = CheckedFile("bench.xlsx", str(number), (), (), content)
            found = store_submission(connection, PROGRAMME.id, checked, b"", "k.yilmaz", NOW)
            accept_submission(connection, PROGRAMME.id, found.id, "c.vandijk", NOW)
    return store


def _full_store(path: Path, count: int) -> Store:
    store = open_store(f"sqlite:///{path}")
    first, last = date(YEAR, 1, 1), date(YEAR, 9, 30)
    whole = min(count, ACCEPTED)
    rows = tuple(
        Booking(f"D{n}", "1", first + timedelta(n % 270), YEAR, f"VEI-{n % LINES:03}", "", "", "x", "", 100,
                Kind.REALISED)
        for n in range(whole)
    )  # fmt: skip
    statement = Statement("Boekingen", last, first, last, True, False, rows)
    checked = CheckedFile("bench.xlsx", str(count), (), (), Content(_lines(), (statement,)))
    with store.write(PROGRAMME.id) as connection:
        found = store_submission(connection, PROGRAMME.id, checked, b"", "k.yilmaz", NOW)
        accept_submission(connection, PROGRAMME.id, found.id, "c.vandijk", NOW)
        for times in range(1, count // whole):
            again = {
                "id": bookings.c.id + times * whole,
                "identity": bookings.c.identity + literal(f"-{times}"),
            }
            copied = [again.get(column.name, column) for column in bookings.c]
            same = select(*copied).where(bookings.c.id <= whole)
            connection.execute(bookings.insert().from_select(bookings.c.keys(), same))
    return store


def _lines() -> tuple[PlanLine, ...]:
    return tuple(
        PlanLine(f"VEI-{n:03}", "VEI", f"Lijn {n % 5}", "x", "COA", "", "k.yilmaz", YEAR, 10_000_000)
        for n in range(LINES)
    )
