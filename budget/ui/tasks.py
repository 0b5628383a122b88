"""The user's tasks, each a link to where it is done."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from budget.labels import day, escape_markdown
from budget.ui.navigation import DOMAIN_TAB, EXPLAIN, OPEN, STEERING
from budget.ui.visit import NOBODY, Visit
from budget.usecases.tasks import Group, Place, Task, list_tasks

PAGES = {
    Place.DELIVER: "pages/deliver.py",
    Place.ACCEPT: "pages/accept.py",
    Place.EXPLANATION: "pages/domain.py",
    Place.STEERING: "pages/domain.py",
    Place.BOARD: "pages/board.py",
    Place.CLOSE: "pages/close.py",
    Place.PROGRAMME: "pages/programme.py",
}
PARTS = {Place.EXPLANATION: {EXPLAIN: OPEN}, Place.STEERING: {DOMAIN_TAB: STEERING}}
"""What the task's page opens."""
OWN = (Group.RETURNED, Group.OWED, Group.ACCEPT)
"""Tasks that this person must do himself; the rest is for information."""


def load_tasks(visit: Visit) -> tuple[Task, ...]:
    """The tasks of this person, as known now."""
    return list_tasks(visit.store, visit.standing(), visit.actor, visit.now)


def tasks_sentence(tasks: Sequence[Task], visit: Visit) -> str:
    """How many tasks this person has, and how many of them are late."""
    own = [task for task in tasks if task.group in OWN]
    late = sum(task.is_late(visit.today) for task in own)
    if not own:
        return "U bent bij: er wacht niets op u"
    things = "Er wacht één ding op u" if len(own) == 1 else f"Er wachten {len(own)} dingen op u"
    return f"{things}, {late} te laat" if late else things


def show_tasks(visit: Visit, tasks: Sequence[Task]) -> None:
    """Every task under its heading, as a link; groups without tasks are left out."""
    for group, group_tasks in groupby(tasks, key=lambda task: task.group):
        st.header(group.value, anchor=False)
        with st.container(gap="small"):
            for task in group_tasks:
                label = _label(task, visit)
                address = dict(task.address) | PARTS.get(task.place, {})
                st.page_link(PAGES[task.place], label=label, query_params=address, width="stretch")


def show_own_deadlines(visit: Visit) -> None:
    """What this person must still deliver, and until when; nothing for someone who owes nothing."""
    if visit.person == NOBODY:
        return
    owed = [task for task in load_tasks(visit) if (task.group, task.place) == (Group.OWED, Place.DELIVER)]
    if owed:
        st.markdown(
            "\n".join(["**Wat levert u nog aan?**", "", *(f"- {_label(task, visit)}" for task in owed)])
        )


def show_meeting(visit: Visit) -> None:
    """The next board meeting, and the deadline of each step."""
    meeting = visit.standing().next_meeting()
    if meeting:
        st.write(
            escape_markdown(
                f"Het volgende overleg is op {day(meeting.date)}. Aanleveren kan tot en met "
                f"{day(meeting.deliver_by)}, vaststellen tot en met {day(meeting.accept_by)}."
            )
        )


def _label(task: Task, visit: Visit) -> str:
    return escape_markdown(f"{task.text}{_until(task, visit)}")


def _until(task: Task, visit: Visit) -> str:
    if task.until is None:
        return ""
    if task.group is Group.QUESTION:
        return f" Antwoord: op {day(task.until)}."
    late = " (te laat)" if task.is_late(visit.today) else ""
    return f" · uiterlijk {day(task.until)}{late}"
