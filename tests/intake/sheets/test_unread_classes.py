"""Unread columns that classify rows or hold amounts are reported with their money."""

from __future__ import annotations

from datetime import date

import pytest

from budget.model import Programme
from tests.intake.workbooks import check, codes, ledger, line, message, plan, xlsx

OTHER = {"Regelcode": "JEU-2", "Begroot": 800}


@pytest.mark.parametrize(
    "header", ["Ronde", "Documentsoort", "Vak 3", "Meetellen", "Kolom1", "Project actief"]
)
def test_a_column_with_two_words_is_asked_about_with_the_money_of_each(programme: Programme, header: str):
    checked = check(xlsx(Plan=plan({header: "een"}, {**OTHER, header: "twee"})), programme)
    assert checked.content
    assert message(checked, "column-classes") in checked.content.asks
    assert "een (1 rij, €\xa01.200,00)" in message(checked, "column-classes")


def test_a_word_in_one_of_two_rows_is_asked_about(programme: Programme):
    checked = check(xlsx(Plan=plan({"Ronde": None}, {**OTHER, "Ronde": "x"})), programme)
    assert "leeg (1 rij" in message(checked, "column-classes")


@pytest.mark.parametrize("header", ["Omschrijving", "Wijk", "Contactpersoon", "Factuurnummer", "Opmerkingen"])
def test_a_column_that_only_describes_is_not_asked_about(programme: Programme, header: str):
    rows = ledger({header: "een"}, {"Boekstuknummer": "2", header: "twee"})
    assert "column-classes" not in codes(check(xlsx(Boekingen=rows), programme, line()))


@pytest.mark.parametrize(
    ("values", "asks"),
    [((100, 300), False), ((99, 98), True), ((100, 100.5), False), ((2024, 2023), True), ((300, None), True)],
)
def test_a_column_of_unique_numbers_is_not_asked_about(
    programme: Programme, values: tuple[float | None, ...], asks: bool
):
    rows = ledger({"Bijgehouden": values[0]}, {"Boekstuknummer": "2", "Bijgehouden": values[1]})
    assert ("column-classes" in codes(check(xlsx(Boekingen=rows), programme, line()))) is asks


def test_a_column_with_one_word_in_all_rows_is_not_asked_about(programme: Programme):
    checked = check(xlsx(Plan=plan({"Ronde": "een"}, {**OTHER, "Ronde": "een"})), programme)
    assert "column-classes" not in codes(checked)


@pytest.mark.parametrize(("words", "asks"), [(12, True), (13, False)])
def test_more_than_twelve_words_are_a_description(programme: Programme, words: int, asks: bool):
    rows = plan(*({"Regelcode": f"JEU-{n}", "Begroot": 2**n, "Ronde": f"woord {n}"} for n in range(words)))
    assert ("column-classes" in codes(check(xlsx(Plan=rows), programme))) == asks


@pytest.mark.parametrize(("amount", "asks"), [(2999, False), (3000, True), (12.5, True), (12.3456, True)])
def test_an_unread_money_column_is_reported_with_its_total(programme: Programme, amount: float, asks: bool):
    rows = plan({"Eerder": amount}, {**OTHER, "Eerder": amount})
    assert ("column-amounts" in codes(check(xlsx(Plan=rows), programme))) == asks


@pytest.mark.parametrize(("header", "asks"), [("Kostensoort", False), ("Kosten", True)])
def test_account_numbers_are_not_read_as_money(programme: Programme, header: str, asks: bool):
    rows = ledger({header: 43_500}, {"Boekstuknummer": "2", header: 41_100})
    assert ("column-amounts" in codes(check(xlsx(Boekingen=rows), programme, line()))) == asks


@pytest.mark.parametrize(
    ("months", "asks"), [((3, 4), False), (("03", "04"), False), (("mrt", "apr"), False), ((3, 5), True)]
)
def test_a_column_that_repeats_the_month_of_each_booking_is_not_asked_about(
    programme: Programme, months, asks
):
    days = (date(2024, 3, 1), date(2024, 4, 1))
    rows = ledger(*(
        {"Boekstuknummer": f"{day}", "Boekdatum": day, "Periode": month}
        for day, month in zip(days, months, strict=True)
    ))  # fmt: skip
    assert ("column-classes" in codes(check(xlsx(Boekingen=rows), programme, line()))) == asks


@pytest.mark.parametrize(("remark", "asks"), [("incl. btw", False), ("excl. btw", True)])
def test_only_an_amount_without_tax_is_asked_about(programme: Programme, remark: str, asks: bool):
    checked = check(xlsx(Plan=plan({"Toelichting": None}, {**OTHER, "Toelichting": remark})), programme)
    assert ("column-remark" in codes(checked)) == asks


@pytest.mark.parametrize(
    ("debit", "credit", "amount"), [(100, None, 100), (None, 40, -40), (100, None, -100)]
)
def test_an_amount_that_is_debit_less_credit_is_read(programme: Programme, debit, credit, amount):
    rows = ledger({"Debet": debit, "Credit": credit, "Bedrag": amount})
    assert check(xlsx(Boekingen=rows), programme, line()).accepted


def test_an_amount_that_is_not_debit_less_credit_is_refused(programme: Programme):
    rows = ledger(
        {"Debet": 100, "Credit": None, "Bedrag": 100},
        {"Boekstuknummer": "2", "Debet": None, "Credit": 40, "Bedrag": 60},
    )
    assert "column-sides" in codes(check(xlsx(Boekingen=rows), programme, line()))


@pytest.mark.parametrize("period", ["012.2023", "2023-12", "13/2023", "202312", "P12-2023"])
def test_a_period_of_another_year_than_the_booking_is_refused(programme: Programme, period: str):
    rows = ledger({"Periode": period})
    assert "column-year" in codes(check(xlsx(Boekingen=rows), programme, line()))


@pytest.mark.parametrize("period", ["003.2024", "2024-03", "202403"])
def test_a_period_in_the_year_of_its_booking_is_accepted(programme: Programme, period: str):
    assert check(xlsx(Boekingen=ledger({"Periode": period})), programme, line()).accepted


@pytest.mark.parametrize("remark", ["vervallen", "telt niet mee", "bedrag x € 1.000"])
def test_a_remark_that_cancels_its_line_is_refused(programme: Programme, remark: str):
    rows = plan({"Toelichting": None}, {**OTHER, "Toelichting": remark})
    assert not check(xlsx(Plan=rows), programme).accepted
