"""The tasks of one person by group and deadline, each with its page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from budget.model import Content
from budget.model.periods import Period
from budget.model.sharing import Offer
from budget.model.steering import SteeringAction
from budget.standing.moment import load_standing
from budget.store.engine import Store, open_store
from budget.usecases import close, sharing, steer
from budget.usecases import deliver as delivery
from budget.usecases.freeze import Correction, propose
from budget.usecases.tasks import Group, Place, Task, list_tasks
from tests.snapshot.history import freeze, lacking, sign
from tests.store.samples import (
    DECEMBER,
    JUNE,
    MAY_END,
    NOW,
    PROGRAMME,
    booking,
    deliver,
    ledger,
    line,
    plan,
    progress,
    question,
    statement,
    submit,
)
from tests.wording import unsaid

MEETING = PROGRAMME.meeting(JUNE)
LATER = NOW + timedelta(days=2)


@pytest.fixture
def store(ready_sqlite_url: str) -> Iterator[Store]:
    found = open_store(ready_sqlite_url)
    yield found
    found.close()


def tasks(store: Store, person: str, now: datetime = LATER, as_of: date = MAY_END) -> tuple[Task, ...]:
    return list_tasks(store, load_standing(store, PROGRAMME, as_of), person, now)


def of(group: Group, found: tuple[Task, ...]) -> list[Task]:
    return [task for task in found if task.group is group]


def test_a_budget_holder_owes_the_files_of_his_own_domains_by_the_last_day(store: Store) -> None:
    (owed,) = tasks(store, "gea")
    assert (owed.group, owed.place, owed.until) == (Group.OWED, Place.DELIVER, MEETING.deliver_by)
    assert unsaid(owed.text, "Groen", "bestedingsplan", "31 mei 2024") == []


def test_a_proposal_to_share_waits_for_a_second_person_until_it_is_decided(store: Store) -> None:
    offer = Offer("Dorp", 1_200, date(2024, 1, 1), "Besluit 12")
    number = sharing.propose_sharing(store, PROGRAMME, offer, "cor", NOW)
    groups = {"cato": Group.ACCEPT, "cor": Group.OTHERS, "gea": None}
    for person, group in groups.items():
        found = [task for task in tasks(store, person) if task.place is Place.PROGRAMME]
        assert [task.group for task in found] == ([group] if group else [])
    sharing.decide_sharing(store, PROGRAMME, number, "cato", NOW, accepts=True)
    assert not [task for task in tasks(store, "cato") if task.place is Place.PROGRAMME]


def test_a_task_is_late_from_the_day_after_its_last_day(store: Store) -> None:
    (owed,) = tasks(store, "gea")
    last = MEETING.deliver_by
    assert [owed.is_late(last + timedelta(days=n)) for n in (-1, 0, 1)] == [False, False, True]


def test_delivered_files_are_no_longer_owed(store: Store) -> None:
    deliver(store, plan(line()))
    deliver(store, ledger(statement(MAY_END, booking("A", date(2024, 2, 3), 5))))
    deliver(store, Content(progress=(progress(),)))
    assert tasks(store, "gea") == ()


def test_a_red_line_without_cause_or_explanation_is_owed_by_the_people_of_its_domain(store: Store) -> None:
    deliver(store, plan(line()))
    deliver(store, ledger(statement(MAY_END, booking("A", date(2024, 2, 3), 130_000))))
    deliver(store, Content(progress=(progress(),)))
    (owed,) = tasks(store, "gea")
    assert (owed.group, owed.place, owed.address) == (Group.OWED, Place.EXPLANATION, (("domein", "GRO"),))
    assert of(Group.OWED, tasks(store, "sjoerd"))[0].place is Place.DELIVER


def test_an_explanation_that_came_back_leads_to_where_it_is_typed(store: Store) -> None:
    deliver(store, plan(line()))
    submit(store, Content(progress=(progress(),)), "gea", "uitleg.xlsx")
    delivery.reject(store, PROGRAMME, 2, "cor", "Zeg ook waarom.", NOW)
    first = tasks(store, "gea")[0]
    assert (first.group, first.place, first.address) == (
        Group.RETURNED,
        Place.EXPLANATION,
        (("domein", "GRO"),),
    )


def test_submitting_another_line_does_not_clear_a_returned_explanation(store: Store) -> None:
    deliver(store, plan(line("GRO-1"), line("GRO-2")))
    submit(store, Content(progress=(progress("GRO-1"),)), "gea", "eerste.xlsx")
    submit(store, Content(progress=(progress("GRO-2"),)), "gea", "tweede.xlsx")
    delivery.reject(store, PROGRAMME, 2, "cor", "Zeg ook waarom.", NOW)
    assert len(of(Group.RETURNED, tasks(store, "gea"))) == 1
    submit(store, Content(progress=(progress("GRO-1", note="Nu met uitleg"),)), "gea", "derde.xlsx")
    assert of(Group.RETURNED, tasks(store, "gea")) == []


def test_a_returned_file_is_the_first_task_until_it_is_submitted_again(store: Store) -> None:
    submit(store, plan(line()), "gea", "groen.xlsx")
    delivery.reject(store, PROGRAMME, 1, "cor", "De verdeling klopt niet.", NOW)
    first = tasks(store, "gea")[0]
    assert (first.group, first.place) == (Group.RETURNED, Place.DELIVER)
    assert unsaid(first.text, "groen.xlsx", "Cor Controle", "De verdeling klopt niet.") == []
    assert of(Group.RETURNED, tasks(store, "sjoerd")) == []
    submit(store, plan(line(budget=1)), "gea", "groen.xlsx")
    assert of(Group.RETURNED, tasks(store, "gea")) == []
    delivery.reject(store, PROGRAMME, 2, "gea", "Toch niet.", NOW)
    assert len(of(Group.RETURNED, tasks(store, "gea"))) == 1


def test_a_submission_is_a_task_for_its_reviewers_and_is_listed_with_its_sender(store: Store) -> None:
    submit(store, plan(line("SPE-1")), "sjoerd", "spelen.xlsx")
    (waiting,) = of(Group.ACCEPT, tasks(store, "cor"))
    assert (waiting.address, waiting.until) == ((("inzending", "1"),), MEETING.accept_by)
    assert of(Group.ACCEPT, tasks(store, "gijs")) == []
    assert of(Group.ACCEPT, tasks(store, "sjoerd")) == []
    assert [task.address for task in of(Group.OTHERS, tasks(store, "sjoerd"))] == [(("inzending", "1"),)]


def test_the_snapshot_waits_for_who_may_propose_it_then_for_another_to_sign_it(store: Store) -> None:
    deliver(store, plan(line(), line("SPE-1")))

    def board(person: str) -> list[Task]:
        return [task for task in tasks(store, person) if task.place is Place.BOARD]

    assert [bool(board(person)) for person in ("cor", "cato", "sien", "gijs", "gea")] == [1, 1, 1, 0, 0]
    freeze(store)
    assert [bool(board(person)) for person in ("cor", "cato", "sien")] == [0, 1, 1]
    (task,) = board("sien")
    assert (task.address, task.until) == ((("vergadering", "2024-06-27"),), MEETING.freeze_by)


def test_a_correction_of_what_was_signed_waits_for_who_may_sign_it(store: Store) -> None:
    deliver(store, plan(line(), line("SPE-1")))
    freeze(store)
    old = sign(store)
    why = Correction(old.sha256, "De huur was dubbel geboekt.")
    known = lacking(store, MAY_END)
    new = propose(store, PROGRAMME, JUNE, MAY_END, "cor", LATER, why, known)

    def waiting(person: str) -> list[tuple[tuple[str, str], ...]]:
        return [task.address for task in of(Group.ACCEPT, tasks(store, person)) if task.place is Place.BOARD]

    address = (("vergadering", "2024-06-27"), ("versie", new.sha256[:12]))
    assert waiting("sien") == waiting("cato") == [address]
    assert [waiting(person) for person in ("cor", "gea", "gijs")] == [[], [], []]


def test_an_open_action_waits_for_its_owner(store: Store) -> None:
    agreed = SteeringAction(0, "GRO", "Snoeien", "gea", date(2024, 3, 1), None, None, NOW.date())
    steer.register(store, PROGRAMME, agreed, "cor", NOW)
    found = [task for task in tasks(store, "gea") if task.until == date(2024, 3, 1)]
    assert [task.address for task in found] == [(("domein", "GRO"),)]
    assert not [task for task in tasks(store, "sjoerd") if task.until == date(2024, 3, 1)]


def test_an_open_question_is_shown_to_its_domain_and_to_persons_of_all_domains(store: Store) -> None:
    deliver(store, plan(line()))
    deliver(store, Content(questions=(question(),)))
    assert [bool(of(Group.QUESTION, tasks(store, who))) for who in ("gea", "mo", "sjoerd")] == [1, 1, 0]


def test_after_the_meeting_the_decision_is_owed_by_who_records_it(store: Store) -> None:
    deliver(store, plan(line()))
    deliver(store, Content(questions=(question(),)))
    for days, is_owed in ((0, False), (1, True)):
        now = datetime.combine(JUNE + timedelta(days=days), NOW.time())
        owed = [t for t in of(Group.OWED, tasks(store, "sien", now)) if t.until == JUNE]
        assert [task.address for task in owed] == [(("vergadering", "2024-06-27"),)] * is_owed


def test_after_the_last_meeting_only_submissions_are_pending(store: Store) -> None:
    submit(store, plan(line()), "gea")
    (waiting,) = tasks(store, "cor", as_of=DECEMBER + timedelta(days=1))
    assert (waiting.group, waiting.until) == (Group.ACCEPT, None)


def test_a_proposal_to_close_a_period_waits_for_another(store: Store) -> None:
    deliver(store, plan(line(), line("SPE-1")))
    close.propose_closing(store, PROGRAMME, Period(2024, 1), "cor", "Klaar", LATER)

    def found(person: str) -> list[tuple[Group, tuple[tuple[str, str], ...]]]:
        return [(t.group, t.address) for t in tasks(store, person) if t.place is Place.CLOSE]

    where = (("afsluitjaar", "2024"), ("afsluitmaand", "1"))
    assert found("cor") == [(Group.OTHERS, where)]
    assert found("sien") == [(Group.ACCEPT, where)]
    assert found("gea") == found("gijs") == []
