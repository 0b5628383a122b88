"""The commands that maintain the database: key, backup, restore, upgrade."""

from __future__ import annotations

import argparse
from pathlib import Path

from budget.cli.context import DONE, REFUSED, Context
from budget.usecases import maintain


def key(options: argparse.Namespace) -> int:
    """Make the key that signs the audit trail, or sign with the existing one."""
    ctx = Context()
    if options.file is None:
        public = maintain.sign_trail(ctx.store, ctx.programme, ctx.acting(options.person), ctx.now)
        print(f"Het logboek is ondertekend met de sleutel {public}.")
        return DONE
    path = options.file.absolute()
    public = maintain.make_key(ctx.store, ctx.programme, ctx.acting(options.person), path, ctx.now)
    print(f"De sleutel staat in {path}. Bewaar een kopie buiten deze server.")
    print("Het logboek is er nu mee ondertekend. Zet dit in de instellingen en herstart het programma:")
    print(f"BUDGET_KEY_FILE={path}")
    print("Wie alleen wil controleren, heeft genoeg aan dit deel:")
    print(f"BUDGET_PUBLIC_KEYS={public}")
    return DONE


def backup(options: argparse.Namespace) -> int:
    """Write a backup, even while others work."""
    ctx = Context(as_is=True)
    actor = ctx.named_actor(options.person)
    written_backup, faults = maintain.backup(ctx.store, ctx.programme, actor, options.file)
    print(f"Back-up geschreven en nagelezen: {options.file} ({written_backup.rows} rijen).")
    print(f"Kenmerk {written_backup.sha256}, ook in {options.file}.sha256.")
    for fault in faults:
        print(fault)
    if faults:
        print("De back-up is gelijk aan de database, maar in de database klopt iets niet.")
        return REFUSED
    return DONE


def restore(options: argparse.Namespace) -> int:
    """Restore a backup into an empty database."""
    ctx = Context(as_is=True)
    actor = ctx.named_actor(options.person)
    maintain.restore(ctx.store, ctx.programme, actor, options.file, ctx.use, ctx.now)
    print("De back-up is teruggezet en klopt. Controleer nu ook de momentopnamen: python -m budget verify")
    return DONE


def upgrade(options: argparse.Namespace) -> int:
    """Migrate the schema to this program's, after a backup."""
    ctx = Context(as_is=True)
    path = options.backup or Path(f"budget-{ctx.now:%Y%m%d-%H%M%S}.backup")
    backup_kept = maintain.upgrade(ctx.store, ctx.programme, ctx.named_actor(options.person), path, ctx.now)
    if backup_kept:
        print(f"Back-up van voor het bijwerken: {path} (versie {backup_kept.revision}).")
        print("Terug: zet het vorige programma terug, en daarmee deze back-up in een nieuwe database.")
    print("De database past bij dit programma.")
    return DONE


def citus_plan(_options: argparse.Namespace) -> int:
    """Print the SQL that distributes the tables over machines; changes nothing."""
    ctx = Context(as_is=True)
    for statement in maintain.plan_distribution(ctx.store):
        print(f"{statement};")
    return DONE
