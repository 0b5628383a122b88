"""The command that closes or reopens a year or month: one person proposes, another decides."""

from __future__ import annotations

import argparse

from budget.cli.context import DONE, Context
from budget.labels import period_name
from budget.model.periods import Closing, Period
from budget.model.words import UnknownNameError
from budget.usecases import close as closing


def close(options: argparse.Namespace) -> int:
    """Propose it, listing the checks, or decide on the waiting proposal."""
    ctx = Context()
    period = Period(options.year, options.month or 0)
    actor, name = ctx.acting(options.person), period_name(period)
    if options.accept or options.reject:
        act = _waiting(closing.closings(ctx.store, ctx.programme, actor), period)
        closing.decide(
            ctx.store, ctx.programme, act.id, actor, ctx.now, accepts=options.accept, reason=options.reason
        )
        done = "afgesloten" if act.closes else "weer open"
        print(f"{name.capitalize()} is {done}." if options.accept else "Het voorstel gaat niet door.")
        return DONE
    closes = not options.reopen
    if closes:
        for check in closing.checks(ctx.store, ctx.programme, actor, period):
            print(f"{'in orde' if check.is_right else 'let op ':<8} {check.question} {check.found}")
    closing.propose_closing(ctx.store, ctx.programme, period, actor, options.reason, ctx.now, closes=closes)
    print(f"Voorgesteld: {name} {'afsluiten' if closes else 'weer openen'}. Een tweede persoon beslist.")
    return DONE


def _waiting(history: tuple[Closing, ...], period: Period) -> Closing:
    for act in history:
        if act.period == period and act.accepted is None:
            return act
    raise UnknownNameError(f"Voor {period_name(period)} wacht geen voorstel.")
