"""Closing a year or month by two persons, and reopening it: checks, proposal and decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from budget.access import Action, FirstAct, Who, actor_of, require_second, requires
from budget.labels import count, day_short, euro, join_words, period_name
from budget.model.content import Content
from budget.model.months import last_day, local_day
from budget.model.periods import Closing, Period
from budget.model.programme import Programme
from budget.model.words import MONTHS, BudgetError, By
from budget.standing.moment import Standing, load_standing
from budget.store import Connection, Store
from budget.store.audit import last_act
from budget.store.cache import remember
from budget.store.periods import decide_closing, load_closings, store_closing
from budget.store.submissions import load_content, load_submissions
from budget.usecases.gaps import reconciled_until
from budget.usecases.reconcile import reconciliation


@dataclass(frozen=True, slots=True)
class Check:
    """A check before closing: the question, whether it passes, and what was found."""

    question: str
    is_right: bool
    found: str


@requires(Action.VIEW)
def closings(store: Store, programme: Programme, actor: Who) -> tuple[Closing, ...]:
    """Every proposal to close or reopen a period with its decision, oldest first."""
    with store.read() as connection:
        return load_closings(connection, programme.id)


@requires(Action.CLOSE)
def propose_closing(
    store: Store,
    programme: Programme,
    period: Period,
    actor: Who,
    reason: str,
    now: datetime,
    *,
    closes: bool = True,
) -> int:
    """Propose to close a period (or to reopen it) and return the number of the proposal.

    Raises BudgetError for a period that has not ended or is not of the programme, and as store_closing().
    """
    if period.year not in programme.years or not 0 <= period.month <= MONTHS:
        raise BudgetError(f"{period.year} hoort niet bij dit programma. Kies een ander jaar.")
    if closes and local_day(now) <= _end(period):
        raise BudgetError(f"{period_name(period).capitalize()} is nog niet voorbij. Wacht tot daarna.")
    with store.write(programme.id) as connection:
        return store_closing(connection, programme.id, period, actor_of(actor).id, reason, now, closes=closes)


@requires(Action.CLOSE)
def decide(
    store: Store,
    programme: Programme,
    number: int,
    actor: Who,
    now: datetime,
    *,
    accepts: bool,
    reason: str = "",
) -> Closing:
    """Accept as the second person, or refuse (one's own: withdraw) with a reason; returns the closing."""
    with store.write(programme.id) as connection:
        closing = next((act for act in load_closings(connection, programme.id) if act.id == number), None)
        if closing and accepts:
            first = FirstAct(closing.proposed_by, closing.proposed_at, Action.CLOSE)
            require_second(programme, actor, Action.CLOSE, first)
        return decide_closing(
            connection, programme.id, number, actor_of(actor).id, now, accepts=accepts, reason=reason
        )


@requires(Action.VIEW)
def checks(store: Store, programme: Programme, actor: Who, period: Period) -> tuple[Check, ...]:
    """The checks that both persons see before they close; none of them prevents it."""
    standing = load_standing(store, programme, _end(period), period.year)
    return (
        _statements(standing, programme, period),
        _reconciled(store, programme, actor, standing, period),
        _commitments(standing, period),
        _waiting(store, programme, period),
    )


def _end(period: Period) -> date:
    return last_day(period.year, period.month or MONTHS)


def _planned(standing: Standing) -> list[str]:
    return sorted({line.domain for line in standing.facts.lines if line.planned})


def _statements(standing: Standing, programme: Programme, period: Period) -> Check:
    until = {code: standing.booked_until(code) for code in _planned(standing)}
    short = [
        f"{programme.domain(code).name} ({day_short(day) if day else 'nog niets'})"
        for code, day in until.items()
        if day is None or day < _end(period)
    ]
    question = "Is het laatste overzicht binnen?"
    if not until:
        return Check(question, False, f"Er is geen plan voor {period.year}.")
    if short:
        return Check(question, False, f"Nog niet tot en met {day_short(_end(period))}: {join_words(short)}.")
    return Check(question, True, f"Ja, van elk domein tot en met {day_short(_end(period))}.")


def _reconciled(store: Store, programme: Programme, actor: Who, standing: Standing, period: Period) -> Check:
    days = reconciled_until(reconciliation(store, programme, actor, period.year))
    missing = [
        programme.domain(code).name
        for code in _planned(standing)
        if (days.get(code) or date.min) < _end(period)
    ]
    question = "Sluit alles aan op uw eigen systeem?"
    if not _planned(standing):
        return Check(question, False, f"Er is geen plan voor {period.year}.")
    if missing:
        return Check(question, False, f"Niet aangesloten tot het einde: {join_words(missing)}.")
    return Check(question, True, "Ja, van elk domein.")


def _commitments(standing: Standing, period: Period) -> Check:
    total, lines = standing.total().measures.committed, standing.rows(By.LINE)
    question = "Staan er nog verplichtingen open?"
    if not total:
        return Check(question, True, "Nee.")
    number = count(sum(1 for row in lines if row.measures.committed), "regel", "regels")
    then = "Daarna moet een verplichting een open jaar hebben." if not period.month else ""
    return Check(question, bool(period.month), f"Ja: {euro(total)} op {number}. {then}".rstrip())


def _waiting(store: Store, programme: Programme, period: Period) -> Check:
    with store.read() as connection:
        pending = [
            submission for submission in load_submissions(connection, programme.id) if submission.is_pending
        ]
        about = [
            f"{submission.id} ({submission.file})"
            for submission in pending
            if period in _periods_of(connection, programme.id, submission.id)
        ]
    question = "Wacht er nog een inzending over deze periode?"
    return Check(question, not about, f"Ja: inzending {join_words(about)}." if about else "Nee.")


def _periods_of(connection: Connection, programme: str, number: int) -> frozenset[Period]:
    """The months of a file's bookings, and the years of these and of its plan; its rows are read once."""
    head = last_act(connection, programme)
    return remember(
        connection,
        programme,
        head,
        ("periods", number),
        lambda: _periods(load_content(connection, programme, number)),
    )


def _periods(content: Content) -> frozenset[Period]:
    rows = [row for statement in content.statements for row in statement.rows]
    months = {(row.date.year, row.date.month) for row in rows}
    years = {row.fiscal_year for row in rows} | {line.year for line in content.plan}
    return frozenset({Period(*month) for month in months} | {Period(year) for year in years})
