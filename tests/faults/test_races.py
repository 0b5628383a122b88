"""Concurrent acts report truthfully what was stored: nothing lost, doubled or partial."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from budget.access import VISITOR
from budget.programme import parse_programme
from budget.store.audit import load_trail
from budget.store.engine import Store, open_store
from budget.store.programmes import load_version
from budget.usecases import verify as verification
from tests.conftest import DATABASES, postgresql_database
from tests.faults.contests import prepare
from tests.faults.test_processes import ROOT
from tests.preloaded.command import program
from tests.roles import APP, of_role
from tests.store.samples import ID

TOGETHER = 3
"""The number of simultaneous contests in a round with more than one."""
CONTESTS = {
    "two accept a file": (1, ("accept plan", "cato"), ("accept plan", "sien")),
    "one accepts, one sends back": (1, ("accept plan", "cato"), ("reject plan", "sien")),
    "two plans of a domain": (1, ("accept plan", "cato"), ("accept other plan", "sien")),
    "two files about one booking": (1, ("accept bookings", "cato"), ("accept other bookings", "sien")),
    "two hand in the same file": (1, ("hand in", "cor"), ("hand in", "cato")),
    "two sign": (1, ("sign", "sien"), ("sign", "cato")),
    "one signs, one withdraws": (1, ("sign", "sien"), ("withdraw snapshot", "cor")),
    "two freeze": (2, ("freeze", "cor"), ("freeze", "cato")),
    "two correct": (2, ("freeze correction", "cor"), ("freeze correction", "cato")),
    "freezing while others accept and agree": (
        4, ("freeze", "cor"), ("accept plan", "cato"), ("accept bookings", "sien"), ("agree action", "gea"),
    ),
    "two accept a mapping": (1, ("accept mapping", "cato"), ("accept mapping", "sien")),
    "one accepts a mapping, one does not": (1, ("accept mapping", "cato"), ("send mapping back", "sien")),
    "two propose a mapping": (2, ("propose mapping", "gea"), ("propose mapping", "cor")),
    "two accept a programme": (1, ("accept programme", "sien"), ("accept programme", "cato")),
    "two versions on one": (1, ("accept programme", "sien"), ("accept other programme", "cato")),
    "one accepts a programme, one does not": (1, ("accept programme", "sien"), ("refuse programme", "cato")),
    "who loses his right acts": (
        4, ("accept programme without cato", "sien"),
        ("accept plan", "cato"), ("sign", "cato"), ("consent", "cato"),
    ),
    "two consent": (1, ("consent", "cato"), ("consent", "sien")),
    "one consents, one does not": (1, ("consent", "cato"), ("refuse consent", "sien")),
    "two close a period": (1, ("close period", "cato"), ("close period", "sien")),
    "one closes a period, one does not": (1, ("close period", "cato"), ("keep period open", "sien")),
    "a booking of a period that closes": (2, ("close period", "cato"), ("accept bookings", "sien")),
    "two agree actions": (2, ("agree action", "gea"), ("agree action", "cor")),
    "three end one action": (
        1, ("close action", "gea"), ("withdraw action", "gea"), ("change action", "cor"),
    ),
    "two record a decision": (2, ("record decision", "sien"), ("record decision", "sien")),
}  # fmt: skip
"""Per contest: how many of its acts may succeed, and the acts with their person."""
REPLACES = {"freeze", "freeze correction"}
"""Drafts that replace an earlier one; the trail records that one as withdrawn."""


def fill(url: str) -> None:
    store = open_store(url).of(ID)
    prepare(store)
    store.close()


@pytest.fixture(scope="module")
def prepared_sqlite(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable:
    folder, numbers = tmp_path_factory.mktemp("races"), count(1)
    made = shutil.copy(migrated_sqlite, folder / "made.db")
    fill(f"sqlite:///{made}")

    @contextmanager
    def fresh() -> Iterator[str]:
        path = shutil.copy(made, folder / f"{next(numbers)}.db")
        yield f"sqlite:///{path}"
        for old in folder.glob(f"{path.name}*"):
            old.unlink()

    return fresh


@pytest.fixture(scope="module", params=DATABASES)
def waiting_database(request: pytest.FixtureRequest, prepared_sqlite: Callable) -> Iterator[Callable]:
    """A function that makes another database in which everything waits for a second person."""
    if request.param == "sqlite":
        yield prepared_sqlite
        return
    server = request.getfixturevalue("postgresql_server")
    with postgresql_database(server, request.getfixturevalue("migrated_postgresql")) as url:
        fill(of_role(url, APP))
        name = url.partition("?")[0].rpartition("/")[2]

        @contextmanager
        def copied() -> Iterator[str]:
            with postgresql_database(server, name) as address:
                yield of_role(address, APP)

        yield copied


@pytest.fixture(scope="module")
def hold() -> Iterator[Callable[[str, list], list[str]]]:
    """Start the acts at the same moment; returns the answer to each."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    process = subprocess.Popen(program("tests.faults.contests"), cwd=ROOT, text=True, **pipes)

    def held(url: str, calls: list[tuple[str, str]]) -> list[str]:
        process.stdin.write(f"{json.dumps([url, calls])}\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())

    yield held
    process.kill()
    process.communicate()


def kinds(store: Store) -> Counter[str]:
    """The number of trail entries per kind of act."""
    with store.read() as connection:
        return Counter(entry.action for entry in load_trail(connection, ID))


@pytest.fixture(scope="module")
def traces(prepared_sqlite: Callable, hold: Callable) -> dict[tuple[str, str], Counter[str]]:
    """The trail entries of each act when nobody else acts, on either database."""
    found = {}
    for call in sorted({call for _, *calls in CONTESTS.values() for call in calls}):
        with prepared_sqlite() as url:
            store = open_store(url).of(ID)
            before = kinds(store)
            assert hold(url, [call]) == ["gelukt"], call
            found[call] = kinds(store) - before
            assert found[call], call
            store.close()
    return found


def require_truth(url: str, calls: list, told: list[str], before: Counter, traces: dict) -> None:
    """An act reported as done is stored once; any other reports why not, and left nothing."""
    done = [call for call, said in zip(calls, told, strict=True) if said == "gelukt"]
    expected = sum((traces[call] for call in done), Counter())
    names = Counter(name for name, _ in done)
    expected += Counter(withdraw=sum(max(0, names[name] - 1) for name in REPLACES))
    for said in told:
        assert said == "gelukt" or (said.startswith("zin: ") and said.endswith(".")), said
    store = open_store(url).of(ID)
    try:
        assert kinds(store) - before == expected, (calls, told)
        with store.read() as connection:
            programme = parse_programme(load_version(connection, ID).text)
        assert verification.verify(store, programme, VISITOR) == [], (calls, told)
    finally:
        store.close()


def test_concurrent_acts_report_what_was_stored(
    waiting_database: Callable, hold: Callable, traces: dict, fault_rounds: int
) -> None:
    """Every contest by itself, then several together, up to the requested number."""
    chance, tally = random.Random(fault_rounds), Counter()
    rounds = [[name] for name in CONTESTS]
    while sum(map(len, rounds)) < fault_rounds:
        rounds.append(chance.sample(list(CONTESTS), TOGETHER))
    with waiting_database() as url:
        store = open_store(url).of(ID)
        before = kinds(store)
        store.close()
    for names in rounds:
        calls = sorted({call for name in names for call in CONTESTS[name][1:]})
        if len(names) == 1:
            calls = list(CONTESTS[names[0]][1:])
        chance.shuffle(calls)
        with waiting_database() as url:
            told = hold(url, calls)
            require_truth(url, calls, told, before, traces)
        won = told.count("gelukt")
        tally += Counter(races=len(names), won=won, told=len(told) - won)
        if len(names) == 1:
            assert 1 <= won <= CONTESTS[names[0]][0], (names, calls, told)
    print(f"{dict(tally)} in {len(rounds)} rondes")
