"""Dutch words and number formats that several screens and exports share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal

from budget.model.months import CLOCK
from budget.model.periods import Period
from budget.model.submission_details import MoveDecision
from budget.model.words import Colour, FundingKind, Level, Role, SheetKind

NBSP = "\u00a0"
_MARKDOWN_SIGNS = frozenset("\\`*_{}[]()#+-.!|~<>$:^&")
_WORD_JOINER = "\u2060"
# The browser finds addresses after markdown has removed the escapes; a word joiner breaks them up.
_STARTS_A_LINK = re.compile(r":/(?=/)|www(?=\.)|@", re.IGNORECASE)
MINUS = "\u2212"
NOT_APPLICABLE = "n.v.t."
UNKNOWN = "onbekend"
NOTHING, NOT_YET = "–", "nog niet aangeleverd"
UNPLANNED = "Niet in bestedingsplan"
UNPLACED = "Niet in bestedingsplan, domein onbekend"
NO_THEME = "zonder thema"

MONTH_NAMES = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
MONTH_SHORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")

SIGNAL_WORD = {
    Colour.RED: "Bijsturen",
    Colour.ORANGE: "Let op",
    Colour.GREEN: "Op koers",
    Colour.GREY: "Geen budget",
}
NOTHING_DELIVERED = "Geen cijfers"
"""The word of a grey signal where there is a budget."""
OUTSIDE_PLAN = "Buiten plan"
"""The signal word of money in no plan, whatever its colour."""
SIGNAL_SHAPE = {Colour.RED: "■", Colour.ORANGE: "▲", Colour.GREEN: "●", Colour.GREY: "○"}
SIGNAL_ORDER = (Colour.RED, Colour.ORANGE, Colour.GREEN, Colour.GREY)

LEVEL_NAME = {Level.ERROR: "Fout", Level.WARNING: "Waarschuwing", Level.INFO: "Opmerking"}
UNIT_NAME = {1: "euro", 1_000: "x 1.000 euro", 1_000_000: "x 1.000.000 euro"}
SHEET_NAME = {
    SheetKind.PLAN: "Bestedingsplan",
    SheetKind.LEDGER: "Boekingen",
    SheetKind.PROGRESS: "Voortgang",
    SheetKind.PARTNERS: "Partnerbijdragen",
    SheetKind.DECISIONS: "Besluiten",
    SheetKind.RELEASES: "Vrijgave",
    SheetKind.PATH: "Besluitvorming",
    SheetKind.SUCCESSION: "Opvolging",
    SheetKind.REQUESTS: "Aanvragen",
    SheetKind.PROMISES: "Toezeggingen",
    SheetKind.TRANSFER: "Overheveling",
}
WITHOUT_AMOUNT = {
    FundingKind.MONEY: FundingKind.NOT_STATED.value,
    FundingKind.IN_KIND: "niet gewaardeerd",
    FundingKind.SOCIAL: "in woorden",
    FundingKind.NOT_STATED: FundingKind.NOT_STATED.value,
}
"""Why a partner's contribution has no amount."""
ROLE_NAME = {
    Role.BUDGET_HOLDER: "Budgethouder",
    Role.MANAGER: "Strategisch programmamanager",
    Role.CONTROLLER: "Controller",
    Role.SECRETARY: "Secretaris",
    Role.BOARD: "Lid van het bestuur",
    Role.READER: "Lezer",
    Role.ADMINISTRATOR: "Beheerder",
}

TERMS = {
    "begroot": "Het geld dat in het bestedingsplan voor dit jaar is gereserveerd, na alle wijzigingen.",
    "oorspronkelijk begroot": "Het bedrag in het eerste plan van dit jaar dat is vastgesteld.",
    "vrijgegeven": "Het deel van het budget dat de gemeenteraad heeft vrijgegeven om uit te geven.",
    "besteed": "Rekeningen die zijn geboekt tot en met de peildatum. Ook wel realisatie.",
    "verplicht": "Geld dat is toegezegd of waarvoor een contract loopt, maar dat nog niet is betaald.",
    "beslag": "Besteed en verplicht samen.",
    "vrije ruimte": "Wat er van het budget over is: begroot min besteed min verplicht.",
    "uitputting": "Welk deel van het budget al is besteed.",
    "gepland": "Wat volgens het plan besteed zou zijn op de peildatum.",
    "prognose": "Wat er naar verwachting op 31 december is besteed, met een ondergrens en een bovengrens.",
    "voordeel": "Er blijft naar verwachting geld over.",
    "nadeel": "Er is naar verwachting geld te weinig.",
    "peildatum": "De dag waarop de cijfers zijn bekeken.",
    "momentopname": "Cijfers die zijn vastgezet voor een vergadering en daarna niet meer veranderen.",
    "bron": "Waar het geld vandaan komt, bijvoorbeeld van de gemeente of van het Rijk.",
    "SPUK": "Specifieke uitkering: geld van het Rijk voor een vast doel. Wat overblijft, gaat terug.",
    "AB": "Alliantiebestuur: het bestuur van het programma.",
    "bijsturen": "Er is iets nodig om binnen het plan of het budget te blijven.",
    "niet in bestedingsplan": "Uitgaven met een code die in geen plan staat. Ze tellen mee in het totaal.",
    "potten": "Geld van één opgavedomein, bron en thema. De ene pot betaalt niet voor de andere.",
}
CODE_WORDS = {
    "begroot": "budget",
    "oorspronkelijk begroot": "original_budget",
    "vrijgegeven": "released",
    "besteed": "realised",
    "verplicht": "committed",
    "beslag": "used",
    "vrije ruimte": "free",
    "uitputting": "depletion",
    "gepland": "norm",
    "prognose": "forecast",
    "voordeel": "favourable",
    "nadeel": "unfavourable",
    "peildatum": "as_of",
    "momentopname": "snapshot",
    "bron": "source",
    "bijsturen": "steering_action",
}
"""The Dutch word and its standard English term, as spelled in the code."""


def _grouped(whole: int) -> str:
    return f"{whole:,}".replace(",", ".")


def format_measurement(value: str) -> str:
    """A measured value as people read it: a whole number with points (`1.200`), all else unchanged."""
    return _grouped(int(value)) if value.isascii() and value.isdecimal() and value[0] != "0" else value


def _half_up(value: Decimal, places: int = 0) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


_MINUS_INSIDE: ContextVar[bool] = ContextVar("minus_inside", default=False)


@contextmanager
def minus_after_sign(is_inside: bool) -> Iterator[None]:
    """Write `€ −5.560` instead of `− € 5.560`, as older reports do: signed ones must keep their bytes."""
    token = _MINUS_INSIDE.set(is_inside)
    try:
        yield
    finally:
        _MINUS_INSIDE.reset(token)


def _amount(written: str, is_negative: bool) -> str:
    """An amount with its euro sign and, before that, its minus sign."""
    if not is_negative:
        return f"€{NBSP}{written}"
    return f"€{NBSP}{MINUS}{written}" if _MINUS_INSIDE.get() else f"{MINUS}{NBSP}€{NBSP}{written}"


def euro(cents: int | None) -> str:
    """Whole euros, `€ 1.234.567`; negative `− € 1.234.567`; None is 'onbekend'."""
    if cents is None:
        return UNKNOWN
    whole = int(_half_up(Decimal(abs(cents)) / 100))
    return _amount(_grouped(whole), cents < 0 and whole > 0)


def room(cents: int | None) -> str:
    """Free room in whole euros; a negative one is called 'tekort'."""
    written = euro(cents)
    return f"{written} (tekort)" if cents is not None and cents < 0 else written


def euro_exact(cents: int | None) -> str:
    """Euros with cents, `€ 1.234,56`."""
    if cents is None:
        return UNKNOWN
    whole, cents_part = divmod(abs(cents), 100)
    return _amount(f"{_grouped(whole)},{cents_part:02d}", cents < 0)


def euro_short(cents: int | None) -> str:
    """Rounded as in speech: `€ 1,2 mln`, `€ 340 duizend`, `€ 950`."""
    if cents is None:
        return UNKNOWN
    euros, is_negative = Decimal(abs(cents)) / 100, cents < 0
    if euros >= 950_000:
        return _amount(f"{str(_half_up(euros / 1_000_000, 1)).replace('.', ',')}{NBSP}mln", is_negative)
    if euros >= 1_000:
        return _amount(f"{_half_up(euros / 1_000)}{NBSP}duizend", is_negative)
    return euro(cents)


def funding_amount(kind: FundingKind, cents: int | None) -> str:
    """The amount of a funding row in whole euros, or why there is none."""
    return euro(cents) if cents is not None else WITHOUT_AMOUNT.get(kind, UNKNOWN)


def euro_change(cents: int) -> str:
    """A change in whole euros, with its sign unless it is zero: `+ € 50.000`, `€ 0`."""
    if cents == 0:
        return euro(0)
    return f"{'+' if cents > 0 else MINUS}{NBSP}{euro(abs(cents))}"


def euro_change_short(cents: int) -> str:
    """A change rounded as in speech: `+ € 1,0 mln`."""
    if cents == 0:
        return euro(0)
    return f"{'+' if cents > 0 else MINUS}{NBSP}{euro_short(abs(cents))}"


def share_words(share: int) -> str:
    """A share in hundredths of a percent: `60 %` or `33,33 %`."""
    whole, decimals = divmod(share, 100)
    return f"{whole},{decimals:02d} %" if decimals else f"{whole} %"


def percent(share: float | None) -> str:
    """A fraction as a percentage: one decimal between 99 and 101, else none; None is 'n.v.t.'."""
    if share is None:
        return NOT_APPLICABLE
    value = Decimal(repr(share)) * 100
    places = 1 if Decimal(99) < abs(value) < Decimal(101) and value != 100 else 0
    rounded = _half_up(abs(value), places)
    if places and rounded == 100:  # 99.97 and 100.03 must not read as exactly 100
        rounded += Decimal("0.1") if abs(value) > 100 else Decimal("-0.1")
    sign = MINUS if value < 0 and rounded else ""
    return f"{sign}{_grouped(int(rounded)) if not places else str(rounded).replace('.', ',')}{NBSP}%"


def day(value: date | None) -> str:
    """`30 september 2024`, in a sentence."""
    return f"{value.day} {MONTH_NAMES[value.month - 1]} {value.year}" if value else UNKNOWN


def period_name(period: Period) -> str:
    """`2024` or `maart 2024`."""
    return f"{MONTH_NAMES[period.month - 1]} {period.year}" if period.month else str(period.year)


def day_month(value: date) -> str:
    """`30 september`, in a sentence with a known year."""
    return f"{value.day} {MONTH_NAMES[value.month - 1]}"


def day_short(value: date | None) -> str:
    """`30-09-2024`, in a table."""
    return value.strftime("%d-%m-%Y") if value else UNKNOWN


def local(value: datetime) -> datetime:
    """A naive UTC moment in Amsterdam time."""
    return value.replace(tzinfo=UTC).astimezone(CLOCK)


def moment(value: datetime) -> str:
    """A naive UTC moment in Amsterdam time: `30-09-2024 14:05`."""
    return f"{local(value):%d-%m-%Y %H:%M}"


def signal_word(colour: Colour, budget: int, is_apart: bool = False) -> str:
    """The signal word of a group with this budget: grey with a budget is not `Geen budget`.

    Money in no plan (`is_apart`) has its own word, so that nobody counts its signal as a domain's.
    """
    if is_apart:
        return OUTSIDE_PLAN
    return NOTHING_DELIVERED if colour is Colour.GREY and budget else SIGNAL_WORD[colour]


def count(number: int, singular: str, plural: str) -> str:
    """A number with its noun: `1 regel`, `3 regels`."""
    return f"{_grouped(number)} {singular if number == 1 else plural}"


def join_words(words: list[str]) -> str:
    """An enumeration: `a`, `a en b`, `a, b en c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} en {words[-1]}"


def covered_lines(domains: Sequence[str], codes: Sequence[str]) -> str:
    """The lines that a ledger covers beside those it names: whole domains (by name) and a list of codes."""
    parts = [f"alle regels van {name}" for name in domains]
    parts += [count(len(codes), "regel van de lijst erboven", "regels van de lijst erboven")] if codes else []
    return join_words([*parts, "de regels die erin staan"])


def escape_markdown(text: str) -> str:
    """The text on one line with every markdown sign escaped; no web or mail address becomes a link."""
    line = " ".join(part.strip(" \t") for part in text.splitlines()).strip(" ")
    line = _STARTS_A_LINK.sub(rf"\g<0>{_WORD_JOINER}", line)
    return "".join(f"\\{sign}" if sign in _MARKDOWN_SIGNS else sign for sign in line)


def plan_decision_sentence(names: str, decision: MoveDecision) -> str:
    """`Het plan van Veiligheid is gewijzigd na een besluit van 8 mei 2024. Dat is: Raadsbesluit 12.`."""
    when = day(decision.date)
    return f"Het plan van {names} is gewijzigd na een besluit van {when}. Dat is: {decision.text}."


def whole_domain(name: str) -> str:
    """The title of a view of a whole domain: `Veiligheid als geheel`."""
    return f"{name} als geheel"


def shorten(text: str, length: int) -> str:
    """The text on one line, cut at a word with an ellipsis when it is longer than `length`."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"
