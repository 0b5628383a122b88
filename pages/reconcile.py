"""Aansluiting: each source system's total, what was read, and the day up to which they agree."""

from budget.ui.address import choose
from budget.ui.reconciling import show_reconciliation, title_of
from budget.ui.visit import enter, link_for, show_title
from budget.usecases.reconcile import default_year, reconciliation

visit = enter()
years = [str(year) for year in visit.programme.years]
first = str(default_year(visit.store, visit.programme, visit.today))
year = choose("Jaar", years, "aansluitjaar", first, tells=True)
found = reconciliation(visit.store, visit.programme, visit.actor, int(year))
show_title(title_of(found))
show_reconciliation(visit, found)
link_for(visit, "deliver", "Naar Aanleveren")
link_for(visit, "close", "Een jaar of maand afsluiten")
