"""Two programmes on one server: each page shows the one in its URL and keeps no state of the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from budget.programme import load_programme
from budget.ui import programmes as here
from tests.conftest import EXAMPLE
from tests.pages.conftest import Screen
from tests.pages.test_roles import SAYS
from tests.store.samples import TOML

TOWN = TOML.replace('id = "dorp"', 'id = "stad"').replace("Dorpsvernieuwing", "Stadsvernieuwing")


@pytest.fixture
def go_to(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, own_example: Screen):
    """go_to("stad") gives the next run an address of that programme."""
    (tmp_path / "stad").mkdir()
    (tmp_path / "stad" / "programme.toml").write_text(TOWN)
    monkeypatch.setenv("BUDGET_PROGRAMME", f"{EXAMPLE}:{tmp_path / 'stad'}")
    return lambda name: monkeypatch.setattr(here, "named_here", lambda: name)


def words_of_the_example() -> list[str]:
    said = load_programme(EXAMPLE)
    people = [person.name for person in said.people]
    return [said.name, *people, *(domain.name for domain in said.domains if " " in domain.name)]


def test_no_page_of_one_programme_shows_data_of_another(go_to, own_example: Screen) -> None:
    go_to("stad")
    screen = own_example.open("overview", person="cor")
    told = {}
    for page in SAYS:
        screen.go(page)
        chosen = [str(option) for box in screen.app.selectbox for option in box.options]
        text = " ".join([screen.text, *screen.errors, *chosen])
        assert "Stadsvernieuwing" in text
        told[page] = [word for word in words_of_the_example() if word in text]
    assert {page: found for page, found in told.items() if found} == {}


def test_switching_to_another_programme_resets_the_session(go_to, own_example: Screen) -> None:
    go_to("samen-nieuw-west")
    screen = own_example.open("overview", person="c.vandijk")
    assert screen.app.session_state["persoon"] == "c.vandijk"
    go_to("stad")
    screen.app.query_params.clear()
    screen.run()
    assert screen.app.session_state["persoon"] in ("", None)
    assert "Stadsvernieuwing" in screen.text
    assert "Samen Nieuw-West" not in screen.text


def test_an_address_without_a_programme_lists_them(go_to, own_example: Screen) -> None:
    go_to("")
    screen = own_example.run()
    assert screen.heading == "Kies een programma"
    assert "Samen Nieuw-West" in screen.text
    assert "Stadsvernieuwing" in screen.text


def test_an_unknown_programme_in_the_address_shows_none(go_to, own_example: Screen) -> None:
    go_to("elders")
    assert own_example.run().heading == "Kies een programma"


@pytest.mark.parametrize(("who", "seen"), [("cor", {"Stadsvernieuwing"}), ("niemand", set())])
def test_a_login_lists_only_programmes_with_a_role_of_this_person(
    go_to, own_example: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, who: str, seen: set[str]
) -> None:
    (tmp_path / "login.toml").write_text('claim = "sub"\n')
    monkeypatch.setenv("BUDGET_LOGIN", str(tmp_path / "login.toml"))
    monkeypatch.setattr("budget.ui.frame.logged_in", lambda _store, _now: {"sub": who})
    go_to("")
    text = own_example.run().text
    assert {name for name in ("Stadsvernieuwing", "Samen Nieuw-West") if name in text} == seen


def test_a_copied_folder_is_reported_at_its_own_programme_only(
    go_to, own_example: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "stad" / "programmas" / "kopie"
    copy.mkdir(parents=True)
    (copy / "programme.toml").write_text(TOWN)
    monkeypatch.setenv("BUDGET_PROGRAMME", f"{tmp_path / 'stad'}:{EXAMPLE}")
    go_to("samen-nieuw-west")
    screen = own_example.open("programme", person="c.vandijk")
    assert "kopie" not in screen.text
    go_to("stad")
    screen.app.query_params.clear()
    screen.run().go("programme").become("cor")
    assert "De map 'kopie' telt niet mee" in screen.text
    assert "Stadsvernieuwing" in screen.text
