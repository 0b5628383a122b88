"""The decision steps that each version of a plan went through."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PathStep:
    """A decision step that a version of a domain's plan went through; `version` counts its plans from 1.

    `step` is a code of the programme.
    """

    domain: str
    version: int
    step: str
    date: dt.date
    document: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class PlanDecisionState:
    """How far the plan of a domain is decided at a reference date.

    `version` and `seq` are of the plan in force. `steps` has every step known then, of every version, by
    version and date; `last` is the last step of the plan in force, if any. `is_decided`: it passed the
    council.
    """

    domain: str
    version: int
    seq: int
    steps: tuple[PathStep, ...]
    last: PathStep | None
    is_decided: bool
