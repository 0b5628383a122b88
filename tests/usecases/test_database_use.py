"""A database is either for a demonstration or for production, never both."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest

from budget.export.registry import FORMATS
from budget.model.words import BudgetError
from budget.store.audit import load_trail
from budget.store.database_use import DatabaseUse, load_use
from budget.store.engine import Store, open_store
from budget.store.people import load_people
from budget.usecases import freeze, verify
from budget.usecases.database_use import begin, is_demonstration, require_use
from budget.usecases.signed_snapshots import as_signed
from tests.snapshot.history import freeze as propose
from tests.snapshot.history import sign
from tests.store.samples import ID, JUNE, NOW, PROGRAMME, accept, line, plan, submit

DEMONSTRATION, REAL = DatabaseUse.DEMONSTRATION, DatabaseUse.REAL
SAID = b"Demonstratie zonder login"
PACKED = ("pdf",)
"""Formats whose text only a PDF reader can find."""


def test_an_empty_database_allows_either_use(store: Store) -> None:
    for use in DatabaseUse:
        require_use(store, PROGRAMME, use)
    with store.read() as connection:
        assert load_use(connection, ID) is None


@pytest.mark.parametrize(("first", "other"), [(DEMONSTRATION, REAL), (REAL, DEMONSTRATION)])
def test_the_first_act_fixes_the_use_of_the_database(
    store: Store, first: DatabaseUse, other: DatabaseUse
) -> None:
    begin(store, PROGRAMME, first, "gea", NOW)
    require_use(store, PROGRAMME, first)
    with pytest.raises(BudgetError, match="BUDGET_DATABASE_URL"):
        require_use(store, PROGRAMME, other)
    with pytest.raises(BudgetError, match="BUDGET_DATABASE_URL"):
        begin(store, PROGRAMME, other, "cor", NOW)
    with store.read() as connection:
        assert load_use(connection, ID) is first


def test_the_mark_is_written_once(store: Store) -> None:
    for hour in range(3):
        begin(store, PROGRAMME, DEMONSTRATION, "gea", NOW + timedelta(hours=hour))
    with store.read() as connection:
        assert [(entry.action, entry.at) for entry in load_trail(connection, ID)] == [
            ("use", NOW),
            ("people", NOW),
            ("programme", NOW),
        ]
    assert verify.verify(store, PROGRAMME, "cor") == []


def test_persons_added_later_are_recorded_at_the_next_act(store: Store) -> None:
    """Only for a programme made in Python: one with a text is changed by two persons."""
    made = replace(PROGRAMME, text="")
    begin(store, replace(made, people=made.people[:3]), DEMONSTRATION, "gea", NOW)
    begin(store, made, DEMONSTRATION, "gea", NOW + timedelta(hours=1))
    with store.read() as connection:
        assert load_people(connection, ID) == {person.id for person in PROGRAMME.people}
        assert [entry.action for entry in load_trail(connection, ID)] == ["use", "people", "people"]
    assert verify.verify(store, PROGRAMME, "cor") == []


def test_a_database_without_a_mark_counts_as_a_demonstration(store: Store) -> None:
    submit(store, plan(line()))
    require_use(store, PROGRAMME, DEMONSTRATION)
    with pytest.raises(BudgetError, match="telt niet als echt"):
        require_use(store, PROGRAMME, REAL)


@pytest.mark.slow
@pytest.mark.parametrize("form", [form for form in FORMATS if form not in PACKED])
@pytest.mark.parametrize("use", DatabaseUse)
def test_a_report_of_a_demonstration_says_so_in_every_format(
    ready_sqlite_url: str, use: DatabaseUse, form: str
) -> None:
    store = open_store(ready_sqlite_url)
    begin(store, PROGRAMME, use, "gea", NOW)
    submit(store, plan(line()))
    accept(store, 1)
    propose(store)
    sign(store)
    found = freeze.snapshot_of(store, PROGRAMME, "cor", JUNE)
    content, _, signed_by, at = as_signed(store, PROGRAMME, "cor", found)
    assert signed_by == "Sien Secretaris"
    written = FORMATS[form].write(content, found.sha256, signed_by, at)
    assert (SAID in _text(written)) is (use is DEMONSTRATION) is is_demonstration(store, PROGRAMME)
    assert verify.verify(store, PROGRAMME, "cor") == []
    store.close()


def _text(written: bytes) -> bytes:
    """The text of a file, including the parts packed in it."""
    if not is_zipfile(BytesIO(written)):
        return written
    with ZipFile(BytesIO(written)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())
