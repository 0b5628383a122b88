"""The commands around a file: check, submit, accept, reject, list."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from budget.cli.desk import DONE, REFUSED, Desk, print_json, read_file, write_file
from budget.intake.finding_groups import grouped
from budget.intake.findings import cell_of, message_of
from budget.labels import LEVEL_NAME, euro
from budget.model import CheckedFile, Finding, UnknownNameError
from budget.usecases import deliver as delivery


def check(options: argparse.Namespace) -> int:
    desk = Desk()
    if options.marked and len(options.files) > 1:
        raise UnknownNameError("Geef bij --marked een bestand tegelijk.")
    mappings = _mappings(options)
    checked = [
        delivery.check(desk.store, desk.programme, path.name, read_file(path), mappings=mappings)
        for path in options.files
    ]
    if options.marked:
        data = read_file(options.files[0])
        _, copy = delivery.mark(desk.store, desk.programme, checked[0], data, mappings)
        write_file(options.marked, copy)
    if options.json:
        print_json([checked_data(path, found) for path, found in zip(options.files, checked, strict=True)])
    else:
        for found in checked:
            print_checked(found)
    return DONE if all(found.accepted for found in checked) else REFUSED


def submit(options: argparse.Namespace) -> int:
    desk = Desk()
    desk.programme.person(options.person)
    data = read_file(options.file)
    checked = delivery.check(desk.store, desk.programme, options.file.name, data, mappings=_mappings(options))
    if not checked.accepted:
        if options.json:
            print_json({"submission": None, **checked_data(options.file, checked)})
        else:
            print_checked(checked)
        return REFUSED
    submission = delivery.submit(
        desk.store, desk.programme, checked, data, options.person, desk.now, options.corrections
    )
    if options.json:
        print_json({"submission": submission.id, **checked_data(options.file, checked)})
    else:
        print_checked(checked)
        print(f"Ingediend als inzending {submission.id}. Een tweede persoon moet deze vaststellen.")
    return DONE


def _mappings(options: argparse.Namespace) -> tuple[str, ...]:
    return (read_file(options.mapping).decode("utf-8", "replace"),) if options.mapping else ()


def accept(options: argparse.Namespace) -> int:
    desk = Desk()
    done = delivery.accept(
        desk.store,
        desk.programme,
        options.submission,
        options.person,
        desk.now,
        corrections=options.corrections,
    )
    print(f"Inzending {done.id} ({done.file}) is vastgesteld en telt mee.")
    return DONE


def reject(options: argparse.Namespace) -> int:
    desk = Desk()
    done = delivery.reject(
        desk.store, desk.programme, options.submission, options.person, options.reason, desk.now
    )
    print(f"Inzending {done.id} ({done.file}) is teruggestuurd.")
    return DONE


def list_submissions(options: argparse.Namespace) -> int:
    desk = Desk()
    found = delivery.submissions(desk.store, desk.programme)
    if options.json:
        print_json([asdict(submission) for submission in found])
        return DONE
    for s in found:
        print(f"{s.id:>5}  {s.submitted_at:%d-%m-%Y %H:%M}  {s.state:<24}  {s.submitted_by:<14}  {s.file}")
    if not found:
        print("Er is nog niets ingediend.")
    return DONE


def checked_data(path: Path, checked: CheckedFile) -> dict[str, Any]:
    return {
        "file": str(path),
        "accepted": checked.accepted,
        "sheets": [
            {
                "sheet": sheet.sheet,
                "kind": sheet.kind.value,
                "rows": sheet.rows,
                "total_cents": sheet.total,
                "domains": sheet.domains,
            }
            for sheet in checked.sheets
        ],
        "findings": [_finding(finding) for finding in checked.findings],
    }


def _finding(finding: Finding) -> dict[str, str]:
    return {
        "code": finding.code,
        "level": finding.level.value,
        "sheet": finding.sheet,
        "cell": cell_of(finding),
        "message": message_of(finding),
    }


def print_checked(checked: CheckedFile) -> None:
    print(f"{checked.file}: {'goedgekeurd' if checked.accepted else 'niet goedgekeurd'}")
    for sheet in checked.sheets:
        print(f"  {sheet.sheet}: {sheet.kind}, {sheet.rows} regels, {euro(sheet.total)}")
    for group in grouped(checked.findings):
        print(f"  {LEVEL_NAME[group.first.level]}: {message_of(group.first)} {group.more}".rstrip())
