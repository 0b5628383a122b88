"""Mutating one cell of a valid, untidy sheet changes the total by that amount, or the cell is refused."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import openpyxl
import pytest

from budget.intake.findings import cell_of
from budget.model import Level, PlanLine, Programme
from budget.workbook.places import cell_name
from tests.intake.workbooks import check, line, ods
from tests.workbook.binary import Error, xls

Rows = list[list[Any]]
Case = tuple[Any, int | None]

AMOUNTS: list[Case] = [
    (100, 10_000), (1234.5, 123_450), (0.1 + 0.2, 30), (-12.34, -1_234), (1e6, 100_000_000),
    ("1.234.567,89", 123_456_789), ("1234567,89", 123_456_789), ("€ 1.234", 123_400), ("€ 1.234,-", 123_400),
    ("1.234-", -123_400), ("(1.234)", -123_400), ("-1.234", -123_400), ("\u20131.234", -123_400),
    ("\u22121.234,5", -123_450), ("€\u00a01\u202f234,50", 123_450), ("1\u2009234", 123_400), ("-", 0),
    (10.005, None), ("n.t.b.", None), ("PM", None), ("n.v.t.", None), ("abc", None), ("12,5%", None),
    ("1.23.4", None), ("1.234.56", None), ("1,2,3", None), ("5-5", None), ("--5", None), ("€", None),
    ("1e5", None), (True, None), (date(2024, 3, 1), None), (Error("#REF!"), None), (Error("#N/A"), None),
    ("=1+1", None), ("\u0661\u0662", None), ("12 euro 5", None), (None, None),
]  # fmt: skip
DATES: list[Case] = [
    (date(2024, 5, 31), 0), ("31-12-2024", 0), ("31.12.2024", 0), ("2024-12-31", 0), ("31/12/24", 0),
    ("1/2/2024", None), ("31-02-2024", None), ("31-12-2031", None), (date(1999, 1, 1), None),
    (45_000.5, None), ("morgen", None), (True, None), (Error("#VALUE!"), None), ("2024", None), (None, None),
]  # fmt: skip
CODES: list[Case] = [
    ("JEU-001", 0), (" JEU-001 ", 0), ("jeu-001", 0), ("JEU-OO1", 0), ("J\u0415U-001", None),
    (date(2024, 3, 1), None), (1.5, None), (True, None), (Error("#NAME?"), None), (None, None),
]  # fmt: skip
COLUMNS = {1: DATES, 2: CODES, 3: AMOUNTS}


@dataclass(frozen=True, slots=True)
class Mutation:
    """The rows of a ledger with one cell changed: its place, and the total in cents unless it is refused."""

    rows: Rows
    place: str
    total: int | None


def mutate(chance: random.Random, usable: Callable[[Any], bool]) -> Mutation:
    """Titles above, empty columns before, blank rows between, perhaps a total below; one cell changes."""
    titles, indent, height = chance.randrange(4), chance.randrange(3), chance.randrange(1, 9)
    amounts = [chance.randrange(-100_000, 1_000_000) for _ in range(height)]
    changed, column = chance.randrange(height), chance.choice(list(COLUMNS))
    value, cents = chance.choice([case for case in COLUMNS[column] if usable(case[0])])
    rows: Rows = [["Uitdraai"], *([""] for _ in range(titles))][: titles + 1]
    rows.append(["Boekstuknummer", "Boekdatum", "Regelcode", "Bedrag"])
    place = ""
    for number, amount in enumerate(amounts):
        if number and chance.random() < 0.2:
            rows.append([])
        row = [f"D{number}", date(2024, 1 + number, 28), "JEU-001", amount / 100]
        if number == changed:
            row[column] = value
            place = cell_name(len(rows), indent + column)
        rows.append(row)
    if column == 3:
        amounts[changed] = cents or 0
    elif chance.random() < 0.3:
        rows.append(["Totaal", None, None, sum(amounts) / 100])
    return Mutation(
        [[*[None] * indent, *row] for row in rows], place, None if cents is None else sum(amounts)
    )


def xlsx(rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = book.active.cell(number, column)
            if isinstance(value, Error):
                cell.value, cell.data_type = value.text, "e"
            elif isinstance(value, str) and value.startswith("="):
                cell.value, cell.data_type = value, "s"
            elif value not in (None, ""):
                cell.value = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def csv(rows: Rows) -> bytes:
    return "\n".join(";".join(map(_csv_cell, row)) for row in rows).encode()


def _csv_cell(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    return "" if value is None else str(value).replace(".", ",") if isinstance(value, float) else str(value)


def is_usable(kind: str, value: Any) -> bool:
    """Whether this kind of file can hold the value, and displays it as the other kinds do."""
    if kind == ".csv":
        return value is None or (isinstance(value, (str, int)) and not isinstance(value, bool))
    return True


MAKERS = {".xlsx": xlsx, ".xls": xls, ".ods": ods, ".csv": csv}


@pytest.mark.fuzz
@pytest.mark.parametrize("kind", MAKERS)
def test_a_file_with_one_changed_cell_gives_the_changed_total_or_names_the_cell(
    kind: str, programme: Programme, fuzz_rounds: int
):
    chance = random.Random(3)
    known: PlanLine = line(code="JEU-001")
    for _ in range(fuzz_rounds):
        mutation = mutate(chance, lambda value: is_usable(kind, value))
        checked = check(MAKERS[kind](mutation.rows), programme, known, name=f"proef{kind}")
        errors = {cell_of(finding) for finding in checked.findings if finding.level is Level.ERROR}
        if mutation.total is None:
            assert errors == {mutation.place}, (mutation, checked.findings)
        else:
            assert not errors, (mutation, checked.findings)
            assert [sheet.total for sheet in checked.sheets] == [mutation.total], mutation
            assert sum(row.amount for row in checked.content.statements[0].rows) == mutation.total
