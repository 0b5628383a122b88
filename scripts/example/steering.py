"""The fictional steering actions of the example year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

JUNE, OCTOBER = date(2024, 6, 27), date(2024, 10, 3)


@dataclass(frozen=True, slots=True)
class Steer:
    """An action that is agreed at a meeting."""

    domain: str
    text: str
    owner: str
    due: date
    expected_euro: int | None
    meeting: date
    registered_by: str
    on: datetime


@dataclass(frozen=True, slots=True)
class Finish:
    """The end of an action, with what it brought."""

    text: str
    outcome: str
    closed_by: str
    on: datetime


COACHES = "Wijkcoaches eerder werven, samen met de stadsdelen"
RELEASE = "Vrijgave van het Volkshuisvestingsfonds versnellen"
HIRING = "Geen nieuwe inhuur meer bij de programmaorganisatie"
INVOICES = "Rekeningen van de zomerschool voor 1 september laten indienen"

STEERING: tuple[Steer | Finish, ...] = (
    Steer(
        "VEI", COACHES, "k.yilmaz", date(2024, 9, 15), 120_000, JUNE, "d.kaya", datetime(2024, 6, 27, 15, 0)
    ),
    Steer("WON", RELEASE, "p.jansen", date(2024, 12, 1), None, JUNE, "d.kaya", datetime(2024, 6, 27, 15, 10)),
    Steer("JEU", INVOICES, "s.bakker", date(2024, 9, 1), 0, JUNE, "m.dejong", datetime(2024, 6, 27, 15, 20)),
    Finish(INVOICES, "Alle rekeningen zijn binnen en geboekt.", "m.dejong", datetime(2024, 9, 3, 9, 0)),
    Steer(
        "ORG",
        HIRING,
        "j.visser",
        date(2024, 12, 15),
        -30_000,
        OCTOBER,
        "d.kaya",
        datetime(2024, 10, 3, 16, 0),
    ),
)
