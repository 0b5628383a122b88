"""The settings that bound what one file may cost, in size, memory and time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from budget.model import BudgetError

MB = 1024 * 1024
PREFIX = "BUDGET_LIMIT_"


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, time in seconds.

    `seconds` is for a small file; each MB of unpacked content adds `seconds_per_mb`. A copy with marks is
    made of files of up to `marking` unpacked bytes, with up to `marking_findings` of one kind on a sheet.
    """

    file_size: int = 100 * MB
    parts: int = 2_000
    unpacked: int = 800 * MB
    ratio: int = 200
    ratio_from: int = 5 * MB
    rows: int = 1_048_576
    columns: int = 1_000
    cells: int = 60_000_000
    header_rows: int = 60
    same_finding: int = 50
    memory: int = 3_000 * MB
    answer: int = 800 * MB
    seconds: float = 4.5
    seconds_per_mb: float = 0.1
    marking: int = 60 * MB
    marking_findings: int = 5_000
    marking_seconds: float = 90.0


def read_limits(environment: Mapping[str, str]) -> Limits:
    """The limits of this installation: `BUDGET_LIMIT_ROWS=500000` sets `rows`, what is not set stays.

    Raises BudgetError for a name that is no limit, or a value that is no number above zero.
    """
    kinds = {field.name: type(field.default) for field in fields(Limits)}
    given: dict[str, float] = {}
    for variable, text in sorted(environment.items()):
        name = variable.removeprefix(PREFIX).lower()
        if name == variable.lower() or not text:
            continue
        if name not in kinds:
            known = ", ".join(PREFIX + name.upper() for name in kinds)
            raise BudgetError(f"{variable} is geen instelling. Kies uit: {known}.")
        given[name] = _number(variable, text, kinds[name])
    return replace(Limits(), **given)


def _number(variable: str, text: str, kind: type) -> float:
    try:
        value = kind(text)
    except ValueError:
        value = 0
    if not 0 < value < float("inf"):
        raise BudgetError(f"{variable} is '{text}'. Vul een getal boven nul in.")
    return value
