"""Plan versions: which is in force when, and unchanged after a round trip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from budget.access import VISITOR
from budget.model import BudgetError, Content, PlanLine
from budget.store.content import pack_content, unpack_content
from budget.store.engine import Store
from budget.store.knowledge import load_knowledge
from budget.store.plans import load_code_domains, load_plan, load_versions, versions_in_force
from budget.store.schema import plan_lines
from budget.usecases import deliver as delivery
from tests.store.samples import ID, NOW, PROGRAMME, YEAR, deliver, line, plan, submit

FULL = line(
    "GRO-1", 1_200_00, source="FONDS", theme="BOS", released=50_000,
    phasing=(100_00,) * 12, project_code="P-0012", note="Eerst de bomen; dan 'de rest' — \"ooit\"",
)  # fmt: skip


def plan_at(store: Store, known_at: int | None = None) -> tuple[PlanLine, ...]:
    with store.read() as connection:
        return load_plan(connection, ID, known_at)


def test_a_stored_line_is_read_back_unchanged(store: Store) -> None:
    lines = (FULL, line("GRO-1"), line("GRO-2", 0, released=0), line("GRO-1", year=2025))
    deliver(store, plan(*lines))
    assert set(plan_at(store)) == set(lines)


def test_lines_are_loaded_in_one_order_whatever_the_order_of_rows(store: Store) -> None:
    lines = (line("GRO-2"), line("GRO-10"), FULL, line("GRO-1"))
    deliver(store, plan(*lines))
    first = plan_at(store)
    deliver(store, plan(*lines[::-1], line("GRO-3")))
    assert [found for found in plan_at(store) if found.code != "GRO-3"] == list(first)


def test_a_new_plan_replaces_all_lines_of_its_domain_and_no_others(store: Store) -> None:
    deliver(store, plan(line("GRO-1"), line("GRO-2"), line("SPE-1")))
    deliver(store, plan(line("GRO-3")))
    assert [found.code for found in plan_at(store)] == ["GRO-3", "SPE-1"]


def test_an_earlier_plan_can_be_loaded(store: Store) -> None:
    deliver(store, plan(line(budget=100)))
    deliver(store, plan(line("SPE-1")))
    deliver(store, plan(line(budget=150)))
    budgets = {known_at: [found.budget for found in plan_at(store, known_at)] for known_at in range(4)}
    assert budgets == {0: [], 1: [100], 2: [100, 120_000], 3: [150, 120_000]}


def test_versions_in_force_are_known_for_every_moment(store: Store) -> None:
    deliver(store, plan(line(), line("SPE-1")))
    deliver(store, plan(line("SPE-2")))
    with store.read() as connection:
        assert versions_in_force(connection, ID, 0) == {}
        assert versions_in_force(connection, ID, 1) == {"GRO": 1, "SPE": 1}
        assert versions_in_force(connection, ID) == {"GRO": 1, "SPE": 2}


def test_every_version_is_kept_with_its_lines_of_the_year(store: Store) -> None:
    deliver(store, plan(line(budget=100)))
    deliver(store, plan(line(budget=150), line(year=2025)))
    deliver(store, plan(line(year=2025)))
    with store.read() as connection:
        found = load_versions(connection, ID, YEAR, 3)
    assert [(v.seq, v.domain, [x.budget for x in v.lines]) for v in found] == [
        (1, "GRO", [100]), (2, "GRO", [150]), (3, "GRO", []),
    ]  # fmt: skip


def test_a_code_of_another_domain_is_refused_and_nothing_is_stored(store: Store) -> None:
    deliver(store, plan(line()))
    number = submit(store, plan(line("GRO-1", domain="SPE"))).id
    with pytest.raises(BudgetError, match=r"'GRO-1'.* domein GRO"):
        delivery.accept(store, PROGRAMME, number, "cato", NOW)
    assert delivery.state(store, PROGRAMME) == 1


def test_a_line_may_move_when_both_domains_are_in_the_file(store: Store) -> None:
    deliver(store, plan(line("GRO-1"), line("GRO-2")))
    deliver(store, plan(line("GRO-1", domain="SPE"), line("GRO-2")))
    assert {(found.code, found.domain) for found in plan_at(store)} == {("GRO-1", "SPE"), ("GRO-2", "GRO")}
    with store.read() as connection:
        assert load_code_domains(connection, ID, 2)[-1] == (2, "GRO-2", "GRO")
        assert (2, "GRO-1", "SPE") in load_code_domains(connection, ID, 2)


def test_the_plan_in_force_submitted_again_changes_nothing(store: Store) -> None:
    deliver(store, plan(FULL, line("GRO-1"), line("SPE-1")))
    again = delivery.plan_in_force(store, PROGRAMME, VISITOR, "GRO")
    assert set(again.plan) == {FULL, line("GRO-1")}
    assert delivery.preview(store, PROGRAMME, VISITOR, again).is_empty


def test_code_domains_are_plain_tuples(store: Store) -> None:
    deliver(store, plan(line()))
    with store.read() as connection:
        known = load_knowledge(connection, ID, YEAR)
    assert {type(entry) for entry in known.code_domains} == {tuple}


def test_an_old_plan_version_never_changes(store: Store) -> None:
    deliver(store, plan(FULL))
    with store.read() as connection:
        before = connection.execute(select(plan_lines)).all()
    deliver(store, plan(line(budget=1)))
    with store.read() as connection:
        after = connection.execute(select(plan_lines).where(plan_lines.c.seq == 1)).all()
    assert before == after


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
lines = st.builds(
    PlanLine,
    *(texts,) * 7,
    st.integers(2023, 2026),
    st.integers(0, 10**13),
    st.none() | st.integers(0, 10**13),
    st.none() | st.tuples(*[st.integers(0, 10**13)] * 12),
    texts,
    texts,
)


@given(st.lists(lines, max_size=4))
def test_content_survives_a_round_trip_through_its_bytes(found: list[PlanLine]) -> None:
    content = Content(plan=tuple(found))
    assert unpack_content(pack_content(content)) == content
