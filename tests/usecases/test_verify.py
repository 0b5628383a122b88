"""Verify finds every changed row, without false alarms."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from budget.access import VISITOR
from budget.export.registry import FORMATS
from budget.model import BudgetError, SteeringAction
from budget.model.periods import Period
from budget.snapshot import Content as Frozen
from budget.snapshot import decode_content, encode_content
from budget.snapshot.codec import canonical
from budget.snapshot.compose import compose
from budget.store.engine import Store, open_store
from budget.store.integrity import find_faults
from budget.usecases import close as closing
from budget.usecases import freeze as snapshot
from budget.usecases import steer as steering
from budget.usecases import verify as verification
from budget.usecases.signed_snapshots import as_signed
from tests.snapshot.full_history import AFTER, SIGNED_AFTER
from tests.snapshot.history import PROPOSED, first_half, freeze, live_through, second_half, sign
from tests.store.samples import AUGUST_END, ID, OCTOBER, PROGRAMME, TOML, YEAR
from tests.tampering import GUARDS, owning, tampering


@pytest.fixture(scope="module")
def full_database(full_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = shutil.copy(full_sqlite, tmp_path_factory.mktemp("full") / "budget.db")
    store = open_store(f"sqlite:///{path}")
    assert verification.verify(store, PROGRAMME, VISITOR) == []
    store.close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


# --- a damaged file ---------------------------------------------------------------------

PAGE = 4096


def told(path: Path) -> list[str]:
    """The findings of verify for a file; it cannot be opened at all if the page had the list of tables."""
    try:
        store = open_store(f"sqlite:///{path}")
    except BudgetError as error:
        return [str(error)]
    try:
        return verification.verify(store, PROGRAMME, VISITOR)
    finally:
        store.close()


@pytest.mark.parametrize("tenth", range(1, 10))
def test_an_overwritten_database_page_is_reported_as_damage(
    full_database: Path, tmp_path: Path, tenth: int
) -> None:
    """Whatever is on the page: rows, an index, or a part of a file."""
    path = shutil.copy(full_database, tmp_path / "budget.db")
    data = bytearray(path.read_bytes())
    start = len(data) // PAGE * tenth // 10 * PAGE
    data[start : start + PAGE] = b"\xa5" * PAGE
    path.write_bytes(data)
    found, words = told(path), ("beschadigd", "niet te", "niet meer te lezen")
    assert any(word in problem for problem in found for word in words), found


def test_every_table_that_cannot_be_read_is_named_with_the_last_row_that_could(
    full_database: Path, tmp_path: Path
) -> None:
    path = shutil.copy(full_database, tmp_path / "budget.db")
    with sqlite3.connect(path) as connection:
        for name, body in connection.execute(GUARDS).fetchall():
            assert body.startswith("CREATE TRIGGER")
            connection.execute(f"DROP TRIGGER {name}")
        last = connection.execute("SELECT max(id) FROM audit").fetchone()[0]
        connection.execute("UPDATE audit SET at = 'gisteren' WHERE id = ?", (last,))
        connection.execute("UPDATE snapshots SET meeting = 'morgen'")
    store = open_store(f"sqlite:///{path}")
    found = verification.verify(store, PROGRAMME, VISITOR)
    store.close()
    last_read = f"tot en met {ID}, {last - 1}, daarna"
    assert any(last_read in problem for problem in found if "Tabel audit" in problem)
    assert any("geen enkele rij" in problem for problem in found if "Tabel snapshots" in problem)
    assert any("De momentopnamen: niet te lezen" in problem for problem in found)


def test_a_disabled_guard_is_reported(store: Store) -> None:
    """Even with all rows unchanged: someone had a reason to disable it."""
    assert verification.verify(store, PROGRAMME, VISITOR) == []
    with owning(store) as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER plan_lines_no_update")
        else:
            connection.exec_driver_sql("ALTER TABLE plan_lines DISABLE TRIGGER append_only")
    (said,) = verification.verify(store, PROGRAMME, VISITOR)
    assert "plan_lines" in said


# --- actions in the order of the trail, not of a clock ------------------------------------


def test_an_action_backdated_after_the_proposal_is_no_difference(store: Store) -> None:
    """It waited for the lock during the freeze: earlier by its clock, later in the trail."""
    first_half(store)
    early = PROPOSED - timedelta(minutes=1)
    agreed = SteeringAction(0, "GRO", "Meer bomen", "gea", date(YEAR, 12, 1), None, None, early.date())
    steering.register(store, PROGRAMME, agreed, "gea", early)
    freeze(store)
    sign(store)
    steering.register(store, PROGRAMME, replace(agreed, text="Meer gras"), "gea", early)
    (first, _) = steering.actions(store, PROGRAMME, VISITOR, PROPOSED)
    steering.close(store, PROGRAMME, first, "gea", "Gelukt", early)
    assert verification.verify(store, PROGRAMME, VISITOR) == []


def test_an_action_that_comes_while_a_snapshot_is_composed_asks_to_propose_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_half(store)
    action = SteeringAction(0, "GRO", "Meer bomen", "gea", date(YEAR, 12, 1), None, None, PROPOSED.date())

    _propose_while(
        store,
        monkeypatch,
        lambda: steering.register(store, PROGRAMME, action, "gea", PROPOSED - timedelta(seconds=1)),
    )


@pytest.mark.parametrize("accepts", [True, False])
def test_a_period_that_is_decided_while_a_snapshot_is_composed_asks_to_propose_again(
    accepts: bool, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the snapshot would call the period open, and verify would report that for ever."""
    first_half(store)
    early = PROPOSED - timedelta(minutes=1)
    number = closing.propose_closing(store, PROGRAMME, Period(YEAR, 1), "cor", "Alles is binnen", early)

    reason = "" if accepts else "Nog niet"
    _propose_while(
        store,
        monkeypatch,
        lambda: closing.decide(store, PROGRAMME, number, "cato", early, accepts=accepts, reason=reason),
    )


def _propose_while(store: Store, monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Propose a snapshot while another person acts: it is refused, and the next proposal is valid."""

    def slowly(*arguments):
        act()
        return compose(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(snapshot, "compose", slowly)
        with pytest.raises(BudgetError, match="Stel de momentopname opnieuw voor"):
            freeze(store)
    freeze(store)
    assert verification.verify(store, PROGRAMME, VISITOR) == []


# --- nothing else -----------------------------------------------------------------------


PLACES = {
    "far away": {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    "other words": {
        "TZ": "America/St_Johns",
        "LC_ALL": "C.UTF-8",
        "LANG": "de_DE.UTF-8",
        "PYTHONHASHSEED": "77",
    },
}


@pytest.mark.parametrize("place", PLACES)
def test_the_verification_does_not_depend_on_time_zone_or_locale(
    full_database: Path, tmp_path: Path, place: str
) -> None:
    path = shutil.copy(full_database, tmp_path / "budget.db")
    folder = tmp_path / "dorp"
    folder.mkdir()
    (folder / "programme.toml").write_text(TOML, encoding="utf-8")
    settings = {"BUDGET_DATABASE_URL": f"sqlite:///{path}", "BUDGET_PROGRAMME": str(folder)}
    done = subprocess.run(
        [sys.executable, "-m", "budget", "verify"],
        env={**os.environ, **settings, **PLACES[place]},
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    store = open_store(f"sqlite:///{path}")
    heads = verification.load_heads(store, PROGRAMME, VISITOR)
    store.close()
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Kop van de keten: {heads.snapshots}" in done.stdout
    assert f"Kop van het logboek: {heads.trail}" in done.stdout


def first_format(found: Frozen) -> str:
    """The content text as the first release froze it."""
    content = json.loads(encode_content(found))
    for name in ("agenda", "replaces"):
        del content[name]
    if content["changes"]:
        for name in ("forecast", "signals", "actions", "sentences", "domain_sentences"):
            del content["changes"][name]
        del content["changes"]["since"]["sha256"]
        for steps in (content["changes"]["total"], *content["changes"]["domains"].values()):
            del steps["regrouped"]
    for action in content["actions"]:
        del action["id"]
    return canonical(content | {"format": 1})


def test_a_snapshot_of_the_first_format_is_still_read_and_verified(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "encode_content", first_format)
    live_through.__wrapped__(store)
    monkeypatch.undo()
    assert verification.verify(store, PROGRAMME, VISITOR) == []
    old = snapshot.snapshot_of(store, PROGRAMME, VISITOR, OCTOBER)
    assert decode_content(old.content).format == 1
    assert FORMATS["pdf"].write(*as_signed(store, PROGRAMME, VISITOR, old)).startswith(b"%PDF")
    freeze(store, date(YEAR, 12, 19), date(YEAR, 11, 30), AFTER)
    new = decode_content(sign(store, date(YEAR, 12, 19), SIGNED_AFTER).content)
    assert new.changes.forecast.total.then == decode_content(old.content).total.measures.forecast.p50
    assert verification.verify(store, PROGRAMME, VISITOR) == []


def test_a_snapshot_of_an_earlier_release_without_lateness_verifies(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fourth_format(found: Frozen) -> str:
        content = json.loads(encode_content(found))
        for action in content["actions"]:
            action["overdue"] = action["overdue"] and not action["closed"]
        return canonical(content | {"format": 4})

    first_half(store)
    agreed = datetime(YEAR, 4, 1)
    due, on = date(YEAR, 5, 1), agreed.date()
    action = SteeringAction(0, "GRO", "Te laat klaar", "gea", due, None, None, on)
    steering.register(store, PROGRAMME, action, "gea", agreed)
    (found,) = steering.actions(store, PROGRAMME, VISITOR, PROPOSED)
    steering.close(store, PROGRAMME, found, "gea", "Gelukt", PROPOSED - timedelta(days=9))
    monkeypatch.setattr(snapshot, "encode_content", fourth_format)
    freeze(store)
    monkeypatch.undo()
    signed = decode_content(sign(store).content)
    assert [(a.overdue, a.state) for a in signed.actions] == [(False, "klaar")]
    assert verification.verify(store, PROGRAMME, VISITOR) == []


def test_an_amount_changed_in_the_first_format_is_still_found(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "encode_content", first_format)
    live_through.__wrapped__(store)
    monkeypatch.undo()
    with tampering(store) as connection:
        connection.exec_driver_sql("UPDATE month_totals SET cents = cents + 1 WHERE seq = 2")
    assert any(
        "rows.domain" in problem or "changes" in problem
        for problem in verification.verify(store, PROGRAMME, VISITOR)
    )


def test_a_newer_release_finds_the_same_measured_figures(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its texts, signals and forecasts may differ; measured figures may not."""
    live_through(store)
    monkeypatch.setattr(verification, "__version__", "99.0")

    def compose_otherwise(*args: object, **more: object) -> Frozen:
        return replace(compose(*args, **more), sentences=("Anders gezegd.",))

    monkeypatch.setattr(verification, "compose", compose_otherwise)
    assert verification.verify(store, PROGRAMME, VISITOR) == []


# --- the chains cut at their end --------------------------------------------------------


def test_a_chain_cut_at_its_end_with_its_rows_is_found_with_a_kept_head(store: Store) -> None:
    first_half(store)
    freeze(store)
    sign(store)
    before = verification.load_heads(store, PROGRAMME, VISITOR)
    second_half(store)
    freeze(store, OCTOBER, AUGUST_END)
    sign(store, OCTOBER)
    after = verification.load_heads(store, PROGRAMME, VISITOR)
    assert (before.snapshots != after.snapshots, before.trail != after.trail) == (True, True)
    kept = [before.snapshots, before.trail, after.snapshots, after.trail]
    assert verification.find_truncations(store, PROGRAMME, VISITOR, kept) == []
    with tampering(store) as connection:
        for query in (
            "DELETE FROM signatures WHERE snapshot = 2",
            "DELETE FROM snapshots WHERE id = 2",
            "DELETE FROM audit WHERE id > (SELECT MAX(id) - 2 FROM audit)",
        ):
            connection.exec_driver_sql(query)
    store.close()  # A process that saw later entries notices by itself.
    assert verification.verify(store, PROGRAMME, VISITOR) == []
    cuts = verification.find_truncations(store, PROGRAMME, VISITOR, kept)
    assert len(cuts) == 2
    assert all(any(head in cut for cut in cuts) for head in kept[2:])


def test_an_empty_database_has_no_head_and_no_faults(store: Store) -> None:
    assert verification.load_heads(store, PROGRAMME, VISITOR) == verification.Heads(None, None)
    assert verification.verify(store, PROGRAMME, VISITOR) == []


def test_faults_found_before_a_check_breaks_off_are_reported(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stops(_connection: Connection, _programme: str) -> Iterator[str]:
        yield "Inzending 7: het bestand past niet bij het kenmerk."
        raise ValueError("row 8")

    monkeypatch.setattr("budget.store.integrity._changed_files", stops)
    with store.examine() as connection:
        told = find_faults(connection, ID)
    assert told[0].startswith("Inzending 7")
    assert "row 8" in told[1]
