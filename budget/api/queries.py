"""Strict parsing of query parameters, and pagination of lists."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TypeVar
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.responses import Response

from budget.api.call import Call
from budget.api.problems import Problem

PAGE, PAGE_SIZE = "page", "page_size"
PAGES = frozenset({PAGE, PAGE_SIZE})
USUAL_SIZE, LARGEST_SIZE = 100, 500
LONGEST_VALUE = 100
Value = TypeVar("Value")


def read_query(params: QueryParams, allowed: Collection[str]) -> dict[str, str]:
    """The parameters by name. Raises Problem for one that is not `allowed`, repeated, or too long."""
    values: dict[str, str] = {}
    for name, value in params.multi_items():
        if name not in allowed:
            raise Problem(400, f"Er is geen parameter met deze naam. Kies uit: {', '.join(sorted(allowed))}.")
        if name in values or len(value) > LONGEST_VALUE:
            raise Problem(400, f"De parameter {name} staat er twee keer of is te lang.")
        values[name] = value
    return values


def read_value(query: Mapping[str, str], name: str, read: Callable[[str], Value]) -> Value | None:
    """One parsed parameter; None without it. Raises Problem for a value that cannot be parsed."""
    if name not in query:
        return None
    try:
        return read(query[name])
    except (ValueError, OverflowError) as error:
        raise Problem(400, f"De parameter {name} is niet te lezen.") from error


def read_number(text: str) -> int:
    """A whole number of up to nine digits. Raises ValueError."""
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise ValueError(text)
    return int(text)


def read_day(text: str) -> date:
    """`2024-09-30`. Raises ValueError."""
    if len(text) != 10:
        raise ValueError(text)
    return date.fromisoformat(text)


def read_moment(text: str) -> datetime:
    """A moment with its time zone, as naive UTC. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment.astimezone(UTC).replace(tzinfo=None)


def as_json(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON response; days and moments in ISO format, as on the command line."""
    text = json.dumps(value, ensure_ascii=False, default=_plain, allow_nan=False)
    return Response(text, status, dict(headers or {}), "application/json")


def paged(call: Call, items: Sequence[object]) -> Response:
    """One page of a list, with the total and the address of the next page."""
    size = read_value(call.query, PAGE_SIZE, read_number)
    page = read_value(call.query, PAGE, read_number)
    size, page = USUAL_SIZE if size is None else size, 1 if page is None else page
    if not 1 <= size <= LARGEST_SIZE or page < 1:
        raise Problem(400, f"Een pagina heeft 1 tot en met {LARGEST_SIZE} regels, en een nummer vanaf 1.")
    start = (page - 1) * size
    following = None
    if start + size < len(items):
        words = {**call.query, PAGE: str(page + 1), PAGE_SIZE: str(size)}
        following = f"{call.address}?{urlencode(words)}"
    body = {
        "items": list(items[start : start + size]),
        "page": page,
        "page_size": size,
        "total": len(items),
        "next": following,
    }
    return as_json(body, headers={"link": f'<{following}>; rel="next"'} if following else None)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
