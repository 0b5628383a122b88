"""What overview rows show beside their measures: what is left, and one result."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from budget.labels import euro_short, format_measurement
from budget.model.content import Progress
from budget.model.figures import Measures
from budget.model.programme import Programme
from budget.model.words import By, Cents, Role
from budget.standing.moment import Standing


def room_and_shortage_words(m: Measures) -> tuple[str, ...]:
    """`€ 747 duizend vrij` and `€ 8 duizend tekort`: never netted.

    Snapshots from before pots were measured have no `short`: there a shortage is of the whole group.
    """
    short = m.short or max(-m.room, 0)
    words = []
    if m.room > 0 or not short:
        words.append(f"{euro_short(m.room)} vrij")
    if short:
        words.append(f"{euro_short(short)} tekort")
    return tuple(words)


def main_result(notes: Sequence[Progress], budgets: Mapping[str, Cents]) -> Progress | None:
    """The measurement on the line with the largest budget; None without any.

    `budgets` is by line code. With several indicators on one line the first counts.
    """
    measured_notes = [note for note in notes if note.indicator and note.value]
    return max(measured_notes, key=lambda note: budgets.get(note.code, 0), default=None)


def result_words(note: Progress | None) -> str:
    """A count as `842 van 1.200 jongeren in beeld`, else `rapportcijfer schoon: 6,6 (doel 7,0)`."""
    if note is None:
        return ""
    if note.value.isdecimal() and note.target.isdecimal():
        return f"{format_measurement(note.value)} van {format_measurement(note.target)} {note.indicator}"
    target = f" (doel {format_measurement(note.target)})" if note.target else ""
    return f"{note.indicator}: {format_measurement(note.value)}{target}"


def domain_results(standing: Standing) -> dict[str, str]:
    """One result per domain code, in words; only for domains with a measurement."""
    lines = {row.key: row for row in standing.rows(By.LINE)}
    budgets = {code: row.measures.budget for code, row in lines.items()}
    notes: dict[str, list[Progress]] = defaultdict(list)
    for note in standing.progress():
        if note.code in lines:
            notes[lines[note.code].domain].append(note)
    words_by_domain = {
        domain: result_words(main_result(domain_notes, budgets)) for domain, domain_notes in notes.items()
    }
    return {domain: words for domain, words in words_by_domain.items() if words}


def owners(programme: Programme) -> dict[str, str]:
    """The name of the first budget holder of each domain."""
    return {
        domain: person.name
        for person in reversed(programme.people)
        if person.role is Role.BUDGET_HOLDER
        for domain in person.domains
    }
