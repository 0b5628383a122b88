"""The measures of groups of plan lines, exactly as measures.md defines them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from budget.insight.forecast.outturn import forecast
from budget.insight.signals import signal
from budget.labels import NO_THEME, UNPLACED, UNPLANNED
from budget.model import By, Cents, Facts, LineFacts, Measures, Programme, Row


def norm(phasing: Sequence[Cents], year: int, as_of: date) -> Cents:
    """Planned to date: full months before `as_of`, plus its month x day / days, rounded half up to a cent.

    0 before `year`, the whole phasing after it.
    """
    if as_of.year != year:
        return 0 if as_of.year < year else sum(phasing)
    days = monthrange(year, as_of.month)[1]
    part = phasing[as_of.month - 1] * as_of.day
    return sum(phasing[: as_of.month - 1]) + (2 * part + days) // (2 * days)


def measure(lines: Sequence[LineFacts], year: int, as_of: date) -> Measures:
    """The measures of the group that `lines` form; an empty group is all zeros."""
    outlook = forecast(lines, year, as_of)
    stated = [line for line in lines if line.planned and line.released is not None]
    unknown = sum(line.planned and line.released is None for line in lines)
    # A line without budget has nothing to release: beside unknown lines its 0 is no answer.
    says = [line for line in stated if line.budget] if unknown else stated
    return Measures(
        budget=sum(line.budget for line in lines),
        original_budget=sum(line.original_budget for line in lines),
        released=sum(line.released for line in says) if says else None,
        released_unknown=unknown,
        realised=sum(sum(line.realised) for line in lines),
        committed=sum(line.committed for line in lines),
        norm=sum(norm(line.phasing, year, as_of) for line in lines),
        forecast=outlook.outturn,
        run_out=outlook.run_out,
    )


def total(facts: Facts, programme: Programme) -> Row:
    """The whole programme as one row."""
    return _row(By.PROGRAMME, "", programme.name, "", facts.lines, facts, programme)


def group(facts: Facts, by: By, programme: Programme, domain: str | None = None) -> tuple[Row, ...]:
    """One row per group, in the programme's order; what is not in the plan comes last, with key ''.

    `domain` keeps only the lines of that domain. Grouped by domain, every domain of the programme has
    a row, and unplanned money stands in its domain where its code tells it.
    """
    lines = [line for line in facts.lines if domain is None or line.domain == domain]
    if by is By.PROGRAMME:
        return (_row(by, "", programme.name, domain or "", lines, facts, programme),)
    groups: dict[str, list[LineFacts]] = {}
    if by is By.DOMAIN and domain is None:
        groups = {d.code: [] for d in programme.domains}
    for line in lines:
        groups.setdefault(group_key(line, by), []).append(line)
    keys = sorted(groups, key=_ordering(by, programme))
    return tuple(_group_row(by, key, groups[key], facts, programme) for key in keys)


def group_key(line: LineFacts, by: By) -> str:
    """The key of the group that `line` is in; '' for what is in no plan."""
    if by is By.DOMAIN:
        return line.domain
    if by is By.PROGRAMME or not line.planned:
        return ""
    if by is By.ACTION_LINE:
        return f"{line.domain}/{line.action_line}"
    if by is By.THEME:
        return f"{line.key.source}/{line.key.theme}"
    return {By.LINE: line.key.code, By.SOURCE: line.key.source, By.BUDGET_HOLDER: line.budget_holder}[by]


def _group_row(by: By, key: str, lines: Sequence[LineFacts], facts: Facts, programme: Programme) -> Row:
    domains = {line.domain for line in lines}
    domain = key if by is By.DOMAIN else domains.pop() if len(domains) == 1 else ""
    return _row(by, key, _name(by, key, lines, programme), domain, lines, facts, programme)


def _row(
    by: By, key: str, name: str, domain: str, lines: Sequence[LineFacts], facts: Facts, programme: Programme
) -> Row:
    measures = measure(lines, facts.year, facts.as_of)
    return Row(by, key, name, domain, measures, signal(measures, domain, programme.rules, facts.as_of))


def _name(by: By, key: str, lines: Sequence[LineFacts], programme: Programme) -> str:
    if not key:
        return UNPLACED if by is By.DOMAIN else UNPLANNED
    if by is By.DOMAIN:
        return programme.domain(key).name
    if by is By.SOURCE:
        return programme.source(key).name
    if by is By.BUDGET_HOLDER:
        return programme.name_of(key)
    if by is By.ACTION_LINE:
        return lines[0].action_line
    if by is By.LINE:
        return f"{key} {lines[0].activity}"
    source = programme.source(key.partition("/")[0])
    theme = key.partition("/")[2]
    if not source.themes:
        return source.name
    return f"{source.name}: {next((t.name for t in source.themes if t.code == theme), NO_THEME)}"


def _ordering(by: By, programme: Programme):
    listed = {
        By.DOMAIN: [d.code for d in programme.domains],
        By.SOURCE: [s.code for s in programme.sources],
        By.BUDGET_HOLDER: [p.id for p in programme.people],
        By.THEME: [f"{s.code}/{t}" for s in programme.sources for t in ["", *(t.code for t in s.themes)]],
    }.get(by, [])
    place = {key: n for n, key in enumerate(listed)}
    domains = {d.code: n for n, d in enumerate(programme.domains)}

    def order(key: str):
        domain = domains.get(key.partition("/")[0], 0) if by is By.ACTION_LINE else 0
        return key == "", place.get(key, len(place)), domain, key

    return order
