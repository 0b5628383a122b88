"""From a file with a panel of past budgets to a file with what the forecast says of them."""

from __future__ import annotations

import gzip
import zlib
from io import BytesIO
from pathlib import Path

import pandas as pd

from budget.model import BudgetError
from calibration.backtest import backtest
from calibration.panel import checked

GZIP = b"\x1f\x8b"


def predict_file(panel: Path, out: Path) -> None:
    """Reads csv, packed or not whatever its name, and writes csv. Raises OSError and BudgetError."""
    backtest(read_panel(panel)).to_csv(out, index=False)


def read_panel(path: Path) -> pd.DataFrame:
    """The panel of one file. Raises OSError, and BudgetError when it holds something else."""
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
