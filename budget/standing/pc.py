"""The table for VJN, NJN and annual accounts: the measures of a standing, in the words of that cycle."""

from __future__ import annotations

from collections import Counter
from datetime import date

from budget.insight.facts import Resolver
from budget.labels import day
from budget.model.content import PlanLine
from budget.model.figures import Row
from budget.model.pc import PcDocument, PcRow
from budget.model.words import BudgetError, By, Nature
from budget.standing.moment import Standing

LEVELS = (By.PROGRAMME, By.DOMAIN, By.SOURCE, By.LINE)
Natures = Counter[tuple[By, str, Nature]]


def pc_rows(standing: Standing, domain: str | None = None) -> tuple[PcRow, ...]:
    """The whole, then each domain, source and line, of the programme or of one domain.

    Money that is in no plan has a row of its own among the domains, sources, and lines of each domain.
    """
    if domain is None:
        groups = [standing.rows(by) for by in (By.PROGRAMME, By.DOMAIN, By.SOURCE)]
        groups += [standing.rows(By.LINE, row.key) for row in standing.rows(By.DOMAIN)]
    else:
        groups = [(standing.domain_row(domain),), standing.rows(By.SOURCE, domain)]
        groups.append(standing.rows(By.LINE, domain))
    natures = _natures(standing, domain)
    return tuple(_row(row, natures) for rows in groups for row in rows)


def require_period(document: PcDocument, year: int, as_of: date) -> None:
    """Raises BudgetError for annual accounts of a year that is not over at the reference date."""
    last = date(year, 12, 31)
    if document is PcDocument.ACCOUNTS and as_of < last:
        raise BudgetError(
            f"De jaarrekening gaat over heel {year}. Kies als peildatum {day(last)} of een latere dag."
        )


def _row(row: Row, natures: Natures) -> PcRow:
    m = row.measures
    return PcRow(
        by=row.by,
        key=row.key,
        name=row.name,
        domain=row.domain,
        original=m.original_budget,
        amended=m.budget - m.original_budget,
        budget=m.budget,
        released=m.released,
        released_unknown=m.released_unknown,
        realised=m.realised,
        committed=m.committed,
        forecast=m.forecast.p50,
        incidental=natures[row.by, row.key, Nature.INCIDENTAL],
        structural=natures[row.by, row.key, Nature.STRUCTURAL],
    )


def _natures(standing: Standing, domain: str | None) -> Natures:
    """Cents of the budget by group and nature, of the lines that say it."""
    found: Natures = Counter()
    for version in Resolver(standing.knowledge, standing.programme).in_force.values():
        for line in version.lines:
            if line.nature and domain in (None, line.domain):
                for by in LEVELS:
                    found[by, _key(line, by), line.nature] += line.budget
    return found


def _key(line: PlanLine, by: By) -> str:
    keys = {By.DOMAIN: line.domain, By.SOURCE: line.source, By.LINE: line.code}
    return keys.get(by, "")
