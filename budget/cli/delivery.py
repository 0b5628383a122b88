"""The commands that hand in a file: check, submit."""

from __future__ import annotations

import argparse

from budget.cli.context import DONE, REFUSED, Context, read_file, write_file
from budget.cli.output import list_checked, list_outcome, print_json
from budget.intake.findings import checked_data
from budget.model.content import Amendment, MoveDecision
from budget.model.months import local_day
from budget.model.submission_details import Origin
from budget.model.words import UnknownNameError
from budget.usecases import deliver as delivery
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
