"""Documents for users, shown in the app."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby

import streamlit as st

from budget.labels import count
from budget.settings import ROOT
from budget.ui.figures import show_table

FOLDER = ROOT / "docs"
FORECAST = "prognose.md"
AS_USED = "### Zoals het dashboard haar gebruikt"
WITHOUT, WITH = "zonder eigen prognose", "met eigen prognose"
GROUPS = {"steden": WITHOUT, "diensten": WITH}
_STYLE = """<style>
.fouten{display:grid;grid-template-columns:max-content 1fr;gap:.25rem .8rem;align-items:center;
 max-width:44rem;margin:0 0 .8rem}
.fouten dt{font-weight:400}.fouten dd{margin:0;white-space:nowrap;display:flex;align-items:center;gap:.5rem}
.groep{font-weight:650;margin:.4rem 0 .2rem}
.fouten i{display:block;height:1.1rem;background:#7A8699;border-radius:.15rem}
@media print{.fouten i{print-color-adjust:exact}}
</style>"""


def show_document(name: str, pictures: Mapping[str, Callable[[], None]] | None = None) -> None:
    """A document in docs/ as a page; tables become cards on a phone, a lone `[name]` a picture."""
    known = pictures or {}
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    for mark, block in groupby(lines, key=lambda line: _kind(line, known)):
        if mark in known:
            known[mark]()
        elif mark:
            _show_markdown_table(list(block))
        else:
            st.markdown("\n".join(block))


def forecast_errors() -> dict[str, dict[int, float]]:
    """The error in % after 3, 6 and 9 months, without and with the budget holder's own forecast.

    From the table in docs/prognose.md, which a test compares with the output of the backtest.
    """
    text = (FOLDER / FORECAST).read_text(encoding="utf-8").partition(AS_USED)[2]
    error_by_group: dict[str, dict[int, float]] = {}
    group = ""
    for line in text.splitlines():
        cells = [cell.strip().strip("*") for cell in line.strip("|").split("|")]
        if line.startswith("#"):
            break
        if len(cells) > 2 and cells[1].isdigit():
            group = GROUPS.get(cells[0], group)
            share = cells[2].removesuffix(" %").replace(",", ".")
            error_by_group.setdefault(group, {})[int(cells[1])] = float(share)
    return error_by_group


def show_forecast_errors() -> None:
    """The errors as bars, with the figure in words beside each."""
    errors = forecast_errors()
    widest = max(max(group.values()) for group in errors.values())
    st.html(_STYLE + "".join(_bars(group, errors[group], widest) for group in errors))


def _bars(group: str, errors: Mapping[int, float], widest: float) -> str:
    rows = "".join(
        f"<dt>na {count(month, 'maand', 'maanden')}</dt>"
        f'<dd><i style="width:{75 * error / widest:.0f}%"></i>{error:.0f} %</dd>'
        for month, error in sorted(errors.items())
    )
    return f'<p class="groep">{group.capitalize()}</p><dl class="fouten">{rows}</dl>'


def _kind(line: str, pictures: Mapping[str, object]) -> str:
    """'' is prose, '|' a table, anything else the name of a picture."""
    name = line.strip("[]") if line.startswith("[") and line.endswith("]") else ""
    return name if name in pictures else "|" if line.startswith("|") else ""


def _show_markdown_table(lines: list[str]) -> None:
    rows = [[cell.strip().replace("**", "") for cell in line.strip("|").split("|")] for line in lines]
    show_table(rows[0], rows[2:])
