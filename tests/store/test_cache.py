"""Cached values are kept until the trail gets a new entry."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from budget.store.cache import forget_before, remember
from budget.store.engine import Store
from tests.store.samples import ID


def _counter() -> tuple[list[int], Callable[[], int]]:
    calls: list[int] = []

    def read() -> int:
        calls.append(1)
        return len(calls)

    return calls, read


def test_a_value_is_read_once_at_each_head_of_the_trail(store: Store) -> None:
    calls, read = _counter()
    with store.read() as connection:
        assert [remember(connection, "p", "a", "name", read) for _ in range(3)] == [1, 1, 1]
        assert remember(connection, "p", "b", "name", read) == 2
    assert len(calls) == 2


@pytest.mark.parametrize("other", [("p", "other name"), ("other programme", "name")])
def test_names_and_programmes_have_values_of_their_own(store: Store, other: tuple[str, str]) -> None:
    _, read = _counter()
    programme, name = other
    with store.read() as connection:
        assert remember(connection, "p", "a", "name", read) == 1
        assert remember(connection, programme, "a", name, read) == 2
        assert remember(connection, "p", "a", "name", read) == 1


@pytest.mark.parametrize(("head", "expected"), [("a", 1), ("b", 2), (None, 2)])
def test_a_value_of_another_head_is_dropped(store: Store, head: str | None, expected: int) -> None:
    _, read = _counter()
    with store.read() as connection:
        remember(connection, "p", "a", "name", read)
        forget_before(connection, "p", head, lambda: "h2")
        assert remember(connection, "p", "a", "name", read) == expected


def test_nothing_is_kept_while_writing(store: Store) -> None:
    _, read = _counter()
    with store.write(ID) as connection:
        assert [remember(connection, ID, "a", "name", read) for _ in range(2)] == [1, 2]
    with store.read() as connection:
        assert remember(connection, ID, "a", "name", read) == 3
