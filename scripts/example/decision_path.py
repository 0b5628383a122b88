"""The decision steps of each plan in the example; all fictional."""

from __future__ import annotations

from datetime import date, datetime

from budget.model.content import PathStep

FIRST_ON, SECOND_ON = datetime(2024, 2, 20, 11, 0), datetime(2024, 9, 16, 11, 0)
"""When the two lists are submitted."""

_DAYS = {
    "OT": date(2023, 11, 13), "BT": date(2023, 11, 27), "AB": date(2023, 12, 21),
    "SDC": date(2024, 1, 16), "COL": date(2024, 1, 30), "RAAD": date(2024, 2, 14),
}  # fmt: skip
_SPRING = {"COL": date(2024, 6, 4), "RAAD": date(2024, 7, 4)}
_AMENDED = {
    "VEI": {"OT": date(2024, 4, 8), "BT": date(2024, 4, 22), **_SPRING},
    "WON": {"OT": date(2024, 5, 13), "BT": date(2024, 5, 27), **_SPRING},
    "EID": {"OT": date(2024, 7, 1), "BT": date(2024, 7, 8), "SDC": date(2024, 9, 10)},
}
_UNFINISHED = "LEM"
"""The domain whose first plan the council must still decide on."""


def first_path(domains: tuple[str, ...]) -> tuple[PathStep, ...]:
    """The steps of every first plan."""
    return tuple(
        _step(domain, 1, step, day)
        for domain in domains
        for step, day in _DAYS.items()
        if not (domain == _UNFINISHED and step == "RAAD")
    )


def second_path() -> tuple[PathStep, ...]:
    """All steps of the domains whose plan was amended: the list replaces the one before."""
    later = (_step(domain, 2, step, day) for domain, days in _AMENDED.items() for step, day in days.items())
    return (*first_path(tuple(_AMENDED)), *later)


def _step(domain: str, version: int, step: str, day: date) -> PathStep:
    document = f"Raadsbesluit {day:%d-%m-%Y} (verzonnen)" if step == "RAAD" else ""
    return PathStep(domain, version, step, day, document)
