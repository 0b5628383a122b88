"""The seals that acceptance makes from memory are those that verification makes from the database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date
from unittest import mock

import pytest
from sqlalchemy import Column, MetaData, Table, Text

from budget.model import Content
from budget.store.audit import load_trail
from budget.store.bulk import GeneratedRows, insert_rows
from budget.store.engine import Store
from budget.store.integrity import find_faults
from budget.store.seal import seal_acceptance, seal_everything, seal_rows
from tests.store.samples import (
    ID,
    MAY_END,
    booking,
    commitment,
    decision,
    deliver,
    ledger,
    line,
    progress,
    statement,
)

APRIL_END, JUNE_END = date(2024, 4, 30), date(2024, 6, 30)
LOOSE = booking("é\n\"'", APRIL_END, -7, sequence="", supplier="Bakker & Zoon € 𝒳")
FIRST = statement(MAY_END, booking("A", MAY_END, 100, supplier="Ä"), LOOSE, commitment("V", MAY_END, 50))
CORRECTED = statement(JUNE_END, booking("A", MAY_END, 90), booking("B", JUNE_END, 5), LOOSE)
LATE = statement(APRIL_END, booking("C", APRIL_END, 3), booking("A", APRIL_END, 8), LOOSE)


def test_the_seal_made_at_acceptance_equals_the_seal_of_the_stored_rows(store: Store) -> None:
    whole = Content(plan=(line(),), statements=(FIRST,), progress=(progress(),), decisions=(decision(),))
    for content in (whole, ledger(CORRECTED), ledger(LATE)):
        deliver(store, content)
    with store.read() as connection:
        told = {
            e.detail["seq"]: e.detail["stored"] for e in load_trail(connection, ID) if e.action == "accept"
        }
        assert told == seal_everything(connection, ID)
        assert {"bookings", "booking_ends", "booking_suppliers", "statement_codes"} <= {*told[1], *told[2]}
        assert "booking_ends" in told[3], "the late file brings a row that is noted and ends at once"
        assert find_faults(connection, ID) == []


def test_known_table_seals_are_reused_and_others_computed(store: Store) -> None:
    deliver(store, Content(plan=(line(),), statements=(FIRST,)))
    with store.read() as connection:
        whole = seal_acceptance(connection, ID, 1)
        assert seal_acceptance(connection, ID, 1, {"bookings": "known"}) == whole | {"bookings": "known"}
        assert {"plan_lines", "bookings"} <= whole.keys()


def test_the_codes_of_a_statement_are_stored_in_order(store: Store) -> None:
    rows = [booking("A", MAY_END, 1, code=code) for code in ("SPE-2", "GRO-9", "GRO-1", "SPE-1")]
    with mock.patch("budget.store.ledger.insert_rows", wraps=insert_rows) as insert:
        deliver(store, ledger(statement(MAY_END, *rows)))
    written = {call.args[1].name: call.args[2] for call in insert.call_args_list}
    assert [row[-1] for row in written["statement_codes"]] == ["GRO-1", "GRO-9", "SPE-1", "SPE-2"]


def test_a_seal_is_the_hash_of_the_json_of_the_sorted_rows() -> None:
    """Equal values of a column are encoded once, and 1 is not True: as dict keys they would be one."""
    table = Table("t", MetaData(), *(Column(name, Text) for name in ("n", "mixed", "day", "text", "often")))
    rows = [
        (1, True, MAY_END, 'a"\n€', "x"),
        (2, 1, None, None, "x"),
        (3, 1.0, JUNE_END, "b", None),
        (4, None, MAY_END, "", "x"),
    ]
    lines = [
        json.dumps({k: v for k, v in zip(table.c.keys(), row, strict=True) if v is not None}, default=str)
        for row in rows
    ]
    whole = "".join(f"{line}\n" for line in sorted(lines))
    assert seal_rows(table, rows) == hashlib.sha256(whole.encode()).hexdigest()


@pytest.mark.parametrize("odd", ["a\x1fb", "\\u001f", "\\", '"', "\\\x1f", "€ 𝒳\n", ""])
def test_a_seal_holds_each_text_as_json_whatever_is_in_it(odd: str) -> None:
    table = Table("t", MetaData(), Column("text", Text), Column("last", Text))
    rows = [(odd, "x"), ("b", odd), (f"c{odd}", f"{odd}d")]
    lines = sorted(json.dumps(dict(zip(table.c.keys(), row, strict=True))) for row in rows)
    assert seal_rows(table, rows) == hashlib.sha256("".join(f"{one}\n" for one in lines).encode()).hexdigest()


@pytest.mark.parametrize("count", [10_001, 12_000])
def test_numbers_in_the_last_column_are_in_the_order_of_their_lines(count: int) -> None:
    """There a brace, not a comma, ends a number: 10 comes before 1."""
    table = Table("t", MetaData(), Column("same", Text), Column("n", Text))
    lines = sorted(json.dumps({"same": "x", "n": number}) for number in range(count))
    found = seal_rows(table, [("x", number) for number in range(count)])
    assert found == hashlib.sha256("".join(f"{one}\n" for one in lines).encode()).hexdigest()


@pytest.mark.parametrize("count", [9_999, 10_000, 10_001, 20_001])
@pytest.mark.parametrize("repeats", [1, 3])
def test_the_seal_of_many_rows_is_of_their_lines_in_the_order_of_text(count: int, repeats: int) -> None:
    """In blocks where the first differing column puts the lines in order, otherwise all at once."""
    table = Table("t", MetaData(), *(Column(name, Text) for name in ("same", "n", "text", "last")))
    numbers = [count - number // repeats for number in range(count)]
    rows = [("x", number, f"{number * 7919 % 997}", None if number % 2 else at)
            for at, number in enumerate(numbers)]  # fmt: skip
    made = GeneratedRows(count, lambda wanted: list(zip(*(rows[at] for at in wanted), strict=True)))
    lines = [
        json.dumps({k: v for k, v in zip(table.c.keys(), row, strict=True) if v is not None}) for row in rows
    ]
    whole = hashlib.sha256("".join(f"{line}\n" for line in sorted(lines)).encode()).hexdigest()
    assert seal_rows(table, rows) == whole
    assert seal_rows(table, made) == whole
    assert (made[0], made[-1], made[1:3]) == (rows[0], rows[-1], rows[1:3])


@pytest.mark.parametrize("count", [10_001, 12_000])
@pytest.mark.parametrize(
    "row",
    [
        lambda at: ("x" if at < 11_000 else "w", f"{at}", "z"),
        lambda at: (1 if at < 11_000 else True, f"{at}", "z"),
        lambda at: (True if at % 2 else 1, f"{at}", "z"),
        lambda at: ("x", at if at < 11_000 else f"{at}", "z"),
        lambda at: ("x", f"{at}" if at < 11_000 else None, "z"),
        lambda at: ("x", at, "z" if at < 11_000 else None),
        lambda at: ("x", at - 6_000, "z"),
        lambda at: ("x", '"\\ é!'[at % 5] * (at % 40) + str(at), f"{at}"),
        lambda at: ("x", at / 7, "z"),
        lambda at: (None, f"{at}", "z"),
    ],
)
def test_the_first_column_that_differs_orders_lines_only_where_it_can(
    row: Callable[[int], tuple[object, ...]], count: int
) -> None:
    """Not when a column before it differs, nor when a number ends its line, nor for two types.

    Of 10,001 rows the last is a block by itself.
    """
    table = Table("t", MetaData(), *(Column(name, Text) for name in ("same", "n", "last")))
    rows = [row(at) for at in range(count)]
    lines = sorted(
        json.dumps({k: v for k, v in zip(table.c.keys(), one, strict=True) if v is not None}) for one in rows
    )
    assert (
        seal_rows(table, rows) == hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
    )
