"""Open tasks before a meeting: what, by whom, by when."""

from datetime import date, datetime

import pytest

from budget.model import Content
from budget.standing.deadlines import ACCEPT, DELIVER, SIGN, OpenTask, list_open
from budget.standing.moment import load_standing
from budget.store.engine import Store
from budget.usecases import freeze as snapshot
from budget.usecases.deliver import submissions
from budget.usecases.freeze import Correction
from tests.snapshot.history import freeze, sign
from tests.store.samples import (
    JUNE,
    MAY_END,
    PROGRAMME,
    booking,
    deliver,
    ledger,
    line,
    plan,
    progress,
    statement,
    submit,
)
from tests.wording import unsaid

MEETING = PROGRAMME.meeting(JUNE)


def found(store: Store) -> list[OpenTask]:
    standing = load_standing(store, PROGRAMME, MAY_END)
    return list(list_open(standing, MEETING, submissions(store, PROGRAMME, "cor")))


def everything(store: Store) -> None:
    deliver(store, plan(line(), line("SPE-1", 60_000)))
    rows = (booking("A", date(2024, 2, 3), 5), booking("B", date(2024, 2, 3), 5, "SPE-1"))
    deliver(store, ledger(statement(MAY_END, *rows)))
    deliver(store, Content(progress=(progress(), progress("SPE-1"))))


def test_at_first_every_plan_is_missing_and_the_snapshot_too(store: Store) -> None:
    green, play, snapshot = found(store)
    assert [(item.step, item.who) for item in (green, play)] == [
        (DELIVER, "Gea Groen"),
        (DELIVER, "Sjoerd Speel"),
    ]
    assert unsaid(green.what, "Groen", "bestedingsplan", "31 mei 2024") == []
    assert unsaid(play.what, "Spelen", "bestedingsplan", "31 mei 2024") == []
    assert snapshot.step == SIGN
    assert unsaid(snapshot.who, "Cor Controle", "Cato Controle", "Sien Secretaris") == []


def test_each_step_has_its_own_last_day(store: Store) -> None:
    submit(store, plan(line()), "gea")
    days = {item.step: item.until for item in found(store)}
    assert days == {DELIVER: MEETING.deliver_by, ACCEPT: MEETING.accept_by, SIGN: MEETING.freeze_by}


def test_a_pending_submission_names_who_may_accept_it_and_not_its_submitter(store: Store) -> None:
    everything(store)
    waiting = submit(store, plan(line(budget=130_000)), "cor", "wijziging.xlsx")
    (item,) = [item for item in found(store) if item.step == ACCEPT]
    assert item.what == f"Inzending {waiting.id} (wijziging.xlsx) van Cor Controle"
    assert "Cor Controle" not in item.who
    assert "Gijs Groencontrole" in item.who


def test_when_all_is_delivered_only_the_snapshot_is_open(store: Store) -> None:
    everything(store)
    assert [item.step for item in found(store)] == [SIGN]


def test_a_concept_is_to_be_signed_by_someone_other_than_its_proposer(store: Store) -> None:
    everything(store)
    freeze(store)
    (item,) = found(store)
    assert unsaid(item.what, "momentopname", "Cor Controle") == []
    assert item.who == "Cato Controle of Sien Secretaris"


def test_after_the_signature_nothing_is_open_until_a_correction_waits(store: Store) -> None:
    everything(store)
    freeze(store)
    signed = sign(store)
    assert found(store) == []
    snapshot.propose(
        store, PROGRAMME, JUNE, MAY_END, "cato", datetime(2024, 7, 1), Correction(signed.sha256, "Fout")
    )
    (item,) = found(store)
    assert unsaid(item.what, "correctie", "Cato Controle") == []
    assert item.who == "Cor Controle of Sien Secretaris"


@pytest.mark.parametrize(("day", "late"), [(12, False), (13, False), (14, True)])
def test_a_step_is_late_from_the_day_after_its_deadline(day: int, late: bool) -> None:
    item = OpenTask(DELIVER, "Plan", "Gea", date(2024, 6, 13))
    assert item.is_late(date(2024, 6, day)) == late
