"""Aansluiting: each source system's total, what was read, and the day up to which they agree."""

from budget.ui.address import choose
from budget.ui.reconciling import show_reconciliation, title_of
from budget.ui.visit import enter, link_for, show_title
from budget.usecases.reconcile import reconciliation

visit = enter()
years = [str(year) for year in visit.programme.years]
now = str(visit.now.year)
year = choose("Jaar", years, "aansluitjaar", now if now in years else years[0], tells=True)
found = reconciliation(visit.store, visit.programme, visit.actor, int(year))
show_title(title_of(found))
show_reconciliation(visit, found)
link_for(visit, "deliver", "Naar Aanleveren")
link_for(visit, "close", "Een jaar of maand afsluiten")
