"""Gets the names in a spending plan, read in a limited child process."""

from __future__ import annotations

import os
from pathlib import PurePath

import msgspec

from budget.intake.check_context import CheckContext
from budget.model.plan_names import PlanNames
from budget.model.programme import Programme
from budget.model.words import BudgetError
from budget.sandbox.suggest import ask
from budget.sandbox.wire import Request
from budget.workbook.limits import read_limits

JOB = "budget.sandbox.names_job"
_NOBODY = Programme("", "", "", "", "", (), (), (), (), (), ())


def read_names(name: str, data: bytes) -> tuple[PlanNames, ...]:
    """The rows of every plan sheet of a workbook.

    Raises BudgetError for an unreadable file, or one without.
    """
    limits, file = read_limits(os.environ), PurePath(name).name
    answer = ask(Request(file, _NOBODY, CheckContext(), limits), data, JOB)
    rows, why = msgspec.json.decode(answer, type=tuple[tuple[PlanNames, ...], str])
    if why:
        raise BudgetError(why)
    return rows
