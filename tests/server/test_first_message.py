"""The first websocket message reveals no server details."""

from __future__ import annotations

import asyncio
from typing import Any

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from budget.server.messages import without_server_details

PATH = "/srv/budget/app.py"


def told(message: dict[str, Any]) -> dict[str, Any]:
    """The part of an app message that reaches the browser."""
    came: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(message)

    async def send(message: dict[str, Any]) -> None:
        came.append(message)

    asyncio.run(without_server_details(app, PATH)({"type": "websocket"}, send, send))
    return came[0]


def test_only_path_and_versions_are_removed_from_the_first_message() -> None:
    first = ForwardMsg()
    first.new_session.main_script_path = PATH
    first.new_session.page_script_hash = "abc"
    about = first.new_session.initialize.environment_info
    about.streamlit_version, about.python_version, about.server_os = "1.67", "3.11.2", "Linux"
    first.new_session.initialize.session_id = "s"
    first.new_session.initialize.user_info.installation_id = "of this machine"
    came = ForwardMsg.FromString(
        told({"type": "websocket.send", "bytes": first.SerializeToString()})["bytes"]
    )
    assert came.new_session.main_script_path == "app.py"
    assert str(came.new_session.initialize.environment_info) == ""
    assert str(came.new_session.initialize.user_info) == ""
    first.new_session.main_script_path = "app.py"
    first.new_session.initialize.user_info.Clear()
    first.new_session.initialize.environment_info.Clear()
    came.new_session.initialize.environment_info.Clear()
    assert came == first


def test_any_other_message_passes_unchanged() -> None:
    other = ForwardMsg(session_event={"script_changed_on_disk": True}).SerializeToString()
    for message in (
        {"type": "websocket.send", "bytes": other},
        {"type": "websocket.send", "text": PATH},
        {"type": "websocket.close", "code": 1000},
    ):
        assert told(dict(message)) == message
