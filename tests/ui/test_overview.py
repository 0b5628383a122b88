"""The questions to the board on the page Overzicht."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from budget.access import VISITOR
from budget.model import Content
from budget.snapshot.questions import list_questions
from budget.standing.moment import load_standing
from budget.store.engine import Store
from budget.ui.overview import questions_for_meeting
from budget.usecases.decide import load_decided
from tests.snapshot.history import PROPOSED_2, SIGNED_2, first_half, freeze, second_half, sign
from tests.store.samples import AUGUST_END, DECEMBER, OCTOBER, PROGRAMME, deliver, question

BEFORE, DAY_AFTER = OCTOBER - timedelta(days=1), OCTOBER + timedelta(days=1)
AFTER_ALL = date(2025, 1, 1)


def asked(store: Store, today: date) -> tuple[date | None, tuple[str, ...]]:
    standing = load_standing(store, PROGRAMME, AUGUST_END)
    return questions_for_meeting(
        standing, list_questions(standing, load_decided(store, PROGRAMME, VISITOR, SIGNED_2)), today
    )


@pytest.fixture
def signed_before_it_was_held(store: Store) -> Store:
    """The snapshot for October is signed before the meeting, with a question in it."""
    first_half(store)
    second_half(store)
    deliver(store, Content(questions=(question(),)))
    freeze(store, OCTOBER, AUGUST_END, PROPOSED_2)
    sign(store, OCTOBER, SIGNED_2)
    return store


@pytest.mark.parametrize(("today", "meeting"), [(BEFORE, OCTOBER), (OCTOBER, OCTOBER), (DAY_AFTER, DECEMBER)])
def test_questions_shown_are_those_of_the_next_meeting_until_it_was_held(
    signed_before_it_was_held: Store, today: date, meeting: date
) -> None:
    on, texts = asked(signed_before_it_was_held, today)
    assert on == meeting
    assert texts[0].startswith(question().text)


def test_without_a_next_meeting_the_open_questions_still_come_first(
    signed_before_it_was_held: Store,
) -> None:
    on, texts = asked(signed_before_it_was_held, AFTER_ALL)
    assert on is None
    assert texts[0].startswith(question().text)
