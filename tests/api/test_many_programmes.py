"""Two programmes on one server: tokens, calendars and files of one give no access to the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from budget.access import Action
from budget.cli.installation import api
from budget.limits import ServerLimits
from budget.programme import parse_programme
from budget.server.addresses import addresses
from budget.server.programmes import HEADER, by_programme
from budget.server.serving import with_all_checks
from budget.store.database_use import DatabaseUse
from budget.store.engine import Store
from budget.usecases import calendar, tokens
from budget.usecases.database_use import begin
from tests.api.conftest import FULL, HOME, PROGRAMME, Key, bearer, now
from tests.store.samples import SYSTEM_TOML

TOWN = parse_programme(SYSTEM_TOML.replace('id = "dorp"', 'id = "stad"'))
READ = (
    "/depletion",
    "/forecast",
    "/lines",
    "/versions",
    "/snapshots",
    "/snapshots/2024-06-27",
    "/snapshots/2024-06-27/reports/pdf",
    "/submissions",
    "/submissions/1",
)


@pytest.fixture
def client(home: Path, limits: ServerLimits, store: Store, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    (home / "stad").mkdir()
    (home / "stad" / "programme.toml").write_text(TOWN.text)
    monkeypatch.setenv("BUDGET_PROGRAMME", f"{home}:{home / 'stad'}")
    begin(store, TOWN, DatabaseUse.REAL, "cor", now())
    ours = addresses("127.0.0.1", 8501)
    app = with_all_checks(PlainTextResponse("scherm"), ours, limits, api(limits), has_login=True)
    return TestClient(by_programme(app, lambda: ("dorp", "stad")), base_url=HOME)


@pytest.fixture
def town_token(store: Store, client: TestClient) -> dict[str, str]:
    made = tokens.make(store, TOWN, "cor", "cor", FULL, 30, "koppeling", now(), ("sap",))
    return bearer(made[1])


@pytest.mark.parametrize("path", READ)
def test_a_token_opens_its_own_programme_only(
    client: TestClient, key: Key, town_token: dict[str, str], path: str
) -> None:
    of_village = bearer(key())
    assert client.get(f"/dorp/api/v1{path}", headers=of_village).status_code in (200, 404)
    assert client.get(f"/stad/api/v1{path}", headers=of_village).status_code == 401
    assert client.get(f"/dorp/api/v1{path}", headers=town_token).status_code == 401
    assert client.get(f"/api/v1{path}", headers=of_village).status_code == 404
    forged = {**of_village, HEADER: "dorp"}
    assert client.get(f"/stad/api/v1{path}", headers=forged).status_code == 401
    assert client.get(f"/api/v1{path}", headers=forged).status_code == 404


def test_a_submission_of_one_programme_is_invisible_to_another(
    client: TestClient, key: Key, town_token: dict[str, str]
) -> None:
    village = client.get("/dorp/api/v1/submissions", headers=bearer(key()))
    town = client.get("/stad/api/v1/submissions", headers=town_token)
    assert "plan.xlsx" in village.text
    assert town.status_code == 200
    assert "xlsx" not in town.text
    assert client.get("/stad/api/v1/submissions/1", headers=town_token).status_code == 404


@pytest.mark.parametrize("path", ["/checks", "/submissions"])
def test_a_token_of_another_programme_submits_nothing(client: TestClient, key: Key, path: str) -> None:
    sent = client.post(f"/stad/api/v1{path}", headers=bearer(key()), files={"file": ("x.csv", b"x")})
    assert sent.status_code == 401


def test_the_next_page_is_of_the_same_programme(client: TestClient, key: Key) -> None:
    found = client.get("/dorp/api/v1/lines?page_size=2", headers=bearer(key())).json()
    assert found["next"].startswith("/dorp/api/v1/lines")
    assert client.get(found["next"], headers=bearer(key())).status_code == 200


def test_the_openapi_server_url_names_the_programme(client: TestClient) -> None:
    for address in ("", "/dorp", "/stad"):
        found = client.get(f"{address}/api/v1/openapi.json").json()
        assert found["servers"] == [{"url": f"{address}/api/v1"}]


def test_a_calendar_address_works_for_its_own_programme_only(client: TestClient, store: Store) -> None:
    secret = calendar.make_address(store, PROGRAMME, "cor", now())
    assert client.get(f"/dorp/api/calendar/{secret}.ics").status_code == 200
    assert client.get(f"/stad/api/calendar/{secret}.ics").status_code == 404
    assert client.get(f"/api/calendar/{secret}.ics").status_code == 404


def test_the_rights_of_a_token_are_those_of_its_programme(client: TestClient, key: Key) -> None:
    only_looking = bearer(key("gea", Action.VIEW))
    assert client.get("/dorp/api/v1/depletion", headers=only_looking).status_code == 200
    assert client.get("/stad/api/v1/depletion", headers=only_looking).status_code == 401


def test_an_address_without_a_programme_gives_404_once_a_second_programme_exists(
    home: Path, limits: ServerLimits, key: Key
) -> None:
    """At once, not only after a restart, when the cause would be hard to find."""
    ours = addresses("127.0.0.1", 8501)
    app = with_all_checks(PlainTextResponse("scherm"), ours, limits, api(limits), has_login=True)
    client = TestClient(by_programme(app, lambda: ("dorp", "stad")), base_url=HOME)
    assert client.get("/api/v1/depletion", headers=bearer(key())).status_code == 200
    town = home / "programmas" / "stad"
    town.mkdir(parents=True)
    (town / "programme.toml").write_text(TOWN.text)
    assert client.get("/api/v1/depletion", headers=bearer(key())).status_code == 404
    assert client.get("/dorp/api/v1/depletion", headers=bearer(key())).status_code == 200
