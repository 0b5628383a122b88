"""Logging in with a real OpenID provider: who gets access, as which person, and what others see."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from budget.store.database_use import DatabaseUse
from budget.store.engine import open_store
from budget.usecases.database_use import begin
from budget.usecases.deliver import submissions
from tests.browser.conftest import ROOT, Served, Visit, Visitor, _await, _environment, _process
from tests.browser.ports import server_port
from tests.preloaded.command import program
from tests.server.conftest import free_port
from tests.store.samples import ID, NOW, PROGRAMME, TOML, accept, line, plan, submit

PROVIDER = Path(__file__).parent / "provider"
SECRETS = """
[auth]
redirect_uri = "{url}/oauth2callback"
cookie_secret = "a cookie secret of the tests, long enough"
client_id = "budget"
client_secret = "a secret of the tests"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
client_kwargs = {{ prompt = "login" }}
"""
LOGIN = 'claim = "email"\n[people]\n"c.controle@dorp.example" = "cor"\n'
SECRET_WORDS = (b"Dorpsvernieuwing", b"Groen", b"plan.xlsx", b"Cor Controle")
PAGES = (
    "", "overzicht", "opgavedomein", "verdieping", "bestuur", "aanleveren", "vaststellen", "prognose",
    "aansluiting", "mijn-taken", "klopt-dit", "zoeken", "logboek", "jaarafsluiting",
    "meerjarenbeeld", "beheer", "meldingen", "landelijk",
)  # fmt: skip


@dataclass(frozen=True)
class Guarded(Served):
    """A server with a login; `issuer` is the provider, `logs` the folder of its logs."""

    issuer: str
    logs: Path


@contextmanager
def guarded(
    folder: Path, seconds: int = 3600, others: tuple[Path, ...] = (), **settings: str
) -> Iterator[Guarded]:
    """A login provider with tokens of this lifetime, and a production server that uses it.

    `others` are the folders of further programmes, `settings` the environment of the server.
    """
    with server_port() as port:
        url, issuer = f"http://127.0.0.1:{port}", f"http://localhost:{free_port()}"
        _write_settings(folder, url, issuer)
        database = folder / "budget.db"
        store = open_store(settings.get("BUDGET_DATABASE_URL", f"sqlite:///{database}")).of(ID)
        begin(store, PROGRAMME, DatabaseUse.REAL, "cor", NOW)
        submit(store, plan(line()), name="plan.xlsx")
        accept(store, 1)
        submit(store, plan(line(budget=130_000)), "gea", "plan.xlsx")
        store.close()
        environment = environment_of(folder, others) | settings
        provider = ["node", str(PROVIDER / "provider.js"), issuer, f"{url}/oauth2callback", str(seconds)]
        server = program("budget", "serve", "--port", port)
        log = folder / "output"
        with _process(provider, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as providing:
            assert providing.stdout
            assert providing.stdout.readline() == b"ready\n"
            with (
                log.open("wb") as output,
                _process(server, cwd=folder, env=environment, stdout=output, stderr=output) as process,
            ):
                _await(process, url, log)
                yield Guarded(url, database, issuer, folder / "logs")


def environment_of(folder: Path, others: tuple[Path, ...] = ()) -> dict[str, str]:
    """The environment in which guarded() starts a server, besides its own settings."""
    return _environment(folder / "budget.db", folder) | {
        "BUDGET_PROGRAMME": os.pathsep.join(map(str, (folder, *others))),
        "BUDGET_LOGIN": str(folder / "login.toml"),
        "BUDGET_LOGS": str(folder / "logs"),
        "PYTHONPATH": str(ROOT),
    }


def _write_settings(folder: Path, url: str, issuer: str) -> None:
    (folder / ".streamlit").mkdir()
    shutil.copy(ROOT / ".streamlit" / "config.toml", folder / ".streamlit")
    (folder / ".streamlit" / "secrets.toml").write_text(SECRETS.format(url=url, issuer=issuer))
    (folder / "programme.toml").write_text(TOML)
    (folder / "login.toml").write_text(LOGIN)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    with guarded(tmp_path_factory.mktemp("login")) as running:
        yield running


Open = Callable[..., Visitor]


@pytest.fixture
def window(visit: Visit) -> Iterator[Open]:
    """window(server) opens a window; the provider is the one other host it may go to."""
    opened: list[tuple[Visitor, Guarded]] = []

    def open_window(server: Guarded) -> Visitor:
        visitor = visit(server)
        opened.append((visitor, server))
        return visitor

    yield open_window
    for visitor, server in opened:
        visitor.problems[:] = [problem for problem in visitor.problems if server.issuer not in problem]


def log_in(visitor: Visitor, who: str) -> None:
    """Log in: from the login page, via the provider, back to the app."""
    visitor.page.get_by_role("button", name="Inloggen").click()
    visitor.page.get_by_label("Wie bent u?").fill(who)
    visitor.page.get_by_role("button", name="Verder").click()
    visitor.page.wait_for_url(f"{visitor.url}/**")
    visitor.settle()


def frames(server: Guarded, page: str, token: str = "x", port: int = 0, **headers: str) -> list[bytes]:
    """All that a window hears on a page, from its first request to the end of the run.

    `port` is that of a second process behind the same address.
    """
    at = urlsplit(server.url)
    with connect(
        server.url.replace("http", "ws") + "/_stcore/stream",
        origin=server.url,
        sock=socket.create_connection((at.hostname, port or at.port)),
        subprotocols=["streamlit", token],
        additional_headers=headers,
    ) as line:
        line.send(BackMsg(rerun_script=ClientState(page_name=page)).SerializeToString())
        heard = []
        while not heard or ForwardMsg.FromString(heard[-1]).WhichOneof("type") != "script_finished":
            heard.append(line.recv(timeout=60))
    return heard


def secrets_in(heard: list[bytes]) -> set[bytes]:
    return {word for word in SECRET_WORDS if word in b"".join(heard)}


@pytest.mark.parametrize("page", PAGES)
def test_without_a_login_no_page_sends_any_data(server: Guarded, page: str) -> None:
    heard = frames(server, page)
    assert b"Inloggen bij de Bestedingsmonitor" in b"".join(heard)
    assert secrets_in(heard) == set()


def test_without_a_login_a_browser_shows_the_page_to_log_in_and_receives_no_data(
    server: Guarded, window: Open
) -> None:
    visitor = window(server)
    heard: list[bytes] = []

    def listen(frame: str | bytes) -> None:
        heard.append(frame if isinstance(frame, bytes) else frame.encode())

    visitor.page.on("websocket", lambda line: line.on("framereceived", listen))
    for page in ("", "vaststellen"):
        heard.clear()
        visitor.open(f"/{page}")
        expect(visitor.page.get_by_role("heading", name="Inloggen")).to_be_visible()
        assert heard
        assert secrets_in(heard) == set()


def test_a_file_upload_requires_a_login(server: Guarded, window: Open) -> None:
    visitor = window(server)
    visitor.open()
    assert upload(visitor) == 403
    log_in(visitor, "c.controle@dorp.example")
    assert upload(visitor) == 204


def upload(visitor: Visitor) -> int:
    """Upload a file with the cookies of this window and return the HTTP status."""
    jar = {one["name"]: one["value"] for one in visitor.page.context.cookies()}
    cookies = {"Cookie": "; ".join(f"{name}={value}" for name, value in jar.items())}
    with connect(
        visitor.url.replace("http", "ws") + "/_stcore/stream",
        origin=visitor.url,
        # Streamlit reads the login from the cookies only when the second one agrees with them.
        subprotocols=["streamlit", jar["_streamlit_xsrf"]],
        additional_headers=cookies,
    ) as line:
        line.send(BackMsg(rerun_script=ClientState()).SerializeToString())
        first = ForwardMsg.FromString(line.recv(timeout=60))
        return visitor.page.request.put(
            f"{visitor.url}/_stcore/upload_file/{first.new_session.initialize.session_id}/f",
            multipart={"f": {"name": "a.xlsx", "mimeType": "text/plain", "buffer": b"a"}},
            headers={"X-Xsrftoken": jar["_streamlit_xsrf"], "Origin": visitor.url},
        ).status


def test_a_login_maps_its_claim_to_a_person(server: Guarded, window: Open) -> None:
    visitor = window(server)
    visitor.open()
    log_in(visitor, "C.Controle@dorp.example")
    visitor.page.get_by_role("button", name="U bent Cor Controle").click()
    expect(visitor.page.get_by_text("U bent ingelogd als Cor Controle.")).to_be_visible()
    expect(visitor.page.get_by_role("combobox", name="Ik ben")).to_have_count(0)
    expect(visitor.page.get_by_text("Demonstratie")).to_have_count(0)


@pytest.mark.parametrize("page", ["/vaststellen", "/verdieping?jaar=2025&peildatum=2025-03-31"])
def test_a_login_returns_to_the_requested_page(server: Guarded, window: Open, page: str) -> None:
    visitor = window(server)
    visitor.open(page)
    log_in(visitor, "c.controle@dorp.example")
    asked = page.partition("?")[0]
    assert visitor.page.url.removeprefix(server.url).partition("?")[0] == asked
    assert page.partition("?")[2] in visitor.page.url


def test_logging_out_ends_the_session_in_every_window(server: Guarded, window: Open) -> None:
    visitor = window(server)
    visitor.open()
    log_in(visitor, "c.controle@dorp.example")
    visitor.open("/vaststellen")
    expect(visitor.page.get_by_role("button", name=re.compile("^Vaststellen"))).to_be_enabled()
    other = visitor.page.context.new_page()
    other.goto(f"{server.url}/vaststellen")
    expect(other.get_by_role("button", name=re.compile("^Vaststellen"))).to_be_enabled()
    visitor.page.get_by_role("button", name="U bent Cor Controle").click()
    visitor.page.get_by_role("button", name="Uitloggen").click()
    visitor.page.get_by_role("button", name="Afmelden").click()
    expect(visitor.page.get_by_role("heading", name="Inloggen")).to_be_visible()
    visitor.open("/vaststellen")
    expect(visitor.page.get_by_role("heading", name="Inloggen")).to_be_visible()
    other.get_by_role("button", name=re.compile("^Vaststellen")).click()
    expect(other.get_by_role("heading", name="Inloggen")).to_be_visible()
    store = open_store(f"sqlite:///{server.database}")
    assert submissions(store, PROGRAMME, "cor")[1].is_pending
    store.close()


@pytest.mark.parametrize("who", ["vreemd@elders.example", "c.controle@dorp.example (unverified)"])
def test_an_unknown_login_gets_an_explanation_and_is_logged(server: Guarded, window: Open, who: str) -> None:
    visitor = window(server)
    visitor.open()
    log_in(visitor, who)
    expect(visitor.page.get_by_role("heading", name="Wij kennen u nog niet")).to_be_visible()
    number = visitor.page.get_by_text("noem nummer").inner_text().rpartition("nummer ")[2].strip(".")
    log = (server.logs / "beveiliging.log").read_text()
    assert f"onbekende persoon na login number='{number}'" in log
    assert "@" not in log


def test_a_login_ends_when_its_token_expires(tmp_path: Path, window: Open) -> None:
    with guarded(tmp_path, seconds=1) as server:
        visitor = window(server)
        visitor.open()
        log_in(visitor, "c.controle@dorp.example")
        time.sleep(1.1)
        visitor.open("/vaststellen")
        expect(visitor.page.get_by_text("Uw login is verlopen.")).to_be_visible()
        expect(visitor.page.get_by_role("button", name=re.compile("^Vaststellen"))).to_have_count(0)
