"""What stands beside the plan: partners, decisions, wishes and promises are seen, and move no figure.

A controller reads: a domain has a plan of 1.200 euro; partners, decisions, wishes and promises come in as one
workbook. Spending, free room and forecast stay what they were; each list is told where it belongs.
"""

from __future__ import annotations

from datetime import date

import pytest

from budget.model.beside import Promise, PromiseState, Request, RequestState
from budget.model.content import Content
from budget.model.words import BudgetError, By, MeansKind, PartnerForm
from budget.snapshot.codec import row_data
from budget.standing.decisions import open_escalations
from budget.standing.means import means_rows
from budget.standing.moment import load_standing
from budget.standing.pc import pc_rows
from budget.standing.told import promises_sentence, requests_sentence
from budget.store.engine import Store
from tests.store.samples import (
    MAY_END,
    PROGRAMME,
    accept,
    booking,
    contribution,
    decision,
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


def test_what_stands_beside_the_plan_is_seen_and_moves_no_figure(store: Store) -> None:
    accept(store, submit(store, plan(line(budget=1_200_00))).id)
    accept(store, submit(store, ledger(statement(MAY_END, booking("A", MAY_END, 300_00)))).id)
    bare = load_standing(store, PROGRAMME, MAY_END)
    before = ({by: [row_data(row) for row in bare.rows(by)] for by in By}, pc_rows(bare))
    accept(store, submit(store, BESIDE).id, "gijs")

    full = load_standing(store, PROGRAMME, MAY_END)
    assert ({by: [row_data(row) for row in full.rows(by)] for by in By}, pc_rows(full)) == before
    assert [(row.kind, row.name, row.amount) for row in means_rows(full, "GRO")] == [
        (MeansKind.PLAN, "Dorpsgeld", 1_200_00),
        (MeansKind.MONEY, "Bank", 5_000_00),
        (MeansKind.SOCIAL, "Buren", None),
        (MeansKind.NOT_STATED, "School", None),
    ]
    assert [one.code for one in open_escalations(full)] == ["GRO-1"]
    assert "VJN 2025" in requests_sentence(full)
    assert promises_sentence(full)

    amended = submit(store, plan(line(budget=1_300_00))).id
    with pytest.raises(BudgetError, match="De Dorpsraad beslist"):
        accept(store, amended)
    assert accept(store, amended, "gijs").seq
