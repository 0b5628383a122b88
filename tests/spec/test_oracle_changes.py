"""What changed in the free room, of every group and file, against whole states that are subtracted."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime
from itertools import pairwise

import pytest

from budget.insight.diff.free_room import Bridge, Change, ChangeKind, Moment, bridge, list_changes
from budget.model import Programme
from budget.standing.moment import load_standing
from budget.store.engine import Store
from tests.spec.example_year import known_at
from tests.spec.histories import YEARS, Lived, moments
from tests.spec.oracle import GROUPINGS as EXAMPLE_GROUPINGS
from tests.spec.oracle import Oracle
from tests.spec.oracle_changes import (
    GROUPINGS,
    PARTS,
    Deltas,
    Place,
    State,
    booked_by_acceptance,
    differences,
    minus,
    planned_by_acceptance,
)

SEEDS = range(1, 21)
TRACED = range(15, 23)
EXAMPLE_MOMENTS = [
    (date(2024, 3, 31), datetime(2024, 4, 8, 10, 30)),
    (date(2024, 5, 31), datetime(2024, 6, 20, 9)),
    (date(2024, 8, 31), datetime(2024, 9, 20, 9)),
    (date(2024, 9, 30), datetime(2024, 12, 31)),
    (date(2024, 5, 31), datetime(2024, 12, 31)),
]


def place_of(change: Change) -> Place:
    key = change.key
    if not key.code:
        return Place(change.domain)
    return Place(
        change.domain, change.action_line, key.code, key.source, key.theme, change.budget_holder
    )  # fmt: skip


def changes(store: Store, programme: Programme, year: int, then: Moment, now: Moment) -> tuple[Change, ...]:
    known_at = max(then.known_at, now.known_at)
    standing = load_standing(store, programme, now.as_of, year, known_at, [then.as_of])
    return list_changes(standing.knowledge, programme, then, now)


def cases(lived: Lived, seed: int, number: int = 5):
    for year in YEARS:
        for then, now in pairwise(moments(seed, lived.files, number)):
            yield year, Moment(*then), Moment(*now)


@pytest.mark.parametrize("seed", SEEDS)
def test_changes_of_every_group_equal_the_difference_between_states(
    live, years_store: Store, seed: int
) -> None:
    programme, files = live(seed)
    for year, then, now in cases(live(seed), seed):
        found = changes(years_store, programme, year, then, now)
        before = State(files, programme, year, then.known_at).stands(then.as_of)
        after = State(files, programme, year, now.known_at).stands(now.as_of)
        for by in GROUPINGS:
            right = differences(before, after, by)
            for key in right.keys() | {place_of(change).key(by) for change in found}:
                want = right.get(key, dict.fromkeys(("before", "after", *PARTS), 0))
                got = bridge(want["before"], found, lambda c, by=by, key=key: place_of(c).key(by) == key)
                assert got == Bridge(want["before"], *(want[part] for part in PARTS)), (year, by, key)
                assert got.after == want["after"], (year, then, now, by, key)


def test_the_histories_move_every_part_in_every_way(live) -> None:
    """Guards the comparison itself: histories without events would agree too."""
    signs: Counter[tuple[str, bool, bool]] = Counter()
    for seed in SEEDS:
        programme, files = live(seed)
        for year, then, now in cases(live(seed), seed):
            before = State(files, programme, year, then.known_at).stands(then.as_of)
            after = State(files, programme, year, now.known_at).stands(now.as_of)
            for key, sums in differences(before, after, "place").items():
                signs.update((part, sums[part] > 0, key.endswith("/")) for part in PARTS if sums[part])
    wanted = {(part, more, apart) for part in PARTS for more in (True, False) for apart in (True, False)}
    assert signs.keys() == wanted - {("plan", True, True), ("plan", False, True)}
    assert min(signs.values()) > 20


def by_acceptance(found: tuple[Change, ...], kind: ChangeKind) -> Counter:
    sums: Counter = Counter()
    for change in found:
        if change.kind is kind:
            sums[change.seq, place_of(change)] += change.cents
    return sums


def per_file(sums: Counter) -> Counter:
    found: Counter[int] = Counter()
    for (seq, _), cents in sums.items():
        found[seq] += cents
    return minus(found, Counter())


@pytest.mark.parametrize("seed", TRACED)
def test_every_change_is_traced_to_the_file_that_made_it(live, years_store: Store, seed: int) -> None:
    programme, files = live(seed)
    for year, then, now in cases(live(seed), seed):
        found = changes(years_store, programme, year, then, now)
        arguments = files, programme, year
        planned = minus(
            planned_by_acceptance(*arguments, now.known_at), planned_by_acceptance(*arguments, then.known_at)
        )
        got: Deltas = Counter()
        for change in found:
            if change.kind is ChangeKind.PLAN:
                got[change.seq, change.key] += change.cents
        assert minus(got, Counter()) == planned
        booked = minus(
            booked_by_acceptance(*arguments, now.as_of, now.known_at),
            booked_by_acceptance(*arguments, then.as_of, then.known_at),
        )
        assert per_file(by_acceptance(found, ChangeKind.BOOKINGS)) == per_file(booked)
        before, after = State(*arguments, then.known_at), State(*arguments, now.known_at)
        if (before.lines, before.homes) == (after.lines, after.homes):
            placed: Counter = Counter()
            for (seq, key), cents in booked.items():
                placed[seq, after.place_of(*key)] += cents
            assert by_acceptance(found, ChangeKind.BOOKINGS) == minus(placed, Counter())
        if then.as_of <= now.as_of and then.known_at <= now.known_at:
            opened = stated(before, after, then.as_of, now.as_of)
            assert per_file(by_acceptance(found, ChangeKind.COMMITMENTS)) == opened


def stated(before: State, after: State, then: date, now: date) -> Counter[int]:
    """Per acceptance that now decides open commitments: the difference with the commitments before it."""
    found: Counter[int] = Counter()
    was, says = before.open_by(then), after.open_by(now)
    for code in was.keys() | says.keys():
        seq, rows = says[code]
        found[seq] += sum(row.amount for row in rows)
        found[seq] -= sum(row.amount for row in was[code][1]) if code in was else 0
    return minus(found, Counter())


@pytest.mark.parametrize("seed", [3, 14])
def test_every_change_names_its_file_and_both_persons(live, years_store: Store, seed: int) -> None:
    programme, files = live(seed)
    last = len(files)
    standing = load_standing(years_store, programme, date(2024, 12, 31), 2024, last, [date(2024, 3, 1)])
    found = standing.changes_since(Moment(date(2024, 3, 1), 2))
    assert found
    for change in found:
        told, handed = standing.acceptance(change.seq), files[change.seq - 1]
        assert told.file == f"bestand {handed.seq}.xlsx"
        assert (told.submitted_by, told.accepted_by) == (handed.submitted_by, handed.accepted_by)
        assert told.submitted_by != told.accepted_by


@pytest.mark.parametrize(
    ("then", "now"), [*pairwise(EXAMPLE_MOMENTS), (EXAMPLE_MOMENTS[0], EXAMPLE_MOMENTS[3])], ids=str
)
def test_the_example_changes_as_its_workbooks_do(
    oracle: Oracle, example: Lived, years_store: Store, then, now
) -> None:
    asked = [Moment(as_of, known_at(example.files, at)) for as_of, at in (then, now)]
    found = changes(years_store, example.programme, 2024, *asked)
    for by in EXAMPLE_GROUPINGS:
        before, after = (oracle.measures(by, as_of, 2024, at) for as_of, at in (then, now))
        sums: dict[str, Counter] = defaultdict(Counter)
        for change in found:
            sums[place_of(change).key(by)][change.kind.value] += change.cents
        for key in sums.keys() | before.keys() | after.keys():
            for part, measure in zip(PARTS, ("budget", "realised", "committed"), strict=True):
                right = after.get(key, {}).get(measure, 0) - before.get(key, {}).get(measure, 0)
                assert sums[key][part] == right, (by, key, part)
