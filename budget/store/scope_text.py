"""The domains that a statement speaks for, as they are stored."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable


def pack_domains(domains: Collection[str] | None) -> str | None:
    """The domains as a text; None where the scope was not kept."""
    return None if domains is None else json.dumps(sorted(domains))


def unpack_domains(stored: str | None) -> frozenset[str] | None:
    """The domains that pack_domains() wrote."""
    return None if stored is None else frozenset(json.loads(stored))


def all_domains(scopes: Iterable[Collection[str] | None]) -> frozenset[str] | None:
    """The domains that any sheet of a file speaks for; None when none of them kept its scope."""
    kept = [scope for scope in scopes if scope is not None]
    return frozenset().union(*kept) if kept else None
