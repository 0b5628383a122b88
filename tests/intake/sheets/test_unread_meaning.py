"""Unread columns that change the meaning of an amount are refused or asked about."""

from __future__ import annotations

from datetime import date

import pytest

from budget.model import Programme
from tests.intake.workbooks import cells, check, codes, ledger, line, plan, xlsx


@pytest.mark.parametrize(
    ("header", "word", "refused"),
    [
        ("Status", "Vervallen", True),
        ("Status", "geannuleerd per 1 mei", True),
        ("Fase", "concept", True),
        ("", "STORNO", True),
        ("Vervallen", "ja", True),
        ("Storno", "x", True),
        ("Vervallen", "nee", False),
        ("Storno", None, False),
        ("Status", "Krediet", False),
        ("Status", "Conceptueel akkoord", False),
        ("Status", "definitief", False),
    ],
)
@pytest.mark.parametrize("kind", ["plan", "ledger"])
def test_a_cancelled_or_draft_row_is_refused_with_its_cell(header, word, refused, kind, programme: Programme):
    rows = plan({header: word}) if kind == "plan" else ledger({header: word})
    place = "Blad!J2" if kind == "plan" else "Blad!I2"
    assert cells(check(xlsx(Blad=rows), programme, line()), "column-status") == ([place] if refused else [])


def test_a_booking_that_was_taken_back_counts_with_its_reversal(programme: Programme):
    rows = ledger({"Status": "gestorneerd"}, {"Bedrag": -100, "Status": "storno"})
    assert check(xlsx(Boekingen=rows), programme, line()).accepted


@pytest.mark.parametrize(
    ("header", "word", "refused"),
    [
        ("Doc.valuta", "USD", True),
        ("Valuta document", "gbp", True),
        ("Iets", "CHF", True),
        ("Doc.valuta", "EUR", False),
        ("Bedrag in transactievaluta", 100, False),
        ("Iets", "CHF-tabel", False),
    ],
)
def test_another_currency_is_refused_under_any_header(header, word, refused, programme: Programme):
    checked = check(xlsx(Boekingen=ledger({header: word})), programme, line())
    assert cells(checked, "column-currency") == (["Boekingen!I2"] if refused else [])


@pytest.mark.parametrize(
    ("header", "word", "refused"),
    [
        ("Eenheid", "x € 1.000", True),
        ("Eenheid", "duizend", True),
        ("Factor", 1000, True),
        ("Factor", 1, False),
        ("Eenheid", "uur", False),
        ("Aantal", 1000, False),
    ],
)
def test_a_unit_in_a_column_is_refused_by_cell(header, word, refused, programme: Programme):
    checked = check(xlsx(Plan=plan({header: word})), programme)
    assert cells(checked, "column-unit") == (["Plan!J2"] if refused else [])


@pytest.mark.parametrize(("last", "refused"), [(699, False), (700, True), (701, False)])
def test_an_amount_that_accumulates_another_column_is_refused(last: int, refused: bool, programme: Programme):
    rows = [["Boekstuknummer", "Boekdatum", "Regelcode", "Mutatie", "Saldo"]]
    rows += [
        [str(n), date(2024, 3, 1), "JEU-001", n, total] for n, total in ((100, 100), (200, 300), (400, last))
    ]
    checked = check(xlsx(Boekingen=rows), programme, line())
    assert cells(checked, "column-running") == (["Boekingen!E1"] if refused else [])


@pytest.mark.parametrize(
    ("header", "word", "asks"),
    [
        ("Toelichting", "bestelling", True),
        ("Toelichting", "V", True),
        ("Opmerking", "n.v.t.", True),
        ("Notitie", "t.b.v. 2025", True),
        ("Memo", "prognose", True),
        ("Toelichting", "excl. btw", True),
        ("Toelichting", "Bestelling van ballen", False),
        ("Toelichting", "realisatie", False),
        ("Toelichting", "Sport", False),
        ("Dagboek", "V", False),
    ],
)
@pytest.mark.parametrize("kind", ["plan", "ledger"])
def test_a_remark_of_one_word_that_may_change_an_amount_is_asked(
    header, word, asks, kind, programme: Programme
):
    rows = plan({header: word}) if kind == "plan" else ledger({header: word})
    found = {finding.code for finding in check(xlsx(Blad=rows), programme, line()).findings}
    assert ("column-remark" in found) is asks


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("deze regel is vervallen per 1-3", True),
        ("dubbel met JEU-002", True),
        ("telt niet mee in 2024", True),
        ("zit al in de begroting van de school, navragen bij Jan", True),
        ("onder voorbehoud van de raad", True),
        ("dit bedrag is al verwerkt in regel 3", True),
        ("indexatie is al verwerkt", False),
        ("start in maart, samen met de school", False),
        ("verwijderen van graffiti", False),
        ("jongeren die niet meekomen", False),
        ("loopt in 2027 niet meer door", False),
        ("de regeling van vorig jaar loopt door", False),
    ],
)
@pytest.mark.parametrize("others", [0, 15])
def test_a_sentence_by_which_a_row_may_not_count_is_asked_about(
    text: str, asked: bool, others: int, programme: Programme
) -> None:
    texts = [text, *(f"start in week {n} met school {n}" for n in range(others))]
    as_plan = plan(*({"Regelcode": f"JEU-{n}", "Toelichting": one} for n, one in enumerate(texts)))
    booked = ledger(*({"Boekstuknummer": f"{n}", "Opmerking": one} for n, one in enumerate(texts)))
    for rows in (as_plan, booked):
        assert ("column-remark" in codes(check(xlsx(Blad=rows), programme, line()))) is asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Vervallen", True),
        ("Jongerenwerk (vervallen)", True),
        ("Zaalhuur, dubbel", True),
        ("Telt niet mee, dubbel met B0", True),
        ("Zaalhuur", False),
        ("Kosten van annulering van een dubbel concert", False),
        ("Hulp aan wie niet meer thuis woont", False),
    ],
)
def test_a_description_by_which_a_row_does_not_count_is_asked_about(
    text: str, asked: bool, programme: Programme
) -> None:
    as_plan = plan({}, {"Regelcode": "JEU-002", "Activiteit": text})
    booked = ledger({"Omschrijving": "Zaal"}, {"Boekstuknummer": "240002", "Omschrijving": text})
    for rows in (as_plan, booked):
        assert ("column-remark" in codes(check(xlsx(Blad=rows), programme, line()))) is asked


def test_a_booking_that_is_taken_back_again_is_not_asked_about(programme: Programme) -> None:
    texts = [{"Omschrijving": "dubbel geboekt", "Bedrag": cents} for cents in (40, -40)]
    rows = ledger(*({"Boekstuknummer": f"{n}"} | one for n, one in enumerate(texts)))
    assert "column-remark" not in codes(check(xlsx(Blad=rows), programme, line()))
