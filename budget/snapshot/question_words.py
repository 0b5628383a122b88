"""The words of a question to the board, the same on screen, on paper and in every file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from budget import labels
from budget.model.questions import AnswerGiven, FollowUp, Option, Question, Verdict
from budget.snapshot.content import NEWEST_FIRST, Content

BRIEF, BRIEF_ANSWER = 120, 80
"""Most letters of a question, and of an answer, on one line."""

_STATE_WORDS = {
    FollowUp.DONE: "Gedaan",
    FollowUp.RUNNING: "Loopt",
    FollowUp.LATE: "Te laat",
    FollowUp.NOT_DONE: "Niet gedaan",
}
_VERDICT_WORDS = {
    Verdict.OTHER: "iets anders besloten",
    Verdict.DEFERRED: "aangehouden",
    Verdict.WITHDRAWN: "vraag vervallen",
}


def letter(place: int) -> str:
    """The name of an option: `A` for the first."""
    return chr(ord("A") + place)


def effect_words(effect: int | None) -> str:
    """The effect of an option on spending: `€ 30.000 minder uitgaven`."""
    if effect is None:
        return "effect nog niet bekend"
    if effect == 0:
        return "geen effect op de uitgaven"
    amount = labels.euro_exact(abs(effect)) if effect % 100 else labels.euro(abs(effect))
    return f"{amount} {'meer' if effect > 0 else 'minder'} uitgaven"


def option_words(place: int, option: Option) -> str:
    """`A. Wachtlijst: geen effect op de uitgaven`."""
    return f"{letter(place)}. {option.text.rstrip('.')}: {effect_words(option.effect)}"


def question_facts(question: Question, domain: str) -> str:
    """Whose question it is, about what, who is responsible, and by when."""
    when = f"voor {labels.day(question.meeting)}" if question.meeting else "voor de eerste vergadering"
    about = question.line or question.code
    who = f"wie: {question.owner}" if question.owner else ""
    return " · ".join(part for part in (domain, about, who, when) if part)


def verdict_words(question: Question, answer: AnswerGiven) -> str:
    """The decision: the option by letter and text, or the verdict, with the note."""
    if answer.choice is not None:
        choice_words = f"keuze {letter(answer.choice)}, {question.options[answer.choice].text.rstrip('.')}"
    else:
        choice_words = _VERDICT_WORDS[answer.verdict]
    return f"{choice_words}. {answer.text}".rstrip() if answer.text else f"{choice_words}."


def answer_words(question: Question, answer: AnswerGiven) -> str:
    """`Besloten op 3 oktober 2024 door Alliantiebestuur: keuze A, Wachtlijst.`."""
    by = f" door {answer.decided_by}" if answer.decided_by else ""
    return f"Besloten op {labels.day(answer.on)}{by}: {verdict_words(question, answer)}"


def follow_up_words(answer: AnswerGiven) -> str:
    """The follow-up: `Te laat: lijst maken (Gea, uiterlijk 1 september 2024).`; empty if there is none."""
    if answer.state is FollowUp.NONE:
        return ""
    who = f"{answer.owner}, " if answer.owner else ""
    until = f" ({who}uiterlijk {labels.day(answer.due)})" if answer.due else ""
    outcome = f" {answer.outcome.rstrip('.')}." if answer.outcome else ""
    return f"{_STATE_WORDS[answer.state]}: {answer.action.rstrip('.')}{until}.{outcome}"


@dataclass(frozen=True, slots=True)
class OpenQuestionWords:
    """An open question in words; `note` says that it was deferred or is late."""

    text: str
    options: tuple[str, ...]
    facts: str
    note: str


@dataclass(frozen=True, slots=True)
class AnsweredQuestionWords:
    """An answered question: the decision, its follow-up, and earlier recorded answers.

    `brief` is the question and the decision on one line, for where space is short; `state` follows it with
    the state of the follow-up.
    """

    text: str
    answer: str
    follow_up: str
    earlier: tuple[str, ...]
    brief: str
    state: str


def open_question_words(question: Question, domain: str, meeting: date) -> OpenQuestionWords:
    """An open question as shown to a meeting; `domain` is the name of its domain."""
    notes = [answer_words(question, question.answer)] if question.answer else []
    if question.meeting and question.is_late(meeting):
        notes.append(f"Deze vraag was voor {labels.day(question.meeting)} en is nog niet beantwoord.")
    options = tuple(option_words(place, option) for place, option in enumerate(question.options))
    return OpenQuestionWords(question.text, options, question_facts(question, domain), " ".join(notes))


def answered_question_words(question: Question, answer: AnswerGiven, domain: str) -> AnsweredQuestionWords:
    """A question with the answer in force."""
    earlier = tuple(f"Eerder vastgelegd: {answer_words(question, past)}" for past in question.answers[:-1])
    text = f"{domain}: {question.text}" if domain else question.text
    verdict = verdict_words(question, replace(answer, text=""))
    return AnsweredQuestionWords(
        text,
        answer_words(question, answer),
        follow_up_words(answer),
        earlier,
        f"{labels.shorten(text, BRIEF)} {labels.day_month(answer.on).capitalize()}: "
        f"{labels.shorten(verdict, BRIEF_ANSWER)}",
        f"{_STATE_WORDS[answer.state]}." if answer.state is not FollowUp.NONE else "",
    )


def open_questions_in_words(content: Content) -> tuple[OpenQuestionWords, ...]:
    """The open questions of a snapshot, in words."""
    names = content.domain_names
    return tuple(
        open_question_words(question, names.get(question.domain, question.domain), content.meeting.date)
        for question in content.questions
        if question.is_open
    )


def is_nothing_asked(content: Content) -> bool:
    """Whether the board is asked nothing: no open question and no red domain."""
    return not content.asks and not any(question.is_open for question in content.questions)


def prints_nothing_asked(content: Content) -> bool:
    """Whether the report says that nothing is asked; formats before 7 always did, and keep their bytes."""
    return is_nothing_asked(content) or (content.format < NEWEST_FIRST and not content.asks)


def answered_questions_in_words(content: Content) -> tuple[AnsweredQuestionWords, ...]:
    """The answered questions of a snapshot, in words.

    Late ones and those new in this snapshot come first, newest first; formats before 7 keep the order of
    asking.
    """
    names = content.domain_names
    closed_questions = [(question, question.answer) for question in content.questions if not question.is_open]
    given_answers = [(question, answer) for question, answer in closed_questions if answer]
    if content.format >= NEWEST_FIRST:
        previous_meeting = content.changes.since.meeting if content.changes else date.min
        given_answers.sort(key=lambda pair: pair[1].on, reverse=True)
        given_answers.sort(
            key=lambda pair: pair[1].state is not FollowUp.LATE and pair[1].on < previous_meeting
        )
    return tuple(
        answered_question_words(question, answer, names.get(question.domain, question.domain))
        for question, answer in given_answers
    )


def question_lines(content: Content) -> list[tuple[str, bool]]:
    """Open questions and follow-ups as lines of a sheet, each with whether it is a heading."""
    open_words, decided = open_questions_in_words(content), answered_questions_in_words(content)
    lines = [("Wij vragen u te kiezen", True)] if open_words else []
    for number, question in enumerate(open_words, 1):
        lines.append((f"{number}. {question.text}", False))
        texts = (*question.options, question.facts, question.note)
        lines += [(f"    {text}", False) for text in texts if text]
    lines += [("Wat kwam er van uw besluiten?", True)] if decided else []
    for answered_words in decided:
        texts = (
            answered_words.text,
            answered_words.answer,
            answered_words.follow_up,
            *answered_words.earlier,
        )
        lines += [(text, False) for text in texts if text]
    return lines


def ask_lines(content: Content) -> list[tuple[str, bool]]:
    """What is asked besides the questions, as lines of a sheet; also when nothing is asked."""
    if prints_nothing_asked(content):
        return [("Wij vragen u", True), ("Er is nu geen besluit nodig.", False)]
    asks = [(f"{number}. {ask.text}", False) for number, ask in enumerate(content.asks, 1)]
    return [("Wij vragen u", True), *asks] if asks else []
