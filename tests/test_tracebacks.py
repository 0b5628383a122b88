"""Logged tracebacks have places and types, but no values."""

from __future__ import annotations

import errno

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from budget.store.engine import Store
from budget.store.schema import audit
from budget.tracebacks import without_values

SUPPLIER = "Bakkerij De Vries"


def caught(values: dict[str, str]) -> BaseException:
    try:
        int(values["supplier"])
    except ValueError as first:
        try:
            raise LookupError(values["supplier"]) from first
        except LookupError as second:
            return second
    raise AssertionError


def test_a_logged_traceback_has_places_and_types_but_no_values() -> None:
    told = without_values(caught({"supplier": SUPPLIER}))
    assert 'int(values["supplier"])' in told
    assert "LookupError" in told
    assert "ValueError" in told
    assert "Vries" not in told


def test_a_message_about_the_code_itself_is_kept() -> None:
    with pytest.raises(AttributeError) as failed:
        _ = ().nowhere  # type: ignore[attr-defined]
    assert "no attribute 'nowhere'" in without_values(failed.value)


def test_a_system_error_is_logged_by_number_without_the_file_name() -> None:
    told = without_values(FileNotFoundError(errno.ENOENT, "No such file", SUPPLIER))
    assert told == f"FileNotFoundError ({errno.ENOENT})"


def test_a_cycle_of_causes_terminates() -> None:
    one, other = ValueError(), KeyError()
    one.__cause__, other.__cause__ = other, one
    assert without_values(one).count("ValueError") == 1


def test_an_error_of_the_database_does_not_say_what_was_written(store: Store) -> None:
    """A supplier was among the parameters that SQLAlchemy and the driver add to their messages."""
    row = {"id": 1, "programme": SUPPLIER}
    with pytest.raises(IntegrityError) as failed, store.write(SUPPLIER) as connection:
        connection.execute(insert(audit).values(row))
    assert "Vries" not in str(failed.value).partition("DETAIL")[0]
    told = without_values(failed.value)
    assert "IntegrityError" in told
    assert "Vries" not in told
