"""The fictional steering actions and decisions of the board in the example year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

JUNE, OCTOBER = date(2024, 6, 27), date(2024, 10, 3)


@dataclass(frozen=True, slots=True)
class Steer:
    """An action agreed at a meeting."""

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
    """The end of an action, with its outcome."""

    text: str
    outcome: str
    closed_by: str
    on: datetime


@dataclass(frozen=True, slots=True)
class Decide:
    """The board's decision on a question, and who does what to carry it out ('' for nothing)."""

    question: str
    verdict: str
    choice: int | None
    text: str
    meeting: date
    recorded_by: str
    on: datetime
    do: str = ""
    owner: str = ""
    due: date | None = None


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

SECOND_PROVIDER = (
    "De begeleiders van jongeren komen later dan gepland. "
    "Werven wij zelf, of vragen wij een tweede aanbieder?"
)
WAITING_LIST = "Het geld voor schuldhulp is in het najaar op. Komt er een wachtlijst, of komt er extra geld?"
BUILDER = "De raad besluit pas in november over de rest van het geld. Werkt de aannemer door?"

DECIDED = (
    Decide(
        SECOND_PROVIDER, "keuze", 1, "Het blijft binnen het budget van deze regel.",
        JUNE, "h.smit", datetime(2024, 6, 27, 17, 0),
        "Een tweede aanbieder vragen voor drie begeleiders", "k.yilmaz", date(2024, 11, 15),
    ),
    Decide(
        WAITING_LIST, "aangehouden", None, "Eerst een voorstel waar het extra geld vandaan komt.",
        OCTOBER, "h.smit", datetime(2024, 10, 3, 17, 0),
    ),
    Decide(
        BUILDER, "keuze", 0, "De aannemer is akkoord met later betalen.",
        OCTOBER, "h.smit", datetime(2024, 10, 3, 17, 10),
        "Wijziging van het bestedingsplan indienen: isolatie betalen na het besluit van de raad",
        "p.jansen", date(2024, 11, 30),
    ),
)  # fmt: skip
