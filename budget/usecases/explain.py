"""A progress note or question typed on screen: submitted as a Voortgang workbook, like any file."""

from __future__ import annotations

import re
from datetime import date, datetime

from budget.access import Who
from budget.intake.findings import message_of
from budget.intake.output.template import write_workbook
from budget.model.content import Content, Progress
from budget.model.programme import Programme
from budget.model.questions import BoardQuestion
from budget.model.words import BudgetError, Level
from budget.store import Store
from budget.store.submissions import Submission
from budget.usecases import deliver as delivery

_NOT_IN_NAME = re.compile(r"[^\w-]+")


def hand_in(
    store: Store,
    programme: Programme,
    note_or_question: Progress | BoardQuestion,
    as_of: date,
    actor: Who,
    now: datetime,
) -> Submission:
    """Submit what one person reports on a line at `as_of`; it counts when a second person accepts it.

    Raises BudgetError with every finding when it has an error, and as deliver.submit() does.
    """
    is_question = isinstance(note_or_question, BoardQuestion)
    content = (
        Content(questions=(note_or_question,))
        if isinstance(note_or_question, BoardQuestion)
        else Content(progress=(note_or_question,))
    )
    data = write_workbook(content, programme, f"Ingevuld op het scherm op {now:%d-%m-%Y}", as_of)
    kind, code = "vraag" if is_question else "voortgang", _NOT_IN_NAME.sub("-", note_or_question.code)
    checked = delivery.check(store, programme, actor, f"{kind}_{code}_{as_of}.xlsx", data)
    if checked.content is None:
        wrong = [message_of(f) for f in checked.findings if f.level is Level.ERROR]
        raise BudgetError("\n".join(wrong))
    return delivery.submit(store, programme, checked, data, actor, now)
