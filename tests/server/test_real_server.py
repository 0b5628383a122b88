"""A real server under foreign, flooding and busy clients."""

from __future__ import annotations

import contextlib
import platform
import urllib.error
import urllib.request

import pytest
import streamlit
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosedError, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from budget.server.windows import FLOOD, FULL
from tests.server.conftest import ROOT, Running, Start

pytestmark = pytest.mark.slow
RERUN = BackMsg(rerun_script=ClientState()).SerializeToString()
FOREIGN = "https://attacker.example"


def opened(running: Running, origin: str | None = None, come_from: str = "127.0.0.1") -> ClientConnection:
    """A socket opened as Streamlit's page opens it."""
    return connect(
        f"ws://{running.host}/_stcore/stream",
        origin=origin or running.url,
        subprotocols=["streamlit"],
        close_timeout=0.5,  # The goodbye of a window that floods is not read.
        source_address=(come_from, 0),
    )


def test_foreign_sockets_are_refused_without_contacting_other_hosts(usual: Running) -> None:
    """For each, Streamlit would look up its own address on the internet, and answer nobody meanwhile."""
    for _ in range(10):
        with pytest.raises(InvalidStatus) as refused:
            opened(usual, FOREIGN)
        assert refused.value.response.status_code == 403
    assert usual.health() == b"ok"
    assert usual.called() == []
    log = (usual.logs / "beveiliging.log").read_text()
    assert log.count("vreemde herkomst") == 10


def test_our_own_socket_reveals_no_path_or_version_and_makes_no_outside_requests(
    usual: Running,
) -> None:
    with opened(usual) as line:
        line.send(RERUN)
        heard = until_finished(line)
    assert usual.called() == []
    assert len(heard) > 1
    for hidden in (str(ROOT), streamlit.__version__, platform.python_version()):
        assert not [message for message in heard if hidden.encode() in message]


def until_finished(line: ClientConnection) -> list[bytes]:
    """All messages to a window in one run of the script."""
    heard: list[bytes] = []
    while not heard or ForwardMsg.FromString(heard[-1]).WhichOneof("type") != "script_finished":
        message = line.recv(timeout=60)
        assert isinstance(message, bytes)
        heard.append(message)
    return heard


def test_a_window_that_floods_the_server_is_cut_off(start: Start) -> None:
    running = start(
        BUDGET_LIMIT_MESSAGES="0.3", BUDGET_LIMIT_MESSAGES_AT_ONCE="1", BUDGET_LIMIT_MESSAGES_LATE="1"
    )
    with opened(running) as line, pytest.raises(ConnectionClosedError) as cut:
        flood(line)
    assert cut.value.rcvd
    assert (cut.value.rcvd.code, cut.value.rcvd.reason) == (4429, FLOOD)
    assert "te veel berichten" in (running.logs / "beveiliging.log").read_text()
    assert running.health() == b"ok"


def test_unexpected_messages_do_not_reach_streamlit(usual: Running) -> None:
    with opened(usual) as line:
        for strange in (BackMsg(clear_cache=True), BackMsg(load_git_info=True)):
            line.send(strange.SerializeToString())
        line.send(b"\xff\xff")
        line.send(RERUN)
        assert until_finished(line)
    log = (usual.logs / "beveiliging.log").read_text()
    for kind in ("clear_cache", "load_git_info", ""):
        assert log.count(f"onbekend bericht kind={kind!r}") == 1


def test_ten_busy_windows_do_not_starve_a_visitor(usual: Running) -> None:
    """Each sends no more than a window may; without turns their scripts took all of the server's time."""
    with contextlib.ExitStack() as pushing:
        for _ in range(10):
            line = pushing.enter_context(opened(usual))
            for _ in range(40):
                line.send(RERUN)
        with opened(usual) as visitor:
            visitor.send(RERUN)
            assert until_finished(visitor)


def flood(line: ClientConnection) -> None:
    """Send messages without waiting for an answer, then listen until the server closes the socket."""
    with contextlib.suppress(ConnectionClosedError):
        for _ in range(600):
            line.send(RERUN)
    while True:
        line.recv(timeout=60)


def test_a_window_too_many_is_refused_and_the_measurements_are_closed(start: Start) -> None:
    running = start(BUDGET_LIMIT_SESSIONS="1")
    with opened(running), pytest.raises(InvalidStatus) as refused:
        opened(running)
    assert refused.value.response.status_code == 503
    assert FULL in (refused.value.response.body or b"").decode()
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{running.url}/_stcore/metrics", timeout=60)
