"""Questions to the board on a page, with decisions and follow-ups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from urllib.parse import urlencode

import streamlit as st

from budget.labels import count, day, plain
from budget.model.figures import Facts
from budget.model.questions import Question
from budget.snapshot.question_words import AskedWords, DecidedWords
from budget.snapshot.questions import list_questions
from budget.ui.figures import linked
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


def load_questions(visit: Visit) -> tuple[Question, ...]:
    """Every question to the board as it stands now."""
    decided = decide.decided(visit.store, visit.programme, visit.actor, visit.now)
    return list_questions(visit.standing(), decided)


def name_asked(board: str, on: date | None, texts: Sequence[str]) -> None:
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


def show_asked(asked: Sequence[AskedWords]) -> None:
    """Open questions with their options, numbered, in two columns on a wide screen."""
    for first in range(0, len(asked), BESIDE):
        row = asked[first : first + BESIDE]
        for number, (column, question) in enumerate(zip(st.columns(len(row)), row, strict=True), first + 1):
            told = plain(" ".join(part for part in (question.facts, question.note) if part))
            head = f"**{number}\\. {plain(question.text)}**"
            column.markdown("  \n".join((head, *map(plain, question.options), f":small[{told}]")))


def show_decided(decided: Sequence[DecidedWords]) -> None:
    """Decisions, and their follow-up."""
    for found in decided:
        told = [found.answer, found.follow_up, *found.earlier]
        lines = [f"**{plain(found.text)}**", *(plain(text) for text in told if text)]
        st.markdown("  \n".join(lines))
