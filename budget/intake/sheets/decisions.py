"""Reads sheets of kind decisions and checks what they mean."""

from __future__ import annotations

from typing import Any

from budget.intake.grammar.names import Vocabulary
from budget.intake.sheets.columns import check_codes, read_columns, read_records
from budget.intake.sheets.plan_index import PlanIndex
from budget.intake.sheets.table import Table
from budget.model.content import Decision


def read_decisions(table: Table, vocabulary: Vocabulary, index: PlanIndex) -> list[tuple[int, Decision]]:
    """(sheet row, decision) of every data row without a fault."""
    check_codes(table, (columns := read_columns(table, vocabulary)), index)
    records = read_records(table, columns, _decision)
    for row, decision in records:
        _check_escalation(table, row, decision, vocabulary)
        other = index.domains.get(decision.code, decision.domain)
        if other != decision.domain:
            table.add(
                "decision-domain", row, "code", value=decision.code, domain=vocabulary.domain.written(other)
            )
    return records


def _decision(values: dict[str, Any]) -> Decision:
    """The record of one row; empty cells are ''."""
    empty = {"conflict": (), "resolved_by": (), "resolved_on": None}
    return Decision(**values | {name: values[name] or nothing for name, nothing in empty.items()})


def _check_escalation(table: Table, row: int, found: Decision, vocabulary: Vocabulary) -> None:
    """A conflict of interest needs a route.

    It is resolved on a day by two others, never by the persons concerned.
    """
    if not found.conflict:
        for name in ("route", "resolved_on", "resolved_by"):
            if getattr(found, name):
                table.add("decision-no-conflict", row, name, column=table.spec.column(name).header)
        return
    if not found.route:
        table.add("decision-route", row, "conflict")
    if bool(found.resolved_on) is not bool(found.resolved_by):
        table.add("decision-resolved", row, "resolved_by" if found.resolved_on else "resolved_on")
    if found.resolved_on and found.resolved_on < found.date:
        table.add("decision-resolved-early", row, "resolved_on", day=found.resolved_on.strftime("%d-%m-%Y"))
    for name in found.resolved_by:
        if vocabulary.person.find(name) in found.conflict:
            table.add("decision-self", row, "resolved_by", value=name)
