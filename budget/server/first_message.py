"""Removes the program's path, versions and machine details from Streamlit's messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAME = "app.py"


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
