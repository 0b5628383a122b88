"""Mappings of foreign layouts: draft, propose, accept, return, list and revoke."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from budget.access import Action, FirstAct, Who, actor_of, may_second, require, require_second, requires
from budget.intake.mapping.layout import Layout
from budget.intake.mapping.layout_text import read_layouts
from budget.labels import join_words, moment
from budget.model.content import CheckedFile, ControlTotal
from budget.model.persons import person_key
from budget.model.programme import Programme
from budget.model.words import BudgetError
from budget.sandbox.suggest import draft_layouts
from budget.store import Connection, Store
from budget.store.audit_entries import text_hash
from budget.store.mappings import (
    Mappings,
    SavedMapping,
    accept_mapping,
    load_file_mappings,
    load_mappings,
    propose_mapping,
    return_mapping,
    revoke_mapping,
)
from budget.store.plans import load_plan
from budget.usecases.control_totals import require_reconciled

MARK_LENGTH = 12


@requires(Action.CHECK)
def draft_mapping(
    store: Store, programme: Programme, actor: Who, name: str, data: bytes
) -> tuple[Layout, ...]:
    """A proposed layout for the foreign sheets of a file, with its open questions.

    Raises BudgetError when there are none, and, before the file is opened, for someone who may not submit.
    """
    with store.read() as connection:
        plan = load_plan(connection, programme.id)
    return draft_layouts(name, data, programme, plan=tuple(plan))


@requires(Action.SUBMIT)
def propose(
    store: Store,
    programme: Programme,
    text: str,
    actor: Who,
    now: datetime,
    checked: CheckedFile,
    control: tuple[ControlTotal, ...],
) -> tuple[Layout, ...]:
    """Propose every layout of a TOML text to a second person, for the domains of the file.

    `checked` is a file that was read with it, `control` the totals of that file's system. Raises BudgetError
    when the text is wrong, or the file does not reconcile.
    """
    layouts = read_layouts(text)
    _require_foreign(layouts)
    _require_answers(layouts)
    doubles = [
        layout
        for n, layout in enumerate(layouts)
        if layout.fingerprint in {o.fingerprint for o in layouts[:n]}
    ]
    if doubles:
        raise BudgetError(
            f"Blad {doubles[0].name} heeft dezelfde koppen als een ander blad in deze koppeling. Bewaar er "
            "een, of geef de koppeling bij elk bestand mee."
        )
    from budget.intake.mapping.layout_writing import write_layouts  # Slow to import, and rarely needed.

    _require_proof(layouts, checked, control)
    tried = {code for report in checked.sheets for code in report.domains if code}
    domains = tuple(domain.code for domain in programme.domains if domain.code in tried)
    with store.write(programme.id) as connection:
        for layout in layouts:
            mapping_text = write_layouts([replace(layout, domains=domains)])
            propose_mapping(
                connection,
                programme.id,
                layout.fingerprint,
                layout.name,
                mapping_text,
                actor_of(actor).id,
                now,
            )
    return layouts


def accept(store: Store, programme: Programme, reviewed: SavedMapping, actor: Who, now: datetime) -> None:
    """Put a layout into use, as the second person.

    Raises BudgetError for the proposer, without the right to accept for its domains, and when it no
    longer waits.
    """
    with store.write(programme.id) as connection:
        accept_within(connection, programme, reviewed, actor, now)


def accept_within(
    connection: Connection, programme: Programme, reviewed: SavedMapping, actor: Who, now: datetime
) -> None:
    """The same as accept(), within the transaction of another act: all of it or nothing."""
    first = FirstAct(reviewed.saved_by, reviewed.saved_at, Action.SUBMIT)
    person = require_second(programme, actor, Action.ACCEPT, first, domains_of(reviewed))
    accept_mapping(connection, programme.id, reviewed, person, now)


def send_back(
    store: Store, programme: Programme, reviewed: SavedMapping, actor: Who, reason: str, now: datetime
) -> None:
    """Refuse a waiting layout, with the reason; the proposer may withdraw it this way."""
    if person_key(actor_of(actor).id) == person_key(reviewed.saved_by):
        person = require(programme, actor, Action.SUBMIT)
    else:
        person = require(programme, actor, Action.ACCEPT, domains_of(reviewed))
    if not reason.strip():
        raise BudgetError("Zeg waarom u de koppeling terugstuurt.")
    with store.write(programme.id) as connection:
        return_mapping(connection, programme.id, reviewed, reason.strip(), person, now)


def mark(mapping: SavedMapping) -> str:
    """The hash of the whole layout: its fingerprint covers only the headers."""
    return text_hash(mapping.text)[:MARK_LENGTH]


def domains_of(mapping: SavedMapping) -> tuple[str, ...]:
    """The domains for which a saved layout counts without asking, by code; empty for one without money."""
    return tuple(code for layout in read_layouts(mapping.text, is_kept=True) for code in layout.domains)


def _require_foreign(layouts: tuple[Layout, ...]) -> None:
    from budget.intake.sheets.header import is_own_header  # Only who proposes a mapping needs it.

    for layout in layouts:
        if is_own_header(layout.headers):
            raise BudgetError(
                f"Blad {layout.name} heeft de kolomkoppen van ons eigen sjabloon. Daar is geen "
                "koppeling voor mogelijk: lever het blad zonder koppeling aan."
            )


def _require_proof(
    layouts: tuple[Layout, ...], checked: CheckedFile, control: tuple[ControlTotal, ...]
) -> None:
    """Refuse layouts that did not read this file, or read another amount than its system has."""
    used = {dict(finding.values)["name"] for finding in checked.findings if finding.code == "mapping-used"}
    if not checked.accepted or (unused := {layout.name for layout in layouts} - used):
        names = join_words(sorted(unused)) if checked.accepted else checked.file
        raise BudgetError(
            f"Bewaar een koppeling met een bestand dat er goed mee is gelezen. Niet zo: {names}."
        )
    require_reconciled(checked, control)


def _require_answers(layouts: tuple[Layout, ...]) -> None:
    for layout in layouts:
        for part in layout.parts:
            if part.open_years:
                raise BudgetError(
                    f"Blad {layout.name}: nog niet gezegd is welk jaar telt. Vul in de koppeling een "
                    f"jaar in achter {join_words(list(part.open_years))}."
                )


def history(mapping: SavedMapping, programme: Programme) -> str:
    """Who proposed a layout in use, who accepted it and when, in Dutch."""
    by, name_of = mapping.saved_by, programme.name_of
    if mapping.accepted_at is None:
        return f"bewaard door {name_of(by)} alleen, {moment(mapping.saved_at)}"
    second = f"goedgekeurd door {name_of(mapping.accepted_by)}, {moment(mapping.accepted_at)}"
    return f"voorgelegd door {name_of(by)}, {second}"


@requires(Action.SUBMIT)
def revoke(store: Store, programme: Programme, fingerprint: str, actor: Who, now: datetime) -> None:
    """Stop using a layout for new files; what was accepted with it stays."""
    with store.write(programme.id) as connection:
        revoke_mapping(connection, programme.id, fingerprint, actor_of(actor).id, now)


@requires(Action.REVIEW)
def file_mappings(store: Store, programme: Programme, actor: Who, number: int) -> tuple[str, ...]:
    """The file's own mappings that a submission was read with."""
    with store.read() as connection:
        return load_file_mappings(connection, programme.id).get(number, ())


@requires(Action.REVIEW)
def waiting_for(store: Store, programme: Programme, actor: Who, number: int) -> tuple[SavedMapping, ...]:
    """The waiting mappings of a submission that this actor may accept as the second person."""
    with store.read() as connection:
        texts = load_file_mappings(connection, programme.id).get(number, ())
        waiting = load_mappings(connection, programme.id).waiting
    used = [replace(layout, domains=()) for text in texts for layout in read_layouts(text, is_kept=True)]
    return tuple(
        saved
        for saved in waiting
        if all(replace(layout, domains=()) in used for layout in read_layouts(saved.text, is_kept=True))
        and may_second(
            programme,
            actor,
            Action.ACCEPT,
            FirstAct(saved.saved_by, saved.saved_at, Action.SUBMIT),
            domains_of(saved),
        )
    )


@requires(Action.VIEW)
def mappings(store: Store, programme: Programme, actor: Who) -> Mappings:
    """The layouts in use and those that wait, newest first."""
    with store.read() as connection:
        return load_mappings(connection, programme.id)
