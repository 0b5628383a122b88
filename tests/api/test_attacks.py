"""Attacks on the API: missing rights, endless requests and bypasses."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import uvicorn
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from budget.access import Action
from budget.api import bodies
from budget.cli.installation import api
from budget.limits import ServerLimits
from budget.model.words import UnavailableError
from budget.programme import parse_programme
from budget.server.addresses import addresses
from budget.server.serving import with_all_checks
from budget.store.engine import Store
from budget.usecases import calendar, programmes, tokens
from tests.api.conftest import HOME, PROGRAMME, Key, bearer, now
from tests.api.test_reading import V1, fits
from tests.api.test_submitting import WHY, send, workbook
from tests.store.samples import SYSTEM_TOML, line, plan

ROOT = Path(__file__).resolve().parents[2]
Log = Callable[[], str]
NAMES = [person.name for person in PROGRAMME.people]


def refused(answer, status: int) -> str:
    """The problem document; it must not be cacheable or name a person."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    fits({"$ref": "#/components/schemas/Problem"}, answer.json())
    assert not [name for name in NAMES if name in answer.text]
    return answer.text


@pytest.mark.parametrize(
    "header",
    ["", "Basic Y29yOmNvcg==", "Bearer", "Bearer ", "Bearer bm_iets", "bm_iets", "Bearer " + "x" * 300],
)
def test_requests_without_a_valid_token_get_no_data(client: TestClient, log: Log, header: str) -> None:
    answer = client.get(f"{V1}/depletion", headers={"authorization": header} if header else {})
    refused(answer, 401)
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert "geweigerd verzoek aan de koppeling status='401'" in log()
    assert "bm_iets" not in log()


def test_an_expired_and_a_revoked_token_open_nothing(
    client: TestClient, key: Key, store: Store, log: Log
) -> None:
    old = key("cor", at=now() - timedelta(days=30, seconds=1))
    assert "verlopen" in refused(client.get(f"{V1}/depletion", headers=bearer(old)), 401)
    young = key("cor", at=now() - timedelta(days=29, hours=23))
    assert client.get(f"{V1}/depletion", headers=bearer(young)).status_code == 200
    tokens.revoke(store, PROGRAMME, "cor", 2, now())
    refused(client.get(f"{V1}/depletion", headers=bearer(young)), 401)
    assert "geweigerde sleutel number='2'" in log()
    assert young not in log()


def test_a_doubled_token_or_one_outside_the_header_is_refused(client: TestClient, key: Key) -> None:
    token = key()
    twice = [("authorization", f"Bearer {token}"), ("authorization", f"Bearer {token}")]
    refused(client.get(f"{V1}/depletion", headers=twice), 401)
    refused(client.get(f"{V1}/depletion?access_token={token}"), 401)
    refused(client.get(f"{V1}/depletion?access_token={token}", headers=bearer(token)), 400)
    refused(client.get(f"{V1}/depletion", cookies={"token": token}), 401)


def test_a_token_of_another_programme_is_refused(
    client: TestClient, store: Store, home: Path, key: Key
) -> None:
    other = parse_programme(SYSTEM_TOML.replace('id = "dorp"', 'id = "stad"'))
    _, text = tokens.make(store, other, "cor", "cor", [Action.VIEW], 30, "stad", now())
    refused(client.get(f"{V1}/depletion", headers=bearer(text)), 401)


def test_a_token_may_do_only_what_its_scopes_allow(client: TestClient, key: Key, log: Log) -> None:
    looking, sending = bearer(key("cor", Action.VIEW)), bearer(key("cor", Action.SUBMIT, Action.CHECK))
    for path in ("depletion", "forecast", "lines", "versions", "snapshots", "snapshots/2024-06-27"):
        refused(client.get(f"{V1}/{path}", headers=sending), 403)
    refused(client.get(f"{V1}/snapshots/2024-06-27/reports/pdf", headers=sending), 403)
    refused(client.get(f"{V1}/submissions", headers=looking), 403)
    refused(client.post(f"{V1}/checks", headers=looking, files={"file": ("a.csv", b"x")}), 403)
    assert "geweigerde handeling role='controller' act='SUBMIT'" not in log()
    assert "geweigerde handeling role='controller' act='VIEW'" in log()


def test_a_role_that_may_not_hand_in_is_refused_before_a_byte_is_read(client: TestClient, key: Key) -> None:
    def endless() -> Iterator[bytes]:
        pytest.fail("a byte was asked for")
        yield b""

    headers = bearer(key("bo", Action.VIEW)) | {"content-type": "application/json"}
    refused(client.post(f"{V1}/submissions", headers=headers | {"content-length": "9"}), 403)


def test_another_domain_is_refused_without_names(client: TestClient, key: Key, store: Store) -> None:
    other = plan(line("SPE-1", 1_00, domain="SPE", year=2025))
    refused(send(client, key("sap"), workbook(other), **WHY), 403)


def test_the_token_of_a_person_who_left_the_programme_is_refused(
    client: TestClient, key: Key, store: Store
) -> None:
    token = bearer(key("gea", Action.VIEW))
    assert client.get(f"{V1}/depletion", headers=token).status_code == 200
    left = SYSTEM_TOML.replace('id = "gea"\nname = "Gea Groen"', 'id = "guus"\nname = "Guus Groen"')
    change = programmes.propose(store, PROGRAMME, left, "cor", "Gea is weg", now())
    programmes.accept(store, PROGRAMME, change.proposal.number, "cato", now())
    refused(client.get(f"{V1}/depletion", headers=token), 401)


def test_in_a_demonstration_the_api_is_closed(
    client: TestClient, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = key()
    monkeypatch.delenv("BUDGET_LOGIN")
    refused(client.get(f"{V1}/depletion", headers=bearer(token)), 403)


@pytest.mark.parametrize(
    "path",
    ["/api/", "/api/v1", "/api/v1/", "/api/v2/depletion", "/api/v1/depletion/", "/api/v1//depletion",
     "/api/v1/%64epletion%2f..%2f", "/api/v1/../v1/depletion/x",
     "/api/v1/snapshots/2024-06-27/reports/..%2f..%2fx",
     "/api/v1/submissions/1%00", "/api/v1/Depletion"],
)  # fmt: skip
def test_paths_that_are_not_exactly_a_route_give_404(client: TestClient, key: Key, path: str) -> None:
    answer = client.get(path, headers=bearer(key()))
    refused(answer, 404)


@pytest.mark.parametrize("path", ["/API/v1/depletion", "//api/v1/lines", "/x/../api/v1/lines", "/api"])
def test_variants_of_the_api_prefix_do_not_reach_the_api(client: TestClient, path: str) -> None:
    answer = client.get(f"{HOME}{path}")
    assert answer.status_code == 401 or answer.text == "scherm"


@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "POST"])
def test_other_methods_are_refused_without_cors_headers(client: TestClient, key: Key, method: str) -> None:
    answer = client.request(method, f"{V1}/depletion", headers=bearer(key()))
    refused(answer, 405)
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_requests_with_a_foreign_origin_or_host_are_refused(client: TestClient, key: Key) -> None:
    token = bearer(key())
    for headers in ({"origin": "https://attacker.example"}, {"host": "attacker.example"}):
        answer = client.get(f"{V1}/depletion", headers=token | headers)
        assert (answer.status_code, "access-control-allow-origin" in answer.headers) == (403, False)


def test_successful_answers_carry_no_store_and_nosniff_headers(client: TestClient, key: Key) -> None:
    answer = client.get(f"{V1}/depletion", headers=bearer(key()))
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["api-version"] == "1.0.0"
    assert answer.headers["x-content-type-options"] == "nosniff"


def alone(limits: ServerLimits) -> TestClient:
    """A separate server with these limits."""
    ours = addresses("127.0.0.1", 8501)
    app = with_all_checks(PlainTextResponse("scherm"), ours, limits, api(limits), has_login=True)
    return TestClient(app, base_url=HOME)


def test_requests_per_address_are_rate_limited(home: Path, key: Key, log: Log) -> None:
    token = bearer(key())
    client = alone(ServerLimits(api_requests=0.001, api_at_once=3))
    for _ in range(3):
        assert client.get(f"{V1}/snapshots", headers=token).status_code == 200
    answer = client.get(f"{V1}/snapshots", headers=token)
    refused(answer, 429)
    refused(client.get(f"{V1}/openapi.json"), 429)
    assert answer.headers["retry-after"] == "1000"
    assert "status='429'" in log()


def test_failed_tokens_are_rate_limited(home: Path) -> None:
    client = alone(ServerLimits(api_requests=0.001, api_at_once=2))
    found = [client.get(f"{V1}/lines", headers=bearer(f"bm_{n}")).status_code for n in range(4)]
    assert found == [401, 401, 429, 429]


def test_too_many_bytes_in_total_are_refused(home: Path, key: Key) -> None:
    headers = bearer(key()) | {"content-type": "application/json"}
    client = alone(ServerLimits(upload_total=10))
    refused(client.post(f"{V1}/checks", headers=headers, content=b"x" * 11), 503)
    refused(client.post(f"{V1}/checks", headers=headers, content=b"x" * 10), 400)


@pytest.mark.parametrize("length", ["99999999999", "-1", "x"])
def test_an_invalid_or_oversized_content_length_is_refused(client: TestClient, key: Key, length: str) -> None:
    headers = bearer(key()) | {"content-type": "application/json", "content-length": length}
    answer = client.post(f"{V1}/checks", headers=headers, content=b"x")
    refused(answer, 413 if length.startswith("9") else 400)


def test_database_faults_and_bugs_leak_no_internals(
    client: TestClient, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    from budget.api import reading

    token = bearer(key())
    for error, status in ((UnavailableError("De database is weg."), 503), (ZeroDivisionError("geheim"), 500)):

        def fail(*_: object, error: Exception = error) -> None:
            raise error

        monkeypatch.setattr(reading, "load_figures", fail)
        text = refused(client.get(f"{V1}/depletion", headers=token), status)
        assert "geheim" not in text


def test_a_calendar_is_served_at_its_secret_address_only(
    client: TestClient, key: Key, store: Store, log: Log
) -> None:
    secret = calendar.make_address(store, PROGRAMME, "gea", now())
    found = client.get(f"/api/calendar/{secret}.ics")
    assert (found.status_code, found.headers["content-type"][:13]) == (200, "text/calendar")
    assert found.headers["cache-control"] == "no-store"
    assert "BEGIN:VEVENT" in found.text
    for wrong in ("x", secret + "x", key("gea", Action.VIEW)):
        refused(client.get(f"/api/calendar/{wrong}.ics"), 404)
    refused(client.get(f"{V1}/depletion", headers=bearer(secret)), 401)
    refused(client.get(f"/api/calendar/{secret}"), 404)
    assert "geweigerd agenda-adres" in log()
    assert secret not in log()
    calendar.end_address(store, PROGRAMME, "gea", now())
    refused(client.get(f"/api/calendar/{secret}.ics"), 404)


@pytest.fixture
def served(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a real server."""
    limits = ServerLimits()
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        ours = addresses("127.0.0.1", port)
        app = with_all_checks(PlainTextResponse("scherm"), ours, limits, api(limits), has_login=True)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listener])), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"127.0.0.1:{port}"
        server.should_exit = True
        thread.join()


def test_a_request_whose_body_stops_arriving_times_out(
    served: str, key: Key, monkeypatch: pytest.MonkeyPatch, log: Log
) -> None:
    monkeypatch.setattr(bodies, "SECONDS_IDLE", 0.05)
    host, _, port = served.partition(":")
    with socket.create_connection((host, int(port)), timeout=30) as line:
        head = f"POST {V1}/checks HTTP/1.1\r\nHost: {served}\r\nAuthorization: Bearer {key()}\r\n"
        line.sendall(f"{head}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{".encode())
        answer = line.recv(10_000)
    assert answer.startswith(b"HTTP/1.1 408")
    assert "status='408'" in log()


def test_a_request_whose_body_trickles_in_times_out(
    served: str, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "SECONDS", 0.2)
    host, _, port = served.partition(":")
    with socket.create_connection((host, int(port)), timeout=30) as line:
        head = f"POST {V1}/checks HTTP/1.1\r\nHost: {served}\r\nAuthorization: Bearer {key()}\r\n"
        line.sendall(f"{head}Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n".encode())
        line.settimeout(0.02)
        answer = b""
        for _ in range(3_000):
            try:
                answer = line.recv(10_000)
                break
            except TimeoutError:
                line.sendall(b" ")
    assert answer.startswith(b"HTTP/1.1 408")


def test_the_commands_of_the_api_handbook_work(served: str, key: Key, tmp_path: Path) -> None:
    text = (ROOT / "docs" / "koppelen.md").read_text(encoding="utf-8")
    examples = text.split("<!-- voorbeelden -->")[1].split("```")[1].removeprefix("sh\n")
    folder = tmp_path / "werk"
    folder.mkdir()
    (folder / "sleutel").write_text(f"Authorization: Bearer {key()}\n")
    (folder / "boekingen.xlsx").write_bytes(workbook())
    script = examples.replace("https://budget.example", f"http://{served}")
    done = subprocess.run(
        ["bash", "-e", "-c", script], cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert '"depletion"' in done.stdout
    assert '"submission": 3' in done.stdout
    assert '"state": "wacht op tweede persoon"' in done.stdout
