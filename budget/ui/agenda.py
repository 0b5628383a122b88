"""The agenda of a meeting and the open tasks before it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from budget.access import Action, may_act
from budget.labels import SIGNAL_SHAPE, SIGNAL_WORD, day, day_short, escape_markdown
from budget.model.programme import Meeting
from budget.model.steering import Agenda
from budget.model.words import AgendaGround
from budget.snapshot import decode_content
from budget.snapshot.questions import for_meeting, list_questions, open_by_domain
from budget.standing.agenda import agenda_of
from budget.standing.deadlines import list_open
from budget.store.snapshots import Snapshot
from budget.ui.figures import COLOUR_WORDS, show_table
from budget.ui.glossary import Glossary
from budget.ui.visit import Visit
from budget.usecases import decide
from budget.usecases import deliver as delivery


def show_agenda(agenda: Agenda, *, is_told: bool) -> None:
    """The spotlight domain, and the domains that the figures propose, each with its reasons.

    `is_told` shortens the reasons of signals to their word, if the screen already has them in full.
    """
    st.write(escape_markdown(agenda.sentence))
    words = Glossary()
    for item in agenda.items:
        colour = item.colour
        reasons = (
            f"{SIGNAL_WORD[colour]}." if is_told and reason.ground is AgendaGround.SIGNAL else reason.text
            for reason in item.reasons
        )
        with st.container(gap=None):
            st.page_link(
                "pages/domain.py",
                label=f":{COLOUR_WORDS[colour]}[{SIGNAL_SHAPE[colour]}] {escape_markdown(item.name)}",
                query_params={"domein": item.domain},
            )
            text = " ".join(reasons)
            st.markdown(escape_markdown(text), help=None if is_told else words.help(text))


def show_agenda_of(visit: Visit, meeting: Meeting, counts: Snapshot | None) -> None:
    """The agenda that the snapshot froze; without a snapshot the one from today's figures."""
    agenda = decode_content(counts.content).agenda if counts else load_agenda(visit, meeting)
    if not agenda:
        return
    st.header("Wat vraagt om een plek op de agenda?", anchor=False)
    if counts is None:
        st.caption(f"Volgens de cijfers tot en met {day(visit.as_of)}.")
    show_agenda(agenda, is_told=counts is not None)


def load_agenda(visit: Visit, meeting: Meeting) -> Agenda | None:
    """The agenda from the figures of this visit; None without a plan."""
    standing = visit.standing()
    if standing.is_empty:
        return None
    previous = standing.previous()
    before = decode_content(previous.content).domain_colours if previous else {}
    decided = decide.load_decided(visit.store, visit.programme, visit.actor, visit.now)
    questions = for_meeting(list_questions(standing, decided), meeting.date, standing.facts.year)
    return agenda_of(standing, meeting, before, decided.actions, visit.today, open_by_domain(questions))


def show_deadlines(visit: Visit, meeting: Meeting) -> None:
    """The three deadlines of a meeting, and the open tasks with who must do them."""
    st.write(
        escape_markdown(
            f"Laatste dagen: aanleveren {day(meeting.deliver_by)}, vaststellen {day(meeting.accept_by)}, "
            f"ondertekenen {day(meeting.freeze_by)}."
        )
    )
    if not may_act(visit.programme, visit.actor, Action.REVIEW):
        return
    waiting = delivery.submissions(visit.store, visit.programme, visit.actor)
    tasks = list_open(visit.standing(), meeting, waiting)
    if not tasks:
        st.write(f"Alles is klaar voor het overleg van {day(meeting.date)}.")
        return
    today = visit.today
    rows = [
        (
            item.step,
            item.what,
            item.who,
            f"{day_short(item.until)}{' (te laat)' if item.is_late(today) else ''}",
        )
        for item in tasks
    ]
    show_table(
        ("Stap", "Wat", "Wie", "Uiterlijk"), rows, f"Voor het overleg van {day(meeting.date)}", lines=True
    )


def show_todo(visit: Visit, meeting: Meeting) -> None:
    """What must still be done for a meeting, under its heading."""
    st.header("Wat moet er nog gebeuren voor dit overleg?", anchor=False)
    show_deadlines(visit, meeting)


def show_next_meeting(visit: Visit) -> None:
    """The agenda and open tasks of the next meeting, with a link to its page."""
    meeting = visit.standing().next_meeting()
    if meeting is None:
        st.write("Er staat geen volgende vergadering in de kalender.")
        return
    if agenda := load_agenda(visit, meeting):
        st.write(escape_markdown(agenda.sentence))
    show_deadlines(visit, meeting)
    query = {"vergadering": meeting.date.isoformat()}
    label = f"Naar het overleg van {day(meeting.date)}"
    st.page_link("pages/board.py", label=escape_markdown(label), query_params=query)


def at_meeting(visit: Visit, meeting: Meeting) -> Visit:
    """The visit at the reference date of the meeting, or at its own if that is earlier."""
    first, last = visit.programme.years[0], visit.programme.years[-1]
    as_of = min(meeting.as_of, visit.as_of)
    return replace(visit, as_of=as_of, year=min(max(as_of.year, first), last))
