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
        code_domain = index.domains.get(decision.code, decision.domain)
        if code_domain != decision.domain:
            table.add(
                "decision-domain",
                row,
                "code",
                value=decision.code,
                domain=vocabulary.domain.written(code_domain),
            )
    return records


def _decision(values: dict[str, Any]) -> Decision:
    """The record of one row; empty cells are ''."""
    empty = {"conflict": (), "resolved_by": (), "resolved_on": None}
    return Decision(**values | {name: values[name] or nothing for name, nothing in empty.items()})


def _check_escalation(table: Table, row: int, decision: Decision, vocabulary: Vocabulary) -> None:
    """A conflict of interest needs a route.

    It is resolved on a day by two others, never by the persons concerned.
    """
    if not decision.conflict:
        for name in ("route", "resolved_on", "resolved_by"):
            if getattr(decision, name):
                table.add("decision-no-conflict", row, name, column=table.spec.column(name).header)
        return
    if not decision.route:
        table.add("decision-route", row, "conflict")
    if bool(decision.resolved_on) is not bool(decision.resolved_by):
        table.add("decision-resolved", row, "resolved_by" if decision.resolved_on else "resolved_on")
    if decision.resolved_on and decision.resolved_on < decision.date:
        table.add(
            "decision-resolved-early", row, "resolved_on", day=decision.resolved_on.strftime("%d-%m-%Y")
        )
    for name in decision.resolved_by:
        if vocabulary.person.find(name) in decision.conflict:
            table.add("decision-self", row, "resolved_by", value=name)
