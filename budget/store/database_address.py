"""The address of a database: its parts, and which of them may be shown."""

from __future__ import annotations

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError


def parse_address(url: str) -> URL:
    """Its parts. Raises ArgumentError when it is no address."""
    try:
        return make_url(url)
    except ValueError as error:
        raise ArgumentError("the port is no number") from error


def without_password(url: str) -> str:
    """Kind, host and name only: a password can also be in the options, or contain an @."""
    try:
        parsed = parse_address(url)
    except ArgumentError:
        return "onleesbaar adres"
    return f"{parsed.get_backend_name()}://{(parsed.host or '').rpartition('@')[2]}/{parsed.database or ''}"
