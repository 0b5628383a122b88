"""Fit the reference class of the forecast to the public panels, and write reference_class.json.

Run from the root of the project: python scripts/fit_forecast.py 2026-11-26 [folder with the panels]
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from budget.cli.backtest import read_panel  # noqa: E402  (the project is not installed as a package)
from budget.insight.forecast.reference_class import REFERENCE, ReferenceClass  # noqa: E402
from calibration.backtest import Case, cases, predict  # noqa: E402
from calibration.fit import fit_reference, shared_error  # noqa: E402
from calibration.scores import as_text  # noqa: E402
from scripts.backtest import TABLES  # noqa: E402

PANELS = ("cities_train.csv.gz", "departments_train.csv.gz")


def main(fitted_on: date, folder: Path) -> None:
    """Print the scores on data left out of the fit, then fit to everything and write the parameters."""
    known: list[Case] = []
    for name in PANELS:
        panel = read_panel(folder / name)
        for what, table in TABLES.items():
            print(f"{name}: {what}\n{as_text(table(panel))}")
        known += cases(panel)
    fitted = fit_reference(known, REFERENCE, fitted_on)
    print(f"gedeelde fout: {shared_error(predict(known, fitted, fresh=True)):.2f}")
    data = {"plan": _as_data(fitted.plan), "own": _as_data(fitted.own)}
    target = ROOT / "budget" / "insight" / "forecast" / "reference_class.json"
    target.write_text(_compact(data), "utf-8")


def _as_data(fitted: ReferenceClass) -> dict:
    data = asdict(fitted)
    data["fitted_on"] = fitted.fitted_on.isoformat()
    data["kinds"] = {name: [kind.bias, kind.spread] for name, kind in fitted.kinds.items()}
    return {key: value for key, value in data.items() if value is not None}


def _compact(data: dict) -> str:
    """One parameter per line, so that a new fit reads as a small diff."""
    parts = [
        f'  "{name}": {{\n'
        + ",\n".join(f"    {json.dumps(key)}: {json.dumps(value)}" for key, value in fitted.items())
        + "\n  }"
        for name, fitted in data.items()
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    panels = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT.parent / "shared" / "data" / "execution"
    main(date.fromisoformat(sys.argv[1]), panels)
