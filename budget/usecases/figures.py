"""The measures of every group as plain rows, for the command line and other systems."""

from __future__ import annotations

from datetime import date, datetime

from budget.access import Action, Who, requires
from budget.labels import day_short
from budget.model.programme import Programme
from budget.model.words import By, UnknownNameError
from budget.snapshot.codec import row_data
from budget.standing.moment import Standing, load_standing, state_at
from budget.standing.reference_date import default_reference_date
from budget.store import Store

FigureRow = dict[str, object]
"""The measures of one group under their code names, with year, reference date and knowledge."""


@requires(Action.VIEW)
def load_figures(
    store: Store,
    programme: Programme,
    actor: Who,
    today: date,
    as_of: date | None = None,
    year: int | None = None,
    known_at: datetime | None = None,
) -> Standing:
    """The requested standing; by default on the day that the accepted ledger reaches.

    `known_at` is a naive UTC moment. Raises UnknownNameError for a year or day outside the programme.
    """
    day = as_of or default_reference_date(store, programme, today)
    of_year = day.year if year is None else year
    years = programme.years
    if of_year not in years:
        raise UnknownNameError(
            f"{of_year} is geen jaar van dit programma. Kies uit {years[0]} tot en met {years[-1]}."
        )
    if day.year < years[0]:
        raise UnknownNameError(
            f"De peildatum {day_short(day)} ligt voor het programma, dat in {years[0]} begint."
        )
    seq = state_at(store, programme, known_at) if known_at else None
    return load_standing(store, programme, day, of_year, seq)


def figure_rows(standing: Standing, by: By, domain: str | None = None) -> list[FigureRow]:
    """A row per group, of the whole programme or of one domain."""
    facts = standing.facts
    moment = {"year": facts.year, "as_of": facts.as_of.isoformat(), "known_at": facts.known_at}
    return [row_data(row) | moment for row in standing.rows(by, domain)]
