"""Questions to the board on a page, with what was decided and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from budget.labels import plain
from budget.model.questions import Question
from budget.snapshot.question_words import AskedWords, DecidedWords
from budget.snapshot.questions import list_questions
from budget.ui.visit import Visit
from budget.usecases import decide

BESIDE = 2


def load_questions(visit: Visit) -> tuple[Question, ...]:
    """Every question to the board as it stands now."""
    decided = decide.decided(visit.store, visit.programme, visit.actor, visit.now)
    return list_questions(visit.standing(), decided)


def name_open(questions: Sequence[Question], domain: str) -> None:
    """What the domain asks of the board, in a line beside its signal; nothing without a question."""
    for question in questions:
        if question.domain == domain and question.is_open:
            st.markdown(f"**Vraag aan het bestuur:** {plain(question.text)}")


def show_asked(asked: Sequence[AskedWords]) -> None:
    """Open questions with their options, numbered, two beside each other where the screen is wide."""
    for first in range(0, len(asked), BESIDE):
        row = asked[first : first + BESIDE]
        for number, (column, question) in enumerate(zip(st.columns(len(row)), row, strict=True), first + 1):
            told = plain(" ".join(part for part in (question.facts, question.note) if part))
            head = f"**{number}\\. {plain(question.text)}**"
            column.markdown("  \n".join((head, *map(plain, question.options), f":small[{told}]")))


def show_decided(decided: Sequence[DecidedWords]) -> None:
    """What was decided, and what came of it."""
    for found in decided:
        told = [found.answer, found.follow_up, *found.earlier]
        lines = [f"**{plain(found.text)}**", *(plain(text) for text in told if text)]
        st.markdown("  \n".join(lines))
