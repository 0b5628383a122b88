"""A short year in the small programme: two plans, growing ledgers, and two signed snapshots."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps

from sqlalchemy import Connection

from budget.access import VISITOR
from budget.model import Content
from budget.snapshot import Content as Frozen
from budget.snapshot import decode_content
from budget.standing.moment import load_standing
from budget.store.audit import MADE
from budget.store.engine import Store
from budget.store.schema import audit, metadata
from budget.store.snapshots import Snapshot
from budget.usecases import freeze as snapshot
from tests.store.samples import (
    AUGUST_END,
    ID,
    JUNE,
    MAY_END,
    OCTOBER,
    PROGRAMME,
    YEAR,
    booking,
    commitment,
    contribution,
    deliver,
    ledger,
    line,
    plan,
    progress,
    statement,
)

PROPOSED, SIGNED = datetime(YEAR, 6, 20, 9), datetime(YEAR, 6, 21, 9)
PROPOSED_2, SIGNED_2 = datetime(YEAR, 9, 20, 9), datetime(YEAR, 9, 21, 9)
EARLY = (
    booking("A", date(YEAR, 2, 3), 10_000, supplier="Kweker"),
    booking("B", date(YEAR, 5, 20), 2_500, "SPE-1"),
    commitment("V", date(YEAR, 4, 1), 20_000),
)
LATE = (
    booking("A", date(YEAR, 2, 3), 9_000, supplier="Kweker"),
    booking("B", date(YEAR, 5, 20), 2_500, "SPE-1"),
    booking("C", date(YEAR, 7, 9), 70_001, "SPE-1"),
    booking("D", date(YEAR, 8, 1), 333, "SPE-7"),
    commitment("V", date(YEAR, 4, 1), 5_000),
)


def made_once(live: Callable[[Store], None]) -> Callable[[Store], None]:
    """Run it once; each next empty store, of either kind, gets copies of all rows."""
    rows: dict[str, list[dict[str, object]]] = {}

    @wraps(live)
    def lived(store: Store) -> None:
        with store.read() as connection:
            # Nothing is stored without an entry in the trail.
            is_empty = connection.execute(audit.select()).first() is None
        if not rows or not is_empty:
            live(store)
        else:
            with store.write(ID) as connection:
                _fill(connection, rows)
        if not rows and is_empty:
            with store.read() as connection:
                for table in metadata.sorted_tables:
                    rows[table.name] = [
                        dict(row) for row in connection.execute(table.select()).mappings().all()
                    ]

    return lived


def _fill(connection: Connection, rows: dict[str, list[dict[str, object]]]) -> None:
    """Insert these rows into empty tables."""
    for table in metadata.sorted_tables:
        if rows[table.name]:
            connection.execute(table.insert(), rows[table.name])
    connection.info[MADE] = [(row["programme"], row["hash"]) for row in rows["audit"]]


@made_once
def first_half(store: Store) -> None:
    """Everything accepted up to the meeting of June."""
    lines = line(released=60_000), line("GRO-1", 50_000, source="FONDS", theme="BOS"), line("SPE-1", 60_000)
    deliver(store, plan(*lines), "plan.xlsx")
    deliver(store, ledger(statement(MAY_END, *(row._replace(source="DORP") for row in EARLY))), "mei.xlsx")
    notes = progress(forecast=110_000, note="Loopt"), progress("SPE-1", note="Wacht op vergunning")
    deliver(store, Content(progress=notes, partners=(contribution(amount=4_000),)), "voortgang.xlsx")


def second_half(store: Store) -> None:
    """An amendment, corrections and later months."""
    deliver(store, plan(line("SPE-1", 80_000), line("SPE-2", 5_000)), "wijziging.xlsx")
    deliver(store, ledger(statement(AUGUST_END, *(row._replace(source="DORP") for row in LATE))), "aug.xlsx")


def freeze(store: Store, meeting: date = JUNE, as_of: date = MAY_END, at: datetime = PROPOSED) -> Snapshot:
    return snapshot.propose(store, PROGRAMME, meeting, as_of, "cor", at, missing=lacking(store, as_of))


def sign(store: Store, meeting: date = JUNE, at: datetime = SIGNED) -> Snapshot:
    known = snapshot.missing_in(snapshot.snapshot_of(store, PROGRAMME, VISITOR, meeting))
    return snapshot.sign(store, PROGRAMME, meeting, "sien", at, missing=[one.domain for one in known])


def lacking(store: Store, as_of: date) -> list[str]:
    """The domains with missing bookings."""
    return [one.domain for one in load_standing(store, PROGRAMME, as_of).missing_bookings()]


def frozen(store: Store, meeting: date) -> Frozen:
    """The snapshot in force of a meeting, as it was frozen."""
    return decode_content(snapshot.snapshot_of(store, PROGRAMME, VISITOR, meeting).content)


@made_once
def live_through(store: Store) -> None:
    """The whole year with both snapshots signed."""
    first_half(store)
    freeze(store)
    sign(store)
    second_half(store)
    freeze(store, OCTOBER, AUGUST_END, PROPOSED_2)
    sign(store, OCTOBER, SIGNED_2)
