"""The report as a presentation: the answer first, one slide per domain, charts that can be edited."""

from __future__ import annotations

import io
from datetime import date
from math import ceil

from pptx.presentation import Presentation as Deck

from budget import labels
from budget.charts import BulletChart, PaceChart, SourcesChart
from budget.charts.colours import LIGHT
from budget.charts.tables import is_planned, room
from budget.export.imprint import Imprint, imprint
from budget.export.pdf.pages import CHANGE_WORD, domain_names, domain_parts, rows_of, with_money
from budget.export.pptx.charts import put_bullets, put_pace, put_sources, put_waterfall
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
from budget.export.safe_text import legible
from budget.export.stable_zip import steady
from budget.export.tables import Data, action_state
from budget.export.xlsx.charts import waterfall_of
from budget.insight.diff.free_room import Bridge
from budget.model import Row
from budget.snapshot.told import agenda_sentence, change_sentences, plan_step
from budget.standing.sentences import bridge_sentence, since_words

WIDE = RIGHT - LEFT
BODY = FOOT_TOP - BODY_TOP - 0.1
MOST_ASKS = 6
TOLD_ROOM = 1.6
"""Inches under the chart for what else changed."""
MOST_SAID = 2
MOST_ACTIONS = 2
ASIDE = 8.5
FIGURE_HEIGHT = 0.29
LINE_LETTERS, LINE_HEIGHT, GAP_HEIGHT = 44, 0.22, 0.06
"""Of the text beside a chart: letters on a line, and inches for a line and for the gap below it."""


def pptx(content: Data, sha256: str, signed_by: str | None, signed_at: str | None) -> bytes:
    """A frozen snapshot as a 16:9 presentation, the same bytes each time."""
    content = legible(content)
    marks = imprint(content, sha256, legible(signed_by), signed_at)
    deck = empty_deck(marks)
    _in_short(deck, content, marks)
    _how_far(deck, content, marks)
    if content["changes"]:
        _since(deck, content, marks)
    _asked(deck, content, marks)
    for row, part in _domains(content):
        _domain(deck, content, marks, row, part)
    _money(deck, content, marks)
    _about(deck, content, marks)
    held = io.BytesIO()
    deck.save(held)
    return steady(held.getvalue(), marks.moment)


def _in_short(deck: Deck, content: Data, marks: Imprint) -> None:
    first, *others = content["sentences"]
    slide = framed_slide(deck, first, marks)
    put_text(slide, Box(LEFT, BODY_TOP + 0.1, 7.2, BODY), [[Words(text, 22)] for text in others], gap=14)
    put_table(
        slide,
        Box(8.3, BODY_TOP + 0.1, RIGHT - 8.3, 3.9),
        (1.5, 1.4, 0.95),
        [("", f"in {content['year']}", "van budget"), *_key_figures(content)],
        size=18,
        alt="Kerncijfers van het programma.",
    )


def _key_figures(content: Data) -> list[tuple[str, str, str]]:
    total = content["total"]
    planned = total["norm"] / total["budget"] if total["budget"] else None
    amounts = {
        "Begroot": (total["budget"], None),
        "Vrijgegeven": (total["released"], None),
        "Besteed": (total["realised"], total["depletion"]),
        "Gepland tot nu": (total["norm"], planned),
        "Verplicht": (total["committed"], None),
        "Vrije ruimte": (total["free"], None),
        "Prognose": (total["forecast"]["p50"], None),
    }
    return [
        (name, labels.euro_short(cents), "" if share is None else labels.percent(share))
        for name, (cents, share) in amounts.items()
    ]


def _how_far(deck: Deck, content: Data, marks: Imprint) -> None:
    rows = with_money(rows_of(content, "domain"))
    chart = BulletChart.of(rows, date.fromisoformat(content["as_of"]))
    slide = framed_slide(deck, chart.title, marks)
    put_bullets(slide, Box(LEFT, BODY_TOP, WIDE, BODY - 0.5), chart)
    legend = [
        Words(f"{labels.SIGNAL_SHAPE[c]} {labels.SIGNAL_WORD[c]}    ", 14, True, LIGHT.signal[c])
        for c in labels.SIGNAL_ORDER
    ]
    outside = [_outside(row) for row in rows if row.measures.budget <= 0]
    note = Words(" ".join(outside), 14, colour=LIGHT.quiet)
    put_text(slide, Box(LEFT, FOOT_TOP - 0.45, WIDE, 0.35), [[*legend, note]])


def _outside(row: Row) -> str:
    m = row.measures
    amounts = f"besteed {labels.euro(m.realised)}, verplicht {labels.euro(m.committed)}"
    return f"{row.name}: {amounts}."


def _since(deck: Deck, content: Data, marks: Imprint) -> None:
    changes = content["changes"]
    since, total = changes["since"], changes["total"]
    bridge = Bridge(total["before"], plan_step(total), total["bookings"], total["commitments"])
    then = since_words(date.fromisoformat(since["as_of"]), date.fromisoformat(since["meeting"]))
    slide = framed_slide(deck, bridge_sentence(bridge, then), marks)
    chart = waterfall_of(content)
    told = [[Words(sentence, 13)] for sentence in change_sentences(content)]
    below = TOLD_ROOM if told else 0.0
    put_waterfall(slide, Box(LEFT, BODY_TOP, 4.5, BODY - below), chart)
    put_text(slide, Box(LEFT, FOOT_TOP - below - 0.1, 4.5, below), told, gap=3)
    names = domain_names(content)
    head = (
        "Vrije ruimte",
        _day_month(since["as_of"]),
        *CHANGE_WORD.values(),
        _day_month(content["as_of"]),
    )
    rows = [
        (name, *_steps(changes["domains"][code]))
        for code, name in names.items()
        if code in changes["domains"] and any(changes["domains"][code].values())
    ]
    put_table(
        slide,
        Box(5.3, BODY_TOP + 0.1, RIGHT - 5.3, 0.5 * (len(rows) + 2)),
        (1.5, 1.2, 1.05, 1.35, 1.3, 1.2),
        [head, *rows, ("Totaal", *_steps(total))],
        size=12,
        total=True,
        alt="Verandering van de vrije ruimte per opgavedomein, in hele euro's.",
    )


def _steps(bridge: Data) -> tuple[str, ...]:
    effects = (plan_step(bridge), -bridge["bookings"], -bridge["commitments"])
    return (
        labels.euro(bridge["before"]),
        *map(labels.euro_change, effects),
        labels.euro(bridge["after"]),
    )


def _asked(deck: Deck, content: Data, marks: Imprint) -> None:
    asks = content["asks"]
    if not asks:
        slide = framed_slide(deck, "Er is nu geen besluit nodig", marks)
        put_text(slide, Box(LEFT, BODY_TOP, WIDE, 1), [[Words("Geen opgavedomein vraagt om bijsturen.", 22)]])
        return
    many = labels.count(len(asks), "besluit", "besluiten")
    slide = framed_slide(deck, f"Wij vragen u om {many}", marks)
    lines = []
    for number, ask in enumerate(asks[:MOST_ASKS], 1):
        lines.append([Words(f"{number}. ", 22, True), Words(ask["text"], 22)])
        lines.append([Words(_at_stake(ask), 18, colour=LIGHT.quiet)])
    if told := agenda_sentence(content):
        lines.append([Words(told, 18)])
    if len(asks) > MOST_ASKS:
        lines.append([Words(f"En nog {len(asks) - MOST_ASKS} andere.", 18, colour=LIGHT.quiet)])
    put_text(slide, Box(LEFT, BODY_TOP + 0.1, WIDE, BODY), lines, gap=10)


def _at_stake(ask: Data) -> str:
    """The amount, where the question itself does not name it, and who carries it out."""
    amount = "" if ask["amount"] is None else labels.euro(ask["amount"])
    said = f"Het gaat om {amount}." if amount and amount not in ask["text"] else ""
    owner = f"Wie: {ask['owner']}." if ask["owner"] else ""
    return " ".join(part for part in (said, owner) if part)


def _domains(content: Data) -> list[tuple[Row, Data]]:
    """The spotlight domain first, then the others; each with its words."""
    parts = domain_parts(content)
    rows = {row.name: row for row in rows_of(content, "domain") if is_planned(row)}
    told = [parts["spotlight"]] if parts["spotlight"] else []
    return [(rows[part["name"]], part) for part in (*told, *parts["domains"])]


def _domain(deck: Deck, content: Data, marks: Imprint, row: Row, part: Data) -> None:
    pace = content["pace"].get(row.key)
    title = PaceChart.from_data(pace).title if pace else f"{row.name}: {row.signal.reason}"
    slide = framed_slide(deck, title, marks)
    colour = LIGHT.signal[row.signal.colour]
    is_spotlight = row.key == content["meeting"]["spotlight"]
    begin = [Words("In de schijnwerper.  ", 18, True)] if is_spotlight else []
    signal = [Words(f"{part['shape']} {part['word']}: ", 18, True, colour), Words(row.signal.reason, 18)]
    put_text(slide, Box(LEFT, BODY_TOP - 0.05, WIDE, 0.4), [[*begin, *signal]])
    if pace and part["pace"]:
        put_pace(slide, Box(LEFT, BODY_TOP + 0.4, 7.6, BODY - 0.4), PaceChart.from_data(pace))
    figures = [(f["name"], f["amount"], f["share"]) for f in part["figures"] if f["name"]]
    height = FIGURE_HEIGHT * len(figures)
    put_table(
        slide,
        Box(ASIDE, BODY_TOP + 0.45, RIGHT - ASIDE, height),
        (1.3, 1.6, 0.8),
        figures,
        size=14,
        header=False,
        alt=f"Kerncijfers van {row.name}.",
    )
    top = BODY_TOP + 0.6 + height
    lines = _fitting(_told(content, row, part), FOOT_TOP - top - 0.1)
    put_text(slide, Box(ASIDE, top, RIGHT - ASIDE, FOOT_TOP - top - 0.1), lines, gap=4)


def _told(content: Data, row: Row, part: Data) -> list[tuple[str, str]]:
    """What stands beside the figures, the most important first: a word in bold and the rest."""
    m = row.measures
    low, high = labels.euro_short(m.forecast.p10), labels.euro_short(m.forecast.p90)
    actions = [action for action in content["actions"] if action["domain"] == row.key]
    notes = [
        (head, text)
        for note in part["notes"][:MOST_SAID]
        for head, text in ((f"{note['line']}: ", note["note"]), ("Bijsturing: ", note["steering"]))
    ]
    results = [(f"Resultaat {found['line']}: ", found["result"]) for found in part["results"][:1]]
    lines = [
        ("Prognose: ", f"tussen {low} en {high}."),
        ("Oorzaak: ", f"{part['causes']}." if part["causes"] else ""),
        *(("Actie: ", _action(action)) for action in actions[:MOST_ACTIONS]),
        *notes[:2],
        *results,
        *notes[2:],
    ]
    told = [(head, text) for head, text in lines if text]
    return told if len(told) > 1 else [*told, ("", "Er is nog geen toelichting van de budgethouder.")]


def _fitting(lines: list[tuple[str, str]], height: float) -> list[list[Words]]:
    """The lines, as many as there is room for in `height` inches."""
    kept, left = [], height
    for head, text in lines:
        left -= ceil(len(head + text) / LINE_LETTERS) * LINE_HEIGHT + GAP_HEIGHT
        if left >= 0:
            kept.append([Words(head, 13, True), Words(text, 13)])
    return kept


def _action(action: Data) -> str:
    due = labels.day(date.fromisoformat(action["due"]))
    return f"{action['text']}. {action['owner']}, uiterlijk {due}: {action_state(action)}."


def _money(deck: Deck, content: Data, marks: Imprint) -> None:
    rows = with_money(rows_of(content, "source"))
    chart = SourcesChart.of(rows, date.fromisoformat(content["as_of"]), {})
    slide = framed_slide(deck, chart.title, marks)
    put_sources(slide, Box(LEFT, BODY_TOP, 7.4, BODY), chart)
    unspent = {source["code"]: source["unspent"] for source in content.get("sources", [])}
    lines = [[Words("Wat gebeurt er met geld dat overblijft?", 16, True)]]
    for row in rows:
        if row.key in unspent:
            left = f"{room(row.measures.free)} vrije ruimte; wat overblijft {unspent[row.key]}."
            lines.append([Words(f"{row.name}: ", 14, True), Words(left, 14)])
    put_text(slide, Box(8.3, BODY_TOP + 0.2, RIGHT - 8.3, BODY), lines, gap=10)


def _about(deck: Deck, content: Data, marks: Imprint) -> None:
    slide = framed_slide(deck, "Wat betekenen de woorden, en waar komen de cijfers vandaan?", marks)
    wanted = ("begroot", "vrijgegeven", "besteed", "gepland", "verplicht", "vrije ruimte", "prognose")
    terms = [(term, content["terms"][term]) for term in wanted if term in content["terms"]]
    lines = [[Words(f"{term.capitalize()}: ", 16, True), Words(text, 16)] for term, text in terms]
    put_text(slide, Box(LEFT, BODY_TOP + 0.05, WIDE, 3.4), lines, gap=7)
    about = [
        [Words(marks.scope, 14, True), Words(f" {marks.notice}", 14)],
        [Words(f"{marks.signature}.", 14)],
        [Words(marks.source, 14)],
        [Words(f"Kenmerk van de vorige momentopname: {content['previous'] or 'geen'}.", 14)],
        [Words("Bedragen zijn afgerond. Een totaal is het afgeronde echte totaal.", 14)],
    ]
    put_text(slide, Box(LEFT, 4.8, WIDE, FOOT_TOP - 4.85), about, gap=4)


def _day_month(text: str) -> str:
    return labels.day_month(date.fromisoformat(text[:10]))
