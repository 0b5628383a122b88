"""Reads sheets of kind decisions and checks what they mean."""

from __future__ import annotations

from budget.intake.grammar.names import Vocabulary
from budget.intake.sheets.columns import check_codes, read_columns, read_records
from budget.intake.sheets.plan_index import PlanIndex
from budget.intake.sheets.table import Table
from budget.model.content import Decision


def read_decisions(table: Table, vocabulary: Vocabulary, index: PlanIndex) -> list[tuple[int, Decision]]:
    """(sheet row, decision) of every data row without a fault."""
    check_codes(table, (columns := read_columns(table, vocabulary)), index)
    records = read_records(table, columns, lambda values: Decision(**values))
    for row, decision in records:
        other = index.domains.get(decision.code, decision.domain)
        if other != decision.domain:
            table.add(
                "decision-domain", row, "code", value=decision.code, domain=vocabulary.domain.written(other)
            )
    return records
