"""The commands for tokens: make, list and revoke one."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from budget.access import Action
from budget.cli.context import DONE, Context
from budget.cli.output import print_json
from budget.labels import day_short
from budget.model.words import BudgetError
from budget.usecases import tokens as keys


def make(options: argparse.Namespace) -> int:
    """Make a token and print it, once."""
    ctx = _context()
    person = options.holder or ctx.actor.id
    scope = [Action[word.upper()] for word in options.scope]
    systems = ctx.login.systems if ctx.login else ()
    token, text = keys.make(
        ctx.store, ctx.programme, ctx.acting(), person, scope, options.days, options.name, ctx.now, systems
    )
    print(f"Sleutel {token.number} voor {ctx.programme.name_of(token.person)}.")
    print(f"Geldig tot {day_short(token.expires_at)}. Bewaar hem nu: hij wordt niet nog eens getoond.")
    print(text)
    return DONE


def list_tokens(options: argparse.Namespace) -> int:
    """List tokens, without their secret texts."""
    ctx = _context()
    tokens = keys.tokens(ctx.store, ctx.programme, ctx.actor)
    if options.json:
        print_json([{name: value for name, value in asdict(t).items() if name != "sha256"} for t in tokens])
        return DONE
    for t in tokens:
        state = "geldig" if t.is_valid(ctx.now) else "ingetrokken" if t.ended_at else "verlopen"
        print(f"{t.number:>5}  {state:<11}  tot {t.expires_at:%d-%m-%Y}  {t.person:<14}  {t.name}")
    if not tokens:
        print("Er zijn geen sleutels.")
    return DONE


def revoke(options: argparse.Namespace) -> int:
    """Revoke a token."""
    ctx = _context()
    keys.revoke(ctx.store, ctx.programme, ctx.acting(), options.number, ctx.now)
    print(f"Sleutel {options.number} is ingetrokken.")
    return DONE


def _context() -> Context:
    ctx = Context()
    if ctx.login is None:
        raise BudgetError("In een demonstratie zijn er geen sleutels. Gebruik daar --as.")
    return ctx
