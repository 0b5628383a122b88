"""Sentences about what the bookings do not reach: shown before the figures, confirmed before a freeze."""

from __future__ import annotations

from collections.abc import Sequence

from budget.labels import day, day_month, euro, join_words
from budget.model.figures import MissingBookings, OldCommitments, Row

MOST_WORDS = 15


def headline(found: Sequence[MissingBookings]) -> str:
    """`Cijfers tot en met 30 september`; empty when the bookings reach far enough."""
    days = [one.known_until for one in found if one.known_until]
    if days:
        return f"Cijfers tot en met {day_month(min(days))}"
    return f"Nog geen cijfers van {join_words([one.name for one in found])}" if found else ""


def missing_first(found: Sequence[MissingBookings], sentence: str) -> str:
    """The sentence, preceded by what the bookings do not reach unless it already begins with that."""
    first = headline(found)
    return f"{first}. {sentence}" if first and not sentence.startswith(first) else sentence


def missing_words(one: MissingBookings, year: int) -> str:
    """`Veiligheid: boekingen na 30 september 2024`."""
    return f"{one.name}: {_after(one, year)}"


def count_planned(domains: Sequence[Row]) -> int:
    """The number of domains with a plan."""
    return sum(1 for row in domains if row.key and row.is_planned)


def missing_sentence(found: Sequence[MissingBookings], of: int, year: int) -> str:
    """All missing bookings in one sentence, by day, or else in a short sentence each; empty if none.

    If bookings of all `of` domains end on the same day, no domain is named.
    """
    names: dict[str, list[str]] = {}
    for one in found:
        names.setdefault(_after(one, year), []).append(one.name)
    if 1 < len(found) == of and len(names) == 1:
        return f"Dit ontbreekt in de cijfers: {next(iter(names))} van alle domeinen."
    listing = "; ".join(f"{after} van {join_words(who)}" for after, who in names.items())
    if len(listing.split()) > MOST_WORDS:
        return " ".join(["Dit ontbreekt in de cijfers.", *(f"{missing_words(one, year)}." for one in found)])
    return f"Dit ontbreekt in de cijfers: {listing}." if found else ""


def old_commitments_sentence(found: Sequence[OldCommitments]) -> str:
    """The age of open commitments that no later statement covers; empty without any."""
    parts = [
        f"{euro(cents)} van {one.name} (stand van {day(on)})" for one in found for on, cents in one.of_days
    ]
    return f"Deze verplichtingen zijn van een eerdere dag: {'; '.join(parts)}." if parts else ""


def missing_brief(found: Sequence[MissingBookings], of: int, year: int) -> str:
    """What is missing, in a line below the headline, where each of the `of` domains has its own day.

    Empty where the headline is enough: bookings of all domains end on one day.
    """
    after = {_after(one, year) for one in found}
    if not found or (len(found) == of and len(after) == 1):
        return ""
    if len(found) == 1:
        return f"Van {found[0].name} ontbreken {after.pop()}."
    which = "alle domeinen" if len(found) == of else f"{len(found)} van de {of} domeinen"
    return f"Van {which} ontbreken {after.pop() if len(after) == 1 else 'boekingen'}."


def _after(one: MissingBookings, year: int) -> str:
    return f"boekingen na {day(one.known_until)}" if one.known_until else f"alle boekingen in {year}"
