"""Bulk inserts store the same rows as ordinary ones, with ids known in advance."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from budget.store.bulk import insert_rows, next_id, next_ids
from budget.store.engine import Store
from budget.store.schema import bookings, day_totals, statements, submissions
from budget.store.submissions import accept_submission
from tests.store.samples import ID, NOW, line, plan, submit

DAY = date(2024, 3, 1)
ODD = "tab\t, einde\n, \\N, 'enkel', \"dubbel\", € é 𝒳 \\"


@pytest.fixture
def accepted_store(store: Store) -> Store:
    """A store with acceptance 1, which rows can belong to."""
    number = submit(store, plan(line())).id
    with store.write(ID) as connection:
        accept_submission(connection, ID, number, "cato", NOW)
    return store


def row(number: int, text: str) -> tuple:
    return (number, ID, 1, f"D|{text}|{number}", text, "1", DAY, 2024, "GRO-1", "", "", text, -(10**12))


@pytest.mark.parametrize("text", ["gewoon", ODD, "", "NULL", "{a,b}", "een\x1ftwee", "\\u001f"])
def test_rows_inserted_in_bulk_are_read_back_unchanged(accepted_store: Store, text: str) -> None:
    with accepted_store.write(ID) as connection:
        insert_rows(connection, bookings, [row(1, text), row(2, text)])
        found = connection.execute(select(bookings).order_by(bookings.c.id)).all()
    assert [tuple(each) for each in found] == [row(1, text), row(2, text)]


def test_bulk_inserts_store_dates_and_booleans_like_ordinary_inserts(accepted_store: Store) -> None:
    values = (ID, 1, 0, DAY, DAY, DAY, True, False, None)
    with accepted_store.write(ID) as connection:
        insert_rows(connection, statements, [values])
        ordinary = dict(zip(statements.c.keys(), (ID, 1, 1, *values[3:]), strict=True))
        connection.execute(insert(statements), ordinary)
        one, other = connection.execute(select(statements).order_by(statements.c.n)).all()
        alike = select(statements.c.n).where(statements.c.date == DAY, statements.c.states_bookings)
        assert len(connection.execute(alike).all()) == 2
    assert tuple(one)[3:] == tuple(other)[3:] == values[3:]


@pytest.mark.parametrize("count", [1, 99, 100, 101, 200, 201])
def test_rows_of_few_columns_are_all_inserted_unchanged(accepted_store: Store, count: int) -> None:
    rows = [(ID, 1, 2024, DAY + timedelta(days=n), f"GRO-{n}", "", ODD, -n) for n in range(count)]
    with accepted_store.write(ID) as connection:
        insert_rows(connection, day_totals, rows)
        found = connection.execute(select(day_totals).order_by(day_totals.c.day)).all()
    assert [tuple(each) for each in found] == rows


@pytest.mark.parametrize("at", [99, 100])
def test_a_refused_row_of_few_columns_leaves_none(accepted_store: Store, at: int) -> None:
    rows = [(ID, 1, 2024, DAY + timedelta(days=n), "GRO-1", "", "", n) for n in range(150)]
    with pytest.raises(IntegrityError), accepted_store.write(ID) as connection:
        insert_rows(connection, day_totals, [*rows[:at], rows[0], *rows[at:]])
    with accepted_store.read() as connection:
        assert not connection.execute(select(day_totals)).all()


def test_inserting_no_rows_does_nothing(accepted_store: Store) -> None:
    with accepted_store.write(ID) as connection:
        insert_rows(connection, bookings, [])
        assert next_ids(connection, bookings, ID, 0) == ()
        assert not connection.execute(select(bookings)).all()


def test_the_ids_go_on_after_the_last_one_of_the_programme(accepted_store: Store) -> None:
    numbers: list[int] = []
    with accepted_store.write(ID) as connection:
        for _ in range(2):
            known = next_ids(connection, bookings, ID, 3)
            insert_rows(connection, bookings, [row(number, "x") for number in known])
            numbers += known
        assert next_id(connection, bookings, ID) == 7
        assert next_id(connection, bookings, "ander") == 1
    assert numbers == [1, 2, 3, 4, 5, 6]


def test_a_refused_bulk_row_gives_the_same_error_as_an_ordinary_insert(accepted_store: Store) -> None:
    with pytest.raises(IntegrityError), accepted_store.write(ID) as connection:
        insert_rows(connection, bookings, [row(1, "x"), row(1, "x")])
    with accepted_store.read() as connection:
        assert not connection.execute(select(bookings)).all()
        assert len(connection.execute(select(submissions.c.id)).all()) == 1
