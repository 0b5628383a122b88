"""The command that shows the original plans, every amendment and the plans in force."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from budget.access import Action, require
from budget.cli.context import DONE, Context
from budget.cli.output import print_csv, print_json
from budget.labels import day_short, euro, euro_change
from budget.model.amended import AmendedLine, AmendedPlan, AmendmentStep
from budget.standing.moment import default_reference_date, load_standing


def show_amendments(options: argparse.Namespace) -> int:
    """Show original, amendments and plan in force as a table, JSON or CSV."""
    ctx = Context()
    require(ctx.programme, ctx.actor, Action.VIEW)
    as_of = options.as_of or default_reference_date(ctx.store, ctx.programme, ctx.now.date())
    standing = load_standing(ctx.store, ctx.programme, as_of, as_of.year)
    plans = [plan for domain in ctx.programme.domains if (plan := standing.amended(domain.code))]
    if options.json or options.csv:
        rows = [row for plan in plans for line in (*plan.lines, plan.total) for row in _rows(plan, line)]
        print_json(rows) if options.json else print_csv(rows)
        return DONE
    print(f"{ctx.programme.name}, {as_of.year}")
    for plan in plans:
        for line in (*(line for line in plan.lines if any(line.changes)), plan.total):
            subject = " ".join(word for word in line.key if word) or "heel het domein"
            changes = "".join(
                f"  {step.origin} {day_short(step.on)} {euro_change(cents)}"
                for step, cents in zip(plan.steps, line.changes, strict=True)
                if cents
            )
            was, now = (euro(cents) if cents is not None else "-" for cents in (line.original, line.current))
            print(f"{plan.domain:<6} {subject:<28} oorspronkelijk {was}{changes}  nu {now}")
    return DONE


def _rows(plan: AmendedPlan, line: AmendedLine) -> Iterator[dict[str, Any]]:
    """A row for the original, one per change that moved its money, and one for the plan in force.

    Only rows of one `what` may be added up, and only those of one `level`.
    """
    yield _row(plan, line, "original", plan.first, line.original)
    for step, cents in zip(plan.steps, line.changes, strict=True):
        if cents:
            yield _row(plan, line, "amendment", step, cents)
    yield _row(plan, line, "current", (plan.first, *plan.steps)[-1], line.current)


def _row(
    plan: AmendedPlan, line: AmendedLine, what: str, step: AmendmentStep, cents: int | None
) -> dict[str, Any]:
    why = step.amendment if what == "amendment" else None
    return {
        "year": plan.year,
        "level": "line" if line.key.code else "domain",
        "domain": plan.domain,
        "code": line.key.code,
        "source": line.key.source,
        "theme": line.key.theme,
        "what": what,
        "date": step.on.isoformat(),
        "cents": cents,
        "origin": why.origin.value if why else "",
        "reason": why.reason if why else "",
        "document": why.document if why else "",
    }
