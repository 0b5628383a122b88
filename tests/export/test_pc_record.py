"""Annual accounts tell how the forecasts of the year held; other documents of the cycle do not."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from budget.export.planning_control_tables import RECORD_SHEET, pc_workbook, record_table
from budget.model import Interval
from budget.model.planning_control import PcDocument
from budget.snapshot.forecast_record import ForecastOutcome, record_sentence
from tests.store.samples import PROGRAMME

END = date(2024, 12, 31)
KEPT = (
    ForecastOutcome(
        date(2024, 6, 27), date(2024, 5, 31), "GRO", "Groen", Interval(80_00, 100_00, 110_00), 111_00
    ),
    ForecastOutcome(
        date(2024, 10, 3), date(2024, 8, 31), "GRO", "Groen", Interval(80_00, 100_00, 111_00), 111_00
    ),
)


def cells(document: PcDocument) -> dict[str, list[object]]:
    data = pc_workbook(PROGRAMME, document, 2024, END, (), "", KEPT)
    book = load_workbook(io.BytesIO(data))
    return {sheet.title: [cell.value for row in sheet for cell in row] for sheet in book}


def test_the_sheet_shows_forecast_outturn_and_whether_it_was_within_the_interval() -> None:
    first, second = record_table(KEPT).rows
    assert first == ("Groen", date(2024, 5, 31), 80_00, 100_00, 110_00, 111_00, 11_00, "nee")
    assert second[-1] == "ja"
    found = cells(PcDocument.ACCOUNTS)[RECORD_SHEET]
    assert {"nee", "ja", 111, 11, record_sentence(KEPT)} <= set(found)


@pytest.mark.parametrize("document", [PcDocument.SPRING, PcDocument.AUTUMN])
def test_documents_drawn_up_during_the_year_have_no_forecast_record(document: PcDocument) -> None:
    assert RECORD_SHEET not in cells(document)
