"""The commands for the country: consent to share, publish, and totals over all areas."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from budget.cli.context import DONE, Context, write_file
from budget.cli.output import print_data, print_json
from budget.export.country_words import days_line, gap_rows
from budget.labels import count, day_short, euro, percent
from budget.model.country import SCOPE, Country
from budget.model.months import local_day
from budget.model.sharing import Offer, Sharing
from budget.model.words import UnknownNameError
from budget.settings import lake_url
from budget.usecases import sharing
from budget.usecases.country import accepted_rows, country, rollup_rows

ACCEPTED = "Vastgestelde totalen, ondertekend of niet, tot waar elk gebied reikt."
NO_FOLDER = "Zeg met --out waar de gedeelde cijfers staan, of zet BUDGET_LAKE."


def propose(options: argparse.Namespace) -> int:
    """Propose that this area shares its figures."""
    ctx = Context()
    offer = Offer(options.area, options.inhabitants, options.counted_on, options.decision)
    actor = ctx.acting(options.person)
    number = sharing.propose_sharing(ctx.store, ctx.programme, offer, actor, ctx.now)
    print(f"Voorstel {number}: {offer.area} deelt zijn cijfers. Een tweede persoon beslist.")
    return DONE


def accept(options: argparse.Namespace) -> int:
    """Agree as the second person."""
    ctx = Context()
    actor = ctx.acting(options.person)
    sharing.decide_sharing(ctx.store, ctx.programme, options.number, actor, ctx.now, accepts=True)
    print("Dit gebied deelt zijn cijfers. `lake export` publiceert ze.")
    return DONE


def refuse(options: argparse.Namespace) -> int:
    """Refuse a proposal."""
    ctx = Context()
    arguments = (ctx.store, ctx.programme, options.number, ctx.acting(options.person), ctx.now)
    sharing.decide_sharing(*arguments, accepts=False, reason=options.reason)
    print("Het voorstel gaat niet door.")
    return DONE


def withdraw(options: argparse.Namespace) -> int:
    """Stop sharing; if the folder is known, published files are removed at once."""
    ctx = Context()
    actor = ctx.acting(options.person)
    sharing.withdraw_sharing(ctx.store, ctx.programme, actor, options.reason, ctx.now)
    if url := options.out or lake_url():
        from budget.usecases.lake_export import remove_at

        remove_at(ctx.store, ctx.programme, actor, url)
        print("Dit gebied deelt niet meer. Wat er stond, is weg.")
        return DONE
    print("Dit gebied deelt niet meer. Draai nu `lake export`: dan gaat weg wat er staat.")
    return DONE


def show_sharings(options: argparse.Namespace) -> int:
    """List the consents, oldest first."""
    ctx = Context()
    offers = sharing.sharings(ctx.store, ctx.programme, ctx.actor)
    if options.json:
        print_json([asdict(offer) for offer in offers])
        return DONE
    for offer in offers:
        print(f"{offer.number}: {offer.offer.area}, {_state(offer)}")
    return DONE


def export(options: argparse.Namespace) -> int:
    """Publish what has changed."""
    from budget.lake.folder import LakeFolder
    from budget.usecases.lake_export import publish

    ctx = Context()
    url = options.out or lake_url()
    if not url:
        raise UnknownNameError(NO_FOLDER)
    actor = ctx.acting(options.person)
    done = publish(ctx.store, ctx.programme, actor, LakeFolder(url), local_day(ctx.now))
    if done.is_withdrawn:
        print("Dit gebied deelt niet meer. Er staat niets van dit gebied.")
    else:
        changed = "Bijgewerkt" if done.is_changed else "Er is niets veranderd"
        print(f"{changed}: {count(done.files, 'bestand', 'bestanden')}.")
    return DONE


def rollup(options: argparse.Namespace) -> int:
    """Show the totals over all areas, as a table, JSON, CSV or PDF."""
    ctx = Context()
    url, engine = options.lake or lake_url(), (options.engine, options.master)
    totals = country(ctx.programme, ctx.actor, url, options.year, *engine)
    if options.accepted:
        rows = accepted_rows(ctx.programme, ctx.actor, str(url), options.by, totals.year, *engine)
    else:
        rows = rollup_rows(totals, options.by)
    if options.pdf:
        from budget.usecases.country_report import write_report

        write_file(options.pdf, write_report(ctx.programme, ctx.actor, totals, local_day(ctx.now)))
        print(f"Geschreven: {options.pdf}")
    elif not print_data(options, rows):
        (_print_accepted if options.accepted else _print)(totals, rows)
    return DONE


def _print(totals: Country, rows: list[dict[str, object]]) -> None:
    print(f"{count(len(totals.rows), 'gebied', 'gebieden')} met een ondertekende stand in {totals.year}")
    print(f"{SCOPE} {totals.notice}".strip())
    print(days_line(totals))
    print(f"{'':<44} {'Begroot':>16} {'Besteed':>16} {'Besteed %':>9}")
    for row in rows:
        name = str(row.get("name") or row["key"] or "niet in bestedingsplan")
        if row["realised"] is None:
            print(f"{name[:44]:<44} nog geen ondertekende stand in {totals.year}")
            continue
        share = row.get("depletion")
        percentage = percent(share) if isinstance(share, float) else ""
        budget = euro(int(str(row["budget"]))) if "budget" in row else ""
        print(f"{name[:44]:<44} {budget:>16} {euro(int(str(row['realised']))):>16} {percentage:>9}")
    for area, gap_words, since in gap_rows(totals):
        print(f"Ontbreekt: {area}, {gap_words} {since}")


def _print_accepted(totals: Country, rows: list[dict[str, object]]) -> None:
    shared = count(len(totals.areas), "gebied deelt zijn", "gebieden delen hun")
    print(f"{shared} vastgestelde totalen van {totals.year}")
    print(f"{ACCEPTED} {totals.notice}".strip())
    print(f"{'':<44} {'Besteed':>16} {'Verplicht':>16}")
    for row in rows:
        name = str(row["key"] or "niet in bestedingsplan")
        money = (euro(int(str(row[part]))) for part in ("realised", "committed"))
        print(f"{name[:44]:<44}", *(f"{amount:>16}" for amount in money))
    for area in totals.areas:
        print(f"{area.name}: tot en met {day_short(area.accepted_until)}")


def _state(offer: Sharing) -> str:
    if offer.ended_at and offer.accepted:
        return f"gedeeld tot {day_short(offer.ended_at.date())}: {offer.reason}"
    if offer.accepted is None:
        return "wacht op een tweede persoon"
    return "deelt nu" if offer.accepted else f"gaat niet door: {offer.reason}"
