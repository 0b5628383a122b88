"""The command that removes suppliers of old years: list, propose, and carry out as the second person."""

from __future__ import annotations

import argparse

from budget.cli.context import DONE, Context
from budget.labels import count
from budget.store.removals import Removable
from budget.usecases import remove as removing


def suppliers(options: argparse.Namespace) -> int:
    """List the files concerned; propose with a reason; carry out with --accept and the hash of that list."""
    ctx = Context()
    actor = ctx.acting(options.person)
    arguments = (ctx.store, ctx.programme, actor, options.year)
    if options.accept is not None:
        _show(removing.remove(*arguments, ctx.now, options.accept))
        print("De leveranciers zijn verwijderd. Geen cijfer is veranderd. Dit is niet terug te draaien.")
        print("Oude back-ups hebben ze nog: verwijder die ook.")
        return DONE
    if options.reason:
        removable = removing.propose(*arguments, options.reason, ctx.now)
        _show(removable)
        print("Voorgesteld. Een tweede persoon moet dit doen.")
        print("Hij ziet het kenmerk ervan met dezelfde opdracht zonder --reason.")
        return DONE
    _show(removing.removable(*arguments))
    if waiting := removing.list_waiting_removals(*arguments):
        print("\nHiervan is voorgesteld:")
        _show(waiting)
        mark = removing.mark_of(options.year, waiting)
        print(f"Een ander dan wie dit voorstelde doet het met --accept {mark}.")
    return DONE


def _show(removable: list[Removable]) -> None:
    for file in removable:
        rows = count(file.rows, "rij", "rijen")
        print(f"{file.submission:>5}  tot en met {file.last_year}  {rows} met een leverancier  {file.file}")
    if not removable:
        print("Er zijn geen leveranciers om te verwijderen.")
