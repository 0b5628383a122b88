"""Reading panels from CSV, and the messages for invalid ones."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from budget.model import BudgetError
from calibration.panel import checked

ROW = {
    "panel": "p",
    "group": "A",
    "series": "A/1",
    "fiscal_year": "2010",
    "month": "3",
    "budget_original": "",
    "budget": "100",
    "norm": "",
    "realised": "20.5",
    "own_forecast": "NA",
}


def table(*rows: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame([{**ROW, **row} for row in rows])


def test_text_becomes_numbers_and_empty_cells_become_nan() -> None:
    (row,) = checked(table({"month": " 3.0 ", "budget": "-1e3"})).itertuples()
    assert (row.fiscal_year, row.month, row.budget, row.realised) == (2010, 3, -1000, 20.5)
    assert np.isnan(row.own_forecast)
    assert np.isnan(row.norm)


def test_series_names_that_look_like_missing_values_are_kept() -> None:
    assert list(checked(table({"series": "NA"}, {"series": "null"})).series) == ["NA", "null"]


def test_optional_columns_may_be_missing_and_extra_columns_are_allowed() -> None:
    few = table({})[["series", "fiscal_year", "month", "realised"]].assign(note="x")
    assert np.isnan(checked(few).budget.iloc[0])


def test_a_duplicate_row_counts_once() -> None:
    assert len(checked(table({}, {}, {"panel": "other"}))) == 1


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"series": " "}, "Rij 3, kolom series: '' is leeg"),
        ({"month": "0"}, "Rij 3, kolom month: '0' is geen heel getal van 1 tot en met 12"),
        ({"month": "13"}, "Rij 3, kolom month: '13' is geen heel getal"),
        ({"month": "3.5"}, "Rij 3, kolom month: '3.5' is geen heel getal"),
        ({"month": ""}, "Rij 3, kolom month: '' is geen heel getal"),
        ({"month": "maart"}, "Rij 3, kolom month: 'maart' is geen getal"),
        ({"fiscal_year": "2010/11"}, "Rij 3, kolom fiscal_year: '2010/11' is geen getal"),
        ({"budget": "1.234,56"}, "Rij 3, kolom budget: '1.234,56' is geen getal"),
        ({"realised": "inf"}, "Rij 3, kolom realised: 'inf' is geen getal"),
        ({"realised": "21"}, "Rij 3: reeks A/1 heeft maand 3 van 2010 al, met andere cijfers"),
    ],
)
def test_an_unreadable_value_is_reported_with_its_row_and_column(row: dict[str, str], said: str) -> None:
    with pytest.raises(BudgetError, match="Rij 3") as refused:
        checked(table({}, row))
    assert said in str(refused.value)


@pytest.mark.parametrize("name", ["series", "fiscal_year", "month", "realised"])
def test_a_panel_without_a_required_column_is_refused(name: str) -> None:
    with pytest.raises(BudgetError, match=f"de kolom {name} ontbreekt"):
        checked(table({}).drop(columns=name))
