"""What stands beside the plan: partners, decisions, wishes and promises are seen, and move no figure.

A controller reads: a domain has a plan of 1.200 euro; partners, decisions, wishes and promises come in as one
workbook. Spending, free room and forecast stay what they were; each list is told where it belongs.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budget.access import VISITOR
from budget.model.content import Content
from budget.model.domain_records import Promise, PromiseState, Request, RequestState
from budget.model.words import BudgetError, By, FundingKind, PartnerForm
from budget.snapshot.codec import row_data
from budget.standing.decisions import open_escalations
from budget.standing.funding import funding_rows
from budget.standing.moment import load_standing
from budget.standing.outside_totals import promises_sentence, requests_sentence
from budget.standing.planning_control import pc_rows
from budget.store.engine import Store
from budget.usecases import deliver as delivery
from tests.store.samples import (
    MAY_END,
    PROGRAMME,
    accept,
    booking,
    contribution,
    decision,
    deliver,
    ledger,
    line,
    plan,
    statement,
    submit,
)

BESIDE = Content(
    partners=(
        contribution("Bank", "GRO", form=PartnerForm.MONEY, amount=5_000_00),
        contribution("Buren", "GRO", form=PartnerForm.SOCIAL),
        contribution("School", "GRO", year=2025),
    ),
    decisions=(decision("GRO", code="GRO-1", conflict=("cato",), route="De Dorpsraad beslist"),),
    requests=(Request("GRO", "", "Kas", 900_00, "VJN 2025", date(2025, 3, 1), RequestState.OPEN),),
    promises=(Promise("GRO", "Brief", "raad", "gea", MAY_END, date(2024, 4, 1), PromiseState.OPEN),),
)


def test_records_beside_the_plan_are_shown_and_change_no_figure(store: Store) -> None:
    accept(store, submit(store, plan(line(budget=1_200_00))).id)
    accept(store, submit(store, ledger(statement(MAY_END, booking("A", MAY_END, 300_00)))).id)
    bare = load_standing(store, PROGRAMME, MAY_END)
    before = ({by: [row_data(row) for row in bare.rows(by)] for by in By}, pc_rows(bare))
    accept(store, submit(store, BESIDE).id, "gijs")

    full = load_standing(store, PROGRAMME, MAY_END)
    assert ({by: [row_data(row) for row in full.rows(by)] for by in By}, pc_rows(full)) == before
    assert [(row.kind, row.name, row.amount) for row in funding_rows(full, "GRO")] == [
        (FundingKind.PLAN, "Dorpsgeld", 1_200_00),
        (FundingKind.MONEY, "Bank", 5_000_00),
        (FundingKind.SOCIAL, "Buren", None),
        (FundingKind.NOT_STATED, "School", None),
    ]
    assert [one.code for one in open_escalations(full)] == ["GRO-1"]
    assert "VJN 2025" in requests_sentence(full)
    assert promises_sentence(full)

    amended = submit(store, plan(line(budget=1_300_00))).id
    with pytest.raises(BudgetError, match="De Dorpsraad beslist"):
        accept(store, amended)
    assert accept(store, amended, "gijs").seq


CENTS = st.none() | st.integers(0, 10**13)
WORDS = st.sampled_from(["Bank", "Buren", "School", "Kas"])
DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))
YEARS = st.integers(2023, 2026)
DOMAINS = st.sampled_from(["GRO", "SPE"])
CODES = st.sampled_from(["", "GRO-1"])
GIVEN = st.builds(
    contribution, WORDS, DOMAINS, year=YEARS, form=st.sampled_from(PartnerForm), amount=CENTS, basis=WORDS
)
TAKEN = st.builds(
    decision, st.just("GRO"), WORDS, code=CODES, amount=CENTS, criteria=WORDS,
    conflict=st.sampled_from([(), ("mo",)]), route=st.just("De Dorpsraad beslist"),
)  # fmt: skip
WISHED = st.builds(
    Request, DOMAINS, st.just(""), WORDS, st.integers(0, 10**13), WORDS, DAYS, st.sampled_from(RequestState)
)
VOWED = st.builds(
    Promise, DOMAINS, WORDS, WORDS, st.just("gea"), DAYS, DAYS, st.sampled_from(PromiseState), WORDS
)


def lists(one: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(one, max_size=4).map(tuple)


BESIDES = st.builds(
    Content, partners=lists(GIVEN), decisions=lists(TAKEN), requests=lists(WISHED), promises=lists(VOWED)
)


@settings(max_examples=15, deadline=None, suppress_health_check=[*HealthCheck])
@given(besides=st.lists(BESIDES, min_size=1, max_size=3))
def test_records_beside_the_plan_change_no_total_of_depletion(store: Store, besides) -> None:
    """Every measure of every group, and the table of the documents, are as before there were any."""
    if not load_standing(store, PROGRAMME, MAY_END).facts.lines:
        deliver(store, plan(line(budget=1_200_00), line("SPE-1")))
        deliver(store, ledger(statement(MAY_END, booking("A", MAY_END, 300_00))))
        BARE[id(store)] = figures(store)
    for content in besides:
        if not delivery.preview(store, PROGRAMME, VISITOR, content).is_empty:
            deliver(store, content)
    assert figures(store) == BARE[id(store)]


BARE: dict[int, object] = {}


def figures(store: Store) -> object:
    found = load_standing(store, PROGRAMME, MAY_END)
    return {by: [row_data(row) for row in found.rows(by)] for by in By}, pc_rows(found)
