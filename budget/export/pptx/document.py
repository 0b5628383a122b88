"""The report as a presentation: the answer first, one slide per domain, editable charts."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from math import ceil

from pptx.presentation import Presentation as Deck

from budget import labels
from budget.charts.bullets import BulletChart
from budget.charts.colours import LIGHT
from budget.export.cells import Cell, EuroChange, Euros, written
from budget.export.chart_data import domain_bullets, free_room_steps, pace_chart, source_bars
from budget.export.domain_parts import DomainPart, domain_parts
from budget.export.imprint import Imprint, imprint
from budget.export.pots import POTS_HEADERS, POTS_INTRO, POTS_TITLE, pot_lines
from budget.export.pptx.charts import (
    labels_that_fit,
    letter_of,
    put_bullets,
    put_pace,
    put_sources,
    put_waterfall,
)
from budget.export.pptx.parts import (
    BODY_TOP,
    FOOT_TOP,
    LEFT,
    RIGHT,
    Box,
    Words,
    empty_deck,
    framed_slide,
    put_table,
    put_text,
)
from budget.export.pptx.records_slide import put_beside
from budget.export.pptx.text_fitting import (
    BODY,
    WIDE,
    ask_lines,
    fit_text,
    height_of,
    lines_of,
    put_body,
    put_in_short,
    put_more,
)
from budget.export.safe_text import remove_control_signs
from budget.export.stable_zip import with_fixed_times
from budget.export.wording import CHANGE_WORD, pot_room
from budget.labels import room
from budget.model.figures import Row
from budget.snapshot.change_sentences import printed_change_sentence
from budget.snapshot.content import Action, Changes, Content, Steps
from budget.snapshot.question_words import (
    answered_questions_in_words,
    open_questions_in_words,
    prints_nothing_asked,
)

MOST_POTS = 10
MOST_QUESTIONS, MOST_DECIDED = 3, 4
"""Most per slide."""
TOLD_ROOM, MOST_TOLD_ROOM = 1.6, 2.7
"""Inches under the chart for what else changed."""
SIGNAL_LINE = 0.32
"""Inches for each further line of a signal."""
MOST_SAID = 2
MOST_ACTIONS = 2
ASIDE = 8.5
FIGURE_HEIGHT = 0.29
LINE_LETTERS, LINE_HEIGHT, GAP_HEIGHT = 44, 0.22, 0.06
"""For the text beside a chart: letters per line, and inches for a line and for the gap below it."""


def pptx(content: Content, sha256: str, signed_by: str | None, signed_at: datetime | None) -> bytes:
    """A frozen snapshot as a 16:9 presentation, the same bytes each time."""
    content = remove_control_signs(content)
    marks = imprint(content, sha256, remove_control_signs(signed_by), signed_at)
    deck = empty_deck(marks)
    are_together = _questions(deck, content, marks)
    if content.answers_first and not are_together:
        _decisions_slide(deck, content, marks)
    put_in_short(deck, content, marks)
    _depletion_slides(deck, content, marks)
    if content.changes:
        _since(deck, content, content.changes, marks)
    _decided(deck, content, marks)
    if content.answers_first:
        put_more(deck, content, marks)
    else:
        _decisions_slide(deck, content, marks)
    parts = domain_parts(content)
    for part in (parts.spotlight, *parts.others):
        if part:
            _domain(deck, content, marks, part)
    _money(deck, content, marks)
    _pots(deck, content, marks)
    put_beside(deck, content, marks)
    _terms_slide(deck, content, marks)
    buffer = io.BytesIO()
    deck.save(buffer)
    return with_fixed_times(buffer.getvalue(), marks.moment)


def _questions(deck: Deck, content: Content, marks: Imprint) -> bool:
    """Slides of questions, a few each; returns whether the other requests fit on the last of them."""
    questions, are_together = open_questions_in_words(content), False
    for first in range(0, len(questions), MOST_QUESTIONS):
        lines = []
        for number, question in enumerate(questions[first : first + MOST_QUESTIONS], first + 1):
            lines.append([Words(f"{number}. {question.text}", 18, True)])
            lines += [[Words(option, 16)] for option in question.options]
            small = (question.facts, question.note)
            lines += [[Words(text, 14, colour=LIGHT.quiet)] for text in small if text]
        title = "Wij vragen u te kiezen"
        if content.answers_first and content.asks and first + MOST_QUESTIONS >= len(questions):
            ask_texts = ask_lines(content, 18, 14)
            are_together = height_of([*lines, *ask_texts], WIDE, 4) <= BODY - 0.1
            if are_together:
                title, lines = "Wij vragen u te kiezen en te besluiten", [*lines, *ask_texts]
        put_body(content, framed_slide(deck, title, marks), WIDE, lines, gap=4)
    return are_together


def _decided(deck: Deck, content: Content, marks: Imprint) -> None:
    decided = answered_questions_in_words(content)
    for first in range(0, len(decided), MOST_DECIDED):
        slide = framed_slide(deck, "Wat kwam er van uw besluiten?", marks)
        lines = []
        for answer in decided[first : first + MOST_DECIDED]:
            lines.append([Words(answer.text, 16, True)])
            answer_texts = (answer.answer, answer.follow_up, *answer.earlier)
            lines += [[Words(text, 14)] for text in answer_texts if text]
        put_body(content, slide, WIDE, lines, gap=4)


def _depletion_slides(deck: Deck, content: Content, marks: Imprint) -> None:
    chart = domain_bullets(content)
    box = Box(LEFT, BODY_TOP, WIDE, BODY - 0.5)
    planned = [row for row in chart.rows if row.measures.budget > 0]
    most = (
        labels_that_fit([row.name for row in planned], box, letter_of(content))
        if content.has_short_report
        else len(planned)
    )
    slides = max(ceil(len(planned) / max(most, 1)), 1)
    size = ceil(len(planned) / slides)
    for n in range(slides):
        rows = chart.rows if slides == 1 else tuple(planned[n * size : (n + 1) * size])
        _bars(deck, content, marks, chart, replace(chart, rows=rows), box)


def _bars(
    deck: Deck, content: Content, marks: Imprint, whole: BulletChart, chart: BulletChart, box: Box
) -> None:
    """A slide with the bars of some domains; the title and the amount outside the plan are of all."""
    slide = framed_slide(deck, whole.title, marks)
    put_bullets(slide, box, chart, content.has_short_report, letter_of(content))
    legend = [
        Words(f"{labels.SIGNAL_SHAPE[c]} {labels.SIGNAL_WORD[c]}    ", 14, True, LIGHT.signal[c])
        for c in labels.SIGNAL_ORDER
    ]
    outside = [_outside(row) for row in whole.rows if row.measures.budget <= 0]
    note = Words(" ".join(outside), 14, colour=LIGHT.quiet)
    put_text(slide, Box(LEFT, FOOT_TOP - 0.45, WIDE, 0.35), [[*legend, note]])


def _outside(row: Row) -> str:
    m = row.measures
    amounts = f"besteed {labels.euro(m.realised)}, verplicht {labels.euro(m.committed)}"
    return f"{row.name}: {amounts}."


def _since(deck: Deck, content: Content, changes: Changes, marks: Imprint) -> None:
    slide = framed_slide(deck, printed_change_sentence(content, changes), marks)
    chart = free_room_steps(content, changes)
    paragraphs = [[Words(sentence, 13)] for sentence in content.change_sentences]
    below = TOLD_ROOM if paragraphs else 0.0
    if content.is_fitted:
        paragraphs = fit_text(paragraphs, Box(LEFT, BODY_TOP, 4.5, MOST_TOLD_ROOM), 3)
        below = min(height_of(paragraphs, 4.5, 3), MOST_TOLD_ROOM)
    box = Box(LEFT, BODY_TOP, 4.5, BODY - below)
    put_waterfall(
        slide, box, chart, content.has_short_report, content.is_fitted, is_brief=content.answers_first
    )
    put_text(slide, Box(LEFT, FOOT_TOP - below - 0.1, 4.5, below), paragraphs, gap=3)
    days = labels.day_month(changes.since.as_of), labels.day_month(content.as_of)
    head = ("Vrije ruimte", days[0], *CHANGE_WORD.values(), days[1])
    rows = [
        (name, *_steps(steps))
        for code, name in content.domain_names.items()
        if (steps := changes.domains.get(code)) and steps.has_money
    ]
    put_table(
        slide,
        Box(5.3, BODY_TOP + 0.1, RIGHT - 5.3, 0.5 * (len(rows) + 2)),
        (2, 1.15, 1, 1.25, 1.25, 1.15) if content.has_short_report else (1.5, 1.2, 1.05, 1.35, 1.3, 1.2),
        [head, *rows, ("Totaal", *_steps(changes.total))],
        size=12,
        total=True,
        alt="Verandering van de vrije ruimte per opgavedomein, in hele euro's.",
    )


def _steps(steps: Steps) -> tuple[Cell, ...]:
    return Euros(steps.before), *map(EuroChange, steps.effects), Euros(steps.after)


def _decisions_slide(deck: Deck, content: Content, marks: Imprint) -> None:
    asks = content.asks
    if not asks and not prints_nothing_asked(content):
        return
    if not asks:
        slide = framed_slide(deck, "Er is nu geen besluit nodig", marks)
        put_text(slide, Box(LEFT, BODY_TOP, WIDE, 1), [[Words("Geen opgavedomein vraagt om bijsturen.", 22)]])
        return
    many = labels.count(len(asks), "besluit", "besluiten")
    slide = framed_slide(deck, f"Wij vragen u om {many}", marks)
    put_body(content, slide, WIDE, ask_lines(content, 22, 18), gap=10)


def _domain(deck: Deck, content: Content, marks: Imprint, part: DomainPart) -> None:
    row, pace = part.row, content.pace.get(part.row.key)
    title = pace_chart(content, pace).title if pace else f"{row.name}: {row.signal.reason}"
    slide = framed_slide(deck, title, marks)
    colour = LIGHT.signal[row.signal.colour]
    is_spotlight = row.key == content.meeting.spotlight
    begin = [Words("In de schijnwerper.  ", 18, True)] if is_spotlight else []
    signal = [Words(f"{part.shape} {part.word}: ", 18, True, colour), Words(row.signal.reason, 18)]
    put_text(slide, Box(LEFT, BODY_TOP - 0.05, WIDE, 0.4), [[*begin, *signal]])
    further = lines_of([*begin, *signal], WIDE) - 1
    begins = BODY_TOP + (further * SIGNAL_LINE if content.is_fitted else 0)
    if part.pace:
        box = Box(LEFT, begins + 0.4, 7.6, BODY - 0.4 - (begins - BODY_TOP))
        put_pace(slide, box, pace_chart(content, part.pace))
    figures = [(figure.name, figure.amount, figure.share) for figure in part.figures if figure.name]
    height = FIGURE_HEIGHT * len(figures)
    put_table(
        slide,
        Box(ASIDE, begins + 0.45, RIGHT - ASIDE, height),
        (1.3, 1.6, 0.8),
        figures,
        size=14,
        header=False,
        alt=f"Kerncijfers van {row.name}.",
    )
    top = begins + 0.6 + height
    lines = _fitting(_domain_texts(part), FOOT_TOP - top - 0.1)
    put_text(slide, Box(ASIDE, top, RIGHT - ASIDE, FOOT_TOP - top - 0.1), lines, gap=4)


def _domain_texts(part: DomainPart) -> list[tuple[str, str]]:
    """The text beside the figures, most important first: a bold lead word and its sentence."""
    expected = part.row.measures.forecast
    low, high = labels.euro_short(expected.p10), labels.euro_short(expected.p90)
    notes = [
        (head, text)
        for note in part.notes[:MOST_SAID]
        for head, text in ((f"{written(note.line)}: ", note.note), ("Bijsturing: ", note.steering))
    ]
    results = [(f"Resultaat {written(result.line)}: ", result.result) for result in part.results[:1]]
    lines: list[tuple[str, Cell]] = [
        ("Prognose: ", f"tussen {low} en {high}."),
        ("Oorzaak: ", f"{part.causes}." if part.causes else ""),
        *(("Actie: ", _action(action)) for action in part.actions[:MOST_ACTIONS]),
        *notes[:2],
        *results,
        *notes[2:],
    ]
    filled = [(head, text) for head, text in ((head, written(cell)) for head, cell in lines) if text]
    return filled if len(filled) > 1 else [*filled, ("", "Er is nog geen toelichting van de budgethouder.")]


def _fitting(lines: list[tuple[str, str]], height: float) -> list[list[Words]]:
    """The lines that fit in `height` inches."""
    fitting_lines, room_left = [], height
    for head, text in lines:
        room_left -= ceil(len(head + text) / LINE_LETTERS) * LINE_HEIGHT + GAP_HEIGHT
        if room_left >= 0:
            fitting_lines.append([Words(head, 13, True), Words(text, 13)])
    return fitting_lines


def _action(action: Action) -> str:
    return f"{action.text}. {action.owner}, uiterlijk {labels.day(action.due)}: {action.state}."


def _money(deck: Deck, content: Content, marks: Imprint) -> None:
    chart = source_bars(content)
    slide = framed_slide(deck, chart.title, marks)
    wide = 8.2 if content.answers_first else 7.4
    put_sources(slide, Box(LEFT, BODY_TOP, wide, BODY), chart, content.has_short_report, letter_of(content))
    unspent = {source.code: source.unspent for source in content.sources}
    lines = [[Words("Wat gebeurt er met geld dat overblijft?", 16, True)]]
    for row in chart.rows:
        if row.key in unspent:
            m = row.measures
            surplus = written(pot_room(m)) if m.has_room_and_shortage else f"{room(m.free)} vrije ruimte"
            surplus = f"{surplus}; wat overblijft {unspent[row.key]}."
            lines.append([Words(f"{row.name}: ", 14, True), Words(surplus, 14)])
    beside = Box(LEFT + wide + 0.3, BODY_TOP + 0.2, RIGHT - LEFT - wide - 0.3, BODY - 0.2)
    fitting = fit_text(lines, beside, 10) if content.answers_first else lines
    put_text(slide, beside._replace(height=BODY), fitting, gap=10)


def _pots(deck: Deck, content: Content, marks: Imprint) -> None:
    lines = pot_lines(content, MOST_POTS)
    if lines is None:
        return
    rows = [POTS_HEADERS, *lines[0], lines[1]]
    slide = framed_slide(deck, POTS_TITLE, marks)
    put_text(slide, Box(LEFT, BODY_TOP + 0.05, WIDE, 0.4), [[Words(POTS_INTRO, 14)]])
    put_table(
        slide,
        Box(LEFT, BODY_TOP + 0.6, WIDE, 0.4 * len(rows)),
        (3.6, 1.1, 1.1, 1.3, 1.7),
        rows,
        size=12,
        total=True,
        alt="Potten waarin te veel is gebruikt, of zonder besluit van de raad.",
    )


def _terms_slide(deck: Deck, content: Content, marks: Imprint) -> None:
    slide = framed_slide(deck, "Wat betekenen de woorden, en waar komen de cijfers vandaan?", marks)
    term_names = ("begroot", "vrijgegeven", "besteed", "gepland", "verplicht", "vrije ruimte", "prognose")
    terms = [(term, content.terms[term]) for term in term_names if term in content.terms]
    lines = [[Words(f"{term.capitalize()}: ", 16, True), Words(text, 16)] for term, text in terms]
    put_text(slide, Box(LEFT, BODY_TOP + 0.05, WIDE, 3.4), lines, gap=7)
    about = [
        [Words(marks.scope, 14, True), Words(f" {marks.notice}", 14)],
        [Words(f"{marks.signature}.", 14)],
        [Words(marks.source, 14)],
        [Words(f"Kenmerk van de vorige momentopname: {content.previous or 'geen'}.", 14)],
        [Words("Bedragen zijn afgerond. Een totaal is het afgeronde echte totaal.", 14)],
    ]
    put_text(slide, Box(LEFT, 4.8, WIDE, FOOT_TOP - 4.85), about, gap=4)
