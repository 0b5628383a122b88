"""Item-by-item changes by a new list of partners, decisions, releases or steps."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from budget.insight.diff.lists import Fact, ListChange
from budget.labels import day_short, euro_exact, join_words
from budget.model.content import Decision, PathStep, Release
from budget.model.domain_records import Promise, Request
from budget.ui.figures import show_first


def show_list(changes: Sequence[ListChange], plural: str, sentence: str) -> None:
    """`sentence` about a list and a table of its first changes.

    `plural` is the plural of its items.
    """
    st.write(f"{sentence} Een nieuwe lijst vervangt de oude lijst van het domein.")
    rows = [
        (str(change.kind).capitalize(), change.item.domain, _list_item(change.item), *_list_values(change))
        for change in changes
    ]
    show_first(("Wat", "Domein", "Welke", "Was", "Wordt"), rows, f"Wijzigingen in de {plural}")


def _list_item(fact: Fact) -> str:
    """An item of a list in words."""
    if isinstance(fact, Decision):
        words: tuple[str, ...] = (day_short(fact.date), fact.code, fact.decision)
    elif isinstance(fact, Request):
        words = (fact.code, fact.request)
    elif isinstance(fact, Promise):
        words = (day_short(fact.meeting), fact.promise)
    elif isinstance(fact, PathStep):
        words = (fact.domain, f"plan {fact.version}", fact.step)
    elif isinstance(fact, Release):
        words = (fact.code, fact.source, fact.theme, str(fact.year), fact.decision)
    else:
        words = (fact.partner, str(fact.year), str(fact.form), fact.action_line, fact.description)
    return " · ".join(word for word in words if word)


def _list_values(change: ListChange) -> tuple[str, str]:
    """Its details before and after; for an item that stays only those that differ."""
    details = [_list_details(fact) if fact else {} for fact in (change.before, change.after)]
    names = [name for name in details[0] | details[1] if details[0].get(name) != details[1].get(name)]
    was, becomes = (
        " · ".join(words for n in names if (words := details_shown.get(n))) or "–"
        for details_shown in details
    )
    return was, becomes


def _list_details(fact: Fact) -> dict[str, str]:
    if isinstance(fact, PathStep):
        return {"date": day_short(fact.date), "document": fact.document, "remark": fact.remark}
    if isinstance(fact, Promise):
        details = {"made_to": fact.made_to, "owner": fact.owner, "due": f"uiterlijk {day_short(fact.due)}"}
        return {**details, "state": str(fact.state), "outcome": fact.outcome}
    amount = "geen bedrag" if fact.amount is None else f"bedrag {euro_exact(fact.amount)}"
    if isinstance(fact, Decision):
        people = join_words(list(fact.decided_by))
        details = {"why": fact.criteria, "by": people, "escalation": fact.escalation, "route": fact.route}
        interest = f"belang van {join_words(list(fact.conflict))}" if fact.conflict else ""
        ended = day_short(fact.resolved_on) if fact.resolved_on else ""
        end = f"opgelost op {ended} door {join_words(list(fact.resolved_by))}" if ended else ""
        return {"amount": amount, **details, "conflict": interest, "end": end}
    if isinstance(fact, Request):
        details = {"moment": fact.moment, "deadline": f"uiterlijk {day_short(fact.deadline)}"}
        return {"amount": amount, **details, "state": str(fact.state), "by": fact.asked_by}
    if isinstance(fact, Release):
        details = {"body": fact.body, "document": fact.document}
        return {"amount": amount, "state": str(fact.state), "date": day_short(fact.date), **details}
    return {"amount": amount, "quantity": f"{fact.quantity} {fact.unit}".strip(), "basis": fact.basis}
