"""Fragments recheck login, rights and data like a full run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.testing.v1 import local_script_runner

from budget.access import VISITOR
from budget.model import Booking, BudgetError, Content, Kind, Programme, Role, Statement
from budget.programme import load_programme
from budget.store.engine import Store, open_store
from budget.ui import frame, overview_tabs
from budget.usecases import deliver as delivery
from budget.usecases import programmes
from tests.conftest import EXAMPLE
from tests.store.samples import packed

TEXT = (EXAMPLE / "programme.toml").read_text(encoding="utf-8")
DAY, NOW = date(2024, 9, 30), datetime(2024, 11, 1, 12)
RunPart = Callable[[object], None]


@pytest.fixture
def run_part(monkeypatch: pytest.MonkeyPatch) -> RunPart:
    """run_part(screen) runs the fragments of its page alone, as a browser does after a click in one.

    As in a server session, it uses the page list of the previous run.
    """

    def run(screen) -> None:
        parts, pages = list(screen.app._fragment_storage._fragments), screen.app._registered_pages
        assert parts
        with monkeypatch.context() as patch:
            only = partial(RerunData, fragment_id_queue=parts)
            patch.setattr(local_script_runner, "RerunData", only)
            patch.setattr(PagesManager, "get_pages", lambda _: pages)
            screen.run()

    return run


@pytest.fixture
def own_store(own_example, tmp_path: Path) -> Store:
    """The database that own_example shows."""
    (path,) = tmp_path.glob("*.db")
    return open_store(f"sqlite:///{path}")


def change_a_cell(store: Store, programme: Programme, cents: int) -> None:
    """Adds one booking."""
    row = Booking("EEN-CEL", "1", DAY, 2024, "JEU-101", "", "", "x", "", cents, Kind.REALISED)
    content = Content(statements=(Statement("Boekingen", DAY, DAY, DAY, True, False, (row,)),))
    checked, data = packed(content)
    seen = delivery.preview(store, programme, VISITOR, content).mark
    number = delivery.submit(store, programme, checked, data, "s.bakker", NOW, seen).id
    delivery.accept(store, programme, number, "t.mulder", NOW, None, seen)


def lose_the_role(store: Store, programme: Programme, person: str) -> None:
    begin, end = TEXT.split(f'id = "{person}"')
    kept, _, rest = end.partition(f'role = "{Role.READER}"')
    text = f'{begin}id = "{person}"{kept}role = "{Role.ADMINISTRATOR}"{rest}'
    number = programmes.propose(store, programme, text, "c.vandijk", "Andere baan", NOW).proposal.number
    programmes.accept(store, programme, number, "h.smit", NOW)


@pytest.fixture
def programme_in_force(own_store: Store) -> Programme:
    return programmes.in_force(own_store, load_programme(EXAMPLE))


def test_a_fragment_runs_without_the_rest_of_the_page(example, run_part: RunPart, monkeypatch) -> None:
    screen = example.open("overview", deel="Alle cijfers")
    before = screen.key_figures
    with monkeypatch.context() as patch:
        patch.setattr(frame, "_open_visit", None)
        run_part(screen)
    assert (screen.key_figures, screen.errors) == (before, [])


def test_a_fragment_shows_no_figure_from_before_a_change(
    own_example, own_store: Store, programme_in_force: Programme, run_part: RunPart
) -> None:
    screen = own_example.open("overview", deel="Alle cijfers")
    before, title = screen.key_figures, screen.heading
    change_a_cell(own_store, programme_in_force, 300_000_00)
    run_part(screen)
    after = screen.key_figures
    assert before["Besteed"] != after["Besteed"]
    assert title != screen.heading, "the rest of the page is of the same moment"
    assert after == screen.run().key_figures


def test_a_person_who_lost_the_role_gets_no_figures_from_a_fragment(
    own_example, own_store: Store, programme_in_force: Programme, run_part: RunPart
) -> None:
    screen = own_example.open("overview", deel="Alle cijfers", person="l.meijer")
    assert screen.key_figures
    lose_the_role(own_store, programme_in_force, "l.meijer")
    run_part(screen)
    assert screen.errors
    assert "Besteed" not in screen.text


def test_another_day_runs_the_whole_page(example, run_part: RunPart, monkeypatch) -> None:
    screen = example.open("logbook", person="h.smit")
    seen: list[object] = []
    opened = frame._open_visit
    with monkeypatch.context() as patch:
        patch.setattr(frame, "_open_visit", lambda begin: seen.append(1) or opened(begin))
        run_part(screen)
        assert not seen
        clock = frame._example_clock(EXAMPLE)
        patch.setattr(frame, "_example_clock", lambda _: type(clock)(date(2024, 12, 24), clock.first))
        run_part(screen)
    assert seen
    assert screen.errors == []


@pytest.mark.parametrize("page", ["overview", "domain", "insight", "logbook"])
def test_every_part_runs_alone_without_an_error(example, run_part: RunPart, page: str) -> None:
    screen = example.open(page, person="c.vandijk")
    before = set(screen.text.split())
    run_part(screen)
    assert screen.errors == []
    assert set(screen.text.split()) < before


@pytest.mark.parametrize("error", [BudgetError("De database is er niet."), ValueError("x")])
def test_an_error_in_a_fragment_is_shown_in_its_place(
    example, monkeypatch, run_part: RunPart, error: Exception
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    screen = example.open("overview", deel="Alle cijfers")
    monkeypatch.setattr(overview_tabs, "show_key_figures", fail)
    for run in (screen.run, partial(run_part, screen)):
        run()
        (told,) = screen.errors
        assert told == str(error) if isinstance(error, BudgetError) else "nummer" in told
        assert not screen.app.exception
