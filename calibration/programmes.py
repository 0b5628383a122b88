"""What a programme's own record does to its intervals, on programmes composed from the panels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import mean
from typing import NamedTuple

import pandas as pd

from budget.insight.forecast.line_outlook import Outlook
from budget.insight.forecast.outturn import joint_width
from budget.insight.forecast.own_record import PastForecast, learn_margins
from budget.insight.forecast.reference_class import SHARED_ABOVE, SHARED_BELOW
from budget.model.figures import Interval, OwnMargins
from calibration.backtest import JUDGED, Case, cases, predict
from calibration.rolling import OUTSIDE
from calibration.scores import fitted

LINES = 5
"""Series of a city that make one domain."""
DOMAINS = 8
"""Departments that make one programme."""


class Domain(NamedTuple):
    """The forecast of a programme's domain as the dashboard makes it, in whole units of money."""

    programme: str
    year: int
    month: int
    budget: int
    realised: int
    interval: Interval
    became: int


class Effect(NamedTuple):
    """One month of one year (0: all): with the margins of the class, and with those of the record."""

    month: int
    year: int
    domains: int
    inside: float
    score: float
    own_inside: float
    own_score: float
    below: float
    above: float


def effect_table(panel: pd.DataFrame) -> list[Effect]:
    """Every year with an earlier one, each programme with the record of its own earlier years."""
    domains = list(_domains([case for case in cases(panel) if case.outturn is not None]))
    years = sorted({one.year for one in domains})
    records = {
        (one.programme, one.year): learn_margins(_told(domains, one.programme, one.year)) for one in domains
    }
    return [
        _effect(month, year, [d for d in domains if d.month == month and _is_of(d, year, years)], records)
        for month in JUDGED
        for year in (*years[1:], 0)
    ]


def usual(panel: pd.DataFrame) -> tuple[float, float]:
    """Mean distance below and above P50, as a share of the margin there: the source of USUAL."""
    domains = list(_domains([case for case in cases(panel) if case.outturn is not None]))
    below, above = (
        [
            min(max(sign * (d.became - d.interval.p50), 0), 4 * wide) / d.budget
            for d, wide in _sides(domains, sign)
        ]
        for sign in (-1, 1)
    )
    wide = [sum(w / d.budget for d, w in _sides(domains, sign)) for sign in (-1, 1)]
    return sum(below) / wide[0], sum(above) / wide[1]


def _sides(domains: Sequence[Domain], sign: int) -> Iterator[tuple[Domain, int]]:
    for one in domains:
        end = one.interval.p90 if sign > 0 else one.interval.p10
        yield one, abs(end - one.interval.p50)


def as_text(table: Sequence[Effect]) -> str:
    """The table as text, one line for a month of a year."""
    head = f"{'maand':>5} {'jaar':>5} {'domeinen':>8} {'binnen':>7} {'score':>7} {'eigen':>7} {'score':>7}"
    return "\n".join([f"{head} {'laag x':>7} {'hoog x':>7}", *map(_line, table)])


def _line(e: Effect) -> str:
    year = str(e.year) if e.year else "alle"
    return (
        f"{e.month:>5} {year:>5} {e.domains:>8} {e.inside:>7.1%} {e.score:>7.1%} {e.own_inside:>7.1%}"
        f" {e.own_score:>7.1%} {e.below:>7.2f} {e.above:>7.2f}"
    )


def _is_of(domain: Domain, year: int, years: Sequence[int]) -> bool:
    return domain.year == year or (year == 0 and domain.year > years[0])


def _told(domains: Sequence[Domain], programme: str, year: int) -> list[PastForecast]:
    return [
        PastForecast(one.year, one.budget, one.interval, one.became, OwnMargins())
        for one in domains
        if one.programme == programme and one.year < year
    ]


def _domains(known: Sequence[Case]) -> Iterator[Domain]:
    """Each year forecast from those before it, without earlier years of the series or its kind."""
    groups = sorted({case.group for case in known})
    alone = {case.series for case in known} <= set(groups)
    place = {group: number for number, group in enumerate(groups)}
    for year in sorted({case.year for case in known})[1:]:
        reference = fitted(tuple(case for case in known if case.year < year))
        plain = [
            replace(case, kind="", position=replace(case.position, guarded=True))
            for case in known
            if case.year == year and case.position.budget > 0
        ]
        parts: dict[tuple[str, str, int], list[tuple[Case, Outlook]]] = defaultdict(list)
        for case, out in predict(plain, reference, fresh=True):
            number = place[case.group]
            programme = f"{number % max(len(groups) // DOMAINS, 1)}" if alone else case.group
            parts[programme, case.series if alone else "", case.month].append((case, out))
        for (programme, _, month), lines in parts.items():
            for start in range(0, len(lines), LINES):
                yield _domain(programme, year, month, lines[start : start + LINES])


def _domain(programme: str, year: int, month: int, lines: Sequence[tuple[Case, Outlook]]) -> Domain:
    middle = sum(out.middle for _, out in lines)
    below = joint_width([out.below for _, out in lines], SHARED_BELOW)
    above = joint_width([out.above for _, out in lines], SHARED_ABOVE)
    return Domain(
        programme,
        year,
        month,
        max(round(sum(case.position.budget for case, _ in lines)), 1),
        round(sum(case.position.realised for case, _ in lines)),
        Interval(round(middle - below), round(middle), round(middle + above)),
        round(sum(case.ended for case, _ in lines)),
    )


def _effect(
    month: int, year: int, domains: Sequence[Domain], records: dict[tuple[str, int], OwnMargins]
) -> Effect:
    plain = [(one.interval, one.became) for one in domains]
    own = [(_stretched(one, records[one.programme, one.year]), one.became) for one in domains]
    used = [records[one.programme, one.year] for one in domains]
    return Effect(
        month,
        year,
        len(domains),
        *_scored(plain),
        *_scored(own),
        mean(one.below for one in used),
        mean(one.above for one in used),
    )


def _stretched(domain: Domain, own: OwnMargins) -> Interval:
    told, booked = domain.interval, domain.realised
    low = told.p50 - round((told.p50 - told.p10) * own.below)
    high = told.p50 + round((told.p90 - told.p50) * own.above)
    return Interval(max(low, min(booked, told.p50)), told.p50, high)


def _scored(answers: Sequence[tuple[Interval, int]]) -> tuple[float, float]:
    """The share of outturns inside the interval, and the interval scores / outturns."""
    off = [max(told.p10 - real, real - told.p90, 0) for told, real in answers]
    wide = sum(told.p90 - told.p10 for told, _ in answers)
    return sum(far == 0 for far in off) / len(off), (wide + OUTSIDE * sum(off)) / sum(
        abs(real) for _, real in answers
    )
