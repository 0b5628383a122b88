"""Limits the bytes of uploaded files in memory, per window and in total."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from budget.limits import MB, ServerLimits
from budget.security_log import note_refusal
from budget.server.downloads import Whose
from budget.server.guard import refuse, values

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

Held = Callable[[], Mapping[str, int]]
"""Session -> bytes that Streamlit holds for it."""
UPLOAD = "/_stcore/upload_file/"
OWN_FULL = "In dit venster wachten al te veel bestanden. Er past {room} MB bij. Laad de pagina opnieuw."
Knows = Callable[[str], bool]
"""Whether the user of a session is logged in, or its window open here."""
ELSEWHERE = "Dit venster is hier niet bekend. Laad de pagina opnieuw."
UNKNOWN = "Log eerst in. Zonder login neemt de server geen bestanden aan."
WITHOUT_LOGIN = "bestand zonder login"
"""What the security log calls such an upload."""
ALL_FULL = "Er worden nu te veel bestanden tegelijk aangeleverd. Probeer het over een paar minuten weer."


def limited_uploads(app: ASGIApp, limits: ServerLimits, held: Held) -> ASGIApp:
    """`app` with a limit on uploaded bytes, including uploads in progress."""
    under_way: Counter[str] = Counter()

    def why_not(session: str, extra: int) -> str:
        waiting = under_way + Counter(held())
        if waiting.total() + extra > limits.upload_total:
            return ALL_FULL
        room = limits.upload_session - waiting[session]
        return OWN_FULL.format(room=max(0, room) // MB) if extra > room else ""

    async def limit(scope: Scope, receive: Receive, send: Send) -> None:
        session = _session(scope, "PUT")
        if not session:
            await app(scope, receive, send)
            return
        declared_lengths = values(scope, b"content-length")
        promised = int(declared_lengths[0]) if declared_lengths and declared_lengths[0].isdecimal() else 0
        if refused := why_not(session, promised):
            note_refusal("te veel bestanden", bytes=str(promised))
            await refuse(scope, receive, send, 413, refused)
            return
        upload = _Upload(receive, send, promised, lambda extra: why_not(session, extra), under_way, session)
        try:
            under_way[session] += promised
            await upload.run(app, scope)
        finally:
            under_way[session] -= upload.counted
            if not under_way[session]:
                del under_way[session]

    return limit


def own_uploads(app: ASGIApp, is_here: Knows, whose: Whose | None = None) -> ASGIApp:
    """`app` for files of windows of this process; for others 404, after which a proxy asks the next process.

    A window that moved when its process restarted stays where it went; the proxy asks its first process.
    With `whose`, a file from a sender without a login is noted, whatever its window.
    """

    async def ask(scope: Scope, receive: Receive, send: Send) -> None:
        session = _session(scope, "PUT", "DELETE")
        if session and not is_here(session):
            if whose and scope["method"] == "PUT" and not whose(scope):
                note_refusal(WITHOUT_LOGIN)
            await refuse(scope, receive, send, 404, ELSEWHERE)
        else:
            await app(scope, receive, send)

    return ask


def personal_uploads(app: ASGIApp, knows: Knows) -> ASGIApp:
    """`app` accepting files only from logged-in users: anyone else could use up the shared space."""

    async def ask(scope: Scope, receive: Receive, send: Send) -> None:
        session = _session(scope, "PUT")
        if session and not knows(session):
            note_refusal(WITHOUT_LOGIN)
            await refuse(scope, receive, send, 403, UNKNOWN)
        else:
            await app(scope, receive, send)

    return ask


class _Upload:
    """One upload; bytes beyond the announced length are counted as they arrive."""

    def __init__(
        self,
        receive: Receive,
        send: Send,
        promised: int,
        why_not: Callable[[int], str],
        under_way: Counter[str],
        session: str,
    ) -> None:
        self._receive, self._send, self._why_not = receive, send, why_not
        self._under_way, self._session = under_way, session
        self.counted, self._came, self._refused = promised, 0, ""

    async def run(self, app: ASGIApp, scope: Scope) -> None:
        """Pass the upload to the app, and answer in its place when it grows too large."""
        try:
            await app(scope, self._hear, self._answer)
        except Exception:
            if not self._refused:
                raise
        if self._refused:
            await refuse(scope, self._receive, self._send, 413, self._refused)

    async def _hear(self) -> Message:
        message = await self._receive()
        self._came += len(message.get("body", b""))
        extra = self._came - self.counted
        if extra <= 0 or self._refused:
            return message
        self._refused = self._why_not(extra)
        if self._refused:
            note_refusal("te veel bestanden", bytes=str(self._came))
            return {"type": "http.disconnect"}
        self._under_way[self._session] += extra
        self.counted += extra
        return message

    async def _answer(self, message: Message) -> None:
        if not self._refused:
            await self._send(message)


def _session(scope: Scope, *methods: str) -> str:
    """The session that a request with one of these methods about a file is for; '' for any other."""
    if scope["type"] != "http" or scope["method"] not in methods or not scope["path"].startswith(UPLOAD):
        return ""
    return scope["path"].removeprefix(UPLOAD).partition("/")[0]


def bytes_by_session() -> dict[str, int]:
    """The bytes of uploaded files that Streamlit keeps, by session."""
    from streamlit.runtime import get_instance

    storage = getattr(get_instance().uploaded_file_mgr, "file_storage", {})
    return {key: sum(len(file.data) for file in list(files.values())) for key, files in list(storage.items())}


def has_window(session: str) -> bool:
    """Whether a window of this process has this session."""
    from streamlit.runtime import get_instance

    return get_instance().is_active_session(session)


def has_login_cookie(session: str) -> bool:
    """Whether the window of this session has a login cookie."""
    from streamlit.runtime import get_instance

    session_info = get_instance()._session_mgr.get_session_info(session)
    return session_info is not None and bool(session_info.session._user_info.get("is_logged_in"))
