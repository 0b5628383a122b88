"""`watch` submits each new file once and writes its result beside it; it accepts nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from budget.__main__ import main
from budget.cli import watch
from budget.intake.output.template import write_workbook
from budget.model.content import Content
from budget.model.words import BudgetError, UnavailableError
from budget.store.engine import open_store
from budget.store.submissions import State, Submission, load_submissions
from budget.usecases import deliver
from tests.store.samples import ID, NOW, PROGRAMME, install, line, plan

PLAN = plan(line("GRO-1", 1000_00), line("SPE-1", 500_00))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ready_sqlite_url: str) -> Path:
    install(monkeypatch, tmp_path, ready_sqlite_url)
    found = tmp_path / "inkomend"
    found.mkdir()
    return found


Known = Callable[[], list[Submission]]


@pytest.fixture
def stored_submissions(folder: Path, ready_sqlite_url: str) -> Known:
    def load() -> list[Submission]:
        store = open_store(ready_sqlite_url)
        with store.read() as connection:
            found = load_submissions(connection, ID)
        store.close()
        return found

    return load


def put(folder: Path, content: Content, name: str = "plan.xlsx") -> Path:
    path = folder / name
    path.write_bytes(write_workbook(content, PROGRAMME, "Proef"))
    return path


def once(folder: Path, person: str = "cor") -> int:
    return main(["watch", str(folder), "--once", "--every", "0.01", "--as", person])


def result(path: Path) -> str:
    return (path.parent / f"{path.name}.uitslag.txt").read_text()


def test_a_new_file_is_submitted_once_and_awaits_a_second_person(
    folder: Path, stored_submissions: Known
) -> None:
    path = put(folder, PLAN)
    assert once(folder) == 0
    (found,) = stored_submissions()
    assert (found.state, found.submitted_by, found.file) == (State.PENDING, "cor", "plan.xlsx")
    said = result(path)
    assert said.startswith("Ingediend als inzending 1.")
    assert said.splitlines()[-1] == f"Kenmerk: {found.sha256}"
    assert once(folder) == 0
    assert (stored_submissions(), result(path)) == ([found], said)


def test_a_kill_between_handing_in_and_the_result_does_not_hand_in_twice(
    folder: Path, stored_submissions: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(folder, PLAN)
    with monkeypatch.context() as patched:
        patched.setattr(watch, "write_result", lambda *_: exec("raise KeyboardInterrupt"))
        with pytest.raises(KeyboardInterrupt):
            once(folder)
    assert len(stored_submissions()) == 1
    assert once(folder) == 0
    assert len(stored_submissions()) == 1
    assert result(path).startswith("Dit bestand is al ingediend")


def test_a_renamed_copy_and_a_returned_file_are_not_submitted_again(
    folder: Path, stored_submissions: Known, ready_sqlite_url: str
) -> None:
    path = put(folder, PLAN)
    once(folder)
    store = open_store(ready_sqlite_url)
    deliver.reject(store, PROGRAMME, 1, "cato", "Verkeerd jaar", NOW)
    store.close()
    copy = folder / "kopie.xlsx"
    copy.write_bytes(path.read_bytes())
    once(folder)
    assert len(stored_submissions()) == 1
    assert "teruggestuurd" in result(copy)
    assert "Reden van Cato Controle: Verkeerd jaar" in result(copy)


def test_a_broken_file_is_reported_once_and_checked_again_when_it_changes(
    folder: Path, stored_submissions: Known, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "plan.xlsx"
    path.write_bytes(b"PK\x03\x04 half")
    assert once(folder) == 1
    assert path.exists()
    assert result(path).startswith("Niet ingediend: ")
    assert "plan.xlsx: niet goedgekeurd" in result(path)
    capsys.readouterr()
    assert once(folder) == 0
    assert capsys.readouterr().out == ""
    put(folder, PLAN)
    assert once(folder) == 0
    assert len(stored_submissions()) == 1


def test_a_file_that_grows_between_two_rounds_is_not_submitted(
    folder: Path, stored_submissions: Known
) -> None:
    path, seen = put(folder, PLAN), watch.WatchState()
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    watch.watch_round(folder, "cor", seen)
    path.write_bytes(whole)
    watch.watch_round(folder, "cor", seen)
    assert [found.name for found in folder.iterdir()] == ["plan.xlsx"]
    watch.watch_round(folder, "cor", seen)
    assert len(stored_submissions()) == 1


def test_a_file_of_another_domain_is_refused_naming_who_may_submit(
    folder: Path, stored_submissions: Known
) -> None:
    path = put(folder, PLAN)
    assert once(folder, "gea") == 1
    assert stored_submissions() == []
    assert "Gea Groen mag niet indienen voor Groen en Spelen" in result(path)


def test_a_person_without_the_right_to_submit_cannot_start_the_watch(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(folder, PLAN)
    assert once(folder, "bo") == 1
    assert "mag niet indienen" in capsys.readouterr().out
    assert list(folder.iterdir()) == [path]


def test_a_change_without_an_origin_waits_for_a_person(folder: Path, ready_sqlite_url: str) -> None:
    put(folder, PLAN)
    once(folder)
    store = open_store(ready_sqlite_url)
    deliver.accept(store, PROGRAMME, 1, "cato", NOW)
    store.close()
    path = put(folder, plan(line("GRO-1", 1000_01), line("SPE-1", 500_00)), "later.xlsx")
    assert once(folder) == 1
    assert result(path).startswith("Niet ingediend.\n")
    assert "op het scherm" in result(path)


def test_no_file_is_checked_while_the_database_is_unavailable(
    folder: Path, stored_submissions: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(folder, PLAN)

    def away(*_: object, **__: object) -> None:
        raise UnavailableError("De database is er niet meer.")

    with monkeypatch.context() as patched:
        patched.setattr(deliver, "submit", away)
        assert once(folder) == 1
    assert list(folder.iterdir()) == [path]
    assert once(folder) == 0
    assert len(stored_submissions()) == 1


def test_a_bug_on_one_file_does_not_stop_the_next(
    folder: Path, stored_submissions: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, plan(line("GRO-1", 1_00)), "a.xlsx")
    put(folder, plan(line("SPE-1", 1_00)), "b.xlsx")
    real = deliver.check

    def check(*words: object) -> object:
        if words[3] == "a.xlsx":
            raise ZeroDivisionError
        return real(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(deliver, "check", check)
    assert once(folder) == 1
    assert [one.file for one in stored_submissions()] == ["b.xlsx"]
    assert "Meld dit nummer: " in result(folder / "a.xlsx")


def test_a_token_that_was_revoked_ends_the_watch(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder, PLAN)

    def revoked(*_: object) -> None:
        raise BudgetError("Deze sleutel is onbekend, verlopen of ingetrokken.")

    monkeypatch.setattr(watch.Context, "acting", revoked)
    assert once(folder) == 1
    assert len(list(folder.iterdir())) == 1
