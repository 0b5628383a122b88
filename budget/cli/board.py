"""The commands around the figures: depletion, snapshots, report, verify."""

from __future__ import annotations

import argparse
import csv
import sys
from dataclasses import asdict
from typing import Any

from budget.cli.desk import DONE, REFUSED, Desk, print_json, write_file
from budget.labels import day_short, euro, percent
from budget.model import UnknownNameError
from budget.snapshot.codec import row_data
from budget.standing.moment import default_reference_date, load_standing, state_at
from budget.usecases import freeze as snapshot
from budget.usecases import verify as verification
from budget.usecases.freeze import Correction


def show_depletion(options: argparse.Namespace) -> int:
    desk = Desk()
    as_of = options.as_of or default_reference_date(desk.store, desk.programme, desk.now.date())
    year = as_of.year if options.year is None else options.year
    years = desk.programme.years
    if year not in years:
        raise UnknownNameError(
            f"{year} is geen jaar van dit programma. Kies uit {years[0]} tot en met {years[-1]}."
        )
    if as_of.year < years[0]:
        raise UnknownNameError(
            f"De peildatum {day_short(as_of)} ligt voor het programma, dat in {years[0]} begint."
        )
    known_at = state_at(desk.store, desk.programme, options.known_at) if options.known_at else None
    standing = load_standing(desk.store, desk.programme, as_of, year, known_at)
    moment = {"year": standing.facts.year, "as_of": as_of.isoformat(), "known_at": standing.facts.known_at}
    rows = standing.rows(options.by)
    if options.json:
        print_json([row_data(row) | moment for row in rows])
    elif options.csv:
        print_csv([row_data(row) | moment for row in rows])
    else:
        print(f"{desk.programme.name}, {standing.facts.year}, peildatum {day_short(as_of)}")
        print(desk.programme.scope)
        for row in rows:
            m = row.measures
            print(
                f"{row.name[:44]:<44} {euro(m.budget):>14} {euro(m.realised):>14} "
                f"{percent(m.depletion):>8}  {row.signal.colour}"
            )
    return DONE


def freeze(options: argparse.Namespace) -> int:
    desk = Desk()
    correction = Correction(options.replaces, options.reason) if options.replaces else None
    found = snapshot.propose(
        desk.store, desk.programme, options.meeting, options.as_of, options.person, desk.now, correction
    )
    if correction:
        print(f"Dit is een correctie van {found.replaces}. Reden: {found.reason}")
    print(f"Momentopname voor {day_short(found.meeting)} voorgesteld. Kenmerk {found.sha256}.")
    print("Een tweede persoon moet ondertekenen.")
    return DONE


def sign(options: argparse.Namespace) -> int:
    desk = Desk()
    found = snapshot.sign(desk.store, desk.programme, options.meeting, options.person, desk.now)
    print(f"Momentopname voor {day_short(found.meeting)} is ondertekend. Kenmerk {found.sha256}.")
    return DONE


def withdraw(options: argparse.Namespace) -> int:
    desk = Desk()
    snapshot.withdraw(desk.store, desk.programme, options.meeting, options.person, options.reason, desk.now)
    print(f"Het concept voor {day_short(options.meeting)} is ingetrokken.")
    return DONE


def list_snapshots(options: argparse.Namespace) -> int:
    desk = Desk()
    found = snapshot.snapshots(desk.store, desk.programme)
    if options.json:
        hidden = ("content", "programme_text")
        print_json([{k: v for k, v in asdict(s).items() if k not in hidden} for s in found])
        return DONE
    for s in found:
        state = f"ondertekend door {s.signed_by}" if s.is_signed else "concept"
        print(f"{s.meeting:%d-%m-%Y}  peildatum {s.as_of:%d-%m-%Y}  {state}  {s.sha256}")
        if s.replaces:
            print(f"            correctie van {s.replaces[:12]}: {s.reason}")
    if not found:
        print("Er is nog geen momentopname.")
    return DONE


def write_report(options: argparse.Namespace) -> int:
    desk = Desk()
    found = snapshot.snapshot_of(desk.store, desk.programme, options.meeting, options.version)
    data = snapshot.write_report(found, desk.programme, options.format)
    write_file(options.out, data)
    print(f"Geschreven: {options.out}")
    return DONE


def verify(options: argparse.Namespace) -> int:
    desk = Desk()
    problems = verification.verify(desk.store, desk.programme)
    problems += verification.find_cuts(desk.store, desk.programme, options.head)
    for problem in problems:
        print(problem)
    if problems:
        return REFUSED
    heads = verification.load_heads(desk.store, desk.programme)
    print("Alle momentopnamen kloppen, en alle rijen zijn zoals ze zijn vastgesteld.")
    print(f"Kop van de keten: {heads.snapshots or 'nog geen ondertekende momentopname'}")
    print(f"Kop van het logboek: {heads.trail or 'nog niets vastgelegd'}")
    print("Bewaar deze regels buiten de database. Later te controleren met: verify --head KENMERK")
    return DONE


def print_csv(rows: list[dict[str, Any]]) -> None:
    flat = [_flat(row) for row in rows]
    writer = csv.DictWriter(sys.stdout, fieldnames=list(flat[0]) if flat else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(flat)


def _flat(row: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in row.items():
        flat |= _flat(value, f"{prefix}{key}_") if isinstance(value, dict) else {f"{prefix}{key}": value}
    return flat
