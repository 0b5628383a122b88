"""The forecast on years it was not fitted on, beside simpler ways to guess: `make backtest ARGS="FOLDER"`."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from budget.insight.scores import as_text, left_out_table, scores_table

BESIDE = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "execution"


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else BESIDE
    panels = sorted(folder.glob("*.csv*"))
    if not panels:
        print(f"Geen panelen gevonden in {folder}. Geef een map met csv-bestanden.", file=sys.stderr)
        return 2
    for path in panels:
        panel = pd.read_csv(path)
        print(f"{path.name}: latere jaren dan die waarop is gepast\n{as_text(scores_table(panel))}\n")
        print(f"{path.name}: reeksen die niet meededen bij het passen\n{as_text(left_out_table(panel))}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
