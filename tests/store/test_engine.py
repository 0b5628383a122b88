"""Opening a database: the schema equals the code, and errors reveal no secrets."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, insert, inspect, select, text

from budget.access import VISITOR
from budget.model import BudgetError
from budget.store import ended_logins
from budget.store import engine as engine_module
from budget.store.engine import migrate_to, open_store
from budget.store.schema import acceptances, audit, metadata, rejections
from budget.store.schema_board import snapshots
from budget.usecases import deliver as delivery
from tests.store.samples import ID, NOW, PROGRAMME, deliver, line, plan, submit


@contextmanager
def connected(url: str) -> Iterator:
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_a_fresh_database_has_exactly_the_schema_of_the_code(database_url: str) -> None:
    open_store(database_url).close()
    with connected(database_url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        apart = [] if context.dialect.name == "postgresql" else [ended_logins.metadata]
        found = compare_metadata(context, [metadata, *apart])
        assert [one for one in found if not _is_to_partition(one[1])] == []
        names = set(inspect(connection).get_table_names())
    assert names == {*metadata.tables, *(name for one in apart for name in one.tables), "alembic_version"}
    assert snapshots.name in names


def _is_to_partition(change: object) -> bool:
    """PostgreSQL also stores a foreign key to a partitioned table for each of its partitions."""
    parts = getattr(change, "elements", ())
    return any(part.target_fullname.startswith("budget_parts.") for part in parts)


@pytest.mark.parametrize("kind", ["get_check_constraints", "get_foreign_keys", "get_unique_constraints"])
def test_the_migrations_create_the_same_constraints_as_the_code(
    database_url: str, tmp_path: Path, kind: str
) -> None:
    """compare_metadata does not compare checks, so tables made straight from the code are the reference."""
    open_store(database_url).close()
    if database_url.startswith("sqlite"):
        other = f"sqlite:///{tmp_path / 'direct.db'}"
        with connected(other) as connection:
            metadata.create_all(connection)
            connection.commit()
            expected = rules(connection, kind, None)
    else:
        with connected(database_url) as connection:
            connection.execute(text("create schema direct"))
            connection.execute(text("set search_path to direct"))
            metadata.create_all(connection)
            expected = rules(connection, kind, "direct")
    with connected(database_url) as connection:
        assert rules(connection, kind, None) == expected


def rules(connection, kind: str, schema: str | None) -> dict[str, list[str]]:
    inspector = inspect(connection)
    found = {}
    for name in metadata.tables:
        items = [
            {key: value for key, value in item.items() if key != "referred_schema"}
            for item in getattr(inspector, kind)(name, schema=schema)
            if item.get("referred_schema") != "budget_parts"
        ]
        found[name] = sorted(map(str, items))
    return found


def test_a_database_can_be_opened_again_with_all_it_holds(database_url: str) -> None:
    first = open_store(database_url).of(ID)
    deliver(first, plan(line()))
    first.close()
    second = open_store(database_url).of(ID)
    assert len(delivery.submissions(second, PROGRAMME, VISITOR)) == 1
    second.close()


def test_two_open_stores_see_each_others_writes(ready_url: str) -> None:
    one, other = open_store(ready_url).of(ID), open_store(ready_url).of(ID)
    deliver(one, plan(line()))
    assert delivery.state(other, PROGRAMME) == 1
    one.close()
    other.close()


def test_a_reader_sees_one_consistent_state_while_someone_writes(ready_url: str) -> None:
    one, other = open_store(ready_url).of(ID), open_store(ready_url).of(ID)
    with one.read() as connection:
        before = connection.execute(select(audit.c.id)).all()
        deliver(other, plan(line()))
        assert connection.execute(select(audit.c.id)).all() == before == []
    assert delivery.state(one, PROGRAMME) == 1
    one.close()
    other.close()


def test_a_failed_write_stores_nothing(store) -> None:
    row = {"id": 1, "programme": ID, "at": NOW, "person": "x", "action": "x", "subject": "x", "detail": "{}",
           "previous": "", "hash": ""}  # fmt: skip

    def fail_halfway() -> None:
        with store.write(ID) as connection:
            connection.execute(insert(audit), row)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    with store.read() as connection:
        assert connection.execute(select(audit)).all() == []


def test_foreign_keys_are_enforced(store) -> None:
    with store.read() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.execute(select(acceptances)).all() == []


def test_the_folder_of_a_new_database_is_created(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path / 'een' / 'twee' / 'budget.db'}").close()
    assert (tmp_path / "een" / "twee" / "budget.db").is_file()


def test_a_database_path_may_contain_special_characters(tmp_path: Path) -> None:
    folder = tmp_path / "100% zeker é"
    open_store(f"sqlite:///{folder / 'budget.db'}").close()
    assert (folder / "budget.db").is_file()


def test_a_database_that_is_up_to_date_opens_while_someone_writes(
    ready_sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "BUSY_SECONDS", 0.1)
    one = open_store(ready_sqlite_url)
    with one.write(ID):
        open_store(ready_sqlite_url).close()
    one.close()


def test_a_writer_that_waits_too_long_gets_an_explanation(
    ready_sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "BUSY_SECONDS", 0.1)
    one, other = open_store(ready_sqlite_url), open_store(ready_sqlite_url)
    with one.write(ID), pytest.raises(BudgetError, match="Iemand anders is al lang"):
        deliver(other, plan(line()))
    deliver(other, plan(line()))
    one.close()
    other.close()


SECRET = "geheim123"
UNREACHABLE = [
    f"postgresql://iemand:{SECRET}@127.0.0.1:1/budget?connect_timeout=2",
    f"postgresql://127.0.0.1:1/budget?connect_timeout=2&password={SECRET}",
    f"postgresql://iemand:x@{SECRET}@127.0.0.1:1/budget?connect_timeout=2",
    f"postgresql://iemand:{SECRET}@host:poort/budget",
    f"mysql://iemand:{SECRET}@127.0.0.1/budget",
    f"onzin://iemand:{SECRET}@127.0.0.1/budget",
    f"geen adres {SECRET}",
    "",
]


@pytest.mark.parametrize("url", UNREACHABLE)
def test_an_unreachable_database_is_explained_without_the_password(url: str) -> None:
    with pytest.raises(BudgetError, match=r"is niet te openen.*Controleer BUDGET_DATABASE_URL") as told:
        open_store(url)
    assert SECRET not in str(told.value)


def test_a_file_that_is_no_database_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "budget.db"
    path.write_bytes(b"dit is geen database, maar wel een lange tekst" * 100)
    with pytest.raises(BudgetError, match="niet te openen"):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes().startswith(b"dit is geen database")


def test_a_folder_that_cannot_be_created_is_explained(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x")
    with pytest.raises(BudgetError, match="niet te openen"):
        open_store(f"sqlite:///{tmp_path / 'bestand' / 'budget.db'}")


def test_a_database_of_a_newer_release_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "budget.db"
    open_store(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as connection:
        connection.execute("update alembic_version set version_num = '9999'")
    connection.close()
    with pytest.raises(BudgetError, match="een nieuwere versie"):
        open_store(f"sqlite:///{path}")


def test_the_schema_that_tests_copy_is_the_one_that_all_migrations_make(tmp_path: Path) -> None:
    """See _migrations_run_once in tests/conftest.py; the name imported here is the real one."""
    dumps = []
    for name, make in (
        ("first", engine_module.migrate_to),
        ("copied", engine_module.migrate_to),
        ("migrated", migrate_to),
    ):
        with connected(f"sqlite:///{tmp_path / name}") as connection:
            make(connection, "head")
            connection.commit()
        with closing(sqlite3.connect(tmp_path / name)) as plain:
            dumps.append(list(plain.iterdump()))
    assert migrate_to is not engine_module.migrate_to
    assert len(dumps[0]) > len(metadata.tables)
    assert dumps[0] == dumps[1] == dumps[2]


def test_migrations_are_numbered_without_gaps_and_each_file_is_named_after_its_id() -> None:
    files = sorted((engine_module.MIGRATIONS / "versions").glob("[0-9]*.py"))
    ids = [f'revision = "{number:04}"' for number in range(1, len(files) + 1)]
    assert [line for path in files for line in path.read_text().splitlines() if line in ids] == ids
    assert engine_module.newest_revision() == f"{len(files):04}"


SUBMITTED = (
    "INSERT INTO submissions"
    " (id, programme, file, sha256, data, content, kinds, domains, base, submitted_by, submitted_at)"
    " VALUES (:id, :programme, 'x', 'x', '', '', '[]', '[]', '{}', 'cor', '2024-01-01 00:00:00')"
)
REJECTED = "INSERT INTO rejections VALUES (:id, 'cato', '2024-01-02 00:00:00', 'Nee')"


@pytest.mark.parametrize("revision", ["0001", "0004"])
def test_a_database_of_an_earlier_release_opens_and_is_upgraded(database_url: str, revision: str) -> None:
    """0.3.0 left databases at 0001, 0.4.0 at 0004; equal numbers of two programmes were one row then."""
    with connected(database_url) as connection:
        engine_module.migrate_to(connection, revision)
        for row in ((1, ID), (2, "stad"), (3, ID)):
            connection.execute(text(SUBMITTED), dict(zip(("id", "programme"), row, strict=True)))
        for number in (2, 3):
            connection.execute(text(REJECTED), {"id": number})
        connection.commit()
    store = open_store(database_url).of(ID)
    for programme, rejected in ((ID, 3), ("stad", 2)):
        with store.of(programme).read() as connection:
            mine = select(rejections.c.submission).where(rejections.c.programme == programme)
            assert connection.execute(mine).scalars().all() == [rejected]
    assert submit(store, plan(line())).id == 4
    assert [one.id for one in delivery.submissions(store, PROGRAMME, VISITOR)] == [1, 3, 4]
    store.close()
    if database_url.startswith("sqlite"):
        kept = Path(f"{database_url.removeprefix('sqlite:///')}.voor-{engine_module.newest_revision()}")
        assert kept.stat().st_mode & 0o777 == 0o600
        with connected(f"sqlite:///{kept}") as connection:
            assert connection.execute(text("select version_num from alembic_version")).scalars().all() == [
                revision
            ]
    with connected(database_url) as connection:
        assert inspect(connection).has_table("corrections")
        assert connection.execute(text("select version_num from alembic_version")).scalars().all() == [
            engine_module.newest_revision()
        ]


def test_a_database_of_an_unreleased_version_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'budget.db'}"
    engine = create_engine(url)
    with engine.begin() as connection:
        engine_module.migrate_to(connection, "0021")
        connection.exec_driver_sql("DROP TRIGGER withdrawals_fitting")
        connection.exec_driver_sql("DROP TRIGGER signatures_fitting")
    with pytest.raises(BudgetError, match="nooit is uitgebracht"):
        open_store(url)
    with engine.connect() as connection:
        assert engine_module.revisions(connection) == ["0021"]
    engine.dispose()


def test_a_process_that_waited_for_another_to_create_the_tables_does_not_create_them_again(
    ready_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight processes that opened a new database at once did so one after another, each holding the lock."""
    real, before = engine_module.revisions, [[]]

    def looked(connection: Connection) -> list[str]:
        return before.pop() if before else real(connection)

    monkeypatch.setattr(engine_module, "revisions", looked)
    monkeypatch.setattr(engine_module, "migrate_to", lambda *_: pytest.fail("again"))
    store = open_store(ready_url).of(ID)
    assert before == []
    deliver(store, plan(line()))
    store.close()


def test_a_new_database_is_for_its_own_user_only(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        open_store(f"sqlite:///{tmp_path}/new.db").close()
        assert [file.stat().st_mode & 0o077 for file in tmp_path.iterdir()] == [0] * len(
            list(tmp_path.iterdir())
        )
    finally:
        os.umask(old)
