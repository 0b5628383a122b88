"""Publishing what an area shares: signed snapshots, accepted month totals and open commitments."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from budget.access import Action, Who, requires
from budget.export.public_version import public, without_suppliers
from budget.lake.folder import LakeFolder
from budget.lake.rows import (
    Signed,
    commitment_rows,
    measure_rows,
    missing_rows,
    month_rows,
    repayment_rows,
    snapshot_rows,
)
from budget.lake.tables import SCHEMA, TABLES, Published, Rows
from budget.model.months import local_day
from budget.model.programme import Programme
from budget.model.sharing import Sharing
from budget.model.words import BudgetError, By
from budget.snapshot.codec import decode_content
from budget.snapshot.forecast_record import outturns
from budget.standing.moment import Standing, last_change, load_standing
from budget.standing.reference_date import default_reference_date
from budget.store import Store
from budget.store.removals import load_suppliers
from budget.store.sharing import load_sharings
from budget.store.snapshots import Snapshot, load_snapshots

NO_CONSENT = "Dit gebied deelt zijn cijfers niet: twee personen moeten dat eerst vastleggen."


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of publishing: the number of files in force, and whether anything changed."""

    files: int
    is_changed: bool
    is_withdrawn: bool = False


@requires(Action.MAINTAIN)
def publish(store: Store, programme: Programme, actor: Who, folder: LakeFolder, today: date) -> Outcome:
    """Bring the folder up to date with what this programme shares; after withdrawal, remove everything.

    Raises BudgetError for an area that never consented.
    """
    with store.read() as connection:
        known = load_sharings(connection, programme.id)
        snapshots = load_snapshots(connection, programme.id)
        suppliers = load_suppliers(connection, programme.id)
    shared = next((share for share in known if share.is_in_force), None)
    before = folder.manifest(programme.id)
    if shared is None:
        if before is None:
            raise BudgetError(NO_CONSENT)
        return _withdraw(folder, programme, known)
    as_of = default_reference_date(store, programme, today)
    mark = f"{SCHEMA}.{len(TABLES)} {last_change(store, programme)} {as_of.isoformat()}"
    if before and before.mark == mark and not before.ended_on and folder.is_whole(before):
        return Outcome(len(before.all_files), is_changed=False)
    rows = _rows(store, programme, shared, (snapshots, suppliers), as_of)
    manifest = folder.publish(programme.id, shared.offer.area, mark, rows)
    with store.read() as connection:
        known = load_sharings(connection, programme.id)
    if not any(share.is_in_force for share in known):  # Withdrawn while this was being written.
        return _withdraw(folder, programme, known)
    return Outcome(len(manifest.all_files), is_changed=before is None or manifest.files != before.files)


@requires(Action.SHARE)
def remove(store: Store, programme: Programme, actor: Who, folder: LakeFolder) -> Outcome:
    """Remove what was published once the consent is withdrawn, without waiting for the next publish()."""
    with store.read() as connection:
        known = load_sharings(connection, programme.id)
    if any(share.is_in_force for share in known):
        raise BudgetError("Dit gebied deelt zijn cijfers nog. Trek eerst de toestemming in.")
    return _withdraw(folder, programme, known)


def remove_at(store: Store, programme: Programme, actor: Who, url: str) -> Outcome:
    """Do the same in the folder at this address."""
    return remove(store, programme, actor, LakeFolder(url))


def _withdraw(folder: LakeFolder, programme: Programme, sharings: list[Sharing]) -> Outcome:
    ended = max((share for share in sharings if share.ended_at), key=lambda share: share.number, default=None)
    if ended is None or ended.ended_at is None:
        return Outcome(0, is_changed=False)
    before = folder.manifest(programme.id)
    folder.withdraw(programme.id, ended.offer.area, local_day(ended.ended_at).isoformat())
    return Outcome(0, is_changed=bool(before and before.files), is_withdrawn=True)


def _rows(
    store: Store,
    programme: Programme,
    shared: Sharing,
    stored: tuple[list[Snapshot], Collection[str]],
    as_of: date,
) -> Published:
    rows: Published = {}
    for year in programme.years:
        standing = load_standing(store, programme, as_of, year)
        signed = _signed(*stored, year)
        if standing.is_empty and not signed:
            continue
        rows |= {
            ("areas", year): _area(programme, shared, standing),
            ("snapshots", year): snapshot_rows(signed),
            ("measures", year): measure_rows(signed),
            ("repayments", year): repayment_rows(signed),
            ("missing", year): missing_rows(signed),
            ("months", year): month_rows(standing.facts),
            ("commitments", year): commitment_rows(standing.facts),
            ("outturns", year): list(outturns(standing).items()),
        }
    return rows


def _area(programme: Programme, shared: Sharing, standing: Standing) -> Rows:
    offer, facts = shared.offer, standing.facts
    since = local_day(shared.decided_at or datetime.min).isoformat()
    area_fields = (offer.area, programme.name, programme.scope, programme.notice)
    days = (offer.inhabitants, offer.counted_on.isoformat(), since, facts.as_of.isoformat())
    return [(*area_fields, *days, facts.known_at)]


def _signed(snapshots: list[Snapshot], suppliers: Collection[str], year: int) -> list[Signed]:
    """The signed snapshots of one year, oldest first; the newest that was not corrected stands."""
    signed = [snapshot for snapshot in snapshots if snapshot.is_signed]
    replaced = {snapshot.replaces for snapshot in signed}
    of_year = [snapshot for snapshot in signed if snapshot.as_of.year == year]
    in_force = [snapshot for snapshot in of_year if snapshot.sha256 not in replaced]
    newest = max(in_force, key=lambda snapshot: (snapshot.as_of, snapshot.id), default=None)
    return [
        _frozen(snapshot, suppliers, snapshot.sha256 in replaced, stands=snapshot is newest)
        for snapshot in of_year
    ]


def _frozen(snapshot: Snapshot, suppliers: Collection[str], is_replaced: bool, *, stands: bool) -> Signed:
    content = public(without_suppliers(decode_content(snapshot.content), suppliers), snapshot.signed_by)
    groups = (content.total, *(row for by in (By.DOMAIN, By.SOURCE, By.THEME) for row in content.rows[by]))
    return Signed(
        snapshot.id,
        snapshot.meeting,
        snapshot.as_of,
        snapshot.known_at,
        snapshot.signed_at or snapshot.proposed_at,
        snapshot.sha256,
        snapshot.replaces or "",
        is_replaced,
        stands,
        groups,
        content.rolled,
        content.missing,
    )
