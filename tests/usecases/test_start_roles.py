"""The guided start on PostgreSQL with the separate roles of the manual: the program can only read and add."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from budget.model.words import BudgetError
from budget.programme import FILE_NAME, load_programme
from budget.standing.moment import load_standing
from budget.store.database_use import DatabaseUse
from budget.store.engine import Store, open_store
from budget.usecases import deliver, map_layouts, programmes, start, verify
from tests.roles import of_role
from tests.store.samples import NOW
from tests.store.test_roles import as_the_manual_says
from tests.usecases.test_first_plans import answered, doubts
from tests.usecases.test_start import begun, confirm


@pytest.fixture
def store(postgresql_server: str) -> Iterator[Store]:
    """A store as a server opens it: with the role of the program, and an empty database."""
    with as_the_manual_says(postgresql_server, is_lived_in=False) as url:
        found = open_store(of_role(url, "budget_app"))
        yield found
        found.close()


def test_a_first_and_a_next_programme_begin_and_their_plans_are_accepted(
    store: Store, tmp_path: Path
) -> None:
    home = tmp_path / "eerste"
    draft = begun(home)
    assert start.is_to_begin(store, home)
    assert confirm(store, home, "carla") is None
    assert start.confirmed_by(store, draft) == "carla"
    assert start.is_to_begin(store, home)
    assert confirm(store, home, "dirk") == start.StartResult((1,), ())
    assert not start.is_to_begin(store, home)
    first = load_programme(home)
    accept(store, first)

    folder = home / "programmas" / "nieuw"
    begun(folder)
    with pytest.raises(BudgetError, match="al een programma"):
        start.confirm(store, folder, seen(folder), "carla", DatabaseUse.DEMONSTRATION, NOW, (first.id,))
    head = {"name": "Tweede", "board": "Raad", "scope": "Alles.", "id": "tweede"}
    start.save_head(folder, head, 2025, 2026)
    for person, done in (("carla", None), ("dirk", start.StartResult((1,), ()))):
        assert (
            start.confirm(store, folder, seen(folder), person, DatabaseUse.DEMONSTRATION, NOW, (first.id,))
            == done
        )
    second = load_programme(home / "programmas" / "tweede")
    accept(store, second)


def seen(folder: Path) -> str:
    draft = start.load_draft(folder)
    assert draft
    return draft.seen


def accept(store: Store, programme, corrections: str = "") -> None:
    """The other person accepts the pending plan, and everything verifies."""
    own = store.of(programme.id)
    assert programmes.in_force(own, programme).text == programme.text
    deliver.accept(own, programme, 1, "carla", NOW, corrections=corrections)
    standing = load_standing(own, programme, NOW.date().replace(year=2025), 2025)
    assert standing.total().measures.budget == 41_500_000
    assert verify.verify(own, programme, "dirk") == []


def test_a_confirmed_programme_file_is_restored_after_an_interruption(store: Store, tmp_path: Path) -> None:
    begun(tmp_path)
    confirm(store, tmp_path, "carla")
    confirm(store, tmp_path, "dirk")
    (tmp_path / FILE_NAME).unlink()
    assert not start.is_to_begin(store, tmp_path)
    assert (tmp_path / FILE_NAME).is_file()


def test_a_database_of_another_programme_cannot_be_started(store: Store, tmp_path: Path) -> None:
    begun(tmp_path / "een")
    for person in ("carla", "dirk"):
        confirm(store, tmp_path / "een", person)
    assert not start.is_to_begin(store, tmp_path / "leeg")
    begun(tmp_path / "twee")
    start.save_head(tmp_path / "twee", {"name": "Ander", "board": "Raad", "scope": "Alles."}, 2025, 2026)
    with pytest.raises(BudgetError, match="al een programma"):
        confirm(store, tmp_path / "twee", "carla")


def test_a_plan_with_other_columns_is_accepted_with_its_mapping(store: Store, tmp_path: Path) -> None:
    answered(tmp_path)
    assert confirm(store, tmp_path, "carla") is None
    said = doubts(tmp_path)
    assert confirm(store, tmp_path, "dirk", doubts=said) == start.StartResult((1,), (), ("Begroting",))
    programme = load_programme(tmp_path)
    accept(store, programme, len(said))
    own = store.of(programme.id)
    (waiting,) = map_layouts.waiting_for(own, programme, "carla", 1)
    map_layouts.accept(own, programme, waiting, "carla", NOW)
    assert verify.verify(own, programme, "dirk") == []
