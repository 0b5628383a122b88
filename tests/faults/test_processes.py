"""Several processes on one database: a killed act leaves nothing; of two rivals exactly one succeeds."""

from __future__ import annotations

import json
import random
import subprocess
import time
from pathlib import Path

import pytest

from budget.access import VISITOR
from budget.model import Content
from budget.store.engine import Store, open_store
from budget.store.schema import metadata
from budget.store.totals import load_movements
from budget.usecases import deliver as delivery
from budget.usecases import verify as verification
from tests.faults.workers import ROWS, all_rows, large_ledger
from tests.preloaded.command import program
from tests.store.samples import (
    AUGUST_END,
    ID,
    MAY_END,
    PROGRAMME,
    YEAR,
    accept,
    booking,
    ledger,
    line,
    plan,
    statement,
    submit,
)

FAR = 20
"""After this number of kills verify checks everything again: its cost grows with the data."""
ROOT = Path(__file__).resolve().parents[2]


def start(*words: object, stdin: int | None = None) -> subprocess.Popen[str]:
    command = program("tests.faults.workers", *words)
    pipes = {"stdin": stdin, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, cwd=ROOT, text=True, **pipes)


def at_once(go: Path, calls: list[tuple]) -> list[str]:
    """Start all processes, release them when every one is ready, and return what each prints."""
    process = start("at_once", json.dumps([[*map(str, call), str(go)] for call in calls]))
    assert [process.stdout.readline() for _ in calls] == ["klaar\n"] * len(calls)
    go.touch()
    said, error = process.communicate(timeout=600)
    assert "Traceback" not in error
    return said.splitlines()


@pytest.mark.parametrize("where", ["_insert_totals", "_insert_commitments", "store_reports", "record"])
def test_a_process_killed_in_the_middle_of_an_acceptance_leaves_the_database_as_it_was(
    ready_url: str, where: str
) -> None:
    store = open_store(ready_url).of(ID)
    number = submit(store, large_ledger()).id
    before = all_rows(store)
    process = start("accept_and_hang", ready_url, number, where)
    try:
        assert process.stdout.readline() == "hangt\n"
    finally:
        process.kill()
        process.communicate()
    assert all_rows(store) == before
    assert verification.verify(store, PROGRAMME, VISITOR) == []
    assert accept(store, number).seq == 1
    assert len(all_rows(store)["bookings"]) == ROWS
    store.close()


def test_of_two_concurrent_acceptances_of_one_submission_one_succeeds(ready_url: str, tmp_path: Path) -> None:
    store = open_store(ready_url).of(ID)
    number = submit(store, large_ledger()).id
    calls = [("accept", ready_url, number, person) for person in ("cato", "sien")]
    said = at_once(tmp_path / "start", calls)
    (refusal,) = [text for text in said if text != "gelukt 1"]
    assert refusal.startswith(f"zin: Inzending {number} is al vastgesteld door ")
    rows = all_rows(store)
    assert (len(rows["acceptances"]), len(rows["bookings"])) == (1, ROWS)
    assert verification.verify(store, PROGRAMME, VISITOR) == []
    store.close()


def test_of_two_plans_of_a_domain_accepted_at_once_one_is_stale(ready_url: str, tmp_path: Path) -> None:
    store = open_store(ready_url).of(ID)
    numbers = [submit(store, plan(line(budget=budget))).id for budget in (100, 200)]
    said = at_once(tmp_path / "start", [("accept", ready_url, n, "cato") for n in numbers])
    assert sorted(text.partition(":")[0] for text in said) == ["gelukt 1", "zin"]
    assert any("ander plan" in text for text in said)
    store.close()


def race(store: Store, url: str, start_file: Path, contents: list[Content]) -> list[str]:
    """Submit each file before any is accepted, then accept each in its own process, all at once."""
    numbers = [submit(store, content, name=f"{n}.xlsx").id for n, content in enumerate(contents)]
    return at_once(start_file, [("accept", url, number, "cato") for number in numbers])


def test_of_two_contradicting_statements_accepted_at_once_one_is_refused(
    ready_url: str, tmp_path: Path
) -> None:
    """The second would take back a booking that its submitter never saw."""
    store = open_store(ready_url).of(ID)
    said = race(store, ready_url, tmp_path / "start", [
        ledger(statement(MAY_END, booking("A", MAY_END, cents))) for cents in (100, 200)
    ])  # fmt: skip
    (refusal,) = [text for text in said if text != "gelukt 1"]
    assert refusal.startswith("zin: Na het indienen")
    assert len(all_rows(store)["bookings"]) == 1
    assert verification.verify(store, PROGRAMME, VISITOR) == []
    store.close()


def test_two_overlapping_statements_accepted_at_once_count_each_booking_once(
    ready_url: str, tmp_path: Path
) -> None:
    store = open_store(ready_url).of(ID)
    both = booking("B", MAY_END, 20)
    said = race(store, ready_url, tmp_path / "start", [
        ledger(statement(MAY_END, booking("A", MAY_END.replace(day=1), 1), both, last=MAY_END)),
        ledger(statement(AUGUST_END, both, booking("C", AUGUST_END, 300), first=MAY_END)),
    ])  # fmt: skip
    assert sorted(said) == ["gelukt 1", "gelukt 2"]
    with store.read() as connection:
        assert sum(m.cents for m in load_movements(connection, ID, YEAR, 2)) == 321
    assert verification.verify(store, PROGRAMME, VISITOR) == []
    store.close()


def test_of_two_equal_files_accepted_at_once_one_is_refused(ready_url: str, tmp_path: Path) -> None:
    store = open_store(ready_url).of(ID)
    row = booking("A", MAY_END, 100)
    said = race(store, ready_url, tmp_path / "start", [
        ledger(statement(MAY_END, row, sheet=sheet)) for sheet in ("Een", "Twee")
    ])  # fmt: skip
    (refusal,) = [text for text in said if text != "gelukt 1"]
    assert "verandert niets meer" in refusal
    assert len(all_rows(store)["bookings"]) == 1
    store.close()


def test_eight_concurrent_submissions_all_succeed(database_url: str, tmp_path: Path) -> None:
    """On a database that has no tables yet."""
    said = at_once(tmp_path / "start", [("submit", database_url, n) for n in range(8)])
    assert sorted(said) == [f"gelukt {n}" for n in range(1, 9)]
    store = open_store(database_url).of(ID)
    assert len(delivery.submissions(store, PROGRAMME, VISITOR)) == 8
    assert {found.submitted_by for found in delivery.submissions(store, PROGRAMME, VISITOR)} == {"cor"}
    with store.read() as connection:
        assert len(connection.execute(metadata.tables["audit"].select()).all()) == 8
    assert PROGRAMME.id == ID
    store.close()


def test_an_acceptance_killed_at_any_moment_is_there_whole_or_not_at_all(
    ready_url: str, fault_rounds: int
) -> None:
    """An acknowledged acceptance is stored; any other is complete or absent; the next one works."""
    store, chance, kept = open_store(ready_url).of(ID), random.Random(fault_rounds), 0
    worker, pace = start("accept_and_die", stdin=subprocess.PIPE), 0.0
    for n in range(fault_rounds):
        begun, row = time.monotonic(), booking(f"K{n}", MAY_END, 100 + n, f"GRO-{n}")
        number = submit(store, ledger(statement(MAY_END, row))).id
        pace = pace or time.monotonic() - begun  # Accepting takes about as long as submitting.
        worker.stdin.write(f"{ready_url} {number} {chance.uniform(0, 2 * pace)}\n")
        worker.stdin.flush()
        said = worker.stdout.readline().strip()
        assert said in ("gelukt", "gedood")
        accepted = delivery.submissions(store, PROGRAMME, VISITOR)[-1].seq
        assert accepted is not None or said == "gedood"
        kept += accepted is not None
        if accepted is None:
            accept(store, number)
        if n % FAR == 0 or n == fault_rounds - 1:
            assert verification.verify(store, PROGRAMME, VISITOR) == []
    worker.kill()
    worker.communicate()
    print(f"{fault_rounds} keer gedood, {kept} keer was het vastgesteld")
    store.close()
