"""All areas on two A4 pages: their state, and where the money and the gaps are."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

import msgspec

from budget.charts import BulletChart
from budget.charts.colours import LIGHT
from budget.charts.svg.bars import DrawnBars, bullets_on_paper
from budget.export.country_words import RISK_LINE, WORDS, days_line, gap_rows, record_line
from budget.export.pdf.sheets import Sheet, rows_of
from budget.export.pdf.typeface import showable
from budget.export.pdf.typesetting import Day, typeset
from budget.labels import count, day, euro, euro_short, join_words, percent
from budget.model.country import SCOPE, Country, Group
from budget.model.words import BudgetError, Colour

MOST_GAPS, MOST_RISKS, MOST_THEMES, MOST_AREAS = 8, 8, 8, 24


@dataclass(frozen=True, slots=True)
class View:
    """The data of the template; the fields above `summary` are common to every report."""

    colours: object
    programme: str
    meeting: str
    title: str
    scope: str
    notice: str
    concept: bool
    reference: str
    date: Day
    days: str
    summary: str
    bullets: DrawnBars
    areas: int
    sources: Sheet
    themes: Sheet
    risks: Sheet
    gaps: Sheet
    more_gaps: str
    record: str
    terms: tuple[tuple[str, str], ...]
    risk_line: str


def country_pdf(country: Country, made_on: date) -> bytes:
    """The report of all areas, PDF/UA-1 and PDF/A-2a; the same bytes for the same figures and day.

    Raises BudgetError when no area has a signed snapshot in the year.
    """
    if not country.rows:
        raise BudgetError(f"Geen gebied heeft een ondertekende stand in {country.year}.")
    view = msgspec.to_builtins(_view(country, made_on))
    return typeset("country.typ", showable(view))


def _view(country: Country, made_on: date) -> View:
    newest = max(area.stand.as_of for area in country.areas if area.stand)
    shown = country.rows[:MOST_AREAS]
    gaps = gap_rows(country)
    mark = hashlib.sha256(repr(country).encode()).hexdigest()
    return View(
        colours=LIGHT,
        programme="Landelijk",
        meeting=f"gemaakt op {day(made_on)}",
        title=f"Stand van alle gebieden in {country.year}",
        scope=SCOPE,
        notice=country.notice,
        concept=False,
        reference=f"{mark[:8]}…{mark[-4:]}",
        date=Day.of(made_on),
        days=days_line(country),
        summary=_summary(country),
        bullets=bullets_on_paper(BulletChart.of(shown, newest)),
        areas=len(country.rows),
        sources=_groups("Bron", country.sources),
        themes=_groups("Bron en thema", country.themes[:MOST_THEMES]),
        risks=_risks(country),
        gaps=Sheet(("Gebied", "Wat ontbreekt", "Sinds"), (2, 4, 1.2), 2, rows_of(gaps[:MOST_GAPS])),
        more_gaps=f"En nog {len(gaps) - MOST_GAPS}: zie het scherm." if len(gaps) > MOST_GAPS else "",
        record=record_line(country),
        terms=tuple(WORDS.items()),
        risk_line=RISK_LINE,
    )


def _summary(country: Country) -> str:
    m = country.total
    red = sum(row.signal.colour is Colour.RED for row in country.rows)
    who = count(red, "gebied vraagt", "gebieden vragen") if red else "Geen gebied vraagt"
    return (
        f"{count(len(country.rows), 'gebied', 'gebieden')} samen: {percent(m.depletion)} is besteed van "
        f"{euro_short(m.budget)}, {percent(m.norm_share)} was gepland. {who} om bijsturen."
    )


def _groups(name: str, groups: tuple[Group, ...]) -> Sheet:
    rows = [
        (
            group.name,
            join_words([f"{group.of(colour)} {colour.value}" for colour in Colour if group.of(colour)]),
            euro(m.budget),
            euro(m.realised),
            percent(m.depletion) if m.budget else "–",
            euro(m.room),
            euro(m.short),
        )
        for group in groups
        for m in (group.measures,)
    ]
    headers = (name, "Gebieden", "Begroot", "Besteed", "Besteed %", "Over", "Tekort")
    return Sheet(headers, (2.6, 2.6, 1.5, 1.5, 0.9, 1.4, 1.3), 2, rows_of(rows))


def _risks(country: Country) -> Sheet:
    risks = [risk for risk in country.risks if risk.source][:MOST_RISKS]
    rows = [(risk.name, str(risk.areas), euro(risk.at_risk), euro(risk.repaid)) for risk in risks]
    headers = ("Bron en thema", "Gebieden met geld over", "Dreigt terug", "Moet terug")
    return Sheet(headers, (4, 1.6, 1.4, 1.4), 1, rows_of(rows))
