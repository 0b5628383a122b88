"""The programme's signed forecasts of past years, with their outturns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from budget.labels import count, day_short, escape_markdown, euro, euro_change, percent
from budget.snapshot.forecast_record import ForecastOutcome, record_of, record_sentence
from budget.standing.own_record import margins_sentence
from budget.ui.figures import show_table
from budget.ui.visit import Visit

NOTHING_YET = (
    "Er is nog geen afgelopen jaar met een ondertekende momentopname. "
    "Daarna staat hier per domein hoe vaak de prognose klopte."
)


HOW = (
    "Lag een uitkomst verder van het midden dan gewoonlijk, dan wordt die kant van de marge breder; lag zij "
    "dichterbij, dan smaller. Eén jaar maakt een marge hoogstens 11 % breder of 6 % smaller, vijf jaar 38 of "
    "19 %."
)


def show_record(visit: Visit) -> None:
    """Per past year at the reference date: how often the intervals held, by domain and one by one."""
    st.header("Hoe goed was zij voor dit programma?", anchor=False)
    years = [year for year in visit.programme.years if date(year, 12, 31) <= visit.as_of]
    records = {year: record for year in years if (record := _of_year(visit, year))}
    if not records:
        st.write(NOTHING_YET)
        return
    for year, record in records.items():
        st.write(escape_markdown(f"Over {year}. {record_sentence(record)}"))
    if learnt := margins_sentence(visit.standing().facts):
        st.write(escape_markdown(f"{learnt} {HOW}"))
    show_table(
        ("Domein", "Prognoses", "Binnen de marge", "Deel"), _by_domain(records), "Tot nu toe per domein"
    )
    for year, record in records.items():
        with st.expander(f"Alle prognoses van {year}"):
            show_table(
                _HEADERS, [_cells(outcome) for outcome in record], f"Prognose van toen en uitkomst, {year}"
            )
    st.caption("De uitkomst is wat nu over het hele jaar is geboekt. Een late boeking kan haar veranderen.")


_HEADERS = ("Peildatum", "Domein", "Laag", "Midden", "Hoog", "Geworden", "Verschil", "Binnen de marge")


def _of_year(visit: Visit, year: int) -> tuple[ForecastOutcome, ...]:
    standing = replace(visit, year=year).standing()
    return record_of(standing, standing.snapshots)


def _by_domain(records: dict[int, tuple[ForecastOutcome, ...]]) -> list[tuple[str, ...]]:
    every = [outcome for record in records.values() for outcome in record]
    names = {outcome.domain: outcome.name for outcome in every}
    return [_share(name, [k for k in every if k.domain == domain]) for domain, name in names.items()]


def _share(name: str, outcomes: Sequence[ForecastOutcome]) -> tuple[str, ...]:
    inside = sum(outcome.is_inside for outcome in outcomes)
    return name, count(len(outcomes), "prognose", "prognoses"), f"{inside}", percent(inside / len(outcomes))


def _cells(outcome: ForecastOutcome) -> tuple[str, ...]:
    ends = (euro(cents) for cents in (outcome.told.p10, outcome.told.p50, outcome.told.p90, outcome.became))
    return (
        day_short(outcome.as_of),
        outcome.name,
        *ends,
        euro_change(outcome.off),
        "ja" if outcome.is_inside else "nee",
    )
