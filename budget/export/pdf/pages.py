"""The pages for the board, as words and drawings for the template."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from budget import labels
from budget.charts.pace import PaceChart
from budget.charts.tables import measured_only, sentence_case
from budget.export.cells import Cell, EuroChange, Phrase, Room, Share, Short
from budget.export.chart_data import action_line_bullets, domain_bullets, pace_chart
from budget.export.domain_parts import (
    NAME_LENGTH,
    NOTE_LENGTH,
    REASON_LENGTH,
    BarNotes,
    DomainPart,
    Explanation,
    Figure,
    Result,
    bar_notes,
    domain_parts,
    key_figures,
    reasons_of,
)
from budget.export.pdf.bars import Bars
from budget.export.pdf.sheets import Term
from budget.export.wording import CHANGE_WORD, ask_amount, state_words
from budget.model.figures import Pace, Row
from budget.model.steering import Ask
from budget.snapshot.change_sentences import printed_change_sentence
from budget.snapshot.content import EXPLAINS_WORDS, NEWEST_FIRST, Action, Changes, Content, Steps
from budget.snapshot.question_words import (
    AnsweredQuestionWords,
    OpenQuestionWords,
    answered_questions_in_words,
    open_questions_in_words,
)

IN_CHART = "besteed, verplicht, gepland, vrijgegeven, begroot"
"""The glossary words used in the chart on page 1."""
MOST_ASKS = 5
MOST_CHANGES = 3


@dataclass(frozen=True, slots=True)
class StepWords:
    """A step of the free room: its name and amount."""

    name: str
    amount: Cell


@dataclass(frozen=True, slots=True)
class Largest:
    """One of the largest steps of the domains."""

    amount: Cell
    what: str


@dataclass(frozen=True, slots=True)
class ChangesPart:
    """The changes since the meeting of `since`."""

    since: str
    sentence: str
    steps: tuple[StepWords, ...]
    told: tuple[str, ...]
    largest: tuple[Largest, ...]


@dataclass(frozen=True, slots=True)
class AskWords:
    """A question to the board, with amount and owner on one line."""

    text: str
    facts: str


@dataclass(frozen=True, slots=True)
class ActionWords:
    """An agreed action: who, when, and its state; `told` is the state in the short report."""

    text: str
    who: str
    state: str
    told: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class DomainPage:
    """A domain with its drawings; `bullets` are of its action lines, only in the spotlight.

    `asked` are the open questions of this domain, by their number on page 1.
    """

    name: str
    signal: str
    shape: str
    word: str
    reason: str
    pace: PaceChart | None
    figures: tuple[Figure, ...]
    causes: str
    notes: tuple[Explanation, ...]
    more: int
    results: tuple[Result, ...]
    actions: tuple[ActionWords, ...]
    asked: tuple[Cell, ...] = ()
    bullets: Bars | None = None


@dataclass(frozen=True, slots=True)
class BoardPages:
    """Page 1: questions, summary, use per domain, changes, requests; then every domain.

    `beside` has an item for each bar, and `total_beside` is of all of them together; `has_lines`: a faint
    line separates the bars. `tells_all_decided`: follow-ups that do not fit on page 1 are printed further on.
    `words` are the glossary words on page 1. With `answers_first` page 1 has only what a board needs first:
    `reasons` are of the bars, '' without one; `more` are the sentences of page 2, which also has the other
    changes.
    """

    asked_on: str
    questions: tuple[OpenQuestionWords, ...]
    decided: tuple[AnsweredQuestionWords, ...]
    tells_all_decided: bool
    sentences: tuple[str, ...]
    bullets: Bars
    beside: tuple[BarNotes, ...]
    has_lines: bool
    total_beside: BarNotes
    total_share: Cell
    total_planned: Cell
    changes: ChangesPart | None
    asks: tuple[AskWords, ...]
    agenda: str
    more_asks: int
    pace: PaceChart | None
    total: tuple[Figure, ...]
    spotlight: DomainPage | None
    domains: tuple[DomainPage, ...]
    words: tuple[Term, ...] = ()
    answers_first: bool = False
    reasons: tuple[str, ...] = ()
    more: tuple[str, ...] = ()


def board_pages(content: Content) -> BoardPages:
    """Everything before the money pages."""
    parts, chart = domain_parts(content), domain_bullets(content)
    total = content.total.measures
    row_notes = tuple(bar_notes(row, content.results.get(row.key, "")) for row in chart.rows)
    note_texts = tuple((*notes.left, notes.result) for notes in row_notes)
    longest = NAME_LENGTH if content.format >= EXPLAINS_WORDS else None
    page = BoardPages(
        asked_on=labels.day(content.meeting.date),
        questions=open_questions_in_words(content),
        decided=answered_questions_in_words(content),
        tells_all_decided=content.format >= NEWEST_FIRST,
        sentences=content.sentences,
        bullets=Bars(chart, content.has_short_report, note_texts, longest),
        beside=row_notes,
        has_lines=content.is_fitted,
        total_beside=bar_notes(content.total, ""),
        total_share=Share(measured_only(total, total.depletion, content.hides_silent)),
        total_planned=Share(measured_only(total, total.norm_share, content.hides_silent)),
        changes=_changes(content, content.changes) if content.changes else None,
        asks=tuple(_ask(ask, "Wie" if content.is_edited else "wie") for ask in content.asks[:MOST_ASKS]),
        agenda=content.agenda_sentence,
        more_asks=max(len(content.asks) - MOST_ASKS, 0),
        pace=_pace(content, content.pace.get("")),
        total=key_figures(content.total, content.has_short_report, content.hides_silent),
        spotlight=_spotlight(content, parts.spotlight) if parts.spotlight else None,
        domains=tuple(_domain(content, part) for part in parts.others),
    )
    if content.answers_first:
        page = _answered(content, page, chart.rows)
    if content.format < EXPLAINS_WORDS:
        return page
    names = (row.name for row in chart.rows)
    return replace(page, words=_words(content, (IN_CHART, *names, *_page_texts(page))))


def _answered(content: Content, page: BoardPages, rows: Sequence[Row]) -> BoardPages:
    """Page 1 with a reason per signal, the other sentences on page 2; missing bookings stay first.

    Without a spotlight page 2 has no room for them.
    """
    reasons = (labels.shorten(reason, REASON_LENGTH) for reason in reasons_of(content, rows))
    first_sentences, more = content.summary_and_rest
    if page.spotlight is None:
        first_sentences, more = (*first_sentences, *more), ()
    return replace(page, answers_first=True, sentences=first_sentences, reasons=tuple(reasons), more=more)


def _words(content: Content, texts: Sequence[str]) -> tuple[Term, ...]:
    """The glossary words in `texts`; a word in capitals is matched case-sensitively."""
    all_text = " ".join(texts)
    return tuple(
        Term(sentence_case(word), meaning)
        for word, meaning in content.terms.items()
        if re.search(rf"\b{re.escape(word)}\b", all_text, 0 if word.isupper() else re.IGNORECASE)
    )


def _page_texts(page: BoardPages) -> Iterator[str]:
    """The texts of page 1 beside its chart."""
    yield from (*page.sentences, *page.reasons, page.agenda, *(ask.text for ask in page.asks))
    for question in page.questions:
        yield from (question.text, *question.options, question.note)
    for decided_question in page.decided:
        yield from (decided_question.text, decided_question.answer, decided_question.follow_up)
    if page.changes:
        yield from (page.changes.sentence, *(step.name for step in page.changes.steps))
        if not (page.answers_first and page.spotlight):
            yield from page.changes.told


def _changes(content: Content, changes: Changes) -> ChangesPart:
    since, total = changes.since, changes.total
    moved = zip(CHANGE_WORD.values(), total.effects, strict=True)
    return ChangesPart(
        since=labels.day_month(since.meeting),
        sentence=printed_change_sentence(content, changes),
        steps=(
            StepWords(f"Vrije ruimte op {labels.day_month(since.as_of)}", Room(total.before)),
            *(StepWords(word, EuroChange(cents)) for word, cents in moved),
            StepWords(f"Vrije ruimte op {labels.day_month(content.as_of)}", Room(total.after)),
        ),
        told=content.change_sentences,
        largest=_largest(changes.domains, content.domain_names),
    )


def _largest(domains: dict[str, Steps], names: dict[str, str]) -> tuple[Largest, ...]:
    """The largest steps of the domains, each as its effect on the free room."""
    steps = [
        (cents, f"{names.get(code, code)}: {word}")
        for code, moved in domains.items()
        for word, cents in zip(CHANGE_WORD.values(), moved.own_effects, strict=True)
        if cents
    ]
    steps.sort(key=lambda step: (-abs(step[0]), step[1]))
    return tuple(Largest(EuroChange(cents), name) for cents, name in steps[:MOST_CHANGES])


def _ask(ask: Ask, who: str) -> AskWords:
    amount = ask_amount(ask)
    owner = f"{who.lower() if amount else who}: {ask.owner}" if ask.owner else ""
    return AskWords(ask.text, " · ".join(part for part in (amount, owner) if part))


def _spotlight(content: Content, part: DomainPart) -> DomainPage:
    chart = action_line_bullets(content, part.row.key)
    return _domain(content, part, Bars(chart) if chart else None)


def _domain(content: Content, part: DomainPart, bullets: Bars | None = None) -> DomainPage:
    signal = part.row.signal
    return DomainPage(
        name=part.row.name,
        signal=signal.colour.value,
        shape=part.shape,
        word=part.word,
        reason=signal.reason,
        pace=_pace(content, part.pace),
        figures=part.figures,
        causes=part.causes,
        notes=part.notes,
        more=part.more,
        results=part.results,
        actions=tuple(map(_action, part.actions)),
        asked=_open_questions(content, part.row.key),
        bullets=bullets,
    )


def _pace(content: Content, pace: Pace | None) -> PaceChart | None:
    return pace_chart(content, pace) if pace else None


def _action(action: Action) -> ActionWords:
    state = action.outcome or ("te laat" if action.overdue else "loopt")
    who = ", ".join(part for part in (action.owner, f"uiterlijk {labels.day(action.due)}") if part)
    return ActionWords(action.text, who, state, state_words(action), action.overdue)


def _open_questions(content: Content, domain: str) -> tuple[Cell, ...]:
    """The open questions of a domain with their number."""
    questions = (question for question in content.questions if question.is_open)
    return tuple(
        Phrase((f"Vraag {number}: ", Short(question.text, NOTE_LENGTH)))
        for number, question in enumerate(questions, 1)
        if question.domain == domain
    )
