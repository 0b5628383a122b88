"""The table for VJN, NJN and annual accounts on a page, with the workbook to download."""

from __future__ import annotations

import streamlit as st

from budget.charts.tables import euro_or_undelivered
from budget.export.planning_control_tables import DOCUMENT_NAME, pc_workbook
from budget.labels import UNKNOWN, count, escape_markdown, euro, euro_change
from budget.model.planning_control import PcDocument, PcRow
from budget.model.words import BudgetError, By
from budget.snapshot.forecast_record import record_of
from budget.standing.decision_path import undecided_sentence
from budget.standing.planning_control import pc_rows, require_period
from budget.ui.downloads import offer_workbook
from budget.ui.figures import show_table
from budget.ui.visit import Visit

WHOLE = "Het hele programma"
HEADERS = (
    "Naam", "Oorspronkelijk", "Wijzigingen", "Na wijziging", "Vrijgegeven", "Besteed", "Prognose", "Verschil",
    "V/N", "I/S",
)  # fmt: skip


def show_pc_table(visit: Visit) -> None:
    """The table of the chosen document, for the programme or one domain, and its workbook."""
    st.header("Tabel voor VJN, NJN of jaarrekening", anchor=False)
    chosen = st.selectbox(
        "Voor welk stuk?", list(PcDocument), 1, format_func=lambda document: DOCUMENT_NAME[document]
    )
    document = PcDocument(chosen or PcDocument.AUTUMN)
    names = {"": WHOLE} | {domain.code: domain.name for domain in visit.programme.domains}
    domain = st.selectbox("Voor welk opgavedomein?", list(names), format_func=names.__getitem__) or None
    try:
        require_period(document, visit.year, visit.as_of)
    except BudgetError as error:
        st.write(escape_markdown(str(error)))
        return
    standing = visit.standing()
    if standing.is_empty or (domain and not standing.lines(domain)):
        st.write(f"Er zijn voor {visit.year} nog geen cijfers.")
        return
    rows = pc_rows(standing, domain)
    shown = [row for row in rows if row.by is (By.LINE if domain else By.DOMAIN)]
    total = next(row for row in rows if row.by is (By.DOMAIN if domain else By.PROGRAMME))
    table = [_cells(row, row.name) for row in shown]
    table.append(_cells(total, "Totaal"))
    show_table(HEADERS, table, f"{DOCUMENT_NAME[document]} {visit.year}", total=True)
    st.caption(
        "Het totaal is het afgeronde echte totaal. Afgeronde regels tellen soms niet precies op. "
        "I is incidenteel, S is structureel; een streep: het plan zegt het niet. " + _unknown(total)
    )
    undecided = undecided_sentence(standing, domain)
    moment = (visit.year, visit.as_of)
    offer_workbook(
        "Download als Excel, met bronnen en alle regels",
        lambda: pc_workbook(
            *(visit.programme, document, *moment, rows, undecided),
            [
                outcome
                for outcome in record_of(standing, standing.snapshots)
                if domain in (None, outcome.domain)
            ],
        ),
        f"{visit.programme.id}-{document.value}-{domain or 'programma'}-{visit.as_of}.xlsx",
        "pc-tabel",
    )


def _cells(row: PcRow, name: str) -> tuple[str, ...]:
    released = UNKNOWN if row.released is None else euro(row.released)
    return (
        name,
        euro(row.original),
        euro_change(row.amended) if row.amended else "–",
        *(euro(row.budget), released, euro_or_undelivered(row.realised), euro(row.forecast)),
        euro_change(row.variance) if row.variance else "–",
        row.direction or "–",
        row.nature or "–",
    )


def _unknown(total: PcRow) -> str:
    number = total.released_unknown
    return f"Vrijgave niet bekend: {count(number, 'regel', 'regels')}." if number else ""
