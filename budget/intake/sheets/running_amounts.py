"""Asks about bookings that look like running totals: each amount is everything booked so far."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from budget import labels
from budget.intake.grammar.booking_periods import says_cumulative
from budget.intake.grammar.headers import header_key
from budget.intake.outcome import ParsedColumn
from budget.intake.places import euros
from budget.intake.sheets.table import Table
from budget.model.words import Cents, Kind

MOST_ROWS = 20_000
"""Rows from which on a sheet holds bookings, and no totals per month."""
_STAND = re.compile(
    r"\W*(?:stand|saldo|totaal|cumulatief|besteed|geboekt)\s+(?:t\W?m\b|tot\b|per\b|ultimo|eind)",
    re.IGNORECASE,
)
"""Descriptions of a booking that holds everything booked so far."""
LEAST_STEPS, LEAST_SAID = 6, 2
"""Increases needed to suspect running totals, and if the sheet says so, or a line has one description."""


def ask_about_running_amounts(table: Table, columns: dict[str, ParsedColumn]) -> None:
    """Report what is counted and the last amounts per line; month columns are not compared."""
    if len(table.rows) > MOST_ROWS:
        return
    stands = [[day[on_day] for on_day in sorted(day)] for day in _by_line(columns)]
    steps = [after - before for stand in stands for before, after in pairwise(stand)]
    up, down = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    number = table.header.columns["amount"]
    header = table.header.texts.get(table.grid.origins.get(number, number) or 0, "")
    says = map(says_cumulative, [header, table.sheet, *(str(c) for cells in table.titles() for c in cells)])
    is_balance = [bool(_STAND.match(text)) for text in columns["description"].all() if isinstance(text, str)]
    are_stands = 2 * sum(is_balance) > len(is_balance)
    is_said = any(says) or header_key(header) == "saldo" or are_stands
    is_alike = (
        up == len(steps)
        and any(len(stand) > LEAST_SAID for stand in stands)
        and _share_a_description(columns)
    )
    least = LEAST_SAID if is_said or is_alike else LEAST_STEPS
    if (down and not are_stands) or up < least or (not is_said and up < len(steps)):
        return
    total, last = sum(map(sum, stands)), sum(stand[-1] for stand in stands)
    lines = labels.count(len(stands), "regel", "regels")
    table.report(
        "ledger-running",
        table.header.last,
        number,
        "Bedrag",
        lines=lines,
        total=euros(total),
        last=euros(last),
    )


def _share_a_description(columns: dict[str, ParsedColumn]) -> bool:
    """Whether all bookings of a line have one description: balances do, invoices rarely."""
    texts_by_code: dict[object, set[object]] = defaultdict(set)
    for code, text in zip(columns["code"].all(), columns["description"].all(), strict=True):
        texts_by_code[code].add(text)
    return all(len(texts) == 1 and "" not in texts for texts in texts_by_code.values())


def _by_line(columns: dict[str, ParsedColumn]) -> Iterator[dict[date, Cents]]:
    """The bookings per day of each line, in cents."""
    money_by_line: dict[object, dict[date, Cents]] = defaultdict(lambda: defaultdict(int))
    bookings = (columns[name].all() for name in ("code", "source", "kind", "date", "amount"))
    for code, source, kind, day, cents in zip(*bookings, strict=True):
        if kind is Kind.REALISED and isinstance(day, date) and isinstance(cents, int):
            money_by_line[code, source][day] += cents
    yield from money_by_line.values()
