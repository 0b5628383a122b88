"""The published folder: partial exports are never read, unchanged tables never rewritten."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from fsspec import AbstractFileSystem
from fsspec.implementations.memory import MemoryFileSystem

from budget.lake import folder as lake_folder
from budget.lake.folder import LakeFolder, Manifest, arrow_schema
from budget.lake.tables import MEASURES, TABLES
from budget.model.words import BudgetError
from tests.conftest import ROOT

YEAR = 2024


class KilledError(Exception):
    """Stands for the death of the process at this point."""


class ObjectStore(MemoryFileSystem):
    """Like s3fs: addresses begin with s3://, and each process caches the lists of files it requested."""

    protocol = "s3"
    cachable = False
    find = AbstractFileSystem.find
    store = {}  # noqa: RUF012 - all processes see these
    pseudo_dirs = [""]  # noqa: RUF012

    @classmethod
    def _strip_protocol(cls, path):
        return MemoryFileSystem._strip_protocol(path.replace("s3://", "memory://", 1))

    def ls(self, path, detail=True, **named):
        if path not in self.dircache:
            self.dircache[path] = super().ls(path, detail=True, **named)
        return self.dircache[path] if detail else [found["name"] for found in self.dircache[path]]

    def invalidate_cache(self, path=None):
        self.dircache.clear()


def object_store() -> LakeFolder:
    """The folder as opened by another process."""
    folder = LakeFolder("memory://land")
    folder.files = ObjectStore()
    return folder


def rows(cents: int):
    """One line with money in one month; all other tables are empty."""
    return {(name, YEAR): [] for name in TABLES} | {
        ("months", YEAR): [("GRO-1", "GRO", "DORP", "", 1, 0, cents)],
        ("commitments", YEAR): [("GRO-1", "GRO", "DORP", "", cents)],
    }


def read(folder: LakeFolder) -> tuple[int, int]:
    """The cents in both tables, from the files in the manifest."""
    from budget.lake.engines import open_tables

    t = open_tables(folder, folder.manifests(), "duckdb")
    return tuple(
        t[name][column].sum().execute() for name, column in (("months", "realised"), ("commitments", "open"))
    )


@pytest.mark.parametrize("url", ["{}/land", "memory://land"])
def test_what_was_published_is_read_back(url: str, tmp_path: Path) -> None:
    folder = LakeFolder(url.format(tmp_path))
    folder.publish("aa", "Aa", "1", rows(7))
    folder.publish("aa", "Aa", "2", rows(9))
    assert read(folder) == (9, 9)
    folder.withdraw("aa", "Aa", "2024-10-01")
    assert folder.manifests()[0].files == {}


def test_an_object_store_shows_what_other_writers_published() -> None:
    reader, writer = object_store(), object_store()
    writer.publish("aa", "Aa", "1", rows(7))
    assert read(reader) == (7, 7)
    writer.publish("bee", "Bee", "1", rows(9))
    assert read(reader) == (16, 16)
    writer.withdraw("aa", "Aa", "2024-10-01")
    assert read(reader) == (9, 9)


@pytest.mark.parametrize("step", range(9))
def test_a_killed_process_leaves_a_complete_old_or_new_export(
    step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = LakeFolder(str(tmp_path))
    folder.publish("aa", "Aa", "1", rows(7))
    left = step

    def until_killed(method):
        def run(*values, **named):
            nonlocal left
            left -= 1
            if left < 0:
                raise KilledError
            return method(*values, **named)

        return run

    with monkeypatch.context() as killing:
        for name in ("pipe_file", "mv", "rm_file"):
            killing.setattr(folder.files, name, until_killed(getattr(folder.files, name)))
        try:
            folder.publish("aa", "Aa", "2", rows(9))
            is_whole = True
        except KilledError:
            is_whole = False
    assert read(folder) in {(7, 7), (9, 9)}
    assert is_whole is (left >= 0)
    folder.publish("aa", "Aa", "2", rows(9))
    assert read(folder) == (9, 9)


def test_a_truncated_file_is_never_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = LakeFolder(str(tmp_path))
    folder.publish("aa", "Aa", "1", rows(7))
    whole = folder.files.pipe_file

    def half(path: str, data: bytes) -> None:
        whole(path, data[: len(data) // 2])
        raise KilledError

    with monkeypatch.context() as killing:
        killing.setattr(folder.files, "pipe_file", half)
        with pytest.raises(KilledError):
            folder.publish("aa", "Aa", "2", rows(9))
    assert read(folder) == (7, 7)


def test_unchanged_tables_are_not_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = LakeFolder(str(tmp_path))
    folder.publish("aa", "Aa", "1", rows(7))
    written: list[str] = []
    put = folder.files.pipe_file
    monkeypatch.setattr(folder.files, "pipe_file", lambda path, data: (written.append(path), put(path, data)))
    folder.publish("aa", "Aa", "2", rows(7) | {("commitments", YEAR): []})
    tables = {Path(path).relative_to(tmp_path).parts[0] for path in written}
    assert tables == {"commitments", "manifest"}


@pytest.mark.parametrize(("minutes", "stays"), [(59, True), (61, False)])
def test_leftovers_of_a_killed_run_are_removed_after_an_hour(
    minutes: int, stays: bool, tmp_path: Path
) -> None:
    folder = LakeFolder(str(tmp_path))
    left = tmp_path / "months" / "programme=aa" / "year=2024" / "half.parquet"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    then = left.stat().st_mtime - minutes * 60
    os.utime(left, (then, then))
    folder.publish("aa", "Aa", "1", rows(7))
    assert left.exists() is stays
    folder.withdraw("aa", "Aa", "2024-10-01")
    assert not left.exists()


def test_two_concurrent_exports_leave_one_complete_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process publishes everything between the last file of this one and its manifest."""
    folder, other = LakeFolder(str(tmp_path)), LakeFolder(str(tmp_path))
    folder.publish("aa", "Aa", "1", rows(7))
    commit = folder._commit

    def late(made: Manifest) -> None:
        other.publish("aa", "Aa", "2", rows(8))
        commit(made)

    monkeypatch.setattr(folder, "_commit", late)
    folder.publish("aa", "Aa", "3", rows(9))
    assert read(folder) == (9, 9)


def test_a_missing_published_file_is_detected_and_written_again(tmp_path: Path) -> None:
    folder = LakeFolder(str(tmp_path))
    made = folder.publish("aa", "Aa", "1", rows(7))
    assert folder.is_whole(made)
    next(tmp_path.glob("months/*/*/*.parquet")).unlink()
    assert not folder.is_whole(made)
    folder.publish("aa", "Aa", "1", rows(7))
    assert read(folder) == (7, 7)


def test_files_of_another_programme_stay(tmp_path: Path) -> None:
    folder = LakeFolder(str(tmp_path))
    folder.publish("aa", "Aa", "1", rows(7))
    folder.publish("bee", "Bee", "1", rows(1))
    folder.withdraw("aa", "Aa", "2024-10-01")
    assert [one.programme for one in folder.manifests() if one.files] == ["bee"]
    assert list(tmp_path.glob("months/programme=bee/*/*.parquet"))


def test_a_newer_schema_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = LakeFolder(str(tmp_path))
    folder.publish("aa", "Aa", "1", rows(7))
    monkeypatch.setattr(lake_folder, "SCHEMA", 0)
    with pytest.raises(BudgetError, match="versie 1"):
        folder.manifests()


@pytest.mark.parametrize("programme", ["../aa", "a/b", "a=b", ""])
def test_a_programme_id_cannot_be_a_path(programme: str, tmp_path: Path) -> None:
    with pytest.raises(BudgetError):
        LakeFolder(str(tmp_path)).publish(programme, "Aa", "1", rows(7))


def test_an_address_that_cannot_be_opened_says_so() -> None:
    with pytest.raises(BudgetError, match="niet te openen"):
        LakeFolder("bestaatniet://land")


def test_amounts_are_whole_cents_and_no_column_names_a_person_or_supplier() -> None:
    kinds = {str(kind) for table in TABLES.values() for kind in arrow_schema(table).types}
    assert kinds == {"string", "int64", "bool"}
    names = {column.name for table in TABLES.values() for column in table.columns}
    assert not names & {"supplier", "description", "document", "budget_holder", "signed_by", "activity"}
    assert "cents" in next(c.meaning for c in MEASURES.columns if c.name == "realised")


def test_every_published_column_is_documented() -> None:
    text = (ROOT / "docs" / "schaal.md").read_text(encoding="utf-8")
    for table in TABLES.values():
        part = text.partition(f"### `{table.name}`\n")[2].partition("###")[0]
        assert [f"| `{column.name}` |" in part for column in table.columns] == [True] * len(table.columns)
