"""The cost of pages with many plan lines, against a tenth of them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from math import log10
from pathlib import Path

from bench import Ratio

from budget.model import Booking, CheckedFile, Content, Kind, PlanLine, Statement
from budget.programme import load_programme
from budget.settings import ROOT
from budget.store.engine import open_store
from budget.store.submissions import accept_submission, store_submission
from scripts.windows import Server, Window, our_server, page_cost

YEAR, NOW = 2024, datetime(2024, 10, 1)
PROGRAMME = load_programme(ROOT / "data" / "samen-nieuw-west")
PAGES = {"overzicht": "Overzicht", "opgavedomein": "a domain", "verdieping": "Verdieping"}
PER_ACTION_LINE = 20


def measure(quick: bool = False) -> Iterator[Ratio]:
    """Pages and memory at 16,000 lines (quick: 1,600) against a tenth, and the exponent of the growth."""
    counts = (160, 1_600) if quick else (160, 1_600, 16_000)
    with tempfile.TemporaryDirectory() as folder:
        found = [_costs(Path(folder) / str(count), count) for count in counts]
    few, many = counts[-2:]
    for page, name in PAGES.items():
        what = f"{name}, full rerun: {many:,} plan lines"
        yield Ratio(what, found[-1][page], found[-2][page], 3, f"ours with {few:,}")
        power = log10(found[-1][page] / found[0][page]) / log10(many / counts[0])
        yield Ratio(f"{name}: power of growth, {counts[0]} to {many:,} lines", power, 1, 0.5, "linear")
    yield Ratio(f"memory of the server with {many:,} lines, in MB", found[-1]["peak"], 400, 1, "400 MB")


def _costs(folder: Path, lines: int) -> dict[str, float]:
    folder.mkdir()
    address = f"sqlite:///{folder}/bench.db"
    _fill(address, lines)
    with our_server(address, folder) as server:
        found = {page: _page(server, page) for page in PAGES}
        return found | {"peak": server.peak()}


def _page(server: Server, page: str) -> float:
    window = Window(server, page)
    window.run()
    cost = page_cost(server, window.run)
    window.close()
    return cost


def _fill(address: str, lines: int) -> None:
    store = open_store(address)
    content = content_of(lines)
    checked = CheckedFile("bench.xlsx", str(lines), (), (), content)
    with store.write(PROGRAMME.id) as connection:
        found = store_submission(connection, PROGRAMME.id, checked, b"", "k.yilmaz", NOW)
        accept_submission(connection, PROGRAMME.id, found.id, "c.vandijk", NOW)
    store.close()


def content_of(lines: int) -> Content:
    """A plan of `lines` lines over all domains and sources, each with a booking in four months."""
    domains = [domain.code for domain in PROGRAMME.domains]
    plan = tuple(
        PlanLine(
            f"{domains[n % len(domains)]}-{n:05}",
            domains[n % len(domains)],
            f"Lijn {n // len(domains) // PER_ACTION_LINE}",
            f"Activiteit {n}",
            "COA",
            "",
            "k.yilmaz",
            YEAR,
            10_000_000,
        )
        for n in range(lines)
    )
    rows = tuple(
        Booking(f"D{n}-{month}", "1", date(YEAR, month, n % 28 + 1), YEAR, line.code, "", "", "x", "L",
                1_000_000 + n, Kind.REALISED)
        for n, line in enumerate(plan)
        for month in (2, 4, 6, 8)
    )  # fmt: skip
    first, last = date(YEAR, 1, 1), date(YEAR, 9, 30)
    return Content(plan=plan, statements=(Statement("Boekingen", last, first, last, True, False, rows),))
