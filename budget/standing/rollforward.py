"""The roll-forward: the money of each source and theme from year to year (BBV, article 52a)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from budget.insight.diff.carried import Carried, Purse
from budget.insight.diff.moves import unexplained
from budget.labels import NO_THEME, UNPLANNED
from budget.model.programme import Programme
from budget.model.words import By, Cents
from budget.model.years import RollRow
from budget.standing.moment import Standing
from budget.store.engine import Store
from budget.store.plan_money import load_plan_money


@dataclass(frozen=True, slots=True)
class _Money:
    """A source and theme in one year: budget in force, bookings, and expected outturn."""

    budget: Cents = 0
    spent: Cents = 0
    expected: Cents = 0


def load_rollforward(store: Store, years: Sequence[Standing]) -> tuple[RollRow, ...]:
    """The rows of every source and theme with money: its years in order, then all years together.

    `years` are all years of a programme at one reference date and one state of knowledge.
    """
    programme, known_at = years[0].programme, years[0].facts.known_at
    with store.read() as connection:
        carried = unexplained(load_plan_money(connection, programme.id, known_at)).carried
    return roll_forward(years, carried)


def roll_forward(years: Sequence[Standing], carries: Iterable[Carried]) -> tuple[RollRow, ...]:
    """The same rows, given what plans `carries` over."""
    programme, as_of = years[0].programme, years[0].facts.as_of
    money = {
        (purse, standing.facts.year): year_money
        for standing in years
        for purse, year_money in _of_year(standing).items()
    }
    into, out, cut = (Counter[tuple[Purse, int]]() for _ in range(3))
    for carry in carries:
        into[carry.purse, carry.to_year] += carry.cents
        out[carry.purse, carry.from_year] += carry.cents
        cut[carry.purse, carry.from_year] += carry.cut + carry.opened
    rows = []
    for purse in _ordered(programme, {purse for purse, _ in (*money, *into, *out)}):
        own = []
        expected = 0
        for year in programme.years:
            key = purse, year
            has = money.get(key, _Money())
            begin, received = into[key], has.budget + cut[key] - into[key]
            if begin or received or has.spent or out[key]:
                own.append(_row(programme, as_of, purse, year, (begin, received, has.spent, out[key])))
                expected += received - (has.spent if as_of >= date(year, 12, 31) else has.expected)
        rows += [*own, _together(own, expected)] if own else []
    return tuple(rows)


def _row(
    programme: Programme, as_of: date, purse: Purse, year: int, money: tuple[Cents, Cents, Cents, Cents]
) -> RollRow:
    begin, received, spent, carried = money
    balance = begin + received - spent - carried
    ended = as_of >= date(year, 12, 31)
    repaid = max(0, balance - _may_go(programme, purse, year, begin + received, carried)) if ended else 0
    return RollRow(*purse, _name(programme, purse), year, *money, repaid, balance - repaid)


def _may_go(programme: Programme, purse: Purse, year: int, had: Cents, carried: Cents) -> Cents:
    """Cents that the source may still carry to the next year; 0 after its last year."""
    source = next((source for source in programme.sources if source.code == purse[0]), None)
    if source is None:
        return had
    rule = source.carry_rule(year)
    if rule is None or year >= source.years_of(purse[1])[1]:
        return 0
    return max(0, int(rule.share * had) - carried)


def _together(rows: Sequence[RollRow], expected: Cents) -> RollRow:
    """All years as one row, without transfers between them."""
    first = rows[0]
    begin = sum(row.begin for row in rows) - sum(row.carried for row in rows)
    return RollRow(
        source=first.source,
        theme=first.theme,
        name=first.name,
        year=0,
        begin=begin,
        received=sum(row.received for row in rows),
        spent=sum(row.spent for row in rows),
        carried=0,
        repaid=sum(row.repaid for row in rows),
        end=sum(row.end for row in rows),
        at_risk=max(0, begin + expected) if first.source else None,
    )


def _of_year(standing: Standing) -> dict[Purse, _Money]:
    money_by_purse: dict[Purse, _Money] = {}
    for row in standing.rows(By.THEME):
        source, _, theme = row.key.partition("/")
        m = row.measures
        money_by_purse[source, theme] = _Money(m.budget, m.realised, m.forecast.p50)
    return money_by_purse


def _name(programme: Programme, purse: Purse) -> str:
    source = next((source for source in programme.sources if source.code == purse[0]), None)
    if source is None:
        return UNPLANNED
    theme = next((theme.name for theme in source.themes if theme.code == purse[1]), NO_THEME)
    return f"{source.name}: {theme}" if source.themes else source.name


def _ordered(programme: Programme, purses: Iterable[Purse]) -> Iterator[Purse]:
    """In the programme's order; money in no plan last."""
    listed = [(s.code, t) for s in programme.sources for t in (*(theme.code for theme in s.themes), "")]
    wanted_purses = set(purses)
    yield from (purse for purse in listed if purse in wanted_purses)
    yield from sorted(wanted_purses - set(listed))
