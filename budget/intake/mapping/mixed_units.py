"""Finds amounts of one layout that are in different units: Begroting (x € 1.000) beside Realisatie (€)."""

from __future__ import annotations

from collections.abc import Iterable

from budget.intake.faults import Raw
from budget.intake.grammar.units import find_unit
from budget.intake.mapping.layout import Layout
from budget.intake.schema import amount_fields


def mixed_units(layout: Layout, titles: Iterable[Raw]) -> tuple[str, str] | None:
    """A header of an amount that states a unit and one without it; None where a title states it for all."""
    if max(map(find_unit, titles), default=1) > 1:
        return None
    headers = [
        name
        for part in layout.parts
        for name in (*map(part.columns.get, amount_fields(part.spec)), *part.months, part.minus)
        if name
    ]
    units = {name: find_unit(name) for name in headers}
    largest = max(units, key=units.__getitem__, default="")
    others = [name for name, unit in units.items() if unit != units[largest]]
    return (largest, others[0]) if others else None
