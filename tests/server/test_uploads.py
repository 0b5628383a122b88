"""Bytes of uploads are counted before they fill the memory."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from budget.limits import MB, ServerLimits
from budget.server.uploads import (
    ALL_FULL,
    ELSEWHERE,
    OWN_FULL,
    UNKNOWN,
    limited_uploads,
    own_uploads,
    personal_uploads,
)

LIMITS = ServerLimits(upload_session=10 * MB, upload_total=15 * MB)


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BUDGET_LOGS", str(tmp_path))
    return tmp_path / "beveiliging.log"


class Door:
    """A server that keeps the bytes it receives; `held` has those of each session."""

    def __init__(self) -> None:
        self.held: dict[str, int] = {}
        self.taken = 0
        self.app = limited_uploads(self._keep, LIMITS, lambda: self.held)

    async def _keep(self, scope: Any, receive: Any, send: Any) -> None:
        size, more = 0, True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ConnectionError("the client is gone")
            size, more = size + len(message["body"]), message["more_body"]
            self.taken += len(message["body"])
        session = scope["path"].split("/")[3]
        self.held[session] = self.held.get(session, 0) + size
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def put(self, session: str, chunks: list[int], says: int | None = None) -> tuple[int, str]:
        """Send chunks of these sizes; returns status and text of the answer."""
        bodies = [bytes(size) for size in chunks]
        coming = iter(
            {"type": "http.request", "body": body, "more_body": n < len(bodies)}
            for n, body in enumerate(bodies, 1)
        )
        told: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            await asyncio.sleep(0)
            return next(coming)

        async def send(message: dict[str, Any]) -> None:
            told.append(message)

        headers = [] if says is None else [(b"content-length", str(says).encode())]
        path = f"/_stcore/upload_file/{session}/f"
        await self.app({"type": "http", "method": "PUT", "path": path, "headers": headers}, receive, send)
        assert [message["type"] for message in told] == ["http.response.start", "http.response.body"]
        return told[0]["status"], told[1]["body"].decode()


@pytest.mark.parametrize(("size", "status"), [(10 * MB - 1, 204), (10 * MB, 204), (10 * MB + 1, 413)])
def test_a_file_that_says_its_size_is_refused_before_it_is_read(size: int, status: int, log: Path) -> None:
    door = Door()
    got, text = asyncio.run(door.put("a", [size], says=size))
    assert got == status
    assert door.taken == (size if status == 204 else 0)
    if status == 413:
        assert text == OWN_FULL.format(room=10)
        assert f"te veel bestanden bytes='{size}'" in log.read_text()


def test_a_file_that_does_not_say_its_size_is_refused_when_it_grows_too_large() -> None:
    door = Door()
    assert asyncio.run(door.put("a", [4 * MB, 4 * MB, 4 * MB, 4 * MB])) == (413, OWN_FULL.format(room=2))
    assert door.taken == 8 * MB


def test_files_already_stored_count_towards_the_limit() -> None:
    door = Door()
    door.held = {"a": 9 * MB}
    assert asyncio.run(door.put("a", [2 * MB], says=2 * MB)) == (413, OWN_FULL.format(room=1))
    assert asyncio.run(door.put("b", [2 * MB], says=2 * MB))[0] == 204


def test_files_of_all_sessions_count_together() -> None:
    door = Door()
    door.held = {"a": 8 * MB, "b": 6 * MB}
    assert asyncio.run(door.put("c", [2 * MB], says=2 * MB)) == (413, ALL_FULL)
    assert asyncio.run(door.put("c", [MB], says=MB))[0] == 204


def test_uploads_in_progress_count_towards_the_limit() -> None:
    door = Door()

    async def together() -> list[tuple[int, str]]:
        return await asyncio.gather(*(door.put("a", [6 * MB], says=6 * MB) for _ in range(2)))

    assert sorted(status for status, _ in asyncio.run(together())) == [204, 413]


def test_a_refused_or_broken_upload_no_longer_counts() -> None:
    door = Door()

    async def broken(scope: Any, receive: Any, send: Any) -> None:
        raise ConnectionError

    async def many() -> None:
        app = limited_uploads(broken, LIMITS, dict)
        scope = {"type": "http", "method": "PUT", "path": "/_stcore/upload_file/a/f"}
        for _ in range(5):
            with pytest.raises(ConnectionError):
                await app({**scope, "headers": [(b"content-length", b"9000000")]}, door.put, door.put)

    asyncio.run(many())
    for _ in range(5):
        assert asyncio.run(door.put("a", [11 * MB]))[0] == 413
    assert asyncio.run(door.put("a", [10 * MB]))[0] == 204


def test_only_those_who_logged_in_send_files(log: Path) -> None:
    door = Door()
    door.app = personal_uploads(door.app, "a".__eq__)
    assert asyncio.run(door.put("b", [MB], says=MB)) == (403, UNKNOWN)
    assert door.taken == 0
    assert "bestand zonder login" in log.read_text()
    assert asyncio.run(door.put("a", [MB], says=MB))[0] == 204


def test_a_file_for_a_window_of_another_process_is_not_read(log: Path) -> None:
    door = Door()
    door.app = own_uploads(personal_uploads(door.app, "a".__eq__), "a".__eq__)
    assert asyncio.run(door.put("b", [MB], says=MB)) == (404, ELSEWHERE)
    assert asyncio.run(door.put("a", [MB], says=MB))[0] == 204
    assert door.held == {"a": MB}
    assert not log.exists(), "nobody did anything wrong"


@pytest.mark.parametrize(("claims", "is_noted"), [({"sub": "x"}, False), ({}, True)])
def test_a_file_of_a_sender_without_login_is_noted_whatever_its_window(
    log: Path, claims: dict[str, object], is_noted: bool
) -> None:
    door = Door()
    door.app = own_uploads(door.app, "a".__eq__, lambda _: claims)
    assert asyncio.run(door.put("b", [MB], says=MB)) == (404, ELSEWHERE)
    assert log.exists() is is_noted
    assert not is_noted or "bestand zonder login" in log.read_text()
