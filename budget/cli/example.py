"""The commands that load the example year: real files through the real intake, step by step."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from budget.access import VISITOR
from budget.cli.context import DONE, Context
from budget.intake.findings import message_of
from budget.labels import period_name
from budget.model.content import Amendment, MoveDecision
from budget.model.periods import Period
from budget.model.programme import Programme
from budget.model.questions import Answer, Verdict
from budget.model.steering import SteeringAction
from budget.model.submission_details import Origin
from budget.model.words import BudgetError
from budget.programme.example_clock import FOLDER, ORDER
from budget.snapshot.questions import list_questions
from budget.standing.moment import load_standing
from budget.store import Store
from budget.store.database_use import DatabaseUse
from budget.usecases import close as closing
from budget.usecases import decide
from budget.usecases import deliver as delivery
from budget.usecases import freeze as snapshot
from budget.usecases import steer as steering
from budget.usecases.database_use import begin


def load(options: argparse.Namespace) -> int:
    """Load the example year into an empty database."""
    ctx = Context()
    if ctx.login:
        raise BudgetError("Het voorbeeld is verzonnen en hoort alleen in een demonstratie.")
    load_example(ctx.store, ctx.programme, ctx.folder, lambda text: print(text, flush=True))
    print("Het voorbeeld is geladen. Alle bedragen en personen zijn verzonnen.")
    return DONE


def prepare(options: argparse.Namespace) -> int:
    """Migrate the database; load the example, if any, into an empty one."""
    ctx = Context()
    if has_data(ctx.store, ctx.programme):
        print("De database is klaar; uw gegevens staan er nog.")
        return DONE
    if ctx.login:
        print("De database is klaar.")
        return DONE
    if not has_example(ctx.folder):
        print("De database is klaar. Dit programma heeft geen voorbeeld.")
        return DONE
    return load(options)


def has_example(programme_folder: Path) -> bool:
    """Whether this programme comes with an example year."""
    return (programme_folder / FOLDER / ORDER).is_file()


def has_data(store: Store, programme: Programme) -> bool:
    """Whether anything was ever submitted."""
    return bool(delivery.submissions(store, programme, VISITOR))


def load_example(
    store: Store, programme: Programme, programme_folder: Path, say: Callable[[str], None]
) -> None:
    """Replay the steps of the example. Raises BudgetError without one, or with data stored already."""
    folder = programme_folder / FOLDER
    order = folder / ORDER
    if not has_example(programme_folder):
        raise BudgetError(f"Dit programma heeft geen voorbeeld: {order} ontbreekt.")
    if has_data(store, programme):
        raise BudgetError("Er staan al gegevens in de database. Het voorbeeld past alleen in een lege.")
    steps = tomllib.loads(order.read_text(encoding="utf-8"))["steps"]
    first = steps[0]
    begin(store, programme, DatabaseUse.DEMONSTRATION, first["submitted_by"], first["on"])
    for number, step in enumerate(steps, start=1):
        say(f"[{number}/{len(steps)}] {_ACTIONS[step['action']](store, programme, folder, step)}")


def _submit(store: Store, programme: Programme, folder: Path, step: dict[str, Any]) -> str:
    name = step["file"]
    data = (folder / name).read_bytes()
    checked = delivery.check(store, programme, VISITOR, name, data)
    if checked.content is None:
        raise BudgetError("\n".join(message_of(finding) for finding in checked.findings))
    preview = delivery.preview(store, programme, VISITOR, checked.content)
    who, at, decision = step["submitted_by"], step["on"], _decision(step)
    submission = delivery.submit(
        *(store, programme, checked, data, who, at, preview.mark),
        decision=decision,
        amendment=_amendment(step),
    )
    delivery.accept(store, programme, submission.id, step["accepted_by"], at, None, preview.mark)
    return (
        f"{name}: ingediend door {programme.person(step['submitted_by']).name}, "
        f"vastgesteld door {programme.person(step['accepted_by']).name}"
    )


def _decision(step: dict[str, Any]) -> MoveDecision | None:
    return MoveDecision(step["decision"], step["decided_on"]) if "decision" in step else None


def _amendment(step: dict[str, Any]) -> Amendment | None:
    if "origin" not in step:
        return None
    return Amendment(Origin(step["origin"]), step["reason"], step["document"])


def _freeze(store: Store, programme: Programme, folder: Path, step: dict[str, Any]) -> str:
    meeting, at = step["meeting"], step["on"]
    snapshot.propose(store, programme, meeting, step["as_of"], step["proposed_by"], at)
    signed = snapshot.sign(store, programme, meeting, step["signed_by"], at)
    return f"Momentopname voor {meeting:%d-%m-%Y} bevroren en ondertekend: {signed.sha256[:8]}"


def _steer(store: Store, programme: Programme, folder: Path, step: dict[str, Any]) -> str:
    expected = step.get("expected_euro")
    action = SteeringAction(
        id=0,
        domain=step["domain"],
        text=step["text"],
        owner=step["owner"],
        due=step["due"],
        expected=None if expected is None else expected * 100,
        meeting=step["meeting"],
        registered_on=step["on"].date(),
    )
    steering.register(store, programme, action, step["registered_by"], step["on"])
    return f"Actie vastgelegd: {action.text}"


def _close(store: Store, programme: Programme, folder: Path, step: dict[str, Any]) -> str:
    known = {action.text: action for action in steering.actions(store, programme, VISITOR, step["on"])}
    action = known[step["text"]]
    steering.close(store, programme, action, step["closed_by"], step["outcome"], step["on"])
    return f"Actie afgerond: {action.text}"


def _decide(store: Store, programme: Programme, folder: Path, step: dict[str, Any]) -> str:
    at, meeting = step["on"], step["meeting"]
    standing = load_standing(store, programme, programme.meeting(meeting).as_of)
    questions = list_questions(standing, decide.load_decided(store, programme, VISITOR, at))
    question = next(question for question in questions if question.text == step["question"])
    verdict, choice = Verdict(step["verdict"]), step.get("choice")
    answer = Answer(question.key, verdict, choice, step["text"], programme.board, meeting)
    action = None
    if "do" in step:
        action = SteeringAction(
            *(0, question.domain, step["do"], step["owner"], step["due"], None, meeting, at.date())
        )
    decide.record_decision(store, programme, question, answer, action, step["recorded_by"], at)
    return f"Besluit vastgelegd: {question.text}"


def _period(store: Store, programme: Programme, folder: Path, step: dict[str, Any]) -> str:
    period, at = Period(step["year"]), step["on"]
    number = closing.propose_closing(store, programme, period, step["proposed_by"], step["text"], at)
    closing.decide(store, programme, number, step["decided_by"], at, accepts=True)
    return f"Afgesloten: {period_name(period)}"


_ACTIONS = {
    "submit": _submit, "freeze": _freeze, "steer": _steer, "close": _close, "decide": _decide,
    "period": _period,
}  # fmt: skip
