"""The tables of closed periods: proposals, decisions, and the bookings that count elsewhere."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from budget.store.schema_parts import Id, foreign_key, metadata, numbered_key, shared_key, text_column

period_proposals = Table(
    "period_proposals",
    metadata,
    *numbered_key(),
    Column("year", Integer, nullable=False),
    Column("month", Integer, nullable=False),
    Column("closes", Boolean, nullable=False),
    text_column("reason"),
    text_column("proposed_by"),
    Column("proposed_at", DateTime, nullable=False),
    UniqueConstraint("programme", "id", "proposed_by"),
    CheckConstraint("month BETWEEN 0 AND 12", name="month_or_year"),
    CheckConstraint("length(reason) > 0", name="has_reason"),
)
"""`month` is 0 for a whole fiscal year; `closes` is false to reopen."""

period_decisions = Table(
    "period_decisions",
    metadata,
    *shared_key("proposal"),
    text_column("proposed_by"),
    Column("accepted", Boolean, nullable=False),
    text_column("decided_by"),
    Column("decided_at", DateTime, nullable=False),
    Column("known_at", Integer, nullable=False),
    text_column("reason"),
    foreign_key("period_proposals", "proposal", "proposed_by", of=("id", "proposed_by")),
    CheckConstraint("NOT accepted OR decided_by <> proposed_by", name="two_persons"),
    CheckConstraint("accepted OR length(reason) > 0", name="has_reason"),
)
"""`known_at` is the last acceptance before it: later ones fall under the rule."""

moved_bookings = Table(
    "moved_bookings",
    metadata,
    Column("programme", Text, primary_key=True, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("booking", Id, primary_key=True, autoincrement=False),
    Column("ends", Boolean, primary_key=True),
    Column("counts_year", Integer, nullable=False),
    Column("counts_on", Date, nullable=False),
    foreign_key("bookings", "booking"),
    ForeignKeyConstraint(["programme", "seq"], ["acceptances.programme", "acceptances.seq"]),
)
"""For a booking of a closed period: where its amount counts, or (`ends`) where it is taken off again."""
