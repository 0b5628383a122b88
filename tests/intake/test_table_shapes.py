"""Around the data of real sheets: titles, blank rows, headers, totals, units and hidden parts."""

from __future__ import annotations

from datetime import date, datetime

import openpyxl
import pytest

from budget.intake.findings import cell_of, message_of
from budget.intake.schema import SPECS
from budget.model import Programme, SheetKind
from tests.intake.workbooks import (
    LEDGER,
    MONTHS,
    PLAN,
    booking,
    cells,
    check,
    codes,
    edited,
    ledger,
    line,
    message,
    plan,
    plan_row,
    xlsx,
)

TOTAL = [None] * 7


def test_a_header_is_found_below_titles_and_blank_rows(programme: Programme):
    rows = [["Bestedingsplan Jeugd"], [], ["versie 3", None, "concept"], [], *plan({})]
    checked = check(xlsx(Blad=rows), programme)
    assert checked.accepted
    assert checked.sheets[0].rows == 1


def test_a_header_is_found_after_empty_columns(programme: Programme):
    rows = [[None, None, *row] for row in plan({"Begroot": "n.t.b."})]
    assert cells(check(xlsx(Blad=rows), programme), "amount-unknown") == ["Blad!K2"]


def test_a_header_may_stand_on_two_rows(programme: Programme):
    above = [*PLAN, "Fasering", *[None] * 11]
    below = [None] * len(PLAN) + MONTHS
    row = [*plan_row(), *[100] * 12]
    checked = check(xlsx(Blad=[["Titel"], above, below, row]), programme)
    assert checked.content.plan[0].phasing == (10_000,) * 12


def test_a_header_word_may_be_cut_over_two_rows(programme: Programme):
    above = ["Regel", *PLAN[1:6], "Budget", *PLAN[7:]]
    below = ["code", *[None] * 5, "houder", None, None]
    assert check(xlsx(Blad=[above, below, plan_row()]), programme).accepted


def test_the_first_data_row_is_never_taken_for_a_header(programme: Programme):
    rows = [[*LEDGER, "Status"], [*booking(Soort="realisatie"), "verplicht"]]
    assert check(xlsx(Blad=rows), programme, line()).sheets[0].rows == 1


@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        str.lower,
        lambda h: f"  {h}\u00a0 ",
        lambda h: f"{h} *",
        "\n".join,
        lambda h: h.replace("e", "e\u0301"),
        lambda h: f"{h}:",
    ],
)
def test_a_header_is_known_in_any_case_accent_and_spacing(change, programme: Programme):
    rows = plan({})
    assert check(xlsx(Blad=[[change(header) for header in rows[0]], *rows[1:]]), programme).accepted


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.kind)
def test_every_synonym_of_a_column_is_recognised(spec, programme: Programme):
    for column in spec.columns:
        for synonym in column.synonyms:
            headers = [
                synonym if c is column else c.header
                for c in spec.columns
                if not c.field.startswith("quarter") or c is column
            ]
            checked = check(xlsx(Blad=[headers]), programme)
            assert codes(checked) in (
                ["file-no-rows", "sheet-empty"],
                ["file-no-rows", "column-ignored", "sheet-empty"],
            ), synonym


def test_an_exact_header_takes_precedence_over_a_synonym(programme: Programme):
    rows = plan({"Budget": 999})
    checked = check(xlsx(Blad=rows), programme)
    assert checked.content.plan[0].budget == 120_000
    assert "Budget (J)" in message(checked, "column-ignored")


def test_sheets_are_recognised_in_any_position(programme: Programme):
    checked = check(xlsx(Z=ledger({}), A=plan({})), programme)
    assert [(sheet.sheet, sheet.kind) for sheet in checked.sheets] == [
        ("Z", SheetKind.LEDGER),
        ("A", SheetKind.PLAN),
    ]


def test_a_missing_column_is_named(programme: Programme):
    checked = check(xlsx(Blad=[PLAN[:-2], plan_row()[:-2]]), programme)
    assert "Jaar en Begroot" in message(checked, "column-missing")
    assert checked.content is None


def test_a_file_without_a_known_table_names_the_missing_headers(programme: Programme):
    checked = check(xlsx(Blad=[["Regelcode", "Bedrag"], ["1", 5]]), programme)
    assert "mist: Boekstuknummer en Boekdatum" in message(checked, "file-no-table")


@pytest.mark.wording
@pytest.mark.parametrize(
    "rows", [[["Naam", "Woonplaats"], ["Jan", "Delft"]], [["Regelcode", "Bedrag"], ["1", 5]]]
)
def test_the_message_about_a_missing_table_has_no_double_spaces(rows, programme: Programme):
    text = message(check(xlsx(Blad=rows), programme), "file-no-table")
    assert text.endswith(". Gebruik het lege sjabloon als voorbeeld.")
    assert "  " not in text


def test_a_summary_beside_the_plan_is_ignored(programme: Programme):
    summary = [["Opgavedomein", "Begroot"], ["Jeugd", 1200], ["Totaal", 1200]]
    checked = check(xlsx(Plan=plan({}), Overzicht=summary), programme)
    assert checked.accepted
    assert sum(sheet.total for sheet in checked.sheets) == 120_000


@pytest.mark.parametrize(
    "total",
    [
        ["Totaal", *TOTAL, 2400],
        [None, "Totaal Jeugd", *[None] * 6, 2400],
        ["TOTAAL:", *TOTAL, 2400],
        [None, None, "Subtotaal", *[None] * 5, 2400],
        ["Totaal generaal", *TOTAL, 2400],
        [None, "Eindtotaal", *[None] * 6, 2400],
        [None, *TOTAL, 2400],
    ],
)
def test_a_total_row_is_not_counted_and_is_reported(total, programme: Programme):
    rows = [*plan({}, {"Regelcode": "JEU-002"}), [], total]
    checked = check(xlsx(Plan=rows), programme)
    assert checked.accepted
    assert checked.sheets[0].total == 240_000
    assert "rij 5" in message(checked, "totals-skipped")
    assert "total-differs" not in codes(checked)


@pytest.mark.parametrize("stars", ["*", "**", "***"])
def test_a_row_with_the_stars_of_sap_is_a_total_though_it_has_a_code(stars: str, programme: Programme):
    rows = [*ledger({}), [stars, None, None, "JEU-001", None, None, 12.5, None]]
    rows[1][rows[0].index("Bedrag")] = 12.5
    checked = check(xlsx(Boekingen=rows), programme, line())
    assert [sheet.total for sheet in checked.sheets] == [1_250]
    assert "totals-skipped" in codes(checked)


def test_subtotals_between_groups_are_compared_with_their_group(programme: Programme):
    rows = [
        *plan({}),
        ["Subtotaal", *TOTAL, 1200],
        plan_row(Regelcode="JEU-002", Begroot=5),
        ["Subtotaal", *TOTAL, 5],
        ["Totaal", *TOTAL, 1205],
    ]
    checked = check(xlsx(Plan=rows), programme)
    assert checked.sheets[0].total == 120_500
    assert "total-differs" not in codes(checked)


@pytest.mark.parametrize(("stated", "said"), [(1199.99, True), (1200, False), (1200.01, True)])
def test_a_total_that_differs_by_a_cent_is_reported(stated: float, said: bool, programme: Programme):
    checked = check(xlsx(Plan=[*plan({}), ["Totaal", *TOTAL, stated]]), programme)
    assert ("total-differs" in codes(checked)) == said
    assert checked.accepted


def test_an_amount_without_code_that_is_no_total_is_refused(programme: Programme):
    checked = check(xlsx(Plan=[*plan({}), [None, *TOTAL, 700]]), programme)
    assert "Plan!A3" in cells(checked, "cell-missing")


def test_a_complete_row_with_a_total_word_in_its_text_counts(programme: Programme):
    checked = check(xlsx(Plan=plan({"Activiteit": "Totaal Welzijn"}, {"Regelcode": "SOM-1"})), programme)
    assert checked.sheets[0].total == 240_000


def test_repeated_headers_and_loose_headings_are_skipped(programme: Programme):
    rows = [*plan({}), PLAN, ["Actielijn 2: buurten"], plan_row(Regelcode="JEU-002")]
    checked = check(xlsx(Plan=rows), programme)
    assert checked.accepted
    assert checked.sheets[0].rows == 2


def test_a_total_sheet_beside_its_details_is_not_counted_twice(programme: Programme):
    one, two = {"Regelcode": "JEU-001"}, {"Regelcode": "JEU-002", "Begroot": 5}
    checked = check(xlsx(Alles=plan(one, two), Een=plan(one), Twee=plan(two)), programme)
    assert checked.accepted
    assert sum(sheet.total for sheet in checked.sheets) == 120_500
    assert [sheet.sheet for sheet in checked.sheets] == ["Een", "Twee"]


def test_a_total_sheet_of_bookings_is_not_counted_twice(programme: Programme):
    one, two = {"Volgnummer": 1}, {"Volgnummer": 2}
    checked = check(xlsx(Jan=ledger(one), Feb=ledger(two), Totaal=ledger(one, two)), programme, line())
    assert checked.accepted
    assert sum(len(statement.rows) for statement in checked.content.statements) == 2


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("Bedragen x € 1.000", 1000),
        ("(x 1.000)", 1000),
        ("bedragen in duizenden euro's", 1000),
        ("x € 1.000.000", 1_000_000),
        ("x €1000", 1000),
        ("Bedragen in miljoenen", 1_000_000),
        ("Meer dan € 1.000", 1),
        ("in hele euro's", 1),
        ("Bedragen in hele euro's, niet x 1000", 1),
        ("Subsidie max 1.000 per kind", 1),
        ("Plan van 4 x 1.000 uur", 1),
        ("alle bedragen maal 1000 euro", 1000),
        ("in KEUR", 1000),
        ("in EUR k", 1000),
        ("in 1.000 euro", 1000),
        ("eenheid: 1.000 euro", 1000),
        ("Bedragen x 1k", 1000),
    ],
)
def test_a_unit_in_the_title_is_applied_and_reported(text: str, factor: int, programme: Programme):
    checked = check(xlsx(Plan=[[text], *plan({"Begroot": 1.5})]), programme)
    assert checked.content.plan[0].budget == 150 * factor
    assert ("sheet-unit" in codes(checked)) == (factor > 1)


@pytest.mark.parametrize("text", ["x € 100", "Bedragen x € 10.000", "(x euro 5)"])
def test_a_unit_that_is_not_known_is_refused(text: str, programme: Programme):
    checked = check(xlsx(Plan=[["Bedragen"], [None, text], *plan({})]), programme)
    assert cells(checked, "unit-unknown") == ["Plan!B2"]


@pytest.mark.parametrize(
    ("titles", "header", "is_refused"),
    [
        (["Bedragen x € 1.000"], "Begroot", False),
        (["Bedragen x € 1.000"], "Begroot (in euro)", True),
        (["Bedragen x € 1.000"], "Begroot (€)", False),
        (["Bedragen x € 1.000", "in hele euro's"], "Begroot", True),
        (["Bedragen in euro's", "Bedragen x € 1.000"], "Begroot", True),
        (["Bedragen in euro's", "(x 1.000)"], "Begroot", False),
        (["Bedragen in euro's (x 1.000)"], "Begroot", False),
        (["x € 1.000", "in miljoenen"], "Begroot", True),
        (["Let op: vroeger x € 1.000, nu in euro"], "Begroot", True),
        (["Bedragen in euro's"], "Begroot (x € 1.000)", False),
    ],
)
def test_a_unit_that_the_sheet_contradicts_is_refused(
    titles: list[str], header: str, is_refused: bool, programme: Programme
):
    rows = plan({"Begroot": 12})
    rows[0][rows[0].index("Begroot")] = header
    checked = check(xlsx(Plan=[*([title] for title in titles), *rows]), programme)
    assert ("unit-conflict" in codes(checked)) == is_refused
    assert all(cell_of(finding) for finding in checked.findings if finding.code == "unit-conflict")
    if not is_refused:
        assert checked.content.plan[0].budget == 1_200_000


@pytest.mark.parametrize(
    "below",
    [
        [*[None] * 8, "€"],
        [*[None] * 8, "(in euro)"],
        [1, 2, 3, 4, 5, 6, 7, 8, 9],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"],
    ],
)
def test_a_row_with_units_or_numbers_below_the_header_is_no_data(below: list, programme: Programme):
    rows = plan({})
    checked = check(xlsx(Plan=[rows[0], below, *rows[1:]]), programme)
    assert (checked.sheets[0].rows, checked.sheets[0].total) == (1, 120_000)
    assert checked.accepted


def test_a_unit_below_the_header_holds_for_its_column(programme: Programme):
    rows = plan({"Vrijgegeven": 100})
    below = [*[None] * 8, "x € 1.000", "€"]
    found = check(xlsx(Plan=[rows[0], below, *rows[1:]]), programme).content.plan[0]
    assert (found.budget, found.released) == (120_000_000, 10_000)


def test_a_header_with_a_percentage_is_no_amount(programme: Programme):
    rows = plan({})
    rows[0][rows[0].index("Begroot")] = "Begroot %"
    assert "Begroot" in message(check(xlsx(Plan=rows), programme), "column-missing")


def test_two_other_words_for_one_amount_are_asked_about(programme: Programme):
    rows = ledger({"Waarde": 90})
    rows[0][rows[0].index("Bedrag")] = "Werkelijk"
    checked = check(xlsx(Boekingen=rows), programme, line())
    assert cells(checked, "column-twice") == ["Boekingen!I1"]
    assert check(xlsx(Boekingen=ledger({"Waarde": 90})), programme, line()).sheets[0].total == 10_000


@pytest.mark.parametrize(
    ("sides", "amounts", "is_refused"),
    [
        (("D", "C"), (100, 25), True),
        (("D", "C"), (100, -25), False),
        (("S", "H"), (100, 25), True),
        (("Af", "Bij"), (100, 25), True),
        (("+", "-"), (100, 25), True),
        (("C", "C"), (100, 25), True),
        (("D", "D"), (100, 25), False),
        (("Dr", "Cr"), (100, 40), True),
        (("DR.", "CR."), (100, 40), True),
        (("DB", "Cr"), (100, 40), True),
        (("Dr", "Cr"), (100, -40), False),
        (("debe", "Haber"), (100, 40), True),
        (("Lasten", "Baten"), (100, 40), True),
        (("L", "B"), (100, 40), True),
        (("L", "B"), (100, -40), False),
        (("Uitgaven", "Inkomsten"), (100, 40), True),
        (("Dr", "Afboeking"), (100, 40), True),
        (("A", "B"), (100, 25), False),
    ],
)
def test_the_side_of_a_booking_is_in_its_amount_or_refused(
    sides: tuple, amounts: tuple, is_refused: bool, programme: Programme
):
    rows = ledger(
        *(
            {"Boekstuknummer": str(n), "Bedrag": amount, "Kant": side}
            for n, (side, amount) in enumerate(zip(sides, amounts, strict=True))
        )
    )
    checked = check(xlsx(Boekingen=rows), programme, line())
    assert cells(checked, "column-sides") == (["Boekingen!I1"] if is_refused else [])


def test_the_side_of_a_booking_counts_in_a_column_without_a_header_too(programme: Programme):
    rows = [
        [*row, side] for row, side in zip(ledger({}, {"Boekstuknummer": "2"}), (None, "D", "C"), strict=True)
    ]
    checked = check(xlsx(Boekingen=rows), programme, line())
    assert cells(checked, "column-sides") == ["Boekingen!I1"]


@pytest.mark.parametrize(
    ("currency", "is_refused"), [("USD", True), ("eur", False), ("€", False), (None, False)]
)
@pytest.mark.parametrize("header", ["Valuta", "Muntsoort", "Kleur"])
def test_another_currency_is_never_taken_for_euros(
    header: str, currency: str | None, is_refused: bool, programme: Programme
):
    checked = check(xlsx(Plan=plan({header: currency})), programme)
    assert cells(checked, "column-currency") == (["Plan!J2"] if is_refused else [])


@pytest.mark.parametrize("label", ["Tot.", "Σ", "Samen", "Kansen voor de Jeugd"])
@pytest.mark.parametrize("column", [0, 1])
@pytest.mark.parametrize(("stated", "is_total"), [(1700, True), (1700.01, False)])
def test_a_row_with_a_label_and_the_sum_is_a_total(
    label: str, column: int, stated: float, is_total: bool, programme: Programme
):
    total = [*[None] * 8, stated]
    total[column] = label
    checked = check(xlsx(Plan=[*plan({}, {"Regelcode": "JEU-002", "Begroot": 500}), total]), programme)
    assert checked.accepted == is_total
    assert checked.sheets[0].total == (170_000 if is_total else 340_001)


def test_a_row_with_a_label_and_the_amount_of_the_one_row_above_it_is_no_total(programme: Programme):
    checked = check(xlsx(Plan=[*plan({}), ["JEU-002", *[None] * 7, 1200]]), programme)
    assert "Plan!B3" in cells(checked, "cell-missing")


def test_a_whole_line_with_total_as_its_code_is_asked_about(programme: Programme):
    checked = check(xlsx(Plan=plan({"Regelcode": "TOTAAL", "Begroot": 5}, {})), programme)
    assert cells(checked, "total-doubt") == ["Plan!A2"]


@pytest.mark.parametrize(("value", "is_said"), [(5, True), ("let op", False), (None, False)])
def test_numbers_without_a_header_beside_the_table_are_reported(value, is_said: bool, programme: Programme):
    checked = check(xlsx(Plan=[PLAN, [*plan_row(), value]]), programme)
    assert ("column-nameless" in codes(checked)) == is_said
    assert checked.accepted


@pytest.mark.parametrize(("text", "is_refused"), [("12,50", True), ('"12,50"', False), ("12", False)])
def test_a_comma_that_cuts_an_amount_in_two_is_refused(text: str, is_refused: bool, programme: Programme):
    data = f"Boekstuknummer,Boekdatum,Regelcode,Bedrag\n1,01-03-2024,JEU-001,{text}\n".encode()
    checked = check(data, programme, line(), name="boekingen.csv")
    assert cells(checked, "csv-fields") == (["boekingen!E2"] if is_refused else [])
    assert checked.accepted != is_refused


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Extractiedatum: 31-02-2024", "period-invalid"),
        ("Periode: 31-12-2024 t/m 01-01-2024", "period-invalid"),
        ("Extractiedatum: 29-02-2024", "ledger-ahead"),
        ("Extractiedatum: 01-03-2024", ""),
        ("Periode: 01-01-2024 t/m 31-03-2024", "ledger-period-end"),
        ("Periode: 01-01-2024 t/m 08-03-2024", ""),
        ("Periode: 01-01-2024 t/m 30-06-2024", "ledger-title-month"),
        ("Boekingen t/m juni 2024", "ledger-period-end"),
        ("Boekingen t/m februari 2024", "ledger-ahead"),
        ("Boekingen juni 2024", "ledger-title-month"),
        ("Boekingen maart 2024, stand per 03-04-2024", ""),
        ("Boekingen van de Jeugd", ""),
    ],
)
def test_a_contradictory_date_or_period_above_the_bookings_is_reported(
    title: str, code: str, programme: Programme
):
    checked = check(xlsx(Boekingen=[[title], *ledger({})]), programme, line())
    assert [found for found in codes(checked) if found != "ledger-statement"] == ([code] if code else [])


def test_a_small_number_among_whole_thousands_is_reported_in_any_unit(programme: Programme):
    amounts = (120, 2.41, 5)
    rows = plan(*({"Regelcode": f"JEU-{n}", "Begroot": amount} for n, amount in enumerate(amounts)))
    checked = check(xlsx(Plan=[["Bedragen x € 1.000"], *rows]), programme)
    assert cells(checked, "amount-lost-zero") == ["Plan!I4"]


def test_a_unit_in_a_header_holds_for_that_column_only(programme: Programme):
    rows = plan({"Vrijgegeven": 1000})
    rows[0][rows[0].index("Begroot")] = "Begroot (x € 1.000)"
    found = check(xlsx(Plan=rows), programme).content.plan[0]
    assert (found.budget, found.released) == (120_000_000, 100_000)


def test_formulas_with_a_stored_value_are_read_and_without_are_refused(programme: Programme):
    data = xlsx(Plan=plan({"Begroot": "=600*2"}))
    assert cells(check(data, programme), "cell-formula") == ["Plan!I2"]
    stored = edited(data, "xl/worksheets/sheet1.xml", "<v ?/>|<v></v>", "<v>1200</v>")
    assert check(stored, programme).sheets[0].total == 120_000


@pytest.mark.parametrize("value", ["#REF!", "#DIV/0!", "#N/A"])
def test_an_error_value_is_refused_by_cell_also_in_an_optional_column(value: str, programme: Programme):
    checked = check(xlsx(Plan=plan({"Vrijgegeven": value})), programme)
    assert cells(checked, "cell-error") == ["Plan!J2"]
    assert value in message(checked, "cell-error")


def test_a_sheet_of_nothing_but_formulas_is_not_taken_for_an_empty_sheet(programme: Programme):
    checked = check(
        xlsx(Plan=[PLAN, [f"=Bron!{c}2" for c in "ABCDEFGHI"], [f"=Bron!{c}3" for c in "ABCDEFGHI"]]),
        programme,
    )
    assert len(cells(checked, "cell-formula")) > 10


def test_a_prefix_in_the_xml_does_not_hide_a_formula(programme: Programme):
    data = xlsx(Plan=plan({"Begroot": "=600*2"}))
    data = edited(data, "xl/worksheets/sheet1.xml", r"<(/?)(?=[a-zA-Z])", r"<\1x:", count=0)
    data = edited(data, "xl/worksheets/sheet1.xml", 'xmlns="', 'xmlns:x="')
    assert cells(check(data, programme), "cell-formula") == ["Plan!I2"]


def test_hidden_rows_columns_and_sheets_are_read_and_reported(programme: Programme):
    def hide(book: openpyxl.Workbook) -> None:
        sheet = book["Plan"]
        sheet.row_dimensions[2].hidden = sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["H"].hidden = True
        sheet.sheet_state = "veryHidden"
        book.create_sheet("Los")

    checked = check(xlsx(hide, Plan=plan({}, {"Regelcode": "JEU-002"})), programme)
    assert checked.sheets[0].total == 240_000
    assert "rij 2-3" in message(checked, "rows-hidden")
    assert "kolom H" in message(checked, "columns-hidden")
    assert "sheet-hidden" in codes(checked)


def test_a_time_of_day_does_not_move_a_date_to_the_next_month(programme: Programme):
    data = xlsx(Boekingen=ledger({"Boekdatum": datetime(2024, 3, 31, 12)}))
    late = edited(data, "xl/worksheets/sheet1.xml", "45382.5", "45382.999999998")
    early = edited(data, "xl/worksheets/sheet1.xml", "45382.5", "45382.000000001")
    for changed in (late, early):
        assert check(changed, programme, line()).content.statements[0].rows[0].date == date(2024, 3, 31)


def test_the_1904_calendar_is_read_as_the_cell_shows_it(programme: Programme):
    data = xlsx(
        lambda book: setattr(book, "epoch", openpyxl.utils.datetime.CALENDAR_MAC_1904),
        Boekingen=ledger({"Boekdatum": date(2024, 3, 31)}),
    )
    assert check(data, programme, line()).content.statements[0].rows[0].date == date(2024, 3, 31)


def test_leading_zeros_are_restored_from_the_number_format(programme: Programme):
    def zeros(book: openpyxl.Workbook) -> None:
        book["Plan"]["A2"].number_format = "00000"

    assert check(xlsx(zeros, Plan=plan({"Regelcode": 12})), programme).content.plan[0].code == "00012"


def test_a_number_beside_codes_with_leading_zeros_is_not_guessed(programme: Programme):
    checked = check(xlsx(Plan=plan({"Regelcode": "0012"}, {"Regelcode": 13})), programme)
    assert cells(checked, "code-number") == ["Plan!A3"]


def test_one_sheet_per_year_adds_up(programme: Programme):
    checked = check(xlsx(**{"2024": plan({}), "2025": plan({"Jaar": 2025})}), programme)
    assert {row.year for row in checked.content.plan} == {2024, 2025}


def test_all_findings_of_a_file_are_reported_at_once(programme: Programme):
    checked = check(
        xlsx(Plan=plan({"Begroot": "veel", "Bron": "x"}, {"Jaar": 1999, "Actielijn": None})), programme
    )
    assert {"amount-invalid", "name-unknown", "year-outside", "cell-missing"} <= set(codes(checked))


def test_repeated_findings_are_limited_to_fifty_and_a_count(programme: Programme):
    rows = plan(*({"Regelcode": f"JEU-{n}", "Begroot": "veel"} for n in range(300)))
    found = [f for f in check(xlsx(Plan=rows), programme).findings if f.code == "amount-invalid"]
    assert len(found) == 51
    assert "nog 249 keer" in message_of(found[-1])


@pytest.mark.wording
def test_the_message_says_where_what_and_what_to_do(programme: Programme):
    rows = [["Titel"], *[[]] * 11, *plan({"Begroot": "n.t.b."})]
    assert message(check(xlsx(Bestedingsplan=rows), programme), "amount-unknown") == (
        "Bestedingsplan!I14: 'n.t.b.' is geen bedrag. "
        "Vul een bedrag in, of laat de regel weg tot het bedrag bekend is."
    )


@pytest.mark.slow
def test_a_single_cell_in_the_last_row_of_excel_is_reported(programme: Programme):
    far = '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>een losse opmerking</t></is></c></row>'
    data = edited(xlsx(Plan=plan({})), "xl/worksheets/sheet1.xml", "</sheetData>", f"{far}</sheetData>")
    checked = check(data, programme)
    assert checked.sheets[0].rows == 1
    assert "rij 1048576" in message(checked, "notes-skipped")


def test_a_text_with_a_dot_and_two_decimals_in_a_workbook_is_not_guessed(programme: Programme):
    assert cells(check(xlsx(Plan=plan({"Begroot": "1234.56"})), programme), "amount-double") == ["Plan!I2"]


BOTH = ["Boekstuknummer", "Boekdatum", "Regelcode", "Debet", "Credit"]


def both(*amounts: tuple, title: str = "") -> bytes:
    rows = [[str(n), date(2024, 3, 1), "JEU-001", *pair] for n, pair in enumerate(amounts)]
    return xlsx(Boekingen=[*([[title]] if title else []), BOTH, *rows])


def test_a_ledger_with_debit_and_credit_is_the_one_less_the_other(programme: Programme):
    data = both((1250.5, None), (None, "50,25"), ("800,00", "0,00"))
    checked = check(data, programme, line())
    assert [row.amount for row in checked.content.statements[0].rows] == [125_050, -5_025, 80_000]
    assert "Debet min Credit" in message(checked, "debit-credit")
    assert "column-ignored" not in codes(checked)


def test_debit_and_credit_follow_the_unit_of_the_sheet(programme: Programme):
    checked = check(both((1.5, None), (None, "0,25"), title="Bedragen x € 1.000"), programme, line())
    assert [row.amount for row in checked.content.statements[0].rows] == [150_000, -25_000]


@pytest.mark.parametrize(
    ("pair", "code", "cell"),
    [
        (("x", None), "amount-invalid", "D2"),
        ((5, "2.41"), "amount-double", "E2"),
        ((None, None), "cell-missing", "D2"),
    ],
)
def test_a_fault_in_debit_or_credit_is_reported_in_its_own_cell(pair, code, cell, programme: Programme):
    assert cells(check(both(pair), programme, line()), code) == [f"Boekingen!{cell}"]


@pytest.mark.parametrize("column", [0, 1, 2])
def test_excels_subtotal_rows_are_skipped(column: int, programme: Programme):
    subtotal: list = [None] * 8
    subtotal[column] = "Jeugd Totaal"
    rows = [*plan({}, {"Regelcode": "JEU-002"}), [*subtotal, 2400], plan_row(Regelcode="JEU-003")]
    checked = check(xlsx(Plan=rows), programme)
    assert [row.code for row in checked.content.plan] == ["JEU-001", "JEU-002", "JEU-003"]
    assert "rij 4" in message(checked, "totals-skipped")


def test_an_incomplete_row_that_is_no_sum_is_refused(programme: Programme):
    rows = plan({}, {"Regelcode": "JEU-002", "Activiteit": "Onderhoud totaal", "Bron": None, "Begroot": 7})
    assert "Plan!E3" in cells(check(xlsx(Plan=rows), programme), "cell-missing")


@pytest.mark.parametrize(("text", "unit"), [("in € mln", 10**6), ("(TEUR)", 1000), ("Budget € 1,2 mln", 1)])
def test_a_unit_is_known_in_more_words(text: str, unit: int, programme: Programme):
    checked = check(xlsx(Plan=[[text], *plan({"Begroot": 2})]), programme)
    assert checked.content.plan[0].budget == 200 * unit


def test_a_unit_under_the_table_is_asked_about(programme: Programme):
    checked = check(xlsx(Plan=[*plan({}), [], [None, "Bedragen x € 1.000"]]), programme)
    assert cells(checked, "unit-below") == ["Plan!B4"]
    above = check(xlsx(Plan=[["x € 1.000"], *plan({}), [], [None, "Bedragen x € 1.000"]]), programme)
    assert above.accepted


@pytest.mark.parametrize("header", ["Activiteit", "Toelichting"])
def test_an_asterisk_marks_a_subtotal_only_beside_amounts_alone(header: str, programme: Programme):
    rows = plan(
        {"Toelichting": None}, {"Regelcode": "JEU-002", header: "*"}, {"Regelcode": "JEU-003", "Bron": None}
    )
    rows[3][rows[0].index("Toelichting")] = "*"
    checked = check(xlsx(Plan=rows), programme)
    assert cells(checked, "cell-missing") == ["Plan!E4"]
    assert "totals-skipped" not in codes(checked)


@pytest.mark.parametrize(
    ("credits", "refused"), [((-5, -7), True), ((-5, 7), False), ((5, 7), False), ((0, None), False)]
)
def test_credits_that_are_all_below_zero_are_not_added(credits: tuple, refused: bool, programme: Programme):
    checked = check(both((100, None), *((None, c) if c else (1, c) for c in credits)), programme, line())
    assert cells(checked, "credit-below-zero") == (["Boekingen!E1"] if refused else [])


def test_a_row_with_a_code_and_a_total_word_is_no_subtotal(programme: Programme):
    """Although its amount happens to equal the sum of the rows above it."""
    rows = plan({}, {"Regelcode": "JEU-002", "Activiteit": "Onderhoud totaal", "Bron": None, "Begroot": 1200})
    assert "Plan!E3" in cells(check(xlsx(Plan=rows), programme), "cell-missing")


def test_rows_with_nothing_but_amounts_are_refused_by_cell(programme: Programme) -> None:
    rows = [
        ["Boekstuknummer", "Boekdatum", "Regelcode", "Bedrag"],
        *([None, None, None, n + 0.5] for n in (10, 20)),
    ]
    checked = check(xlsx(Blad=rows), programme)
    assert sorted(cells(checked, "cell-missing")) == [
        "Blad!A2",
        "Blad!A3",
        "Blad!B2",
        "Blad!B3",
        "Blad!C2",
        "Blad!C3",
    ]


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Bedragen in keuro", True),
        ("Bedragen in centen", True),
        ("in honderdtallen euro", True),
        ("Bedragen in euro", False),
        ("Kosten per keuring", False),
        ("Percenten en bedragen", False),
    ],
)
def test_a_unit_in_words_that_we_do_not_read_is_asked_about(title: str, asked: bool, programme: Programme):
    assert ("unit-doubt" in codes(check(xlsx(Plan=[[title], *plan({})]), programme))) is asked


@pytest.mark.parametrize(
    ("amounts", "asked"),
    [((-1_000, -5, 300, 400, 90), True), ((-100, -5, 300, 400, 90), False), ((-1_000, 300, 400), False)],
)
def test_bookings_with_a_negative_total_are_asked_about(
    amounts: tuple[int, ...], asked: bool, programme: Programme
):
    rows = ledger(*({"Boekstuknummer": f"K{n}", "Bedrag": amount} for n, amount in enumerate(amounts)))
    assert ("ledger-signs" in codes(check(xlsx(Boekingen=rows), programme, line()))) is asked
