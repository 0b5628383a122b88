"""What the rows of the sheets must mean: plan, ledger, progress, partners and decisions."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.intake.findings import message_of
from budget.intake.sheets.phasing import spread
from budget.model import Cause, Kind, PartnerForm, Programme
from tests.intake.workbooks import (
    DECISIONS,
    MONTHS,
    PARTNERS,
    PROGRESS,
    cells,
    check,
    codes,
    ledger,
    line,
    message,
    plan,
    xlsx,
)

SPUK = {"Bron": "SPUK Kansrijke Wijk 2023-2025", "Thema": "Armoede en schulden"}
TWO = (line(), line(source="SPUK-KW", theme="ARM"))
DAY = date(2024, 3, 1)


# --- plan ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["Kansen voor de Jeugd", "JEU", "jeu", "KANSEN  VOOR DE\njeugd", "OT Jeugd", "Jeugd\u00a0"]
)
def test_a_domain_is_known_by_code_name_or_alias_in_any_case(name: str, programme: Programme):
    assert check(xlsx(Plan=plan({"Opgavedomein": name})), programme).content.plan[0].domain == "JEU"


def test_a_name_that_is_nearly_right_is_offered_and_not_used(programme: Programme):
    checked = check(xlsx(Plan=plan({"Opgavedomein": "Kansen voor de Jeugt"})), programme)
    assert "Bedoelt u 'Kansen voor de Jeugd'?" in message(checked, "name-unknown")
    assert checked.content is None


def test_a_theme_belongs_to_its_source(programme: Programme):
    assert check(xlsx(Plan=plan(SPUK)), programme).content.plan[0].theme == "ARM"
    assert codes(check(xlsx(Plan=plan({**SPUK, "Thema": "Onderwijs en werk"})), programme)) == [
        "name-unknown"
    ]


@pytest.mark.parametrize(("year", "fits"), [(2023, True), (2026, True), (2027, False)])
def test_a_source_holds_in_its_own_years(year: int, fits: bool, programme: Programme):
    assert check(xlsx(Plan=plan({"Jaar": year})), programme).accepted == fits


@pytest.mark.parametrize(
    ("released", "fits"), [(-0.01, False), (0, True), (1200, True), (1200.01, False), (None, True)]
)
def test_released_lies_between_nothing_and_the_budget(
    released: float | None, fits: bool, programme: Programme
):
    assert check(xlsx(Plan=plan({"Vrijgegeven": released})), programme).accepted == fits


@pytest.mark.parametrize(("budget", "fits"), [(-0.01, False), (0, True), ("-", True), (0.01, True)])
def test_a_budget_is_not_negative(budget: object, fits: bool, strict: Programme):
    assert check(xlsx(Plan=plan({"Begroot": budget})), strict).accepted == fits


@pytest.mark.parametrize(("december", "fits"), [(99.99, False), (100, True), (100.01, False)])
def test_the_phasing_adds_up_to_the_cent(december: float, fits: bool, programme: Programme):
    assert check(xlsx(Plan=plan({**dict.fromkeys(MONTHS, 100), "Dec": december})), programme).accepted == fits


def test_quarters_spread_over_their_months_with_the_rest_in_the_last(programme: Programme):
    rows = plan({"Begroot": 400.04, "Kw1": 100.01, "Kw2": 100.01, "Kw3": 100.01, "Kw4": 100.01})
    assert check(xlsx(Plan=rows), programme).content.plan[0].phasing == (3333, 3333, 3335) * 4


@given(st.integers(-(10**13), 10**13))
def test_the_months_of_a_quarter_add_up_to_it(cents: int):
    months = spread(cents)
    assert sum(months) == cents
    assert months[0] == months[1]
    assert abs(months[2] - months[0]) < 3


def test_a_dash_in_the_phasing_is_zero_and_an_empty_month_is_refused(programme: Programme):
    months = {**dict.fromkeys(MONTHS, 0), "Dec": 1200}
    assert check(xlsx(Plan=plan({**months, "Jan": "-"})), programme).accepted
    assert cells(check(xlsx(Plan=plan({**months, "Jan": None})), programme), "plan-phasing-part") == [
        "Plan!J2"
    ]


def test_the_same_line_may_have_more_sources_themes_and_years(programme: Programme):
    rows = plan({}, SPUK, {**SPUK, "Thema": "Integraal"}, {"Jaar": 2025})
    assert len(check(xlsx(Plan=rows), programme).content.plan) == 4


def test_a_duplicate_line_names_the_other_cell_even_on_another_sheet(programme: Programme):
    checked = check(xlsx(Een=plan({}), Twee=plan({"Regelcode": "X"}, {"Begroot": 7})), programme)
    assert cells(checked, "plan-double") == ["Twee!A3"]
    assert "Een!A2" in message(checked, "plan-double")


def test_a_code_in_the_plan_of_another_domain_is_taken_unless_that_plan_is_replaced_here(
    programme: Programme,
):
    rows = plan({"Opgavedomein": "Veiligheid"})
    assert "plan-code-taken" in codes(check(xlsx(Plan=rows), programme, line()))
    replaced = plan({"Opgavedomein": "Veiligheid"}, {"Regelcode": "JEU-002"})
    assert "plan-code-taken" not in codes(check(xlsx(Plan=replaced), programme, line()))


def test_a_year_missing_from_the_file_is_reported_as_lapsing(programme: Programme):
    checked = check(
        xlsx(Plan=plan({})),
        programme,
        line(year=2025),
        line(year=2024),
        line(code="V", domain="VEI", year=2026),
    )
    assert "2025 van Kansen voor de" in message(checked, "plan-year-lapses")
    assert codes(checked) == ["plan-year-lapses"]


# --- ledger --------------------------------------------------------------------------------


def test_a_code_outside_the_plan_is_one_warning_with_a_count(programme: Programme):
    checked = check(xlsx(Boekingen=ledger(*[{"Regelcode": "JEU-00l"}] * 3)), programme, line())
    assert checked.accepted
    assert codes(checked).count("code-unknown") == 1
    assert "(3 rijen)" in message(checked, "code-unknown")
    assert "Bedoelt u 'JEU-001'?" in message(checked, "code-unknown")
    assert checked.sheets[0].domains == {"JEU": 30_000}


def test_an_unknown_code_is_reported_once_however_it_is_typed(programme: Programme):
    rows = ledger({"Boekdatum": DAY}, {"Boekdatum": date(2024, 4, 2)}, {"Regelcode": " X-1 "})
    rows = [[*row[:3], "X-1" if row[3] == "JEU-001" else row[3], *row[4:]] for row in rows]
    checked = check(xlsx(Boekingen=rows), programme, line())
    assert codes(checked).count("code-unknown") == 1
    assert "(3 rijen)" in message(checked, "code-unknown")


def test_a_row_without_line_code_and_project_code_is_refused(programme: Programme):
    rows = [["Boekstuknummer", "Boekdatum", "Regelcode", "Projectcode", "Bedrag"], ["1", DAY, None, None, 5]]
    assert cells(check(xlsx(Boekingen=rows), programme, line()), "cell-missing") == ["Boekingen!D2"]


def test_a_code_without_a_known_prefix_counts_in_no_domain(programme: Programme):
    checked = check(xlsx(Boekingen=ledger({"Regelcode": "??"})), programme, line())
    assert checked.sheets[0].domains == {"": 10_000}


def test_the_plan_in_the_same_workbook_is_known(programme: Programme):
    checked = check(xlsx(Boekingen=ledger({}), Plan=plan({})), programme)
    assert "code-unknown" not in codes(checked)


def test_the_source_of_a_booking_stays_empty_when_its_line_has_one(programme: Programme):
    row = (
        check(xlsx(Boekingen=ledger({})), programme, line(source="SPUK-KW", theme="ARM"))
        .content.statements[0]
        .rows[0]
    )
    assert (row.source, row.theme) == ("", "")


@pytest.mark.parametrize(
    ("known", "row", "code"),
    [
        (TWO, {}, "ledger-source-needed"),
        (TWO, {"Bron": "coalitie"}, None),
        (TWO, {"Bron": "SPUK"}, None),
        (TWO, {"Bron": "VHF"}, "ledger-source-other"),
        (TWO, {"Bron": "onzin"}, "name-unknown"),
        (TWO, {"Bron": "SPUK", "Thema": "Integraal"}, "ledger-theme-other"),
        (TWO, {"Bron": "SPUK", "Thema": "onzin"}, "name-unknown"),
        ((*TWO, line(source="SPUK-KW", theme="REI")), {"Bron": "SPUK"}, "ledger-theme-needed"),
        ((*TWO, line(source="SPUK-KW", theme="REI")), {"Bron": "SPUK", "Thema": "reintegratie"}, None),
        ((line(),), {"Thema": "Armoede en schulden"}, "ledger-theme-other"),
    ],
)
def test_source_and_theme_are_asked_where_the_line_has_more_than_one(known, row, code, programme: Programme):
    found = [
        c for c in codes(check(xlsx(Boekingen=ledger(row)), programme, *known)) if c != "ledger-statement"
    ]
    assert found == ([code] if code else [])


def test_a_line_with_two_sources_in_another_year_asks_nothing(programme: Programme):
    known = (line(), line(year=2025), line(year=2025, source="SDL"))
    assert check(xlsx(Boekingen=ledger({})), programme, *known).accepted


def test_a_project_code_is_mapped_by_the_plan(programme: Programme):
    rows = [
        ["Boekstuknummer", "Boekdatum", "Projectcode", "Bron", "Bedrag"],
        ["1", DAY, "P1", None, 5],
        ["2", DAY, "P2", None, 5],
        ["3", DAY, "P3", "SDL", 5],
        ["4", DAY, "JEU-001", None, 5],
    ]
    known = (
        line(project_code="P1"),
        line(code="JEU-003", project_code="P3"),
        line(code="JEU-004", project_code="P3", source="SDL"),
    )
    checked = check(xlsx(Boekingen=rows), programme, *known)
    assert [row.code for row in checked.content.statements[0].rows] == ["JEU-001", "P2", "JEU-004", "JEU-001"]
    assert cells(checked, "code-unknown") == ["Boekingen!C3"]


def test_the_fiscal_year_is_that_of_the_booking_date_unless_stated(programme: Programme):
    rows = ledger({"Boekjaar": None}, {"Boekjaar": 2023})
    found = check(xlsx(Boekingen=rows), programme, line(), line(year=2023)).content.statements[0].rows
    assert [row.fiscal_year for row in found] == [2024, 2023]


@pytest.mark.parametrize(
    ("kinds", "bookings", "commitments"),
    [
        ((None,), True, False),
        (("realisatie",), True, False),
        (("verplichting",), False, True),
        (("Verplichtingen", None), True, True),
    ],
)
def test_a_statement_covers_the_kinds_in_its_rows(
    kinds, bookings: bool, commitments: bool, programme: Programme
):
    statement = check(
        xlsx(Boekingen=ledger(*({"Soort": kind} for kind in kinds))), programme, line()
    ).content.statements[0]
    assert (statement.states_bookings, statement.states_commitments) == (bookings, commitments)


def test_the_same_number_may_be_a_booking_and_a_commitment(programme: Programme):
    rows = ledger({"Volgnummer": 1, "Soort": "realisatie"}, {"Volgnummer": 1, "Soort": "verplichting"})
    assert check(xlsx(Boekingen=rows), programme, line()).accepted


def test_rows_without_a_sequence_number_may_be_the_same(programme: Programme):
    assert check(xlsx(Boekingen=ledger({}, {})), programme, line()).accepted


@pytest.mark.parametrize(
    ("titles", "days"),
    [
        ([], (date(2024, 3, 9), date(2024, 3, 1), date(2024, 3, 9))),
        ([["Extractiedatum: 30-09-2024"]], (date(2024, 9, 30), date(2024, 3, 1), date(2024, 3, 9))),
        ([["Extractiedatum", date(2024, 9, 30)]], (date(2024, 9, 30), date(2024, 3, 1), date(2024, 3, 9))),
        ([[date(2024, 9, 30)]], (date(2024, 9, 30), date(2024, 3, 1), date(2024, 3, 9))),
        ([["Grootboek per 30-09-2024"]], (date(2024, 9, 30), date(2024, 3, 1), date(2024, 3, 9))),
        ([["Peildatum 30 september 2024"]], (date(2024, 9, 30), date(2024, 3, 1), date(2024, 3, 9))),
        ([["Periode 01-01-2024 t/m 30-09-2024"]], (date(2024, 3, 9), date(2024, 1, 1), date(2024, 9, 30))),
        (
            [["Periode:", date(2024, 1, 1), "t/m", date(2024, 9, 30)]],
            (date(2024, 3, 9), date(2024, 1, 1), date(2024, 9, 30)),
        ),
        ([["Periode 01-2024 t/m 09-2024"]], (date(2024, 3, 9), date(2024, 1, 1), date(2024, 9, 30))),
        ([["januari t/m september 2024"]], (date(2024, 3, 9), date(2024, 1, 1), date(2024, 9, 30))),
        (
            [["Datum: 01-10-2024 10:33"], ["boekdatum van 01-01-2024 tot en met 30-09-2024"]],
            (date(2024, 10, 1), date(2024, 1, 1), date(2024, 9, 30)),
        ),
    ],
)
def test_a_statement_has_its_day_and_period_from_the_titles_or_from_its_bookings(
    titles, days, programme: Programme
):
    rows = [
        *titles,
        [],
        *ledger(
            {}, {"Boekdatum": date(2024, 3, 9)}, {"Boekdatum": date(2024, 12, 1), "Soort": "verplichting"}
        ),
    ]
    statement = check(xlsx(Boekingen=rows), programme, line()).content.statements[0]
    assert (statement.date, statement.first, statement.last) == days


@pytest.mark.parametrize(
    ("day", "fits"),
    [(date(2024, 2, 29), False), (DAY, True), (date(2024, 3, 31), True), (date(2024, 4, 1), False)],
)
def test_a_booking_outside_the_stated_period_is_refused(day: date, fits: bool, programme: Programme):
    rows = [["Periode 01-03-2024 t/m 31-03-2024"], *ledger({"Boekdatum": day})]
    assert check(xlsx(Boekingen=rows), programme, line()).accepted == fits


def test_booking_amounts_keep_their_sign_and_kind(programme: Programme):
    rows = ledger({"Bedrag": "1.234,50-"}, {"Soort": "verplichting", "Bedrag": "7"}, {})
    checked = check(xlsx(Boekingen=rows), programme, line())
    assert [(row.amount, row.kind) for row in checked.content.statements[0].rows] == [
        (-123_450, Kind.REALISED),
        (700, Kind.COMMITTED),
        (10_000, Kind.REALISED),
    ]
    assert checked.sheets[0].total == -112_750


# --- progress, partners, decisions ---------------------------------------------------------


def test_a_progress_row_is_read_with_all_its_fields(programme: Programme):
    checked = check(
        xlsx(V=[PROGRESS, ["JEU-001", DAY, "PM", "Goedkoper"], ["X", DAY, 0, None]]), programme, line()
    )
    first, second = checked.content.progress
    assert (first.forecast, first.cause, second.forecast) == (None, Cause.CHEAPER, 0)
    assert codes(checked) == ["code-unknown", "amount-left-open"]


@pytest.mark.parametrize(("second", "fits"), [(5, True), (None, True), (6, False)])
def test_a_line_with_two_indicators_has_one_forecast_for_a_day(
    second: int | None, fits: bool, programme: Programme
):
    rows = [["JEU-001", DAY, 5, None, "Bezoekers"], ["JEU-001", DAY, second, None, "Uren"]]
    checked = check(xlsx(V=[[*PROGRESS, "Indicator"], *rows]), programme, line())
    assert checked.accepted == fits
    assert ("V!C2" in message_of(checked.findings[0])) if not fits else codes(checked) == []


@pytest.mark.parametrize(("forecast", "fits"), [(-0.01, False), (0, True), (0.01, True)])
def test_a_forecast_is_not_negative(forecast: float, fits: bool, programme: Programme):
    assert check(xlsx(V=[PROGRESS, ["JEU-001", DAY, forecast, None]]), programme, line()).accepted == fits


def test_a_partner_contribution_may_be_without_value(programme: Programme):
    rows = [PARTNERS, ["Politie", "Veiligheid", 2024, "In kind", "Wijkagent", None]]
    found = check(xlsx(P=rows), programme).content.partners[0]
    assert (found.form, found.amount) == (PartnerForm.IN_KIND, None)


@pytest.mark.parametrize(
    ("persons", "fits"),
    [("Jan de Boer", False), ("Jan de Boer, Els Vos", True), ("Jan en Els en Piet", True)],
)
def test_a_decision_by_one_person_is_refused(persons: str, fits: bool, programme: Programme):
    rows = [DECISIONS, [DAY, "Jeugd", "Subsidie verleend", 100, persons]]
    assert check(xlsx(B=rows), programme).accepted == fits


@pytest.mark.parametrize(
    ("code", "amount", "rows", "found"),
    [
        ("Totaal Jeugd", 2400, 2, "totals-skipped"),
        ("Generaal totaal", 2400, 2, "totals-skipped"),
        ("Totaal Jeugd", 2401, 3, "total-doubt"),
        ("TOT-1", 2400, 3, ""),
    ],
)
def test_a_complete_row_that_calls_itself_a_total_is_one_only_when_it_is_the_sum(
    code: str, amount: int, rows: int, found: str, programme: Programme
) -> None:
    checked = check(
        xlsx(Plan=plan({}, {"Regelcode": "JEU-2"}, {"Regelcode": code, "Begroot": amount})), programme
    )
    assert checked.sheets[0].rows == rows
    assert (found in codes(checked)) is bool(found)
    assert checked.accepted is (found != "total-doubt")


@pytest.mark.parametrize(
    ("name", "title", "year"),
    [
        ("2024", "", 2024),
        ("Plan 2025", "", 2025),
        ("Plan", "Bestedingsplan 2024", 2024),
        ("2025", "Bestedingsplan 2024", 2024),
        ("Plan", "", None),
        ("Plan 2024 2025", "", None),
        ("Plan 1999", "", None),
    ],
)
def test_a_plan_without_a_column_for_the_year_has_that_of_its_title_or_name(
    name: str, title: str, year: int | None, programme: Programme
) -> None:
    rows = [row[:7] + row[8:] for row in plan({})]
    checked = check(xlsx(**{name: [[title], *rows]}), programme)
    assert checked.accepted is (year is not None)
    assert [line.year for line in checked.content.plan] == [year] if year else checked.content is None


def test_a_unit_in_the_name_of_the_sheet_counts(programme: Programme) -> None:
    checked = check(xlsx(**{"Plan x 1000": plan({"Begroot": 1.5})}), programme)
    assert (checked.sheets[0].total, "sheet-unit" in codes(checked)) == (150_000, True)


@pytest.mark.parametrize("text", ["#REF!", " #N/A", "#WAARDE!", "#N/B", "Err:502"])
@pytest.mark.parametrize("header", ["Regelcode", "Activiteit", "Vrijgegeven", "Toelichting"])
def test_an_error_value_copied_as_text_is_an_error_value(header: str, text: str, programme: Programme):
    rows = plan({"Vrijgegeven": None, "Toelichting": None, header: text})
    checked = check(xlsx(_as_text, Plan=rows), programme)
    assert len(cells(checked, "cell-error")) == 1
    assert checked.content is None


@pytest.mark.parametrize("text", ["#1", "# REF!", "zie #REF!", "Err", "#"])
def test_a_text_that_only_looks_like_an_error_value_is_text(text: str, programme: Programme):
    assert check(xlsx(Plan=plan({"Activiteit": text})), programme).content.plan[0].activity == text


def _as_text(book) -> None:
    for row in book["Plan"].iter_rows():
        for cell in row:
            cell.data_type = "s" if cell.data_type == "e" else cell.data_type


@pytest.mark.parametrize(
    "names", ["Sanne Bakker; SANNE  BAKKER ", "Sanne Bakker; s.bakker", "Sanne Bakker & sannebakker"]
)
def test_a_decision_by_one_person_under_two_names_is_refused(names: str, programme: Programme):
    rows = [DECISIONS, [date(2024, 3, 1), "Jeugd", "Doen", None, names]]
    assert cells(check(xlsx(Besluiten=rows), programme), "decision-persons") == ["Besluiten!E2"]


@pytest.mark.parametrize(
    ("amounts", "asked"),
    [
        ((2.41, 1_000, 3_000, 45_000), True),
        ((2.41, 1_000, 3_000), False),
        ((2.41, 1_000, 3_000, 45_000.5), False),
        ((2.41, 1_000, 3_000, 900), False),
        ((1_002.41, 1_000, 3_000, 45_000), False),
        ((3, 1_000, 3_000, 45_000), False),
    ],
    ids=["between thousands", "too few", "cents elsewhere", "hundreds", "thousands", "whole"],
)
def test_a_number_that_may_have_lost_its_zero_is_asked_about_and_taken_as_it_is(
    amounts: tuple, asked: bool, programme: Programme
):
    rows = ({"Regelcode": f"JEU-{n}", "Begroot": amount} for n, amount in enumerate(amounts))
    checked = check(xlsx(Plan=plan(*rows)), programme)
    assert cells(checked, "amount-lost-zero") == (["Plan!I2"] if asked else [])
    assert checked.content.plan[0].budget == round(amounts[0] * 100)


@pytest.mark.parametrize(
    ("code", "asked"),
    [("jeu-001", True), ("JEU\u2011001", True), ("JEU -001", True), ("JEU-002", False), ("JEU001", False)],
)
def test_a_code_that_only_looks_the_same_is_asked_about(code: str, asked: bool, programme: Programme):
    checked = check(xlsx(Plan=plan({}, {"Regelcode": code})), programme)
    assert cells(checked, "plan-code-alike") == (["Plan!A3"] if asked else [])
    assert len(checked.content.plan) == 2
