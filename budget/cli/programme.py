"""The commands for the programme: check, propose, accept, refuse, list, export a version, start one."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from budget.cli.context import DONE, REFUSED, Context, read_file, write_file
from budget.intake.mapping.layout_text import open_questions
from budget.intake.mapping.layout_writing import write_layouts
from budget.labels import day_short
from budget.model.plan_names import PlanNames
from budget.model.programme import Programme
from budget.model.words import BudgetError
from budget.programme import FILE_NAME, ProgrammeError, parse_programme
from budget.programme.differences import differences
from budget.programme.draft import TO_FILL, draft_programme
from budget.settings import read_settings
from budget.usecases import programmes
from budget.usecases.first_plans import draft_reading
from budget.usecases.start import NO_DOMAIN, read_names

FIRST_YEAR, LAST_YEAR = 2000, 2100


def check(options: argparse.Namespace) -> int:
    """Report mistakes in a programme file, with their line; needs no database and stores nothing."""
    try:
        programme = parse_programme(_text(options.file))
    except ProgrammeError as error:
        print(error)
        return REFUSED
    print(f"{options.file} klopt: {programme.name}, {programme.years[0]} tot en met {programme.years[-1]}.")
    if open_lines := [
        n for n, line in enumerate(_text(options.file).splitlines(), 1) if f'"{TO_FILL}' in line
    ]:
        print(f"Nog in te vullen: regel {', '.join(map(str, open_lines))}.")
    for copy in read_settings().copies:
        print(f"Let op: {copy}")
    print(
        f"Domeinen: {len(programme.domains)}. Bronnen: {len(programme.sources)}. "
        f"Personen: {len(programme.people)}. "
        f"Vergaderingen: {len(programme.meetings)}. Signaalregels: {len(programme.rules)}."
    )
    return DONE


def propose(options: argparse.Namespace) -> int:
    """Propose the programme in a file to replace the one in force."""
    ctx = Context()
    text, actor = _text(options.file), ctx.acting(options.person)
    change = programmes.propose(ctx.store, ctx.programme, text, actor, options.reason, ctx.now)
    print(f"Programmavoorstel {change.proposal.number} wacht op een tweede persoon. Dit verandert:")
    _print(change.differences)
    return DONE


def accept(options: argparse.Namespace) -> int:
    """Accept a proposal as the second person, and print what it changed."""
    ctx = Context()
    actor = ctx.acting(options.person)
    version = programmes.accept(ctx.store, ctx.programme, options.proposal, actor, ctx.now)
    print(f"Versie {version.number} van het programma geldt nu. Dit is veranderd:")
    _print(tuple(differences(ctx.programme, version.programme)))
    if differences(version.programme, ctx.filed):
        print("Werk ook het bestand bij: python -m budget programme export BESTAND")
    return DONE


def refuse(options: argparse.Namespace) -> int:
    """Refuse a proposal, or withdraw one's own."""
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
    versions = programmes.versions(ctx.store, ctx.programme, ctx.actor)
    number = options.version or len(versions)
    chosen = [version for version in versions if version.number == number]
    if not chosen and (versions or options.version):
        raise BudgetError(f"Er is geen versie {number}. Er zijn er {len(versions)}.")
    text = chosen[0].text if chosen else ctx.programme.text
    write_file(options.file, text.encode())
    print(f"Geschreven: {options.file}")
    return DONE


def start(options: argparse.Namespace) -> int:
    """Write a first programme file from the names in spending plans; needs no database."""
    target = options.out / FILE_NAME
    if target.exists():
        raise BudgetError(f"{target} bestaat al en wordt niet vervangen. Kies een andere map.")
    files = {path: read_file(path) for path in options.files}
    rows = [row for path, data in files.items() for row in read_names(path.name, data)]
    rows, codes = _completed(rows, options.source, options.year)
    text = draft_programme(rows, codes)
    programme = parse_programme(text)
    options.out.mkdir(parents=True, exist_ok=True)
    write_file(target, text.encode())
    print(f"Geschreven: {target}")
    print(f"Gevonden in {len(rows)} regels, met hoe vaak elk voorkomt bij de naam in het bestand:")
    print(
        f"Domeinen: {len(programme.domains)}. Bronnen: {len(programme.sources)}. "
        f"Personen: {len(programme.people)}."
    )
    print(f"Vul in waar {TO_FILL} staat, en kijk het na: python -m budget programme check {target}")
    for path, data in files.items():
        _draft_mapping(programme, path, data, options.out)
    return DONE


def _completed(
    rows: Sequence[PlanNames], source: str | None, year: int | None
) -> tuple[list[PlanNames], dict[str, str]]:
    """The rows completed with the given source and year, and the code of that source.

    Raises BudgetError that names the missing option.
    """
    options_used = []
    code, _, name = source.rpartition("=") if source else ("", "", "")
    if source is not None and not name.strip():
        options_used.append("Noem de bron met een naam, bijvoorbeeld --source GF=Gemeentefonds.")
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        options_used.append(
            f"Noem een jaar van {FIRST_YEAR} tot en met {LAST_YEAR}, bijvoorbeeld --year 2025."
        )
    if not any(row.domain for row in rows):
        options_used.append(NO_DOMAIN)
    if source is None and not any(row.source for row in rows):
        options_used.append(
            "Geen regel noemt een bron. Voeg de bron toe, bijvoorbeeld --source GF=Gemeentefonds."
        )
    if year is None and not any(row.year for row in rows):
        options_used.append("Geen regel noemt een jaar. Voeg het jaar toe, bijvoorbeeld --year 2025.")
    if options_used:
        raise BudgetError("\n".join([*options_used, "Er is niets geschreven."]))
    name, code = name.strip(), code.strip()
    whole = [replace(row, source=row.source or name, year=row.year or year or 0) for row in rows]
    return whole, {name: code} if code else {}


def _draft_mapping(programme: Programme, path: Path, data: bytes, folder: Path) -> None:
    """For a plan with other columns: write a draft mapping, and print how to submit it."""
    if not (layouts := draft_reading(programme, path.name, data)):
        return
    target, questions = folder / f"{path.stem}.koppeling.toml", open_questions(layouts)
    write_file(target, write_layouts(layouts).encode())
    print(f"{path.name} heeft andere kolommen. Een voorstel om die te lezen, staat in {target}.")
    for question in questions:
        print(f"- {question}: haal het # weg voor de regel die klopt.")
    print("Geldt het programma? Dien het plan dan in, met het totaal van uw eigen systeem:")
    print(f"python -m budget submit {path} --mapping {target} --control-total BEDRAG")


def _text(path: Path) -> str:
    try:
        return read_file(path).decode()
    except UnicodeDecodeError as error:
        raise BudgetError(f"{path} is geen UTF-8. Sla het op als UTF-8.") from error


def _print(lines: tuple[str, ...]) -> None:
    for line in lines:
        print(f"- {line}")
