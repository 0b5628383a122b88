"""The roll-forward on a page: money that may have to go back, and each year of every source and theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import streamlit as st

from budget.charts.tables import Cells, Column, Tabular, euro_or_dash
from budget.labels import escape_markdown, euro
from budget.model.years import RollRow
from budget.standing.moment import Standing
from budget.standing.rollforward import load_rollforward
from budget.ui.chart_csv import chart_csv, csv_name
from budget.ui.downloads import offer_download
from budget.ui.figures import show_table
from budget.ui.visit import Visit

ALL_YEARS = "alle jaren"
_MONEY = ("Begin", "Ontvangen", "Besteed", "Overgeheveld", "Terug te betalen", "Einde")


@dataclass(frozen=True, slots=True)
class Rolled(Tabular):
    """The rows as a table to download."""

    columns: ClassVar[tuple[Column, ...]] = (
        Column("Bron en thema", str),
        Column("Jaar", str),
        *(Column(name, euro_or_dash) for name in (*_MONEY, "Dreigt terug te gaan")),
    )
    rows: tuple[RollRow, ...]

    @property
    def title(self) -> str:
        """The subject of the table."""
        return "Verloop van het geld per bron en thema"

    @property
    def alt(self) -> str:
        """Empty: there is no picture."""
        return ""

    def cells(self) -> Cells:
        """A row per source, theme and year; amounts in cents."""
        return [(row.name, str(row.year or ALL_YEARS), *_money(row), row.at_risk) for row in self.rows]


def show_rollforward(visit: Visit, years: Sequence[Standing]) -> None:
    """Money that may have to go back per theme and, collapsed, each year of every source."""
    rows = load_rollforward(visit.store, years)
    st.header("Wat is er over, en wat dreigt terug te gaan?", anchor=False)
    if not rows:
        st.write("Er is nog geen plan vastgesteld.")
        return
    names = {source.code: source for source in visit.programme.sources}
    together = [row for row in rows if not row.year]
    # Money from before the first year is rare; without it the column is useless.
    shown = [n for n in (0, 1, 2, 4, 5) if n or any(row.begin for row in together)]
    whole = [
        (row.name, *(euro(_money(row)[n]) for n in shown), euro_or_dash(row.at_risk),
         names[row.source].unspent if row.source in names else "–")
        for row in together
    ]  # fmt: skip
    headers = ("Bron en thema", *(_MONEY[n] for n in shown), "Dreigt terug te gaan", "Als geld over is")
    show_table(headers, whole, "Alle jaren samen, per bron en thema")
    st.caption(
        "Dreigt terug te gaan: wat er na het laatste jaar van een thema over is, als de prognose uitkomt."
    )
    with st.expander("Elk jaar: begin, ontvangen, besteed, overgeheveld, terug en einde"):
        table = [(row.name, str(row.year), *map(euro, _money(row))) for row in rows if row.year]
        headers = ("Bron en thema", "Jaar", *_MONEY)
        show_table(headers, table, "Verloop per jaar, zoals de bijlage bij de jaarrekening het vraagt")
    own = years[0]
    offer_download(
        escape_markdown("Verloop downloaden als CSV (voor de SiSa-bijlage)"),
        lambda: chart_csv(Rolled(rows), own),
        csv_name(own, "verloop"),
        "text/csv",
        "verloop-csv",
    )


def _money(row: RollRow) -> tuple[int, ...]:
    return row.begin, row.received, row.spent, row.carried, row.repaid, row.end
