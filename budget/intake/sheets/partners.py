"""Reads sheets of kind partners."""

from __future__ import annotations

from budget.intake.grammar.names import Vocabulary
from budget.intake.places import euros
from budget.intake.sheets.columns import forbid_negative, read_columns, read_records
from budget.intake.sheets.table import Table
from budget.model.content import PartnerContribution
from budget.model.words import PartnerForm


def read_partners(table: Table, vocabulary: Vocabulary) -> list[tuple[int, PartnerContribution]]:
    """(sheet row, contribution) of every data row without a fault."""
    columns = read_columns(table, vocabulary)
    forbid_negative(table, columns, "amount")
    records = read_records(
        table,
        columns,
        lambda values: PartnerContribution(**{**values, "form": PartnerForm(values["form"])}),
    )
    for row, contribution in records:
        _warn(table, row, contribution)
    return records


def _warn(table: Table, row: int, contribution: PartnerContribution) -> None:
    """Warn about what is not stated yet; the contribution is kept."""
    if contribution.form is PartnerForm.MONEY and contribution.amount is None:
        table.add("partner-amount", row, "amount", value=contribution.partner)
    if (
        contribution.form is PartnerForm.IN_KIND
        and contribution.amount is not None
        and not contribution.basis
    ):
        table.add("partner-basis", row, "basis", value=euros(contribution.amount))
    if bool(contribution.quantity) is not bool(contribution.unit):
        name = "unit" if contribution.quantity else "quantity"
        table.add("partner-unit", row, name, value=contribution.quantity or contribution.unit)
