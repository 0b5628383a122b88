"""Remarks on what does not belong in a budget: personal data, and commands for other programs."""

from __future__ import annotations

import re

from budget.intake.findings import Findings
from budget.intake.grammar.headers import header_key
from budget.intake.places import column_names
from budget.model.personal import is_bsn, kinds
from budget.workbook.grid import Grid

_BSN_HEADERS = frozenset({"bsn", "burgerservicenummer", "sofinummer"})
_DDE = re.compile(r"[=+\-@]\s*[\w.]+\s*\|.*!", re.DOTALL)
_COMMAND = "een opdracht voor een ander programma"


def remark_on_persons(grid: Grid, findings: Findings) -> None:
    """Report the columns with e-mail addresses, personal numbers or DDE commands."""
    found: dict[str, list[int]] = {}
    for number, column in enumerate(grid.columns):
        texts = [text for _, text in column.texts]
        there = {kind for text in texts for kind in kinds(text)}
        if any("|" in text and _DDE.match(text.strip()) for text in texts):
            there.add(_COMMAND)
        # Numbers that pass are rare, so the headers are seldom looked at.
        if texts and any(map(is_bsn, column.values)) and any(header_key(t) in _BSN_HEADERS for t in texts):
            there.add("burgerservicenummers")
        for kind in there:
            found.setdefault(kind, []).append(number)
    for kind, columns in sorted(found.items()):
        code = "cells-command" if kind == _COMMAND else "cells-personal"
        findings.add(code, grid.name, what=kind, columns=column_names(columns))
