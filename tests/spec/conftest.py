"""A database in which the seeded histories and the example live, each made once for all test processes."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from budget.model import Programme
from budget.store.engine import Store, open_store
from tests.conftest import locked
from tests.spec.example_year import read_example
from tests.spec.histories import Lived, history, store_history
from tests.spec.oracle import Oracle

Live = Callable[[int], Lived]
Kept = Callable[[Lived], Lived]


@pytest.fixture(scope="session")
def years_folder(shared_folder: Path) -> Path:
    found = shared_folder / "years"
    found.mkdir(exist_ok=True)
    return found


@pytest.fixture(scope="session")
def years_store(years_folder: Path) -> Iterator[Store]:
    """A database shared by all test processes, for histories that each have their own programme."""
    with locked(years_folder / "lock"):
        found = open_store(f"sqlite:///{years_folder / 'budget.db'}")
    yield found
    found.close()


@pytest.fixture(scope="session")
def kept(years_store: Store, years_folder: Path) -> Kept:
    """kept(lived) stores a history, unless another process already did."""

    def keep(lived: Lived) -> Lived:
        done = years_folder / f"{lived.programme.id} done"
        with locked(years_folder / "lock"):
            if not done.exists():
                store_history(years_store, lived.programme.id, lived.files)
                done.touch()
        return lived

    return keep


@pytest.fixture(scope="session")
def live(kept: Kept, programme: Programme) -> Live:
    """live(seed) returns the programme and files of a stored history."""
    return cache(lambda seed: kept(Lived(replace(programme, id=f"jaar {seed}"), history(seed))))


@pytest.fixture(scope="session")
def oracle(years_folder: Path) -> Oracle:
    """The workbooks of the example, read once: reading takes longer than all its answers."""
    read = years_folder / "oracle.pickle"
    with locked(years_folder / "lock"):
        if not read.exists():
            read.write_bytes(pickle.dumps(Oracle()))
    return pickle.loads(read.read_bytes())


@pytest.fixture(scope="session")
def example(kept: Kept, programme: Programme, oracle: Oracle) -> Lived:
    """The example year, read by the oracle instead of by the product."""
    return kept(Lived(replace(programme, id="voorbeeld"), read_example(oracle)))
