"""Questions to the board: what is asked, the options, the decision and its follow-up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

LEAST_OPTIONS = 2


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a question.

    `effect` is its effect on spending in cents (less is negative), None if unknown.
    """

    text: str
    effect: int | None = None


@dataclass(frozen=True, slots=True)
class BoardQuestion:
    """A question as handed in for the line `code`; the board chooses one of two or more options.

    `owner` is the id of the person responsible ('': the budget holder of the line). `meeting` is the meeting
    that must answer, None for the next one.
    """

    code: str
    text: str
    options: tuple[Option, ...]
    owner: str = ""
    meeting: dt.date | None = None

    @property
    def identity_key(self) -> tuple[str, str]:
        """What identifies a question when its options or its meeting change."""
        return self.code, " ".join(self.text.split()).casefold()


@dataclass(frozen=True, slots=True, order=True)
class QuestionKey:
    """The key of a stored question: the acceptance that added it, and its index in there."""

    seq: int
    n: int


class Verdict(StrEnum):
    """What the board did with a question; after DEFERRED it is still open."""

    OPTION = "keuze"
    OTHER = "anders"
    DEFERRED = "aangehouden"
    WITHDRAWN = "vervallen"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was decided on `on` by `decided_by` (a name, usually the board's), as recorded by a person's id.

    `choice` is the index of the chosen option, None for another verdict. `action` is the number of the
    steering action that carries it out.
    """

    question: QuestionKey
    verdict: Verdict
    choice: int | None
    text: str
    decided_by: str
    on: dt.date
    recorded_by: str = ""
    action: int | None = None


class FollowUp(StrEnum):
    """What follows from a decision: nothing, or the state of the action that carries it out."""

    NONE = ""
    DONE = "gedaan"
    RUNNING = "loopt"
    LATE = "te laat"
    NOT_DONE = "niet gedaan"


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """An answer with names, and its follow-up at the reference date."""

    verdict: Verdict
    choice: int | None
    text: str
    decided_by: str
    on: dt.date
    recorded_by: str
    action: str = ""
    owner: str = ""
    due: dt.date | None = None
    state: FollowUp = FollowUp.NONE
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with names, as frozen in a snapshot; `answers` are in the order of recording.

    `asked_by` handed it in and `accepted_by` is the second person.
    """

    seq: int
    n: int
    domain: str
    code: str
    line: str
    text: str
    options: tuple[Option, ...]
    owner: str
    meeting: dt.date | None
    asked_by: str
    accepted_by: str
    answers: tuple[AnswerGiven, ...] = field(default=())

    @property
    def key(self) -> QuestionKey:
        """The key of this question in the store."""
        return QuestionKey(self.seq, self.n)

    @property
    def answer(self) -> AnswerGiven | None:
        """The answer in force: the last one recorded."""
        return self.answers[-1] if self.answers else None

    @property
    def is_open(self) -> bool:
        """Whether the board must still answer."""
        return self.answer is None or self.answer.verdict is Verdict.DEFERRED

    @property
    def is_finished(self) -> bool:
        """Whether it was answered and nothing remains to be done."""
        return (
            not self.is_open
            and self.answer is not None
            and self.answer.state
            not in (
                FollowUp.RUNNING,
                FollowUp.LATE,
            )
        )

    def is_late(self, on: dt.date) -> bool:
        """Whether it is still open after the meeting that had to answer it."""
        return self.is_open and self.meeting is not None and self.meeting < on
