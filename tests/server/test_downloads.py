"""Downloads are served only to the login they were made for."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from budget.server.downloads import media_type_for_login, personal_downloads

COR = {"iss": "https://provider.example", "sub": "cor", "iat": 1}


def client(media_type: str, claims: dict[str, object]) -> TestClient:
    async def file(_: Request) -> Response:
        return Response(b"figures", media_type=media_type)

    routes = [Route("/media/{name}", file), Route("/static/{name}", file)]
    return TestClient(personal_downloads(Starlette(routes=routes), lambda _: claims))


@pytest.mark.parametrize(
    ("media_type", "told"),
    [
        ("application/pdf", "application/pdf"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/csv; charset=utf-8", "text/csv; charset=utf-8"),
    ],
)
def test_the_person_who_requested_a_download_gets_it(media_type: str, told: str) -> None:
    answer = client(media_type_for_login(media_type, COR), COR).get("/media/x.pdf")
    assert (answer.content, answer.headers["content-type"]) == (b"figures", told)


@pytest.mark.parametrize("other", [{}, COR | {"sub": "kor"}, COR | {"iat": 2}, COR | {"iss": "elders"}])
def test_a_download_is_refused_to_anyone_else(other: dict[str, object]) -> None:
    answer = client(media_type_for_login("application/pdf", COR), other).get("/media/x.pdf")
    assert answer.status_code == 403
    assert b"figures" not in answer.content


def test_a_download_without_a_known_owner_is_refused() -> None:
    assert client("application/pdf", COR).get("/media/x.pdf").status_code == 403


def test_other_files_are_served_as_before() -> None:
    assert client("text/css", {}).get("/static/x.css").status_code == 200
    assert client("text/css", {}).get("/media/a/b").status_code == 404
