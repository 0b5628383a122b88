"""Rights per role, and refusals that name who has the right."""

from dataclasses import replace
from pathlib import Path

import pytest

from budget.access import RIGHTS, VISITOR, Action, Actor, may_act, require
from budget.model import BudgetError, Person, Role, UnknownNameError
from budget.model.capacities import may
from tests.store.samples import PROGRAMME
from tests.wording import unsaid

LOOK = {Action.VIEW, Action.REVIEW, Action.VERIFY, Action.LOG}
CHANGE = {Action.PROPOSE_PROGRAMME, Action.ACCEPT_PROGRAMME}
EXPECTED = {
    Role.BUDGET_HOLDER: LOOK | {Action.CHECK, Action.SUBMIT, Action.STEER},
    Role.MANAGER: LOOK | {Action.CHECK, Action.SUBMIT, Action.STEER},
    Role.CONTROLLER: set(Action) - {Action.TOKENS, Action.MAINTAIN},
    Role.SECRETARY: LOOK
    | {Action.ACCEPT, Action.STEER, Action.DECIDE, Action.FREEZE, Action.SIGN, Action.CLOSE, *CHANGE}
    | {Action.PUBLISH, Action.REMOVE, Action.SHARE},
    Role.BOARD: LOOK,
    Role.READER: {Action.VIEW},
    Role.ADMINISTRATOR: {
        *(Action.VERIFY, Action.LOG, Action.TOKENS, Action.MAINTAIN, Action.PROPOSE_PROGRAMME)
    },
}


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("role", Role)
def test_each_role_may_do_exactly_what_the_table_says(role: Role, action: Action) -> None:
    person = Person("x", "X", role)
    assert may(person, action) is (action in EXPECTED[role])
    assert (action in RIGHTS[role]) is (action in EXPECTED[role])


@pytest.mark.parametrize(
    ("own", "asked", "allowed"),
    [
        ((), (), True),
        ((), ("GRO", "SPE"), True),
        (("GRO",), (), True),
        (("GRO",), ("GRO",), True),
        (("GRO",), ("SPE",), False),
        (("GRO",), ("GRO", "SPE"), False),
        (("GRO", "SPE"), ("SPE",), True),
    ],
)
def test_who_has_domains_acts_only_in_all_of_them(own: tuple, asked: tuple, allowed: bool) -> None:
    assert may(Person("x", "X", Role.CONTROLLER, own), Action.ACCEPT, asked) is allowed


@pytest.mark.parametrize("action", [Action.FREEZE, Action.SIGN, Action.CLOSE, Action.SHARE, *sorted(CHANGE)])
@pytest.mark.parametrize(("own", "allowed"), [((), True), (("GRO",), False), (("GRO", "SPE"), False)])
def test_acts_on_all_domains_require_a_person_without_domain_limits(
    action: Action, own: tuple, allowed: bool
) -> None:
    assert may(Person("x", "X", Role.CONTROLLER, own), action) is allowed


@pytest.mark.parametrize(("own", "allowed"), [((), True), (("GRO", "SPE"), False)])
def test_money_without_a_known_domain_requires_a_person_without_domain_limits(
    own: tuple, allowed: bool
) -> None:
    assert may(Person("x", "X", Role.CONTROLLER, own), Action.ACCEPT, [""]) is allowed


def test_the_person_id_is_returned_when_allowed() -> None:
    assert require(PROGRAMME, "gea", Action.SUBMIT, ["GRO"]) == "gea"


def test_a_refusal_says_who_may() -> None:
    with pytest.raises(BudgetError) as told:
        require(PROGRAMME, "gea", Action.SUBMIT, ["SPE"])
    who, allowed = str(told.value).split(". ", 1)
    assert unsaid(who, "Gea Groen", "niet indienen", "Spelen") == []
    assert unsaid(allowed, "Sjoerd Speel", "Mo Manager", "Cor Controle", "Cato Controle") == []
    assert "Gea" not in allowed


def test_a_refusal_says_so_when_nobody_may() -> None:
    alone = type(PROGRAMME)(**{
        **{name: getattr(PROGRAMME, name) for name in PROGRAMME.__dataclass_fields__},
        "people": (PROGRAMME.person("bo"),),
    })  # fmt: skip
    with pytest.raises(BudgetError, match="Niemand in dit programma"):
        require(alone, "bo", Action.ACCEPT)


def test_an_unknown_person_may_do_nothing() -> None:
    with pytest.raises(UnknownNameError):
        require(PROGRAMME, "niemand", Action.VIEW)


def test_a_refused_act_is_logged_without_the_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGET_LOGS", str(tmp_path))
    person = next(person for person in PROGRAMME.people if not may(person, Action.SIGN))
    with pytest.raises(BudgetError):
        require(PROGRAMME, person.id, Action.SIGN)
    (noted,) = (tmp_path / "beveiliging.log").read_text().splitlines()
    assert noted.endswith(f"geweigerde handeling role={person.role.value!r} act='SIGN' domains='0'")
    assert person.name not in noted


@pytest.mark.parametrize("action", Action)
def test_a_visitor_of_a_demonstration_may_only_read(action: Action) -> None:
    assert may_act(PROGRAMME, VISITOR, action) is (action in LOOK | {Action.CHECK})


def test_a_visitor_is_asked_who_he_is() -> None:
    with pytest.raises(BudgetError, match="wie u bent"):
        require(PROGRAMME, VISITOR, Action.SUBMIT)


@pytest.mark.parametrize(("scope", "allowed"), [(None, True), ({Action.SUBMIT}, True), (set(), False)])
def test_a_scope_can_only_restrict_rights(scope: set | None, allowed: bool) -> None:
    limited = None if scope is None else frozenset(scope)
    assert may_act(PROGRAMME, Actor("gea", limited), Action.SUBMIT, ["GRO"]) is allowed
    assert not may_act(PROGRAMME, Actor("gea", frozenset(Action)), Action.ACCEPT, ["GRO"])


def test_a_refusal_by_scope_names_the_token() -> None:
    with pytest.raises(BudgetError, match="sleutel"):
        require(PROGRAMME, Actor("gea", frozenset({Action.VIEW})), Action.SUBMIT)


@pytest.mark.wording
@pytest.mark.parametrize(
    ("action", "told"),
    [
        (Action.VIEW, "Bo Beheer mag de cijfers niet bekijken."),
        (Action.SIGN, "Bo Beheer mag geen momentopname ondertekenen."),
        (Action.STEER, "Bo Beheer mag geen acties voor bijsturing vastleggen."),
        (Action.ACCEPT, "Bo Beheer mag niet vaststellen."),
    ],
)
def test_a_refusal_is_plain_dutch(action: Action, told: str) -> None:
    people = (*PROGRAMME.people, Person("bo.b", "Bo Beheer", Role.ADMINISTRATOR))
    with pytest.raises(BudgetError, match=told):
        require(replace(PROGRAMME, people=people), "bo.b", action)


@pytest.mark.parametrize("action", Action)
def test_every_refusal_denies_exactly_once(action: Action) -> None:
    words = action.refused.split()
    assert len({"niet", "geen"} & set(words)) == 1
    assert words != ["niet", *action.split()] or action.split()[0] not in ("de", "het", "een")
