"""Detecting complete files in a folder, and writing a result beside each."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from budget.cli.drop_folder import list_files, lock_folder, read_result, read_totals, read_whole, write_result
from budget.model.words import BudgetError, UnknownNameError


def put(folder: Path, name: str, data: bytes = b"abc") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_unfinished_hidden_and_our_own_files_are_never_taken(tmp_path: Path) -> None:
    for name in ("a.xlsx.part", "B.FILEPART", ".a.xlsx", "~$a.xlsx"):
        put(tmp_path, name)
    for ours in ("a.xlsx.uitslag.txt", "a.xlsx.totaal.txt"):
        put(tmp_path, ours)
    (tmp_path / "map").mkdir()
    (tmp_path / "b.xlsx").symlink_to(put(tmp_path, ".geheim"))
    os.mkfifo(tmp_path / "c.xlsx")
    assert list_files(tmp_path) == {}
    assert [path.name for path in list_files(put(tmp_path, "d.csv").parent)] == ["d.csv"]


def test_a_file_that_changed_since_it_was_listed_is_not_read(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv")
    mark = list_files(tmp_path)[path]
    assert read_whole(path, mark, 100) == b"abc"
    put(tmp_path, "a.csv", b"abcd")
    assert read_whole(path, mark, 100) is None
    assert read_whole(path, list_files(tmp_path)[path], 100) == b"abcd"


def test_a_file_open_for_writing_is_postponed(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv")
    mark = list_files(tmp_path)[path]
    with path.open("ab"):
        assert read_whole(path, mark, 100) is None
    assert read_whole(path, mark, 100) == b"abc"


@pytest.mark.parametrize(("most", "read"), [(2, b"abc"), (3, b"abc"), (1, b"ab")])
def test_reading_stops_one_byte_past_the_size_limit(tmp_path: Path, most: int, read: bytes) -> None:
    path = put(tmp_path, "a.csv")
    assert read_whole(path, list_files(tmp_path)[path], most) == read


def test_a_file_that_became_a_link_is_not_followed(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv")
    mark = list_files(tmp_path)[path]
    path.rename(tmp_path / "b")
    path.symlink_to(tmp_path / "b")
    assert read_whole(path, mark, 100) is None


def test_a_result_replaces_a_link_and_does_not_write_through_it(tmp_path: Path) -> None:
    path, other = put(tmp_path, "a.csv"), put(tmp_path, "ander", b"blijft")
    (tmp_path / "a.csv.uitslag.txt").symlink_to(other)
    assert read_result(path) == ""
    write_result(path, "Klaar\n")
    assert (read_result(path), other.read_bytes()) == ("Klaar\n", b"blijft")
    assert [found.name for found in sorted(tmp_path.iterdir())] == ["a.csv", "a.csv.uitslag.txt", "ander"]


def test_a_result_is_readable_by_the_readers_of_its_file(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv")
    path.chmod(0o640)
    write_result(path, "Klaar\n")
    assert (tmp_path / "a.csv.uitslag.txt").stat().st_mode & 0o777 == 0o640


def test_a_result_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="niet te schrijven"):
        write_result(tmp_path / "weg" / "a.csv", "Klaar")


def test_control_totals_are_read_one_per_line(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv")
    assert read_totals(path) == []
    put(tmp_path, "a.csv.totaal.txt", b"\xef\xbb\xbfgerealiseerd=1,00\r\n\nverplicht=2,00\n")
    assert read_totals(path) == ["gerealiseerd=1,00", "verplicht=2,00"]


def test_a_folder_cannot_be_watched_by_two_programs(tmp_path: Path) -> None:
    with lock_folder(tmp_path), pytest.raises(BudgetError, match="al bekeken"), lock_folder(tmp_path):
        pass
    with lock_folder(tmp_path):
        pass
    with pytest.raises(UnknownNameError, match="geen map"), lock_folder(tmp_path / "weg"):
        pass
