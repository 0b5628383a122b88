"""The stored form of the domains that a statement covers."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable


def pack_domains(domains: Collection[str] | None) -> str | None:
    """The domains as a text; None where the scope was not stored."""
    return None if domains is None else json.dumps(sorted(domains))


def unpack_domains(text: str | None) -> frozenset[str] | None:
    """The domains written by pack_domains()."""
    return None if text is None else frozenset(json.loads(text))


def all_domains(scopes: Iterable[Collection[str] | None]) -> frozenset[str] | None:
    """The domains that any sheet of a file covers; None when no sheet has a scope."""
    stated = [scope for scope in scopes if scope is not None]
    return frozenset().union(*stated) if stated else None
