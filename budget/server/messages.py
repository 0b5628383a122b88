"""What a window and Streamlit say to each other, as far as the door must know."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import Message

KNOWN = frozenset(
    {"rerun_script", "stop_script", "file_urls_request", "app_heartbeat", "backend_operation_request"}
)
"""What a page of ours asks. Others empty what is kept for everybody, or tell of the program's repository."""
COSTLY = frozenset({"rerun_script", "backend_operation_request"})
"""What takes time of the processor."""
_SMALL = 1_000
"""Bytes; what ends a run is never larger, and what is larger is not worth taking apart."""


def asked(message: Message) -> str:
    """What a window asks; empty for what Streamlit would not understand."""
    from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
    from streamlit.proto.BackMsg_pb2 import BackMsg

    try:
        return BackMsg.FromString(message.get("bytes") or b"").WhichOneof("type") or ""
    except DecodeError:
        return ""


def is_end_of_run(message: Message) -> bool:
    """Whether Streamlit tells a window that what it asked is done."""
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    data = message.get("bytes") if message["type"] == "websocket.send" else None
    if not data or len(data) > _SMALL:
        return False
    told = ForwardMsg.FromString(data)
    kind = told.WhichOneof("type")
    return kind == "backend_operation_response" or (
        kind == "script_finished" and told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
    )
