"""Refuses a ledger whose code column has none of the plan's codes, if another column has them."""

from __future__ import annotations

from budget.intake.grammar.text import read_text
from budget.intake.outcome import ParsedColumn
from budget.intake.sheets.plan_index import PlanIndex
from budget.intake.sheets.table import Table
from budget.workbook.cells import Broken


def check_other_codes(table: Table, codes: ParsedColumn, index: PlanIndex) -> None:
    """Report the code column, naming another (say, cost centre) whose codes the plan does have."""
    if _share({code for code in codes.values if isinstance(code, str) and code}, index) > 0:
        return
    for number in table.header.ignored:
        column = table.grid.columns[number]
        used = {column.values[column.codes[row]] for row in table.rows if row < len(column.codes)}
        texts = {text for value in used if not isinstance(value, Broken) and (text := read_text(value))}
        if _share({text for text in texts if isinstance(text, str)}, index) > 1 / 2:
            own = table.header.columns.get("code", table.header.columns.get("project_code", 0))
            header = table.header.texts.get(own, "")
            table.report(
                "ledger-code-beside", table.header.last, own, header, other=table.header.texts[number]
            )
            return


def _share(codes: set[str], index: PlanIndex) -> float:
    """Fraction of codes that are lines of the plan."""
    return len(codes & index.domains.keys()) / (len(codes) or 1)
