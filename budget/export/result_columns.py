"""The table of results against spending, for snapshots and for current figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from budget.export.columns import Column, Kind
from budget.export.table import Group, Table
from budget.model.results import ResultRow

RESULTS = (
    Column("domain", "Opgavedomein", Kind.TEXT, "Van welk opgavedomein de regel is."),
    Column("line", "Regel", Kind.TEXT, "Code van de regel."),
    Column("activity", "Activiteit", Kind.TEXT, "Wat er met het geld gebeurt."),
    Column("indicator", "Indicator", Kind.TEXT, "Waaraan het resultaat is af te lezen; leeg: niets gemeten."),
    Column("on", "Gemeten op", Kind.DAY, "De dag van de waarde."),
    Column("value", "Waarde", Kind.TEXT, "Stand van de indicator op die dag."),
    Column("target", "Doel", Kind.TEXT, "Doel van de indicator."),
    Column("spent", "Besteed tot dan", Kind.EURO, "Geboekt op de regel; leeg: niet bekend."),
    Column("spent_until", "Besteed tot en met", Kind.DAY, "Tot welke dag de besteding gaat."),
    Column("per_result", "Euro per resultaat", Kind.EURO, "Alleen waar delen iets zegt."),
    Column("why_not", "Waarom niet", Kind.TEXT, "Waarom er geen bedrag per resultaat is."),
)


def result_table(rows: Sequence[ResultRow], names: Mapping[str, str]) -> Table:
    """A row per measurement, and one per line without any."""
    values = tuple(
        (
            *(names.get(row.domain, row.domain), row.code, row.activity, row.indicator, row.on, row.value),
            *(row.target, row.spent, row.spent_until, row.per_result, row.why_not),
        )
        for row in rows
    )
    return Table("results", "Resultaten naast de besteding", Group.WORDS, RESULTS, values)
