"""Mappings accepted under older rules are questioned again with the file they read."""

from __future__ import annotations

import json

import pytest

from budget.model import Level, Programme
from tests.intake.suggest.drafts import Rows, agree, draft, read
from tests.intake.workbooks import codes, message

MONTHS = ["jan", "feb", "mrt", "apr"]
GROWING: Rows = [["Kostenplaats", *MONTHS], ["JEU-001", 5, 9, 14, 20], ["JEU-002", 1, 4, 7, 11]]
LEVEL: Rows = [["Kostenplaats", *MONTHS], ["JEU-001", 5, 9, 4, 20], ["JEU-002", 4, 1, 7, 1]]
EXPECTED: Rows = [["Kostenplaats", "jan R", "feb R", "mrt R", "apr P"], *LEVEL[1:]]
TWO: Rows = [["Kostenplaats", "Werkelijk", "Prognose"], ["JEU-001", 5, 50], ["JEU-002", 4, 40]]
JOURNAL: Rows = [
    ["Datum", "Rekening", "Kostenplaats", "Bedrag"],
    ["2024-01-05", "4000", "JEU-001", 1210],
    ["2024-01-05", "1520", None, 210],
]
ACCOUNTS: Rows = [row[:2] + row[3:] for row in JOURNAL]
ASKED = {"mapping-grows", "mapping-amount", "mapping-code"}


def _booked(rows: Rows, lines: str, fixed: str, more: str = "") -> str:
    return f"""
[[koppeling]]
naam = "Blad"
koppen = {json.dumps(rows[0])}
[[koppeling.deel]]
soort = "boekingen"
{more}
[koppeling.deel.kolommen]
{lines}
[koppeling.deel.vast]
Boekstuknummer = "stand"
{fixed}
"""


def _each(rows: Rows, more: str = "") -> str:
    """Each month as a separate amount."""
    months = json.dumps([*rows[0][1:], *[""] * (13 - len(rows[0]))])
    return _booked(rows, 'Regelcode = "Kostenplaats"', 'Boekjaar = "2024"', f"maanden = {months}\n{more}")


def _one(rows: Rows, amount: str) -> str:
    lines = f'Regelcode = "Kostenplaats"\nBedrag = "{amount}"'
    return _booked(rows, lines, 'Boekdatum = "2024-04-30"')


def _journal(rows: Rows, code: str) -> str:
    return _booked(rows, f'Regelcode = "{code}"\nBedrag = "Bedrag"\nBoekdatum = "Datum"', "")


OF_MONTHS, OF_TWO = _each(GROWING), _one(TWO, "Prognose")
OF_JOURNAL = _journal(JOURNAL, "Rekening")


@pytest.mark.parametrize(
    ("rows", "text", "code"),
    [
        (GROWING, OF_MONTHS, "mapping-grows"),
        (GROWING, _one(GROWING, "apr"), ""),
        (LEVEL, _each(LEVEL), ""),
        (LEVEL, _one(LEVEL, "apr"), "mapping-amount"),
        (EXPECTED, _each(EXPECTED), "mapping-amount"),
        (EXPECTED, _each(EXPECTED, 'prognose = ["apr P"]'), ""),
        (EXPECTED, _one(EXPECTED, "apr P"), "mapping-amount"),
        (TWO, _one(TWO, "Werkelijk"), ""),
        (TWO, OF_TWO, "mapping-amount"),
        (JOURNAL, OF_JOURNAL, "mapping-code"),
        (JOURNAL, _journal(JOURNAL, "Kostenplaats"), ""),
        (ACCOUNTS, _journal(ACCOUNTS, "Rekening"), ""),
    ],
)
def test_only_choices_that_a_draft_would_not_make_are_asked_about(
    rows: Rows, text: str, code: str, programme: Programme
) -> None:
    checked = read(rows, programme, text)
    assert ASKED.intersection(codes(checked)) == ({code} if code else set())
    assert all(f.level is Level.WARNING for f in checked.findings if f.code in ASKED)


@pytest.mark.parametrize("rows", [LEVEL, EXPECTED, GROWING, TWO, JOURNAL])
def test_choices_of_the_draft_itself_are_not_asked_again(rows: Rows, programme: Programme) -> None:
    text = draft(rows, programme)
    text = agree(text if '# "Bedrag"' in text else text.replace("# maanden", "maanden"))
    assert not ASKED.intersection(codes(read(rows, programme, text)))


def test_the_question_about_growing_months_has_both_totals(programme: Programme) -> None:
    said = message(read(GROWING, programme, OF_MONTHS), "mapping-grows")
    assert "71,00" in said
    assert "31,00" in said
