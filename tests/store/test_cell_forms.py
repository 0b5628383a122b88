"""A cell of SQLite that reads the same but compares otherwise hides a row: verify names it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from budget.access import VISITOR
from budget.store.engine import open_store
from budget.usecases.verify import verify
from tests.store.samples import ID, PROGRAMME
from tests.tampering import tampering

CHANGES = (
    ("day_totals", "day", "'2024-W04-3'", "'2024-01-24'"),
    ("acceptances", "accepted_at", "replace(accepted_at, ' ', 'T')", "accepted_at"),
    ("messages", "made_at", "substr(made_at, 1, 19)", "made_at"),
    ("audit", "at", "'2024-W40-6T' || substr(at, 12)", "at"),
    ("period_proposals", "closes", "2", "1"),
)


@pytest.mark.parametrize(("table", "column", "other", "right"), CHANGES)
def test_a_cell_in_another_form_is_named(
    full_sqlite: Path, tmp_path: Path, table: str, column: str, other: str, right: str
) -> None:
    store = open_store(f"sqlite:///{shutil.copy(full_sqlite, tmp_path / 'budget.db')}").of(ID)
    with tampering(store) as connection:
        connection.exec_driver_sql(f"UPDATE {table} SET {column} = {right} WHERE rowid = 1")
    before = verify(store, PROGRAMME, VISITOR)
    assert not any("in een andere vorm" in said for said in before)
    with tampering(store) as connection:
        connection.exec_driver_sql(f"UPDATE {table} SET {column} = {other} WHERE rowid = 1")
    found = [said for said in verify(store, PROGRAMME, VISITOR) if "in een andere vorm" in said]
    assert len(found) == 1
    assert found[0].startswith(f"In {table} staat een rij ({ID}, ")
    store.close()
