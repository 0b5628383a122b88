"""What a page costs: it must follow lines and months, never the number of bookings."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from bench import Ratio
from sqlalchemy import func, select

from budget.model import Booking, By, CheckedFile, Content, Kind, PlanLine, Statement
from budget.programme import load_programme
from budget.settings import ROOT
from budget.standing.moment import load_standing
from budget.store.engine import Store, open_store
from budget.store.schema import bookings
from budget.store.submissions import accept_submission, store_submission

YEAR, LINES, FEW, MANY = 2024, 150, 3_000, 90_000
NOW = datetime(YEAR, 10, 1)
PROGRAMME = load_programme(ROOT / "data" / "samen-nieuw-west")


def measure(quick: bool = False) -> Iterator[Ratio]:
    """The page of many bookings against that of few, and against summing the bookings themselves."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = (_filled(Path(folder) / f"{n}.db", n) for n in (FEW, MANY))
        page_of_few, page_of_many = seconds(lambda: _page(few)), seconds(lambda: _page(many))
        yield Ratio(f"page on {MANY:,} bookings against {FEW:,}", page_of_many, page_of_few, 1.5)
        summed = seconds(lambda: _sum(many))
        yield Ratio(f"page on {MANY:,} bookings against summing them", page_of_many, summed, 4)
        few.close()
        many.close()


def _page(store: Store) -> None:
    standing = load_standing(store, PROGRAMME, date(YEAR, 9, 30))
    standing.total()
    standing.rows(By.DOMAIN)


def _sum(store: Store) -> None:
    """The least that a page without totals would do."""
    columns = (bookings.c.code, bookings.c.source, func.sum(bookings.c.cents))
    with store.read() as connection:
        connection.execute(select(*columns).group_by(bookings.c.code, bookings.c.source)).all()


def _filled(path: Path, count: int) -> Store:
    store = open_store(f"sqlite:///{path}")
    lines = [
        PlanLine(f"VEI-{n:03}", "VEI", f"Lijn {n % 5}", "x", "COA", "", "k.yilmaz", YEAR, 10_000_000)
        for n in range(LINES)
    ]
    first, last = date(YEAR, 1, 1), date(YEAR, 9, 30)
    rows = tuple(
        Booking(f"D{n}", "1", first + timedelta(n % 270), YEAR, f"VEI-{n % LINES:03}", "", "", "x", "", 100,
                Kind.REALISED)
        for n in range(count)
    )  # fmt: skip
    statement = Statement("Boekingen", last, first, last, True, False, rows)
    checked = CheckedFile("bench.xlsx", str(count), (), (), Content(tuple(lines), (statement,)))
    with store.write(PROGRAMME.id) as connection:
        found = store_submission(connection, PROGRAMME.id, checked, b"", "k.yilmaz", NOW)
        accept_submission(connection, PROGRAMME.id, found.id, "c.vandijk", NOW)
    return store
