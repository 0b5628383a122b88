"""Runs one job on one file in a limited child process."""

from __future__ import annotations

from budget.intake.findings import Findings, message_of
from budget.model.words import BudgetError
from budget.sandbox.process import run
from budget.sandbox.wire import Request, encode_request


def ask(request: Request, data: bytes, job: str) -> bytes:
    """The answer of `job` about the file `data`. Raises BudgetError, in Dutch, when the child fails."""
    outcome = run([encode_request(request), data], request.limits, job)
    if outcome.failure:
        findings = Findings(request.file, 1)
        findings.add(outcome.failure)
        raise BudgetError(message_of(findings.all()[0]))
    return outcome.answer
