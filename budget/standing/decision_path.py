"""The sentence that a plan in force has not passed the council yet."""

from __future__ import annotations

from budget.labels import day, join_words
from budget.standing.moment import Standing

DECIDED = "De gemeenteraad heeft dit plan vastgesteld."
_NAMED = 2
"""Most domains named; further ones are counted."""


def undecided_sentence(standing: Standing, domain: str | None = None) -> str:
    """The sentence for pages with the budget of the programme or of one domain; '' where all passed."""
    plans = standing.decided(domain)
    open_plans = [plan for plan in plans if not plan.is_decided]
    if not open_plans:
        return ""
    if domain:
        last = open_plans[0].last
        name = standing.programme.step_name(last.step) if last else ""
        reached = f"Laatste stap: {name} op {day(last.date)}." if last else "Er is nog geen stap vastgelegd."
        return f"De gemeenteraad heeft dit plan nog niet vastgesteld. {reached}"
    names = [standing.programme.domain(plan.domain).name for plan in open_plans]
    if len(names) <= _NAMED:
        plans_of = "het plan van" if len(names) == 1 else "de plannen van"
        return f"De gemeenteraad heeft nog niet vastgesteld: {plans_of} {join_words(names)}."
    return f"De gemeenteraad heeft {len(names)} van de {len(plans)} plannen nog niet vastgesteld."
