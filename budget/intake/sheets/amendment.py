"""Reads why a plan changes, from the rows above its table."""

from __future__ import annotations

from collections.abc import Iterable

from budget.intake.faults import Fault, Raw
from budget.intake.grammar.text import read_choice, read_text
from budget.intake.sheets.table import Table
from budget.intake.sheets.title_rows import title_values
from budget.model.content import Amendment
from budget.model.submission_details import Origin

_FIELDS = {"origin": "de herkomst", "reason": "de reden", "document": "het document"}


def read_amendment(tables: Iterable[Table]) -> Amendment | None:
    """The amendment on these plan sheets.

    An incomplete one, or two different ones, are reported and ignored.
    """
    amendments: dict[Amendment, None] = {}
    for table in tables:
        title_cells = {name: title_values(table, name) for name in _FIELDS}
        if any(title_cells.values()):
            amendment = _read(
                table, {name: values[0] if values else None for name, values in title_cells.items()}
            )
            amendments |= {amendment: None} if amendment else {}
            if amendment and len(amendments) > 1:
                table.findings.add("plan-amendment", table.sheet, lacks="op een ander blad staat iets anders")
    return next(iter(amendments)) if len(amendments) == 1 else None


def _read(table: Table, title_cells: dict[str, Raw]) -> Amendment | None:
    origin = read_choice(title_cells["origin"], tuple(Origin)) if title_cells["origin"] is not None else None
    reason, document = (_text(title_cells[name]) for name in ("reason", "document"))
    if isinstance(origin, Fault):
        lacks = f"'{title_cells['origin']}' is geen herkomst uit de lijst ({', '.join(Origin)})"
        table.findings.add("plan-amendment", table.sheet, lacks=lacks)
        return None
    if origin and reason and document:
        return Amendment(Origin(origin), reason, document)
    stated = {"origin": origin, "reason": reason, "document": document}
    missing = " en ".join(word for name, word in _FIELDS.items() if not stated[name])
    table.findings.add("plan-amendment", table.sheet, lacks=f"{missing} ontbreekt")
    return None


def _text(value: Raw) -> str:
    text = "" if value is None else read_text(value)
    return " ".join(text.split()) if isinstance(text, str) else ""
