"""Small generated panels of budgets and outturns, for tests of the fit and the backtest."""

from __future__ import annotations

import numpy as np
import pandas as pd

from budget.insight.forecast.reference_class import SPENT

QUARTERS = (3, 6, 9, 12)


def year_rows(series: str, year: int, budget: float, outturn: float, **columns) -> list[dict]:
    """The quarters of one series in one year, spent late, as public money usually is."""
    return [
        {
            "panel": "test",
            "group": series.split("/")[0],
            "series": series,
            "fiscal_year": year,
            "month": month,
            "budget_original": np.nan,
            "budget": budget,
            "norm": np.nan,
            "realised": outturn * dict(SPENT)[month],
            "own_forecast": np.nan,
            **columns,
        }
        for month in QUARTERS
    ]


def panel(*years: list[dict]) -> pd.DataFrame:
    return pd.DataFrame([row for year in years for row in year])


def random_panel(seed: int, own: bool = False, series: int = 60, years: int = 3) -> pd.DataFrame:
    """Series that end near nine tenths of their budget, with an error that cannot be predicted."""
    draw = np.random.default_rng(seed)
    rows = []
    for number in range(series):
        for year in range(2001, 2001 + years):
            budget = float(draw.integers(10**5, 10**7))
            outturn = budget * float(np.clip(draw.normal(0.9, 0.15), 0.3, 1.4))
            columns = {"own_forecast": outturn * float(draw.normal(1, 0.05))} if own else {}
            quarters = year_rows(f"P{number % 7}/K{number % 3}-{number}", year, budget, outturn, **columns)
            for row in quarters[:-1]:
                row["realised"] *= float(draw.uniform(0.7, 1.1))
            rows.append(quarters)
    return panel(*rows)
