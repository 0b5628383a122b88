"""Restores a backup into an empty database: all of it in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, inspect, select

from budget.model.words import BudgetError
from budget.store.backup import (
    copy_rows,
    opened_backup,
    require_checksum,
    row_sums,
    tables_of,
    without_guards,
)
from budget.store.engine import Store, UnknownRevisionError, migrate_to, revisions
from budget.store.schema_parts import audit
from budget.store.scope import programmes_in


def restore_backup(
    store: Store, path: Path, anchored: list[str], judge: Callable[[Connection, list[str]], None]
) -> None:
    """Restore a backup with every programme in it. `anchored` are heads kept elsewhere, of all programmes.

    `judge` gets the connection and the programmes, and raises when the result is wrong. Raises BudgetError,
    and changes nothing, when the database is not empty, the backup was altered or is of a newer release, or
    something was recorded after it.
    """
    require_checksum(path)
    with opened_backup(path) as backup, store.whole() as target:
        _require_empty(target, backup)
        _require_newest(backup, anchored)
        try:
            migrate_to(target, *revisions(backup))
        except UnknownRevisionError as error:
            raise BudgetError("De back-up is van een nieuwere versie. Werk het programma bij.") from error
        tables = tables_of(target)
        with without_guards(target, tables):
            sums = copy_rows(backup, target, tables)
        if sums != row_sums(target, tables):
            raise BudgetError("Niet alles is teruggezet. Er is niets veranderd. Probeer het opnieuw.")
        migrate_to(target, "head")
        judge(target, programmes_in(target))


def _require_empty(target: Connection, backup: Connection) -> None:
    """Raises BudgetError for a database with any entry, naming what the backup lacks."""
    tables = inspect(target).get_table_names()
    if not tables:
        return
    if "audit" in tables and target.execute(select(audit.c.id).limit(1)).first():
        more = _more(target, backup)
        raise BudgetError(f"De database is niet leeg en wordt niet overschreven. {more}")
    raise BudgetError(
        "De database heeft al tabellen. Zet een back-up terug in een nieuwe database: kies met "
        "BUDGET_DATABASE_URL een andere naam."
    )


def _more(target: Connection, backup: Connection) -> str:
    """In Dutch the entries that the database has and the backup lacks."""
    known = set(backup.execute(select(audit.c.hash)).scalars())
    stored = target.execute(select(audit.c.at, audit.c.hash))
    later = [at for at, head in stored if head not in known]
    if not later:
        return "Er staat niets in van na de back-up."
    newest: datetime = max(later)
    missing_text = f"{len(later)} regels in het logboek die de back-up niet heeft"
    return f"Er staan {missing_text}, de laatste van {newest:%d-%m-%Y %H:%M} UTC."


def _require_newest(backup: Connection, anchored: list[str]) -> None:
    """Every head in the anchor file must be in the backup, else later entries would be lost unnoticed."""
    known = set(backup.execute(select(audit.c.hash)).scalars())
    if later := [head for head in anchored if head not in known]:
        raise BudgetError(
            f"Het ankerbestand heeft {len(later)} kenmerken die niet in deze back-up staan: die handelingen "
            "zou u verliezen. Is er geen nieuwere back-up? Zet dan eerst het ankerbestand apart."
        )
