"""Why the forecast moved: each step taken again line by line, adding up for every line and group."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from itertools import pairwise

import pytest

from budget.insight.forecast.changes import ForecastChange
from budget.insight.forecast.outturn import forecast
from budget.model import By, LineFacts, LineKey
from budget.standing.moment import Standing, load_standing
from budget.store.engine import Store
from tests.spec.example_year import known_at
from tests.spec.histories import YEARS, Handed, Lived, moments, seeds
from tests.spec.oracle_changes import State, booked_by_acceptance, minus

SEEDS = seeds(4)
CAUSES = ("plan", "own", "commitments", "bookings")
Where = tuple[str, LineKey]
EXAMPLE_MOMENTS = [
    (date(2024, 3, 31), datetime(2024, 4, 9)),
    (date(2024, 5, 31), datetime(2024, 6, 20, 9)),
    (date(2024, 8, 31), datetime(2024, 9, 20, 9)),
    (date(2024, 9, 30), datetime(2024, 12, 31)),
]


def stand(store: Store, lived: Lived, year: int, moment: tuple[date, int], besides: date) -> Standing:
    return load_standing(store, lived.programme, moment[0], year, moment[1], [besides])


def pairs(store: Store, lived: Lived, seed: int) -> Iterator[tuple[Standing, Standing]]:
    """The same year at two moments; at the later one at least as much is known."""
    for year in YEARS:
        for one, other in pairwise(moments(seed, lived.files)):
            then, now = sorted([one, other], key=lambda moment: (moment[1], moment[0]))
            yield stand(store, lived, year, then, now[0]), stand(store, lived, year, now, then[0])


def middle(line: LineFacts | None, standing: Standing) -> int:
    return _middle(line, standing.facts.year, standing.facts.as_of) if line else 0


@cache
def _middle(line: LineFacts, year: int, as_of: date) -> int:
    """Cached: most steps leave a line unchanged, so the same question returns."""
    return forecast([line], year, as_of).outturn.p50


def lines(standing: Standing) -> dict[Where, LineFacts]:
    return {(line.domain, line.key): line for line in standing.facts.lines}


def steps(was: LineFacts | None, becomes: LineFacts | None, then: Standing, now: Standing) -> dict[str, int]:
    """Plan first, then own forecast, then commitments; the remainder is bookings and time."""
    line = was or nothing(becomes)
    target = becomes or nothing(line)
    # CHOICE: the own forecast of a line lapses when the line leaves the plan.
    own = line.own_forecast if target.planned else None
    plan = replace(
        line, planned=target.planned, budget=target.budget, original_budget=target.original_budget,
        phasing=target.phasing, own_forecast=own,
    )  # fmt: skip
    revised = replace(plan, own_forecast=target.own_forecast)
    committed = replace(revised, committed=target.committed)
    ends = [middle(was, then), *(middle(x, then) for x in (plan, revised, committed)), middle(becomes, now)]
    return {cause: after - before for cause, (before, after) in zip(CAUSES, pairwise(ends), strict=True)}


def nothing(line: LineFacts) -> LineFacts:
    return replace(
        line, planned=False, budget=0, original_budget=0, phasing=(0,) * 12, realised=(0,) * 13,
        committed=0, own_forecast=None,
    )  # fmt: skip


def sums_of(changes: tuple[ForecastChange, ...]) -> dict[Where, Counter[str]]:
    found: dict[Where, Counter[str]] = defaultdict(Counter)
    for change in changes:
        found[change.domain, change.key][change.cause.value] += change.cents
    return found


def assert_steps(then: Standing, now: Standing) -> None:
    found = sums_of(now.forecast_changes_since(then))
    before, after = lines(then), lines(now)
    for where in before.keys() | after.keys() | found.keys():
        right = steps(before.get(where), after.get(where), then, now)
        assert {cause: found[where][cause] for cause in CAUSES} == right, where
        assert sum(right.values()) == middle(after.get(where), now) - middle(before.get(where), then)


def assert_groups(then: Standing, now: Standing) -> None:
    found = now.forecast_changes_since(then)
    keys = {
        By.PROGRAMME: lambda c: "",
        By.DOMAIN: lambda c: c.domain,
        By.SOURCE: lambda c: c.key.source,
        By.THEME: lambda c: f"{c.key.source}/{c.key.theme}" if c.key.code else "",
        By.LINE: lambda c: c.key.code,
    }
    for by, key in keys.items():
        moved: Counter[str] = Counter()
        for change in found:
            moved[key(change)] += change.cents
        was = Counter({row.key: row.measures.forecast.p50 for row in then.rows(by)})
        becomes = Counter({row.key: row.measures.forecast.p50 for row in now.rows(by)})
        assert minus(moved, Counter()) == minus(becomes, was), by


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", SEEDS)
def test_every_forecast_step_of_every_line_equals_the_oracle(live, years_store: Store, seed: int) -> None:
    for then, now in pairs(years_store, live(seed), seed):
        assert_steps(then, now)
        assert_groups(then, now)


@pytest.mark.parametrize(("then", "now"), list(pairwise(EXAMPLE_MOMENTS)), ids=str)
def test_forecast_changes_of_the_example_equal_the_oracle(
    example: Lived, years_store: Store, then, now
) -> None:
    asked = [(as_of, known_at(example.files, at)) for as_of, at in (then, now)]
    was, becomes = (stand(years_store, example, 2024, moment, asked[0][0]) for moment in asked)
    assert {change.cause.value for change in becomes.forecast_changes_since(was)} >= {"bookings"}
    assert_steps(was, becomes)
    assert_groups(was, becomes)


# --- which files stand behind a step -------------------------------------------------------


def kind_of(handed: Handed) -> str:
    return "plan" if handed.content.plan else "ledger" if handed.content.statements else "progress"


def where_of(state: State, key: LineKey) -> Where:
    place = state.place_of(*key)
    return place.domain, LineKey(place.code, place.source, place.theme)


def booked(state: State, as_of: date) -> list[tuple[LineKey, int]]:
    rows = (row for row in state.booked() if row.date <= as_of)
    return [(LineKey(row.code, row.source, row.theme), row.amount) for row in rows]


def opened(state: State, as_of: date) -> list[tuple[LineKey, int]]:
    rows = (row for _, own in state.open_by(as_of).values() for row in own)
    return [(LineKey(row.code, row.source, row.theme), row.amount) for row in rows]


def moved(before: State, after: State, rows: list[tuple[LineKey, int]]) -> set[Where]:
    """Where earlier money is placed differently by the present plan."""
    found: Counter[Where] = Counter()
    for key, cents in rows:
        found[where_of(before, key)] -= cents
        found[where_of(after, key)] += cents
    return set(minus(found, Counter()))


class Told:
    """The content of the files accepted between two standings."""

    def __init__(self, lived: Lived, then: Standing, now: Standing) -> None:
        self.files, year = lived.files, now.facts.year
        self.low, self.since = then.facts.known_at, then.facts.as_of
        arguments = lived.files, lived.programme, year
        before, after = State(*arguments, self.low), State(*arguments, now.facts.known_at)
        self.moved = {
            "bookings": moved(before, after, booked(before, self.since)),
            "commitments": moved(before, after, opened(before, self.since)),
        }
        self.came: dict[Where, Counter[int]] = defaultdict(Counter)
        deltas = minus(
            booked_by_acceptance(*arguments, now.facts.as_of, now.facts.known_at),
            booked_by_acceptance(*arguments, self.since, self.low),
        )
        for (seq, key), cents in deltas.items():
            self.came[where_of(after, key)][seq] += cents

    def is_new(self, seq: int) -> bool:
        """Accepted since, or about a later day."""
        said = self.files[seq - 1].content.progress
        return seq > self.low or any(note.as_of > self.since for note in said)

    def faults(self, change: ForecastChange) -> list[str]:
        cause, where = change.cause.value, (change.domain, change.key)
        kinds = {kind_of(self.files[seq - 1]) for seq in change.seqs}
        right = {
            "plan": kinds == {"plan"} and all(seq > self.low for seq in change.seqs),
            "own": bool(kinds) and kinds <= {"progress", "plan"} and any(map(self.is_new, change.seqs)),
            "commitments": kinds == {"ledger"},
            "bookings": set(change.seqs) == set(minus(self.came[where], Counter())),
        }
        if where in self.moved.get(cause, ()):
            right[cause] = "plan" in kinds
        return [] if right[cause] else [f"{change}: {kinds}"]


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", SEEDS)
def test_every_step_names_the_files_that_made_it(live, years_store: Store, seed: int) -> None:
    faults = []
    for then, now in pairs(years_store, live(seed), seed):
        if then.facts.as_of <= now.facts.as_of:
            told = Told(live(seed), then, now)
            for change in now.forecast_changes_since(then):
                faults += told.faults(change)
    assert not faults, "\n".join(faults)
