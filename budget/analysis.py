"""The analyst's interface: plan, ledger, depletion, forecast and snapshots as DataFrames."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd

from budget.access import VISITOR, Action, Who, require
from budget.frames import SNAPSHOTS, TABLES, depletion_frame, forecast_frame, ledger_frame, plan_frame
from budget.login import read_login
from budget.model.content import PlanLine
from budget.model.figures import Row
from budget.model.programme import Programme
from budget.model.shares import spread_evenly
from budget.model.words import BudgetError, By
from budget.programme import load_programme
from budget.settings import read_settings
from budget.snapshot.codec import decode_content
from budget.standing.moment import Standing, load_standing
from budget.standing.reference_date import default_reference_date
from budget.store.database_use import DatabaseUse
from budget.store.engine import Store, open_store
from budget.usecases.account import current_actor
from budget.usecases.database_use import require_use
from budget.usecases.programmes import in_force


@dataclass(frozen=True)
class Analysis:
    """A programme, read-only. Amounts are whole cents; `describe` explains the columns of each table."""

    programme: Programme
    store: Store
    actor: Who = VISITOR

    def plan(self, as_of: date | str | None = None, year: int | None = None) -> pd.DataFrame:
        """The plan in force: one row per line of the fiscal year (default: that of `as_of`)."""
        standing = self._standing(as_of, year)
        lines = _in_force(standing)
        return plan_frame(lines, [line.phasing or spread_evenly(line.budget) for line in lines])

    def ledger(self, as_of: date | str | None = None, year: int | None = None) -> pd.DataFrame:
        """The bookings that count on `as_of`, per acceptance, code and month; without suppliers."""
        standing = self._standing(as_of, year)
        return ledger_frame([m for m in standing.knowledge.movements if m.on <= standing.facts.as_of])

    def depletion(
        self, by: str = By.DOMAIN, as_of: date | str | None = None, year: int | None = None
    ) -> pd.DataFrame:
        """The measures of every group of `by`, as the screens show them."""
        return depletion_frame(self._rows(by, as_of, year))

    def forecast(
        self, by: str = By.DOMAIN, as_of: date | str | None = None, year: int | None = None
    ) -> pd.DataFrame:
        """The expected outturn of every group of `by`."""
        return forecast_frame(self._rows(by, as_of, year))

    def snapshots(self) -> pd.DataFrame:
        """The signed snapshots with the totals they froze, oldest first."""
        signed = sorted((s for s in self._standing(None, None).snapshots if s.is_signed), key=lambda s: s.id)
        totals = [decode_content(snapshot.content).total.measures for snapshot in signed]
        columns = ("meeting", "as_of", "known_at", "sha256")
        data: dict[str, Iterable[object]] = {name: [getattr(s, name) for s in signed] for name in columns}
        for name in ("budget", "realised", "committed", "free"):
            data[name] = [getattr(total, name) for total in totals]
        return SNAPSHOTS.frame(data, len(signed))

    def _rows(self, by: str, as_of: date | str | None, year: int | None) -> tuple[Row, ...]:
        if by not in list(By):
            raise BudgetError(f"'{by}' is geen indeling. Kies uit: {', '.join(By)}.")
        return self._standing(as_of, year).rows(By(by))

    def _standing(self, as_of: date | str | None, year: int | None) -> Standing:
        require(self.programme, self.actor, Action.VIEW)
        day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
        day = day or default_reference_date(self.store, self.programme, date.today())
        return load_standing(self.store, self.programme, day, year)


def open_analysis(programme: str | Path | None = None, database: str | None = None) -> Analysis:
    """The programme in a folder and its database; by default those of this installation (see README).

    If people log in, it reads as the owner of this account, or of the token in BUDGET_TOKEN. Raises
    BudgetError for an unknown account, a database of another use, a folder without a programme, or a database
    that cannot be opened.
    """
    settings, login = read_settings(), read_login()
    in_use = load_programme(settings.programme_folder if programme is None else Path(programme))
    store = open_store(database or settings.database_url).of(in_use.id)
    in_use = in_force(store, in_use)
    require_use(store, in_use, DatabaseUse.REAL if login else DatabaseUse.DEMONSTRATION)
    actor = current_actor(store, in_use, login, datetime.now(UTC).replace(tzinfo=None))
    require(in_use, actor, Action.VIEW)
    return Analysis(in_use, store, actor)


def describe(table: str) -> pd.DataFrame:
    """Dtype, unit and meaning of each column of a table: plan, ledger, depletion, forecast, snapshots."""
    columns = TABLES[table].columns
    return pd.DataFrame(
        {
            "dtype": [column.dtype for column in columns],
            "unit": [column.unit for column in columns],
            "meaning": [column.meaning for column in columns],
        },
        index=[column.name for column in columns],
    )


def _in_force(standing: Standing) -> list[PlanLine]:
    latest = {version.domain: version for version in standing.knowledge.versions}
    return [line for domain in sorted(latest) for line in latest[domain].lines]
