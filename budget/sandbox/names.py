"""Gets the names in a spending plan, read in a limited child process."""

from __future__ import annotations

import os
from pathlib import PurePath

import msgspec

from budget.intake.findings import Findings, message_of
from budget.intake.known import Known
from budget.model.plan_names import PlanNames
from budget.model.programme import Programme
from budget.model.words import BudgetError
from budget.sandbox.process import run
from budget.sandbox.wire import Request, encode_request
from budget.workbook.limits import read_limits

JOB = "budget.sandbox.names_job"
_NOBODY = Programme("", "", "", "", "", (), (), (), (), (), ())


def read_names(name: str, data: bytes) -> tuple[PlanNames, ...]:
    """The rows of every plan sheet of a workbook.

    Raises BudgetError for an unreadable file, or one without.
    """
    limits, file = read_limits(os.environ), PurePath(name).name
    outcome = run([encode_request(Request(file, _NOBODY, Known(), limits)), data], limits, JOB)
    if outcome.failure:
        findings = Findings(file, 1)
        findings.add(outcome.failure)
        raise BudgetError(message_of(findings.all()[0]))
    rows, why = msgspec.json.decode(outcome.answer, type=tuple[tuple[PlanNames, ...], str])
    if why:
        raise BudgetError(why)
    return rows
