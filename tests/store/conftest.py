"""An open, empty store of either kind."""

from collections.abc import Iterator

import pytest

from budget.store.engine import Store, open_store


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    found = open_store(database_url)
    yield found
    found.close()
