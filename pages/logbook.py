"""Logboek: who did what, when, and from which file."""

from budget.ui.logbook import logbook_sentence, offer_earlier_plan, show_logbook
from budget.ui.visit import enter, link_for, show_title
from budget.usecases.logbook import logbook

visit = enter()
acts = logbook(visit.store, visit.programme, visit.actor)
show_title(logbook_sentence(acts))
show_logbook(acts)
offer_earlier_plan(visit)
link_for(visit, "accept", "Naar Vaststellen")
