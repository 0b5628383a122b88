"""The pace date of a domain: the last day that statements reach for most of its lines."""

from collections.abc import Iterable
from datetime import date

import pytest

from budget.insight.pace_dates import pace_dates
from budget.model.coverage import Coverage
from tests.insight.samples import YEAR

MAY, SEPTEMBER, NOVEMBER = date(YEAR, 5, 31), date(YEAR, 9, 30), date(YEAR, 11, 30)
LINES = [f"VEI-{n}" for n in range(1, 21)]


def said(last: date, codes: Iterable[str], *domains: str, drawn_up: date | None = None) -> Coverage:
    first = date(YEAR, 1, 1)
    return Coverage(1, drawn_up or last, first, last, frozenset(codes), frozenset(domains))


def reached(*statements: Coverage, as_of: date = NOVEMBER) -> dict[str, date]:
    return pace_dates(statements, YEAR, as_of, lambda code: code[:3], lambda codes: {c[:3] for c in codes})


@pytest.mark.parametrize(("lines", "day"), [(9, MAY), (10, SEPTEMBER), (11, SEPTEMBER)])
@pytest.mark.parametrize("domains", [(), ("VEI",)])
def test_a_statement_moves_its_domain_when_it_names_half_of_the_lines(
    lines: int, day: date, domains: tuple[str, ...]
) -> None:
    assert reached(said(MAY, LINES, *domains), said(SEPTEMBER, LINES[:lines])) == {"VEI": day}


def test_a_statement_that_speaks_for_the_domain_moves_it_whatever_it_names() -> None:
    assert reached(said(MAY, LINES), said(SEPTEMBER, LINES[:1], "VEI")) == {"VEI": SEPTEMBER}


def test_statements_for_single_lines_reach_as_far_as_half_of_the_lines() -> None:
    apart = [said(SEPTEMBER if n < 10 else MAY, [code]) for n, code in enumerate(LINES)]
    assert reached(*apart) == {"VEI": SEPTEMBER}
    assert reached(*apart[1:]) == {"VEI": MAY}


def test_a_row_on_a_line_of_another_domain_does_not_extend_that_domains_reach() -> None:
    assert reached(said(MAY, ["VEI-1"], "VEI"), said(SEPTEMBER, ["JEU-1", "VEI-1"], "JEU")) == {
        "VEI": MAY,
        "JEU": SEPTEMBER,
    }


def test_a_later_repair_of_an_early_month_does_not_shorten_the_reach() -> None:
    repaired = said(MAY, LINES, "VEI", drawn_up=NOVEMBER)
    assert reached(said(SEPTEMBER, LINES, "VEI"), repaired) == {"VEI": SEPTEMBER}


@pytest.mark.parametrize(
    ("as_of", "day"),
    [(date(YEAR, 4, 30), date(YEAR, 4, 30)), (MAY, MAY), (SEPTEMBER, MAY)],
)
def test_the_ledger_up_to_may_drawn_up_in_june_reaches_every_day_up_to_may(as_of: date, day: date) -> None:
    late = said(MAY, LINES, "VEI", drawn_up=date(YEAR, 6, 3))
    assert reached(late, as_of=as_of) == {"VEI": day}
