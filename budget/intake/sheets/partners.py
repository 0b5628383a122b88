"""Reads sheets of kind partners."""

from __future__ import annotations

from budget.intake.grammar.names import Vocabulary
from budget.intake.sheets.columns import forbid_negative, read_columns, read_records
from budget.intake.sheets.table import Table
from budget.model.content import PartnerContribution
from budget.model.words import PartnerForm


def read_partners(table: Table, vocabulary: Vocabulary) -> list[tuple[int, PartnerContribution]]:
    """(sheet row, contribution) of every data row without a fault."""
    columns = read_columns(table, vocabulary)
    forbid_negative(table, columns, "amount")
    return read_records(
        table,
        columns,
        lambda values: PartnerContribution(**{**values, "form": PartnerForm(values["form"])}),
    )
