"""The two-page PDF about all areas."""

from __future__ import annotations

from datetime import date

from budget.access import Action, Who, requires
from budget.export.pdf.country import country_pdf
from budget.model.country import Country
from budget.model.programme import Programme


@requires(Action.VIEW)
def write_report(programme: Programme, actor: Who, country: Country, made_on: date) -> bytes:
    """A PDF of the result of country()."""
    return country_pdf(country, made_on)
