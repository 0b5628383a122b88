"""What the board steers with: agreed actions, questions, and the agenda of a meeting."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from budget.model.words import AgendaGround, Cents, Colour

WITHDRAWN, REPLACED = "Ingetrokken: ", "Vervangen door actie "
"""How the outcome of an action begins when it was withdrawn, or replaced by another action."""


@dataclass(frozen=True, slots=True)
class SteeringAction:
    """A measure agreed to change course, on the agenda of every meeting until `closed_on`.

    `expected` is its effect on spending in cents, None if unknown; `id` is 0 until it is stored.
    """

    id: int
    domain: str
    text: str
    owner: str
    due: date
    expected: Cents | None
    meeting: date | None
    registered_on: date
    closed_on: date | None = None
    outcome: str = ""

    @property
    def is_open(self) -> bool:
        """Not closed yet."""
        return self.closed_on is None

    @property
    def is_withdrawn(self) -> bool:
        """Whether it will not be carried out."""
        return self.outcome.startswith(WITHDRAWN)

    @property
    def is_replaced(self) -> bool:
        """Whether another action, named in the outcome, replaced it."""
        return self.outcome.startswith(REPLACED)

    @property
    def successor(self) -> int | None:
        """The number of the action that replaced it, if any."""
        match = re.match(rf"{REPLACED}(\d+)", self.outcome)
        return int(match[1]) if match else None

    def is_overdue(self, on: date) -> bool:
        """Whether it is still open after its deadline."""
        return self.is_open and self.due < on

    def was_overdue(self, on: date) -> bool:
        """Whether it was open and past its deadline on the day `on`; it may have been closed since."""
        return self.due < on and (self.closed_on is None or self.closed_on > on)


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to the board; `domain` '' is the programme, `amount` None when no amount is involved."""

    text: str
    domain: str
    amount: Cents | None
    owner: str


@dataclass(frozen=True, slots=True)
class AgendaReason:
    """Why a domain belongs on the agenda, in one sentence."""

    ground: AgendaGround
    text: str


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A domain proposed for the agenda, with every reason."""

    domain: str
    name: str
    colour: Colour
    reasons: tuple[AgendaReason, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """The spotlight domain (a code or ''), the other domains proposed, and both in one sentence."""

    spotlight: str
    sentence: str
    items: tuple[AgendaItem, ...]
