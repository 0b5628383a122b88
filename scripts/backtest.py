"""Scores the forecast on years it was not fitted on, against simpler ones: `make backtest ARGS="FOLDER"`."""

from __future__ import annotations

import sys
from pathlib import Path

from budget.cli.backtest import read_panel
from calibration import bounds, programmes, rolling, run_out_warnings
from calibration.scores import as_text, as_used_table, guarded_table, kept_table, left_out_table, scores_table

BESIDE = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "execution"
TABLES = {
    "latere jaren dan die waarop is gepast": scores_table,
    "reeksen die niet meededen bij het passen": left_out_table,
    "die reeksen zonder eigen jaren en zonder soort uitgave, zoals het dashboard": as_used_table,
}
GUARDED = {
    "dezelfde, met een bewaakt budget": guarded_table,
    "dezelfde, van budgetten die na die maand niet meer zijn verhoogd": kept_table,
}
ROLLING = "elk jaar alleen uit de jaren ervoor"
BOUNDS = "hetzelfde, met marges die zijn bijgesteld met wat pas achteraf bekend is"
PROGRAMMES = "domeinen van programma's, met marges die leren van de eigen jaren"
WARNINGS = {
    "waarschuwingen dat het geld opraakt, per maand": run_out_warnings.free_table,
    "dezelfde, zoals het dashboard: boven het budget alleen met een oorzaak": run_out_warnings.guarded_table,
    "dezelfde, van budgetten die niet meer zijn verhoogd": run_out_warnings.kept_table,
}


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else BESIDE
    panels = sorted(folder.glob("*.csv*"))
    if not panels:
        print(f"Geen panelen gevonden in {folder}. Geef een map met csv-bestanden.", file=sys.stderr)
        return 2
    for path in panels:
        panel = read_panel(path)
        for what, table in (TABLES | GUARDED).items():
            print(f"{path.name}: {what}\n{as_text(table(panel))}\n")
        print(f"{path.name}: {ROLLING}\n{rolling.as_text(rolling.rolling_table(panel))}\n")
        print(f"{path.name}: {BOUNDS}\n{bounds.as_text(bounds.bounds_table(panel))}\n")
        print(f"{path.name}: {PROGRAMMES}\n{programmes.as_text(programmes.effect_table(panel))}\n")
        for what, told in WARNINGS.items():
            print(f"{path.name}: {what}\n{run_out_warnings.as_text(told(panel))}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
