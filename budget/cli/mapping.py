"""The commands for foreign layouts: suggest, propose, accept, reject, list and revoke a mapping."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from budget.cli.context import DONE, Context, read_file, write_file
from budget.cli.output import print_json
from budget.intake.findings import checked_data
from budget.intake.mapping.layout_text import open_questions
from budget.intake.mapping.layout_writing import write_layouts
from budget.labels import SHEET_NAME, count, euro_exact, join_words, moment
from budget.model.content import CheckedFile
from budget.model.words import BudgetError, UnknownNameError
from budget.store.mappings import SavedMapping
from budget.usecases import deliver as delivery
from budget.usecases import map_layouts as mapping
from budget.usecases.typed_totals import read_control

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
    text, questions = write_layouts(layouts), open_questions(layouts)
    printed: dict[str, object] = {"open": list(questions), "totals": {}}
    if questions:
        lines = [
            "Kies eerst wat wij niet zeker weten. Haal daarvoor het # weg voor de regel die klopt.",
            *questions,
        ]
    else:
        checked = delivery.check(
            ctx.store, ctx.programme, ctx.actor, options.file.name, data, mappings=(text,)
        )
        printed |= {"totals": _totals(checked), **checked_data(str(options.file), checked)}
        lines = _outcome(checked)
    text += "".join(f"# {line}\n" for line in lines)
    if options.out:
        write_file(options.out, text.encode())
    if options.json:
        print_json({"mapping": text, **printed})
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
    """The result of the file if the draft is used as it is."""
    lines = ["Met deze koppeling komt er dit uit. Vergelijk het met uw eigen bestand."]
    for sheet in checked.sheets:
        amounts = [f"{AMOUNT_NAME[name]} {euro_exact(cents)}" for name, cents in sheet.amounts.items()]
        rows = count(sheet.rows, "rij", "rijen")
        lines.append(f"{sheet.sheet}, {SHEET_NAME[sheet.kind].lower()}: {rows}, {join_words(amounts)}")
    return lines


def propose(options: argparse.Namespace) -> int:
    """Propose a file's mappings to a second person, once a workbook read with them reconciles."""
    ctx = Context()
    text = read_file(options.file).decode("utf-8", "replace")
    person, name, data = ctx.acting(options.person), options.workbook.name, read_file(options.workbook)
    checked = delivery.check(ctx.store, ctx.programme, person, name, data, mappings=(text,))
    control = read_control(checked, options.control_total, options.explained)
    for layout in mapping.propose(ctx.store, ctx.programme, text, person, ctx.now, checked, control):
        print(f"Koppeling {layout.name} wacht op een tweede persoon: {layout.fingerprint}.")
    return DONE


def accept(options: argparse.Namespace) -> int:
    """Bring a mapping into use, as the second person."""
    ctx = Context()
    saved = _waiting(ctx, options.fingerprint)
    if mapping.mark(saved) != options.mark:
        raise BudgetError("Sinds u keek is er een andere koppeling voorgelegd. Bekijk haar opnieuw.")
    mapping.accept(ctx.store, ctx.programme, saved, ctx.acting(options.person), ctx.now)
    print(f"Koppeling {saved.name} geldt vanaf nu.")
    return DONE


def reject(options: argparse.Namespace) -> int:
    """Refuse a waiting mapping."""
    ctx = Context()
    saved, person = _waiting(ctx, options.fingerprint), ctx.acting(options.person)
    mapping.send_back(ctx.store, ctx.programme, saved, person, options.reason, ctx.now)
    print(f"Koppeling {saved.name} is teruggestuurd. Zij wordt niet gebruikt.")
    return DONE


def _waiting(ctx: Context, fingerprint: str) -> SavedMapping:
    for saved in mapping.mappings(ctx.store, ctx.programme, ctx.actor).waiting:
        if saved.fingerprint == fingerprint:
            return saved
    raise UnknownNameError(f"Er wacht geen koppeling {fingerprint}. Bekijk de lijst: 'mapping list'.")


def list_mappings(options: argparse.Namespace) -> int:
    """List the mappings in use, and those awaiting a second person."""
    ctx = Context()
    mappings = mapping.mappings(ctx.store, ctx.programme, ctx.actor)
    if options.json:
        marked = [asdict(saved) | {"mark": mapping.mark(saved)} for saved in mappings.waiting]
        print_json(asdict(mappings) | {"waiting": marked})
        return DONE
    name_of = ctx.programme.name_of
    for saved in mappings.waiting:
        proposer = f"{name_of(saved.saved_by)}, {moment(saved.saved_at)}"
        status_text = f"wacht op een tweede persoon, voorgelegd door {proposer}"
        print(f"{saved.fingerprint}  {saved.name}  kenmerk {mapping.mark(saved)}, {status_text}")
    for saved in mappings.used:
        print(f"{saved.fingerprint}  {saved.name}  {mapping.history(saved, ctx.programme)}")
    if not mappings.used + mappings.waiting:
        print("Er is nog geen koppeling bewaard.")
    return DONE


def revoke(options: argparse.Namespace) -> int:
    """Stop using a mapping."""
    ctx = Context()
    mapping.revoke(ctx.store, ctx.programme, options.fingerprint, ctx.acting(options.person), ctx.now)
    print(f"Koppeling {options.fingerprint} wordt niet meer gebruikt. Wat is vastgesteld, blijft zo.")
    return DONE
