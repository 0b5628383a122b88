"""All funding of a domain: the sources of its plan, with partner contributions beside; never added up."""

from __future__ import annotations

from collections.abc import Iterator

from budget.model.content import PartnerContribution
from budget.model.funding import FundingRow, PartnerYear
from budget.model.words import By, Cents, FundingKind, PartnerForm
from budget.standing.moment import Standing

EVERYONE = "Partners"
"""Named instead of a partner when none stated a contribution to a domain."""


def funding_rows(standing: Standing, domain: str) -> tuple[FundingRow, ...]:
    """The sources with budget, every contribution of the year, and the partners that stated none yet."""
    return (*_plan(standing, domain), *_partners(standing, domain))


def partner_years(standing: Standing, domain: str) -> tuple[PartnerYear, ...]:
    """Each partner's contributions per year, from the list in force; by name and year."""
    by_year: dict[tuple[str, int], list[PartnerContribution]] = {}
    for each in standing.partners:
        if each.domain == domain:
            by_year.setdefault((each.partner, each.year), []).append(each)
    return tuple(
        PartnerYear(
            domain,
            partner,
            year,
            money=_valued(contributions, PartnerForm.MONEY),
            in_kind=_valued(contributions, PartnerForm.IN_KIND),
            social=_valued(contributions, PartnerForm.SOCIAL),
            without_amount=sum(p.amount is None for p in contributions),
        )
        for (partner, year), contributions in sorted(by_year.items())
    )


def _valued(contributions: list[PartnerContribution], form: PartnerForm) -> Cents:
    return sum(each.amount or 0 for each in contributions if each.form is form)


def _plan(standing: Standing, domain: str) -> Iterator[FundingRow]:
    rows = [row for row in standing.rows(By.SOURCE, domain) if row.measures.budget]
    total = sum(row.measures.budget for row in rows)
    for row in rows:
        budget = row.measures.budget
        yield FundingRow(domain, standing.facts.year, FundingKind.PLAN, row.name, budget, budget / total)


def _partners(standing: Standing, domain: str) -> Iterator[FundingRow]:
    year = standing.facts.year
    of_domain = [each for each in standing.partners if each.domain == domain]
    now = sorted((p for p in of_domain if p.year == year), key=lambda p: (p.partner, p.form, p.description))
    for each in now:
        kind, measure = FundingKind(each.form.value), (each.quantity, each.unit, each.basis)
        description = (each.action_line, each.description)
        yield FundingRow(domain, year, kind, each.partner, each.amount, None, *description, *measure)
    stated = {each.partner for each in now}
    waiting = sorted({each.partner for each in of_domain} - stated) if of_domain else [EVERYONE]
    for name in waiting:
        yield FundingRow(domain, year, FundingKind.NOT_STATED, name, None)
