"""The cost of accepting a ledger: one month more, against what was delivered before it."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

from bench import Ratio

from budget.access import VISITOR
from budget.model import Booking, CheckedFile, Content, Kind, PlanLine, Statement
from budget.model.months import month_end
from budget.programme import load_programme
from budget.settings import ROOT
from budget.store.content import pack_content
from budget.store.engine import Store, open_store
from budget.usecases import deliver as delivery

YEAR, LINES, MONTHS, FEW, MANY = 2024, 150, 9, 9_000, 27_000
NOW = datetime(YEAR, 11, 1)
PROGRAMME = load_programme(ROOT / "data" / "samen-nieuw-west")


def measure(quick: bool = False) -> Iterator[Ratio]:
    """Processor time to accept one more month, which must depend on its own rows only."""
    with tempfile.TemporaryDirectory() as folder:
        month_few, whole_few, first_few = _accept_costs(Path(folder) / "few", FEW)
        month_many, whole_many, first = _accept_costs(Path(folder) / "many", MANY)
    more, few = MANY // MONTHS, FEW // MONTHS
    yield Ratio(f"one new month of {more:,} bookings on {MANY:,}, in s", month_many, 1, 1, "a second")
    yield Ratio(
        f"one new month of {more:,} on {MANY:,}", month_many, month_few, 3.3, f"ours: {few:,} on {FEW:,}"
    )
    yield Ratio(f"{MANY:,} bookings and a month more", whole_many, first, 0.5, "ours: the first time")
    yield Ratio(
        f"{MANY:,} bookings and a month more", whole_many, whole_few, 3.3, f"ours: {FEW:,} and a month"
    )
    yield Ratio(f"{MANY:,} bookings, the first time", first, first_few, 3.3, f"ours: {FEW:,}")


def _accept_costs(folder: Path, count: int) -> tuple[float, float, float]:
    """Seconds to accept one new month, all months plus one, and the first nine."""
    took: list[float] = []
    for number, begin in enumerate((MONTHS + 1, 1)):
        path = folder / str(number) / "bench.db"
        path.parent.mkdir(parents=True)
        store = open_store(f"sqlite:///{path}")
        _deliver(store, Content(plan=plan_of_lines()))
        first = _deliver(store, ledger_of(1, MONTHS, count // MONTHS))
        took.append(_deliver(store, ledger_of(begin, MONTHS + 1, count // MONTHS)))
        store.close()
    return took[0], took[1], first


def _deliver(store: Store, content: Content) -> float:
    data = pack_content(content)
    checked = CheckedFile("bench.xlsx", hashlib.sha256(data).hexdigest(), (), (), content)

    def whole() -> None:
        seen = delivery.preview(store, PROGRAMME, VISITOR, content)
        found = delivery.submit(store, PROGRAMME, checked, data, "k.yilmaz", NOW, seen.mark)
        delivery.accept(store, PROGRAMME, found.id, "c.vandijk", NOW, None, seen.mark)

    return processor_seconds(whole)


def processor_seconds(work: Callable[[], None]) -> float:
    """Processor seconds of one run; not repeated, because the work changes its input."""
    start = time.process_time()
    work()
    return time.process_time() - start


def plan_of_lines() -> tuple[PlanLine, ...]:
    """A plan of LINES lines."""
    return tuple(
        PlanLine(_code(n), "VEI", f"Lijn {n % 5}", "x", "COA", "", "k.yilmaz", YEAR, 10_000_000)
        for n in range(LINES)
    )


def _code(number: int) -> str:
    return f"VEI-{number % LINES:03}"


def ledger_of(first: int, last: int, monthly: int) -> Content:
    """The months `first` to `last`, drawn up at the end of the last one."""
    rows = tuple(
        Booking(f"D{month}-{n}", "1", date(YEAR, month, n % 28 + 1), YEAR, _code(n), "", "", "x", "L",
                100 + n, Kind.REALISED)
        for month in range(first, last + 1)
        for n in range(monthly)
    )  # fmt: skip
    end = month_end(date(YEAR, last, 1))
    return Content(statements=(Statement("Boekingen", end, date(YEAR, first, 1), end, True, False, rows),))
