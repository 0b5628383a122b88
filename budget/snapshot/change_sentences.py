"""Sentences about what changed since the last meeting."""

from __future__ import annotations

from collections.abc import Sequence

from budget.labels import count, day_month, euro_short, join_words
from budget.snapshot.content import Changes, Content, SignalChange, Since, Steps, ThenNow
from budget.standing.sentences import bridge_sentence, colour_word, distinct_amounts, since_words


def free_change_sentence(steps: Steps, since: Since) -> str:
    """`Sinds 31 augustus ... is de vrije ruimte gedaald van ... naar ....`."""
    return bridge_sentence(steps.before, steps.after, since_words(since.as_of, since.meeting))


def printed_change_sentence(content: Content, changes: Changes) -> str:
    """The same in a report of `content`; formats before 5 keep their wording."""
    since, total = changes.since, changes.total
    if content.has_short_report:
        return free_change_sentence(total, since)
    words = f"{day_month(since.as_of)}, de stand voor het overleg van {day_month(since.meeting)},"
    return bridge_sentence(total.before, total.after, words)


def forecast_change_sentence(forecast: ThenNow) -> str:
    """`De verwachting voor het hele jaar is nu € 7,9 mln; dat was € 8,2 mln.`."""
    if forecast.then is None:
        return f"De verwachting voor het hele jaar is {euro_short(forecast.now)}."
    if forecast.then == forecast.now:
        return f"De verwachting voor het hele jaar blijft {euro_short(forecast.now)}."
    was, becomes = distinct_amounts(forecast.then, forecast.now)
    return f"De verwachting voor het hele jaar is nu {becomes}; dat was {was}."


def signals_change_sentence(signals: Sequence[SignalChange]) -> str:
    """`Veiligheid ging van 'op koers' naar 'bijsturen'.`; one sentence that names every domain."""
    if not signals:
        return "Geen enkel domein kreeg een andere kleur."
    moved = [f"{s.name} ging van {colour_word(s.before)} naar {colour_word(s.after)}" for s in signals]
    return f"{'; '.join(moved)}."


def actions_sentence(done: int, still_open: int, new: int, overdue: int) -> str:
    """How many agreed actions are done, still open, new and overdue."""
    if not done + still_open + new:
        return "Er zijn geen acties afgesproken."
    parts = []
    if done:
        parts.append(f"{count(done, 'actie is', 'acties zijn')} klaar")
    if still_open:
        parts.append(f"{count(still_open, 'loopt', 'lopen')} nog")
    if new:
        parts.append(f"{count(new, 'is', 'zijn')} nieuw")
    late = f" Over de einddatum: {overdue}." if overdue else ""
    return f"Van de afgesproken acties: {join_words(parts)}.{late}"


def domain_change_sentence(steps: Steps, forecast: ThenNow) -> str:
    """What moved the free room of one domain; only the changes that are not zero."""
    effects = (
        ("het plan", steps.plan),
        ("een andere indeling", steps.regrouped),
        ("nieuwe boekingen", -steps.bookings),
        ("andere verplichtingen", -steps.commitments),
    )
    moved = [
        f"{cause}: {euro_short(abs(effect))} {'meer' if effect > 0 else 'minder'} ruimte"
        for cause, effect in effects
        if effect
    ]
    if not moved:
        return f"De vrije ruimte bleef {euro_short(steps.after)}. {forecast_change_sentence(forecast)}"
    was, becomes = distinct_amounts(steps.before, steps.after)
    room = f"De vrije ruimte ging van {was} naar {becomes}"
    return f"{room} ({'; '.join(moved)}). {forecast_change_sentence(forecast)}"
