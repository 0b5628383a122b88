"""Checks a panel of budgets in text form, with a message for everything that breaks the data README."""

from __future__ import annotations

import numpy as np
import pandas as pd

from budget.model.words import MONTHS, BudgetError
from calibration.backtest import AMOUNTS, KEYS

NEEDED = ("series", "fiscal_year", "month", "realised")
EMPTY = {"", "na", "nan", "null", "none"}
FIRST_ROW = 2
"""The spreadsheet number of the first row below the header."""


def checked(table: pd.DataFrame) -> pd.DataFrame:
    """The panel with numbers parsed, from a table of text; duplicate rows are merged.

    Raises BudgetError when a column is missing, a cell cannot be read, or a month is stated in two ways.
    """
    table = table.rename(columns=lambda name: str(name).strip())
    missing = [name for name in NEEDED if name not in table.columns]
    if missing:
        raise BudgetError(
            f"Dit is geen paneel: de kolom {', '.join(missing)} ontbreekt. Nodig zijn {', '.join(NEEDED)}, "
            "met komma's ertussen."
        )
    table = table.reindex(columns=[*KEYS, *AMOUNTS], fill_value="")
    panel = table.assign(
        group=table["group"].str.strip(),
        series=_filled(table["series"]),
        fiscal_year=_whole(table["fiscal_year"], 9999),
        month=_whole(table["month"], MONTHS),
        **{name: _numbers(table[name]) for name in AMOUNTS},
    ).drop_duplicates()
    _told_once(panel)
    return panel


def _filled(column: pd.Series) -> pd.Series:
    names = column.str.strip()
    if (names == "").any():
        raise _wrong(names[names == ""], "is leeg. Vul de naam van de reeks in")
    return names


def _numbers(column: pd.Series) -> pd.Series:
    text = column.str.strip()
    numbers = pd.to_numeric(text.mask(text.str.lower().isin(EMPTY)), errors="coerce")
    unread = ~text.str.lower().isin(EMPTY) & ~np.isfinite(numbers)
    if unread.any():
        raise _wrong(text[unread], "is geen getal. Schrijf een bedrag als 1234.56")
    return numbers.astype(float)


def _whole(column: pd.Series, most: int) -> pd.Series:
    numbers = _numbers(column)
    wrong = ~(numbers.between(1, most) & (numbers % 1 == 0))
    if wrong.any():
        raise _wrong(column[wrong], f"is geen heel getal van 1 tot en met {most}")
    return numbers.astype(int)


def _told_once(panel: pd.DataFrame) -> None:
    again = panel[panel.duplicated(["series", "fiscal_year", "month"])]
    if len(again):
        row = again.iloc[0]
        raise BudgetError(
            f"Rij {again.index[0] + FIRST_ROW}: reeks {row.series} heeft maand {row.month} van "
            f"{row.fiscal_year} al, met andere cijfers. Laat één van de twee staan."
        )


def _wrong(cells: pd.Series, why: str) -> BudgetError:
    return BudgetError(f"Rij {cells.index[0] + FIRST_ROW}, kolom {cells.name}: '{cells.iloc[0]}' {why}.")
