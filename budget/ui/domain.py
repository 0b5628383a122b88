"""One task domain on a page: lines, bookings and progress."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from streamlit.elements.lib.mutable_tab_container import TabContainer

from budget.labels import (
    NOT_YET,
    UNPLANNED,
    count,
    day_short,
    escape_markdown,
    euro,
    euro_exact,
    format_measurement,
    percent,
    whole_domain,
)
from budget.model.content import Progress
from budget.model.figures import Measures, Row
from budget.model.words import By, Kind
from budget.standing.drivers import drivers_of, line_cells
from budget.standing.line_bookings import line_bookings
from budget.standing.moment import Standing
from budget.ui.address import choose, set_choices
from budget.ui.charts import show_bullets
from budget.ui.figures import MOST_ROWS, show_measures, show_signal_legend, show_table, signal_label
from budget.ui.fragment import fragment
from budget.ui.navigation import DOMAIN_TAB, DOMAIN_TABS, LINES, SOURCES
from budget.ui.successions import show_changed_codes
from budget.ui.visit import Visit

NO_LINE = "Kies een regel"
NO_ACTION_LINE = "Kies een actielijn"
EXPECTED = ("Verwacht", "Waardoor")
_ASKED = f"{DOMAIN_TAB}-voor"
OPENS = {"actielijn": LINES, "regel": LINES, "thema": SOURCES}
"""The tab that shows each choice in the URL."""


def choose_domain(visit: Visit) -> str:
    """The domain in the URL; by default the first of this person."""
    codes = [domain.code for domain in visit.programme.domains]
    own = visit.person.domains[0] if visit.person.domains else codes[0]

    def name(code: str) -> str:
        return visit.programme.domain(code).name

    return choose("Opgavedomein", codes, "domein", own, name, tells=True)


def choose_tab() -> Sequence[TabContainer]:
    """The tabs below the summary; a new choice in the URL opens its tab, unless it names a tab itself.

    All tabs are drawn: half-typed input in one stays when another is opened.
    """
    before = st.session_state.get(_ASKED, {})
    new = [key for key, value in _note_asked().items() if before.get(key) != value]
    if new and DOMAIN_TAB not in st.query_params:
        st.session_state[DOMAIN_TAB] = OPENS[new[0]]
    return st.tabs(DOMAIN_TABS, key=DOMAIN_TAB, bind="query-params")


@fragment
def show_lines(visit: Visit, standing: Standing, domain: str) -> None:
    """From the action lines down to the bookings of one line."""
    rows = standing.rows(By.ACTION_LINE, domain)
    show_bullets(rows, standing, "Hoe ver zijn de actielijnen?", "actielijnen", _to_action_line, domain)
    show_signal_legend()
    st.header("Van actielijn naar boeking", anchor=False)
    _show_action_lines(standing, domain)
    _show_bookings(visit, standing, domain)
    _note_asked()


def _note_asked() -> dict[str, str]:
    """The URL choices for this domain, remembered so that only a new choice opens its tab."""
    requested = {key: st.query_params[key] for key in OPENS if st.query_params.get(key)}
    st.session_state[_ASKED] = requested
    return requested


def _to_action_line(key: str) -> None:
    """Follow a click on an action line to its lines, further down this tab."""
    set_choices(actielijn=key, regel="")


def _show_action_lines(standing: Standing, domain: str) -> None:
    """Action lines, each with its lines collapsed; the chosen one is expanded, with links to bookings.

    In a long plan the lines of an action line are made when it is opened.
    """
    lines = standing.rows(By.LINE, domain)
    is_long = len(lines) > MOST_ROWS
    owner = {line.key.code: f"{line.domain}/{line.action_line}" for line in standing.lines(domain)}
    inside: dict[str, list[Row]] = defaultdict(list)
    for line in lines:
        inside[owner.get(line.key, "")].append(line)
    rows = standing.rows(By.ACTION_LINE, domain)
    names = {row.key: row.name for row in rows if row.key}
    driven = drivers_of(standing, domain)
    why = {line.key: line_cells(driven, line.key) for line in lines}
    chosen = choose(
        "Regels van een actielijn", ["", *names], "actielijn", "", lambda key: names.get(key, NO_ACTION_LINE)
    )
    for row in rows:
        is_chosen = bool(chosen) and row.key == chosen
        label, key = f"{signal_label(row)} {escape_markdown(_spent(row))}", f"regels-{row.key}-{is_chosen}"
        box = st.expander(label, expanded=is_chosen, key=key, on_change="rerun" if is_long else "ignore")
        if box.open is False:
            continue
        with box:
            show_measures(inside[row.key], f"Regels van {row.name}", standing.facts, (EXPECTED, why))
            if is_chosen:
                _link_bookings(inside[row.key])


def _link_bookings(lines: Sequence[Row]) -> None:
    for line in lines:
        label = escape_markdown(f"Boekingen van {line.name}")
        choice = {"regel": line.key}
        st.button(label, type="tertiary", on_click=set_choices, kwargs=choice, key=f"naar-{line.key}")


def _spent(row: Row) -> str:
    m = row.measures
    if m.depletion is None:
        return f"{euro(m.realised)} besteed zonder budget."
    if m.is_silent:
        return f"{euro(m.budget)} begroot, uitgaven {NOT_YET}."
    return f"{percent(m.depletion)} van {euro(m.budget)} besteed."


def _show_bookings(visit: Visit, standing: Standing, domain: str) -> None:
    """The codes that changed, and the bookings of the chosen line, without suppliers."""
    show_changed_codes(standing, domain)
    codes = {row.key: row.name for row in standing.rows(By.LINE, domain) if row.key}
    options = ["", *codes]
    chosen = choose("Boekingen van een regel", options, "regel", "", lambda code: codes.get(code, NO_LINE))
    if not chosen:
        st.caption("Kies een regel om de boekingen te zien. Namen van leveranciers staan er niet bij.")
        return
    rows = line_bookings(visit.store, standing, chosen)
    if not rows:
        st.write("Er zijn nog geen boekingen of verplichtingen op deze regel.")
        return
    table = [
        (day_short(row.date), row.document, row.description, str(row.kind), euro_exact(row.amount))
        for row in rows
    ]
    booked = sum(row.amount for row in rows if row.kind is Kind.REALISED)
    table.append(("", "", "Totaal besteed", "", euro_exact(booked)))
    show_table(("Datum", "Boekstuk", "Omschrijving", "Soort", "Bedrag"), table, codes[chosen], total=True)


def show_progress(standing: Standing, notes: Sequence[Progress]) -> None:
    """The budget holder's notes, each with the figure of its line."""
    if not notes:
        st.write("De budgethouder heeft nog geen toelichting gegeven.")
        return
    rows = {row.key: replace(row, name=whole_domain(row.name)) for row in standing.rows(By.DOMAIN)}
    lines = rows | {row.key: row for row in standing.rows(By.LINE)}
    explained = [note for note in notes if note.cause or note.note or note.steering]
    others = [note for note in notes if note not in explained]
    for note in explained:
        _show_note(note, lines.get(note.code))
    if others:
        with st.expander(f"{count(len(others), 'andere regel', 'andere regels')} zonder afwijking"):
            for note in others:
                _show_note(note, lines.get(note.code))


def _show_note(note: Progress, row: Row | None) -> None:
    with st.container(border=True):
        st.markdown(f"**{escape_markdown(row.name if row else f'{note.code} ({UNPLANNED.lower()})')}**")
        st.markdown("  \n".join(escape_markdown(text) for text in _note_lines(note, row)))


def _spent_of_line(m: Measures) -> str:
    if m.is_silent:
        return f"Begroot: {euro(m.budget)}; uitgaven {NOT_YET}."
    return f"Besteed: {euro(m.realised)} van {euro(m.budget)} ({percent(m.depletion)})."


def _note_lines(note: Progress, row: Row | None) -> list[str]:
    m = row.measures if row else None
    figure = f" {_spent_of_line(m)}" if m else ""
    lines = [f"Stand {day_short(note.as_of)}.{figure}"]
    if note.forecast is not None:
        lines.append(f"Eigen prognose van de budgethouder: {euro(note.forecast)} op 31 december.")
    if note.withdrawn:
        lines.append("De budgethouder heeft zijn eigen prognose ingetrokken.")
    if note.cause:
        lines.append(f"Oorzaak: {note.cause}.")
    lines += [f"Toelichting: {note.note}"] if note.note else []
    lines += [f"Bijsturing: {note.steering}"] if note.steering else []
    lines += [f"Resultaat: {note.result}"] if note.result else []
    if note.indicator:
        value, target = (
            format_measurement(note.value) or "nog niet gemeten",
            format_measurement(note.target) or "geen",
        )
        lines.append(f"{note.indicator}: {value} (doel: {target}).")
    return lines
