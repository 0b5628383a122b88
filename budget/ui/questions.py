"""Questions to the board on a page, with decisions and follow-ups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from urllib.parse import urlencode

import streamlit as st

from budget.labels import count, day, escape_markdown, euro
from budget.model.figures import Facts
from budget.model.questions import Question
from budget.snapshot import Content
from budget.snapshot.question_words import (
    AnsweredQuestionWords,
    OpenQuestionWords,
    is_nothing_asked,
    open_questions_in_words,
)
from budget.snapshot.questions import list_questions
from budget.ui.figures import linked
from budget.ui.glossary import Glossary
from budget.ui.navigation import DOMAIN_TAB, STEERING
from budget.ui.visit import Visit
from budget.usecases import decide

BESIDE = 2
ASKED = "gevraagd"
"""Anchor of the full list of questions on a page."""
_STYLE = """<style>
.gevraagd{display:none}
@media screen and (max-width:899px){
 .gevraagd{display:block;border-left:.3rem solid #004699;padding-left:.6rem;margin:.3rem 0;
  font-size:.94rem;line-height:1.3}
}
</style>"""
LIST_STYLE = """<style>
ol.vragen{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr));
 gap:.4rem 2rem;margin:0}
ol.vragen li{margin:0;line-height:1.4}ol.vragen .besluit{grid-column:1/-1}
ol.vragen .bij{font-size:.85rem;line-height:1.35}
@media (max-width:640px){.stHtml ol.vragen{padding-left:0}ol.vragen li{margin-left:1.3rem;line-height:1.3}}
</style>"""


def load_questions(visit: Visit) -> tuple[Question, ...]:
    """Every question to the board as it stands now."""
    decided = decide.load_decided(visit.store, visit.programme, visit.actor, visit.now)
    return list_questions(visit.standing(), decided)


def show_questions_link(board: str, on: date | None, texts: Sequence[str]) -> None:
    """On a narrow screen, a line that links to the board's questions: how many, by when, and the first.

    There the domains push the questions off the screen; on a wide screen both are visible.
    """
    if texts:
        when = f" op {day(on)}" if on else ""
        number = count(len(texts), "vraag", "vragen")
        link = f'<a class="cijfer" href="#{ASKED}" target="_self">{number} aan het {escape(board)}{when}.</a>'
        first = "De eerste: " if len(texts) > 1 else ""
        st.html(f'{_STYLE}<div class="gevraagd"><b>{link}</b> {first}{escape(texts[0])}</div>')


def name_open(questions: Sequence[Question], at: Facts, domain: str) -> None:
    """A line beside the domain's signal that links to its questions: what is asked and by when."""
    moment = {"peildatum": at.as_of.isoformat(), "jaar": str(at.year)}
    link = f"opgavedomein?{urlencode({'domein': domain, DOMAIN_TAB: STEERING} | moment)}"
    for question in questions:
        if question.domain == domain and question.is_open:
            when = f" Antwoord: op {day(question.meeting)}." if question.meeting else ""
            text = linked((f"Vraag aan het bestuur: {question.text}{when}", link))
            st.html(f"<div><b>{text}</b></div>")


def questions_heading(meeting: date, today: date, board: str) -> str:
    """`Wat vragen wij u op 3 oktober 2024?`, or `vroegen` when that day is over."""
    return f"Wat {'vragen' if meeting >= today else 'vroegen'} wij {board} op {day(meeting)}?"


def questions_html(content: Content, words: Glossary) -> str:
    """All that a snapshot asks the board, in one numbered list; '' if it has neither questions nor asks.

    First the questions with their options, then the decisions that the figures call for.
    """
    items = "".join((*_questions(open_questions_in_words(content), words), *_asks_items(content, words)))
    if items:
        return f'{LIST_STYLE}<ol class="vragen">{items}</ol>'
    return "<div>Er is nu geen besluit nodig.</div>" if is_nothing_asked(content) else ""


def _questions(questions: Sequence[OpenQuestionWords], words: Glossary) -> Iterator[str]:
    for question in questions:
        options = "".join(f"<div>{words.html(line)}</div>" for line in question.options)
        beside = " ".join(words.html(line) for line in (question.facts, question.note) if line)
        yield f'<li><b>{words.html(question.text)}</b>{options}<div class="bij">{beside}</div></li>'


def _asks_items(content: Content, words: Glossary) -> Iterator[str]:
    """Without the reasons: those are directly below, in the rows."""
    reasons = {row.key: row.signal.reason for row in content.domains}
    for ask in content.asks:
        text, amount = ask.text.removesuffix(reasons.get(ask.domain, "")).strip(), euro(ask.amount)
        about = f" Het gaat om {amount}." if ask.amount and amount not in text else ""
        owner = f" Wie: {ask.owner}." if ask.owner else ""
        yield f'<li class="besluit">{words.html(text + about + owner)}</li>'


def show_open_questions(questions: Sequence[OpenQuestionWords]) -> None:
    """Open questions with their options, numbered, in two columns on a wide screen."""
    for first in range(0, len(questions), BESIDE):
        row = questions[first : first + BESIDE]
        for number, (column, question) in enumerate(zip(st.columns(len(row)), row, strict=True), first + 1):
            small_print = escape_markdown(" ".join(part for part in (question.facts, question.note) if part))
            head = f"**{number}\\. {escape_markdown(question.text)}**"
            column.markdown(
                "  \n".join((head, *map(escape_markdown, question.options), f":small[{small_print}]"))
            )


def show_answered_questions(questions: Sequence[AnsweredQuestionWords]) -> None:
    """Decisions, and their follow-up."""
    for question in questions:
        texts = [question.answer, question.follow_up, *question.earlier]
        lines = [f"**{escape_markdown(question.text)}**", *(escape_markdown(text) for text in texts if text)]
        st.markdown("  \n".join(lines))
