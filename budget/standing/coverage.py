"""Sentences about what the bookings do not reach: shown before the figures, confirmed before a freeze."""

from __future__ import annotations

from collections.abc import Sequence

from budget.labels import day, day_month, euro, join_words
from budget.model.figures import MissingBookings, OldCommitments, Row

MOST_WORDS = 15


def headline(gaps: Sequence[MissingBookings]) -> str:
    """`Cijfers tot en met 30 september`; empty when the bookings reach far enough."""
    days = [gap.known_until for gap in gaps if gap.known_until]
    if days:
        return f"Cijfers tot en met {day_month(min(days))}"
    return f"Nog geen cijfers van {join_words([gap.name for gap in gaps])}" if gaps else ""


def missing_first(gaps: Sequence[MissingBookings], sentence: str) -> str:
    """The sentence, preceded by what the bookings do not reach unless it already begins with that."""
    first = headline(gaps)
    return f"{first}. {sentence}" if first and not sentence.startswith(first) else sentence


def missing_words(gap: MissingBookings, year: int) -> str:
    """`Veiligheid: boekingen na 30 september 2024`."""
    return f"{gap.name}: {_after(gap, year)}"


def count_planned(domains: Sequence[Row]) -> int:
    """The number of domains with a plan."""
    return sum(1 for row in domains if row.key and row.is_planned)


def missing_sentence(gaps: Sequence[MissingBookings], of: int, year: int) -> str:
    """All missing bookings in one sentence, by day, or else in a short sentence each; empty if none.

    If bookings of all `of` domains end on the same day, no domain is named.
    """
    names: dict[str, list[str]] = {}
    for gap in gaps:
        names.setdefault(_after(gap, year), []).append(gap.name)
    if 1 < len(gaps) == of and len(names) == 1:
        return f"Dit ontbreekt in de cijfers: {next(iter(names))} van alle domeinen."
    listing = "; ".join(f"{after} van {join_words(who)}" for after, who in names.items())
    if len(listing.split()) > MOST_WORDS:
        return " ".join(["Dit ontbreekt in de cijfers.", *(f"{missing_words(gap, year)}." for gap in gaps)])
    return f"Dit ontbreekt in de cijfers: {listing}." if gaps else ""


def old_commitments_sentence(domains: Sequence[OldCommitments]) -> str:
    """The age of open commitments that no later statement covers; empty without any."""
    parts = [
        f"{euro(cents)} van {domain.name} (stand van {day(on)})"
        for domain in domains
        for on, cents in domain.of_days
    ]
    return f"Deze verplichtingen zijn van een eerdere dag: {'; '.join(parts)}." if parts else ""


def missing_brief(gaps: Sequence[MissingBookings], of: int, year: int) -> str:
    """What is missing, in a line below the headline, where each of the `of` domains has its own day.

    Empty where the headline is enough: bookings of all domains end on one day.
    """
    after = {_after(gap, year) for gap in gaps}
    if not gaps or (len(gaps) == of and len(after) == 1):
        return ""
    if len(gaps) == 1:
        return f"Van {gaps[0].name} ontbreken {after.pop()}."
    domain_words = "alle domeinen" if len(gaps) == of else f"{len(gaps)} van de {of} domeinen"
    return f"Van {domain_words} ontbreken {after.pop() if len(after) == 1 else 'boekingen'}."


def _after(gap: MissingBookings, year: int) -> str:
    return f"boekingen na {day(gap.known_until)}" if gap.known_until else f"alle boekingen in {year}"
