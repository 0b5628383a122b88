"""The ledger statements: per domain and date, the bookings and open commitments in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from budget.model import Booking, Cents, Kind
from scripts.example.behaviour import (
    ADDED_IN_JULY,
    BEHAVIOURS,
    FIRST_ADDED_MONTH,
    STATEMENT_DATES,
    YEAR,
    Behaviour,
    divide,
    random_for,
)
from scripts.example.bookings import Record, all_records
from scripts.example.catalogue import Entry
from scripts.example.pace import open_at
from scripts.example.suppliers import STYLES

FIRST_ORDER = 4_500_003_117
WITHOUT_COMMITMENTS = (("LEM", 0),)
"""Domain and number of the statement that only exports bookings."""


@dataclass(frozen=True, slots=True)
class LedgerExport:
    """One export of the financial system for one domain, as written to a file."""

    behaviour: Behaviour
    first: date
    last: date
    rows: tuple[Booking, ...]
    with_kind: bool


def exports(entries: tuple[Entry, ...]) -> tuple[tuple[LedgerExport, ...], ...]:
    """Per statement date, the exports of all domains."""
    records = all_records(entries)
    orders = tuple(_orders(entries))
    return tuple(
        tuple(_export(behaviour, number, records[behaviour.domain], orders) for behaviour in BEHAVIOURS)
        for number in range(len(STATEMENT_DATES))
    )


def _export(
    behaviour: Behaviour, number: int, records: tuple[Record, ...], orders: tuple[Record, ...]
) -> LedgerExport:
    first, last = behaviour.first_days[number], STATEMENT_DATES[number]
    with_kind = (behaviour.domain, number) not in WITHOUT_COMMITMENTS
    rows = [row for row in _rows(records, number) if first <= row.date <= last]
    if with_kind:
        rows += [row for row in _rows(orders, number) if row.code[:3] == behaviour.domain]
    rows.sort(key=lambda row: (row.code, row.kind, row.date, row.document, row.sequence))
    return LedgerExport(behaviour, first, last, tuple(rows), with_kind)


def _rows(records: tuple[Record, ...], number: int) -> Iterator[Booking]:
    for record in records:
        amount = record.stated[number]
        if amount is not None:
            yield record.booking._replace(amount=amount)


def _orders(entries: tuple[Entry, ...]) -> Iterator[Record]:
    """The contracts of all lines, each with the amount open at each statement."""
    numbers = count(FIRST_ORDER, 3)
    for entry in entries:
        rolls = random_for("orders", entry.code, entry.source)
        suppliers = STYLES[entry.style].suppliers
        amounts = open_at(entry)
        weights = tuple(rolls.randrange(30, 100) for _ in range(_contracts(max(amounts))))
        parts = [divide(amount, weights, 25_00) for amount in amounts]
        for contract in range(len(weights)):
            day = _order_date(entry, rolls.randrange(0, 130))
            booking = Booking(
                str(next(numbers)), "001", day, YEAR, entry.code, entry.source, "",
                f"Opdracht {entry.short}", rolls.choice(suppliers), 0, Kind.COMMITTED,
            )  # fmt: skip
            yield Record(
                booking, tuple(_open_commitment(booking, n, parts[n][contract]) for n in range(len(parts)))
            )


def _contracts(amount: Cents) -> int:
    return 1 if amount < 12_000_00 else 2 if amount < 45_000_00 else 3


def _order_date(entry: Entry, offset: int) -> date:
    if entry.code in ADDED_IN_JULY:
        day = date(YEAR, FIRST_ADDED_MONTH, 1) + timedelta(days=offset // 5)
    else:
        day = date(YEAR, 3 if entry.profile in ("laat", "eind") else 1, 8) + timedelta(days=offset)
    return day - timedelta(days=max(0, day.weekday() - 4))


def _open_commitment(booking: Booking, number: int, amount: Cents) -> Cents | None:
    """The open amount: zero before the day of the order; a fully paid contract is no longer stated."""
    return amount if amount and booking.date <= STATEMENT_DATES[number] else None
