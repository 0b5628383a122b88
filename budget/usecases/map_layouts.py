"""Mappings of foreign layouts as people use them: draft, save, list and revoke."""

from __future__ import annotations

from datetime import datetime

from budget.access import Action, require
from budget.intake.mapping.layout import Layout, read_layouts, write_layouts
from budget.model import BudgetError, Programme
from budget.sandbox.suggest import draft_mapping
from budget.store import Store
from budget.store.mappings import SavedMapping, load_mappings, revoke_mapping, save_mapping

__all__ = ["draft_mapping", "mappings", "revoke", "save"]


def save(store: Store, programme: Programme, text: str, person: str, now: datetime) -> tuple[Layout, ...]:
    """Keep every layout of a TOML text under its header row. Raises BudgetError when it is not right."""
    require(programme, person, Action.SUBMIT)
    layouts = read_layouts(text)
    doubles = [
        one for n, one in enumerate(layouts) if one.fingerprint in {o.fingerprint for o in layouts[:n]}
    ]
    if doubles:
        raise BudgetError(
            f"Blad {doubles[0].name} heeft dezelfde koppen als een ander blad in deze koppeling. Bewaar er "
            "een, of geef de koppeling bij elk bestand mee."
        )
    with store.write(programme.id) as connection:
        for layout in layouts:
            kept = write_layouts([layout])
            save_mapping(connection, programme.id, layout.fingerprint, layout.name, kept, person, now)
    return layouts


def revoke(store: Store, programme: Programme, fingerprint: str, person: str, now: datetime) -> None:
    """Stop using a layout for files that come; what was accepted with it stays."""
    require(programme, person, Action.SUBMIT)
    with store.write(programme.id) as connection:
        revoke_mapping(connection, programme.id, fingerprint, person, now)


def mappings(store: Store, programme: Programme) -> list[SavedMapping]:
    """The layouts in use, the newest first."""
    with store.read() as connection:
        return load_mappings(connection, programme.id)
