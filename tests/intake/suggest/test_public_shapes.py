"""Regressions from public files: columns wrongly proposed as amount, code or booking date."""

from __future__ import annotations

from datetime import date

import pytest

from budget.model import Programme
from tests.intake.suggest.drafts import Rows, agree, amounts, asked, draft, read
from tests.intake.workbooks import line

PLAN = line(), line(code="JEU-002")


def _offered(text: str, name: str) -> list[str]:
    start = f'# "{name}" = '
    return [row.removeprefix(start).split('"')[1] for row in text.splitlines() if row.startswith(start)]


def test_a_column_with_payers_is_not_proposed_as_amount(programme: Programme) -> None:
    rows = [["id", "paid_by", "date", "amount", "paid_to"], ["1", "Borough", "2024-01-05", "898.64", "Firm"]]
    rows.append(["2", "Borough", "2024-01-08", "12.50", "Other"])
    assert '"Bedrag" = "amount"' in draft(rows, programme).replace('# "Bedrag"', "")
    assert "Bedrag" not in asked(draft(rows, programme))


@pytest.mark.parametrize(
    ("header", "words"),
    [("Soll/Haben-Kennzeichen", "SH"), ("Currency", ("EUR", "EUR")), ("Soort", ("Lasten", "Baten")),
     ("Eenheid", ("x € 1.000", "x € 1.000"))],
)  # fmt: skip
def test_columns_for_sign_unit_or_currency_are_not_proposed_as_code(
    header: str, words: str, programme: Programme
) -> None:
    rows: Rows = [["Post", header, "Umsatz", "Konto"], ["Zaal", words[0], 24.95, "a1"]]
    rows += [["Bus", words[1], 5_950.0, "a2"], ["Bus", words[0], 1.5, "a3"]]
    offered = _offered(draft(rows, programme), "Regelcode")
    assert header not in offered
    assert "Post" in offered


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((1_200.5, 200.5, 1_200.5), (90, 40, 90)),
        ((1_200, 200, 1_200), (90, 40, 90)),
        ((12, 2.5, 60), (9, 4.1, 8)),
    ],
)
def test_unused_debit_and_credit_totals_beside_an_amount_are_reported(
    first: tuple[float, ...], second: tuple[float, ...], programme: Programme
) -> None:
    """Most rows have a number on both sides, and the amount beside them is not their difference."""
    headers = ["Kostenplaats", "Datum", "Debet", "Credit", "Bedrag"]
    rows: Rows = [headers, ["JEU-001", "2024-03-01", *first], ["JEU-002", "2024-03-02", *second]]
    text = draft([[*row[:2], row[4]] for row in rows], programme).replace(
        '"Kostenplaats", "Datum", "Bedrag"', '"Kostenplaats", "Datum", "Debet", "Credit", "Bedrag"'
    )
    checked = read(rows, programme, text, PLAN)
    assert "column-sides" in [found.code for found in checked.findings]


def test_debit_and_credit_totals_are_proposed_as_debit_less_credit(programme: Programme) -> None:
    rows: Rows = [["Kostenplaats", "Datum", "Debet", "Credit"]]
    rows += [["JEU-001", "2024-03-01", 1_200.5, 200.5], ["JEU-002", "2024-03-02", 90, 40]]
    assert 'min = "Credit"' in draft(rows, programme)


def test_a_debit_credit_column_gives_one_part_per_side_even_without_dates(programme: Programme) -> None:
    rows: Rows = [["Kostenstelle", "Soll/Haben", "Umsatz"], ["JEU-001", "S", 100.0], ["JEU-002", "H", 40.0]]
    checked = read(rows, programme, agree(draft(rows, programme)), PLAN)
    assert amounts(checked) == {"realised": 6_000}


def test_debit_and_credit_columns_with_account_numbers_are_not_amounts(programme: Programme) -> None:
    rows: Rows = [
        ["Kostenplaats", "Datum", "Debit", "Credit", "Amount"],
        ["JEU-001", "2024-01-12", 20, 10, 1_750.5],
        ["JEU-002", "2024-01-31", 26, 70, 3_141.0],
    ]
    text = draft(rows, programme)
    assert '"Bedrag" = "Amount"' in text
    checked = read(rows, programme, text, PLAN)
    assert (amounts(checked), checked.accepted) == ({"realised": 489_150}, True)
    sides: Rows = [rows[0][:4], ["JEU-001", "2024-01-12", 20, None], ["JEU-002", "2024-01-31", 0, 70]]
    assert 'min = "Credit"' in draft(sides, programme)


@pytest.mark.parametrize(
    ("headers", "offered"),
    [
        (("Boekingsdatum", "Vervaldatum"), []),
        (("Vervaldatum", "Boekingsdatum"), []),
        (("Datum", "Documentdatum"), []),
        (("transaction date", "value date"), ["transaction date", "value date"]),
        (("Startdatum project", "Einddatum project"), ["Startdatum project", "Einddatum project"]),
        (("initial date", "transaction date"), []),
    ],
)
def test_the_day_of_a_booking_is_asked_where_several_could_be(
    headers: tuple[str, str], offered: list[str], programme: Programme
) -> None:
    rows: Rows = [["Kostenplaats", *headers, "Bedrag"], ["JEU-001", "2024-01-05", "2024-02-05", 10.5]]
    text = draft(rows, programme)
    assert _offered(text, "Boekdatum") == offered
    taken = next((h for h in headers if f'"Boekdatum" = "{h}"' in text and h not in offered), "")
    assert taken.lower() in ("boekingsdatum", "documentdatum", "transaction date", "")
    assert bool(taken) is not bool(offered)


@pytest.mark.parametrize(
    ("header", "is_left_out"), [("Subsidie (max 50%)", False), ("Bijdrage 21 %", False), ("% besteed", True)]
)
def test_a_percentage_at_the_end_of_a_header_does_not_make_it_a_percentage_column(
    header: str, is_left_out: bool, programme: Programme
) -> None:
    rows: Rows = [["Kostenplaats", "Werkelijk 2024", header], ["JEU-001", 100, 50], ["JEU-002", 70, 35]]
    assert (f"{header} (percentages)" in draft(rows, programme)) is is_left_out


def test_a_committed_column_beside_a_spent_column_is_proposed(programme: Programme) -> None:
    rows: Rows = [["Cost center", "approved budget 2024", "spent 2024", "committed 2024"]]
    rows += [["JEU-001", 50_000, 42_000, 5_000], ["JEU-002", 9_000, 7_000, 1_500]]
    text = draft(rows, programme)
    assert '"Soort" = "verplichting"' in text
    assert '"Bedrag" = "committed 2024"' in text


def test_a_header_that_only_contains_the_word_plan_is_not_a_budget(programme: Programme) -> None:
    rows: Rows = [["Teilplan", "Produkt-Bez", "Betrag"], ["1111", "Leitung", "315300,00"]]
    rows.append(["1112", "Leitung", "1,50"])
    text = draft(rows, programme)
    assert '\nsoort = "bestedingsplan"' not in text
    assert '"Bedrag" = "Betrag"' in text


def test_rows_excluded_by_a_condition_are_reported_with_their_total(programme: Programme) -> None:
    rows: Rows = [["Kostenplaats", "Soort", "Werkelijk 2024"], ["JEU-001", "Lasten", 100]]
    rows += [["JEU-002", "Baten", 40], ["JEU-002", "Lasten", 5]]
    assert "1 rij, samen € 40,00" in draft(rows, programme).replace("\u00a0", " ")


@pytest.mark.parametrize(("header", "said"), [("Monto", True), ("Werkelijk", False), ("Begroot", False)])
def test_the_draft_reports_when_planned_and_spent_cannot_be_told_apart(
    header: str, said: bool, programme: Programme
) -> None:
    rows: Rows = [["Kostenplaats", header], ["JEU-001", 100], ["JEU-002", 40]]
    assert ("begroot of uitgegeven" in draft(rows, programme)) is said


@pytest.mark.parametrize(
    ("debit", "credit", "is_refused"), [(None, None, False), (100, None, False), (None, 100, True)]
)
def test_empty_debit_and_credit_columns_are_ignored(
    debit: int | None, credit: int | None, is_refused: bool, programme: Programme
) -> None:
    rows: Rows = [["Kostenplaats", "Datum", "Bedrag", "Debet", "Credit"]]
    rows.append(["JEU-001", "2024-03-01", 100, debit, credit])
    rows.append(["JEU-002", "2024-03-02", 40, debit and 40, None])
    text = draft([row[:3] for row in rows], programme).replace(
        '"Kostenplaats", "Datum", "Bedrag"', '"Kostenplaats", "Datum", "Bedrag", "Debet", "Credit"'
    )
    assert read(rows, programme, text, PLAN).accepted is not is_refused


@pytest.mark.parametrize(
    ("title", "header", "is_asked"),
    [
        ("Overzicht 2024", "Bedrag", True),
        ("Stand t/m september 2024", "Lasten", True),
        ("Realisatie 2024", "Bedrag", False),
        ("Overzicht 2024", "Besteed", False),
    ],
)
def test_whether_unlabelled_amounts_are_planned_or_spent_is_asked(
    title: str, header: str, is_asked: bool, programme: Programme
) -> None:
    rows: Rows = [[title], ["Kostenplaats", "Omschrijving", header], ["JEU-001", "Sport", 40.5]]
    text = draft(rows, programme)
    kinds = [kind for kind in ("bestedingsplan", "boekingen") if f'# soort = "{kind}"' in text]
    assert kinds == (["bestedingsplan", "boekingen"] if is_asked else [])


def test_a_few_costs_with_more_credits_keep_their_sign(programme: Programme) -> None:
    rows: Rows = [["Factuurnr", "Datum", "Kostenplaats", "Bedrag"]]
    rows += [
        [f"{n}", date(2024, 2, n), "JEU-001", cents] for n, cents in ((1, 900.5), (2, -10.25), (3, -5.0))
    ]
    assert 'teken = "min"' not in draft(rows, programme)


def test_the_open_part_of_an_order_is_a_commitment(programme: Programme) -> None:
    rows: Rows = [["Bestelnr", "Datum", "Kostenplaats", "Gefactureerd", "Restverplichting"]]
    rows += [["P1", date(2024, 1, 5), "JEU-001", 60.5, 40.0], ["P2", date(2024, 2, 5), "JEU-001", 0.5, 200.0]]
    checked = read(rows, programme, draft(rows, programme))
    assert amounts(checked) == {"realised": 6_100, "committed": 24_000}


@pytest.mark.parametrize("header", ["ordentliche_aufwendungen", "Aufwendungen", "Total Eligible Expenditure"])
def test_the_word_costs_alone_leaves_planned_or_spent_open(header: str, programme: Programme) -> None:
    rows: Rows = [["year", "code", "label", header], ["2024", "0301", "Schulen", "42903040.25"]]
    rows.append(["2024", "0302", "Bäder", "9138320.50"])
    text = draft(rows, programme)
    assert '# soort = "bestedingsplan"' in text
    assert '# soort = "boekingen"' in text


def test_actual_expenditure_is_spent(programme: Programme) -> None:
    rows: Rows = [["year", "code", "label", "Actual Expenditure"], ["2024", "0301", "Schools", "429.25"]]
    rows.append(["2024", "0302", "Pools", "383.50"])
    assert '\nsoort = "boekingen"' in draft(rows, programme)


@pytest.mark.parametrize(
    ("header", "days", "is_asked"),
    [
        ("Project start date", ("24.04.2024", "25.10.2024"), True),
        ("Project End Date", ("24.04.2024", "25.10.2024"), True),
        ("Датум на објавување", ("2024-01-01", "2024-01-01"), True),
        ("DATE", ("2024-01-01", "2024-01-01"), True),
        ("DATE", ("2024-01-01", "2024-01-02"), False),
        ("Transaction date", ("2024-01-05", "2024-01-05"), False),
    ],
)
def test_only_a_booking_date_makes_amounts_booked(
    header: str, days: tuple[str, str], is_asked: bool, programme: Programme
) -> None:
    rows: Rows = [["Grant", header, "Amount"], ["Sport", days[0], "10.25"], ["School", days[1], "11.50"]]
    assert ('# soort = "bestedingsplan"' in draft(rows, programme)) is is_asked


def test_granted_amounts_are_offered_as_budget_and_the_project_number_as_code(
    programme: Programme,
) -> None:
    granted, costs = (
        "Subsidie toegekend verlening (max 50%)",
        "Totale kosten bij verlening (eligible expenditure)",
    )
    rows: Rows = [["Project_Nummer", "Naam", "Startdatum project", "Einddatum project", granted, costs]]
    rows.append(["2016EUSF2012", "Utrecht", "01.04.2024", "31.03.2025", "€ 795.000", "€ 1.650.000"])
    rows.append(["2016EUSF2013", "Amsterdam", "01.04.2024", "31.03.2025", "€ 4.307.868", "€ 8.615.736"])
    text = draft(rows, programme)
    assert sorted(_offered(text, "Begroot")) == sorted([granted, costs])
    assert '"Regelcode" = "Project_Nummer"' in text
    assert "boekingen" not in text


def test_the_column_letters_of_a_printed_grid_are_not_a_header(programme: Programme) -> None:
    head = ["Kostenplaats", "Documentnr", "Boekdatum", "Omschrijving", "Bedrag"]
    rows = [["JEU-001", f"{n}", f"{n}-03-2024", "Huur", f"{n},50"] for n in range(1, 20)]
    assert 'koppen = ["Kostenplaats"' in draft([["A", "B", "C", "D", "E"], head, *rows], programme)
