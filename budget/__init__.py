"""Bestedingsmonitor: how fast a public programme uses up its money, in time to change course.

For notebooks: `budget.open().depletion(by="source", as_of="2024-09-30")`; see docs/python.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from budget.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from budget.analysis import Analysis

__all__ = ["__version__", "describe", "open"]


def open(programme: str | Path | None = None, database: str | None = None) -> Analysis:
    """The programme in a folder and its database, read-only; by default those of this installation."""
    from budget.analysis import open_analysis  # pandas and the store load on demand

    return open_analysis(programme, database)


def describe(table: str) -> pd.DataFrame:
    """Dtype, unit and meaning of each column of plan, ledger, facts, depletion, forecast or snapshots."""
    from budget.analysis import describe as described

    return described(table)
