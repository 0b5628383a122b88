"""Reading by API: the figures of the command line, paginated."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from openapi_spec_validator import validate
from starlette.testclient import TestClient

from budget.__main__ import main
from budget.access import Action
from budget.api.description import DESCRIPTION, REPORTS
from budget.cli.installation import api
from budget.export.registry import FORMATS
from budget.limits import ServerLimits
from budget.model.words import By
from budget.store.engine import Store
from budget.usecases import freeze
from tests.api.conftest import PROGRAMME, Key, bearer, now
from tests.store.samples import MAY_END

V1 = "/api/v1"


def fits(schema: dict[str, object], value: object) -> None:
    """Whether the value matches its schema."""
    root = {"components": DESCRIPTION["components"], **schema}
    jsonschema.Draft202012Validator(root).validate(value)


def described(path: str) -> dict[str, object]:
    answers = DESCRIPTION["paths"][path]["get"]["responses"]
    return answers["200"]["content"]["application/json"]["schema"]


@pytest.mark.parametrize("by", list(By))
def test_the_figures_are_those_of_the_command_line(
    client: TestClient, key: Key, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], by: By
) -> None:
    token = key()
    found = client.get(f"{V1}/depletion?by={by}&page_size=500", headers=bearer(token))
    monkeypatch.setenv("BUDGET_TOKEN", token)
    capsys.readouterr()
    assert main(["depletion", "--json", "--by", by]) == 0
    said = json.loads(capsys.readouterr().out)
    assert found.json()["items"] == said
    assert len(said) == found.json()["total"]
    fits(described("/depletion"), found.json())


def test_another_day_year_and_state_of_knowledge_are_those_of_the_command_line(
    client: TestClient, key: Key, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    token = key()
    words = "as_of=2024-04-30&year=2024&known_at=2024-12-31T12:00:00%2B00:00"
    found = client.get(f"{V1}/depletion?{words}", headers=bearer(token)).json()
    monkeypatch.setenv("BUDGET_TOKEN", token)
    capsys.readouterr()
    main(["depletion", "--json", "--as-of", "2024-04-30", "--year", "2024", "--known-at", "2024-12-31T12:00"])
    assert found["items"] == json.loads(capsys.readouterr().out)
    assert {row["as_of"] for row in found["items"]} == {"2024-04-30"}


def test_the_forecast_is_a_part_of_the_same_rows(client: TestClient, key: Key) -> None:
    token = key()
    whole = client.get(f"{V1}/depletion?by=line", headers=bearer(token)).json()["items"]
    part = client.get(f"{V1}/forecast?by=line", headers=bearer(token)).json()
    assert part["items"] == [{name: row[name] for name in part["items"][0]} for row in whole]
    fits(described("/forecast"), part)


def test_lines_can_be_filtered_by_domain(client: TestClient, key: Key) -> None:
    found = client.get(f"{V1}/lines?domain=GRO", headers=bearer(key())).json()
    assert [row["key"] for row in found["items"]] == [f"GRO-{n}" for n in range(1, 6)]
    fits(described("/lines"), found)
    assert client.get(f"{V1}/lines?domain=GEEN", headers=bearer(key())).status_code == 422


def test_pagination_returns_every_row_once(client: TestClient, key: Key) -> None:
    token, address, seen = key(), f"{V1}/lines?page_size=4", []
    while address:
        answer = client.get(address, headers=bearer(token))
        seen += [row["key"] for row in answer.json()["items"]]
        address = answer.json()["next"]
        assert (f'<{address}>; rel="next"' == answer.headers.get("link")) is bool(address)
    assert seen == [f"GRO-{n}" for n in range(1, 6)] + ["SPE-1"]


@pytest.mark.parametrize(
    ("size", "status"), [("0", 400), ("1", 200), ("500", 200), ("501", 400), ("-1", 400), ("x", 400)]
)
def test_a_page_has_1_to_500_rows(client: TestClient, key: Key, size: str, status: int) -> None:
    assert client.get(f"{V1}/lines?page_size={size}", headers=bearer(key())).status_code == status


def test_a_page_after_the_last_is_empty(client: TestClient, key: Key) -> None:
    found = client.get(f"{V1}/lines?page=99", headers=bearer(key())).json()
    assert (found["items"], found["total"], found["next"]) == ([], 6, None)


@pytest.mark.parametrize(
    "words",
    ["as_of=gisteren", "as_of=20240430", "year=-1", "year=99999999999", "known_at=2024-01-01T00:00",
     "by=alles", "soort=x", "as_of=2024-01-01&as_of=2024-01-02", "by=" + "x" * 200],
)  # fmt: skip
def test_an_invalid_query_parameter_is_refused(client: TestClient, key: Key, words: str) -> None:
    answer = client.get(f"{V1}/depletion?{words}", headers=bearer(key()))
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    fits({"$ref": "#/components/schemas/Problem"}, answer.json())


def test_versions_say_which_plan_is_in_force(client: TestClient, key: Key) -> None:
    found = client.get(f"{V1}/versions", headers=bearer(key())).json()
    assert [(one["domain"], one["version"], one["budget"], one["in_force"]) for one in found["items"]] == [
        ("GRO", 1, 5000_15, True),
        ("SPE", 1, 500_00, True),
    ]
    fits(described("/versions"), found)


def test_snapshots_are_listed_and_their_reports_downloaded(
    client: TestClient, key: Key, store: Store
) -> None:
    meeting = PROGRAMME.meetings[0].date
    freeze.propose(store, PROGRAMME, meeting, MAY_END, "cor", now(), missing=("SPE",))
    token = key()
    found = client.get(f"{V1}/snapshots", headers=bearer(token)).json()
    fits(described("/snapshots"), found)
    one = client.get(f"{V1}/snapshots/{meeting}", headers=bearer(token)).json()
    assert found["items"] == [one]
    report = client.get(f"{V1}/snapshots/{meeting}/reports/open-data", headers=bearer(token))
    assert (report.status_code, report.content[:2]) == (200, b"PK")
    assert "attachment" in report.headers["content-disposition"]
    for path in ("1999-01-01", "x", f"{meeting}/reports/doc"):
        assert client.get(f"{V1}/snapshots/{path}", headers=bearer(token)).status_code == 404


def test_a_submission_is_readable_by_its_sender_and_by_reviewers_only(client: TestClient, key: Key) -> None:
    found = client.get(f"{V1}/submissions", headers=bearer(key())).json()
    assert [(one["id"], one["file"]) for one in found["items"]] == [(1, "plan.xlsx"), (2, "boekingen.xlsx")]
    fits(described("/submissions"), found)
    own = bearer(key("cor", Action.SUBMIT))
    assert client.get(f"{V1}/submissions/1", headers=own).status_code == 200
    other = bearer(key("sap", Action.SUBMIT))
    assert client.get(f"{V1}/submissions/1", headers=other).status_code == 403
    for number in ("9", "0", "x", "-1", "1e3"):
        assert client.get(f"{V1}/submissions/{number}", headers=own).status_code == 404


def test_the_openapi_description_covers_every_route(client: TestClient, home: Path) -> None:
    found = client.get(f"{V1}/openapi.json")
    validate(found.json())
    routes = {
        (route.path.removeprefix(V1), method.lower())
        for route in _routes(api(ServerLimits()))
        for method in route.methods - {"HEAD"}
        if route.path.startswith(V1)
    }
    assert routes == {(path, method) for path, of in DESCRIPTION["paths"].items() for method in of}
    assert list(FORMATS) == REPORTS


def _routes(app: object) -> list:
    """The application's routes, inside the layer that forbids caching their answers."""
    cells = dict(zip(app.__code__.co_freevars, app.__closure__, strict=True))
    return cells["app"].cell_contents.routes
