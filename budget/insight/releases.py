"""Money released and used through the year, and since when money is used without a release."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from budget.insight.facts import Resolver, resolve
from budget.model.content import Knowledge
from budget.model.figures import LineFacts, Point
from budget.model.months import last_day
from budget.model.programme import Programme
from budget.model.releases import ReleasePath, Unreleased
from budget.model.words import MONTHS, Cents, LineKey


def follow_releases(
    knowledge: Knowledge, programme: Programme, domain: str, as_of: date
) -> ReleasePath | None:
    """The release path of one domain; None when it has no releases in the year of `knowledge`."""
    resolver = Resolver(knowledge, programme)
    releases = sorted((r for r in resolver.releases() if r.domain == domain), key=lambda r: r.date)
    if not releases:
        return None
    version = resolver.in_force.get(domain)
    lines = version.lines if version else ()
    own = replace(knowledge, versions=tuple(v for v in knowledge.versions if v.domain == domain))
    year = knowledge.year
    ends = [last_day(year, month) for month in range(MONTHS + 1)]
    steps = {r.date for r in releases if ends[0] < r.date <= ends[-1]}
    days = sorted({*ends, *steps, *([as_of] if ends[0] < as_of < ends[-1] else [])})
    stands = {day: _stated(own, programme, domain, day) for day in days}
    past = [day for day in days if day <= as_of and (day in ends or day == as_of)]
    last = stands[past[-1]] if past else {}
    return ReleasePath(
        domain,
        year,
        as_of,
        sum(line.budget for line in last.values()),
        tuple((r, any(r.is_of(line) for line in lines)) for r in releases),
        tuple(Point(d, sum(line.released or 0 for line in stands[d].values())) for d in days),
        tuple(Point(d, sum(_used(line) for line in stands[d].values())) for d in past),
        tuple(_list_unreleased(stands, past)),
    )


def _stated(knowledge: Knowledge, programme: Programme, domain: str, day: date) -> dict[LineKey, LineFacts]:
    """The plan lines that state a release."""
    lines = resolve(knowledge, programme, day).lines
    return {x.key: x for x in lines if x.domain == domain and x.planned and x.released is not None}


def _list_unreleased(stands: dict[date, dict[LineKey, LineFacts]], past: list[date]) -> list[Unreleased]:
    """Unreleased use, largest first; dated from the last time that the line became uncovered."""
    unreleased = []
    for key, line in stands[past[-1]].items() if past else ():
        over = [day for day in past if key in stands[day] and _unreleased_part(stands[day][key])]
        if over and over[-1] == past[-1]:
            covered = [day for day in past if day not in over]
            since = min(day for day in over if not covered or day > covered[-1])
            unreleased.append(Unreleased(line, _unreleased_part(line), since))
    return sorted(unreleased, key=lambda line_part: (-line_part.cents, line_part.line.key))


def _used(line: LineFacts) -> Cents:
    return sum(line.realised) + line.committed


def _unreleased_part(line: LineFacts) -> Cents:
    return max(0, min(_used(line), line.budget) - (line.released or 0))
