"""A few fictional areas, each with a programme and a database of its own, that publish in one folder."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from budget.access import VISITOR
from budget.lake.folder import LakeFolder
from budget.model.programme import Programme
from budget.model.sharing import Offer
from budget.programme import parse_programme
from budget.store.engine import Store, open_store
from budget.usecases import deliver, freeze, lake_export, sharing
from tests.store.samples import (
    ALLOWED,
    AMENDED,
    AUGUST_END,
    MAY_END,
    NOW,
    OCTOBER,
    TOML,
    booking,
    commitment,
    ledger,
    line,
    packed,
    plan,
    statement,
)

PEOPLE = '\n[[people]]\nid = "bea"\nname = "Bea Beheer"\nrole = "beheer"\n'
TODAY = date(2024, 11, 1)
SIGNED_AT = datetime(2024, 9, 20, 12, 0)
JUNE = date(2024, 6, 27)


@dataclass(frozen=True)
class Area:
    """One area: its programme, its database and its own figures."""

    programme: Programme
    store: Store
    inhabitants: int

    def deliver(self, content, at: datetime = NOW) -> None:
        checked, data = packed(content, "bestand.xlsx")
        seen = deliver.preview(self.store, self.programme, VISITOR, content)
        said = {"decision": ALLOWED, "amendment": AMENDED}
        handed = deliver.submit(self.store, self.programme, checked, data, "cor", at, seen.mark, **said)
        deliver.accept(
            *(self.store, self.programme, handed.id, "cato", at + timedelta(hours=1)),
            corrections=seen.mark,
        )

    def sign(self, meeting: date, as_of: date, at: datetime, correction=None) -> None:
        missing = ("GRO", "SPE") if as_of > AUGUST_END + timedelta(31) else ()
        freeze.propose(*(self.store, self.programme, meeting, as_of, "cor", at, correction), missing=missing)
        freeze.sign(self.store, self.programme, meeting, "sien", at, missing=missing)

    def consent(self, at: datetime = NOW) -> None:
        offer = Offer(self.programme.name, self.inhabitants, date(2024, 1, 1), "Besluit 12")
        number = sharing.propose_sharing(self.store, self.programme, offer, "cor", at)
        sharing.decide_sharing(self.store, self.programme, number, "cato", at, accepts=True)

    def publish(self, folder: LakeFolder) -> lake_export.Outcome:
        return lake_export.publish(self.store, self.programme, "bea", folder, TODAY)


def open_area(name: str, scale: int, folder: Path) -> Area:
    """An area whose database is in this folder."""
    text = TOML.replace('"dorp"', f'"{name}"').replace("Dorpsvernieuwing", name.capitalize())
    store = open_store(f"sqlite:///{folder / name}.db")
    return Area(parse_programme(text + PEOPLE), store, 1_000 * scale)


def make_area(name: str, scale: int, ready: Path, folder: Path, *, signs: bool = True) -> Area:
    """A village with a plan, two statements of its bookings and a signed snapshot in May and in August."""
    shutil.copy(ready, folder / f"{name}.db")
    area = open_area(name, scale, folder)
    bos = {"source": "FONDS", "theme": "BOS"}
    area.deliver(plan(line("GRO-1", 1_200_000 * scale), line("SPE-1", 360_001 * scale, **bos)))
    area.deliver(_bookings(MAY_END, scale))
    if signs:
        area.sign(JUNE, MAY_END, datetime(2024, 6, 20))
    area.deliver(_bookings(AUGUST_END, scale), datetime(2024, 9, 10))
    if signs:
        area.sign(OCTOBER, AUGUST_END, SIGNED_AT)
    return area


def _bookings(until: date, scale: int):
    rows = [
        booking("B1", date(2024, 3, 4), 123_456 * scale),
        booking("B2", date(2024, 5, 6), 400_003 * scale, "SPE-1", source="FONDS", theme="BOS"),
        commitment("V1", date(2024, 5, 7), 7_001 * scale),
    ]
    if until > MAY_END:
        rows.append(booking("B3", date(2024, 8, 9), 99_999 * scale))
    return ledger(statement(until, *rows, domains=("GRO", "SPE")))
