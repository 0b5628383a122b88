"""What both workbooks have in common: the cover, key figures, names of tables and widths of columns."""

from __future__ import annotations

from budget.export.columns import Column, Kind
from budget.export.tables import Table
from budget.model.figures import Measures
from budget.model.words import Cents

COVER = "In het kort"
UNITS = "Bedragen in euro's. Een leeg vak betekent: niet bekend of niet van toepassing."
NOTHING = "Er is niets om te tonen."
FIRST_ROW = 7
"""Where the heading of every table stands, counted from 0."""
WIDTHS = {Kind.EURO: 15, Kind.SHARE: 11, Kind.COUNT: 11, Kind.DAY: 12}
TEXT_WIDTHS = {
    "name": 40, "domain": 34, "activity": 40, "text": 70, "note": 60, "steering": 45, "result": 50,
    "description": 45, "partner": 38, "unspent": 90, "meaning": 100, "condition": 75, "source": 34,
    "outcome": 45, "signal_reason": 75, "indicator": 32, "action_line": 34, "file": 38, "sha256": 68,
    "domains": 44, "kind": 34, "term": 26, "basis": 34,
}  # fmt: skip


def table_name(table: Table) -> str:
    """The name under which formulas and charts can refer to a table: `Wijzigingen_per_regel`."""
    return "".join(sign if sign.isalnum() else "_" for sign in table.title)


def width(column: Column) -> int:
    """The width of a column in characters."""
    return WIDTHS.get(column.kind) or TEXT_WIDTHS.get(column.name, 15)


def key_figures(m: Measures) -> tuple[tuple[str, Cents | None, float | None], ...]:
    """What the first page says in figures: name, cents and share of the budget, where there is one."""
    return (
        ("Begroot", m.budget, None),
        ("Vrijgegeven", m.released, None),
        ("Besteed", m.realised, m.depletion),
        ("Gepland tot de peildatum", m.norm, m.norm_share),
        ("Verplicht", m.committed, None),
        ("Vrije ruimte", m.free, None),
        ("Prognose", m.forecast.p50, None),
    )
