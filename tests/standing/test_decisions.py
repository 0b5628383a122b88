"""Decisions in domains: known by their day, with open escalations and the criteria that domains share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from budget.model.content import Content
from budget.standing.decisions import (
    criteria_library,
    decisions_of,
    escalations_sentence,
    open_escalations,
)
from budget.standing.moment import load_standing
from budget.store.engine import Store
from tests.store.samples import MAY_END, PROGRAMME, decision, deliver, line, plan

TREES = decision("GRO", criteria="Prijs, schaduw;  prijs")
SLIDE = replace(decision("SPE", "Glijbaan", criteria="prijs"), date=date(2024, 5, 31))
LATER = replace(SLIDE, date=date(2024, 6, 1), decision="Wip")
CONFLICT = replace(SLIDE, conflict=("mo",), route="Dorpsraad", resolved_on=date(2024, 6, 1),
                   resolved_by=("Gea", "Sien"))  # fmt: skip


def at(store: Store, *taken, day: date = MAY_END):
    deliver(store, plan(line()))
    deliver(store, Content(decisions=taken))
    return load_standing(store, PROGRAMME, day)


def test_a_decision_is_known_from_its_day(store: Store) -> None:
    assert decisions_of(at(store, TREES, SLIDE, LATER)) == (SLIDE, TREES)


def test_domains_share_criteria_whatever_their_capitals(store: Store) -> None:
    library = criteria_library(decisions_of(at(store, TREES, SLIDE)))
    assert [(use.name, use.domains, use.decisions) for use in library] == [
        ("Prijs", ("GRO", "SPE"), (SLIDE, TREES)),
        ("Schaduw", ("GRO",), (TREES,)),
    ]


def test_an_escalation_is_open_until_its_end(store: Store) -> None:
    standing = at(store, TREES, CONFLICT)
    assert open_escalations(standing) == (CONFLICT,)
    assert open_escalations(standing, "GRO") == ()
    assert escalations_sentence(standing.decisions, MAY_END).startswith("Bij 1 besluit ")
    assert escalations_sentence(standing.decisions, date(2024, 6, 1)) == ""
