"""Ledgers without sources: asked once per line that has two, and stored in the mapping."""

from __future__ import annotations

from datetime import date

from budget.intake.findings import message_of
from budget.model import Programme
from tests.intake.suggest.drafts import Rows, asked, draft, read
from tests.intake.workbooks import codes, line, message

PLAN = line(), line(source="SPUK-KW", theme="SCH"), line(code="JEU-002")


def rows_of(*bookings: tuple[str, int]) -> Rows:
    head = ["Kostenplaats", "Kostensoort", "Documentnr", "Boekdatum", "Bedrag"]
    return [
        head,
        *([code, "4000", str(n), date(2024, 3, 1), cents] for n, (code, cents) in enumerate(bookings)),
    ]


ROWS = rows_of(*[("JEU-001", 10)] * 20, ("JEU-002", 5))


def test_the_source_of_a_line_with_two_is_asked_once_with_its_choices(programme: Programme) -> None:
    text = draft(ROWS, programme, PLAN)
    assert '"JEU-001" = "" # kies uit Coalitiemiddelen en SPUK Kansrijke Wijk 2023-2025' in text
    assert '"JEU-002"' not in text
    assert asked(text) == set()


def test_without_an_answer_the_line_is_refused_once(programme: Programme) -> None:
    found = read(ROWS, programme, draft(ROWS, programme, PLAN), PLAN)
    assert codes(found).count("ledger-source-needed") == 1
    assert "20 rijen" in message(found, "ledger-source-needed")


def test_the_answer_counts_for_every_row_and_for_the_next_file(programme: Programme) -> None:
    text = draft(ROWS, programme, PLAN).replace('"JEU-001" = ""', '"JEU-001" = "Coalitiemiddelen"')
    for rows in (ROWS, rows_of(("JEU-002", 7), ("JEU-001", 3))):
        found = read(rows, programme, text, PLAN)
        assert found.accepted, [message_of(finding) for finding in found.findings]
        booked = {(row.code, row.source) for said in found.content.statements for row in said.rows}
        assert booked == {("JEU-001", "COA"), ("JEU-002", "")}


def test_lines_with_one_source_raise_no_question(programme: Programme) -> None:
    assert '"Bron"' not in draft(ROWS, programme, (line(), line(code="JEU-002")))
