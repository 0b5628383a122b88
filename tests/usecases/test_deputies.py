"""A deputy has the rights of the person replaced during his period; the two never count as two persons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from budget.access import Action, Actor, may_act
from budget.model.content import Content
from budget.model.periods import Period
from budget.model.steering import SteeringAction
from budget.model.words import BudgetError, Role
from budget.programme import parse_programme
from budget.standing.moment import load_standing
from budget.store.database_use import DatabaseUse
from budget.store.engine import Store
from budget.store.submissions import accept_submission, reject_submission
from budget.usecases import deliver, freeze, programmes, steer, verify
from budget.usecases.close import decide, propose_closing
from budget.usecases.database_use import begin
from budget.usecases.tasks import Group, list_tasks
from tests.store.samples import AMENDED, JUNE, NOW, TOML, accept, line, packed, plan, question, submit
from tests.tampering import tampering

FIRST, LAST = NOW.date(), NOW.date() + timedelta(days=7)


def replacing(absent: str, deputy: str) -> str:
    return f"""
[[deputies]]
person = "{absent}"
deputy = "{deputy}"
valid_from = {FIRST}
valid_until = {LAST}
"""


MO_FOR_COR = replacing("cor", "mo")


def actor(person: str, on: date = FIRST) -> Actor:
    return Actor(person, on=on)


def started(store: Store, *deputies: str):
    programme = parse_programme(TOML + "".join(deputies))
    begin(store, programme, DatabaseUse.DEMONSTRATION, "gea", NOW)
    return programme


def hand_in(store: Store, programme, who, now: datetime = NOW, code: str = "GRO"):
    checked, data = packed(plan(line(f"{code}-1", domain=code)), f"{code}.xlsx")
    return deliver.submit(store, programme, checked, data, who, now, amendment=AMENDED)


@pytest.mark.parametrize(("days", "may"), [(-1, False), (0, True), (1, True), (7, True), (8, False)])
def test_deputy_rights_last_from_the_first_through_the_last_day(days: int, may: bool) -> None:
    programme = parse_programme(TOML + MO_FOR_COR)
    who = actor("mo", FIRST + timedelta(days=days))
    assert may_act(programme, who, Action.ACCEPT, ("SPE",)) is may
    assert not may_act(programme, "mo", Action.ACCEPT), "who acts on no stated day has his own rights"


def test_a_deputy_gets_exactly_the_domains_of_the_person_replaced() -> None:
    programme = parse_programme(TOML + replacing("gijs", "sjoerd"))
    assert may_act(programme, actor("sjoerd"), Action.ACCEPT, ("GRO",))
    assert not may_act(programme, actor("sjoerd"), Action.ACCEPT, ("SPE",))
    assert not may_act(programme, actor("sjoerd"), Action.ACCEPT, ("GRO", "SPE"))


def test_a_deputy_cannot_pass_on_borrowed_rights() -> None:
    programme = parse_programme(TOML + MO_FOR_COR + replacing("mo", "gea"))
    assert not may_act(programme, actor("gea"), Action.ACCEPT)


def test_a_deputy_accepts_for_another_and_verify_agrees(store: Store) -> None:
    programme = started(store, MO_FOR_COR)
    submit(store, plan(line()), "gea")
    assert deliver.accept(store, programme, 1, actor("mo"), NOW).decided_by == "mo"
    assert verify.verify(store, programme, "cor") == []


def test_after_the_last_day_use_case_and_database_refuse(store: Store) -> None:
    programme, late = started(store, MO_FOR_COR), NOW + timedelta(days=8)
    submit(store, plan(line()), "gea")
    with pytest.raises(BudgetError, match="mag niet"):
        deliver.accept(store, programme, 1, actor("mo", late.date()), late)
    with pytest.raises(BudgetError, match="mocht"):
        deliver.accept(store, programme, 1, actor("mo"), late)
    assert deliver.submissions(store, programme, "cor")[0].is_pending


@pytest.mark.parametrize(
    ("deputies", "first", "second"),
    [
        (MO_FOR_COR, "cor", "mo"),
        (MO_FOR_COR, "mo", "mo"),
        (replacing("cor", "mo") + replacing("cor", "gea"), "cor", "gea"),
        (replacing("cor", "bo"), "bo", "cor"),
        (replacing("mo", "bo") + replacing("mo", "sien"), "bo", "bo"),
    ],
)
def test_a_deputy_and_the_person_replaced_are_not_two_persons(
    store: Store, deputies: str, first: str, second: str
) -> None:
    """Both the use case and a direct call on the store refuse."""
    programme = started(store, deputies)
    hand_in(store, programme, actor(first))
    with pytest.raises(BudgetError):
        deliver.accept(store, programme, 1, actor(second), NOW)
    with pytest.raises(BudgetError), store.write(programme.id) as connection:
        accept_submission(connection, programme.id, 1, second, NOW)
    assert deliver.submissions(store, programme, "cato")[0].is_pending


def test_two_deputies_of_one_person_are_not_two_persons(store: Store) -> None:
    programme = started(store, replacing("cor", "bo"), replacing("cor", "mo"))
    hand_in(store, programme, actor("bo"))
    with pytest.raises(BudgetError, match="één partij"):
        deliver.accept(store, programme, 1, actor("mo"), NOW)


def test_a_deputy_with_rights_of_their_own_is_still_a_second_person(store: Store) -> None:
    programme = started(store, replacing("gea", "cor"))
    hand_in(store, programme, "gea")
    assert deliver.accept(store, programme, 1, actor("cor"), NOW).decided_by == "cor"
    assert verify.verify(store, programme, "cato") == []


def test_outside_their_own_domains_deputy_and_replaced_person_are_one_party(store: Store) -> None:
    """The controller of one domain replaces the controller of all: elsewhere he has only her right."""
    programme = started(store, replacing("cor", "gijs"))
    hand_in(store, programme, "cor", code="SPE")
    with pytest.raises(BudgetError, match="één partij"):
        deliver.accept(store, programme, 1, actor("gijs"), NOW)
    hand_in(store, programme, "cor", code="GRO")
    deliver.accept(store, programme, 2, actor("gijs"), NOW)


def test_a_deputy_without_domains_is_limited_to_those_of_the_person_replaced(store: Store) -> None:
    programme = started(store, replacing("gijs", "bo"))
    hand_in(store, programme, "sjoerd", code="SPE")
    with pytest.raises(BudgetError, match="mag niet"):
        deliver.accept(store, programme, 1, actor("bo"), NOW)


def test_the_same_holds_for_snapshots_periods_and_the_programme_itself(store: Store) -> None:
    programme = started(store, replacing("cor", "bo"))
    submit(store, plan(line()))
    deliver.accept(store, programme, 1, "cato", NOW)
    freeze.propose(store, programme, JUNE, JUNE, "cor", NOW, missing=("GRO",))
    propose_closing(store, programme, Period(2023), "cor", "Klaar", NOW)
    programmes.propose(store, programme, programme.text.replace("Dorpsraad", "Raad"), "cor", "", NOW)
    for act in (
        lambda who: freeze.sign(store, programme, JUNE, who, NOW, missing=("GRO",)),
        lambda who: decide(store, programme, 1, who, NOW, accepts=True),
        lambda who: programmes.accept(store, programme, 1, who, NOW),
    ):
        with pytest.raises(BudgetError, match="één partij"):
            act(actor("bo"))
        act("cato")
    assert verify.verify(store, programmes.in_force(store, programme), "cor") == []


def test_verify_finds_an_acceptance_in_which_a_deputy_was_the_second_person_of_himself(store: Store) -> None:
    programme = started(store, MO_FOR_COR)
    hand_in(store, programme, "cor")
    deliver.accept(store, programme, 1, "cato", NOW)
    with tampering(store) as connection:
        connection.exec_driver_sql("UPDATE audit SET person = 'mo' WHERE action = 'accept'")
    assert any("geen tweede persoon" in found for found in verify.verify(store, programme, "cor"))


@pytest.mark.parametrize(
    ("deputies", "words"),
    [
        (replacing("cor", "cor"), "zichzelf"),
        (replacing("cor", "wie"), "geen bekende persoon"),
        (replacing("cor", "mo").replace(f"valid_until = {LAST}", "valid_until = 2020-01-01"), "ligt voor"),
        (replacing("cor", "mo") * 2, "twee keer"),
    ],
)
def test_an_invalid_deputy_is_refused(deputies: str, words: str) -> None:
    with pytest.raises(BudgetError, match=words):
        parse_programme(TOML + deputies)


def test_a_person_who_left_keeps_the_name_in_earlier_acts(store: Store) -> None:
    programme = started(store)
    without = TOML.replace('[[people]]\nid = "cor"\nname = "Cor Controle"\nrole = "controller"\n', "")
    programmes.propose(store, programme, without, "cato", "", NOW)
    programmes.accept(store, programme, 1, "sien", NOW)
    assert "Cor Controle" in programmes.in_force(store, programme).name_of("cor")


def test_a_deputy_sees_the_tasks_of_the_person_replaced_except_own_submissions(store: Store) -> None:
    programme = started(store, MO_FOR_COR)
    hand_in(store, programme, "gea")
    hand_in(store, programme, "cor", code="SPE")
    standing = load_standing(store, programme, JUNE)
    tasks = list_tasks(store, standing, actor("mo"), NOW)
    assert [task.text for task in tasks if task.group is Group.ACCEPT] == ["Inzending 1: GRO.xlsx"]
    assert not [one for one in list_tasks(store, standing, "mo", NOW) if one.group is Group.ACCEPT]


@pytest.mark.parametrize(("days", "sees"), [(-1, False), (0, True), (7, True), (8, False)])
def test_a_deputy_sees_the_actions_and_questions_of_whom_he_replaces_in_his_days(
    store: Store, days: int, sees: bool
) -> None:
    programme = started(store, replacing("gea", "sjoerd"))
    for content in (plan(line()), Content(questions=(question(),))):
        accept(store, submit(store, content).id)
    agreed = SteeringAction(0, "GRO", "Snoeien", "gea", LAST, None, None, FIRST)
    steer.register(store, programme, agreed, "cor", NOW)
    standing, who = load_standing(store, programme, JUNE), actor("sjoerd", FIRST + timedelta(days=days))
    found = list_tasks(store, standing, who, NOW)
    assert [task.text for task in found].count(f"Actie van {programme.name_of('gea')}: Snoeien") == sees
    assert [task.group for task in found].count(Group.QUESTION) == sees


def test_a_private_copy_of_the_programme_gives_no_right_to_send_back(store: Store) -> None:
    """As when accepting: the store uses the version in force, whatever programme a direct call passes."""
    programme = started(store)
    submit(store, plan(line()), person="mo")
    people = tuple(
        replace(one, role=Role.CONTROLLER, domains=()) if one.id == "gea" else one for one in programme.people
    )
    with pytest.raises(BudgetError, match="mocht"):
        deliver.reject(store, replace(programme, people=people), 1, "gea", "Nee", NOW)
    with pytest.raises(BudgetError, match="mocht"), store.write(programme.id) as connection:
        reject_submission(connection, programme.id, 1, "gea", "Nee", NOW)
    assert deliver.submissions(store, programme, "cor")[0].is_pending


def test_a_submitter_may_withdraw_the_own_submission(store: Store) -> None:
    programme = started(store)
    submit(store, plan(line()), person="gea")
    assert not deliver.reject(store, programme, 1, "gea", "Fout", NOW).is_pending
    assert verify.verify(store, programme, "cor") == []


def test_a_proposed_change_of_the_programme_is_a_task_for_who_may_accept_it(store: Store) -> None:
    programme = started(store)
    programmes.propose(store, programme, TOML.replace("Dorpsraad", "Raad"), "cor", "Nieuwe naam", NOW)
    standing = load_standing(store, programme, JUNE)

    def groups(person: str) -> list[Group]:
        return [one.group for one in list_tasks(store, standing, person, NOW) if "programma" in one.text]

    assert (groups("cato"), groups("cor"), groups("gea")) == ([Group.ACCEPT], [Group.OTHERS], [])
