"""Which bookings a search finds, on both kinds of database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import or_, select

from budget.store.bookings import find_bookings
from budget.store.engine import Store, open_store
from budget.store.schema import bookings
from tests.store.samples import MAY_END, PROGRAMME, YEAR, booking, deliver, ledger, line, plan, statement

TEXTS = (
    "Bomen planten", "BOMEN", "Café De Brug", "CAFÉ", "Straße", "STRASSE", "50% korting", "50 korting",
    "a_b", "aXb", "a/b", "a//b", "a\\b", "İstanbul", "ISTANBUL", "5 \u212a", "5 k", "ΣΟΦΟΣ", "σοφος",
)  # fmt: skip
WORDS = (
    "bomen", "OMEN", "café", "CAFÉ", "cafe", "straße", "ss", "50%", "%", "_", "a_b", "A/B", "//", "/", "\\",
    "i", "İ", "k", "\u212a", "σ", "ς", "GRO-1", "gro-1", "D1", "d1", "zzz",
)  # fmt: skip


@pytest.fixture
def store(ready_url: str) -> Iterator[Store]:
    found = open_store(ready_url).of(PROGRAMME.id)
    deliver(found, plan(line()))
    rows = [booking(f"D{n}", MAY_END, 100, description=text) for n, text in enumerate(TEXTS)]
    deliver(found, ledger(statement(MAY_END, *rows, states_commitments=False)))
    yield found
    found.close()


def found(store: Store, *words: str) -> list[str]:
    with store.read() as connection:
        rows = find_bookings(connection, PROGRAMME.id, YEAR, MAY_END, 1_000, words, 1_000)
    return [row.description for row in rows]


def test_a_word_is_found_as_the_database_compares_small_letters(store: Store) -> None:
    assert {word: found(store, word) for word in WORDS} == {word: compared(store, word) for word in WORDS}


def compared(store: Store, word: str) -> list[str]:
    """What has the word when both are in small letters, those that the database knows."""
    columns = bookings.c.document, bookings.c.code, bookings.c.description
    small = or_(*(column.icontains(word, autoescape=True) for column in columns))
    with store.read() as connection:
        query = select(bookings.c.description).where(bookings.c.programme == PROGRAMME.id, small)
        return list(connection.execute(query.order_by(bookings.c.id)).scalars())


def test_wildcards_and_the_sign_that_escapes_them_are_letters(store: Store) -> None:
    assert [found(store, text) for text in ("50%", "a_b", "a/b", "//", "a\\b")] == [
        ["50% korting"], ["a_b"], ["a/b"], ["a//b"], ["a\\b"],
    ]  # fmt: skip


def test_words_may_stand_in_any_of_the_texts(store: Store) -> None:
    assert found(store, "d1", "GRO", "bom") == ["BOMEN"]
