"""The commands around foreign layouts: suggest, save, list and revoke a mapping."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from budget import mapping
from budget.cli.desk import DONE, Desk, print_json, read_file, write_file
from budget.labels import moment


def suggest(options: argparse.Namespace) -> int:
    desk = Desk()
    text = mapping.draft_mapping(options.file.name, read_file(options.file), desk.programme)
    if options.out:
        write_file(options.out, text.encode())
        print(f"Geschreven: {options.out}. Lees het na en verbeter wat niet klopt.")
    else:
        print(text, end="")
    return DONE


def save(options: argparse.Namespace) -> int:
    desk = Desk()
    text = read_file(options.file).decode("utf-8", "replace")
    for layout in mapping.save(desk.store, desk.programme, text, options.person, desk.now):
        print(f"Koppeling {layout.name} is bewaard als {layout.fingerprint}.")
    return DONE


def list_mappings(options: argparse.Namespace) -> int:
    desk = Desk()
    found = mapping.mappings(desk.store, desk.programme)
    if options.json:
        print_json([asdict(one) for one in found])
        return DONE
    for one in found:
        who = desk.programme.name_of(one.saved_by)
        print(f"{one.fingerprint}  {one.name}  bewaard door {who}, {moment(one.saved_at)}")
    if not found:
        print("Er is nog geen koppeling bewaard.")
    return DONE


def revoke(options: argparse.Namespace) -> int:
    desk = Desk()
    mapping.revoke(desk.store, desk.programme, options.fingerprint, options.person, desk.now)
    print(f"Koppeling {options.fingerprint} wordt niet meer gebruikt. Wat is vastgesteld, blijft zo.")
    return DONE
