"""Setting up a first programme: what the plans suggest, names to merge, and open points."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from budget.model.plan_names import PlanNames
from budget.model.programme import Domain, Meeting, Person, Programme, Source
from budget.model.rights import Action, role_may
from budget.model.words import BudgetError
from budget.programme.draft import TO_FILL, draft_programme
from budget.programme.editing import (
    drop_domain,
    drop_meeting,
    drop_person,
    drop_source,
    put_domain,
    put_meeting,
    put_person,
    put_source,
    put_theme,
    put_value,
)
from budget.programme.reading import parse_programme

PLACEHOLDERS = ("secretaris.1", "controller.2", "controller.1")


def first_text(rows: Sequence[PlanNames]) -> str:
    """A valid programme text from the names in plans. Raises BudgetError without any."""
    try:
        text = draft_programme(rows)
    except ValueError as error:
        raise BudgetError(
            "In deze bestanden staat geen regel met een domein, een bron en een jaar."
        ) from error
    for person in PLACEHOLDERS:
        if len(parse_programme(text).people) > 1:
            text = drop_person(text, person)
    # What comments say to fill in, the screen asks; in the confirmed text they would only puzzle.
    return "".join(line for line in text.splitlines(True) if not (line.startswith("#") and TO_FILL in line))


def with_head(text: str, values: Mapping[str, str], first: int, last: int) -> str:
    """The text with these names and years; its id is given, or derived from its name."""
    for key, value in values.items():
        text = put_value(text, key, value) if key != "id" else text
    text = put_value(put_value(text, "first_year", first), "last_year", last)
    programme_id = values.get("id", "").strip() or values["name"]
    plain = unicodedata.normalize("NFKD", programme_id).encode("ascii", "ignore").decode().lower()
    return put_value(text, "id", re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "programma")


def with_meetings(text: str, days: Mapping[date, date]) -> str:
    """The text with these meetings (day to reference date), which replace placeholder meetings.

    The spotlight rotates over the domains.
    """
    old = parse_programme(text)
    for n, (day, as_of) in enumerate(sorted(days.items())):
        spotlight = old.domains[n % len(old.domains)].code
        text = put_meeting(text, day, Meeting(day, spotlight, as_of, day, day, day))
    for meeting in old.meetings if days else ():
        if meeting.fictional and meeting.date not in days:
            text = drop_meeting(text, meeting.date)
    return text


def merge_domain(programme: Programme, merged_code: str, kept_code: str) -> str:
    """The text in which domain `merged_code` becomes another name of `kept_code`, everywhere."""
    old, new = programme.domain(merged_code), programme.domain(kept_code)
    text = drop_domain(programme.text, merged_code)
    prefixes = tuple(dict.fromkeys((*new.code_prefixes, *old.code_prefixes)))
    text = put_domain(text, replace(new, aliases=_names(new, old), code_prefixes=prefixes))
    for person in programme.people:
        if merged_code in person.domains:
            codes = tuple(
                dict.fromkeys(kept_code if code == merged_code else code for code in person.domains)
            )
            text = put_person(text, replace(person, domains=codes))
    for meeting in programme.meetings:
        if meeting.spotlight == merged_code:
            text = put_meeting(text, meeting.date, replace(meeting, spotlight=kept_code))
    return text


def merge_source(programme: Programme, merged_code: str, kept_code: str) -> str:
    """The text in which source `merged_code` is another name of `kept_code`, with all themes and years."""
    old, new = programme.source(merged_code), programme.source(kept_code)
    first, last = min(old.first_year, new.first_year), max(old.last_year, new.last_year)
    both = replace(new, aliases=_names(new, old), first_year=first, last_year=last)
    text = put_source(drop_source(programme.text, merged_code), both)
    names = {theme.name.casefold() for theme in new.themes}
    for theme in old.themes:
        if theme.name.casefold() not in names:
            text = put_theme(text, kept_code, theme)
    return text


def merge_person(programme: Programme, merged_id: str, kept_id: str) -> str:
    """The text in which two names become one person, with the domains of both."""
    old, new = programme.person(merged_id), programme.person(kept_id)
    domains = tuple(dict.fromkeys((*new.domains, *old.domains))) if old.domains and new.domains else ()
    text = drop_person(programme.text, merged_id)
    return put_person(text, replace(new, domains=domains, aliases=_names(new, old)))


def _names(new: Domain | Source | Person, old: Domain | Source | Person) -> tuple[str, ...]:
    """The other names of both, and the name of the one that disappears."""
    return tuple(dict.fromkeys((*new.aliases, old.name, *old.aliases)))


def counts(rows: Sequence[PlanNames], column: str) -> Counter[str]:
    """How often each name occurs in a column (`domain`, `source`, ...), ignoring case and punctuation."""
    return Counter(text_key(getattr(row, column)) for row in rows)


def text_key(name: str) -> str:
    """The comparison key of a name."""
    return re.sub(r"\W+", " ", name.casefold().replace("&", "en")).strip()


def open_points(programme: Programme) -> list[str]:
    """What must still be filled in before two persons can confirm, in Dutch sentences."""
    sentences = []
    if any(TO_FILL in text for text in (programme.name, programme.board, programme.scope)):
        sentences.append("Vul bij stap 1 de naam en het bestuur in, en welk geld meetelt.")
    if names := [source.name for source in programme.sources if TO_FILL in source.unspent]:
        sentences.append(f"Zeg bij stap 3 wat er met geld gebeurt dat overblijft: {', '.join(names)}.")
    if any(TO_FILL in person.name for person in programme.people):
        sentences.append("Geef bij stap 4 elke persoon een naam.")
    if len(confirmers(programme)) < 2:
        sentences.append(
            "Neem bij stap 4 twee controllers op, of een controller en een secretaris, voor alle domeinen."
        )
    if any(meeting.fictional for meeting in programme.meetings):
        sentences.append("Noem bij stap 5 de echte vergaderingen.")
    return sentences


def confirmers(programme: Programme) -> list[Person]:
    """The persons who may confirm the first programme: those who may accept a change of it."""
    return [
        person
        for person in programme.people
        if role_may(person.role, person.domains, Action.ACCEPT_PROGRAMME)
    ]
