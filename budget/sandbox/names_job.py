"""The child process that reads the names in a spending plan, without a programme."""

from __future__ import annotations

import msgspec

from budget.intake.plan_names import names_in_plan
from budget.model.words import BudgetError
from budget.sandbox.child import Say, Weigh, serve
from budget.sandbox.wire import Request


def work(request: Request, data: bytes, say: Say, weigh: Weigh) -> bytes:
    """Rows with names, or why there are none, as JSON."""
    try:
        rows, why = tuple(names_in_plan(request.file, data, request.limits, weigh)), ""
    except BudgetError as error:
        rows, why = (), str(error)
    return msgspec.json.encode((rows, why))


if __name__ == "__main__":
    serve(work)
