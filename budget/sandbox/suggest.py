"""Asks for a draft of how a foreign file could be read: made in a limited child process."""

from __future__ import annotations

import os
import sys
from pathlib import PurePath

from budget.intake.findings import Findings
from budget.intake.known import Known
from budget.model.programme import Programme
from budget.model.words import BudgetError
from budget.sandbox.process import run
from budget.sandbox.wire import Request, encode_request
from budget.workbook.limits import Limits, read_limits

SUGGESTER = (sys.executable, "-m", "budget.sandbox.suggest_job")


def draft_mapping(name: str, data: bytes, programme: Programme, limits: Limits | None = None) -> str:
    """A commented TOML text. Raises BudgetError when no sheet has a header with amounts, or reading fails."""
    limits = read_limits(os.environ) if limits is None else limits
    file = PurePath(name).name
    outcome = run([encode_request(Request(file, programme, Known(), limits)), data], limits, SUGGESTER)
    if outcome.failure:
        findings = Findings(file, 1)
        findings.add(outcome.failure)
        raise BudgetError(findings.all()[0].message)
    if not outcome.answer:
        raise BudgetError(f"In {file} staat geen blad met kolomkoppen en bedragen. Er is niets te koppelen.")
    return outcome.answer.decode()
