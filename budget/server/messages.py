"""The messages between a browser window and Streamlit: what a request asks, what an answer may reveal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

KNOWN = frozenset(
    {"rerun_script", "stop_script", "file_urls_request", "app_heartbeat", "backend_operation_request"}
)
"""Requests that our pages make. Others clear shared caches, or reveal the program's repository."""
NAME = "app.py"
COSTLY = frozenset({"rerun_script", "backend_operation_request"})
"""Requests that take processor time."""
_SMALL = 1_000
"""Bytes; the end of a run is never larger, and larger messages are not worth parsing."""


def message_kind(message: Message) -> str:
    """The request in a window's message; '' for one that Streamlit would not understand."""
    from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
    from streamlit.proto.BackMsg_pb2 import BackMsg

    try:
        return BackMsg.FromString(message.get("bytes") or b"").WhichOneof("type") or ""
    except DecodeError:
        return ""


def is_end_of_run(message: Message) -> bool:
    """Whether Streamlit tells a window that its run has ended."""
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    data = message.get("bytes") if message["type"] == "websocket.send" else None
    if not data or len(data) > _SMALL:
        return False
    forward = ForwardMsg.FromString(data)
    kind = forward.WhichOneof("type")
    return kind == "backend_operation_response" or (
        kind == "script_finished" and forward.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
    )


def without_server_details(app: ASGIApp, path: str) -> ASGIApp:
    """`app` without path, versions and machine details in its sockets; `path` is the script's."""
    sought = path.encode()

    async def hide(scope: Scope, receive: Receive, send: Send) -> None:
        async def tell(message: Message) -> None:
            data = message.get("bytes")
            if message["type"] == "websocket.send" and data and sought in data:
                message = {**message, "bytes": _without_place(data)}
            await send(message)

        await app(scope, receive, tell if scope["type"] == "websocket" else send)

    return hide


def _without_place(data: bytes) -> bytes:
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    message = ForwardMsg.FromString(data)
    if message.WhichOneof("type") != "new_session":
        return data
    message.new_session.main_script_path = NAME
    about = message.new_session.initialize.environment_info
    about.ClearField("streamlit_version")
    about.ClearField("python_version")
    about.ClearField("server_os")
    message.new_session.initialize.user_info.Clear()
    return message.SerializeToString()
