"""Measures what checking a large ledger costs, as a ratio to what python-calamine needs for its rows."""

from __future__ import annotations

import io
import random
import resource
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter
from bench import Ratio, seconds
from python_calamine import CalamineWorkbook

from budget.intake.known import Known
from budget.model import PlanLine, Programme
from budget.programme import load_programme
from budget.sandbox.check import check_file

ROWS = 100_000, 300_000
ROOT = Path(__file__).resolve().parent.parent
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


def big_ledger(rows: int, seed: int = 1) -> bytes:
    """An xlsx with one ledger sheet as a financial system writes it."""
    chance, buffer = random.Random(seed), io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet, day = book.add_worksheet("Boekingen"), book.add_format({"num_format": "dd-mm-yyyy"})
        sheet.write_string(0, 0, "Extractiedatum: 30-09-2024")
        sheet.write_row(2, 0, HEADERS)
        for number in range(rows):
            for column, value in enumerate(_row(chance, number)):
                sheet.write(number + 3, column, value, *([day] if column == 2 else []))
    return buffer.getvalue()


def _row(chance: random.Random, number: int) -> tuple[Any, ...]:
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


def known_plan(programme: Programme) -> Known:
    """A plan in force that has every line of the ledger."""
    domain, source, holder = programme.domains[0].code, programme.sources[0].code, programme.people[0].id
    return Known(
        tuple(PlanLine(_code(n), domain, "A", "B", source, "", holder, 2024, 10**9) for n in range(LINES))
    )


def measure() -> Iterator[Ratio]:
    """Checking a file against the reader alone, small and large: at most three times, whatever the size."""
    programme = load_programme(ROOT / "data" / "samen-nieuw-west")
    known = known_plan(programme)
    for rows in ROWS:
        data = big_ledger(rows)
        checked = check_file("boekingen.xlsx", data, programme, known)
        if checked.content is None or len(checked.content.statements[0].rows) != rows:
            raise RuntimeError(f"the ledger of the bench was not read whole: {checked.findings[:3]}")
        alone = seconds(lambda data=data: _read(data))
        whole = seconds(lambda data=data: check_file("boekingen.xlsx", data, programme, known))
        yield Ratio(f"checking {rows:,} bookings against reading them", whole, alone, 3)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield Ratio(f"memory of the child at {ROWS[-1]:,} bookings, in GB", peak / 1024, 1, 1)


def _read(data: bytes) -> None:
    CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
