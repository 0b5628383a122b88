"""Closed years and months: proposed by one person, decided by another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import Connection, insert, select

from budget.model.months import month_end
from budget.model.periods import Closed, Closing, Period, closed_by
from budget.model.persons import person_key
from budget.model.words import BudgetError, UnknownNameError
from budget.store import audit_entries as entries
from budget.store.acceptances import latest_seq
from budget.store.audit import record
from budget.store.bulk import next_id
from budget.store.schema import AnyRow, day_totals, month_totals
from budget.store.schema_periods import period_decisions, period_proposals

_LAST = 2**31 - 1
"""Above any acceptance number."""


def store_closing(
    connection: Connection,
    programme: str,
    period: Period,
    person: str,
    reason: str,
    now: datetime,
    *,
    closes: bool,
) -> int:
    """Store a proposal to close a period, or to reopen it, and return its number.

    Raises BudgetError without a reason, when one waits already, or when there is nothing to change.
    """
    if not reason.strip():
        raise BudgetError("Geef een reden. Wie beslist, moet weten waarom.")
    history = load_closings(connection, programme)
    if any(act.period == period and act.accepted is None for act in history):
        raise BudgetError("Voor deze periode wacht al een voorstel. Beslis daar eerst over.")
    if (period in closed_by(history).periods) == closes:
        raise BudgetError(f"Deze periode is {'al' if closes else 'niet'} afgesloten. Er is niets veranderd.")
    row = {
        "programme": programme, "year": period.year, "month": period.month, "closes": closes,
        "reason": reason.strip(), "proposed_by": person, "proposed_at": now,
    }  # fmt: skip
    number = next_id(connection, period_proposals, programme)
    connection.execute(insert(period_proposals), {"id": number, **row})
    record(connection, programme, entries.period_proposed({"id": number, **row}))
    return number


def decide_closing(
    connection: Connection,
    programme: str,
    number: int,
    person: str,
    now: datetime,
    *,
    accepts: bool,
    reason: str = "",
) -> Closing:
    """Accept a proposal as the second person, or refuse it with a reason; the proposer can only withdraw.

    Raises BudgetError when it is unknown or decided, or when the proposer accepts.
    """
    closing = next((act for act in load_closings(connection, programme) if act.id == number), None)
    if closing is None:
        raise UnknownNameError(f"Er is geen voorstel {number} om een periode af te sluiten.")
    if closing.accepted is not None:
        raise BudgetError(f"Over voorstel {number} is al beslist. Er is niets veranderd.")
    if accepts and person_key(closing.proposed_by) == person_key(person):
        raise BudgetError("U hebt dit zelf voorgesteld. Een tweede persoon moet beslissen.")
    if not accepts and not reason.strip():
        raise BudgetError("Geef een reden. Wie het voorstelde, moet weten wat er moet veranderen.")
    row = {
        "programme": programme, "proposal": number, "proposed_by": closing.proposed_by, "accepted": accepts,
        "decided_by": person, "decided_at": now, "known_at": latest_seq(connection, programme),
        "reason": reason.strip(),
    }  # fmt: skip
    connection.execute(insert(period_decisions), row)
    record(connection, programme, entries.period_decided(row))
    return closing


def load_closings(
    connection: Connection, programme: str, known_on: datetime = datetime.max
) -> tuple[Closing, ...]:
    """Every proposal made on or before `known_on` with its decision by then, oldest first."""
    query = (
        select(
            period_proposals,
            *(period_decisions.c[name] for name in ("accepted", "decided_by", "decided_at")),
            period_decisions.c.reason.label("answer"),
        )
        .outerjoin(
            period_decisions,
            (period_decisions.c.programme == period_proposals.c.programme)
            & (period_decisions.c.proposal == period_proposals.c.id)
            & (period_decisions.c.decided_at <= known_on),
        )
        .where(period_proposals.c.programme == programme, period_proposals.c.proposed_at <= known_on)
        .order_by(period_proposals.c.id)
    )
    return tuple(_closing(row) for row in connection.execute(query))


def load_closed(connection: Connection, programme: str) -> Closed:
    """The periods closed now."""
    acts = load_closings(connection, programme)
    return closed_by(acts)


def list_changed_closed(connection: Connection, programme: str) -> Iterator[str]:
    """A Dutch sentence per total added to a period while it was closed; the database refuses these."""
    query = (
        select(period_proposals, period_decisions.c.known_at)
        .join_from(period_proposals, period_decisions)
        .where(period_proposals.c.programme == programme, period_decisions.c.accepted)
        .order_by(period_proposals.c.id)
    )
    since: dict[Period, int] = {}
    for act in connection.execute(query).all():
        period = Period(act.year, act.month)
        if act.closes:
            since[period] = act.known_at
        elif period in since:
            yield from _told_within(connection, programme, period, since.pop(period), act.known_at)
    for period, known_at in since.items():
        yield from _told_within(connection, programme, period, known_at, _LAST)


def _told_within(
    connection: Connection, programme: str, period: Period, since: int, until: int
) -> Iterator[str]:
    begin = date(period.year, period.month or 1, 1)
    name = f"{begin:%m-%Y}" if period.month else str(period.year)
    for table, day in ((day_totals, day_totals.c.day), (month_totals, month_totals.c.month_end)):
        within = day.between(begin, month_end(begin)) if period.month else table.c.fiscal_year == period.year
        query = select(table.c.seq).where(table.c.programme == programme, within)
        meanwhile = query.where(table.c.seq > since, table.c.seq <= until).distinct()
        for seq in connection.execute(meanwhile).scalars():
            yield f"Vaststelling {seq} telt in {table.name} mee in {name}, terwijl dat al was afgesloten."


def _closing(row: AnyRow) -> Closing:
    return Closing(
        id=row.id,
        period=Period(row.year, row.month),
        closes=row.closes,
        reason=row.reason,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        accepted=row.accepted,
        decided_by=row.decided_by or "",
        decided_at=row.decided_at,
        answer=row.answer or "",
    )
