"""Through which steps of decision a version of a plan went."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PathStep:
    """A step that a version of the plan of a domain went through; `version` counts its plans from 1.

    `step` is a code of the programme.
    """

    domain: str
    version: int
    step: str
    date: dt.date
    document: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class PlanDecided:
    """How far the plan of a domain is at a reference date.

    `version` and `seq` are of the plan in force. `steps` has what is known then of every version, by version
    and date; `last` is the last one of the plan in force, if any. `is_decided` says whether it passed
    the step of the council.
    """

    domain: str
    version: int
    seq: int
    steps: tuple[PathStep, ...]
    last: PathStep | None
    is_decided: bool
