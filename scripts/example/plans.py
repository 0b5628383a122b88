"""The spending plans of the example: the first version of each domain, and the amended ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from budget.model import PlanLine
from budget.model.content import Release
from budget.model.words import Nature, ReleaseState
from scripts.example.behaviour import (
    ADDED_IN_JULY,
    BEHAVIOURS,
    NO_PHASING,
    PROFILES,
    YEAR,
    divide,
    random_for,
    share,
)
from scripts.example.catalogue import Entry

EURO = 100
AMENDED_DOMAINS = ("VEI", "EID", "WON")
SHIFTED = 38_500 * EURO
SHIFTED_FROM, SHIFTED_TO = "VEI-02.02", "VEI-01.04"
TASK_CODE, TASK_FROM, TASK = "ORG-01.05", "ORG-01.04", 2_500 * EURO
"""One line's budget was raised; its action line must still save that amount (a taakstelling)."""
STRUCTURAL = "SDL"
"""The source that recurs every year; the money of the others ends."""
RELEASED_AT_START = 75
"""Per cent of the coalition money of Wonen released before the council's spring decision."""

START_OF_YEAR, SPRING, AUTUMN = date(YEAR, 1, 1), date(YEAR, 7, 4), date(YEAR, 12, 19)
"""When the council releases money in the example; the last of these days is in the future."""

ADDED_NOTE = "Extra activiteit van het stadsdeel, vastgesteld bij de voorjaarsnota 2024."
NO_PHASING_NOTE = "Verdeling over het jaar volgt na de opdracht."
FUND_NOTE = "Volkshuisvestingsfonds: de raad geeft de rest later vrij."
SHIFT_NOTE = f"Wijziging: 38.500 euro verschoven van {SHIFTED_FROM} naar {SHIFTED_TO}."
TASK_NOTE = "Nog te vinden binnen deze actielijn. Vullen met een overheveling."
RELEASE_NOTE = "Coalitiemiddelen: vrijgegeven bij de voorjaarsnota 2024."

_HOLDERS = {behaviour.domain: behaviour.holder for behaviour in BEHAVIOURS}


def current_plan(entries: tuple[Entry, ...], domain: str) -> tuple[PlanLine, ...]:
    """The plan of a domain after its amendment, for both years."""
    mine = tuple(entry for entry in entries if entry.domain == domain)
    return _add_task(map(_this_year, mine)) + tuple(_next_year(e) for e in mine if e.goes_on)


def first_plan(entries: tuple[Entry, ...], domain: str) -> tuple[PlanLine, ...]:
    """The plan of a domain as it was accepted in January, for both years."""
    mine = tuple(entry for entry in entries if entry.domain == domain and entry.code not in ADDED_IN_JULY)
    return _add_task(map(_at_start, mine)) + tuple(_next_year(e) for e in mine if e.goes_on)


def releases_of(entries: tuple[Entry, ...], domain: str) -> tuple[Release, ...]:
    """What the council released to a domain this year, and future releases; they add up to its plans."""
    now = {line.key: line for line in current_plan(entries, domain) if line.year == YEAR}
    first = {line.key: line for line in first_plan(entries, domain) if line.year == YEAR}
    found = []
    for key, line in now.items():
        then = first[key].released if key in first else 0
        if line.released is None or then is None:
            continue
        steps = (
            (then, ReleaseState.RELEASED, START_OF_YEAR, "Bestedingsplan 2024"),
            (line.released - then, ReleaseState.RELEASED, SPRING, "Voorjaarsnota 2024"),
            (line.budget - line.released, ReleaseState.PLANNED, AUTUMN, "Najaarsnota 2024"),
        )
        found += [
            Release(domain, key.code, key.source, "", YEAR, cents, state, day, decision, "Gemeenteraad")
            for cents, state, day, decision in steps
            if cents
        ]
    return tuple(found)


def _add_task(lines: Iterable[PlanLine]) -> tuple[PlanLine, ...]:
    """The lines, plus a saving task after the line that was raised; together they change no total."""
    found: list[PlanLine] = []
    for line in lines:
        if line.code != TASK_FROM:
            found.append(line)
            continue
        more = divide(TASK, PROFILES["vlak"], 10 * EURO)
        phasing = tuple(a + b for a, b in zip(line.phasing or (), more, strict=True))
        found.append(replace(line, budget=line.budget + TASK, phasing=phasing))
        found.append(
            replace(
                line, code=TASK_CODE, activity="Taakstelling: minder inhuur",
                budget=-TASK, released=None, phasing=tuple(-cents for cents in more), note=TASK_NOTE,
            )
        )  # fmt: skip
    return tuple(found)


def _this_year(entry: Entry) -> PlanLine:
    released = share(entry.budget, 100 if entry.released is None else entry.released)
    return _line(entry, YEAR, entry.budget, released if entry.released_known else None, _note(entry))


def _at_start(entry: Entry) -> PlanLine:
    now = _this_year(entry)
    if entry.code == SHIFTED_FROM:
        return _line(entry, YEAR, entry.budget + SHIFTED, now.released, "")
    if entry.code == SHIFTED_TO:
        return _line(entry, YEAR, entry.budget - SHIFTED, entry.budget - SHIFTED, "")
    if _is_released_later(entry):
        return _line(entry, YEAR, entry.budget, share(entry.budget, RELEASED_AT_START), _first_note(entry))
    return now


def _next_year(entry: Entry) -> PlanLine:
    """National money is released for its whole term; the council decides on the rest each year."""
    percent = random_for("next year", entry.code, entry.source).randrange(92, 106)
    budget = share(entry.budget, percent) // (50 * EURO) * 50 * EURO
    return _line(entry, YEAR + 1, budget, budget if entry.source == "SPUK-KW" else 0, "")


def _line(entry: Entry, year: int, budget: int, released: int | None, note: str) -> PlanLine:
    stated = entry.profile != NO_PHASING
    return PlanLine(
        code=entry.code,
        domain=entry.domain,
        action_line=entry.action_line,
        activity=entry.activity,
        source=entry.source,
        theme=entry.theme,
        budget_holder=_HOLDERS[entry.domain],
        year=year,
        budget=budget,
        released=released,
        phasing=divide(budget, PROFILES[entry.profile], 10 * EURO) if stated else None,
        note=note,
        nature=Nature.STRUCTURAL if entry.source == STRUCTURAL else Nature.INCIDENTAL,
    )


def _note(entry: Entry) -> str:
    if entry.code in ADDED_IN_JULY:
        return ADDED_NOTE
    if entry.code in (SHIFTED_FROM, SHIFTED_TO):
        return SHIFT_NOTE
    return RELEASE_NOTE if _is_released_later(entry) else _first_note(entry)


def _first_note(entry: Entry) -> str:
    if entry.profile == NO_PHASING:
        return NO_PHASING_NOTE
    return FUND_NOTE if entry.source == "VHF" else ""


def _is_released_later(entry: Entry) -> bool:
    return entry.domain == "WON" and entry.source == "COA" and entry.released is None
