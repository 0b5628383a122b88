"""The meetings of the board: the choice of one, and the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from budget.access import Action, may_act
from budget.labels import day, day_short, escape_markdown, moment
from budget.model.figures import MissingBookings
from budget.model.programme import Meeting
from budget.programme import name_then
from budget.standing.coverage import missing_words
from budget.store.snapshots import Snapshot
from budget.ui.address import choose
from budget.ui.figures import show_table
from budget.ui.visit import Visit


def choose_meeting(visit: Visit, meetings: tuple[Meeting, ...], snapshots: dict[date, Snapshot]) -> Meeting:
    """The meeting in the URL, else the last one with a signed snapshot, else the next meeting."""
    by_day = {meeting.date.isoformat(): meeting for meeting in meetings}
    days = list(by_day)
    signed = [text for text, m in by_day.items() if m.date in snapshots and snapshots[m.date].is_signed]
    ahead = [text for text, m in by_day.items() if m.date >= visit.today]
    chosen = choose(
        "Vergadering",
        days,
        "vergadering",
        signed[-1] if signed else (*ahead, days[-1])[0],
        lambda key: _meeting_name(by_day[key], snapshots),
        tells=True,
    )
    return by_day[chosen]


def link_next_meeting(visit: Visit) -> None:
    """A link to plan the meeting after the last one in the calendar, for those who may."""
    ahead = [meeting for meeting in visit.programme.meetings if meeting.date > visit.today]
    if len(ahead) > 1 or not may_act(visit.programme, visit.actor, Action.PROPOSE_PROGRAMME):
        return
    last = f"Na {day(ahead[0].date)} staat" if ahead else "Er staat"
    st.header("Wanneer is het volgende overleg?", anchor=False)
    st.write(escape_markdown(f"{last} {'er nog ' if ahead else 'nog '}geen vergadering in de agenda."))
    st.page_link(
        "pages/programme.py", label="Plan een vergadering", query_params={"onderdeel": "Vergaderingen"}
    )


def show_calendar(visit: Visit, meetings: tuple[Meeting, ...], snapshots: dict[date, Snapshot]) -> None:
    """Every meeting with its reference date, deadlines, spotlight domain and snapshot."""
    names = {domain.code: domain.name for domain in visit.programme.domains}
    rows = []
    for m in meetings:
        days = (day_short(d) for d in (m.as_of, m.deliver_by, m.accept_by, m.freeze_by))
        rows.append(
            (
                f"{day_short(m.date)}{' fictief' if m.fictional else ''}",
                *days,
                names.get(m.spotlight, m.spotlight or "–"),
                state_words(visit, snapshots.get(m.date)),
            )
        )
    headers = (
        "Vergadering", "Peildatum", "Aanleveren", "Vaststellen", "Ondertekenen", "In de schijnwerper",
        "Momentopname",
    )  # fmt: skip
    show_table(headers, rows, f"Vergaderingen van het {visit.programme.board}, met de laatste dagen")


def state_words(visit: Visit, snapshot: Snapshot | None) -> str:
    """Who proposed and who signed, with their names of that moment, in Dutch."""
    if snapshot is None:
        return "nog niet gemaakt"
    proposed = name_then(snapshot.programme_text, visit.programme, snapshot.proposed_by)
    if snapshot.signed_by is None or snapshot.signed_at is None:
        return f"Concept van {proposed}{', een correctie' if snapshot.replaces else ''}"
    signed = name_then(snapshot.programme_text, visit.programme, snapshot.signed_by)
    kind = "Correctie, vastgesteld" if snapshot.replaces else "Vastgesteld"
    return f"{kind} door {proposed} en {signed}, {moment(snapshot.signed_at)}"


def _meeting_name(meeting: Meeting, snapshots: dict[date, Snapshot]) -> str:
    snapshot = snapshots.get(meeting.date)
    state = (
        "nog geen momentopname" if snapshot is None else "vastgesteld" if snapshot.is_signed else "concept"
    )
    return f"{day(meeting.date)}: {state}"


def tick_missing(missing: Sequence[MissingBookings], as_of: date, key: str) -> tuple[str, ...]:
    """A checkbox per domain with missing bookings; returns the codes of the checked ones."""
    if missing:
        st.warning(
            "Deze boekingen ontbreken. Vink elk domein aan als u dat weet: de lijst komt op bladzijde 1 van "
            "het verslag. Een tweede persoon doet dat ook."
        )
    return tuple(
        gap.domain
        for gap in missing
        if st.checkbox(
            escape_markdown(missing_words(gap, as_of.year)), key=f"ontbreekt-{key}-{gap.domain}-{as_of}"
        )
    )
