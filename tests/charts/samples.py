"""A small invented programme of seven domains, each with its own behaviour, for trying charts and reports."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from budget.charts import PaceChart
from budget.insight.pace import pace_of
from budget.labels import UNPLANNED, euro, percent
from budget.model import (
    By,
    Cents,
    Colour,
    Forecast,
    Interval,
    LineFacts,
    LineKey,
    Measures,
    Pace,
    Programme,
    Row,
    RunOut,
    Signal,
)
from budget.programme import load_programme

YEAR = 2024
AS_OF = date(2024, 5, 31)
EVEN = (1,) * 12
LATE = (0, 0, 1, 2, 4, 6, 8, 10, 14, 18, 22, 30)
EARLY = (12, 11, 10, 10, 9, 9, 8, 8, 7, 6, 5, 5)
PROGRAMME_FOLDER = Path(__file__).resolve().parents[2] / "data" / "samen-nieuw-west"

# domain, action line, source, theme, euros, released part, phasing, spent part of what was planned, committed
SAMPLES = (
    ("JEU", "Naschools aanbod", "SPUK-KW", "SCH", 1_250_000, 1.0, EVEN, 0.97, 310_000),
    ("JEU", "Sport en talent", "COA", "", 980_500, 1.0, EARLY, 1.02, 220_000),
    ("JEU", "Ontwikkeling van het jonge kind", "SPUK-KW", "OJK", 865_000, 1.0, EVEN, 1.04, 140_000),
    ("VEI", "Weerbare wijken", "COA", "", 1_100_000, 1.0, EARLY, 0.52, 180_000),
    ("VEI", "Aanpak jonge aanwas", "SPUK-KW", "VEE", 540_000, 1.0, EVEN, 0.66, 95_000),
    ("VEI", "Buurtveiligheid en camera's", "SDL", "", 260_000, None, EVEN, 0.40, 20_000),
    ("WBE", "Schulden voorkomen", "SPUK-KW", "ARM", 1_400_000, 1.0, EVEN, 1.08, 420_000),
    ("WBE", "Werkleerbedrijven", "SPUK-KW", "REI", 730_000, 0.9, EARLY, 1.11, 260_000),
    ("WON", "Groen en veilig in de buurt", "VHF", "", 1_600_000, 0.3, LATE, 0.9, 640_000),
    ("WON", "Woningverbetering", "VHF", "", 750_000, 0.5, EVEN, 0.55, 110_000),
    ("EID", "Bewonersinitiatieven", "COA", "", 420_000, 1.0, EVEN, 1.05, 60_000),
    ("EID", "Een wijkraad die meebeslist over geld en plannen", "SDL", "", 180_000, 1.0, EVEN, 0.93, 15_000),
    ("LEM", "Monitor en onderzoek", "COA", "", 310_000, 1.0, LATE, 1.0, 90_000),
    ("ORG", "Programmabureau", "COA", "", 540_000, 1.0, EVEN, 1.72, 175_000),
)


@cache
def programme() -> Programme:
    return load_programme(PROGRAMME_FOLDER)


def line(
    domain: str = "VEI",
    action_line: str = "Weerbare wijken",
    source: str = "COA",
    theme: str = "",
    budget: Cents = 120_000_00,
    released: float | None = 1.0,
    weights: tuple[int, ...] = EVEN,
    pace: float = 1.0,
    committed: Cents = 0,
    as_of: date = AS_OF,
    number: int = 1,
) -> LineFacts:
    """A planned line whose bookings follow its phasing at `pace`."""
    phasing = _spread(budget, weights)
    return LineFacts(
        key=LineKey(f"{domain}-{number:02d}", source, theme),
        domain=domain,
        action_line=action_line,
        activity=f"Activiteit {number}",
        budget_holder="k.yilmaz",
        planned=True,
        budget=budget,
        original_budget=budget,
        released=None if released is None else round(budget * released),
        phasing=phasing,
        realised=tuple(round(pace * cents) for cents in _booked(phasing, as_of)),
        committed=committed,
    )


def unplanned() -> LineFacts:
    """Money that is in no plan."""
    none = (0,) * 12
    months = (0, 0, 12_345_67, *(0,) * 10)
    return LineFacts(LineKey("", "", ""), "", "", "", "", False, 0, 0, 0, none, months, 4_000_00)


@cache
def lines(as_of: date = AS_OF) -> tuple[LineFacts, ...]:
    """The whole programme at the reference date, with some money that is in no plan."""
    planned = (
        line(domain, name, source, theme, euros * 100, part, weights, pace, open_ * 100, as_of, number)
        for number, (domain, name, source, theme, euros, part, weights, pace, open_) in enumerate(SAMPLES, 1)
    )
    return (*planned, unplanned())


@cache
def rows(by: By = By.DOMAIN, as_of: date = AS_OF) -> tuple[Row, ...]:
    """One row per group in order of first appearance; money in no plan last."""
    groups: dict[tuple[str, str, str], list[LineFacts]] = {}
    for one in lines(as_of):
        groups.setdefault(_group(one, by), []).append(one)
    return tuple(_row(by, *names, members, as_of) for names, members in groups.items())


@cache
def whole(as_of: date = AS_OF) -> Row:
    return _row(By.PROGRAMME, "", "Samen Nieuw-West", "", lines(as_of), as_of)


def row_of(*members: LineFacts, as_of: date = AS_OF, name: str = "Veiligheid", key: str = "VEI") -> Row:
    """A domain with only these lines."""
    return _row(By.DOMAIN, key, name, key, members, as_of)


def pace(domain: str | None = None, as_of: date = AS_OF) -> PaceChart:
    """The pace chart of a domain, or of the programme."""
    return PaceChart.of(pace_figures(domain, as_of))


@cache
def pace_figures(domain: str | None = None, as_of: date = AS_OF) -> Pace:
    """The pace of a domain, or of the programme."""
    members = [one for one in lines(as_of) if domain in (None, one.domain)]
    row = whole(as_of) if domain is None else next(r for r in rows(as_of=as_of) if r.key == domain)
    return pace_of(row, members, forecast(members, as_of), YEAR, as_of)


def forecast(members: Sequence[LineFacts], as_of: date = AS_OF) -> Forecast:
    """An invented outlook: nine tenths of the remaining plan follows, plus or minus a fifth."""
    past, ahead = sum(sum(one.realised) for one in members), _planned_later(members, as_of)
    path = [Interval(past + round(0.7 * c), past + round(0.9 * c), past + round(1.1 * c)) for c in ahead]
    budget = sum(one.budget for one in members)
    passed = [date(YEAR, n + 1, 20) for n, expected in enumerate(path) if 0 < budget < expected.p50]
    run_out = RunOut(passed[0], passed[0], None, 0.6) if passed else RunOut(None, None, None, 0.2)
    return Forecast(path[-1], tuple(path), run_out)


def _planned_later(members: Sequence[LineFacts], as_of: date) -> list[Cents]:
    """What was planned between the reference date and each month end."""
    months = [sum(amounts) for amounts in zip(*(one.phasing for one in members), strict=True)]
    return [max(sum(months[: n + 1]) - _norm(members, as_of), 0) for n in range(12)]


def _norm(members: Sequence[LineFacts], as_of: date) -> Cents:
    return sum(sum(_booked(one.phasing, as_of)) for one in members)


def _group(one: LineFacts, by: By) -> tuple[str, str, str]:
    """Key, name and domain of the group of a line."""
    programme_ = programme()
    if not one.planned:
        return "", UNPLANNED, ""
    source = programme_.source(one.key.source)
    theme = next((theme.name for theme in source.themes if theme.code == one.key.theme), "zonder thema")
    return {
        By.DOMAIN: (one.domain, programme_.domain(one.domain).name, one.domain),
        By.ACTION_LINE: (f"{one.domain}/{one.action_line}", one.action_line, one.domain),
        By.LINE: (one.key.code, f"{one.key.code} {one.activity}", one.domain),
        By.SOURCE: (source.code, source.name, ""),
        By.THEME: (f"{source.code}/{one.key.theme}", f"{source.name}: {theme}", ""),
        By.POT: (f"{one.domain}/{source.code}/{one.key.theme}", f"{source.name}, thema {theme}", one.domain),
        By.BUDGET_HOLDER: (one.budget_holder, programme_.person(one.budget_holder).name, ""),
    }[by]


def _row(by: By, key: str, name: str, domain: str, members: Sequence[LineFacts], as_of: date) -> Row:
    known = [one.released for one in members if one.released is not None]
    outlook = forecast(members, as_of)
    budget = sum(one.budget for one in members)
    measures = Measures(
        budget=budget,
        original_budget=budget,
        released=sum(known) if known else None,
        released_unknown=len(members) - len(known),
        realised=sum(sum(one.realised) for one in members),
        committed=sum(one.committed for one in members),
        norm=_norm(members, as_of),
        forecast=outlook.outturn,
        run_out=outlook.run_out,
    )
    return Row(by, key, name, domain, measures, _signal(measures))


def _signal(m: Measures) -> Signal:
    """A short form of the default signal rules."""
    if not m.budget and not m.used:
        return Signal(Colour.GREY, "geen-budget", "Geen budget in dit jaar.")
    if m.free < 0:
        excess = f"Er is meer uitgegeven en vastgelegd dan begroot: {euro(-m.free)} te veel."
        return Signal(Colour.RED, "meer-dan-begroot", excess)
    if m.released is not None and m.used > m.released:
        unreleased = (
            f"Er is {euro(m.used - m.released)} uitgegeven of vastgelegd die nog niet is vrijgegeven."
        )
        return Signal(Colour.RED, "meer-dan-vrijgegeven", unreleased)
    if abs(m.ahead) > max(m.budget // 10, 25_000_00):
        less = "minder" if m.ahead < 0 else "meer"
        shares = f"{percent(m.depletion)} tegen {percent(m.norm_share)}"
        return Signal(Colour.ORANGE, "wijkt-af-van-plan", f"Er is {less} uitgegeven dan gepland: {shares}.")
    return Signal(Colour.GREEN, "volgens-plan", "De uitgaven lopen volgens plan.")


def _spread(budget: Cents, weights: tuple[int, ...]) -> tuple[Cents, ...]:
    months = [budget * weight // sum(weights) for weight in weights]
    return (*months[:-1], budget - sum(months[:-1]))


def _booked(phasing: tuple[Cents, ...], as_of: date) -> tuple[Cents, ...]:
    """What was planned up to the reference date, by month, with a thirteenth for later bookings."""
    full = phasing[: as_of.month - 1]
    part = phasing[as_of.month - 1] * as_of.day // monthrange(as_of.year, as_of.month)[1]
    return (*full, part, *(0,) * (12 - len(full)))
