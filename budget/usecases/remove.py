"""Removal of suppliers of old years: one person proposes, another does it, and no figure changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime

from budget.access import Action, FirstAct, Who, actor_of, require_second, requires
from budget.labels import count, join_words
from budget.model.months import local_day
from budget.model.programme import Programme
from budget.model.words import BudgetError
from budget.store import Store
from budget.store.removals import (
    Removable,
    list_removable,
    list_waiting,
    propose_removal,
    remove_suppliers,
)

YEARS_KEPT = 7
"""Years that financial records are kept after the end of their year."""


@requires(Action.REMOVE)
def removable(store: Store, programme: Programme, actor: Who, year: int) -> list[Removable]:
    """The files with suppliers that have no row of a year after `year`."""
    with store.read() as connection:
        return list_removable(connection, programme.id, year)


@requires(Action.REMOVE)
def list_waiting_removals(store: Store, programme: Programme, actor: Who, year: int) -> list[Removable]:
    """The files up to `year` whose proposed removal waits for a second person."""
    with store.read() as connection:
        return [file for file, _ in list_waiting(connection, programme.id, year)]


@requires(Action.REMOVE)
def propose(
    store: Store, programme: Programme, actor: Who, year: int, reason: str, now: datetime
) -> list[Removable]:
    """Propose to remove the suppliers of every year up to `year`; returns the files concerned.

    Raises BudgetError without a reason, within the seven years, and when there is nothing to remove.
    """
    _require_old(year, local_day(now))
    if not reason.strip():
        raise BudgetError("Geef een reden. De tweede persoon moet weten waarom dit weg kan.")
    with store.write(programme.id) as connection:
        files = list_removable(connection, programme.id, year)
        if not files:
            raise BudgetError(f"Tot en met {year} zijn er geen leveranciers om te verwijderen.")
        numbers = [file.submission for file in files]
        propose_removal(connection, programme.id, numbers, actor_of(actor).id, reason.strip(), now)
    return files


@requires(Action.REMOVE)
def remove(
    store: Store, programme: Programme, actor: Who, year: int, now: datetime, confirmed_mark: str
) -> list[Removable]:
    """Carry out, as the second person, the proposed removals up to `year`; it cannot be undone.

    `confirmed_mark` is the `mark_of` what he saw: BudgetError, with the files and their mark, for any other.
    """
    person = actor_of(actor).id
    _require_old(year, local_day(now))
    with store.write(programme.id) as connection:
        waits = list_waiting(connection, programme.id, year)
        files = [file for file, _ in waits]
        if not files:
            raise BudgetError(f"Voor {year} wacht geen voorstel om leveranciers te verwijderen.")
        if confirmed_mark != mark_of(year, files):
            numbers, many = join_words([str(file.submission) for file in files]), len(files)
            raise BudgetError(
                f"Er wacht een voorstel voor {count(many, 'bestand', 'bestanden')}: inzending {numbers}. "
                f"Bekijk ze en bevestig ze met hun kenmerk: {mark_of(year, files)}. Er is niets veranderd."
            )
        for _, proposal in waits:
            if proposal.person == person:
                raise BudgetError("U hebt dit zelf voorgesteld. Een tweede persoon moet dit doen.")
            first = FirstAct(proposal.person, proposal.at, Action.REMOVE)
            require_second(programme, actor, Action.REMOVE, first)
        remove_suppliers(connection, programme.id, [file.submission for file in files], person, now)
    return files


def mark_of(year: int, files: Iterable[Removable]) -> str:
    """A hash of exactly these files, their rows and the requested year, sixteen hex digits."""
    parts = [
        f"{year}",
        *sorted(f"{file.submission}|{file.file}|{file.last_year}|{file.rows}" for file in files),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _require_old(year: int, today: date) -> None:
    if year + YEARS_KEPT >= today.year:
        raise BudgetError(
            f"Financiële stukken van {year} blijven zeven jaar bewaard: tot en met {year + YEARS_KEPT}. "
            "Er is niets veranderd."
        )
