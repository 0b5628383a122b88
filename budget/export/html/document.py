"""The report as one page: no script, nothing loaded from elsewhere, for any screen and for paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache, partial
from pathlib import Path

from budget import labels
from budget.charts.colours import DARK, LIGHT, Palette, source_colour
from budget.charts.sources import NO_COLOUR
from budget.charts.tables import sentence_case
from budget.export.cells import Phrase, written
from budget.export.chart_data import domain_bullets, free_room_steps, pace_chart, source_bars
from budget.export.domain_parts import bar_notes, reasons_of
from budget.export.html import domains as web_domains
from budget.export.html import further_parts as web_beside
from budget.export.html import tables as web_tables
from budget.export.html.charts import bullets, pace, patterns, sources, waterfall
from budget.export.html.parts import Html, bullet_list, disclosure, el, join, section, table, term
from budget.export.html.typeface import letters, policy
from budget.export.imprint import Imprint, imprint
from budget.export.public_version import public
from budget.export.row_by_format import row_in_format
from budget.export.safe_text import remove_control_signs
from budget.export.wording import ask_words, pot_room
from budget.labels import NOT_YET, NOTHING
from budget.model.figures import Measures, Row
from budget.model.steering import Ask
from budget.model.words import By
from budget.snapshot.change_sentences import printed_change_sentence
from budget.snapshot.content import Content
from budget.snapshot.question_words import (
    AnsweredQuestionWords,
    OpenQuestionWords,
    answered_questions_in_words,
    open_questions_in_words,
    prints_nothing_asked,
)

CSS = Path(__file__).parent / "page.css"
ANSWER = CSS.with_name("answer.css")
"""Extra styles of pages that begin with the answer."""
AGENDA = "Wat vraagt om een plek op de agenda?"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


DRAWING = web_domains.Drawing(partial(pace, is_beside=True), bullets)


def html(content: Content, sha256: str, signed_by: str | None, signed_at: datetime | None) -> bytes:
    """The internal report, complete."""
    content = remove_control_signs(content)
    return _page(
        content, imprint(content, sha256, remove_control_signs(signed_by), signed_at), is_public=False
    )


def public_html(content: Content, sha256: str, signed_by: str | None, signed_at: datetime | None) -> bytes:
    """The public report: without the names of persons and suppliers."""
    content = public(remove_control_signs(content), signed_by)
    return public_page(content, imprint(content, sha256, signed_by, signed_at, names=False))


def public_page(content: Content, marks: Imprint) -> bytes:
    """The public report of a content from public(), with an imprint that names nobody."""
    return _page(content, marks, is_public=True)


def _page(content: Content, marks: Imprint, is_public: bool) -> bytes:
    parts = _sections(content, is_public)
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy(content)),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="description", content=f"{marks.meeting}. {marks.scope}"),
        el("title", f"{marks.programme}: {marks.title}"),
        el("style", styles(content, marks)),
    )
    body = el(
        "body",
        patterns(len(source_bars(content).rows)),
        el("a", "Naar de inhoud", href="#inhoud", class_="skip"),
        header(marks),
        _navigation(parts),
        el("main", *(part for _, _, part in parts), id="inhoud", tabindex="-1"),
        _footer(content, marks),
    )
    return f'<!DOCTYPE html>\n<html lang="nl">{head}{body}</html>\n'.encode()


def header(marks: Imprint, navigation: Html | None = None) -> Html:
    """What every page must have: programme, meeting, scope, notices and signature."""
    return el(
        "header",
        navigation,
        el("p", el("span", marks.programme), el("span", marks.meeting), class_="kicker"),
        el("h1", marks.title),
        el("p", marks.scope, class_="scope"),
        el("p", marks.notice, class_="notice") if marks.notice else None,
        el("p", marks.correction, class_="concept") if marks.correction else None,
        el("p", marks.status, class_="concept") if marks.is_concept else None,
        el("p", f"{marks.signature}.", class_="status"),
    )


def _navigation(parts: list[tuple[str, str, Html]]) -> Html:
    links = [el("a", title, href=f"#{anchor}") for anchor, title, _ in parts]
    return el("nav", disclosure("Inhoud", bullet_list(links)), aria_label="Inhoud")


def _footer(content: Content, marks: Imprint) -> Html:
    previous = content.previous
    return el(
        "footer",
        *(el("p", line) for line in (marks.scope, marks.notice, f"{marks.status}.") if line),
        el("p", "Kenmerk van deze momentopname: ", el("code", marks.sha256)),
        el("p", "Kenmerk van de vorige momentopname: ", el("code", previous)) if previous else None,
        el("p", f"Stand van kennis: {content.known_at}. Versie van het programma: {content.software}."),
    )


def first_parts(content: Content) -> list[tuple[str, str, Html]]:
    """Anchor, title and markup of the parts on page 1 of the printed report, in reading order."""
    if content.answers_first:
        return [part for part in _answered(content) if part]
    open_questions, decided = open_questions_in_words(content), answered_questions_in_words(content)
    only_agenda = bool(open_questions) and not content.asks and not prints_nothing_asked(content)
    title = AGENDA if only_agenda else "Wij vragen u ook" if open_questions else "Wij vragen u"
    asks = _part("vragen", title, inside) if (inside := _decisions_asked(content)) else None
    is_first = content.has_short_report
    parts = [
        _part("kiezen", "Wij vragen u te kiezen", _questions(open_questions)) if open_questions else None,
        asks if is_first else None,
        _part("kort", "In het kort", _summary_part(content)),
        _part("hoever", "Hoe ver zijn we?", _depletion_part(content)),
        _part("veranderd", *_changed(content)),
        _part("besluiten", "Wat kwam er van uw besluiten?", _decided(decided)) if decided else None,
        None if is_first else asks,
    ]
    return [part for part in parts if part]


def _answered(content: Content) -> Iterator[tuple[str, str, Html] | None]:
    """The answer first, then the questions and reasons, then the other sentences."""
    (first, *others), more = content.summary_and_rest
    open_questions, decided = open_questions_in_words(content), answered_questions_in_words(content)
    yield _part("kort", "In het kort", join(el("p", first, class_="answer"), el("p", " ".join(others))))
    if inside := join(
        _questions(open_questions) if open_questions else None, _decisions_asked(content, len(open_questions))
    ):
        yield _part("vragen", f"Wij vragen u op {labels.day(content.meeting.date)}", inside)
    yield _part("hoever", "Hoe ver zijn we?", _depletion_part(content))
    further = join(bullet_list(more, class_="points") if more else None, _tiles(content))
    yield _part("meer", "Wat is er nog meer te weten?", further)
    yield _part("veranderd", *_changed(content))
    if decided:
        yield _part("besluiten", "Wat kwam er van uw besluiten?", _decided(decided))


def _sections(content: Content, is_public: bool) -> list[tuple[str, str, Html]]:
    """Anchor, title and markup of every part, in reading order."""
    further = (*web_beside.parts(content, is_public), *web_tables.parts(content, is_public))
    return [
        *first_parts(content),
        _part("tempo", "Hoe snel gaat het?", pace(pace_chart(content, content.pace[""]))),
        *(_part(*part) for part in web_domains.parts(content, is_public, DRAWING)),
        _part("geld", "Waar komt het geld vandaan?", _money(content)),
        *(
            _part(anchor, title, web_tables.unfolding(content, anchor, inside))
            for anchor, title, inside in further
        ),
    ]


def _part(anchor: str, title: str, markup: Html) -> tuple[str, str, Html]:
    return anchor, title, section(anchor, title, markup)


def _summary_part(content: Content) -> Html:
    first, *others = content.sentences
    return join(el("p", first, class_="answer"), bullet_list(others, class_="points"), _tiles(content))


def _spent(m: Measures, hides_silent: bool) -> tuple[tuple[str, str, str], ...]:
    if hides_silent and m.is_silent:
        return ("besteed", NOTHING, NOT_YET), ("verplicht", NOTHING, NOT_YET)
    return (
        ("besteed", labels.euro_short(m.realised), f"{labels.percent(m.depletion)} van begroot"),
        ("gepland", labels.euro_short(m.norm), f"{labels.percent(m.norm_share)} van begroot"),
        ("verplicht", labels.euro_short(m.committed), ""),
    )


def _tiles(content: Content) -> Html:
    m = row_in_format(content, content.total).measures
    apart = written(pot_room(m)) if m.has_room_and_shortage else ""
    figure_texts = (
        ("begroot", labels.euro_short(m.budget), f"voor {content.year}"),
        ("vrijgegeven", labels.euro_short(m.released), ""),
        *_spent(m, content.hides_silent),
        ("vrije ruimte", labels.euro_short(m.free), apart or ("tekort" if m.free < 0 else "")),
        ("prognose", labels.euro_short(m.forecast.p50), "op 31 december"),
    )
    tiles = [
        join(
            term(content.terms, word),
            el("p", figure, class_="amount"),
            el("p", below, class_="sub") if below else None,
        )
        for word, figure, below in figure_texts
    ]
    return bullet_list(tiles, class_="tiles")


def _depletion_part(content: Content) -> Html:
    signals = [
        el("span", f"{labels.SIGNAL_SHAPE[c]} {labels.SIGNAL_WORD[c]}", class_=f"signal {c.value}")
        for c in labels.SIGNAL_ORDER
    ]
    chart = domain_bullets(content)
    captions = [_bar_note(row, content) for row in chart.rows] if content.has_short_report else []
    why = reasons_of(content, chart.rows) if content.answers_first else []
    return join(bullet_list(signals, class_="legend", aria_label="Signalen"), bullets(chart, captions, why))


def _bar_note(row: Row, content: Content) -> str:
    """`€ 511 duizend vrij, € 8 duizend tekort. Resultaat: 26 van 45 woningen.`."""
    notes = bar_notes(row, content.results.get(row.key, ""))
    room_text, result = written(Phrase(notes.left, ", ")), written(notes.result)
    return f"{room_text}.{f' Resultaat: {result}.' if result else ''}"


def _changed(content: Content) -> tuple[str, Html]:
    changes = content.changes
    if not changes:
        text = "Dit is de eerste momentopname van dit jaar. Er is geen eerdere stand om mee te vergelijken."
        return "Wat is er veranderd?", el("p", text)
    change_sentences = content.change_sentences
    inside = join(
        el("p", printed_change_sentence(content, changes)),
        bullet_list(change_sentences, class_="points") if change_sentences else None,
        waterfall(free_room_steps(content, changes)),
        web_tables.bridges(content, changes),
    )
    return f"Wat is er veranderd sinds {labels.day_month(changes.since.meeting)}?", inside


def _decisions_asked(content: Content, before: int = 0) -> Html:
    """The decisions asked, numbered after the `before` questions above them, and the agenda."""
    asks = [el("li", ask.text, _carried_by(ask)) for ask in content.asks]
    listing = el("ol", *asks, class_="asks", start=before + 1 if before else None) if asks else None
    if prints_nothing_asked(content):
        listing = el("p", "Er is nu geen besluit nodig.")
    agenda = content.agenda_sentence
    reasons = [f"{name}: {text}" for name, text in content.agenda_reasons if not content.answers_first]
    return join(
        listing,
        el("p", agenda) if agenda else None,
        bullet_list(reasons, class_="points") if reasons else None,
    )


def _questions(questions: Sequence[OpenQuestionWords]) -> Html:
    """Each question with its options, subject and owner."""
    items = [
        el(
            "li",
            el("strong", question.text),
            bullet_list(question.options, class_="points"),
            el("p", question.facts, class_="notice"),
            el("p", question.note, class_="notice") if question.note else None,
        )
        for question in questions
    ]
    return el("ol", *items, class_="asks")


def _decided(questions: Sequence[AnsweredQuestionWords]) -> Html:
    """Each decision with its follow-up, and earlier recorded answers."""
    items = [
        join(
            el("strong", answer.text),
            *(el("p", text) for text in (answer.answer, answer.follow_up, *answer.earlier) if text),
        )
        for answer in questions
    ]
    return bullet_list(items, class_="points")


def _carried_by(ask: Ask) -> Html | None:
    words = ask_words(ask)
    return el("p", words, class_="notice") if words else None


def _money(content: Content) -> Html:
    names = {row.key: row.name for row in content.with_money(By.SOURCE)}
    unspent = [(names[s.code], sentence_case(s.unspent)) for s in content.sources if s.code in names]
    rules = table("Wat gebeurt er met geld dat overblijft?", ("Bron", "Wat overblijft"), unspent, words=2)
    return join(sources(source_bars(content)), rules if unspent else None)


def styles(content: Content, marks: Imprint) -> Html:
    """The style sheet of a page: light and dark colours, only valid ones, and the footer on paper."""
    hues = [hue if _COLOUR.fullmatch(hue) else NO_COLOUR for hue in source_bars(content).colours]
    light = _variables(LIGHT, "#004699") + _hues([source_colour(hue, False) for hue in hues])
    dark = _variables(DARK, "#8FBDF5") + _hues([source_colour(hue, True) for hue in hues])
    foot = f"{marks.scope} {marks.notice} {marks.status}. Kenmerk {marks.reference}"
    return Html(
        f":root {{ {light} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
        f"{_sheet()}{letters(content)}{_sheet(ANSWER) if content.answers_first else ''}"
        "@page { size: A4; margin: 16mm 15mm 20mm; @bottom-left { font: 8pt sans-serif; width: 85%;"
        f' content: "{_css_text(foot)}"; }} @bottom-right {{ font: 8pt sans-serif;'
        ' content: counter(page) " / " counter(pages); } }\n'
    )


@cache
def _sheet(path: Path = CSS) -> str:
    return path.read_text(encoding="utf-8")


def _variables(palette: Palette, accent: str) -> str:
    names = (
        "ink", "quiet", "grid", "paper", "realised", "committed", "budget_line", "budget_fill",
        "released", "norm", "forecast", "forecast_ink", "over",
    )  # fmt: skip
    own = "".join(f"--{name.replace('_', '-')}: {getattr(palette, name)}; " for name in names)
    signals = "".join(f"--{colour.value}: {value}; " for colour, value in palette.signal.items())
    return f"{own}{signals}--accent: {accent}; "


def _hues(colours: list[str]) -> str:
    return "".join(f"--source{n}: {colour}; " for n, colour in enumerate(colours))


def _css_text(text: str) -> str:
    """Text for a quoted string in a style sheet: every character but letters and digits escaped."""
    return "".join(sign if sign.isascii() and sign.isalnum() else f"\\{ord(sign):06X}" for sign in text)
