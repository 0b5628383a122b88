"""Submitting files and rows by API: the same findings as on screen, pending a second person."""

from __future__ import annotations

import json
from datetime import date

import pytest
from starlette.testclient import TestClient

from budget.access import Action
from budget.api import bodies, submitting
from budget.intake.findings import checked_data
from budget.intake.output.template import write_workbook
from budget.model.words import BudgetError
from budget.store.engine import Store
from budget.store.submissions import State, load_file, load_submissions
from budget.usecases import deliver, tokens
from tests.api.conftest import PROGRAMME, Key, bearer, now
from tests.api.test_reading import V1, fits
from tests.store.samples import ID, booking, ledger, line, plan, statement

JUNE_END = date(2024, 6, 30)
NEW = ledger(statement(JUNE_END, booking("C", date(2024, 6, 3), 10_00, "GRO-2")))
"""New bookings on a line that had none, so nothing has to be confirmed."""
ROWS = {
    "file_name": "boekingen.xlsx",
    "sheets": [
        {
            "name": "Boekingen",
            "above": [["Extractiedatum", "30-06-2024"], ["Periode", "01-06-2024", "t/m", "30-06-2024"]],
            "rows": [
                {
                    "Boekstuknummer": "B1",
                    "Boekdatum": "2024-06-03",
                    "Boekjaar": 2024,
                    "Regelcode": "GRO-1",
                    "Bron": "DORP",
                    "Omschrijving": "=1+1",
                    "Bedrag": 12.34,
                }
            ],
        }
    ],
}


def send(client: TestClient, token: str, data: bytes, path: str = "submissions", **said: str):
    files = {"file": ("boekingen.xlsx", data)}
    return client.post(f"{V1}/{path}", headers=bearer(token), files=files, data=said)


def test_a_token_revoked_while_its_file_is_read_submits_nothing(
    client: TestClient, key: Key, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, real = key("gea", Action.SUBMIT, Action.CHECK), submitting._checked

    def slowly(*arguments):
        found = real(*arguments)
        (number,) = [one.number for one in tokens.tokens(store, PROGRAMME, "gea") if one.ended_at is None]
        tokens.revoke(store, PROGRAMME, "gea", number, now())
        return found

    monkeypatch.setattr(submitting, "_checked", slowly)
    with store.read() as connection:
        before = len(load_submissions(connection, ID))
    answer = send(client, token, workbook())
    assert answer.status_code == 422
    assert "ingetrokken" in answer.json()["detail"]
    with store.read() as connection:
        assert len(load_submissions(connection, ID)) == before


def workbook(content=NEW) -> bytes:
    return write_workbook(content, PROGRAMME, "Proef")


WHY = {"origin": "nieuw geld", "reason": "Meer bomen", "document": "Raad 12"}


def test_a_file_waits_for_a_second_person_and_is_the_file_that_was_sent(
    client: TestClient, key: Key, store: Store
) -> None:
    answer = send(client, key("sap"), workbook())
    assert (answer.status_code, answer.json()["submission"]) == (201, 3)
    fits({"$ref": "#/components/schemas/HandedIn"}, answer.json())
    assert answer.headers["location"] == f"{V1}/submissions/3"
    with store.read() as connection:
        found = load_submissions(connection, ID)[-1]
        assert load_file(connection, ID, 3) == ("boekingen.xlsx", workbook())
    assert (found.submitted_by, found.state) == ("sap", State.PENDING)


def test_the_api_reports_the_same_findings_as_a_check_on_screen(
    client: TestClient, key: Key, store: Store
) -> None:
    data = b"Regelcode;Begroot\nGRO-1;x\n"
    files = {"file": ("plan.csv", data)}
    answer = client.post(f"{V1}/checks", headers=bearer(key()), files=files)
    same = checked_data("plan.csv", deliver.check(store, PROGRAMME, "cor", "plan.csv", data))
    assert (answer.status_code, answer.json()) == (200, json.loads(json.dumps(same)))
    fits({"$ref": "#/components/schemas/Checked"}, answer.json())
    refused = client.post(f"{V1}/submissions", headers=bearer(key()), files=files)
    assert (refused.status_code, refused.json()["findings"]) == (422, same["findings"])


def test_the_same_file_twice_is_a_conflict_that_names_the_first(client: TestClient, key: Key) -> None:
    token = key()
    assert send(client, token, workbook()).status_code == 201
    again = send(client, token, workbook())
    assert (again.status_code, again.json()["submission"]) == (409, 3)


def test_checking_stores_nothing(client: TestClient, key: Key, store: Store) -> None:
    assert send(client, key(), workbook(), "checks").json()["accepted"] is True
    with store.read() as connection:
        assert len(load_submissions(connection, ID)) == 2


def test_a_plan_change_without_an_origin_is_refused(client: TestClient, key: Key) -> None:
    changed = plan(*(line(f"GRO-{n}", 2000_00 + n) for n in range(1, 6)))
    token = key()
    for said in ({}, {"origin": "x"}, {**WHY, "decision": "Raad 12"}):
        assert send(client, token, workbook(changed), **said).status_code == 422
    ever = {**WHY, "decision": "Raad 12", "decided_on": "ooit"}
    assert send(client, token, workbook(changed), **ever).status_code == 422
    assert send(client, token, workbook(changed), **WHY).status_code == 201


def test_posted_json_rows_are_checked_and_submitted_like_a_file(
    client: TestClient, key: Key, store: Store
) -> None:
    answer = client.post(f"{V1}/submissions", headers=bearer(key()), json=ROWS)
    assert answer.status_code == 201, answer.text
    (sheet,) = answer.json()["sheets"]
    assert (sheet["rows"], sheet["total_cents"]) == (1, 12_34)
    found = deliver.preview_submission(store, PROGRAMME, "cato", answer.json()["submission"])
    assert not found.is_empty
    same = client.post(f"{V1}/submissions", headers=bearer(key()), json=ROWS)
    assert same.status_code == 409


@pytest.mark.parametrize(
    "body",
    [
        b"{", b"[]", b'{"sheets": []}', b'{"sheets": [{"name": "B"}]}',
        b'{"sheets": [{"name": "B", "rows": [[1]]}]}', b'{"sheets": [{"name": "B", "rows": [{"a": {}}]}]}',
        b'{"sheets": [{"name": "B", "rows": [{"a": true}]}]}',
        b'{"sheets": [{"name": "B", "rows": [{"a": NaN}]}]}', b'{"sheets": [{"name": "B/C", "rows": []}]}',
        b'{"sheets": [{"name": "B", "rows": [{"a": 1e999}]}]}', b"[" * 100_000, b"\xff\xfe",
        b'{"sheets": [{"name": "B", "rows": []}], "person": "cato"}', b'{"sheets": [], "corrections": 1}',
        b'{"file_name": "../../x", "sheets": 3}', b'{"sheets": [{"name": "B", "rows": [{"a": 1}], "x": 1}]}',
    ],
)  # fmt: skip
def test_json_rows_with_invalid_fields_are_refused(client: TestClient, key: Key, body: bytes) -> None:
    headers = bearer(key()) | {"content-type": "application/json"}
    answer = client.post(f"{V1}/checks", headers=headers, content=body)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "application/jsonx"])
def test_an_unsupported_media_type_is_refused(client: TestClient, key: Key, kind: str) -> None:
    headers = bearer(key()) | {"content-type": kind}
    assert client.post(f"{V1}/checks", headers=headers, content=b"x").status_code == 415


def test_a_compressed_body_is_refused(client: TestClient, key: Key) -> None:
    headers = bearer(key()) | {"content-type": "application/json", "content-encoding": "gzip"}
    assert client.post(f"{V1}/checks", headers=headers, content=b"x").status_code == 415


def test_a_form_with_invalid_fields_is_refused(client: TestClient, key: Key) -> None:
    token = key()
    two = [("file", ("a.xlsx", b"x")), ("file", ("b.xlsx", b"x"))]
    for files, data in (
        (two, {}),
        ({"other": ("a.xlsx", b"x")}, {}),
        ({"file": ("a.xlsx", b"x")}, {"person": "cato"}),
        ({"file": ("a.xlsx", b"x")}, {"reason": "x" * 5000}),
        ({"file": ("a" * 200 + ".xlsx", b"x")}, {}),
    ):
        answer = client.post(f"{V1}/checks", headers=bearer(token), files=files, data=data)
        assert answer.status_code == 400, answer.text
    broken = bearer(token) | {"content-type": "multipart/form-data"}
    assert client.post(f"{V1}/checks", headers=broken, content=b"x").status_code == 400


def test_a_path_in_a_file_name_is_removed(client: TestClient, key: Key) -> None:
    files = {"file": ("..\\..\\map/plan.csv", b"x")}
    assert client.post(f"{V1}/checks", headers=bearer(key()), files=files).json()["file"] == "plan.csv"


def test_a_pending_submission_cannot_be_accepted_through_the_api(client: TestClient, key: Key) -> None:
    token = key()
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        for path in ("submissions/1", "submissions/1/accept", "snapshots/2024-06-27"):
            assert client.request(method, f"{V1}/{path}", headers=bearer(token)).status_code in (404, 405)


@pytest.mark.parametrize(("most", "status"), [(21, 400), (20, 400), (19, 413)])
def test_a_json_body_above_the_size_limit_is_refused(
    client: TestClient, key: Key, monkeypatch: pytest.MonkeyPatch, most: int, status: int
) -> None:
    monkeypatch.setattr(bodies, "LARGEST_ROWS", most)
    headers = bearer(key()) | {"content-type": "application/json"}
    body = b'{"sheets": [1,2,34]}'
    assert len(body) == 20
    parts = iter([body[:10], body[10:]])
    for content in (body, parts):
        assert client.post(f"{V1}/checks", headers=headers, content=content).status_code == status


def test_the_holder_of_the_token_cannot_accept_its_submission(
    client: TestClient, key: Key, store: Store
) -> None:
    number = send(client, key(), workbook()).json()["submission"]
    with pytest.raises(BudgetError, match="tweede persoon"):
        deliver.accept(store, PROGRAMME, number, "cor", now())
    assert deliver.accept(store, PROGRAMME, number, "cato", now()).state is State.ACCEPTED
