"""A whole year of acts, killed before any change or at any moment: what was told is kept, all is whole."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from budget.access import VISITOR
from budget.store.engine import Store, open_store
from budget.usecases import verify as verification
from tests.conftest import DATABASES, postgresql_database
from tests.faults.test_processes import all_rows, start
from tests.snapshot.full_history import live_fully
from tests.store.samples import PROGRAMME

NEVER = 10**9
"""A number that no change has."""


@pytest.fixture(scope="module", params=DATABASES)
def fresh(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable:
    """A way to make one more empty database; all runs once for each kind."""
    folder = tmp_path_factory.mktemp("lived")

    @contextmanager
    def sqlite() -> Iterator[str]:
        path = shutil.copy(request.getfixturevalue("migrated_sqlite"), folder / "lived.db")
        yield f"sqlite:///{path}"
        for old in folder.glob("lived.db*"):
            old.unlink()

    @contextmanager
    def postgresql() -> Iterator[str]:
        migrated = request.getfixturevalue("migrated_postgresql")
        with postgresql_database(request.getfixturevalue("postgresql_server"), migrated) as url:
            yield url

    return {"sqlite": sqlite, "postgresql": postgresql}[request.param]


@pytest.fixture
def worker() -> Iterator[Callable[..., tuple[int, int, bool]]]:
    """Lives the year in its own process; gives what was acknowledged, what was changed, if it was killed."""
    process = start("live_and_die", stdin=subprocess.PIPE)

    def live(url: str, number: int = NEVER, after: int = NEVER, seconds: float = 0) -> tuple[int, int, bool]:
        process.stdin.write(f"{url} {number} {after} {seconds}\n")
        process.stdin.flush()
        said = process.stdout.readline()
        acknowledged, changes, outcome = said.split(maxsplit=2)
        assert outcome in ("gedood\n", "klaar 0\n"), said
        return int(acknowledged), int(changes), outcome == "gedood\n"

    yield live
    process.kill()
    process.communicate()


@pytest.fixture(scope="module")
def states(fresh: Callable) -> list[dict]:
    """All rows as they are before the first transaction of the year and after each."""
    write, states = Store.write, []

    @contextmanager
    def watched(store: Store, *arguments: object, **options: object) -> Iterator:
        with write(store, *arguments, **options) as connection:
            yield connection
        states.append(all_rows(store))

    with fresh() as url, pytest.MonkeyPatch.context() as patched:
        store = open_store(url).of(PROGRAMME.id)
        states.append(all_rows(store))
        patched.setattr(Store, "write", watched)
        live_fully(store)
        store.close()
    return states


def require_whole(url: str, states: list[dict], acknowledged: int) -> None:
    """What was acknowledged is there to the row; the transaction that was going on is whole or absent."""
    store = open_store(url).of(PROGRAMME.id)
    try:
        assert all_rows(store) in states[acknowledged - 1 : acknowledged + 1], acknowledged
        assert verification.verify(store, PROGRAMME, VISITOR) == []
    finally:
        store.close()


def test_a_kill_before_any_change_or_commit_leaves_every_act_whole_or_absent(
    fresh: Callable, worker: Callable, states: list[dict], fault_rounds: int
) -> None:
    """With as many rounds as there are changes, before each of them."""
    with fresh() as url:
        _, changes, _ = worker(url)
    for number in random.Random(fault_rounds).sample(range(1, changes + 1), min(fault_rounds, changes)):
        with fresh() as url:
            acknowledged, _, was_killed = worker(url, number)
            assert was_killed, number
            require_whole(url, states, acknowledged)


def test_a_kill_at_any_moment_leaves_every_act_whole_or_absent(
    fresh: Callable, worker: Callable, states: list[dict], fault_rounds: int
) -> None:
    chance = random.Random(fault_rounds)
    for _ in range(fault_rounds):
        with fresh() as url:
            after, seconds = chance.randint(1, len(states) - 1), chance.uniform(0, 0.2)
            acknowledged, _, _ = worker(url, after=after, seconds=seconds)
            require_whole(url, states, acknowledged)
