"""The commands for snapshots: freeze, sign, withdraw, list, report, verify."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from budget.cli.context import DONE, REFUSED, Context, write_file
from budget.cli.output import print_json
from budget.export.registry import FORMATS
from budget.labels import count, day_short
from budget.usecases import freeze as snapshot
from budget.usecases import verify as verification
from budget.usecases.database_use import is_demonstration
from budget.usecases.freeze import Correction
from budget.usecases.signed_snapshots import as_signed


def freeze(options: argparse.Namespace) -> int:
    """Propose the snapshot of a meeting, or a correction of it."""
    ctx = Context()
    correction = Correction(options.replaces, options.reason) if options.replaces else None
    proposed = snapshot.propose(
        ctx.store,
        ctx.programme,
        options.meeting,
        options.as_of,
        ctx.acting(options.person),
        ctx.now,
        correction,
        options.missing,
    )
    if correction:
        print(f"Dit is een correctie van {proposed.replaces}. Reden: {proposed.reason}")
    print(f"Momentopname voor {day_short(proposed.meeting)} voorgesteld. Kenmerk {proposed.sha256}.")
    print("Een tweede persoon moet ondertekenen.")
    return DONE


def sign(options: argparse.Namespace) -> int:
    """Sign a snapshot as the second person."""
    ctx = Context()
    person = ctx.acting(options.person)
    arguments = (ctx.store, ctx.programme, options.meeting, person, ctx.now, options.mark, options.missing)
    signed = snapshot.sign(*arguments)
    print(f"Momentopname voor {day_short(signed.meeting)} is ondertekend. Kenmerk {signed.sha256}.")
    return DONE


def withdraw(options: argparse.Namespace) -> int:
    """Withdraw a draft."""
    ctx = Context()
    snapshot.withdraw(
        ctx.store, ctx.programme, options.meeting, ctx.acting(options.person), options.reason, ctx.now
    )
    print(f"Het concept voor {day_short(options.meeting)} is ingetrokken.")
    return DONE


def list_snapshots(options: argparse.Namespace) -> int:
    """List all snapshots."""
    ctx = Context()
    snapshots = snapshot.snapshots(ctx.store, ctx.programme, ctx.actor)
    if options.json:
        hidden = ("content", "programme_text")
        print_json([{k: v for k, v in asdict(s).items() if k not in hidden} for s in snapshots])
        return DONE
    for s in snapshots:
        state = f"ondertekend door {s.signed_by}" if s.is_signed else "concept"
        print(f"{s.meeting:%d-%m-%Y}  peildatum {s.as_of:%d-%m-%Y}  {state}  {s.sha256}")
        if s.replaces:
            print(f"            correctie van {s.replaces[:12]}: {s.reason}")
    if not snapshots:
        print("Er is nog geen momentopname.")
    return DONE


def write_report(options: argparse.Namespace) -> int:
    """Write the report of a meeting to a file."""
    ctx = Context()
    chosen = snapshot.snapshot_of(ctx.store, ctx.programme, ctx.actor, options.meeting, options.version)
    form = FORMATS[options.format]
    data = form.write(*as_signed(ctx.store, ctx.programme, ctx.actor, chosen, form.is_public))
    write_file(options.out, data)
    print(f"Geschreven: {options.out}")
    return DONE


def verify(options: argparse.Namespace) -> int:
    """Recompute every snapshot, check the data, and print the heads of both chains."""
    ctx = Context(may_be_damaged=True)
    problems = verification.verify(ctx.store, ctx.programme, ctx.actor)
    problems += verification.find_truncations(ctx.store, ctx.programme, ctx.actor, options.head)
    if options.deep or problems:
        problems += verification.name_rows(ctx.store, ctx.programme, ctx.actor, from_files=options.deep)
    for problem in problems:
        print(problem)
    if problems:
        return REFUSED
    if is_demonstration(ctx.store, ctx.programme):
        print("Deze database is van een demonstratie. Wat erin is besloten, telt niet als echt.")
    heads = verification.load_heads(ctx.store, ctx.programme, ctx.actor)
    if removed := verification.count_removed(ctx.store, ctx.programme, ctx.actor):
        files = count(removed, "bestand", "bestanden")
        print(f"Van {files} zijn de leveranciers verwijderd. Die zijn niet opnieuw uit het bestand te lezen.")
    if options.deep:
        subject = "Elk ander vastgesteld bestand" if removed else "Elk vastgesteld bestand"
        print(f"{subject} is opnieuw gelezen en geeft dezelfde rijen.")
    print("Alle momentopnamen kloppen, en alle rijen zijn zoals ze zijn vastgesteld.")
    if words := verification.mail_words(ctx.store, ctx.programme, ctx.actor):
        print(words)
    print(verification.anchor_words(ctx.store, ctx.programme, ctx.actor))
    print(f"Kop van de keten: {heads.snapshots or 'nog geen ondertekende momentopname'}")
    print(f"Kop van het logboek: {heads.trail or 'nog niets vastgelegd'}")
    print("Bewaar deze regels buiten de database. Later te controleren met: verify --head KENMERK")
    return DONE
