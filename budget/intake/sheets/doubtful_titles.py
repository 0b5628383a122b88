"""Asks about a table whose title or name suggests other amounts than bookings, a draft or an old version."""

from __future__ import annotations

import re

from budget.intake.grammar.stated_day import FORECAST
from budget.intake.sheets.table import Table
from budget.model.words import SheetKind

_NOT_IN_FORCE = re.compile(
    r"\bconcept(?:[- ]?(?:versie|plan|bestedingsplan|begroting|cijfers))?\b|\bklad(?:versie)?\b|\bdraft\b"
    r"|\bvoorlopige?\b|\boude\s+versie|\bniet\s+(?:meer\s+)?(?:gebruiken|geldig|van\s+toepassing)|\bvervangen\s+door|^\W*vervallen\b",
    re.IGNORECASE,
)
_LONGEST = 120
"""Maximum length of a title; a longer text is an explanation."""


def ask_about_titles(table: Table) -> None:
    """Report the first text above the table, or its name, that makes every amount below it doubtful."""
    is_ledger = table.spec.kind is SheetKind.LEDGER
    for text in (table.sheet, *(str(cell) for cells in table.titles() for cell in cells)):
        if len(text) <= _LONGEST and (_NOT_IN_FORCE.search(text) or (is_ledger and FORECAST.search(text))):
            kind = "uitgaven" if is_ledger else "begroot"
            table.findings.add("title-other", table.sheet, value=text, kind=kind)
            return
