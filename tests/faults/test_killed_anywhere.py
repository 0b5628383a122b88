"""The long walk killed at every statement or at random: acknowledged acts are kept, others absent."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from budget.store.engine import Store, open_store
from tests.conftest import DATABASES, postgresql_database
from tests.faults.long_walk import walk
from tests.faults.test_processes import start
from tests.faults.workers import WRITES, all_rows, require_verified
from tests.store.samples import PROGRAMME


@pytest.fixture(scope="module", params=DATABASES)
def new_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable:
    """A function that makes another empty database; the tests run once for each kind."""
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
def worker() -> Iterator[Callable[[str, int, float], int]]:
    """Walks in its own process until it is killed; returns how many transactions were acknowledged."""
    process = start("live_and_die", stdin=subprocess.PIPE)

    def live(url: str, after: int, seconds: float) -> int:
        process.stdin.write(f"{url} {after} {seconds}\n")
        process.stdin.flush()
        said = process.stdout.readline()
        acknowledged, outcome = said.split(maxsplit=1)
        assert outcome in ("gedood\n", "klaar 0\n"), said
        return int(acknowledged)

    yield live
    process.kill()
    process.communicate()


@pytest.fixture(scope="module")
def states(new_database: Callable) -> list[dict]:
    """All rows before the first transaction of the walk, and after each transaction."""
    write, states = Store.write, []

    @contextmanager
    def watched(store: Store, *arguments: object, **options: object) -> Iterator:
        with write(store, *arguments, **options) as connection:
            yield connection
        states.append(all_rows(store))

    with new_database() as url, pytest.MonkeyPatch.context() as patched:
        store = open_store(url).of(PROGRAMME.id)
        states.append(all_rows(store))
        patched.setattr(Store, "write", watched)
        walk(store)
        store.close()
    return states


def require_whole(url: str, states: list[dict], acknowledged: int) -> None:
    """Every acknowledged transaction is complete; the one in progress is complete or absent."""
    store = open_store(url).of(PROGRAMME.id)
    try:
        assert all_rows(store) in states[acknowledged - 1 : acknowledged + 1], acknowledged
        require_verified(store)
    finally:
        store.close()


def test_a_kill_at_every_statement_of_an_act_leaves_nothing_of_it(
    new_database: Callable, fault_rounds: int
) -> None:
    """At queries, changes and the commit; with as many rounds as acts, in every act."""
    with new_database() as url:
        process = start("die_at_every_statement", url, fault_rounds)
        said, error = process.communicate()
    assert error == ""
    killed, acts = map(int, said.split())
    assert acts == min(fault_rounds, WRITES)
    assert killed > acts
    print(f"{killed} keer gedood in {acts} handelingen")


def test_a_kill_at_any_moment_leaves_every_act_whole_or_absent(
    new_database: Callable, worker: Callable, states: list[dict], fault_rounds: int
) -> None:
    chance = random.Random(fault_rounds)
    for _ in range(fault_rounds):
        with new_database() as url:
            after, seconds = chance.randint(1, len(states) - 1), chance.uniform(0, 0.2)
            require_whole(url, states, worker(url, after, seconds))
