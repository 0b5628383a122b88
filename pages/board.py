"""Bestuur: one frozen snapshot per meeting, to propose, sign, read and download."""

import streamlit as st

from budget.labels import day
from budget.snapshot.chain import snapshots_in_force
from budget.ui.address import keep_address, note_address
from budget.ui.agenda import at_meeting, show_agenda_of, show_todo
from budget.ui.board import offer_freeze, offer_signature, show_snapshot
from budget.ui.button_actions import show_last_step
from budget.ui.glossary import Glossary
from budget.ui.meetings import choose_meeting, link_next_meeting, show_calendar
from budget.ui.outside_totals import show_requests_and_promises
from budget.ui.question_forms import offer_decisions
from budget.ui.report_page import is_asked, show_first_page
from budget.ui.versions import choose_version, offer_correction, show_versions
from budget.ui.visit import enter, show_title
from budget.usecases import freeze as snapshot

visit = enter()
keep_address("vergadering")
every = snapshot.snapshots(visit.store, visit.programme, visit.actor)
known = snapshots_in_force(every)
meetings = snapshot.all_meetings(visit.programme, every)
if is_asked():
    show_first_page(visit, meetings, every)
    st.stop()

meeting = choose_meeting(visit, meetings, known)
note_address()
versions = [version for version in reversed(every) if version.meeting == meeting.date]
show_title(f"{visit.programme.board} van {day(meeting.date)}")
show_last_step()
then = at_meeting(visit, meeting)


def show_agenda() -> None:
    """The agenda of the meeting, and what is asked and promised outside every total."""
    show_agenda_of(then, meeting, known.get(meeting.date))
    show_requests_and_promises(then.standing())


if not versions:
    none_yet = "Er is nog geen momentopname voor deze vergadering."
    st.markdown(none_yet, help=Glossary().help(none_yet))
    show_todo(then, meeting)
    offer_freeze(visit, meeting)
else:
    found = choose_version(versions, known[meeting.date])
    if not found.is_signed:
        offer_signature(visit, found)
    show_versions(visit, versions, found)
    show_snapshot(visit, found, every, show_agenda)
    if found.is_signed and found == known[meeting.date]:
        offer_correction(visit, found)

if not versions:
    show_agenda()
offer_decisions(visit, meeting)
if any(not version.is_signed for version in versions):
    show_todo(then, meeting)
link_next_meeting(visit)
with st.expander("Alle vergaderingen"):
    show_calendar(visit, meetings, known)
