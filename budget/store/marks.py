"""One mark for all that an acceptance added to the database, so that a row changed later is noticed."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from datetime import date

from sqlalchemy import Connection, Table, select

from budget.store.schema import (
    booking_ends,
    booking_suppliers,
    bookings,
    commitment_totals,
    commitments,
    day_totals,
    decisions,
    month_totals,
    partners,
    plan_lines,
    plan_versions,
    progress,
    statement_codes,
    statements,
)

FACTS = (
    plan_versions,
    plan_lines,
    statements,
    statement_codes,
    bookings,
    booking_ends,
    booking_suppliers,
    month_totals,
    day_totals,
    commitment_totals,
    commitments,
    progress,
    partners,
    decisions,
)
"""Every table whose rows belong to an acceptance."""
_SPACE = 2**256
NO_FACTS = "0" * 64


def facts_mark(connection: Connection, programme: str, seq: int) -> str:
    """The mark of the rows of one acceptance: 64 hexadecimal digits, whatever the order of the rows."""
    return facts_marks(connection, programme, seq).get(seq, NO_FACTS)


def facts_marks(connection: Connection, programme: str, seq: int | None = None) -> dict[int, str]:
    """The mark of every acceptance that has rows, by number; `seq` keeps one."""
    sums: dict[int, int] = defaultdict(int)
    for table in FACTS:
        query = select(table).where(table.c.programme == programme)
        query = query if seq is None else query.where(table.c.seq == seq)
        for row in connection.execute(query, execution_options={"yield_per": 10_000}):
            sums[row.seq] += _row_mark(table, row)
    return {number: f"{total % _SPACE:064x}" for number, total in sums.items()}


def _row_mark(table: Table, row) -> int:
    text = json.dumps([table.name, *row], default=date.isoformat, ensure_ascii=False)
    return int.from_bytes(hashlib.sha256(text.encode()).digest())
