"""Measures what checking a large ledger costs, as a ratio to what python-calamine needs for its rows."""

from __future__ import annotations

import argparse
import io
import random
import resource
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from budget.intake import Known, check_file
from budget.model import PlanLine, Programme
from budget.programme import load_programme

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


def seconds(work: Callable[[], Any], times: int) -> float:
    """The middle of a few runs."""
    found = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        found.append(time.perf_counter() - started)
    return statistics.median(found)


def main() -> None:
    """Print rows, seconds of the reader alone and of a check, their ratio, and the child's peak memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="*", default=[25_000, 100_000])
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    programme = load_programme(ROOT / "data" / "samen-nieuw-west")
    known = known_plan(programme)
    for rows in options.rows:
        data = big_ledger(rows)
        checked = check_file("boekingen.xlsx", data, programme, known)
        assert checked.content is not None, checked.findings
        assert len(checked.content.statements[0].rows) == rows
        alone = seconds(lambda data=data: _read(data), options.times)
        whole = seconds(lambda data=data: check_file("boekingen.xlsx", data, programme, known), options.times)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(f"{rows:>9} rows  reader {alone:6.2f} s  check {whole:6.2f} s", end="  ")
        print(f"ratio {whole / alone:4.2f}  child {peak} MB")


def _read(data: bytes) -> None:
    CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)


if __name__ == "__main__":
    main()
