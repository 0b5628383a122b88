"""The programme, meeting and sources that a snapshot is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ProgrammeIdentity:
    """The programme; `sha256` is of the programme file."""

    id: str
    name: str
    board: str
    scope: str
    notice: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class MeetingIdentity:
    """The meeting it was frozen for; `spotlight` is a domain code or empty."""

    date: date
    spotlight: str
    fictional: bool


@dataclass(frozen=True, slots=True)
class FundingSource:
    """A source with its colour (#RRGGBB) and what happens to money left over."""

    code: str
    colour: str
    unspent: str
    name: str = ""
