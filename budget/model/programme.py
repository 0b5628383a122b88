"""The programme as data: domains, sources, people, meetings and rules."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from budget.model.persons import person_key
from budget.model.words import Cents, Colour, Role, UnknownNameError


@dataclass(frozen=True, slots=True)
class Domain:
    """A policy area (opgavedomein); `code_prefixes` assign unplanned line codes to it."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    code_prefixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of a funding source, in all years of that source or in some; 0 is no bound."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    first_year: int = 0
    last_year: int = 0


@dataclass(frozen=True, slots=True)
class MoveRule:
    """What it takes to move money of a source to another source or theme.

    `source` is where the rule is written.
    """

    name: str = "Geld blijft bij zijn bron en thema"
    text: str = "Naar een andere bron of een ander thema mag het alleen met een besluit."
    source: str = "afspraak van dit programma"


@dataclass(frozen=True, slots=True)
class CarryRule:
    """How much money of the years `first_year` to `last_year` may go to the next year, in the same theme.

    `share` is a fraction of what the theme had in its year; `needs_decision`: it also takes a decision.
    `source` is the document of the rule. A year of 0 is no bound.
    """

    name: str = "Geld mag mee binnen bron en thema"
    text: str = "Wat over is, mag naar het volgende jaar binnen dezelfde bron en hetzelfde thema."
    source: str = "afspraak van dit programma"
    first_year: int = 0
    last_year: int = 0
    share: float = 1.0
    needs_decision: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A funding source (bron), valid from `first_year` up to and including `last_year`.

    `negative_lines`: a plan line may be below zero (stelpost, taakstelling).
    """

    code: str
    name: str
    first_year: int
    last_year: int
    unspent: str
    colour: str
    aliases: tuple[str, ...] = ()
    themes: tuple[Theme, ...] = ()
    moving: MoveRule = MoveRule()
    carrying: tuple[CarryRule, ...] = ()
    negative_lines: bool = False

    def carry_rule(self, year: int) -> CarryRule | None:
        """The rule for money left over from this year; None if the source has rules but none for it."""
        rules = self.carrying or (CarryRule(),)
        return next((r for r in rules if r.first_year <= year and year <= (r.last_year or year)), None)

    def years_of(self, theme: str) -> tuple[int, int]:
        """First and last year of a theme, within those of the source; for '' those of the source."""
        matching_theme = next((t for t in self.themes if t.code == theme), None)
        first, last = (matching_theme.first_year, matching_theme.last_year) if matching_theme else (0, 0)
        return max(first, self.first_year), min(last or self.last_year, self.last_year)


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the programme; empty `domains` means all of them. A login can identify him by `email`."""

    id: str
    name: str
    role: Role
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    email: str = ""


@dataclass(frozen=True, slots=True)
class Deputy:
    """Who has the rights of an absent person beside his own, from the first to the last day, inclusive."""

    person: str
    deputy: str
    valid_from: dt.date
    valid_until: dt.date

    def holds(self, on: dt.date | None) -> bool:
        """Whether it is in force on this day; False when the day is not known."""
        return on is not None and self.valid_from <= on <= self.valid_until


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of the board, identified by its date; `as_of` is its reference date."""

    date: dt.date
    spotlight: str
    as_of: dt.date
    deliver_by: dt.date
    accept_by: dt.date
    freeze_by: dt.date
    fictional: bool = False


@dataclass(frozen=True, slots=True)
class SignalRule:
    """One dated rule of the traffic light: `condition` names the test, `share` and `amount` its thresholds.

    `share` is a fraction, `amount` is cents; `over_share` is how far an expected outturn must pass the
    budget, next to `amount`; empty `domains` means every group.
    """

    id: str
    colour: Colour
    condition: str
    valid_from: dt.date
    source: str
    reason: str
    share: float = 0.0
    amount: Cents = 0
    domains: tuple[str, ...] = ()
    over_share: float = 0.0


@dataclass(frozen=True, slots=True)
class DecisionStep:
    """A step in deciding on a plan, in the order of the programme; `is_last_word` marks the council's."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    is_last_word: bool = False


@dataclass(frozen=True, slots=True)
class Programme:
    """Everything that differs between programmes; read from programme.toml, whose text is `text`.

    `former` has id and name of people in earlier versions, to show history; it gives no rights.
    """

    id: str
    name: str
    board: str
    scope: str
    notice: str
    years: tuple[int, ...]
    domains: tuple[Domain, ...]
    sources: tuple[Source, ...]
    people: tuple[Person, ...]
    meetings: tuple[Meeting, ...]
    rules: tuple[SignalRule, ...]
    steps: tuple[DecisionStep, ...] = ()
    deputies: tuple[Deputy, ...] = ()
    text: str = field(default="", repr=False, compare=False)
    former: tuple[tuple[str, str], ...] = field(default=(), repr=False, compare=False)

    def domain(self, code: str) -> Domain:
        """The domain with this code; a bug if there is none, as codes are checked on intake."""
        return next(d for d in self.domains if d.code == code)

    def source(self, code: str) -> Source:
        """The source with this code; a bug if there is none, as codes are checked on intake."""
        return next(s for s in self.sources if s.code == code)

    def step_name(self, code: str) -> str:
        """The name of a decision step; its code when the programme no longer has it."""
        return next((step.name for step in self.steps if step.code == code), code)

    def person(self, person_id: str) -> Person:
        """The person with this id. Raises UnknownNameError for an unknown id."""
        for person in self.people:
            if person.id == person_id:
                return person
        known = ", ".join(p.id for p in self.people)
        raise UnknownNameError(f"'{person_id}' is geen bekende persoon van dit programma. Kies uit: {known}.")

    def person_as_typed(self, text: str) -> Person:
        """The person whose id has the same normal form. Raises UnknownNameError as person() does."""
        same = (person for person in self.people if person_key(person.id) == person_key(text))
        return next(same, None) or self.person(text)

    def name_of(self, person_id: str) -> str:
        """The name of a person; for someone who left the programme the last known name, marked as such."""
        name = next((person.name for person in self.people if person.id == person_id), "")
        return name or f"{dict(self.former).get(person_id, person_id)} (niet meer in het programma)"

    def replaced_by(self, person_id: str, on: dt.date | None) -> tuple[Deputy, ...]:
        """The deputyships of this person that are in force on a day; none when the day is not known.

        A deputy does not pass on borrowed rights.
        """
        return tuple(deputy for deputy in self.deputies if deputy.deputy == person_id and deputy.holds(on))

    def meeting_ahead(self, today: dt.date) -> Meeting | None:
        """The first meeting on or after `today`."""
        return next((meeting for meeting in self.meetings if meeting.date >= today), None)

    def meeting(self, day: dt.date) -> Meeting:
        """The meeting on this day. Raises UnknownNameError when there is none."""
        for meeting in self.meetings:
            if meeting.date == day:
                return meeting
        known = ", ".join(m.date.isoformat() for m in self.meetings)
        raise UnknownNameError(f"Er is geen vergadering op {day.isoformat()}. Bekende data: {known}.")
