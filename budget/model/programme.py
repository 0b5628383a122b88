"""The programme as data: domains, sources, people, meetings and rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from budget.model.words import Cents, Colour, Role, UnknownNameError


@dataclass(frozen=True, slots=True)
class Domain:
    """A policy area (opgavedomein); `code_prefixes` tell the domain of a line code that is in no plan."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    code_prefixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of a funding source, in the years of that source."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A funding source (bron), valid in the years `first_year` up to and including `last_year`."""

    code: str
    name: str
    first_year: int
    last_year: int
    unspent: str
    colour: str
    aliases: tuple[str, ...] = ()
    themes: tuple[Theme, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Someone known to the programme; `domains` empty means all of them."""

    id: str
    name: str
    role: Role
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of the alliance board (AB); its date is its name. `as_of` is its reference date."""

    date: date
    spotlight: str
    as_of: date
    deliver_by: date
    accept_by: date
    freeze_by: date
    fictional: bool = False


@dataclass(frozen=True, slots=True)
class SignalRule:
    """One dated rule of the traffic light: `condition` names the test, the thresholds its parameters.

    share and probability are fractions, amount is cents; `domains` empty means every group.
    """

    id: str
    colour: Colour
    condition: str
    valid_from: date
    source: str
    reason: str
    share: float = 0.0
    amount: Cents = 0
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Programme:
    """Everything that is special to one programme; read from programme.toml, never in code."""

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
    text: str = field(default="", repr=False, compare=False)

    def domain(self, code: str) -> Domain:
        return next(d for d in self.domains if d.code == code)

    def source(self, code: str) -> Source:
        return next(s for s in self.sources if s.code == code)

    def person(self, person_id: str) -> Person:
        """Raises UnknownNameError when nobody has this id."""
        for person in self.people:
            if person.id == person_id:
                return person
        known = ", ".join(p.id for p in self.people)
        raise UnknownNameError(f"'{person_id}' is geen bekende persoon van dit programma. Kies uit: {known}.")

    def name_of(self, person_id: str) -> str:
        """The name of a person; of someone who is no longer in the programme the id, saying so."""
        found = next((person.name for person in self.people if person.id == person_id), "")
        return found or f"{person_id} (niet meer in het programma)"

    def meeting(self, day: date) -> Meeting:
        """Raises UnknownNameError when there is no meeting on this day."""
        for meeting in self.meetings:
            if meeting.date == day:
                return meeting
        known = ", ".join(m.date.isoformat() for m in self.meetings)
        raise UnknownNameError(f"Er is geen vergadering op {day.isoformat()}. Bekende data: {known}.")
