"""The bookings of the example year, with the amount that each ledger statement gives them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from random import Random

from budget.labels import MONTH_SHORT
from budget.model import Booking, Cents, Kind
from scripts.example.behaviour import BEHAVIOURS, STATEMENT_DATES, YEAR, Behaviour, divide, random_for
from scripts.example.catalogue import Entry
from scripts.example.pace import monthly_spending
from scripts.example.suppliers import STYLES, Style

FIRST_DOCUMENT = 5_100_018_204
SMALLEST = 45_00
"""Cents: the average of a month's bookings stays above this."""
LAST_DAY = STATEMENT_DATES[-1]
CORRECTED_DOMAINS = ("JEU", "VEI", "WBE", "WON", "EID")


@dataclass(frozen=True, slots=True)
class Record:
    """A booking, and the amount each of the four statements gives it (None: not in it)."""

    booking: Booking
    stated: tuple[Cents | None, ...]


@dataclass(frozen=True, slots=True)
class _Raw:
    """A booking before it has a number; those with the same `document` share one."""

    document: tuple[str, str, int]
    date: date
    entry: Entry
    text: str
    supplier: str
    amount: Cents


# Bookings on codes that are in no plan: (code, source, date, description, supplier, cents).
STRAYS = (
    ("VEI-90", "COA", date(2024, 3, 14), "Toezicht evenement maart", "Toezicht & Bouw BV", 2_845_00),
    ("VEI-90", "COA", date(2024, 5, 22), "Hekken en portofoons", "Bouwmarkt De Hamer", 1_296_35),
    ("VEI-90", "COA", date(2024, 7, 11), "Toezicht evenement juli", "Toezicht & Bouw BV", 3_118_50),
    ("VEI-90", "COA", date(2024, 9, 5), "Nazorg evenement", "De Wijkwerkers", 964_20),
    ("WON-95", "", date(2024, 7, 18), "Spoedreparatie riool", "Stratenmakers West", 6_420_75),
    ("WON-95", "", date(2024, 8, 6), "Spoedreparatie riool", "Stratenmakers West", 1_879_10),
    ("ONB-001", "", date(2024, 4, 17), "Nog te verdelen kosten", "Kantoorvakhuis Voorbeeldstad", 1_512_80),
    ("ONB-001", "", date(2024, 8, 27), "Nog te verdelen kosten", "Drukkerij De Letterbak", 688_45),
)


def all_records(entries: tuple[Entry, ...]) -> dict[str, tuple[Record, ...]]:
    """All bookings of the programme, numbered in order of date, per domain that reports them."""
    raws = [raw for entry in entries for raw in _raws(entry)]
    numbered = list(_number_documents(sorted(raws, key=lambda raw: (raw.date, raw.document))))
    numbered += _strays()
    return {behaviour.domain: _add_statements(behaviour, numbered) for behaviour in BEHAVIOURS}


def _raws(entry: Entry) -> Iterator[_Raw]:
    rolls = random_for("bookings", entry.code, entry.source)
    style = STYLES[entry.style]
    suppliers = rolls.sample(style.suppliers, len(style.suppliers) if style.many_suppliers else 3)
    made: list[_Raw] = []
    for month, amount in enumerate(monthly_spending(entry), start=1):
        made += _month(entry, month, amount, style, suppliers, rolls)
    yield from made
    if rolls.randrange(100) < 40:
        yield from _paid_twice(rolls.choice(made), rolls)
    if rolls.randrange(100) < 30:
        yield _credit(rolls.choice(made), rolls)


def _month(
    entry: Entry, month: int, amount: Cents, style: Style, suppliers: list[str], rolls: Random
) -> list[_Raw]:
    count = max(1, min(rolls.randrange(style.fewest, style.most + 1), amount // SMALLEST))
    weights = tuple(20 + rolls.randrange(1, 40) * rolls.randrange(1, 40) for _ in range(count))
    made: list[_Raw] = []
    for number, part in enumerate(_round_half(divide(amount, weights), rolls)):
        text = rolls.choice(style.texts).format(s=entry.short, m=MONTH_SHORT[month - 1])
        if made and rolls.randrange(6) == 0:
            made.append(replace(made[-1], text=text, amount=part))
            continue
        document = (entry.code, entry.source, month * 100 + number)
        made.append(_Raw(document, _workday(month, rolls), entry, text, rolls.choice(suppliers), part))
    return made


def _round_half(parts: tuple[Cents, ...], rolls: Random) -> list[Cents]:
    """Round half of the parts to whole euros or fives; the largest absorbs the difference."""
    made = [part // unit * unit for part in parts for unit in (rolls.choice((1, 1, 100, 500)),)]
    made = [new or old for new, old in zip(made, parts, strict=True)]
    made[made.index(max(made))] += sum(parts) - sum(made)
    return [part for part in made if part]


def _workday(month: int, rolls: Random) -> date:
    days = [date(YEAR, month, day) for day in range(1, monthrange(YEAR, month)[1] + 1)]
    return rolls.choice([day for day in days if day.weekday() < 5 and day != days[0]])


def _paid_twice(raw: _Raw, rolls: Random) -> Iterator[_Raw]:
    again = min(LAST_DAY, raw.date + timedelta(days=rolls.randrange(2, 9)))
    back = min(LAST_DAY, again + timedelta(days=rolls.randrange(6, 30)))
    code, source, number = raw.document
    yield replace(raw, document=(code, source, number + 5000), date=again)
    yield replace(
        raw,
        document=(code, source, number + 6000),
        date=back,
        text=f"Correctie dubbel betaald {raw.entry.short}",
        amount=-raw.amount,
    )


def _credit(raw: _Raw, rolls: Random) -> _Raw:
    day = min(LAST_DAY, raw.date + timedelta(days=rolls.randrange(4, 25)))
    part = max(1, raw.amount * rolls.randrange(5, 40) // 100)
    code, source, number = raw.document
    return replace(
        raw,
        document=(code, source, number + 7000),
        date=day,
        text=f"Creditnota {raw.entry.short}",
        amount=-part,
    )


def _number_documents(raws: list[_Raw]) -> Iterator[Booking]:
    """Lines of one invoice share its number; numbers rise with the date, with gaps."""
    rolls = random_for("numbers")
    number = FIRST_DOCUMENT
    for _, lines in groupby(raws, key=lambda raw: (raw.date, raw.document)):
        number += rolls.randrange(1, 5)
        for sequence, raw in enumerate(lines, start=1):
            yield Booking(
                document=str(number),
                sequence=f"{sequence:03d}",
                date=raw.date,
                fiscal_year=YEAR,
                code=raw.entry.code,
                source=raw.entry.source,
                theme="",
                description=raw.text,
                supplier=raw.supplier,
                amount=raw.amount,
                kind=Kind.REALISED,
            )


def _strays() -> list[Booking]:
    return [
        Booking(f"52000004{n:02d}", "001", day, YEAR, code, source, "", text, supplier, amount, Kind.REALISED)
        for n, (code, source, day, text, supplier, amount) in enumerate(STRAYS, start=1)
    ]


def _add_statements(behaviour: Behaviour, bookings: Iterable[Booking]) -> tuple[Record, ...]:
    """The domain's bookings with late arrivals, changed amounts and one that disappears."""
    rolls = random_for("statements", behaviour.domain)
    mine = [booking for booking in bookings if _reporter(booking.code) == behaviour.domain]
    records = [Record(booking, _statement_amounts(booking, behaviour, rolls)) for booking in mine]
    if behaviour.domain in CORRECTED_DOMAINS:
        for statement in rolls.sample((1, 2, 3), 2):
            _change_later(records, behaviour, statement, rolls, disappears=False)
        _change_later(records, behaviour, rolls.randrange(1, 4), rolls, disappears=True)
    return tuple(records)


def _reporter(code: str) -> str:
    known = {behaviour.domain for behaviour in BEHAVIOURS}
    return code[:3] if code[:3] in known else "ORG"


def _statement_amounts(booking: Booking, behaviour: Behaviour, rolls: Random) -> tuple[Cents | None, ...]:
    """The statements with the booking: from the first after its date; one in forty is a statement late."""
    first = next(n for n, day in enumerate(STATEMENT_DATES) if booking.date <= day)
    may_be_late = first < 3 and booking.date >= behaviour.first_days[first + 1]
    if may_be_late and rolls.randrange(40) == 0:
        first += 1
    return tuple(booking.amount if n >= first else None for n in range(len(STATEMENT_DATES)))


def _change_later(
    records: list[Record], behaviour: Behaviour, statement: int, rolls: Random, *, disappears: bool
) -> None:
    """From `statement` on, change the amount of one earlier booking, or drop it."""
    candidates = [
        n
        for n, record in enumerate(records)
        if record.stated[statement - 1] == record.stated[3] == record.booking.amount
        and record.booking.date >= behaviour.first_days[statement]
        and record.booking.amount > 100_00
        and record.booking.code[4:6].isdigit()
        and "." in record.booking.code
    ]
    n = rolls.choice(candidates)
    stated = records[n].stated
    amount = None if disappears else records[n].booking.amount * rolls.randrange(60, 95) // 100
    records[n] = replace(records[n], stated=stated[:statement] + (amount,) * (len(stated) - statement))
