"""What if: the figures of a change that is tried are those of the same change, uploaded and accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from budget.insight.what_if import (
    ExtraCommitment,
    ReleaseChange,
    Rephase,
    Shift,
    Step,
    apply_steps,
    propose_plan,
)
from budget.model import Booking, By, Content, Kind, LineKey, PlanLine, Statement
from budget.snapshot.codec import row_data
from budget.standing.moment import Standing, load_standing
from budget.store.engine import Store
from budget.store.plans import load_plan
from tests.spec.histories import START, Handed, Lived, seeds, store_history
from tests.spec.oracle_changes import State

YEAR = 2024
SEEDS = seeds(3)
Plan = tuple[PlanLine, ...]


def tried(standing: Standing, *steps: Step) -> Standing:
    return replace(standing, facts=apply_steps(standing.facts, steps))


def figures(standing: Standing) -> dict[tuple[By, str], dict]:
    """Every measure, forecast and signal of every group."""
    return {(by, row.key): row_data(row) for by in By for row in standing.rows(by)}


def accepted(store: Store, lived: Lived, name: str, content: Content, as_of: date) -> Standing:
    """The same programme again, with one more file at the end."""
    programme = replace(lived.programme, id=f"{lived.programme.id} {name}")
    last = Handed(len(lived.files) + 1, content, "s.bakker", "c.vandijk", START)
    store_history(store, programme.id, [*lived.files, last])
    return load_standing(store, programme, as_of, YEAR)


def plan_of(store: Store, lived: Lived) -> Plan:
    with store.read() as connection:
        return load_plan(connection, lived.programme.id)


def changed(plan: Plan, key: LineKey, **values) -> Plan:
    return tuple(replace(x, **values) if (x.key, x.year) == (key, YEAR) else x for x in plan)


def moved(plan: Plan, source: PlanLine, target: PlanLine, cents: int) -> Plan:
    """The plan as a budget holder would type the shift in his workbook, where he states no months."""
    less = source.budget - cents
    released = None if source.released is None else min(source.released, less)
    plan = changed(plan, source.key, budget=less, released=released)
    return changed(plan, target.key, budget=target.budget + cents)


def ready(store: Store, live, seed: int) -> tuple[Random, Lived, Standing, list[PlanLine]]:
    draw, lived = Random(f"what if {seed}"), live(seed)
    as_of = draw.choice([date(YEAR, 5, 31), date(YEAR, 9, 17), date(YEAR, 12, 31)])
    lines = State(lived.files, lived.programme, YEAR, len(lived.files)).lines
    return draw, lived, load_standing(store, lived.programme, as_of, YEAR), lines


def shifts(draw: Random, lines: list[PlanLine], number: int) -> Iterator[tuple[PlanLine, PlanLine, int]]:
    """Pairs of lines, those of one code with two sources first: they share one own forecast."""
    pairs = [(a, b) for a in lines for b in lines if a.key != b.key and a.budget]
    draw.shuffle(pairs)
    for source, target in sorted(pairs, key=lambda pair: pair[0].code != pair[1].code)[:number]:
        yield source, target, draw.choice([1, source.budget, draw.randint(1, source.budget)])


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", SEEDS)
def test_a_what_if_shift_equals_the_same_plan_accepted(live, years_store: Store, seed: int) -> None:
    draw, lived, standing, lines = ready(years_store, live, seed)
    even = [line for line in lines if line.phasing is None]
    for n, (source, target, cents) in enumerate(shifts(draw, even, 2)):
        by_hand = moved(plan_of(years_store, lived), source, target, cents)
        real = accepted(years_store, lived, f"hand {n}", Content(plan=by_hand), standing.facts.as_of)
        what_if = tried(standing, Shift(source.key, target.key, cents))
        assert figures(what_if) == figures(real), (source.key, target.key, cents)
        assert propose_plan(plan_of(years_store, lived), standing.facts, what_if.facts) == by_hand


def drawn_steps(draw: Random, lines: list[PlanLine]) -> list[Step]:
    """A shift, another phasing and another release, one after the other, on lines with a budget."""
    (source, target, cents), = shifts(draw, lines, 1)  # fmt: skip
    steps: list[Step] = [Shift(source.key, target.key, cents)]
    rest = [line for line in lines if line.budget and line not in (source, target)]
    for line in rest[:1]:
        steps.append(ReleaseChange(line.key, draw.randint(0, line.budget)))
    for line in rest[1:2]:
        months = line.phasing or (line.budget // 12,) * 12
        fullest = max(range(12), key=months.__getitem__)
        steps.append(Rephase(line.key, fullest + 1, (fullest + 5) % 12 + 1, draw.randint(1, months[fullest])))
    return steps


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", SEEDS)
def test_a_proposal_that_is_accepted_gives_the_figures_that_were_tried(
    live, years_store: Store, seed: int
) -> None:
    draw, lived, standing, lines = ready(years_store, live, seed)
    what_if = tried(standing, *drawn_steps(draw, lines))
    plan = plan_of(years_store, lived)
    proposed = propose_plan(plan, standing.facts, what_if.facts)
    real = accepted(years_store, lived, "voorstel", Content(plan=proposed), standing.facts.as_of)
    assert figures(what_if) == figures(real)
    assert sum(line.budget for line in proposed) == sum(line.budget for line in plan)
    for line in proposed:
        assert line.phasing is None or (sum(line.phasing) == line.budget and min(line.phasing) >= 0)
        assert line.released is None or 0 <= line.released <= line.budget


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", SEEDS)
def test_a_shift_moves_free_room_and_keeps_the_total(live, years_store: Store, seed: int) -> None:
    draw, _, standing, lines = ready(years_store, live, seed)
    for source, target, cents in shifts(draw, lines, 6):
        what_if = tried(standing, Shift(source.key, target.key, cents))
        free = {line.key: line.budget - sum(line.realised) - line.committed for line in standing.facts.lines}
        then = {line.key: line.budget - sum(line.realised) - line.committed for line in what_if.facts.lines}
        moves = {key: then[key] - free[key] for key in free if then[key] != free[key]}
        assert moves == {source.key: -cents, target.key: cents}
        assert what_if.total().measures.free == standing.total().measures.free


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", SEEDS)
def test_a_commitment_that_is_tried_gives_the_figures_of_the_one_that_is_booked(
    live, years_store: Store, seed: int
) -> None:
    draw, lived, standing, lines = ready(years_store, live, seed)
    line, cents, as_of = draw.choice(lines), draw.randint(1, 5_000_000), standing.facts.as_of
    state = State(lived.files, lived.programme, YEAR, len(lived.files))
    still_open = [row for _, rows in state.open_by(as_of).values() for row in rows]
    again = [row for row in still_open if state.domain_of(row.code) == line.domain]
    new = Booking("", "", as_of, YEAR, line.code, *line.key[1:], "", "", cents, Kind.COMMITTED)
    rows = tuple(row._replace(document=f"R{n}", sequence="1") for n, row in enumerate([*again, new]))
    sheet = Statement("Verplichtingen", as_of, as_of, as_of, False, True, rows)
    real = accepted(years_store, lived, "verplichting", Content(statements=(sheet,)), as_of)
    assert figures(tried(standing, ExtraCommitment(line.key, cents))) == figures(real)
