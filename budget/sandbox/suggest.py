"""Gets a draft layout of a foreign file, from a limited child process."""

from __future__ import annotations

import os
from pathlib import PurePath

import msgspec

from budget.intake.check_context import CheckContext
from budget.intake.findings import Findings, message_of
from budget.intake.mapping.layout import Layout
from budget.model.content import PlanLine
from budget.model.programme import Programme
from budget.model.words import BudgetError
from budget.sandbox.process import run
from budget.sandbox.wire import Request, encode_request
from budget.workbook.limits import Limits, read_limits

JOB = "budget.sandbox.suggest_job"


def draft_layouts(
    name: str,
    data: bytes,
    programme: Programme,
    limits: Limits | None = None,
    plan: tuple[PlanLine, ...] = (),
) -> tuple[Layout, ...]:
    """A proposed layout with its open questions; `plan` are the lines in force.

    Raises BudgetError when no foreign sheet has a header with amounts, or reading fails.
    """
    limits = read_limits(os.environ) if limits is None else limits
    file = PurePath(name).name
    answer = ask(Request(file, programme, CheckContext(plan), limits), data, JOB)
    if not answer:
        raise BudgetError(f"In {file} staat geen blad met kolomkoppen en bedragen. Er is niets te koppelen.")
    return msgspec.json.decode(answer, type=tuple[Layout, ...])


def ask(request: Request, data: bytes, job: str) -> bytes:
    """The answer of `job` about the file `data`. Raises BudgetError, in Dutch, when the child fails."""
    outcome = run([encode_request(request), data], request.limits, job)
    if outcome.failure:
        findings = Findings(request.file, 1)
        findings.add(outcome.failure)
        raise BudgetError(message_of(findings.all()[0]))
    return outcome.answer
