"""All funding on the page of a domain: the plan, partner contributions, and the budget to download."""

from __future__ import annotations

import streamlit as st

from budget.charts import FundingChart
from budget.charts.plotly import draw_funding
from budget.export.funding_tables import funding_workbook
from budget.labels import count, escape_markdown, funding_amount
from budget.model.funding import FundingRow
from budget.model.words import FundingKind
from budget.standing.decision_path import undecided_sentence
from budget.standing.funding import funding_rows, partner_years
from budget.standing.moment import Standing
from budget.ui.charts import show_chart
from budget.ui.downloads import offer_workbook
from budget.ui.figures import is_dark, show_table

HEADERS = ("Partner", "Vorm", "Bijdrage", "Waarde", "Hoeveel", "Waardering")


def show_funding(standing: Standing, domain: str) -> None:
    """The chart, each contribution, the partners that stated none, and the workbook."""
    rows = funding_rows(standing, domain)
    colours = {source.name: source.colour for source in standing.programme.sources}
    facts, name = standing.facts, standing.programme.domain(domain).name
    chart = FundingChart.of(name, facts.year, rows, colours)
    question = "Wat is er in het plan, en wat brengen partners in? Het percentage is het deel van het plan."
    show_chart(chart, draw_funding(chart, is_dark()), standing, question, "middelen", domain=domain)
    partners = [_cells(row) for row in rows if row.kind is not FundingKind.PLAN]
    show_table(HEADERS, partners, "Bijdragen van partners")
    waiting = f" Nog niet opgegeven: {count(chart.open, 'bijdrage', 'bijdragen')}." if chart.open else ""
    st.caption(escape_markdown(f"Dit geld en deze inzet tellen niet mee in het bestedingsplan.{waiting}"))
    offer_workbook(
        "Download de begroting van alle middelen (Excel)",
        lambda: funding_workbook(
            standing.programme, domain, facts.year, facts.as_of, rows, partner_years(standing, domain),
            undecided_sentence(standing, domain),
        ),
        f"{standing.programme.id}-alle-middelen-{domain}-{facts.as_of}.xlsx",
        "alle-middelen",
    )  # fmt: skip


def _cells(row: FundingRow) -> tuple[str, ...]:
    form = "–" if row.kind is FundingKind.NOT_STATED else row.kind.value
    how_much = f"{row.quantity} {row.unit}".strip() or "–"
    amount = funding_amount(row.kind, row.amount)
    return row.name, form, row.description or "–", amount, how_much, row.basis or "–"
