"""Which rows are the header: a second one carries no amount and no code of a line."""

from __future__ import annotations

import pytest

from budget.model import Programme
from tests.intake.workbooks import LEDGER, PLAN, booking, check, ledger, line, plan_row, xlsx

HALF = {"Regelcode": "JEU-002", "Begroot": 600}


@pytest.mark.parametrize("header", [None, "Status"])
@pytest.mark.parametrize("word", ["Q1", "Krediet", "Toelichting", "Jan", "Projectcode"])
def test_a_word_beside_the_first_line_does_not_make_it_a_header(header, word, programme: Programme):
    rows = [[*PLAN, header], [*plan_row(), word], [*plan_row(**HALF), None]]
    checked = check(xlsx(Plan=rows), programme)
    assert sum(line.budget for line in checked.content.plan) == 180_000


def test_a_first_line_whose_amount_is_not_known_is_no_header(programme: Programme):
    rows = [[*PLAN, None], [*plan_row(Begroot=None, Jaar=None), "Q1"], [*plan_row(**HALF), None]]
    assert not check(xlsx(Plan=rows), programme).accepted


def test_the_first_booking_of_a_csv_is_no_header(programme: Programme):
    text = "Boekstuknummer;Boekdatum;Regelcode;Bedrag;Status\nB1;01-03-2024;JEU-001;n.t.b.;Leverancier\n"
    assert not check(text.encode(), programme, name="boekingen.csv").accepted


def test_a_line_that_happens_to_hold_words_of_the_header_counts(programme: Programme):
    row = booking(Boekstuknummer=None, Boekdatum=None, Regelcode=None, Bron="Bron", Thema="Thema")
    assert not check(xlsx(Boekingen=[LEDGER, booking(), row]), programme).accepted


def test_a_year_in_the_second_row_of_a_header_is_no_amount(programme: Programme):
    above = [*PLAN[:7], None, None, "Kw1", "Kw2", "Kw3", "Kw4"]
    below = [*[None] * 7, "Jaar", "Begroot", 2024, 2024, 2024, 2024]
    row = [*plan_row(), 300, 300, 300, 300]
    assert check(xlsx(Plan=[above, below, row]), programme).content.plan[0].budget == 120_000


@pytest.mark.parametrize(("last", "accepted"), [("KOSTL", True), (5, False)])
def test_a_row_of_field_codes_below_the_header_is_skipped(programme: Programme, last: object, accepted: bool):
    header, booked = ledger({})
    rows = [header, ["BUKRS", "BUDAT", last], booked]
    assert check(xlsx(Boekingen=rows), programme, line()).accepted == accepted
