"""Reads the example workbooks without the code that writes them, so that a test can judge both."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path

import openpyxl

SYNONYMS = {
    "Documentnummer": "Boekstuknummer",
    "Boekstuk": "Boekstuknummer",
    "Boekingsdatum": "Boekdatum",
    "Crediteur": "Leverancier",
    "Relatie": "Leverancier",
}

Row = dict[str, object]


@dataclass(frozen=True)
class Table:
    """One sheet: its title lines, its header, its data rows and its total rows."""

    titles: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    totals: tuple[Row, ...]


@dataclass(frozen=True)
class Statement:
    domain: str
    first: date
    last: date
    table: Table


def read_file(path: Path) -> dict[str, Table]:
    if path.suffix == ".csv":
        text = path.read_bytes().decode("cp1252")
        return {"Boekingen": _table(csv.reader(StringIO(text, newline=""), delimiter=";"))}
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return {sheet.title: _table(sheet.iter_rows(values_only=True)) for sheet in book}


def _table(lines: Iterator) -> Table:
    titles: list[str] = []
    for line in lines:
        words = [word for word in line if word not in (None, "")]
        if len(words) > 3:
            break
        titles += words
    header = tuple(SYNONYMS.get(word, word) for word in line)
    rows = [dict(zip(header, (cell if cell != "" else None for cell in line), strict=True)) for line in lines]
    totals = [row for row in rows if _is_total(row)]
    return Table(tuple(titles), header, tuple(row for row in rows if row not in totals), tuple(totals))


def _is_total(row: Row) -> bool:
    return any(isinstance(cell, str) and cell.startswith(("Totaal", "Subtotaal")) for cell in row.values())


def statement_of(table: Table) -> Statement:
    period = next(title for title in table.titles if title.startswith("Periode: "))
    first, last = period.removeprefix("Periode: ").split(" t/m ")
    domain = next(title for title in table.titles if title.startswith("Domein: "))
    assert f"Extractiedatum: {last}" in table.titles
    return Statement(domain, day_of(first), day_of(last), table)


def by_domain(statements: list[Statement]) -> dict[str, list[Statement]]:
    found = defaultdict(list)
    for statement in statements:
        found[statement.domain].append(statement)
    return found


def standing(statements: list[Statement]) -> Iterator[tuple[str, int, bool]]:
    """Code, cents and kind of what counts after all statements, each replacing the rows in its scope."""
    for mine in by_domain(statements).values():
        bookings: dict[tuple, Row] = {}
        for statement in mine:
            codes = {row["Regelcode"] for row in statement.table.rows}
            for number, row in list(bookings.items()):
                if row["Regelcode"] in codes and day_of(row["Boekdatum"]) >= statement.first:
                    del bookings[number]
            bookings |= {number_of(row): row for row in statement.table.rows if not is_commitment(row)}
        for row in bookings.values():
            yield str(row["Regelcode"]), cents_of(row["Bedrag"]), False
        for row in mine[-1].table.rows:
            if is_commitment(row):
                yield str(row["Regelcode"]), cents_of(row["Bedrag"]), True


def amounts_of(statement: Statement, since: date) -> dict[tuple, int]:
    return {
        number_of(row): cents_of(row["Bedrag"])
        for row in statement.table.rows
        if not is_commitment(row) and day_of(row["Boekdatum"]) >= since
    }


def identities(table: Table) -> set[tuple]:
    return {(row["Regelcode"], row["Bron"], row["Thema"], row["Jaar"]) for row in table.rows}


def budgets_of(table: Table) -> Counter:
    """Budget of 2024 per code."""
    budgets: Counter = Counter()
    for row in table.rows:
        if row["Jaar"] == 2024:
            budgets[row["Regelcode"]] += cents_of(row["Begroot"])
    return budgets


def is_commitment(row: Row) -> bool:
    return row.get("Soort") == "verplichting"


def number_of(row: Row) -> tuple:
    return row["Boekstuknummer"], row["Volgnummer"]


def day_of(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    return datetime.strptime(str(value), "%d-%m-%Y").date()


def cents_of(value: object) -> int:
    if isinstance(value, str):
        return int(value.replace(".", "").replace(",", ""))
    return int((Decimal(str(value)) * 100).to_integral_exact())
