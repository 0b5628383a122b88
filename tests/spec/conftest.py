"""A database in which the seeded histories and the example live, each made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import pytest

from budget.model import Programme
from budget.store.engine import Store, open_store
from tests.spec.example_year import read_example
from tests.spec.histories import Lived, history, store_history
from tests.spec.oracle import Oracle

Live = Callable[[int], Lived]


@pytest.fixture(scope="session")
def years_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A database of this process, for histories that each have a programme of their own."""
    found = open_store(f"sqlite:///{tmp_path_factory.mktemp('years') / 'budget.db'}")
    yield found
    found.close()


@pytest.fixture(scope="session")
def live(years_store: Store, programme: Programme) -> Live:
    """live(seed) stores a history once and tells its programme and files."""

    @cache
    def lived(seed: int) -> Lived:
        found = Lived(replace(programme, id=f"jaar {seed}"), history(seed))
        store_history(years_store, found.programme.id, found.files)
        return found

    return lived


@pytest.fixture(scope="session")
def oracle() -> Oracle:
    return Oracle()


@pytest.fixture(scope="session")
def example(years_store: Store, programme: Programme, oracle: Oracle) -> Lived:
    """The example year, read by the oracle instead of by the product."""
    found = Lived(replace(programme, id="voorbeeld"), read_example(oracle))
    store_history(years_store, found.programme.id, found.files)
    return found
