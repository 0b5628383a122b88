"""A real server and those who knock on its door."""

from __future__ import annotations

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.server.conftest import Running, Start

pytestmark = pytest.mark.slow
RERUN = BackMsg(rerun_script=ClientState()).SerializeToString()
FOREIGN = "https://attacker.example"


def opened(running: Running, origin: str | None = None) -> ClientConnection:
    """A socket as Streamlit's page opens it."""
    address = f"ws://{running.host}/_stcore/stream"
    return connect(address, origin=origin or running.url, subprotocols=["streamlit"])


def test_foreign_sockets_are_refused_and_nobody_outside_is_asked_anything(start: Start) -> None:
    """Streamlit would look up its own address in the world for each of them, and answer nobody meanwhile."""
    running = start()
    for _ in range(10):
        with pytest.raises(InvalidStatus) as refused:
            opened(running, FOREIGN)
        assert refused.value.response.status_code == 403
    assert running.health() == b"ok"
    assert running.called() == []
    log = (running.logs / "beveiliging.log").read_text()
    assert log.count("vreemde herkomst") == 10


def test_our_own_socket_opens_and_nobody_outside_is_asked_anything(start: Start) -> None:
    running = start()
    with opened(running) as line:
        line.send(RERUN)
        assert line.recv(timeout=60)
    assert running.called() == []
