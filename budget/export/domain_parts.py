"""The domain sections of a report: figures and the budget holder's explanation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from budget import labels
from budget.export.cells import Cell, Euros, Phrase, RoundEuros, Share, Short, delivered
from budget.export.wording import measurement, readable_notes
from budget.model.figures import Measures, Pace, Row
from budget.model.urgency import by_urgency
from budget.model.words import By, Colour
from budget.snapshot.content import Action, Content, Note

NOTES_OF_DOMAIN = 2
NOTES_OF_SPOTLIGHT = 4
NAME_LENGTH = 82
"""Letters of a domain name in a table on paper; the full name is in the domain's own section."""
NOTE_LENGTH = 110
SPOTLIGHT_LENGTH = 240
REASON_LENGTH = 190
LINE_LENGTH = RESULT_LENGTH = 60
"""Letters of a line name, and of a domain's one result, in the short report."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure in words; one without a name belongs to the line above it."""

    name: str
    amount: Cell
    share: Cell = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The budget holder's explanation of a line."""

    line: Cell
    note: Cell
    steering: Cell


@dataclass(frozen=True, slots=True)
class Result:
    """A result of a line; `indicator` is what was measured, with its target."""

    line: Cell
    result: Cell
    indicator: str


@dataclass(frozen=True, slots=True)
class BarNotes:
    """The text beside a bar: what is left and what is short, and one result."""

    left: tuple[Cell, ...]
    result: Cell


@dataclass(frozen=True, slots=True)
class DomainPart:
    """One domain. `more` counts the explanations left out; `pace` is None without money."""

    row: Row
    pace: Pace | None
    figures: tuple[Figure, ...]
    causes: str
    notes: tuple[Explanation, ...]
    more: int
    results: tuple[Result, ...]
    actions: tuple[Action, ...]

    @property
    def shape(self) -> str:
        """The shape of the signal."""
        return labels.SIGNAL_SHAPE[self.row.signal.colour]

    @property
    def word(self) -> str:
        """The word of the signal."""
        return labels.signal_word(self.row.signal.colour, self.row.measures.budget, self.row.is_outside_plan)


@dataclass(frozen=True, slots=True)
class DomainParts:
    """The spotlight domain, if any, and the others in the programme's order."""

    spotlight: DomainPart | None
    others: tuple[DomainPart, ...]


def domain_parts(content: Content) -> DomainParts:
    """A section per planned domain; the spotlight domain gets a longer one."""
    rows = [row for row in content.domains if row.is_planned]
    rows = by_urgency(rows) if content.has_short_report else rows
    spotlight = content.meeting.spotlight
    chosen = next((row for row in rows if row.key == spotlight), None)
    return DomainParts(
        _part(content, chosen, NOTES_OF_SPOTLIGHT, SPOTLIGHT_LENGTH) if chosen else None,
        tuple(_part(content, row, NOTES_OF_DOMAIN, NOTE_LENGTH) for row in rows if row.key != spotlight),
    )


def bar_notes(row: Row, result: str) -> BarNotes:
    """What is left and what is short in a group, never netted, with a result."""
    m = row.measures
    if not row.is_planned:
        return BarNotes(("buiten het plan",), result)
    left = (RoundEuros(m.room, " vrij"),) if m.room or not m.short else ()
    short = (RoundEuros(m.short, " tekort"),) if m.short else ()
    return BarNotes((*left, *short), Short(result, RESULT_LENGTH))


def reasons_of(content: Content, rows: Sequence[Row]) -> list[str]:
    """Why each domain needs attention; '' if all is well, or if its question says why."""
    ask_by_domain = {ask.domain: ask.text for ask in content.asks}
    urgent = (Colour.RED, Colour.ORANGE)
    return [
        r.signal.reason
        if r.signal.colour in urgent and r.signal.reason not in ask_by_domain.get(r.key, "")
        else ""
        for r in rows
    ]


def key_figures(row: Row, is_told_apart: bool = False, hides_silent: bool = False) -> tuple[Figure, ...]:
    """The key figures of a group in words; with `is_told_apart` shortages in pots are not netted.

    With `hides_silent`, a group that delivered nothing has no measured figures.
    """
    m = row.measures
    apart = Phrase((RoundEuros(m.room, " vrij, "), RoundEuros(m.short, " tekort")))
    expected = Phrase(("tussen ", RoundEuros(m.forecast.p10, " en "), RoundEuros(m.forecast.p90)))
    unknown = labels.count(m.released_unknown, "regel", "regels")
    is_partial = m.released_unknown and m.released is not None
    return (
        Figure("Begroot", Euros(m.budget)),
        Figure("Vrijgegeven", Euros(m.released)),
        *((Figure("", f"van {unknown} onbekend"),) if is_partial else ()),
        *(_NOT_DELIVERED if hides_silent and m.is_silent else _spent(m)),
        Figure("Vrije ruimte", Euros(m.free), "tekort" if m.free < 0 else ""),
        *((Figure("", apart),) if is_told_apart and m.room and m.short else ()),
        Figure("Prognose", Euros(m.forecast.p50)),
        Figure("", expected),
    )


_NOT_DELIVERED = Figure("Besteed", delivered(None)), Figure("Verplicht", delivered(None))


def _spent(m: Measures) -> tuple[Figure, ...]:
    return (
        Figure("Besteed", Euros(m.realised), Share(m.depletion)),
        Figure("Gepland", Euros(m.norm), Share(m.norm_share)),
        Figure("Verplicht", Euros(m.committed)),
    )


def _part(content: Content, row: Row, most_notes: int, length: int) -> DomainPart:
    notes = _notes(content, row.key)
    explained = [note for note in notes if note.cause or note.note or note.steering]
    results = [note for note in notes if note.result or note.indicator]
    has_money = row.measures.budget or row.measures.used
    longest = LINE_LENGTH if content.has_short_report else None
    return DomainPart(
        row=row,
        pace=content.pace.get(row.key) if has_money else None,
        figures=key_figures(row, content.has_short_report, content.hides_silent),
        causes=_causes(notes),
        notes=tuple(_explanation(note, length, longest) for note in explained[:most_notes]),
        more=max(len(explained) - most_notes, 0),
        results=tuple(_result(note, length, longest) for note in results[: most_notes - 1]),
        actions=tuple(action for action in content.actions if action.domain == row.key),
    )


def _notes(content: Content, domain: str) -> list[Note]:
    """The notes of a domain, those of the lines farthest from their plan first."""
    ahead = {row.key: abs(row.measures.ahead) for row in (*content.domains, *content.rows[By.LINE])}
    notes = [note for note in readable_notes(content) if note.domain == domain]
    return sorted(notes, key=lambda note: -ahead.get(note.code, 0))


def _causes(notes: Sequence[Note]) -> str:
    counted = Counter(note.cause for note in notes if note.cause)
    return ", ".join(f"{cause} ({labels.count(n, 'regel', 'regels')})" for cause, n in counted.most_common())


def _explanation(note: Note, length: int, longest: int | None) -> Explanation:
    return Explanation(_line(note, longest), Short(note.note, length), Short(note.steering, length))


def _line(note: Note, longest: int | None) -> Cell:
    return note.line if longest is None else Short(note.line, longest)


def _result(note: Note, length: int, longest: int | None) -> Result:
    target = f"doel {note.target}" if note.target else ""
    indicator = ", ".join(part for part in (measurement(note), target) if part)
    return Result(_line(note, longest), Short(note.result, length), indicator)
