"""Heads of the trail kept outside the database detect a rebuilt or truncated chain."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, delete, insert, select

from budget.access import VISITOR
from budget.model import BudgetError
from budget.model.programme import Person
from budget.model.words import Role
from budget.store import anchor
from budget.store.audit import FOREIGN, _hash, load_trail, record
from budget.store.audit_entries import Entry
from budget.store.database_use import DatabaseUse
from budget.store.engine import Store, open_store
from budget.store.faults import GONE, OLDER, OUTDATED, REPLACED
from budget.store.keys import Key, new_key
from budget.store.schema import audit
from budget.store.scope import enter
from budget.usecases import maintain
from budget.usecases import verify as verification
from budget.usecases.database_use import begin
from tests.store.samples import ID, NOW, PROGRAMME, deliver, line, plan
from tests.tampering import tampering

PEOPLED = replace(PROGRAMME, people=(*PROGRAMME.people, Person("bea", "Bea Beheer", Role.ADMINISTRATOR, ())))


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> Key:
    text = new_key()
    monkeypatch.setenv(anchor.KEY, text)
    return Key(text)


@pytest.fixture
def anchor_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv(anchor.KEPT, str(tmp_path / "anchors"))
    return tmp_path / "anchors"


def verify(store: Store) -> list[str]:
    return verification.verify(store, PROGRAMME, VISITOR)


def actions(store: Store) -> list[str]:
    with store.read() as connection:
        return [entry.action for entry in load_trail(connection, ID)]


def made_anew(store: Store, *, without: str = "", person: str = "") -> None:
    """An attacker with database access rebuilds the trail with valid hashes, but without the key."""
    with tampering(store) as connection:
        rows = [row._asdict() for row in connection.execute(select(audit).order_by(audit.c.id))]
        connection.execute(delete(audit))
        previous = "0" * 64
        for row in rows:
            if row["action"] == without:
                continue
            if person and row["action"] == "submit":
                row["person"] = person
            plain = {name: row[name] for name in row if name not in ("previous", "hash")}
            row["previous"], row["hash"] = previous, _hash(previous, plain)
            connection.execute(insert(audit), row)
            previous = row["hash"]
    store.close()


def test_without_a_key_nothing_is_signed_and_verify_says_so(store: Store) -> None:
    deliver(store, plan(line()))
    assert actions(store) == ["submit", "accept"]
    assert verify(store) == []
    assert "niet verankerd" in verification.anchor_words(store, PROGRAMME, VISITOR)


def test_with_a_key_every_act_ends_with_a_signature(store: Store, key: Key) -> None:
    deliver(store, plan(line()))
    assert actions(store) == ["submit", "anchor", "accept", "anchor"]
    assert verify(store) == []
    assert "ondertekend" in verification.anchor_words(store, PROGRAMME, VISITOR)


def test_a_write_that_adds_nothing_adds_no_signature(store: Store, key: Key) -> None:
    deliver(store, plan(line()))
    with store.write(ID):
        pass
    assert len(actions(store)) == 4


def test_a_database_older_than_the_key_is_signed_only_by_the_administrator(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the next act of anyone would sign a rebuilt trail."""
    deliver(store, plan(line()))
    monkeypatch.setenv(anchor.KEY, new_key())
    assert any("geen enkele handtekening" in problem for problem in verify(store))
    with pytest.raises(BudgetError) as told:
        deliver(store, plan(line("SPE-1", domain="SPE")))
    assert str(told.value) == anchor.UNSIGNED
    maintain.sign_trail(store, PEOPLED, "bea", NOW)
    deliver(store, plan(line("SPE-1", domain="SPE")))
    assert verify(store) == []


def test_a_chain_recomputed_without_signatures_is_not_signed_by_the_next_act(store: Store, key: Key) -> None:
    deliver(store, plan(line()))
    made_anew(store, without="anchor", person="sien")
    with pytest.raises(BudgetError) as told:
        deliver(store, plan(line("SPE-1", domain="SPE")))
    assert str(told.value) == anchor.UNSIGNED


def test_the_public_part_is_enough_to_check(store: Store, key: Key, monkeypatch: pytest.MonkeyPatch) -> None:
    deliver(store, plan(line()))
    monkeypatch.delenv(anchor.KEY)
    assert "niet nagekeken" in verification.anchor_words(store, PROGRAMME, VISITOR)
    monkeypatch.setenv(anchor.PUBLIC_KEYS, key.public)
    assert verify(store) == []
    assert "niet nagekeken" not in verification.anchor_words(store, PROGRAMME, VISITOR)


def test_a_recomputed_chain_with_its_old_signatures_is_detected(store: Store, key: Key) -> None:
    deliver(store, plan(line()))
    made_anew(store, person="sien")
    assert any("handtekening in regel" in problem for problem in verify(store))


def test_a_recomputed_chain_without_signatures_is_detected(store: Store, key: Key) -> None:
    deliver(store, plan(line()))
    made_anew(store, without="anchor")
    assert any("geen enkele handtekening" in problem for problem in verify(store))


def test_an_entry_added_without_the_key_is_detected(store: Store, key: Key) -> None:
    deliver(store, plan(line()))
    with unsigning(store) as connection:
        connection.execute(
            insert(audit),
            {"id": 99, "programme": ID, "at": NOW, "person": "cor", "action": "x", "subject": "x",
             "detail": "{}", "previous": "", "hash": ""},
        )  # fmt: skip
    assert any("na regel 4" in problem for problem in verify(store))


def test_an_entry_added_by_another_connection_during_an_act_is_never_signed(
    ready_postgresql_url: str, key: Key
) -> None:
    """On PostgreSQL a role that may add rows need not wait for our lock; SQLite makes it wait."""
    store = open_store(ready_postgresql_url).of(ID)
    deliver(store, plan(line()))
    beside = create_engine(store._engine.url)

    def act() -> None:
        with store.write(ID) as connection:
            with beside.begin() as another:
                enter(another, ID)
                record(another, ID, Entry(NOW, "cato", "forged", "submission 2", {}))
            record(connection, ID, Entry(NOW, "cor", "honest", "submission 3", {}))

    with pytest.raises(BudgetError) as told:
        act()
    beside.dispose()
    assert str(told.value) == FOREIGN
    assert "honest" not in actions(store)
    assert any("nog 1 zonder handtekening" in problem for problem in verify(store))
    store.close()


def test_a_signature_of_another_key_is_detected(
    store: Store, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(store, plan(line()))
    monkeypatch.setenv(anchor.KEY, new_key())
    assert any("handtekening in regel 2" in problem for problem in verify(store))
    monkeypatch.setenv(anchor.PUBLIC_KEYS, key.public)
    deliver(store, plan(line("SPE-1", domain="SPE")))
    assert verify(store) == []


def test_a_process_without_the_key_writes_nothing_in_a_signed_database(
    store: Store, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(store, plan(line()))
    monkeypatch.delenv(anchor.KEY)
    with pytest.raises(BudgetError, match="BUDGET_KEY_FILE"):
        deliver(store, plan(line("SPE-1", domain="SPE")))
    assert len(actions(store)) == 4


def test_a_new_key_is_a_file_for_its_owner_only_and_signs_at_once(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(store, plan(line()))
    path = tmp_path / "key"
    public = maintain.make_key(store, PEOPLED, "bea", path, NOW)
    assert path.stat().st_mode & 0o777 == 0o600
    assert actions(store)[2:] == ["key", "anchor"]
    monkeypatch.setenv(anchor.KEY_FILE, str(path))
    assert verify(store) == []
    assert anchor.trusted_keys() == {public}
    with pytest.raises(BudgetError, match="bestaat al"):
        maintain.make_key(store, PEOPLED, "bea", path, NOW)
    with pytest.raises(BudgetError, match="mag de database niet beheren"):
        maintain.make_key(store, PEOPLED, "cor", tmp_path / "other", NOW)
    assert not (tmp_path / "other").exists()


@contextmanager
def unsigning(store: Store) -> Iterator[Connection]:
    """A connection beside the program, for a role that may add rows."""
    with store._engine.begin() as connection:
        enter(connection, ID)
        yield connection


# --- the key itself -----------------------------------------------------------------------


@pytest.mark.parametrize("text", ["x", "", "AAAA", "é"])
def test_a_text_that_is_no_key_is_explained(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "key"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    monkeypatch.setenv(anchor.KEY_FILE, str(path))
    with pytest.raises(BudgetError, match="niet te lezen"):
        anchor.read_key()


def test_a_key_that_others_can_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "key"
    path.write_text(new_key())
    monkeypatch.setenv(anchor.KEY_FILE, str(path))
    for mode, is_refused in ((0o640, True), (0o604, True), (0o600, False), (0o400, False)):
        path.chmod(mode)
        if is_refused:
            with pytest.raises(BudgetError, match="0600"):
                anchor.read_key()
        else:
            assert anchor.read_key() is not None


def test_a_key_file_that_is_not_there_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(anchor.KEY_FILE, str(tmp_path / "geen"))
    with pytest.raises(BudgetError, match="niet te lezen"):
        anchor.read_key()


# --- heads kept in a file -----------------------------------------------------------------


def test_every_act_leaves_its_head_in_the_file(store: Store, anchor_folder: Path) -> None:
    deliver(store, plan(line()))
    lines = anchor_folder.read_text().splitlines()
    assert len(lines) == 2
    assert anchor_folder.stat().st_mode & 0o777 == 0o600
    assert anchor.anchored_heads(ID) == [row.split()[-1] for row in lines]
    assert anchor.anchored_heads("ander") == []
    assert verify(store) == []
    assert "ankerbestand klopt" in verification.anchor_words(store, PROGRAMME, VISITOR)


def test_a_failed_act_writes_no_head_to_the_anchor_file(store: Store, anchor_folder: Path) -> None:
    def fail_halfway() -> None:
        with store.write(ID) as connection:
            anchor.record(connection, ID, anchor.Entry(NOW, "gea", "x", "x", {}))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    assert anchor_folder.read_text() == ""


def cut(store: Store, least: int) -> None:
    with tampering(store) as connection:
        connection.execute(delete(audit).where(audit.c.id > least))


@pytest.mark.parametrize("is_signed", [False, True])
def test_a_chain_cut_back_to_an_earlier_state_is_found(
    store: Store, anchor_folder: Path, monkeypatch: pytest.MonkeyPatch, is_signed: bool
) -> None:
    """The remaining signatures are valid: only what was stored elsewhere reveals it."""
    if is_signed:
        monkeypatch.setenv(anchor.KEY, new_key())
    begin(store, PROGRAMME, DatabaseUse.DEMONSTRATION, "gea", NOW)
    with store.read() as connection:
        last = connection.execute(select(audit.c.id).order_by(audit.c.id.desc())).scalars().first()
    with store.write(ID) as connection:
        anchor.record(connection, ID, anchor.Entry(NOW, "gea", "x", "x", {}))
    cut(store, last)
    store.close()
    assert any("afgeknipt" in problem for problem in verify(store))
    with pytest.raises(BudgetError) as told:
        begin(store, PROGRAMME, DatabaseUse.DEMONSTRATION, "gea", NOW + timedelta(hours=1))
    assert str(told.value) == OLDER
    with pytest.raises(BudgetError) as told, store.write(ID):
        pass
    assert str(told.value) == OLDER


def test_a_file_that_cannot_be_opened_stops_the_act_before_it_is_done(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(anchor.KEPT, str(tmp_path / "geen" / "anchors"))
    with pytest.raises(BudgetError, match="Er is niets veranderd"):
        deliver(store, plan(line()))
    assert actions(store) == []


def test_a_full_anchor_file_reports_that_the_act_was_done(
    store: Store, anchor_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        with pytest.raises(BudgetError, match="doe haar niet opnieuw"):
            deliver(store, plan(line()))
    assert actions(store) == ["submit"]
    deliver(store, plan(line("SPE-1", domain="SPE")))
    assert verify(store) == []


# --- a database replaced under a running program ----------------------------------------------


def test_an_older_database_under_a_running_program_is_noticed(store: Store) -> None:
    deliver(store, plan(line()))
    with store.read() as connection:
        last = connection.execute(select(audit.c.id).order_by(audit.c.id.desc())).scalars().first()
    cut(store, last - 1)
    for view in (store.read, lambda: store.write(ID)):
        with pytest.raises(BudgetError) as told, view():
            pass
        assert str(told.value) == REPLACED


def test_another_database_under_a_running_program_is_noticed(store: Store) -> None:
    deliver(store, plan(line()))
    with tampering(store) as connection:
        connection.execute(audit.update().values(hash="1" * 64))
    with pytest.raises(BudgetError) as told, store.read():
        pass
    assert str(told.value) == REPLACED


@pytest.fixture
def store_and_copies(ready_sqlite_url: str) -> Iterator[tuple[Store, Path, Path]]:
    """A running program with one plan; its file, and a copy from before the next act."""
    file = Path(ready_sqlite_url.removeprefix("sqlite:///"))
    open_store(ready_sqlite_url).close()
    older = Path(shutil.copy(file, file.with_name("older.db")))
    store = open_store(ready_sqlite_url).of(ID)
    deliver(store, plan(line()))
    yield store, file, older
    store.close()


def put_over(file: Path, older: Path) -> None:
    for name in ("-wal", "-shm"):
        file.with_name(file.name + name).unlink(missing_ok=True)
    older.rename(file)


def test_an_older_file_renamed_over_that_of_a_running_program_is_noticed(store_and_copies: tuple) -> None:
    """The program still has the old file open; what it would write there could never be found again."""
    store, file, older = store_and_copies
    put_over(file, older)
    for view in (store.read, lambda: store.write(ID)):
        with pytest.raises(BudgetError) as told, view():
            pass
        assert str(told.value) == REPLACED


@pytest.mark.parametrize("is_own", [True, False])
def test_a_file_copied_over_that_of_a_running_program_is_noticed(
    store_and_copies: tuple, is_own: bool
) -> None:
    """Its pages are still in memory; written among those of the new file, they would ruin both."""
    store, file, older = store_and_copies
    if not is_own:
        other = open_store(f"sqlite:///{older}").of(ID)
        for number in range(3):
            deliver(other, plan(line(f"SPE-{number}")))
        other.close()
    for path in (file, older):
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with store.read() as connection:
        assert load_trail(connection, ID)
    shutil.copyfile(older, file)
    wanted = file.read_bytes()
    for view in (store.read, lambda: store.write(ID)):
        with pytest.raises(BudgetError) as told, view():
            pass
        assert str(told.value) == REPLACED
    assert file.read_bytes() == wanted


def test_pages_that_move_from_the_log_into_the_file_are_no_replacement(store_and_copies: tuple) -> None:
    store, file, _ = store_and_copies
    for number in range(3):
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        deliver(store, plan(line(f"SPE-{number}")))
    with store.read() as connection:
        assert len(load_trail(connection, ID)) == 8


def test_a_file_that_is_replaced_during_an_act_is_not_written(store_and_copies: tuple) -> None:
    store, file, older = store_and_copies

    def act() -> None:
        with store.write(ID) as connection:
            record(connection, ID, Entry(NOW, "cor", "late", "submission 3", {}))
            put_over(file, older)

    with pytest.raises(BudgetError) as told:
        act()
    assert str(told.value) == REPLACED


def test_a_file_deleted_under_a_running_program_is_not_recreated(store_and_copies: tuple) -> None:
    store, file, _ = store_and_copies
    file.unlink()
    for view in (store.read, lambda: store.write(ID)):
        with pytest.raises(BudgetError) as told, view():
            pass
        assert str(told.value) == GONE
    assert not file.exists()


def test_writes_of_another_process_are_not_taken_for_a_replaced_database(ready_url: str) -> None:
    one, other = open_store(ready_url).of(ID), open_store(ready_url).of(ID)
    for number, store in enumerate((one, other, one, other)):
        deliver(store, plan(line(f"GRO-{number}", 1 + number)))
    with one.read() as connection, other.read():
        assert len(load_trail(connection, ID)) == 8
    one.close()
    other.close()


def test_a_process_older_than_the_schema_stops_writing(store: Store) -> None:
    deliver(store, plan(line()))
    with tampering(store) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(BudgetError) as told, store.write(ID):
        pass
    assert str(told.value) == OUTDATED
    with store.read() as connection:
        assert len(load_trail(connection, ID)) == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("person", "gea"),
        ("at", NOW + timedelta(days=900)),
        ("subject", "submission 1"),
        ("detail", "{} "),
    ],
)
def test_the_last_signature_says_nothing_of_its_own(store: Store, key: Key, name: str, value: object) -> None:
    """Nothing follows the last entry, so its own hash can be rebuilt; it signs the entry before it."""
    deliver(store, plan(line()))
    with tampering(store) as connection:
        row = connection.execute(select(audit).order_by(audit.c.id.desc()).limit(1)).one()._asdict()
        row[name] = row["detail"] + " " if name == "detail" else value
        plain = {column: row[column] for column in row if column not in ("previous", "hash")}
        row["hash"] = _hash(row["previous"], plain)
        connection.execute(delete(audit).where(audit.c.id == row["id"]))
        connection.execute(insert(audit), row)
    store.close()
    (said,) = verify(store)
    assert f"handtekening in regel {row['id']} " in said
    with pytest.raises(BudgetError, match="eindigt niet met een handtekening"):
        deliver(store, plan(line(budget=2)))
