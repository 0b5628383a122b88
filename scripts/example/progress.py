"""The budget holders' own views in the example, per reference date."""

from __future__ import annotations

from datetime import date

from budget.model import Cents, Progress
from scripts.example.behaviour import ADDED_IN_JULY, share
from scripts.example.catalogue import Entry, Indicator, Remark
from scripts.example.pace import outturn

COUNCIL_DECIDED = date(2024, 7, 1)
LARGE = 60_000_00
STEP = 500_00


def progress_of(
    entries: tuple[Entry, ...],
    indicators: tuple[Indicator, ...],
    remarks: tuple[Remark, ...],
    domains: tuple[str, ...],
    as_of: date,
) -> tuple[Progress, ...]:
    """One row for every line of `domains` that is large, has a result, or needs an explanation."""
    results = {indicator.code: indicator for indicator in indicators}
    said = {remark.code: remark for remark in remarks if remark.as_of == as_of}
    rows = []
    for code in sorted({entry.code for entry in entries if entry.domain in domains}):
        mine = tuple(entry for entry in entries if entry.code == code)
        told = code in results or code in said or sum(entry.budget for entry in mine) >= LARGE
        if told and (code not in ADDED_IN_JULY or as_of > COUNCIL_DECIDED):
            rows.append(_row(code, as_of, mine, results.get(code), said.get(code)))
    return tuple(rows)


def _row(
    code: str, as_of: date, mine: tuple[Entry, ...], result: Indicator | None, said: Remark | None
) -> Progress:
    return Progress(
        code=code,
        as_of=as_of,
        forecast=_forecast(mine, as_of, said),
        cause=said.cause if said else None,
        note=said.note if said else "",
        steering=said.steering if said else "",
        result=result.result if result else "",
        indicator=result.indicator if result else "",
        value=result.values[as_of] if result else "",
        target=result.target if result else "",
    )


def _forecast(mine: tuple[Entry, ...], as_of: date, said: Remark | None) -> Cents:
    """The forecast, rounded to 500 euros as people do."""
    if said and said.forecast:
        return share(sum(entry.budget for entry in mine), said.forecast) // STEP * STEP
    return sum(outturn(entry, as_of.month) for entry in mine) // STEP * STEP
