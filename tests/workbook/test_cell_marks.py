"""What a reader of values does not show is found in every kind of workbook."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
import xlwt

from budget.model import Level, Programme
from budget.sandbox.check import check_file
from budget.workbook.cell_marks import MOST, POWER, SHARE, THOUSANDS, look_of
from budget.workbook.ods_marks import ods_marks
from budget.workbook.xls_marks import xls_marks
from budget.workbook.xlsx_marks import styled_looks
from tests.intake.workbooks import booking, cells, check, codes, edited, ledger, line, message, ods, plan
from tests.operations import count_calls
from tests.workbook.binary import Error, Styled, xls, xlsb

Rows = Sequence[Sequence[Any]]
Make = Callable[..., bytes]
KINDS = pytest.mark.parametrize(
    ("make", "name"),
    [(xls, "proef.xls"), (xlsb, "proef.xlsb"), (ods, "proef.ods")],
    ids=["xls", "xlsb", "ods"],
)


@KINDS
def test_a_sound_plan_is_read_to_the_cent(make: Make, name: str, programme: Programme):
    checked = check(make(plan({"Begroot": 1200.25, "Vrijgegeven": 600})), programme, name=name)
    assert codes(checked) == []
    assert [(row.budget, row.released) for row in checked.content.plan] == [(120_025, 60_000)]


@KINDS
def test_a_sound_ledger_is_read_to_the_cent(make: Make, name: str, programme: Programme):
    checked = check(
        make(ledger({"Bedrag": 12.1}, {"Boekstuknummer": "2", "Bedrag": -2})), programme, line(), name=name
    )
    assert [row.amount for row in checked.content.statements[0].rows] == [1_210, -200]


@KINDS
@pytest.mark.parametrize("header", ["Vrijgegeven", "Toelichting", "Begroot"])
@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A"])
def test_an_error_value_is_refused_by_cell_also_where_the_column_may_be_empty(
    make: Make, name: str, header: str, error: str, programme: Programme
):
    rows = plan({"Vrijgegeven": 1, "Toelichting": "x"}, {"Regelcode": "JEU-002", header: Error(error)})
    checked = check(make(rows), programme, name=name)
    column = "IJK"[["Begroot", "Vrijgegeven", "Toelichting"].index(header)]
    assert cells(checked, "cell-error") == [f"Plan!{column}3"]
    assert error in message(checked, "cell-error")
    assert checked.content is None


@KINDS
def test_an_error_that_a_formula_left_is_refused(make: Make, name: str, programme: Programme):
    rows = plan({"Vrijgegeven": 1}, {"Regelcode": "JEU-002", "Vrijgegeven": Error("#REF!", by_formula=True)})
    assert cells(check(make(rows), programme, name=name), "cell-error") == ["Plan!J3"]


@KINDS
def test_hidden_rows_and_columns_are_said(make: Make, name: str, programme: Programme):
    rows = plan({}, {"Regelcode": "JEU-002"}, {"Regelcode": "JEU-003"})
    checked = check(make(rows, hidden_rows=[2], hidden_columns=[8]), programme, name=name)
    assert "rij 3" in message(checked, "rows-hidden")
    assert "kolom I" in message(checked, "columns-hidden")
    assert len(checked.content.plan) == 3


@KINDS
def test_leading_zeros_come_back_from_what_the_cell_shows(make: Make, name: str, programme: Programme):
    checked = check(make(plan({"Regelcode": Styled(12, "00000")})), programme, name=name)
    assert checked.content.plan[0].code == "00012"


@KINDS
def test_a_number_with_and_without_leading_zeros_is_not_one_code(make: Make, name: str, programme: Programme):
    rows = plan({"Regelcode": Styled(12, "00000")}, {"Regelcode": 12, "Jaar": 2025})
    checked = check(make(rows), programme, name=name)
    assert cells(checked, "code-number") == ["Plan!A2", "Plan!A3"]


@KINDS
def test_the_last_moment_of_a_month_stays_in_it(make: Make, name: str, programme: Programme):
    late = Styled(45382.999999998, "dd-mm-yyyy")
    data = make([ledger()[0], booking(Boekdatum=late)])
    assert check(data, programme, line(), name=name).content.statements[0].rows[0].date == date(2024, 3, 31)


@KINDS
def test_a_number_shown_as_a_percentage_is_no_amount(make: Make, name: str, programme: Programme):
    rows = plan({"Begroot": Styled(0.12, "0%")}, {"Regelcode": "JEU-002", "Begroot": Styled(5, '0 "%"')})
    assert cells(check(make(rows[:2]), programme, name=name), "amount-share") == ["Plan!I2"]
    if make is not ods:
        assert cells(check(make(rows), programme, name=name), "amount-share") == ["Plan!I2"]


@pytest.mark.parametrize(
    ("make", "name"),
    [(xls, "proef.xls"), (xlsb, "proef.xlsb"), (ods, "proef.ods")],
    ids=["xls", "xlsb", "ods"],
)
def test_a_code_shown_as_a_power_of_ten_is_refused_and_an_amount_so_is_read(
    make: Make, name: str, programme: Programme
):
    power = "0.00E+00"
    rows = plan(
        {"Begroot": Styled(120_000, power)},
        {"Regelcode": Styled(102e10, power), "Begroot": Styled(0.25, power)},
        {"Regelcode": "JEU-003", "Begroot": Styled(12_345.67, power)},
    )
    checked = check(make(rows), programme, name=name)
    assert cells(checked, "code-number") == ["Plan!A3"]
    assert codes(checked) == ["code-number"]
    assert checked.sheets[0].total == 12_000_000 + 25 + 1_234_567


@pytest.mark.parametrize(("make", "name"), [(xls, "proef.xls"), (xlsb, "proef.xlsb")], ids=["xls", "xlsb"])
def test_thousands_are_not_counted_twice(make: Make, name: str, programme: Programme):
    rows = plan({"Begroot": Styled(120_000, "#,##0,")})
    assert check(make(rows), programme, name=name).content.plan[0].budget == 12_000_000
    checked = check(make([["Bedragen x € 1.000"], *rows]), programme, name=name)
    assert cells(checked, "unit-format") == ["Plan!I3"]


@KINDS
@pytest.mark.parametrize("value", [True, False])
def test_a_truth_is_no_amount_also_where_it_is_stored_as_a_number(
    make: Make, name: str, value: bool, programme: Programme
):
    rows = plan({"Vrijgegeven": 0}, {"Regelcode": "JEU-002", "Vrijgegeven": value})
    assert cells(check(make(rows), programme, name=name), "amount-type") == ["Plan!J3"]


@pytest.mark.parametrize(
    ("code", "look"),
    [
        (b"00000", 5),
        (b"00", 2),
        (b"0", 0),
        (b"0%", SHARE),
        (b"0.0 %", SHARE),
        (b'0 "%"', 0),
        (b"0\\%", 0),
        (b"0.00E+00", POWER),
        (b"##0.0e-0", POWER),
        (b'0 "E+"', 0),
        (b"#,##0,", THOUSANDS),
        (b"0.0,,;-0.0,,", THOUSANDS),
        (b"#,##0", 0),
        (b"#,##0.00", 0),
        (b"", 0),
    ],
)
def test_the_look_of_a_number_format(code: bytes, look: int):
    assert look_of(code) == look


def test_a_style_without_a_format_of_its_own_keeps_its_place():
    styles = b"""<styleSheet><numFmts><numFmt formatCode='00000' numFmtId='164'/></numFmts>
    <cellXfs><xf/><xf numFmtId="9"/><xf numFmtId="164"><alignment/></xf></cellXfs></styleSheet>"""
    assert styled_looks(styles) == {1: SHARE, 2: 5}


@pytest.mark.parametrize("value", ["5000,5", "", "1 000", "veel", "1.234.567"])
def test_a_value_that_is_no_number_is_refused_by_cell_in_ods(value: str, programme: Programme):
    good = ods(plan({}, {"Regelcode": "JEU-002", "Begroot": 5000}))
    data = edited(good, r"content\.xml", 'office:value="5000"', f'office:value="{value}"')
    checked = check(data, programme, name="proef.ods")
    assert cells(checked, "cell-damaged") == ["Plan!I3"]
    assert checked.content is None


@pytest.mark.parametrize("value", ["5000", "5000.25", "5E3", "-0"])
def test_any_number_is_read_in_ods(value: str, programme: Programme):
    good = ods(plan({}, {"Regelcode": "JEU-002", "Begroot": 5000}))
    data = edited(good, r"content\.xml", 'office:value="5000"', f'office:value="{value}"')
    assert check(data, programme, name="proef.ods").content.plan[1].budget == round(float(value) * 100)


def test_a_formula_that_was_never_worked_out_is_refused_in_ods(programme: Programme):
    data = ods(plan({"Vrijgegeven": 1}, {"Regelcode": "JEU-002", "Vrijgegeven": Error("", by_formula=True)}))
    assert cells(check(data, programme, name="proef.ods"), "cell-formula") == ["Plan!J3"]


@pytest.mark.fuzz
@KINDS
def test_a_damaged_binary_is_read_or_refused(make: Make, name: str, programme: Programme, fuzz_rounds: int):
    """In a process of its own, as always: damage can make the native reader abort."""
    good = make(plan({"Vrijgegeven": 1}, {"Regelcode": "JEU-002"}))
    chance = random.Random(7)
    for _ in range(fuzz_rounds // 6):
        data = bytearray(good)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        checked = check_file(name, bytes(data), programme)
        is_refused = Level.ERROR in {finding.level for finding in checked.findings}
        assert (checked.content is None) is is_refused


@pytest.mark.parametrize("cut", [0, 3, 40, 600])
def test_a_damaged_end_ends_the_look_and_nothing_else(cut: int):
    assert ods_marks(b"<a formula='x'>"[: 15 - cut]) == {}
    assert xls_marks(xls(plan({}))[:cut]) == {}


def test_an_error_repeated_over_the_whole_sheet_costs_no_more_than_over_a_part():
    def repeated(rows: int, columns: int) -> bytes:
        names = 'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        cell = f'<t:table-cell t:formula="x" t:number-columns-repeated="{columns}"/>'
        row = f'<t:table-row t:number-rows-repeated="{rows}">{cell}</t:table-row>'
        return f"<x {names}><t:table>{row}</t:table></x>".encode()

    whole, part = repeated(1_048_576, 16_384), repeated(100, 100)
    (found,) = ods_marks(whole).values()
    assert len(found.broken) == MOST
    calls = count_calls(lambda: ods_marks(part), most=10_000)
    assert count_calls(lambda: ods_marks(whole), most=2 * calls) <= 2 * calls


@pytest.mark.parametrize("name", ["Plan", "Bestedingsplan 2024", "Één € plan", "Планы"])
def test_marks_are_found_by_the_name_of_the_sheet(name: str):
    book = xlwt.Workbook()
    book.add_sheet("Eerst").write(0, 0, 1)
    sheet = book.add_sheet(name)
    sheet.write(0, 0, 1)
    sheet.row(0).set_cell_error(1, 0x17)
    buffer = io.BytesIO()
    book.save(buffer)
    found = xls_marks(buffer.getvalue())
    assert list(found) == ["Eerst", name]
    assert [list(marks.broken) for marks in found.values()] == [[], [(0, 1)]]
