"""Beheer: who takes part and when the board meets, and the changes that wait for a second person."""

from budget.ui.programme import (
    show_deputies,
    show_file,
    show_history,
    show_meetings,
    show_people,
    show_proposals,
)
from budget.ui.programme_forms import offer_deputy, offer_file, offer_meeting, offer_person
from budget.ui.visit import enter, show_title

visit = enter()
show_title("Wie doet er mee, en wanneer vergadert het bestuur?")
show_file(visit)
show_proposals(visit)
show_people(visit)
offer_person(visit)
show_deputies(visit)
offer_deputy(visit)
show_meetings(visit)
offer_meeting(visit)
offer_file(visit)
show_history(visit)
