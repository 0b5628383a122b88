"""Starts uvicorn with Streamlit behind the guard."""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import socket
from collections.abc import AsyncIterator, Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from budget.limits import MB, ServerLimits, read_server_limits
from budget.login import SETTING, read_login
from budget.model.words import BudgetError
from budget.server.addresses import (
    Addresses,
    addresses,
    bind,
    public_address,
    require_private_line,
    require_safe_address,
    url,
)
from budget.server.answers import with_response_headers
from budget.server.downloads import claims_of_streamlit, personal_downloads
from budget.server.guard import with_origin_check
from budget.server.login_return import with_return_after_login
from budget.server.messages import without_server_details
from budget.server.programmes import by_programme
from budget.server.uploads import (
    bytes_by_session,
    has_login_cookie,
    has_window,
    limited_uploads,
    own_uploads,
    personal_uploads,
)
from budget.server.visitors import by_address, by_login
from budget.server.windows import limited_windows

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

API = "/api/"
APP = Path(__file__).resolve().parents[2] / "app.py"
PROVIDER = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
"""The secrets that Streamlit needs for the login provider."""
_LARGEST_MESSAGE = 4 * MB
"""Bytes; for form data of a page. Files are uploaded separately."""
_PROXY = "127.0.0.1"
"""The only address trusted to forward requests for others, if there is a proxy."""

log = logging.getLogger(__name__)


def run(
    host: str = "127.0.0.1",
    port: int = 8501,
    api: ASGIApp | None = None,
    programmes: Callable[[], Collection[str]] = tuple,
) -> None:
    """Serve until interrupted; `api` answers addresses that begin with /api/.

    An address may begin with one of `programmes`, looked up per request, as one may be added while serving.
    Raises BudgetError for an address open to others, or a port in use.
    """
    public = public_address()
    login = read_login()
    if login is None:
        require_safe_address(host, public)
    limits = read_server_limits()
    with contextlib.closing(bind(host, port)) as listener:
        port = listener.getsockname()[1]
        if login:
            require_provider(public or url(host, port))
        _tell_streamlit(host, port)
        app = streamlit_app(public or url(host, port))
        ours = addresses(host, port, public)
        door = with_all_checks(app, ours, limits, api, has_login=bool(login))
        _serve(listener, by_programme(door, programmes), behind_proxy=bool(public))


def require_provider(address: str) -> None:
    """Raises BudgetError unless Streamlit's secrets say how to log in and return to `address`."""
    from streamlit.auth_util import get_secrets_auth_section

    require_private_line(address)
    auth = get_secrets_auth_section()
    if missing := ", ".join(name for name in PROVIDER if not auth.get(name)):
        raise BudgetError(f"{SETTING} is ingesteld, maar in secrets.toml ontbreekt onder [auth]: {missing}.")
    if auth["redirect_uri"] != f"{address}/oauth2callback":
        raise BudgetError(f'Zet in secrets.toml onder [auth]: redirect_uri = "{address}/oauth2callback".')


def with_all_checks(
    app: ASGIApp, ours: Addresses, limits: ServerLimits, api: ASGIApp | None = None, *, has_login: bool
) -> ASGIApp:
    """`app`, with `api` beside it, behind every layer of protection."""
    inside = limited_uploads(without_server_details(app, str(APP)), limits, bytes_by_session)
    if has_login:
        inside = personal_downloads(personal_uploads(inside, has_login_cookie), claims_of_streamlit)
        inside = with_return_after_login(inside, ours)
    inside = own_uploads(inside, has_window, claims_of_streamlit if has_login else None)
    limited = limited_windows(inside, limits, whose=by_login if has_login else by_address)
    return with_response_headers(
        with_origin_check(_with_api(limited, api) if api else limited, ours), is_secure=ours.is_secure
    )


def _with_api(app: ASGIApp, api: ASGIApp) -> ASGIApp:
    async def choose(scope: Scope, receive: Receive, send: Send) -> None:
        is_api = scope["type"] == "http" and scope["path"].startswith(API)
        await (api if is_api else app)(scope, receive, send)

    return choose


def _tell_streamlit(host: str, port: int) -> None:
    os.environ["STREAMLIT_SERVER_ADDRESS"] = host
    os.environ["STREAMLIT_SERVER_PORT"] = str(port)


def _serve(listener: socket.socket, app: ASGIApp, *, behind_proxy: bool) -> None:
    import uvicorn

    config = uvicorn.Config(
        app,
        workers=1,
        ws="websockets-sansio",
        ws_max_size=_LARGEST_MESSAGE,
        ws_per_message_deflate=False,
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=behind_proxy,
        forwarded_allow_ips=_PROXY,
        timeout_graceful_shutdown=3,
    )
    server = uvicorn.Server(config)
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listener])
    if not server.started:
        raise BudgetError("De server is niet gestart. De oorzaak staat in het logboek hierboven.")


def streamlit_app(address: str) -> ASGIApp:
    """The Streamlit app; at start it blocks direct access to pages/ and runs once to warm up."""
    from streamlit.runtime import get_instance
    from streamlit.starlette import App

    @contextlib.asynccontextmanager
    async def ready(_: App) -> AsyncIterator[None]:
        _close_pages_directory()
        runs, _message = await get_instance().does_script_run_without_error()
        if not runs:
            log.error("De startpagina geeft een fout; de oorzaak staat hierboven.")
        gc.collect()
        gc.freeze()
        print(f"Bestedingsmonitor draait op {address}", flush=True)
        yield

    return App(APP, lifespan=ready)


def _close_pages_directory() -> None:
    # Until the first st.navigation of a process, Streamlit serves pages/ without app.py: a cold
    # deep link to a file stem would run that file alone. st.navigation sets the same flag.
    from streamlit.runtime.pages_manager import PagesManager

    PagesManager.uses_pages_directory = False
