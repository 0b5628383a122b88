"""The title of the page on reconciliation counts the domains that agree up to their newest ledger."""

from __future__ import annotations

from datetime import date

import pytest

from budget.model.submission_details import Money
from budget.ui.reconciling import title_of
from budget.usecases.gaps import Reconciled

MONTHS = {"agrees": (9, 9), "ends": (9, None), "never": (None, None)}
"""The totals stated for January and for February."""


def _ledgers(domain: str, states: tuple[int | None, ...]) -> list[Reconciled]:
    return [
        Reconciled(1, "", Money.REALISED, date(2024, n, 28), (domain,), stated, 9, first=date(2024, n, 1))
        for n, stated in enumerate(states, 1)
    ]


@pytest.mark.wording
@pytest.mark.parametrize(
    ("domains", "said"),
    [
        ((), "Er zijn in dit jaar nog geen boekingen"),
        (("agrees",), "De boekingen sluiten aan op het eigen systeem"),
        (("ends",), "De boekingen sluiten nog niet helemaal aan op het eigen systeem"),
        (("ends", "never"), "Geen van de 2 domeinen sluit al helemaal aan op zijn eigen systeem"),
        (("agrees", "ends"), "Van 2 domeinen sluit er 1 helemaal aan op het eigen systeem"),
    ],
)
def test_the_title_counts_the_domains_that_agree_up_to_their_newest_ledger(
    domains: tuple[str, ...], said: str
) -> None:
    found = [one for n, name in enumerate(domains) for one in _ledgers(f"D{n}", MONTHS[name])]
    assert title_of(found) == said
