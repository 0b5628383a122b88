"""Replaying every acceptance names each changed row, and no other."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Table, select, update

from budget.access import VISITOR
from budget.model import Programme
from budget.store.content import pack_content, unpack_content
from budget.store.engine import Store, open_store
from budget.store.schema import metadata, plan_lines, submissions
from budget.usecases import deliver as delivery
from budget.usecases import verify as verification
from tests.conftest import EXAMPLE
from tests.intake.workbooks import ledger, xlsx
from tests.snapshot.full_history import live_fully
from tests.store.samples import NOW, PROGRAMME
from tests.tampering import tampering

SEQUENCED = sorted(
    name
    for name, table in metadata.tables.items()
    if {"programme", "seq"} <= set(table.c.keys()) and name not in ("acceptances", "booking_ends")
)


@pytest.fixture
def full_store(full_sqlite: Path, tmp_path: Path) -> Iterator[Store]:
    store = open_store(f"sqlite:///{shutil.copy(full_sqlite, tmp_path / 'budget.db')}")
    yield store
    store.close()


def named(store: Store) -> list[str]:
    return verification.name_rows(store, PROGRAMME, VISITOR, from_files=False)


def change(store: Store, *queries: object) -> None:
    """Change a row on a plain connection, without foreign-key checks."""
    with tampering(store) as connection:
        for query in queries:
            connection.execute(query)


def test_a_genuine_year_gives_the_same_rows_on_either_database(store: Store) -> None:
    live_fully(store)
    assert named(store) == []


def keys_of(table: Table) -> list[str]:
    return [column.name for column in table.primary_key]


def last_row(store: Store, table: Table) -> dict[str, object]:
    with store.read() as connection:
        return dict(connection.execute(select(table)).all()[-1]._mapping)


def names_seq(said: str, row: dict[str, object]) -> bool:
    """Whether a sentence names the acceptance of the row, alone or as the first part of its key."""
    return any(f"({row['seq']}{end}" in said for end in (", ", ")"))


def own_column(table: Table) -> str:
    """A column outside every key that holds text or money."""
    keys = {*keys_of(table), "programme", "seq", "identity", "document", "sequence", "code"}
    names = [c.name for c in table.columns if c.name not in keys and c.type.python_type in (str, int)]
    return names[-1] if names else ""


@pytest.mark.parametrize("name", [name for name in SEQUENCED if own_column(metadata.tables[name])])
def test_a_changed_cell_is_named_with_its_row_and_column(full_store: Store, name: str) -> None:
    table, column = metadata.tables[name], own_column(metadata.tables[name])
    row = last_row(full_store, table)
    keys = [table.c[key] == row[key] for key in keys_of(table)]
    old = row[column]
    change(
        full_store,
        update(table).where(*keys).values({column: old + 1 if isinstance(old, int) else f"{old}x"}),
    )
    (said,) = named(full_store)
    assert f"in {name}: {column} is " in said
    assert names_seq(said, row)
    assert any(verification.find_differences(full_store, PROGRAMME, VISITOR))


@pytest.mark.parametrize("name", [*SEQUENCED, "booking_ends"])
def test_a_row_that_is_gone_is_named(full_store: Store, name: str) -> None:
    table = metadata.tables[name]
    row = last_row(full_store, table)
    change(full_store, table.delete().where(*(table.c[key] == row[key] for key in keys_of(table))))
    found = named(full_store)
    assert any(f"in {name} ontbreekt" in said and names_seq(said, row) for said in found), found


def test_a_row_that_was_added_is_named(full_store: Store) -> None:
    row = last_row(full_store, plan_lines)
    change(full_store, plan_lines.insert().values({**row, "code": "GRO-66"}))
    (said,) = named(full_store)
    assert "GRO-66" in said
    assert "hoort er niet" in said


def test_a_missing_submission_is_reported_and_the_rest_still_checked(full_store: Store) -> None:
    change(full_store, submissions.delete().where(submissions.c.id == 1))
    found = named(full_store)
    assert "Inzending 1 ontbreekt." in found
    assert len(found) > 1


# --- from the original bytes ----------------------------------------------------------------


@pytest.fixture
def example_store(ready_sqlite_url: str, programme: Programme) -> Iterator[Store]:
    """The plan, bookings and progress of one domain of the example, from its workbooks."""
    store = open_store(ready_sqlite_url)
    for name in ("jeugd_2024.xlsx", "jeugd_boekingen_2024-03-31.xlsx", "jeugd_voortgang_2024-05-31.xlsx"):
        data = next(EXAMPLE.glob(f"*/{name}")).read_bytes()
        checked = delivery.check(store, programme, "c.vandijk", name, data)
        number = delivery.submit(store, programme, checked, data, "c.vandijk", NOW).id
        delivery.accept(store, programme, number, "t.mulder", NOW)
    yield store
    store.close()


def test_every_file_read_again_gives_the_same_rows_and_a_forged_one_does_not(
    example_store: Store, programme: Programme
) -> None:
    """If both the stored content and its row are changed, only the file itself reveals it."""

    def found(*, from_files: bool) -> list[str]:
        return verification.name_rows(example_store, programme, VISITOR, from_files=from_files)

    assert found(from_files=True) == []
    with example_store.read() as connection:
        content = unpack_content(connection.execute(select(submissions.c.content)).scalars().first())
    first = content.plan[0]
    forged = replace(content, plan=(replace(first, budget=first.budget + 100), *content.plan[1:]))
    of_line = [plan_lines.c[name] == getattr(first, name) for name in ("code", "source", "theme", "year")]
    change(
        example_store,
        update(submissions).where(submissions.c.id == 1).values(content=pack_content(forged)),
        update(plan_lines).where(*of_line).values(budget=first.budget + 100),
    )
    assert found(from_files=False) == []
    said = found(from_files=True)
    assert any("Inzending 1: plan 1 is" in one for one in said), said
    assert any(first.code in one and "plan_lines: budget is" in one for one in said), said


@pytest.mark.parametrize(("day", "is_genuine"), [(20, True), (31, True), (21, False)])
def test_a_ledger_without_a_day_may_be_dated_as_before_at_its_latest_booking_and_no_other_day(
    example_store: Store, programme: Programme, day: int, is_genuine: bool
) -> None:
    rows = ledger({"Regelcode": "JEU-01.01", "Boekdatum": date(2024, 5, 20)})
    data = xlsx(Boekingen=[["Periode: 01-01-2024 t/m 31-05-2024"], *rows])
    checked = delivery.check(example_store, programme, "c.vandijk", "mei.xlsx", data)
    assert checked.content is not None
    (said,) = checked.content.statements
    assert said.date == date(2024, 5, 31)
    before = replace(checked.content, statements=(replace(said, date=date(2024, 5, day)),))
    seen = delivery.preview(example_store, programme, VISITOR, before).mark
    handed = replace(checked, content=before)
    number = delivery.submit(example_store, programme, handed, data, "c.vandijk", NOW, corrections=seen).id
    delivery.accept(example_store, programme, number, "t.mulder", NOW, corrections=seen)
    found = verification.name_rows(example_store, programme, VISITOR, from_files=True)
    assert (found == []) is is_genuine, found


def test_all_tables_with_rows_of_an_acceptance_are_compared() -> None:
    assert len(SEQUENCED) > 10
