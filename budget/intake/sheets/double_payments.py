"""Remarks on possible double payments: the same supplier, amount and text under two documents."""

from __future__ import annotations

from collections import Counter, defaultdict

from budget import labels
from budget.intake.outcome import ParsedColumn
from budget.intake.places import euros
from budget.intake.sheets.table import Table
from budget.model.words import Kind

MOST_NAMED = 3


def remark_double_payments(table: Table, columns: dict[str, ParsedColumn]) -> None:
    """Add one remark per group, never more than a remark: a monthly payment looks the same."""
    if "supplier" not in table.header.columns:
        return
    supplier, amount, description = (columns[name].codes for name in ("supplier", "amount", "description"))
    repeated = {code for code, times in Counter(amount).items() if times > 1}
    places = [number for number, code in enumerate(amount) if code in repeated]
    payments = [(supplier[number], amount[number], description[number]) for number in places]
    often = {key for key, times in Counter(payments).items() if times > 1}
    rows: dict[tuple[int, ...], dict[str, int]] = defaultdict(dict)
    for number, key in zip(places, payments, strict=True) if often else ():
        document, kind = columns["document"][number], columns["kind"][number]
        if key in often and kind is Kind.REALISED and isinstance(document, str):
            rows[key].setdefault(document, number)
    for (who, amount_code, _), documents in rows.items():
        name, cents = columns["supplier"].values[who], columns["amount"].values[amount_code]
        if name and isinstance(name, str) and isinstance(cents, int) and cents > 0 and len(documents) > 1:
            named = labels.join_words(sorted(documents)[:MOST_NAMED])
            row = table.rows[max(documents.values())]
            table.add("payment-twice", row, "amount", value=euros(cents), documents=named)
