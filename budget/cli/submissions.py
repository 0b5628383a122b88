"""The commands for what was handed in: accept, reject, list."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from budget.access import Action, Actor, may_act
from budget.cli.context import DONE, Context
from budget.cli.output import print_json
from budget.labels import moment
from budget.usecases import deliver as delivery
from budget.usecases.amend import list_amendment_sentences, list_uneven_sentences, uneven_shift
from budget.usecases.carry import list_carry_sentences
from budget.usecases.moves import list_money_sentences
from budget.usecases.preview import list_code_sentences


def accept(options: argparse.Namespace) -> int:
    """Accept a submission as the second person."""
    ctx = Context()
    person = ctx.acting(options.person)
    _print_moves(ctx, person, options.submission)
    done = delivery.accept(
        ctx.store, ctx.programme, options.submission, person, ctx.now, None, options.corrections
    )
    print(f"Inzending {done.id} ({done.file}) is vastgesteld en telt mee.")
    return DONE


def reject(options: argparse.Namespace) -> int:
    """Reject a submission."""
    ctx = Context()
    done = delivery.reject(
        ctx.store, ctx.programme, options.submission, ctx.acting(options.person), options.reason, ctx.now
    )
    print(f"Inzending {done.id} ({done.file}) is teruggestuurd.")
    return DONE


def list_submissions(options: argparse.Namespace) -> int:
    """List all submissions."""
    ctx = Context()
    submissions = delivery.submissions(ctx.store, ctx.programme, ctx.actor)
    if options.json:
        print_json([asdict(submission) for submission in submissions])
        return DONE
    for s in submissions:
        print(f"{s.id:>5}  {moment(s.submitted_at)}  {s.state:<24}  {s.submitted_by:<14}  {s.file}")
    if not submissions:
        print("Er is nog niets ingediend.")
    return DONE


def _print_moves(ctx: Context, actor: Actor, number: int) -> None:
    """Print which money a submission moves, and by which decision or code, if the actor may see that."""
    if not may_act(ctx.programme, actor, Action.REVIEW):
        return
    preview = delivery.preview_submission(ctx.store, ctx.programme, actor, number)
    for line in list_amendment_sentences(preview.amendment):
        print(line)
    for line in list_uneven_sentences(uneven_shift(preview, preview.amendment), ctx.programme):
        print(line)
    for line in list_money_sentences(preview.moves, preview.one_sided, preview.allowed_by, ctx.programme):
        print(line)
    for line in (
        *list_code_sentences(preview),
        *list_carry_sentences(preview, preview.amendment, preview.allowed_by),
    ):
        print(line)
