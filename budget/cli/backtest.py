"""The command that forecasts a panel of past budgets."""

from __future__ import annotations

import argparse
import gzip
import zlib
from io import BytesIO
from pathlib import Path

import pandas as pd

from budget.cli.context import DONE
from budget.model.words import BudgetError, UnknownNameError
from calibration.backtest import backtest
from calibration.panel import checked

GZIP = b"\x1f\x8b"


def predict(options: argparse.Namespace) -> int:
    """Forecast every budget of a panel file and write the predictions as CSV."""
    try:
        backtest(read_panel(options.panel)).to_csv(options.predictions, index=False)
    except OSError as error:
        raise UnknownNameError(
            f"{error.filename} is niet te lezen of te schrijven: {error.strerror}."
        ) from error
    print(f"Geschreven: {options.predictions}")
    return DONE


def read_panel(path: Path) -> pd.DataFrame:
    """The panel in a CSV file, gzipped or not. Raises OSError, or BudgetError for another kind of file."""
    content = path.read_bytes()
    try:
        plain = gzip.decompress(content) if content.startswith(GZIP) else content
        table = pd.read_csv(BytesIO(plain), dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (EOFError, gzip.BadGzipFile, zlib.error, ValueError) as error:
        raise BudgetError(
            f"{path.name} is geen csv-bestand dat te lezen is. Lever tekst in UTF-8, met komma's tussen de "
            "kolommen; een .gz mag ook."
        ) from error
    return checked(table)
