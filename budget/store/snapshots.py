"""Frozen snapshots: proposed by one person, signed by another, chained by their hashes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import Column, ColumnElement, Connection, bindparam, func, insert, select

from budget.model.persons import person_key
from budget.model.words import BudgetError, UnknownNameError
from budget.store import audit_entries as entries
from budget.store.audit import record
from budget.store.bulk import next_id
from budget.store.schema import AnyRow, AnySelect
from budget.store.schema_board import corrections, signatures, snapshots, withdrawals


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A frozen snapshot, a draft until `signed_by` is set; `content` is canonical JSON text.

    A correction has the hash of the signed snapshot it replaces in `replaces`, and why in `reason`.
    """

    id: int
    meeting: date
    as_of: date
    known_at: int
    content: str
    programme_text: str
    sha256: str
    previous: str | None
    proposed_by: str
    proposed_at: datetime
    signed_by: str | None
    signed_at: datetime | None
    replaces: str | None = None
    reason: str = ""

    @property
    def is_signed(self) -> bool:
        """Whether a second person signed it."""
        return self.signed_by is not None


def store_snapshot(connection: Connection, programme: str, snapshot: Snapshot) -> Snapshot:
    """Store a proposed snapshot under a new id, withdrawing an unsigned one for the same meeting.

    Raises BudgetError when the meeting has a signed snapshot that this one does not replace.
    """
    known = [s for s in load_snapshots(connection, programme) if s.meeting == snapshot.meeting]
    signed = newest_signed(known)
    _require_correction(snapshot, signed)
    for concept in known:
        if not concept.is_signed:
            withdraw_snapshot(
                connection, programme, concept.id, snapshot.proposed_by, "Vervangen.", snapshot.proposed_at
            )
    names = ("meeting", "as_of", "known_at", "content", "programme_text", "sha256", "previous")
    row = {name: getattr(snapshot, name) for name in (*names, "proposed_by", "proposed_at")}
    number = next_id(connection, snapshots, programme)
    connection.execute(insert(snapshots), {"programme": programme, "id": number, **row})
    if signed:
        values = {
            "programme": programme,
            "snapshot": number,
            "replaces": signed.id,
            "reason": snapshot.reason,
        }
        connection.execute(insert(corrections), values)
    replaced = signed.id if signed else None
    record(connection, programme, entries.proposed({"id": number, **row}, replaced, snapshot.reason))
    return _load(connection, programme, number)


def newest_signed(candidates: Iterable[Snapshot]) -> Snapshot | None:
    """The signed snapshot with the highest id: ids grow along the chain."""
    return max((s for s in candidates if s.is_signed), key=lambda s: s.id, default=None)


def _require_correction(snapshot: Snapshot, signed: Snapshot | None) -> None:
    """Raises BudgetError unless a successor of a signed snapshot names it and says why."""
    meeting = f"{snapshot.meeting:%d-%m-%Y}"
    if signed is None and snapshot.replaces:
        raise BudgetError(
            f"Voor {meeting} is nog niets ondertekend. Stel een gewone momentopname voor, zonder correctie."
        )
    if signed and not snapshot.replaces:
        raise BudgetError(
            f"De momentopname voor {meeting} is al ondertekend en verandert niet meer. "
            "Klopt er iets niet? Stel een correctie voor en zeg waarom."
        )
    if signed and snapshot.replaces != signed.sha256:
        raise BudgetError(
            f"De geldende momentopname voor {meeting} heeft kenmerk {signed.sha256[:12]}. "
            "Corrigeer die, en niet een andere."
        )
    if signed and not snapshot.reason.strip():
        raise BudgetError("Geef een reden. Het bestuur moet weten waarom er een correctie is.")


def record_missing(
    connection: Connection,
    programme: str,
    snapshot: Snapshot,
    person: str,
    now: datetime,
    missing: Collection[str],
) -> None:
    """Record that this person confirmed which domains (codes) lack bookings; nothing when none do."""
    if missing:
        detail = {"missing": sorted(missing), "sha256": snapshot.sha256}
        record(
            connection, programme, entries.Entry(now, person, "missing", f"snapshot {snapshot.id}", detail)
        )


def sign_snapshot(
    connection: Connection, programme: str, number: int, person: str, now: datetime
) -> Snapshot:
    """Sign as the second person. Raises BudgetError for the proposer himself, or if signed already."""
    snapshot = _load(connection, programme, number)
    if snapshot.is_signed:
        raise BudgetError("Deze momentopname is al ondertekend. Er is niets veranderd.")
    if person_key(snapshot.proposed_by) == person_key(person):
        raise BudgetError("U hebt deze momentopname zelf voorgesteld. Een tweede persoon moet ondertekenen.")
    row = {
        "programme": programme, "snapshot": number, "proposed_by": snapshot.proposed_by,
        "signed_by": person, "signed_at": now,
    }  # fmt: skip
    connection.execute(insert(signatures), row)
    record(connection, programme, entries.signed(row, snapshot.meeting, snapshot.sha256))
    return _load(connection, programme, number)


def withdraw_snapshot(
    connection: Connection, programme: str, number: int, person: str, reason: str, now: datetime
) -> None:
    """Withdraw a draft. Raises BudgetError without a reason, or for a signed snapshot."""
    if not reason.strip():
        raise BudgetError("Geef een reden. Wie het voorstelde moet weten wat er moet veranderen.")
    if _load(connection, programme, number).is_signed:
        raise BudgetError("Deze momentopname is ondertekend en kan niet meer worden ingetrokken.")
    row = {
        "programme": programme, "snapshot": number, "withdrawn_by": person, "withdrawn_at": now,
        "reason": reason.strip(),
    }  # fmt: skip
    connection.execute(insert(withdrawals), row)
    record(connection, programme, entries.withdrawn(row))


def load_snapshots(connection: Connection, programme: str) -> list[Snapshot]:
    """All snapshots not withdrawn, by meeting, then in order of proposal."""
    return [_snapshot(row) for row in connection.execute(_in_order(), {"of": programme})]


def load_snapshot(connection: Connection, programme: str, meeting: date) -> Snapshot:
    """The snapshot in force: signed last, else the draft. Raises UnknownNameError without either."""
    known = [s for s in load_snapshots(connection, programme) if s.meeting == meeting]
    if not known:
        raise UnknownNameError(f"Er is nog geen momentopname voor {meeting:%d-%m-%Y}. Maak deze eerst.")
    return newest_signed(known) or known[-1]


def load_concept(connection: Connection, programme: str, meeting: date) -> Snapshot:
    """The draft awaiting a signature, else the one in force. Raises UnknownNameError without either."""
    for snapshot in load_snapshots(connection, programme):
        if snapshot.meeting == meeting and not snapshot.is_signed:
            return snapshot
    return load_snapshot(connection, programme, meeting)


def _load(connection: Connection, programme: str, number: int) -> Snapshot:
    for row in connection.execute(_query().where(snapshots.c.id == number), {"of": programme}):
        return _snapshot(row)
    raise BudgetError(f"Er is geen momentopname {number}.")


@cache
def _in_order() -> AnySelect:
    """Built once, as building is slower than running."""
    return _query().order_by(snapshots.c.meeting, snapshots.c.id)


def _query() -> AnySelect:
    replaced = snapshots.alias("replaced")
    return (
        select(
            snapshots,
            signatures.c.signed_by,
            signatures.c.signed_at,
            replaced.c.sha256.label("replaces"),
            func.coalesce(corrections.c.reason, "").label("reason"),
        )
        .outerjoin_from(snapshots, signatures)
        .outerjoin_from(snapshots, withdrawals)
        .outerjoin(corrections, _same(corrections.c.snapshot, snapshots.c.id))
        .outerjoin(replaced, _same(corrections.c.replaces, replaced.c.id))
        .where(snapshots.c.programme == bindparam("of"), withdrawals.c.snapshot.is_(None))
    )


def _same(column: Column[int], other_column: Column[int]) -> ColumnElement[bool]:
    """Join condition: both numbers are of one snapshot of one programme."""
    return (column == other_column) & (column.table.c.programme == other_column.table.c.programme)


def _snapshot(row: AnyRow) -> Snapshot:
    values = row._asdict()
    del values["programme"]
    return Snapshot(**values)
