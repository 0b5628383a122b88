"""The commands around the programme: check, propose, accept, refuse, list, export a version, start one."""

from __future__ import annotations

import argparse
from pathlib import Path

from budget.cli.context import DONE, REFUSED, Context, read_file, write_file
from budget.labels import day_short
from budget.model.words import BudgetError
from budget.programme import FILE_NAME, ProgrammeError, parse_programme
from budget.programme.differences import differences
from budget.programme.draft import TO_FILL, draft_programme
from budget.settings import read_settings
from budget.usecases import programmes
from budget.usecases.start import read_names


def check(options: argparse.Namespace) -> int:
    """Say what is wrong in a programme file, with its line; nothing is stored and no database is needed."""
    try:
        found = parse_programme(_text(options.file))
    except ProgrammeError as error:
        print(error)
        return REFUSED
    print(f"{options.file} klopt: {found.name}, {found.years[0]} tot en met {found.years[-1]}.")
    if open_lines := [
        n for n, line in enumerate(_text(options.file).splitlines(), 1) if f'"{TO_FILL}' in line
    ]:
        print(f"Nog in te vullen: regel {', '.join(map(str, open_lines))}.")
    for copy in read_settings().copies:
        print(f"Let op: {copy}")
    print(
        f"Domeinen: {len(found.domains)}. Bronnen: {len(found.sources)}. Personen: {len(found.people)}. "
        f"Vergaderingen: {len(found.meetings)}. Signaalregels: {len(found.rules)}."
    )
    return DONE


def propose(options: argparse.Namespace) -> int:
    """Propose the programme that a file describes, in place of the one in force."""
    ctx = Context()
    text, actor = _text(options.file), ctx.acting(options.person)
    change = programmes.propose(ctx.store, ctx.programme, text, actor, options.reason, ctx.now)
    print(f"Programmavoorstel {change.proposal.number} wacht op een tweede persoon. Dit verandert:")
    _print(change.differences)
    return DONE


def accept(options: argparse.Namespace) -> int:
    """Accept a proposal as the second person, and say what it changed."""
    ctx = Context()
    actor = ctx.acting(options.person)
    version = programmes.accept(ctx.store, ctx.programme, options.proposal, actor, ctx.now)
    print(f"Versie {version.number} van het programma geldt nu. Dit is veranderd:")
    _print(tuple(differences(ctx.programme, version.programme)))
    if differences(version.programme, ctx.filed):
        print("Werk ook het bestand bij: python -m budget programme export BESTAND")
    return DONE


def refuse(options: argparse.Namespace) -> int:
    """Send a proposal back, or take one's own back."""
    ctx = Context()
    actor = ctx.acting(options.person)
    programmes.refuse(ctx.store, ctx.programme, options.proposal, actor, options.reason, ctx.now)
    print(f"Programmavoorstel {options.proposal} is teruggestuurd. Het programma blijft zoals het is.")
    return DONE


def show(options: argparse.Namespace) -> int:
    """List the versions, and the proposals with what they change."""
    ctx = Context()
    for version in programmes.versions(ctx.store, ctx.programme, ctx.actor):
        how = f"programmavoorstel {version.proposal}" if version.proposal else "het programma in gebruik"
        who = ctx.programme.name_of(version.recorded_by)
        print(f"Versie {version.number}: {how}, {day_short(version.recorded_at)}, {who}.")
    for change in programmes.changes(ctx.store, ctx.programme, ctx.actor):
        if change.proposal.is_pending:
            who = ctx.programme.name_of(change.proposal.proposed_by)
            print(f"Programmavoorstel {change.proposal.number} van {who} wacht op een tweede persoon:")
            _print(change.differences)
    return DONE


def export(options: argparse.Namespace) -> int:
    """Write the programme in force, or an earlier version, as a programme file."""
    ctx = Context()
    found = programmes.versions(ctx.store, ctx.programme, ctx.actor)
    wanted = options.version or len(found)
    chosen = [version for version in found if version.number == wanted]
    if not chosen and (found or options.version):
        raise BudgetError(f"Er is geen versie {wanted}. Er zijn er {len(found)}.")
    text = chosen[0].text if chosen else ctx.programme.text
    write_file(options.file, text.encode())
    print(f"Geschreven: {options.file}")
    return DONE


def start(options: argparse.Namespace) -> int:
    """Write a first programme file from the names in spending plans; no database is needed."""
    target = options.out / FILE_NAME
    if target.exists():
        raise BudgetError(f"{target} bestaat al en wordt niet vervangen. Kies een andere map.")
    rows = [row for path in options.files for row in read_names(path.name, read_file(path))]
    try:
        text = draft_programme(rows)
    except ValueError as error:
        raise BudgetError(
            "In deze bestanden staat geen regel met een domein, een bron en een jaar."
        ) from error
    found = parse_programme(text)
    options.out.mkdir(parents=True, exist_ok=True)
    write_file(target, text.encode())
    print(f"Geschreven: {target}")
    print(f"Gevonden in {len(rows)} regels, met hoe vaak elk voorkomt bij de naam in het bestand:")
    print(f"Domeinen: {len(found.domains)}. Bronnen: {len(found.sources)}. Personen: {len(found.people)}.")
    print(f"Vul in waar {TO_FILL} staat, en kijk het na: python -m budget programme check {target}")
    return DONE


def _text(path: Path) -> str:
    try:
        return read_file(path).decode()
    except UnicodeDecodeError as error:
        raise BudgetError(f"{path} is geen UTF-8. Sla het op als UTF-8.") from error


def _print(lines: tuple[str, ...]) -> None:
    for line in lines:
        print(f"- {line}")
