"""A generated client: schemathesis calls every operation from the OpenAPI description alone."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import given
from schemathesis.specs.openapi import checks
from starlette.testclient import TestClient

from budget.api.description import PATHS
from tests.api.conftest import HOME, Key, bearer
from tests.conftest import random_cases

pytestmark = [pytest.mark.slow, pytest.mark.fuzz]
Mode = schemathesis.GenerationMode
ANY = [(method.upper(), path, Mode.POSITIVE) for path, item in PATHS.items() for method in item]
WRONG = [(*one, Mode.NEGATIVE) for *one, _ in ANY if one[0] == "GET" and one[1] != "/openapi.json"]
"""A form has no wrong types to try, and the description itself takes no parameters."""
WITHOUT = [checks.ignored_auth, checks.positive_data_acceptance]
"""Checks that do not apply: the token is ours, and a well-formed file may be refused for its content."""


@pytest.mark.parametrize(("method", "path", "mode"), ANY + WRONG)
def test_every_response_matches_the_openapi_schema(
    client: TestClient, key: Key, method: str, path: str, mode: Mode
) -> None:
    schema = schemathesis.openapi.from_dict(client.get("/api/v1/openapi.json").json())
    headers, operation = bearer(key()), schema[path][method]

    @random_cases(4)
    @given(operation.as_strategy(generation_mode=mode))
    def called(case: schemathesis.Case) -> None:
        asked = case.as_transport_kwargs(base_url=f"{HOME}/api/v1", headers=headers)
        asked.pop("cookies", None)  # The test client has its own.
        case.validate_response(client.request(**asked), excluded_checks=WITHOUT)

    called()
