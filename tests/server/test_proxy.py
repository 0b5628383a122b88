"""The example for nginx in docs/beheer.md, with a real nginx before two processes."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import ssl
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.server.conftest import ROOT, Running, Start, ended, free_port, wait_until
from tests.server.test_real_server import RERUN, until_finished

pytestmark = pytest.mark.slow
PEOPLE = [f"127.0.0.{number}" for number in range(10, 26)]
"""Enough addresses for both processes: all on one happens once in thirty thousand times."""
AROUND = """
daemon off;
{user}
pid {folder}/pid;
error_log {folder}/error.log;
events {{ }}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{example}
}}
"""


@dataclass(frozen=True)
class Proxied:
    """An nginx, the processes behind it, and the certificate that a client must trust."""

    port: int
    behind: tuple[Running, Running]
    trust: ssl.SSLContext

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}"

    def ask(
        self, method: str, path: str, person: str = PEOPLE[0], body: bytes = b"", **headers: str
    ) -> http.client.HTTPResponse:
        """The complete answer to a request from the address `person`."""
        line = http.client.HTTPSConnection(
            "localhost", self.port, timeout=60, context=self.trust, source_address=(person, 0)
        )
        with closing(line):
            line.request(
                method, path, body, {name.replace("_", "-"): value for name, value in headers.items()}
            )
            answer = line.getresponse()
            answer.body = answer.read()  # type: ignore[attr-defined]
            return answer

    def window(self, person: str) -> ClientConnection:
        return connect(
            f"wss://localhost:{self.port}/_stcore/stream",
            origin=self.url,
            subprotocols=["streamlit"],
            ssl=self.trust,
            source_address=(person, 0),
            open_timeout=60,
            close_timeout=0.5,
        )


@pytest.fixture
def proxied(start: Start, tmp_path: Path) -> Iterator[Proxied]:
    port, folder = free_port(), tmp_path / "nginx"
    folder.mkdir()
    behind = tuple(start(BUDGET_PUBLIC_ADDRESS=f"https://localhost:{port}") for _ in range(2))
    with _nginx(port, [running.host for running in behind], folder) as process:
        found = Proxied(port, behind, ssl.create_default_context(cafile=folder / "cert.pem"))
        wait_until(process, lambda: found.ask("GET", "/_stcore/health").body == b"ok", folder / "error.log")
        yield found


@contextmanager
def _nginx(port: int, behind: list[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The example of the docs, running before these processes."""
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert nginx, "no nginx; `make setup` installs it"
    _certify(folder)
    user = "user root;" if os.geteuid() == 0 else ""
    example = _example(port, behind, folder)
    (folder / "conf").write_text(AROUND.format(user=user, folder=folder, example=example))
    with (
        subprocess.Popen([nginx, "-c", folder / "conf", "-e", folder / "error.log"]) as process,
        ended(process),
    ):
        try:
            yield process
        finally:
            process.terminate()


def _example(port: int, behind: list[str], folder: Path) -> str:
    """The example of the docs with only its names and ports replaced."""
    text = re.search(r"```nginx\n(.*?)```", (ROOT / "docs" / "beheer.md").read_text(), re.DOTALL)[1]
    certificate = f"ssl_certificate {folder}/cert.pem; ssl_certificate_key {folder}/key.pem;"
    for old, new in {
        "127.0.0.1:8501": behind[0],
        "127.0.0.1:8502": behind[1],
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "budget.example": "localhost",
        "# ssl_certificate en ssl_certificate_key: die van uw organisatie": certificate,
    }.items():
        assert old in text
        text = text.replace(old, new)
    return text


def _certify(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "cert.pem").write_bytes(certificate.public_bytes(pem))
    (folder / "key.pem").write_bytes(key.private_bytes(pem, *plain))


def test_the_nginx_example_serves_two_processes_and_survives_the_loss_of_one(proxied: Proxied) -> None:
    page = proxied.ask("GET", "/bestuur", accept="text/html")
    assert (page.status, b'lang="nl"' in page.body) == (200, True)
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert page.headers["strict-transport-security"]
    assert page.headers["server"] == "nginx", "no version"
    assert "Secure" in proxied.ask("GET", "/_stcore/health").headers["set-cookie"]
    assert [proxied.ask("GET", f"/_stcore/{name}").status for name in ("metrics", "agent")] == [404, 404]
    assert proxied.ask("GET", "/", host="elders.example").status == 403

    with ExitStack() as stack:
        windows = {person: stack.enter_context(proxied.window(person)) for person in PEOPLE}
        sessions = {person: _session(window) for person, window in windows.items()}
        assert {_upload(proxied, person, sessions[PEOPLE[0]]) for person in PEOPLE} == {204}
        assert _upload(proxied, PEOPLE[0], "niemand") == 404
        elsewhere = {person for person, session in sessions.items() if _knows(proxied, session, 1)}
        proxied.behind[0].process.kill()
        proxied.behind[0].process.wait()
        left = {person for person, window in windows.items() if _is_open(window)}
        assert left == elsewhere, "only the windows of that process are gone"
        assert 0 < len(left) < len(PEOPLE)
        for person in (min(left), min(set(PEOPLE) - left)):
            with proxied.window(person) as again:
                assert _upload(proxied, person, _session(again)) == 204


def test_an_upload_finds_a_window_that_moved_when_its_process_restarted(
    proxied: Proxied, start: Start
) -> None:
    gone = proxied.behind[0]
    with ExitStack() as stack:
        windows = {person: stack.enter_context(proxied.window(person)) for person in PEOPLE}
        gone.process.kill()
        gone.process.wait()
        moved = min(person for person, window in windows.items() if not _is_open(window))
        again = stack.enter_context(proxied.window(moved))
        session = _session(again)
        start(int(gone.host.rpartition(":")[2]), BUDGET_PUBLIC_ADDRESS=proxied.url)
        with proxied.window(moved) as fresh:
            assert _knows(proxied, _session(fresh), 0), "the address is of the process that came back"
            assert _upload(proxied, moved, session) == 204


class Answering(BaseHTTPRequestHandler):
    """Stands in for the app: it does not know the token."""

    status = 401

    def do_GET(self) -> None:
        self.send_response(self.status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Log nothing."""


class Holding(Answering):
    """Stands in for the process that has the window and what it offers."""

    status = 200


class Lacking(Answering):
    """Stands in for the process that came back and does not know the window."""

    status = 404


@contextmanager
def _standing(folder: Path, *handlers: type[Answering]) -> Iterator[tuple[Proxied, subprocess.Popen[bytes]]]:
    """The nginx of the docs before stand-ins, and its process."""
    port = free_port()
    with ExitStack() as stack:
        stands = [stack.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), one)) for one in handlers]
        for one in stands:
            Thread(target=one.serve_forever, daemon=True).start()
            stack.callback(one.shutdown)
        hosts = [f"127.0.0.1:{one.server_port}" for one in stands]
        process = stack.enter_context(_nginx(port, hosts, folder))
        found = Proxied(port, (), ssl.create_default_context(cafile=folder / "cert.pem"))
        wait_until(process, lambda: found.ask("GET", "/").status > 0, folder / "error.log")
        yield found, process


def test_a_download_comes_from_the_process_that_has_it(tmp_path: Path) -> None:
    with _standing(tmp_path, Holding, Lacking) as (found, _):
        for path in ("/media/kaart.xlsx", "/stad/media/kaart.xlsx"):
            assert {found.ask("GET", path, person).status for person in PEOPLE} == {200}
        assert {found.ask("GET", "/bestuur", person).status for person in PEOPLE} == {200, 404}


def test_requests_are_limited_per_token_over_all_processes(tmp_path: Path) -> None:
    with _standing(tmp_path, Answering, Answering) as (found, process):

        def ask(person: str, token: str = "bm_een") -> int:
            return found.ask("GET", "/api/v1/lines", person, authorization=f"Bearer {token}").status

        wait_until(process, lambda: ask(PEOPLE[0], "bm_begin") == 401, tmp_path / "error.log")
        begun = time.monotonic()
        with ThreadPoolExecutor(8) as pool:
            answers = Counter(pool.map(ask, PEOPLE * 10))
        assert set(answers) <= {401, 429}
        assert answers[401] <= 1 + 60 + 5 * (time.monotonic() - begun) + 1
        assert ask(PEOPLE[0], "bm_twee") == 401
        below = (found.ask("GET", "/stad/api/v1/lines", authorization="Bearer bm_een") for _ in range(1000))
        assert next((one for one in below if one.status == 429), None), "below the id of a programme as well"
        assert found.ask("GET", "/", PEOPLE[0]).status == 401, "only what goes to the API is counted"
        asked = (found.ask("GET", "/api/v1/lines", authorization="Bearer bm_een") for _ in range(1000))
        told = next(one for one in asked if one.status == 429)
        assert told.headers["content-type"] == "application/problem+json"
        assert json.loads(told.body)["status"] == 429  # type: ignore[attr-defined]
        for place in ("/api", "/stad/api"):
            assert found.ask("GET", f"{place}/calendar/geheim-adres.ics").status == 401
    said = (tmp_path / "access.log").read_text()
    assert "GET /stad/api/v1/lines" in said
    assert "geheim-adres" not in said


def _session(line: ClientConnection) -> str:
    """The session of a window, from the first message of a run."""
    line.send(RERUN)
    first = ForwardMsg.FromString(until_finished(line)[0])
    return first.new_session.initialize.session_id


def _knows(proxied: Proxied, session: str, number: int) -> bool:
    """Whether this process has the window of the session; without a token it takes no file."""
    line = http.client.HTTPConnection(proxied.behind[number].host, timeout=60)
    headers = {"host": f"localhost:{proxied.port}", "origin": proxied.url}
    with closing(line):
        line.request("PUT", f"/_stcore/upload_file/{session}/f", b"", headers)
        status = line.getresponse().status
    assert status in (403, 404)
    return status == 403


def _upload(proxied: Proxied, person: str, session: str) -> int:
    """The status of an upload of 2 MB, more than nginx keeps in memory."""
    cookie = proxied.ask("GET", "/_stcore/health", person).headers["set-cookie"].partition(";")[0]
    body = b'--b\r\nContent-Disposition: form-data; name="f"; filename="a.xlsx"\r\n\r\n' + bytes(2**21)
    return proxied.ask(
        "PUT",
        f"/_stcore/upload_file/{session}/{person}",
        person,
        body + b"\r\n--b--\r\n",
        content_type="multipart/form-data; boundary=b",
        x_xsrftoken=cookie.partition("=")[2],
        cookie=cookie,
        origin=proxied.url,
    ).status


def _is_open(line: ClientConnection) -> bool:
    try:
        line.ping().wait(5)
        line.send(RERUN)
        return bool(until_finished(line))
    except ConnectionClosed:
        return False
