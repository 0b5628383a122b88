"""Remarks on what does not belong in a budget: personal data, and commands for other programs."""

from __future__ import annotations

import re

from budget.intake.findings import Findings
from budget.intake.grammar.folding import fold
from budget.intake.grammar.headers import header_key
from budget.intake.places import column_names
from budget.model.personal import is_bsn, kinds, may_have_personal
from budget.workbook.grid import Grid

_BSN_HEADERS = frozenset({"bsn", "burgerservicenummer", "sofinummer"})
_DDE = re.compile(r"[=+\-@]\s*[\w.]+\s*\|.*!", re.DOTALL)
_COMMAND = "een opdracht voor een ander programma"


def _may_be_bsn_header(text: str) -> bool:
    letters = set(fold(text))
    return any(letters.issuperset(header) for header in _BSN_HEADERS)


def remark_on_persons(grid: Grid, findings: Findings) -> None:
    """Report the columns with e-mail addresses, personal numbers or DDE commands."""
    columns_by_kind: dict[str, list[int]] = {}
    for number, column in enumerate(grid.columns):
        personal_kinds = {kind for _, text in column.texts_like(may_have_personal) for kind in kinds(text)}
        if any(_DDE.match(text.strip()) for _, text in column.texts_like(lambda shape: "|" in shape)):
            personal_kinds.add(_COMMAND)
        headers = column.texts_like(_may_be_bsn_header)
        if any(header_key(t) in _BSN_HEADERS for _, t in headers) and any(map(is_bsn, column.values)):
            personal_kinds.add("burgerservicenummers")
        for kind in personal_kinds:
            columns_by_kind.setdefault(kind, []).append(number)
    for kind, columns in sorted(columns_by_kind.items()):
        code = "cells-command" if kind == _COMMAND else "cells-personal"
        findings.add(code, grid.name, what=kind, columns=column_names(columns))
