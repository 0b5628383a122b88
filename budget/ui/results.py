"""Results on the page of a domain: each indicator through the year against spending."""

from __future__ import annotations

import streamlit as st

from budget.labels import UNKNOWN, day_short, escape_markdown, euro, euro_exact, format_measurement
from budget.model.results import ResultRow
from budget.standing.moment import Standing
from budget.standing.results import measured_sentence, result_rows
from budget.ui.figures import show_table

HEADERS = ("Activiteit", "Indicator", "Op", "Waarde", "Doel", "Besteed tot dan", "Euro per resultaat")


def show_results(standing: Standing, domain: str) -> None:
    """The last value of each indicator and, collapsed, every value; unmeasured activities are counted."""
    rows = result_rows(standing, domain)
    st.header("Wat levert het op?", anchor=False)
    st.write(escape_markdown(measured_sentence(rows)))
    measured = [row for row in rows if row.on]
    if not measured:
        return
    last = {(row.code, row.indicator): row for row in measured}.values()
    show_table(HEADERS, [_cells(row) for row in last], "Resultaten naast de besteding")
    if len(measured) > len(last):
        with st.expander(f"Alle {len(measured)} metingen door het jaar"):
            show_table(HEADERS, [_cells(row) for row in measured], "Alle metingen naast de besteding")
    st.caption(
        "Euro per resultaat is de besteding gedeeld door de laatste waarde. Het staat er alleen waar dat "
        "iets zegt: bij een aantal, een indicator op de regel, en boekingen tot die dag."
    )


def _cells(row: ResultRow) -> tuple[str, ...]:
    spent = UNKNOWN if row.spent is None else euro(row.spent)
    if row.spent_until and row.spent_until != row.on:
        spent = f"{spent} (t/m {day_short(row.spent_until)})"
    per = euro_exact(row.per_result) if row.per_result is not None else row.why_not or "–"
    on = day_short(row.on) if row.on else "–"
    value, target = format_measurement(row.value), format_measurement(row.target) or "geen"
    return f"{row.code} {row.activity}", row.indicator, on, value, target, spent, per
