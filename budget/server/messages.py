"""The messages between a browser window and Streamlit, as far as the server must know them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import Message

KNOWN = frozenset(
    {"rerun_script", "stop_script", "file_urls_request", "app_heartbeat", "backend_operation_request"}
)
"""Requests that our pages make. Others clear shared caches, or reveal the program's repository."""
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
