"""One run of one page: the user and the moment."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import streamlit as st

from budget.access import VISITOR, Action, Actor, may_act, require
from budget.insight.diff.free_room import Moment
from budget.labels import day, escape_markdown
from budget.model.months import local_day
from budget.model.programme import Person, Programme
from budget.model.words import Role
from budget.standing.decision_path import undecided_sentence
from budget.standing.moment import Standing, last_change, load_standing
from budget.store import Store
from budget.store.database_use import DatabaseUse

NOBODY = Person("", "bezoeker", Role.READER)
"""A visitor of a demonstration who has not said who he is."""
KEPT_STANDINGS = 64
DOORS = {
    "deliver": Action.CHECK, "accept": Action.REVIEW, "close": Action.CLOSE, "reconcile": Action.VIEW,
}  # fmt: skip
"""The right that each of these pages is for."""


@dataclass(frozen=True, slots=True)
class Visit:
    """The programme and its store, the acting person, the chosen reference date and year, and the time.

    For the example the time is on its own day. `filed` is the programme in programme.toml, in force or not.
    `change` identifies the data at the start; `again` gives the same visit now, or None when the user, his
    rights, the programme, the day or the data changed.
    """

    programme: Programme
    store: Store
    person: Person
    as_of: date
    year: int
    now: datetime
    use: DatabaseUse = DatabaseUse.DEMONSTRATION
    is_example: bool = False
    filed: Programme | None = None
    change: str = ""
    again: Callable[[Visit], Visit | None] = field(default=lambda _: None, compare=False, repr=False)

    @property
    def actor(self) -> Actor:
        """The acting person, with the rights of those he replaces today."""
        return Actor(self.person.id, on=self.today) if self.person.id else VISITOR

    @property
    def today(self) -> date:
        """The day in the Netherlands, on which the rights of a deputy begin and end."""
        return local_day(self.now)

    def standing(self, besides: date | None = None) -> Standing:
        """The chosen year at the chosen reference date, as known now; `besides` is a day to compare with."""
        return self._load(self.as_of, None, besides)

    def standing_on(self, day: date) -> Standing:
        """The year of `day` at that day, as known now: what a snapshot of it would freeze."""
        return replace(self, as_of=day, year=day.year).standing()

    def years(self) -> tuple[Standing, ...]:
        """Every year of the programme at the chosen reference date, as known now."""
        return tuple(replace(self, year=year).standing() for year in self.programme.years)

    def standing_at(self, moment: Moment) -> Standing:
        """The chosen year at another moment, as known then."""
        return self._load(moment.as_of, moment.known_at, None)

    def _load(self, as_of: date, known_at: int | None, besides: date | None) -> Standing:
        require(self.programme, self.actor, Action.VIEW)
        change = last_change(self.store, self.programme)
        key = (self.store.address, self.programme.text, change, as_of, self.year, known_at, besides)
        return _standing(*key, self.store, self.programme)


current: ContextVar[Visit | None] = ContextVar("visit", default=None)
"""The visit of this run; the frame sets it."""


def enter() -> Visit:
    """The visit of this run; a page that runs outside app.py only shows a link to the entrance."""
    visit = current.get()
    if visit is None:
        st.error("Open de monitor via de startpagina.")
        st.markdown("[Naar de startpagina](/)")
        st.stop()
    return visit


def show_title(
    text: str, standing: Standing | None = None, domain: str | None = None, help_text: str | None = None
) -> None:
    """The heading of a page, with the moment of its figures, and whether the council decided on its plans.

    `help_text` explains words in it.
    """
    st.title(text, anchor=False, help=help_text)
    if standing:
        show_moment(standing, domain)


def link_for(visit: Visit, page: str, label: str) -> None:
    """A link to a page of DOORS for users with its right; others see nothing."""
    if may_act(visit.programme, visit.actor, DOORS[page]):
        st.page_link(f"pages/{page}.py", label=label)


def show_moment(standing: Standing, domain: str | None = None) -> None:
    """The moment of the figures, and whether the council decided on their plans."""
    at = f"Stand op {day(standing.facts.as_of)}, begrotingsjaar {standing.facts.year}."
    st.caption(escape_markdown(f"{at} {undecided_sentence(standing, domain)}".rstrip()))


@st.cache_resource(show_spinner="De cijfers worden opgehaald...", max_entries=KEPT_STANDINGS)
def _standing(
    database: str,
    programme_text: str,
    change: str,
    as_of: date,
    year: int,
    known_at: int | None,
    besides: date | None,
    _store: Store,
    _programme: Programme,
) -> Standing:
    return load_standing(_store, _programme, as_of, year, known_at, [besides] if besides else ())
