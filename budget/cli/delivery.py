"""The commands for files: check, submit, accept, reject, list."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from budget.access import Action, Actor, may_act
from budget.cli.context import DONE, REFUSED, Context, read_file, write_file
from budget.cli.output import list_checked, list_outcome, print_json
from budget.intake.findings import checked_data
from budget.labels import moment
from budget.model.content import Amendment, MoveDecision
from budget.model.months import local_day
from budget.model.submission_details import Origin
from budget.model.words import UnknownNameError
from budget.usecases import deliver as delivery
from budget.usecases.amend import list_amendment_sentences, list_uneven_sentences, uneven_shift
from budget.usecases.carry import list_carry_sentences
from budget.usecases.moves import list_money_sentences
from budget.usecases.preview import list_code_sentences
from budget.usecases.typed_totals import read_control


def check(options: argparse.Namespace) -> int:
    """Check files; nothing is stored."""
    ctx = Context()
    if options.marked and len(options.files) > 1:
        raise UnknownNameError("Geef bij --marked een bestand tegelijk.")
    mappings = _mappings(options)
    checked = [
        delivery.check(ctx.store, ctx.programme, ctx.actor, path.name, read_file(path), mappings=mappings)
        for path in options.files
    ]
    if options.marked:
        data = read_file(options.files[0])
        _, copy = delivery.mark(ctx.store, ctx.programme, ctx.actor, checked[0], data, mappings)
        write_file(options.marked, copy)
    if options.json:
        names = map(str, options.files)
        print_json([checked_data(name, file) for name, file in zip(names, checked, strict=True)])
    else:
        for file in checked:
            after = list_outcome(ctx.store, ctx.programme, ctx.actor, file, local_day(ctx.now))
            print(*list_checked(file), *after, sep="\n")
    return DONE if all(file.accepted for file in checked) else REFUSED


def submit(options: argparse.Namespace) -> int:
    """Submit a file."""
    ctx = Context()
    person = ctx.acting(options.person)
    data = read_file(options.file)
    name, mappings = options.file.name, _mappings(options)
    checked = delivery.check(ctx.store, ctx.programme, person, name, data, mappings=mappings)
    if not checked.accepted:
        if options.json:
            print_json({"submission": None, **checked_data(str(options.file), checked)})
        else:
            print(*list_checked(checked), sep="\n")
        return REFUSED
    if not options.json:
        after = list_outcome(ctx.store, ctx.programme, person, checked, local_day(ctx.now))
        print(*list_checked(checked), *after, sep="\n")
    control = read_control(checked, options.control_total, options.explained)
    submission = delivery.submit(
        ctx.store,
        ctx.programme,
        checked,
        data,
        person,
        ctx.now,
        options.corrections,
        decision=_decision(options),
        control=control,
        amendment=_amendment(options),
    )
    if options.json:
        print_json({"submission": submission.id, **checked_data(str(options.file), checked)})
    else:
        print(f"Ingediend als inzending {submission.id}. Een tweede persoon moet deze vaststellen.")
    return DONE


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


def _decision(options: argparse.Namespace) -> MoveDecision | None:
    if options.decision is None and options.decided_on is None:
        return None
    if options.decision is None or options.decided_on is None:
        raise UnknownNameError("Geef --decision en --decided-on samen: het besluit en de dag ervan.")
    return MoveDecision(options.decision, options.decided_on)


def _amendment(options: argparse.Namespace) -> Amendment | None:
    fields = (options.origin, options.reason, options.document)
    if not any(fields):
        return None
    if not all(fields):
        raise UnknownNameError("Geef --origin, --reason en --document samen.")
    return Amendment(Origin(options.origin), options.reason, options.document)


def _mappings(options: argparse.Namespace) -> tuple[str, ...]:
    return (read_file(options.mapping).decode("utf-8", "replace"),) if options.mapping else ()
