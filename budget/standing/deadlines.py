"""What must be done before a meeting, by whom and by when: delivering, accepting, signing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from budget.access import Action
from budget.insight.missing_deliveries import list_due_deliveries
from budget.labels import SHEET_NAME, day, join_words
from budget.model.capacities import may
from budget.model.programme import Meeting, Programme
from budget.standing.moment import Standing
from budget.store.snapshots import Snapshot, newest_signed
from budget.store.submissions import Submission

DELIVER, ACCEPT, SIGN = "Aanleveren", "Vaststellen", "Ondertekenen"
NOBODY = "nog niemand aangewezen"


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task that is not done: its step, what, by whom, and the deadline.

    `people` has the ids of those who may sign; it is empty for other steps.
    """

    step: str
    what: str
    who: str
    until: date
    people: tuple[str, ...] = ()

    def is_late(self, on: date) -> bool:
        """Whether the deadline has passed; not yet on the day itself."""
        return on > self.until


def list_open(
    standing: Standing, meeting: Meeting, submissions: Iterable[Submission]
) -> tuple[OpenTask, ...]:
    """Everything still to do before `meeting`, in the order of the steps; empty when all is done."""
    programme = standing.programme
    known = [snapshot for snapshot in standing.snapshots if snapshot.meeting == meeting.date]
    signing = _signing(programme, meeting, known)
    if signing is None:
        return ()
    return (
        *_delivering(standing, meeting),
        *(_accepting(programme, meeting, s) for s in submissions if s.is_pending),
        signing,
    )


def _delivering(standing: Standing, meeting: Meeting) -> Iterable[OpenTask]:
    for item in list_due_deliveries(standing.programme, standing.knowledge, meeting):
        kinds = join_words([SHEET_NAME[kind].lower() for kind in item.kinds])
        task = f"{standing.programme.domain(item.domain).name}: {kinds} tot en met {day(meeting.as_of)}"
        yield OpenTask(DELIVER, task, join_words(list(item.people)) or NOBODY, item.deadline)


def _accepting(programme: Programme, meeting: Meeting, waiting: Submission) -> OpenTask:
    """The task of accepting a submission: for another person who may accept all its domains."""
    able = [
        person.name
        for person in programme.people
        if may(person, Action.ACCEPT, waiting.domains) and person.id != waiting.submitted_by
    ]
    task = f"Inzending {waiting.id} ({waiting.file}) van {programme.name_of(waiting.submitted_by)}"
    return OpenTask(ACCEPT, task, _one_of(able), meeting.accept_by)


def _signing(programme: Programme, meeting: Meeting, snapshots: list[Snapshot]) -> OpenTask | None:
    concept = next((snapshot for snapshot in snapshots if not snapshot.is_signed), None)
    if concept is None:
        if newest_signed(snapshots):
            return None
        able = [person for person in programme.people if may(person, Action.FREEZE)]
        task = "Momentopname voorstellen"
    else:
        proposer = concept.proposed_by
        able = [p for p in programme.people if may(p, Action.SIGN) and p.id != proposer]
        name = "De correctie" if concept.replaces else "De momentopname"
        task = f"{name} van {programme.name_of(proposer)} ondertekenen"
    names = _one_of([person.name for person in able])
    return OpenTask(SIGN, task, names, meeting.freeze_by, tuple(person.id for person in able))


def _one_of(names: list[str]) -> str:
    """`Cor, Cato of Sien`."""
    if len(names) < 2:
        return names[0] if names else NOBODY
    return f"{', '.join(names[:-1])} of {names[-1]}"
