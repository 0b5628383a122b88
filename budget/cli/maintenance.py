"""The commands that keep the database safe: key."""

from __future__ import annotations

import argparse

from budget.cli.context import DONE, Context
from budget.usecases import maintain


def key(options: argparse.Namespace) -> int:
    """Make the key that signs the audit trail, or sign with the one there is."""
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
