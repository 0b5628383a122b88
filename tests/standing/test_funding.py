"""Funding of a domain: the plan by source and partner contributions, which count in no measure."""

from __future__ import annotations

from budget.charts.funding import FundingChart
from budget.labels import NBSP, funding_amount
from budget.model.content import Content
from budget.model.funding import PartnerYear
from budget.model.words import By, FundingKind, PartnerForm
from budget.snapshot.codec import row_data
from budget.standing.funding import EVERYONE, funding_rows, partner_years
from budget.standing.moment import load_standing
from budget.store.engine import Store
from tests.store.samples import (
    MAY_END,
    PROGRAMME,
    booking,
    contribution,
    decision,
    deliver,
    ledger,
    line,
    plan,
    statement,
)

MONEY = contribution("Bank", form=PartnerForm.MONEY, amount=40_000)
HOURS = contribution("Club", amount=9_000, quantity="12", unit="uur", basis="750 per uur")
TEAM = contribution("Team", form=PartnerForm.SOCIAL)
LATER = contribution("School", year=2025, form=PartnerForm.MONEY, amount=1)


def ready(store: Store, *beside: Content):
    deliver(store, plan(line("SPE-1", 90_000), line("SPE-2", 30_000, source="FONDS", theme="BOS")))
    deliver(store, ledger(statement(MAY_END, booking("A", MAY_END, 45_000, "SPE-1"))))
    for content in beside:
        deliver(store, content)
    return load_standing(store, PROGRAMME, MAY_END)


def test_the_plan_has_shares_and_partners_none(store: Store) -> None:
    rows = funding_rows(ready(store, Content(partners=(MONEY, HOURS, TEAM))), "SPE")
    found = [(row.kind, row.name, row.amount, row.share) for row in rows]
    assert found == [
        (FundingKind.PLAN, "Dorpsgeld", 90_000, 0.75),
        (FundingKind.PLAN, "Streekfonds", 30_000, 0.25),
        (FundingKind.MONEY, "Bank", 40_000, None),
        (FundingKind.IN_KIND, "Club", 9_000, None),
        (FundingKind.SOCIAL, "Team", None, None),
    ]
    assert (rows[3].quantity, rows[3].unit, rows[3].basis) == ("12", "uur", "750 per uur")


def test_a_partner_with_amounts_in_other_years_only_is_still_to_state_this_year(store: Store) -> None:
    standing = ready(store, Content(partners=(MONEY, LATER)))
    waiting = [row for row in funding_rows(standing, "SPE") if row.kind is FundingKind.NOT_STATED]
    assert [(row.name, row.amount, funding_amount(row.kind, row.amount)) for row in waiting] == [
        ("School", None, "nog niet opgegeven")
    ]
    assert partner_years(standing, "SPE") == (
        PartnerYear("SPE", "Bank", 2024, 40_000, 0, 0, 0),
        PartnerYear("SPE", "School", 2025, 1, 0, 0, 0),
    )


def test_a_domain_without_partner_amounts_is_marked_as_not_stated(store: Store) -> None:
    rows = funding_rows(ready(store), "SPE")
    assert [(row.kind, row.name) for row in rows[2:]] == [(FundingKind.NOT_STATED, EVERYONE)]
    assert FundingChart.of("Spelen", 2024, rows, {}).open == 1


def test_partners_and_decisions_change_no_figure_of_the_plan(store: Store) -> None:
    bare = ready(store)
    before = {by: [row_data(row) for row in bare.rows(by)] for by in By}
    deliver(store, Content(partners=(MONEY, HOURS, TEAM, LATER), decisions=(decision("SPE"),)))
    full = load_standing(store, PROGRAMME, MAY_END)
    assert full.partners
    assert {by: [row_data(row) for row in full.rows(by)] for by in By} == before


def test_the_chart_has_shares_for_the_plan_and_none_for_partners(store: Store) -> None:
    rows = funding_rows(ready(store, Content(partners=(MONEY, HOURS, TEAM))), "SPE")
    chart = FundingChart.of("Spelen", 2024, rows, {"Dorpsgeld": "#004699"})
    assert [(bar.cents, bar.share) for bar in chart.bars()] == [
        (90_000, 0.75), (30_000, 0.25), (40_000, None), (9_000, None),
    ]  # fmt: skip
    assert len(chart.display()[1]) == len(rows)
    assert chart.title.replace(NBSP, " ").endswith("€ 400 in geld en € 90 in kind")
