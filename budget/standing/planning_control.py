"""The table for VJN, NJN and annual accounts: the measures of a standing in planning and control terms."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from budget.insight.facts import Resolver
from budget.labels import day
from budget.model.content import PlanLine
from budget.model.planning_control import NatureSplit, PcDocument, PcRow
from budget.model.planning_control_rows import pc_row
from budget.model.words import BudgetError, By, Nature
from budget.standing.moment import Standing

LEVELS = (By.PROGRAMME, By.DOMAIN, By.SOURCE, By.LINE)


def pc_rows(standing: Standing, domain: str | None = None) -> tuple[PcRow, ...]:
    """The total, then each domain, source and line, of the programme or of one domain.

    Money in no plan has its own row among the domains, the sources, and the lines of each domain.
    """
    if domain is None:
        groups = [standing.rows(by) for by in (By.PROGRAMME, By.DOMAIN, By.SOURCE)]
        groups += [standing.rows(By.LINE, row.key) for row in standing.rows(By.DOMAIN)]
    else:
        groups = [(standing.domain_row(domain),), standing.rows(By.SOURCE, domain)]
        groups.append(standing.rows(By.LINE, domain))
    natures = {(nature.by, nature.key): nature for nature in natures_of(standing, domain)}
    return tuple(pc_row(row, natures) for rows in groups for row in rows)


def require_period(document: PcDocument, year: int, as_of: date) -> None:
    """Raises BudgetError for annual accounts of a year that is not over at the reference date."""
    last = date(year, 12, 31)
    if document is PcDocument.ACCOUNTS and as_of < last:
        raise BudgetError(
            f"De jaarrekening gaat over heel {year}. Kies als peildatum {day(last)} of een latere dag."
        )


def natures_of(standing: Standing, domain: str | None = None) -> tuple[NatureSplit, ...]:
    """The incidental and structural cents in each group's budget where stated, by kind and key."""
    sums: dict[tuple[By, str], Counter[Nature]] = defaultdict(Counter)
    for version in Resolver(standing.knowledge, standing.programme).in_force.values():
        for line in version.lines:
            if line.nature and domain in (None, line.domain):
                for by in LEVELS:
                    sums[by, _key(line, by)][line.nature] += line.budget
    return tuple(
        NatureSplit(by, key, sums[by, key][Nature.INCIDENTAL], sums[by, key][Nature.STRUCTURAL])
        for by, key in sorted(sums)
    )


def _key(line: PlanLine, by: By) -> str:
    keys = {By.DOMAIN: line.domain, By.SOURCE: line.source, By.LINE: line.code}
    return keys.get(by, "")
