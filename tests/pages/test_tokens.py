"""Beheer: tokens for oneself and for a system, shown once, and revoked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from budget.access import Action
from budget.model.words import BudgetError
from budget.programme import parse_programme
from budget.store.database_use import DatabaseUse
from budget.store.engine import open_store
from budget.usecases import tokens
from budget.usecases.database_use import begin
from tests.store.samples import NOW, SYSTEM_TOML

PROGRAMME = parse_programme(SYSTEM_TOML)
Look = Callable[[str], AppTest]


def page(url: str, toml: str, person: str) -> None:
    """The part of the page, for someone who logged in."""
    from datetime import date, datetime

    from budget.programme import parse_programme
    from budget.store.database_use import DatabaseUse
    from budget.store.engine import open_store
    from budget.ui.tokens import show_tokens
    from budget.ui.visit import Visit

    programme, day = parse_programme(toml), date(2024, 2, 1)
    who, now = programme.person(person), datetime(2024, 2, 1, 12)
    show_tokens(Visit(programme, open_store(url), who, day, 2024, now, DatabaseUse.REAL))


@pytest.fixture
def look(ready_sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Look:
    (tmp_path / "login.toml").write_text('claim = "sub"\nsystems = ["sap"]\n')
    monkeypatch.setenv("BUDGET_LOGIN", str(tmp_path / "login.toml"))
    store = open_store(ready_sqlite_url)
    begin(store, PROGRAMME, DatabaseUse.REAL, "cor", NOW)
    store.close()

    def looked(person: str) -> AppTest:
        words = {"url": ready_sqlite_url, "toml": SYSTEM_TOML, "person": person}
        found = AppTest.from_function(page, kwargs=words, default_timeout=60).run()
        assert not found.exception
        return found

    return looked


def fill(app: AppTest, holder: str, *scope: Action) -> AppTest:
    app.selectbox(key="sleutel-wie").set_value(holder)
    app.run().text_input(key="sleutel-naam").set_value("nachtelijke import")
    app.multiselect(key=f"sleutel-mag-{holder}").set_value(list(scope))
    app.button(key="sleutel-maken").click()
    return app.run()


def opens(url: str, text: str) -> bool:
    store = open_store(url)
    try:
        return tokens.identify(store, PROGRAMME, text, NOW) is not None
    except BudgetError:
        return False
    finally:
        store.close()


def test_a_token_for_a_system_is_shown_once_works_and_is_revoked(look: Look, ready_sqlite_url: str) -> None:
    app = fill(look("bea"), "sap", Action.CHECK, Action.SUBMIT)
    (shown,) = app.code
    assert opens(ready_sqlite_url, shown.value)
    assert not app.run().code, "never again"
    app.button(key="sleutel-intrekken").click()
    app.run()
    assert not opens(ready_sqlite_url, shown.value)
    assert "sleutel-intrekken" not in [button.key for button in app.button]


def test_a_system_is_offered_no_right_of_a_second_person(look: Look) -> None:
    app = look("bea")
    app.selectbox(key="sleutel-wie").set_value("sap")
    offered = app.run().multiselect(key="sleutel-mag-sap").options
    assert Action.SUBMIT.value in offered
    assert Action.ACCEPT.value not in offered


def test_a_person_who_does_not_manage_tokens_makes_and_sees_only_own_ones(look: Look) -> None:
    fill(look("bea"), "sap", Action.CHECK)
    app = look("gea")
    assert app.selectbox(key="sleutel-wie").options == ["Gea Groen"]
    assert not any("nachtelijke import" in one.proto.body for one in app.get("html"))
    assert fill(app, "gea", Action.VIEW).code


def test_a_token_without_rights_or_name_is_refused(look: Look) -> None:
    app = fill(look("bea"), "sap")
    assert app.error
    assert not app.code


def test_a_demonstration_has_no_tokens(example) -> None:
    screen = example.open("programme", person="b.haddad")
    assert "er geen sleutels" in screen.text
    assert "Sleutels" not in screen.become("k.yilmaz").text
