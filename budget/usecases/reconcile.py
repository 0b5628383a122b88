"""Reconciliation of accepted files: the total of the source system per file, and the day it agrees up to."""

from __future__ import annotations

from datetime import date

from budget.access import Action, Who, requires
from budget.labels import day, join_words
from budget.model.content import Content, ControlTotal
from budget.model.programme import Programme
from budget.model.submission_details import Money
from budget.standing.reference_date import default_reference_date
from budget.store import Connection, Store
from budget.usecases.gaps import Reconciled, accepted_files, closes_gap, reconciled_until
from budget.usecases.preview import domains_of

NOT_RECONCILED = "niet aangesloten"
LATEST = 2**31 - 1


def default_year(store: Store, programme: Programme, today: date) -> int:
    """The year that is shown first: that of the reference date, as everywhere."""
    return default_reference_date(store, programme, today).year


@requires(Action.VIEW)
def reconciliation(store: Store, programme: Programme, actor: Who, year: int) -> list[Reconciled]:
    """Every accepted plan and ledger of a year with its totals, in order of acceptance."""
    with store.read() as connection:
        return _reconciled(connection, programme, year)


@requires(Action.CHECK)
def may_reconcile(store: Store, programme: Programme, actor: Who, content: Content) -> bool:
    """Whether a file that changes nothing still closes a gap, once the totals of its system are stated."""
    with store.read() as connection:
        totals = [ControlTotal(money, 0, 0) for money in Money]
        return closes_gap(connection, programme, domains_of, content, totals)


def _reconciled(
    connection: Connection, programme: Programme, year: int, known_at: int = LATEST
) -> list[Reconciled]:
    files = accepted_files(connection, programme, domains_of)
    return [
        reconciled
        for file in files
        if file.seq <= known_at and year in file.years
        for reconciled in file.found
    ]


def reconciled_words(store: Store, programme: Programme, as_of: date, known_at: int) -> str:
    """In Dutch the day up to which the year's bookings agree with the source systems; '' without a ledger."""
    with store.read() as connection:
        until = reconciled_until(_reconciled(connection, programme, as_of.year, known_at))
    names = {domain.code: domain.name for domain in programme.domains}
    unreconciled = [names.get(code, code) for code, until_day in until.items() if not until_day]
    days = [min(until_day, as_of) for until_day in until.values() if until_day]
    if not days:
        return "De boekingen zijn niet aangesloten op het financiële systeem." if unreconciled else ""
    sentence = f"De boekingen sluiten aan op het financiële systeem tot en met {day(min(days))}."
    return f"{sentence} Niet aangesloten: {join_words(unreconciled)}." if unreconciled else sentence
