"""Remarks on what does not belong in a budget: numbers of persons, and commands for other programs."""

from __future__ import annotations

import re

from budget.intake.findings import Findings
from budget.intake.grammar.headers import header_key
from budget.intake.places import column_names
from budget.workbook.grid import Grid

_MAY_HAVE = re.compile(r"@|\||[A-Z]{2}\d\d|bsn", re.IGNORECASE)
"""What any text has that one of the expressions below finds: most texts are passed over at once."""
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*[A-Za-z]")
_IBAN = re.compile(r"\b[A-Z]{2}\d\d(?:\s?[A-Z0-9]){11,30}\b")
_BSN = re.compile(r"\bbsn\b\D{0,12}(\d{8,9})\b", re.IGNORECASE)
_BSN_HEADERS = frozenset({"bsn", "burgerservicenummer", "sofinummer"})
_DDE = re.compile(r"[=+\-@]\s*[\w.]+\s*\|.*!", re.DOTALL)
_DIGITS = re.compile(r"\d{8,9}(?:\.0)?")
_CHECK, _REMAINDER, _BSN_CHECK = 97, 1, 11


def remark_on_persons(grid: Grid, findings: Findings) -> None:
    """Tell in which columns there are e-mail addresses, account numbers, BSN or DDE commands."""
    found: dict[str, list[int]] = {}
    for number, column in enumerate(grid.columns):
        texts = [value for value in column.values if isinstance(value, str)]
        kinds = {kind for text in texts if _MAY_HAVE.search(text) for kind in _kinds(text)}
        # numbers that pass are rare, so the headers are seldom looked at
        if texts and any(map(is_bsn, column.values)) and any(header_key(t) in _BSN_HEADERS for t in texts):
            kinds.add("burgerservicenummers")
        for kind in kinds:
            found.setdefault(kind, []).append(number)
    for kind, columns in sorted(found.items()):
        code = "cells-command" if kind == _COMMAND else "cells-personal"
        findings.add(code, grid.name, what=kind, columns=column_names(columns))


_COMMAND = "een opdracht voor een ander programma"


def _kinds(text: str) -> list[str]:
    """What a text holds, in Dutch."""
    tests = {
        "e-mailadressen": bool(_MAIL.search(text)),
        "rekeningnummers (IBAN)": any(is_iban(match[0]) for match in _IBAN.finditer(text)),
        "burgerservicenummers": any(is_bsn(match[1]) for match in _BSN.finditer(text)),
        _COMMAND: bool(_DDE.match(text.strip())),
    }
    return [kind for kind, holds in tests.items() if holds]


def is_iban(text: str) -> bool:
    """Whether the check digits of an account number are right."""
    bare = re.sub(r"\s", "", text)
    turned = "".join(str(int(sign, 36)) for sign in bare[4:] + bare[:4])
    return int(turned) % _CHECK == _REMAINDER


def is_bsn(value: object) -> bool:
    """Whether a number passes the test of a citizen service number."""
    text = str(value).strip()
    if not _DIGITS.fullmatch(text):
        return False
    digits = [int(sign) for sign in text.removesuffix(".0").zfill(9)]
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return any(digits) and sum(d * w for d, w in zip(digits, weights, strict=True)) % _BSN_CHECK == 0
