"""What accepted plans budget per source, with the decisions that they name."""

from __future__ import annotations

import zlib

import msgspec
from sqlalchemy import Connection, func, select

from budget.model.submission_details import MoveDecision, Origin, PlanMoney
from budget.store.audit import last_act
from budget.store.cache import remember
from budget.store.schema import acceptances, plan_lines, plan_versions, submissions
from budget.store.schema_board import amendments

Decisions = dict[int, tuple[MoveDecision, ...]]
"""What plans name, by acceptance (seq)."""


class _Named(msgspec.Struct):
    """The part of a packed content needed here; the rest is not decoded."""

    allowed_by: tuple[MoveDecision, ...] = ()


def load_plan_decisions(connection: Connection, programme: str, known_at: int) -> Decisions:
    """The decisions named by plans, by acceptance (seq) up to `known_at`; plans without one left out.

    A file with a plan may hold a large ledger too: it is unpacked once per state of the trail.
    """
    head = last_act(connection, programme)
    every = remember(
        connection, programme, head, "plan decisions", lambda: _read_decisions(connection, programme)
    )
    return {seq: named for seq, named in every.items() if seq <= known_at}


def _read_decisions(connection: Connection, programme: str) -> Decisions:
    planned = select(plan_versions.c.seq).where(plan_versions.c.programme == programme)
    query = (
        select(acceptances.c.seq, submissions.c.content)
        .join_from(acceptances, submissions)
        .where(
            acceptances.c.programme == programme,
            acceptances.c.seq.in_(planned),
        )
        .order_by(acceptances.c.seq)
    )
    decisions = {row.seq: _named(row.content) for row in connection.execute(query)}
    return {seq: named for seq, named in decisions.items() if named}


def load_plan_money(connection: Connection, programme: str, known_at: int) -> tuple[PlanMoney, ...]:
    """The budgets of every accepted plan of every domain, oldest first."""
    decided = load_plan_decisions(connection, programme, known_at)
    with_amendment = select(amendments.c.seq).where(
        amendments.c.programme == programme, amendments.c.origin == Origin.CARRIED
    )
    carried = set(connection.execute(with_amendment).scalars())
    heads = (
        select(plan_versions.c.seq, plan_versions.c.domain, acceptances.c.submission)
        .join(
            acceptances,
            (acceptances.c.programme == plan_versions.c.programme)
            & (acceptances.c.seq == plan_versions.c.seq),
        )
        .where(plan_versions.c.programme == programme, plan_versions.c.seq <= known_at)
        .order_by(plan_versions.c.seq, plan_versions.c.domain)
    )
    purse = [plan_lines.c[name] for name in ("seq", "domain", "year", "source", "theme")]
    budget = func.sum(plan_lines.c.budget).label("cents")
    sums = select(*purse, budget).where(plan_lines.c.programme == programme)
    totals: dict[tuple[int, str], dict[tuple[int, tuple[str, str]], int]] = {}
    for row in connection.execute(sums.group_by(*purse)):
        totals.setdefault((row.seq, row.domain), {})[row.year, (row.source, row.theme)] = int(row.cents)
    return tuple(
        PlanMoney(
            head.submission,
            head.domain,
            totals.get((head.seq, head.domain), {}),
            head.seq in decided,
            head.seq in carried,
        )
        for head in connection.execute(heads)
    )


def _named(packed: bytes) -> tuple[MoveDecision, ...]:
    return msgspec.json.decode(zlib.decompress(packed), type=_Named).allowed_by
