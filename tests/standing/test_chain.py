"""A figure is exactly the sum of its lines, and exactly the sum of the files that brought it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from budget.insight.diff.free_room import Moment
from budget.model.content import Content
from budget.standing.chain import Figure, Scope, amount_of, changes_of, files_of, parts_of, row_of
from budget.standing.moment import Standing, load_standing
from budget.store.engine import Store, open_store
from tests.snapshot.history import first_half, second_half
from tests.store.samples import AUGUST_END, MAY_END, PROGRAMME, deliver, line, plan, release

SCOPES = [
    Scope(),
    Scope("GRO"),
    Scope("SPE"),
    Scope("GRO", "GRO-1"),
    Scope("SPE", "SPE-1"),
    Scope("SPE", "SPE-2"),
    Scope(source="DORP"),
]


@pytest.fixture(scope="module")
def standings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[date, Standing]]:
    """The short year at two reference dates: with an amendment, corrections and a code in no plan."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('chain') / 'b.db'}")
    first_half(store)
    second_half(store)
    yield {day: load_standing(store, PROGRAMME, day) for day in (MAY_END, AUGUST_END)}
    store.close()


@pytest.mark.parametrize("as_of", [MAY_END, AUGUST_END], ids=str)
@pytest.mark.parametrize("figure", Figure)
@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_lines_and_files_add_up_to_the_figure_to_the_cent(standings, scope, figure, as_of) -> None:
    standing = standings[as_of]
    row = row_of(standing, scope)
    amount = (amount_of(row.measures, figure) or 0) if row else 0
    assert sum(part.cents for part in files_of(standing, scope, figure)) == amount
    if not scope.code:
        parts = (amount_of(part.measures, figure) or 0 for part in parts_of(standing, scope))
        assert sum(parts) == amount


def test_each_file_has_its_two_persons_and_its_amount(standings) -> None:
    parts = files_of(standings[AUGUST_END], Scope("SPE"), Figure.REALISED)
    assert [(part.by.file, part.cents) for part in parts] == [("mei.xlsx", 2_500), ("aug.xlsx", 70_334)]
    assert {(part.by.submitted_by, part.by.accepted_by) for part in parts} == {("cor", "cato")}


def test_released_money_comes_from_the_list_for_its_lines_and_from_the_plan_for_others(store: Store) -> None:
    lines = line("GRO-1", 1_000_00, released=400_00), line("GRO-2", 500_00, released=100_00)
    deliver(store, plan(*lines), "plan.xlsx")
    deliver(store, Content(releases=(release(amount=700_00),)), "vrijgave.xlsx")
    standing = load_standing(store, PROGRAMME, MAY_END)
    parts = files_of(standing, Scope("GRO"), Figure.RELEASED)
    found = [(part.by.file, part.cents) for part in parts]
    assert found == [("plan.xlsx", 100_00), ("vrijgave.xlsx", 700_00)]


def test_a_correction_is_a_file_with_a_negative_amount(standings) -> None:
    parts = files_of(standings[AUGUST_END], Scope("GRO"), Figure.REALISED)
    assert [(part.by.file, part.cents) for part in parts] == [("mei.xlsx", 10_000), ("aug.xlsx", -1_000)]


def test_only_changes_that_can_move_the_figure_are_its_changes(standings) -> None:
    standing = standings[AUGUST_END]
    start = Moment(AUGUST_END, 0)
    kinds = {f: {c.kind.name for c in changes_of(standing, Scope(), f, start)} for f in Figure}
    assert kinds[Figure.REALISED] == {"BOOKINGS"}
    assert kinds[Figure.FREE] == {"PLAN", "BOOKINGS", "COMMITMENTS"}


def test_a_line_that_is_not_there_has_no_row(standings) -> None:
    assert row_of(standings[MAY_END], Scope("GRO", "GRO-9")) is None
