"""Mapping a login to a person, and its expiry."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from budget.login import IDLE, LONGEST, Login, read_login, why_ended
from budget.model.words import BudgetError
from tests.store.samples import PROGRAMME

NOW = datetime(2024, 5, 1, 12)
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
KNOWN = Login("email", {"c.controle@dorp.example": "cor", "weg@dorp.example": "wegwerp"}, {"svc-cor": "cor"})


def claims(issued: datetime = NOW - SECOND, expires: datetime = NOW + HOUR) -> dict[str, object]:
    return {name: int(at.replace(tzinfo=UTC).timestamp()) for name, at in (("iat", issued), ("exp", expires))}


@pytest.mark.parametrize(
    ("found", "person"),
    [
        ({"email": "c.controle@dorp.example", "email_verified": True}, "cor"),
        ({"email": "C.Controle@Dorp.example", "email_verified": "true"}, "cor"),
        ({"email": "c.controle@dorp.example", "email_verified": False}, None),
        ({"email": "c.controle@dorp.example", "email_verified": "false"}, None),
        ({"email": "c.controle@dorp.example", "email_verified": None}, None),
        ({"email": "c.controle@dorp.example"}, None),
        ({"email": "gea", "email_verified": True}, "gea"),
        ({"email": "c.cоntrole@dorp.example", "email_verified": True}, None),  # a Cyrillic o
        ({"email": "c.controle@dorp.example\u200b", "email_verified": True}, None),
        ({"email": "weg@dorp.example", "email_verified": True}, None),
        ({"email": "vreemd@elders.example", "email_verified": True}, None),
        ({"email": "", "email_verified": True}, None),
        ({"email": ["cor"], "email_verified": True}, None),
        ({"sub": "cor"}, None),
        ({}, None),
    ],
)
def test_a_login_is_the_person_of_the_claim_or_nobody(found: dict[str, object], person: str | None) -> None:
    known = KNOWN.person_of(PROGRAMME, found)
    assert (known.id if known else None) == person


@pytest.mark.parametrize(("account", "person"), [("svc-cor", "cor"), ("SVC-COR", None), ("cor", None)])
def test_an_account_must_be_mapped_to_a_person(account: str, person: str | None) -> None:
    known = KNOWN.account(PROGRAMME, account)
    assert (known.id if known else None) == person


@pytest.mark.parametrize(("idle", "over"), [(IDLE - SECOND, False), (IDLE, True), (IDLE + HOUR, True)])
def test_a_login_ends_after_thirty_idle_minutes(idle: timedelta, over: bool) -> None:
    assert ("30 minuten" in why_ended(claims(NOW - 2 * HOUR), NOW - idle, NOW)) is over
    assert ("30 minuten" in why_ended(claims(NOW - idle), None, NOW)) is over


@pytest.mark.parametrize(("age", "over"), [(LONGEST - SECOND, False), (LONGEST, True), (2 * LONGEST, True)])
def test_a_login_is_over_after_eight_hours(age: timedelta, over: bool) -> None:
    assert ("8 uur" in why_ended(claims(NOW - age), NOW - SECOND, NOW)) is over


@pytest.mark.parametrize(("left", "over"), [(SECOND, False), (0 * SECOND, True), (-SECOND, True)])
def test_a_login_is_over_when_its_token_is(left: timedelta, over: bool) -> None:
    assert ("verlopen" in why_ended(claims(expires=NOW + left), NOW, NOW)) is over


@pytest.mark.parametrize("changed", [{"iat": None}, {"exp": None}, {"iat": "1"}, {"iat": True}, {"iat": 4e9}])
def test_a_login_without_an_expiry_is_over(changed: dict[str, object]) -> None:
    assert why_ended(claims() | changed, NOW, NOW)


def test_without_the_setting_there_is_no_login() -> None:
    assert read_login({}) is None
    assert read_login({"BUDGET_LOGIN": ""}) is None


def test_the_login_file_gives_claim_people_accounts_and_systems(tmp_path: Path) -> None:
    file = tmp_path / "login.toml"
    file.write_text('claim = "oid"\nsystems = ["sap"]\n[people]\n"AB-1" = "cor"\n[accounts]\nroot = "gea"\n')
    known = Login("oid", {"ab-1": "cor"}, {"root": "gea"}, ("sap",))
    assert read_login({"BUDGET_LOGIN": str(file)}) == known


@pytest.mark.parametrize(
    "text",
    ["", "claim = 1", 'claim = ""', 'claim = "x"\nclaims = "y"', 'claim = "x"\npeople = 1', "claim =",
     'claim = "x"\n[people]\nA = "cor"\na = "gea"', 'claim = "x"\n[accounts]\nroot = 0',
     'claim = "x"\nstarters = "sap"', 'claim = "x"\nsystems = "sap"', 'claim = "x"\nsystems = [1]'],
)  # fmt: skip
def test_an_invalid_login_file_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "login.toml"
    file.write_text(text)
    with pytest.raises(BudgetError, match="BUDGET_LOGIN"):
        read_login({"BUDGET_LOGIN": str(file)})


def test_a_missing_login_file_does_not_fall_back_to_a_demonstration(tmp_path: Path) -> None:
    with pytest.raises(BudgetError, match="niet te lezen"):
        read_login({"BUDGET_LOGIN": str(tmp_path / "weg.toml")})


@pytest.mark.parametrize(
    ("claims", "may"),
    [
        ({"email": "Ans@stad.nl", "email_verified": True}, True),
        ({"email": "ans@stad.nl", "email_verified": False}, False),
        ({"email": "ans@stad.nl"}, False),
        ({"email": "bob@stad.nl", "email_verified": True}, False),
        ({}, False),
    ],
)
def test_only_persons_named_in_the_settings_may_start_a_programme(
    tmp_path: Path, claims: dict, may: bool
) -> None:
    file = tmp_path / "login.toml"
    file.write_text('claim = "email"\nstarters = ["ans@stad.nl"]\n')
    login = read_login({"BUDGET_LOGIN": str(file)})
    assert login is not None
    assert login.may_start(claims) is may
    assert not Login("email", {}, {}).may_start(claims), "without the setting nobody may"


def test_a_verified_e_mail_address_identifies_its_person() -> None:
    people = tuple(replace(p, email="cor@stad.nl") if p.id == "cor" else p for p in PROGRAMME.people)
    programme, said = replace(PROGRAMME, people=people), {"email": "Cor@stad.nl", "sub": "cor@stad.nl"}
    assert Login("email", {}, {}).person_of(programme, {**said, "email_verified": True}).id == "cor"
    assert Login("email", {}, {}).person_of(programme, said) is None
    assert Login("sub", {}, {}).person_of(programme, said) is None
