"""The commands around foreign layouts: suggest, save, list and revoke a mapping."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from budget.cli.context import DONE, Context, read_file, write_file
from budget.cli.control import read_control
from budget.cli.output import checked_data, print_json
from budget.intake.mapping.layout_text import open_questions, write_layouts
from budget.labels import SHEET_NAME, count, euro_exact, listed, moment
from budget.model.content import CheckedFile
from budget.usecases import deliver as delivery
from budget.usecases import map_layouts as mapping

AMOUNT_NAME = {
    "budget": "begroot",
    "released": "vrijgegeven",
    "realised": "gerealiseerd",
    "committed": "verplicht",
}


def suggest(options: argparse.Namespace) -> int:
    """Draft a mapping; show the resulting totals once every question is answered."""
    ctx = Context()
    data = read_file(options.file)
    layouts = mapping.draft_mapping(ctx.store, ctx.programme, ctx.actor, options.file.name, data)
    text, asked = write_layouts(layouts), open_questions(layouts)
    found: dict[str, object] = {"open": list(asked), "totals": {}}
    if asked:
        lines = [
            "Kies eerst wat wij niet zeker weten. Haal daarvoor het # weg voor de regel die klopt.",
            *asked,
        ]
    else:
        checked = delivery.check(
            ctx.store, ctx.programme, ctx.actor, options.file.name, data, mappings=(text,)
        )
        found |= {"totals": _totals(checked), **checked_data(options.file, checked)}
        lines = _outcome(checked)
    text += "".join(f"# {line}\n" for line in lines)
    if options.out:
        write_file(options.out, text.encode())
    if options.json:
        print_json({"mapping": text, **found})
    elif options.out:
        print("\n".join(lines))
        print(f"Geschreven: {options.out}. Lees het na en verbeter wat niet klopt.")
    else:
        print(text, end="")
    return DONE


def _totals(checked: CheckedFile) -> dict[str, int]:
    """Cents per kind of money, over all sheets."""
    totals: dict[str, int] = {}
    for sheet in checked.sheets:
        for name, cents in sheet.amounts.items():
            totals[name] = totals.get(name, 0) + cents
    return totals


def _outcome(checked: CheckedFile) -> list[str]:
    """What the file comes to when the draft is used as it is."""
    lines = ["Met deze koppeling komt er dit uit. Vergelijk het met uw eigen bestand."]
    for sheet in checked.sheets:
        amounts = [f"{AMOUNT_NAME[name]} {euro_exact(cents)}" for name, cents in sheet.amounts.items()]
        rows = count(sheet.rows, "rij", "rijen")
        lines.append(f"{sheet.sheet}, {SHEET_NAME[sheet.kind].lower()}: {rows}, {listed(amounts)}")
    return lines


def save(options: argparse.Namespace) -> int:
    """Keep the mappings of a file, once a workbook that it reads reconciles."""
    ctx = Context()
    text = read_file(options.file).decode("utf-8", "replace")
    person, name, data = ctx.acting(options.person), options.workbook.name, read_file(options.workbook)
    checked = delivery.check(ctx.store, ctx.programme, person, name, data, mappings=(text,))
    control = read_control(checked, options.control_total, options.explained)
    for layout in mapping.save(ctx.store, ctx.programme, text, person, ctx.now, checked, control):
        print(f"Koppeling {layout.name} is bewaard als {layout.fingerprint}.")
    return DONE


def list_mappings(options: argparse.Namespace) -> int:
    """List the mappings in use."""
    ctx = Context()
    found = mapping.mappings(ctx.store, ctx.programme, ctx.actor)
    if options.json:
        print_json([asdict(one) for one in found])
        return DONE
    for one in found:
        who = ctx.programme.name_of(one.saved_by)
        print(f"{one.fingerprint}  {one.name}  bewaard door {who}, {moment(one.saved_at)}")
    if not found:
        print("Er is nog geen koppeling bewaard.")
    return DONE


def revoke(options: argparse.Namespace) -> int:
    """Stop using a mapping."""
    ctx = Context()
    mapping.revoke(ctx.store, ctx.programme, options.fingerprint, ctx.acting(options.person), ctx.now)
    print(f"Koppeling {options.fingerprint} wordt niet meer gebruikt. Wat is vastgesteld, blijft zo.")
    return DONE
