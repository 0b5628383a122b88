"""Current results against spending, as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from budget.export.result_columns import result_table
from budget.export.xlsx.current_tables import Heading, running_xlsx
from budget.model.programme import Programme
from budget.model.results import ResultRow

NOTES = ("Euro per resultaat is de besteding gedeeld door de laatste waarde, alleen waar dat iets zegt.",)


def results_workbook(programme: Programme, year: int, as_of: date, rows: Sequence[ResultRow]) -> bytes:
    """One sheet with every measurement."""
    names = {domain.code: domain.name for domain in programme.domains}
    title = f"Resultaten {year}, {programme.name}"
    heading = Heading(title, programme.name, programme.scope, programme.notice, as_of, NOTES)
    return running_xlsx(heading, [("Resultaten", result_table(rows, names))])
