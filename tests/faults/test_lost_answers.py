"""A PostgreSQL connection lost at commit: the user is asked to check, and finds the stored result."""

from __future__ import annotations

import contextlib
import re
import shutil
import socket
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from budget.access import VISITOR
from budget.model import BudgetError
from budget.store import lost_commits
from budget.store.engine import open_store
from budget.store.faults import LOST, UNDONE
from budget.usecases import deliver as delivery
from budget.usecases import verify as verification
from tests.store.samples import ID, PROGRAMME, accept, line, plan, submit

SOCKET = ".s.PGSQL.5432"
LOCK, END = b"pg_advisory_xact_lock", b"COMMIT\0"
"""The first and last statement of a writing transaction."""


class Between:
    """A proxy before the database that can hang up at the end of an act."""

    def __init__(self, server: Path, own: Path) -> None:
        self.when, self.refuses, self._server = "", False, server
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(own))
        self._listener.listen()
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # Also wakes a thread that waits for a connection.
        self._listener.close()

    def _accept(self) -> None:
        try:
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()
        except OSError:
            return

    def _serve(self, client: socket.socket) -> None:
        """Forward bytes from the program, and the answers of the server in a separate thread."""
        with socket.socket(socket.AF_UNIX) as server, client:
            server.connect(str(self._server))
            muted = threading.Event()
            threading.Thread(target=self._answer, args=(server, client, muted), daemon=True).start()
            writes = False
            while sent := client.recv(65_536):
                writes |= LOCK in sent
                hangs_up = self.when if writes and END in sent else ""
                writes &= END not in sent
                if hangs_up == "before":
                    server.shutdown(socket.SHUT_RDWR)
                    return
                if hangs_up == "after":
                    muted.set()
                server.sendall(sent)
                if hangs_up:
                    if self.refuses:
                        self.close()
                    muted.wait()
                    self._until_idle(server)
                    return

    def _answer(self, server: socket.socket, client: socket.socket, muted: threading.Event) -> None:
        try:
            while (said := server.recv(65_536)) and not muted.is_set():
                client.sendall(said)
        except OSError:
            return

    def _until_idle(self, server: socket.socket) -> None:
        """Wait until the server has done everything: it is told to end after the commit."""
        server.sendall(b"X\0\0\0\4")
        server.settimeout(60)
        try:
            while server.recv(65_536):
                pass
        except OSError:
            return


@pytest.fixture
def relay(ready_postgresql_url: str) -> Iterator[tuple[Between, str]]:
    folder = Path(tempfile.mkdtemp(prefix="budget-"))
    host = re.search(r"host=([^&]+)", ready_postgresql_url)
    assert host, ready_postgresql_url
    one = Between(Path(host[1]) / SOCKET, folder / SOCKET)
    yield one, ready_postgresql_url.replace(host[1], str(folder))
    one.close()
    shutil.rmtree(folder)


@pytest.mark.parametrize(("when", "is_accepted"), [("before", False), ("after", True)])
def test_after_a_lost_answer_the_user_learns_whether_the_acceptance_was_stored(
    relay: tuple[Between, str], when: str, is_accepted: bool
) -> None:
    one, url = relay
    store = open_store(url).of(ID)
    number = submit(store, plan(line())).id
    one.when = when
    if is_accepted:
        assert accept(store, number).seq == 1
    else:
        with pytest.raises(BudgetError) as told:
            accept(store, number)
        assert str(told.value) == UNDONE
    one.when = ""
    (found,) = delivery.submissions(store, PROGRAMME, VISITOR)
    assert (found.seq is not None) == is_accepted
    if is_accepted:
        with pytest.raises(BudgetError, match=f"Inzending {number} is al vastgesteld"):
            accept(store, number)
    else:
        assert accept(store, number).seq == 1
    assert verification.verify(store, PROGRAMME, VISITOR) == []
    store.close()


def test_after_a_lost_answer_and_no_database_the_user_is_told_to_look(
    relay: tuple[Between, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, url = relay
    monkeypatch.setattr(lost_commits, "PATIENCE", 0.0)
    store = open_store(url).of(ID)
    number = submit(store, plan(line())).id
    one.when, one.refuses = "after", True
    with pytest.raises(BudgetError) as told:
        accept(store, number)
    assert str(told.value) == LOST
    store.close()
