"""Removal of suppliers of old years: one person proposes, another does it, and no figure changes."""

from __future__ import annotations

from datetime import date, datetime

from budget.access import Action, First, Who, require, require_second
from budget.labels import count, listed
from budget.model.months import local_day
from budget.model.programme import Programme
from budget.model.words import BudgetError
from budget.store import Store
from budget.store.removals import (
    Removable,
    list_proposed,
    list_removable,
    propose_removal,
    remove_suppliers,
)

YEARS_KEPT = 7
"""Years that financial records are kept after the end of their year."""


def removable(store: Store, programme: Programme, actor: Who, year: int) -> list[Removable]:
    """The files with suppliers that have no row of a year after `year`."""
    require(programme, actor, Action.REMOVE)
    with store.read() as connection:
        return list_removable(connection, programme.id, year)


def propose(
    store: Store, programme: Programme, actor: Who, year: int, reason: str, now: datetime
) -> list[Removable]:
    """Propose to remove the suppliers of every year up to `year`; returns the files concerned.

    Raises BudgetError without a reason, within the seven years, and when there is nothing to remove.
    """
    person = require(programme, actor, Action.REMOVE)
    _require_old(year, local_day(now))
    if not reason.strip():
        raise BudgetError("Geef een reden. De tweede persoon moet weten waarom dit weg kan.")
    with store.write(programme.id) as connection:
        found = list_removable(connection, programme.id, year)
        if not found:
            raise BudgetError(f"Tot en met {year} zijn er geen leveranciers om te verwijderen.")
        numbers = [one.submission for one in found]
        propose_removal(connection, programme.id, numbers, person, reason.strip(), now)
    return found


def remove(
    store: Store, programme: Programme, actor: Who, year: int, now: datetime, files: int
) -> list[Removable]:
    """Carry out, as the second person, the proposed removals up to `year`; it cannot be undone.

    `files` is the number of files he saw: BudgetError, with the list, when it differs.
    """
    person = require(programme, actor, Action.REMOVE)
    _require_old(year, local_day(now))
    with store.write(programme.id) as connection:
        waits = {one.submission: one for one in list_proposed(connection, programme.id)}
        found = [one for one in list_removable(connection, programme.id, year) if one.submission in waits]
        if not found:
            raise BudgetError(f"Voor {year} wacht geen voorstel om leveranciers te verwijderen.")
        if len(found) != files:
            numbers, many = listed([str(one.submission) for one in found]), len(found)
            raise BudgetError(
                f"Er wacht een voorstel voor {count(many, 'bestand', 'bestanden')}: inzending {numbers}. "
                "Bekijk ze en noem dat aantal. Er is niets veranderd."
            )
        for one in found:
            proposed = waits[one.submission]
            if proposed.person == person:
                raise BudgetError("U hebt dit zelf voorgesteld. Een tweede persoon moet dit doen.")
            first = First(proposed.person, proposed.at, Action.REMOVE)
            require_second(programme, actor, Action.REMOVE, first)
        remove_suppliers(connection, programme.id, [one.submission for one in found], person, now)
    return found


def _require_old(year: int, today: date) -> None:
    if year + YEARS_KEPT >= today.year:
        raise BudgetError(
            f"Financiële stukken van {year} blijven zeven jaar bewaard: tot en met {year + YEARS_KEPT}. "
            "Er is niets veranderd."
        )
