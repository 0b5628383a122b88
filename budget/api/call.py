"""One request: the token it carries, and the caller once that is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request

from budget.access import Actor
from budget.api.problems import unauthorised
from budget.model.programme import Programme
from budget.store import Store

NO_TOKEN = "Stuur de sleutel mee in de kop Authorization: Bearer, en nergens anders."
LONGEST_TOKEN = 200


@dataclass(frozen=True, slots=True)
class Call:
    """One request by a known caller; `query` and `path` are its checked parameters.

    `key` distinguishes tokens without being one; `now` is naive UTC.
    """

    store: Store
    programme: Programme
    actor: Actor
    key: str
    now: datetime
    query: Mapping[str, str]
    path: Mapping[str, str]
    address: str


def token_of(request: Request) -> str:
    """The token in the one Authorization header. Raises Problem if it is missing."""
    headers = request.headers.getlist("authorization")
    scheme, _, token = headers[0].partition(" ") if len(headers) == 1 else ("", "", "")
    token = token.strip()
    if scheme.lower() != "bearer" or not token or len(token) > LONGEST_TOKEN:
        raise unauthorised(NO_TOKEN)
    return token
