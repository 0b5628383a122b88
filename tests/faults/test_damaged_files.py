"""Verify lists every fault of a damaged file, or the damage changed no row; never just an incident number."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from budget.__main__ import main
from budget.store.schema_board import metadata
from tests.store.samples import TOML, install
from tests.tampering import GUARDS

PAGE = 4096
KINDS = ("a page of noise", "a page of zeros", "a byte", "a torn page")


@pytest.fixture(scope="module")
def database_bytes(full_sqlite: Path) -> bytes:
    return full_sqlite.read_bytes()


def damaged(data: bytes, kind: str, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) // PAGE) * PAGE
    new = bytearray(data)
    if kind == "a byte":
        new[start + chance.randrange(PAGE)] ^= 1 + chance.randrange(255)
    elif kind == "a torn page":
        new[start + PAGE // 2 : start + PAGE] = new[: PAGE // 2]
    else:
        new[start : start + PAGE] = (b"\0" if kind == "a page of zeros" else b"\xa5") * PAGE
    return bytes(new)


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row, read without our code."""
    with sqlite3.connect(path) as connection:
        connection.text_factory = bytes
        found = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in metadata.tables}
    connection.close()
    return found


def test_a_damaged_trail_does_not_stop_the_other_checks(
    database_bytes: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its first page is unreadable, and two rows elsewhere were changed: all three are reported."""
    path = tmp_path / "budget.db"
    path.write_bytes(database_bytes)
    with sqlite3.connect(path) as connection:
        for name, _ in connection.execute(GUARDS).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE plan_lines SET budget = budget + 1")
        connection.execute("UPDATE submissions SET data = CAST(data || x'00' AS BLOB) WHERE id = 2")
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'audit'"
        (root,) = connection.execute(query).fetchone()
    connection.close()
    data = bytearray(path.read_bytes())
    data[(root - 1) * PAGE : root * PAGE] = b"\xa5" * PAGE
    path.write_bytes(data)
    install(monkeypatch, tmp_path, f"sqlite:///{path}")
    assert main(["verify"]) == 1
    said = capsys.readouterr().out
    for found in ("databasebestand is beschadigd", "Inzending 2: het bestand", "Tabel audit: te lezen"):
        assert found in said, said


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_reported_or_still_holds_the_same_rows(
    database_bytes: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    fault_rounds: int,
    kind: str,
) -> None:
    (tmp_path / "programme.toml").write_text(TOML)
    monkeypatch.setenv("BUDGET_PROGRAMME", str(tmp_path))
    (tmp_path / "whole.db").write_bytes(database_bytes)
    right, chance = rows(tmp_path / "whole.db"), random.Random(kind)
    for number in range(fault_rounds):
        path = tmp_path / f"{number}.db"
        path.write_bytes(damaged(database_bytes, kind, chance))
        monkeypatch.setenv("BUDGET_DATABASE_URL", f"sqlite:///{path}")
        status = main(["verify"])
        said = "".join(capsys.readouterr())
        assert "Meld dit nummer" not in said, (number, said)
        if status == 0:
            assert rows(path) == right, (number, said)
        else:
            assert said.strip(), number


EDITED = (
    "DROP TABLE audit",
    "DROP TABLE programme_versions",
    "UPDATE programme_versions SET people = '['",
    "UPDATE programme_versions SET text = '['",
    "UPDATE audit SET detail = '[]' WHERE id = (SELECT max(id) FROM audit)",
    "UPDATE audit SET subject = 'submission x' WHERE action = 'submit'",
)


@pytest.mark.parametrize("query", EDITED)
def test_a_value_made_unreadable_by_hand_is_a_finding_instead_of_a_bug(
    database_bytes: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    query: str,
) -> None:
    """Including values read before verification: the programme in force, and the use of the database."""
    path = tmp_path / "budget.db"
    path.write_bytes(database_bytes)
    with sqlite3.connect(path) as connection:
        for name, _ in connection.execute(GUARDS).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(query)
    connection.close()
    install(monkeypatch, tmp_path, f"sqlite:///{path}")
    assert main(["verify"]) == 1
    said = "".join(capsys.readouterr())
    assert "Meld dit nummer" not in said
    assert "niet" in said


def test_a_damaged_table_name_in_the_file_is_reported(
    database_bytes: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """SQLite reports it with the table name, which is no longer valid text."""
    path = tmp_path / "budget.db"
    assert b"tableauditaudit" in database_bytes
    damaged_name = database_bytes.replace(b"tableauditaudit", b"table\xc3\x28ditaudit")
    path.write_bytes(damaged_name.replace(b"CREATE TABLE", b"CREATE FABLE"))
    install(monkeypatch, tmp_path, f"sqlite:///{path}")
    assert main(["verify"]) == 1
    assert "Meld dit nummer" not in "".join(capsys.readouterr())
