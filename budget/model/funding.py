"""All funding of a domain as rows: the plan by source, with the partners' contributions beside it."""

from __future__ import annotations

from dataclasses import dataclass

from budget.model.words import Cents, FundingKind


@dataclass(frozen=True, slots=True)
class FundingRow:
    """One kind of funding of a domain in a year: a source of its plan, or a partner's contribution.

    `amount` is the budget or the value in cents; None where it is not stated. `share` is the fraction of the
    domain's plan budget; None for partners, whose funding is never added to the plan.
    """

    domain: str
    year: int
    kind: FundingKind
    name: str
    amount: Cents | None
    share: float | None = None
    action_line: str = ""
    description: str = ""
    quantity: str = ""
    unit: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class PartnerYear:
    """A partner's contributions in a domain and year: values in cents, and how many have no value."""

    domain: str
    partner: str
    year: int
    money: Cents
    in_kind: Cents
    social: Cents
    without_amount: int
