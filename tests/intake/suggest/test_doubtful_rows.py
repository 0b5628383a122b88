"""Doubtful rows of foreign lists raise the same questions as in our own layout."""

from __future__ import annotations

import pytest

from budget.model import Programme
from tests.intake.suggest.drafts import Rows, agree, amounts, draft, read
from tests.intake.workbooks import codes, line, message

HEAD = ["Kostenplaats", "Factuurnummer", "Boekdatum", "Omschrijving", "Bedrag"]
PLAN = line(), line(code="JEU-002")


ASKED = {
    "rows-below-total", "rows-below-heading", "row-is-sum", "total-counts", "ledger-balance",
    "rows-named-other",
}  # fmt: skip


def row(document: str, cents: float, code: str = "JEU-001", text: str = "Zaal") -> list[object]:
    """A booking in a list of another system."""
    return [code, document, "2024-03-01", text, cents]


LINES: Rows = [HEAD, row("F1", 100.0), row("F2", 250.0, "JEU-002"), row("F3", 40.0)]
TOTAL = ["Eindtotaal", None, None, None, 390.0]


@pytest.mark.parametrize(
    ("more", "code", "is_refused"),
    [
        ([], "", False),
        ([TOTAL], "", False),
        ([TOTAL, row("F4", 70.0)], "rows-below-total", True),
        ([["Vervallen"], row("F4", 70.0)], "rows-below-total", True),
        ([["Ter beoordeling"], row("F4", 70.0)], "rows-below-heading", False),
        ([["Boekingen 2"], HEAD, row("F4", 70.0)], "rows-below-heading", False),
        ([row("F4", 390.0)], "row-is-sum", False),
        ([row("F4", 390.0, text="Totaal")], "total-counts", True),
        ([row("F4", 70.0, text="Beginsaldo 2024")], "ledger-balance", True),
        ([row("F4", 70.0, text="Transport")], "ledger-balance", True),
        ([row("F4", 70.0, text="Prognose december")], "rows-named-other", False),
        ([row("F4", 70.0, text="Sonstige Verwaltungseinnahmen")], "rows-named-other", False),
        ([row("F4", 70.0, text="Hulp bij inkomsten")], "", False),
        ([row("F4", 70.0, text="Transport"), row("F5", 5.0, text="transport")], "", False),
        ([row("F4", 70.0, text="Beginsaldo"), row("F5", 5.0, text="beginsaldo")], "ledger-balance", True),
        ([row("F4", 70.0, text="Eindsaldo"), row("F5", 5.0, text="Eindsaldo")], "ledger-balance", True),
    ],
)
def test_a_row_that_may_not_count_is_asked_about_or_refused(
    more: Rows, code: str, is_refused: bool, programme: Programme
) -> None:
    rows = [*LINES, *more]
    checked = read(rows, programme, agree(draft(rows, programme, PLAN)), PLAN)
    assert (ASKED & set(codes(checked)), checked.accepted) == ({code} - {""}, not is_refused)
    if more in ([], [TOTAL]):
        assert amounts(checked) == {"realised": 39_000}


def test_rows_of_one_code_are_asked_about_before_they_are_added_up(programme: Programme) -> None:
    rows: Rows = [["Kapitel", "Zweckbestimmung", "Ansatz 2024"], ["JEU-001", "Personal", 1_000]]
    rows += [["JEU-001", "Verwaltungseinnahmen", 70], ["JEU-002", "Miete", 30], ["JEU-002", "Erträge", 5]]
    answered = agree(draft(rows, programme))
    assert "herhaald" in answered
    text = message(read(rows, programme, answered), "rows-named-other")
    assert "€ 75,00: rij 3, 5" in text.replace("\u00a0", " ")
