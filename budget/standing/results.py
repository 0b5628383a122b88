"""Results against spending: each value of each indicator through the year, and euros per result."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from budget.model.content import Progress
from budget.model.figures import LineFacts
from budget.model.months import last_day
from budget.model.results import ResultRow
from budget.model.words import Cents
from budget.standing.moment import Standing

NOTHING_MEASURED = "niets gemeten"
NO_COUNT = ("%", "procent", "percentage", "cijfer", "score", "gemiddeld", " per ", "aandeel", "index")
"""Words in the name of an indicator that show it is not a count of results."""
Values = dict[date, Progress]


def result_rows(standing: Standing, domain: str | None = None) -> tuple[ResultRow, ...]:
    """For each line and indicator the measurements by day, then every line without any."""
    lines: dict[str, list[LineFacts]] = defaultdict(list)
    for line in standing.lines(domain):
        if line.planned:
            lines[line.key.code].append(line)
    measured = _values(standing)
    rows = []
    for code, own in lines.items():
        indicators = {name: values for (of, name), values in measured.items() if of == code}
        for name in sorted(indicators):
            rows += _measured(standing, own, indicators[name], len(indicators) == 1)
        if not indicators:
            rows.append(_row(own[0], "", "", None, "", None, None, None, NOTHING_MEASURED))
    return tuple(rows)


def measured_sentence(rows: tuple[ResultRow, ...]) -> str:
    """The number of activities with a measurement; '' without activities."""
    lines = {row.code for row in rows}
    known = {row.code for row in rows if row.on}
    if not lines:
        return ""
    if not known:
        return "Er is dit jaar nog niets gemeten. Wat het geld oplevert, is dus niet bekend."
    return f"Van {len(known)} van de {len(lines)} activiteiten is gemeten wat zij opleveren."


def _values(standing: Standing) -> dict[tuple[str, str], Values]:
    """For each line and indicator, the note of each day; on the same day the one accepted last."""
    facts = standing.facts
    values: dict[tuple[str, str], Values] = defaultdict(dict)
    for _, note in sorted(standing.knowledge.progress, key=lambda numbered_note: numbered_note[0]):
        if note.indicator and note.value and note.as_of <= facts.as_of and note.as_of.year == facts.year:
            values[note.code, note.indicator][note.as_of] = note
    return values


def _measured(standing: Standing, lines: list[LineFacts], values: Values, is_only: bool) -> list[ResultRow]:
    rows, newest = [], max(values)
    for day, note in sorted(values.items()):
        spent, until = _spent(standing, lines, day)
        per, why = (None, "") if day != newest else _per_result(note, spent, until, is_only)
        measurement = (note.indicator, note.target, day, note.value)
        rows.append(_row(lines[0], *measurement, spent, until, per, why))
    return rows


def _spent(standing: Standing, lines: list[LineFacts], day: date) -> tuple[Cents | None, date | None]:
    """Booked up to the day, or else up to the month end before it, in cents; None if unknown."""
    facts, known = standing.facts, standing.known_until(lines[0].domain)
    is_end = day == last_day(day.year, day.month)
    until = day if is_end or day == facts.as_of else day.replace(day=1) - timedelta(days=1)
    if known is None or known < until or until.year != facts.year:
        return None, None
    months = sum(sum(line.realised) if until == facts.as_of else sum(line.realised[: until.month])
                 for line in lines)  # fmt: skip
    return months, until


def _per_result(
    note: Progress, spent: Cents | None, until: date | None, is_only: bool
) -> tuple[Cents | None, str]:
    """Cents per result, rounded half up, or why dividing is meaningless."""
    name = f" {note.indicator.casefold()} "
    if not is_only:
        return None, "de regel heeft meer dan een indicator"
    if any(word in name for word in NO_COUNT) or not note.value.isdecimal():
        return None, "dit is geen aantal resultaten"
    if spent is None or until != note.as_of:
        return None, "de besteding tot die dag is niet bekend"
    count = int(note.value)
    if not count or spent <= 0:
        return None, "er is nog geen resultaat" if not count else "er is nog niets besteed"
    return (2 * spent + count) // (2 * count), ""


def _row(
    line: LineFacts,
    indicator: str,
    target: str,
    on: date | None,
    value: str,
    spent: Cents | None,
    until: date | None,
    per: Cents | None,
    why: str,
) -> ResultRow:
    values = (indicator, target, on, value, spent, until, per, why)
    return ResultRow(line.domain, line.key.code, line.activity, *values)
