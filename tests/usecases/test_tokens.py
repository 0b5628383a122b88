"""Tokens for persons and systems: hashed, scoped, expiring and revocable."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from budget.access import Action, Actor, may_act
from budget.model.words import BudgetError, UnknownNameError
from budget.programme import parse_programme
from budget.store.audit import load_trail
from budget.store.engine import Store, open_store
from budget.store.tokens import Token
from budget.usecases import tokens, verify
from tests.store.samples import ID, NOW, SYSTEM_TOML

PROGRAMME = parse_programme(SYSTEM_TOML)
SYSTEMS = ("sap",)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@pytest.fixture
def store(ready_sqlite_url: str) -> Store:
    return open_store(ready_sqlite_url)


def make(
    store: Store, maker: str | Actor, person: str, *scope: Action, days: int = 30, name: str = "proef"
) -> tuple[Token, str]:
    return tokens.make(store, PROGRAMME, maker, person, scope, days, name, NOW, SYSTEMS)


def identify(store: Store, text: str, now: datetime = NOW) -> Actor:
    return tokens.identify(store, PROGRAMME, text, now)


def test_a_token_is_its_holder_with_the_rights_it_was_made_for(store: Store) -> None:
    _, text = make(store, "gea", "gea", Action.SUBMIT)
    actor = identify(store, text)
    assert actor == Actor("gea", frozenset({Action.SUBMIT}))
    assert may_act(PROGRAMME, actor, Action.SUBMIT, ["GRO"])
    assert not may_act(PROGRAMME, actor, Action.SUBMIT, ["SPE"])
    assert not may_act(PROGRAMME, actor, Action.VIEW)


def test_the_database_does_not_contain_the_text_of_a_token(store: Store, tmp_path: Path) -> None:
    token, text = make(store, "gea", "gea", Action.SUBMIT)
    store.close()
    stored = b"".join(file.read_bytes() for file in tmp_path.glob("*.db*"))
    assert text.encode() not in stored
    assert token.sha256.encode() in stored


@pytest.mark.parametrize(("age", "good"), [(30 * DAY - SECOND, True), (30 * DAY, False), (31 * DAY, False)])
def test_a_token_expires_on_its_last_day(store: Store, age: timedelta, good: bool) -> None:
    _, text = make(store, "gea", "gea", Action.SUBMIT, days=30)
    if good:
        assert identify(store, text, NOW + age).id == "gea"
        return
    with pytest.raises(BudgetError, match="onbekend, verlopen of ingetrokken"):
        identify(store, text, NOW + age)


@pytest.mark.parametrize("who", ["gea", "bea"])
def test_a_revoked_token_opens_nothing_and_the_other_still_does(store: Store, who: str) -> None:
    first, text = make(store, "gea", "gea", Action.SUBMIT)
    _, other = make(store, "gea", "gea", Action.VIEW)
    tokens.revoke(store, PROGRAMME, who, first.number, NOW)
    with pytest.raises(BudgetError, match="onbekend, verlopen of ingetrokken"):
        identify(store, text)
    assert identify(store, other).id == "gea"
    with pytest.raises(BudgetError, match="al ingetrokken"):
        tokens.revoke(store, PROGRAMME, who, first.number, NOW)


@pytest.mark.parametrize("text", ["", "bm_", "bm_onbekend"])
def test_an_unknown_token_is_refused_and_logged(
    store: Store, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUDGET_LOGS", str(tmp_path / "logs"))
    make(store, "gea", "gea", Action.SUBMIT)
    with pytest.raises(BudgetError, match="onbekend, verlopen of ingetrokken"):
        identify(store, text)
    assert "geweigerde sleutel" in (tmp_path / "logs" / "beveiliging.log").read_text()


REFUSED = {
    "for another person": ("bea", "cor", (Action.VIEW,), {}, "maakt hij zelf"),
    "for a system by who may not": ("cor", "sap", (Action.SUBMIT,), {}, "mag geen sleutels"),
    "to steer for a system": ("bea", "sap", (Action.STEER,), {}, "kan niets vaststellen"),
    "for a right that he has not": ("gea", "gea", (Action.SUBMIT, Action.ACCEPT), {}, "persoon heeft"),
    "to make tokens": ("bea", "bea", (Action.TOKENS,), {}, "persoon heeft"),
    "for nothing": ("gea", "gea", (), {}, "persoon heeft"),
    "for no day": ("gea", "gea", (Action.VIEW,), {"days": 0}, "1 tot en met 366"),
    "for more than a year": ("gea", "gea", (Action.VIEW,), {"days": 367}, "1 tot en met 366"),
    "without a name": ("gea", "gea", (Action.VIEW,), {"name": " "}, "een naam"),
    "with a token": (Actor("gea", frozenset(Action)), "gea", (Action.VIEW,), {}, "Met een sleutel"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_invalid_requests_for_a_token_are_refused(store: Store, case: str) -> None:
    maker, person, scope, options, told = REFUSED[case]
    with pytest.raises(BudgetError, match=told):
        make(store, maker, person, *scope, **options)
    assert tokens.tokens(store, PROGRAMME, "bea") == []


def test_the_administrator_makes_tokens_for_systems(store: Store) -> None:
    _, text = make(store, "bea", "sap", Action.CHECK, Action.SUBMIT)
    assert identify(store, text) == Actor("sap", frozenset({Action.CHECK, Action.SUBMIT}))


def test_everyone_sees_and_revokes_only_his_own(store: Store) -> None:
    first, _ = make(store, "gea", "gea", Action.VIEW)
    make(store, "cor", "cor", Action.ACCEPT)
    assert [t.person for t in tokens.tokens(store, PROGRAMME, "gea")] == ["gea"]
    assert [t.person for t in tokens.tokens(store, PROGRAMME, "bea")] == ["gea", "cor"]
    with pytest.raises(BudgetError, match="mag geen sleutels"):
        tokens.revoke(store, PROGRAMME, "cor", first.number, NOW)
    with pytest.raises(UnknownNameError, match="geen sleutel 9"):
        tokens.revoke(store, PROGRAMME, "gea", 9, NOW)


def test_making_and_revoking_a_token_are_logged(store: Store) -> None:
    token, _ = make(store, "gea", "gea", Action.VIEW)
    tokens.revoke(store, PROGRAMME, "gea", token.number, NOW)
    with store.read() as connection:
        told = [(entry.action, entry.person) for entry in load_trail(connection, ID)]
    assert told == [("token", "gea"), ("token-end", "gea")]
    assert verify.verify(store, PROGRAMME, "cor") == []
