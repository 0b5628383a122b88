"""The tables of accepted data: each row has its programme and the acceptance (`seq`) that added it."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy import Connection as Connection

from budget.store.schema_parts import AnyRow as AnyRow
from budget.store.schema_parts import AnySelect as AnySelect
from budget.store.schema_parts import Id as Id
from budget.store.schema_parts import (
    acceptance_foreign_key,
    acceptance_key,
    cents_column,
    foreign_key,
    numbered_key,
    shared_key,
)
from budget.store.schema_parts import audit as audit
from budget.store.schema_parts import metadata as metadata
from budget.store.schema_parts import row_values as row_values
from budget.store.schema_parts import text_column as text

submissions = Table(
    "submissions",
    metadata,
    *numbered_key(),
    text("file"),
    text("sha256"),
    Column("data", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
    text("kinds"),
    text("domains"),
    text("base"),
    text("submitted_by"),
    Column("submitted_at", DateTime, nullable=False),
    UniqueConstraint("programme", "id", "submitted_by"),
    Index(None, "programme", "sha256"),
)

acceptances = Table(
    "acceptances",
    metadata,
    Column("programme", Text, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("submission", Id, nullable=False),
    text("submitted_by"),
    text("accepted_by"),
    Column("accepted_at", DateTime, nullable=False),
    UniqueConstraint("programme", "submission"),
    foreign_key("submissions", "submission", "submitted_by", of=("id", "submitted_by")),
    CheckConstraint("accepted_by <> submitted_by", name="two_persons"),
)

rejections = Table(
    "rejections",
    metadata,
    *shared_key("submission"),
    text("rejected_by"),
    Column("rejected_at", DateTime, nullable=False),
    text("reason"),
    foreign_key("submissions", "submission"),
    CheckConstraint("length(reason) > 0", name="has_reason"),
)

plan_versions = Table(
    "plan_versions",
    metadata,
    *acceptance_key(),
    Column("domain", Text, primary_key=True),
    acceptance_foreign_key(),
)

plan_lines = Table(
    "plan_lines",
    metadata,
    *acceptance_key(),
    Column("domain", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("source", Text, primary_key=True),
    Column("theme", Text, primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    text("action_line"),
    text("activity"),
    text("budget_holder"),
    cents_column("budget"),
    cents_column("released", nullable=True),
    Column("phasing", Text),
    text("project_code"),
    text("note"),
    Column("nature", Text),
    ForeignKeyConstraint(
        ["programme", "seq", "domain"],
        ["plan_versions.programme", "plan_versions.seq", "plan_versions.domain"],
    ),
    CheckConstraint("released IS NULL OR (released >= 0 AND released <= budget)", name="released_in_budget"),
    Index(None, "programme", "code"),
)

statements = Table(
    "statements",
    metadata,
    *acceptance_key(),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("date", Date, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("states_bookings", Boolean, nullable=False),
    Column("states_commitments", Boolean, nullable=False),
    Column("domains", Text),
    acceptance_foreign_key(),
)

statement_codes = Table(
    "statement_codes",
    metadata,
    *acceptance_key(),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("code", Text, primary_key=True),
    ForeignKeyConstraint(
        ["programme", "seq", "n"], ["statements.programme", "statements.seq", "statements.n"]
    ),
    Index(None, "programme", "code"),
)

bookings = Table(
    "bookings",
    metadata,
    *numbered_key(),
    Column("seq", Integer, nullable=False),
    text("identity"),
    text("document"),
    text("sequence"),
    Column("date", Date, nullable=False),
    Column("fiscal_year", Integer, nullable=False),
    text("code"),
    text("source"),
    text("theme"),
    text("description"),
    cents_column(),
    acceptance_foreign_key(),
    Index(None, "programme", "identity"),
    Index(None, "programme", "code", "date"),
)

booking_ends = Table(
    "booking_ends",
    metadata,
    *numbered_key("booking"),
    Column("seq", Integer, nullable=False),
    foreign_key("bookings", "booking"),
    acceptance_foreign_key(),
)

booking_suppliers = Table(
    "booking_suppliers",
    metadata,
    *acceptance_key(),
    Column("identity", Text, primary_key=True),
    text("supplier"),
    acceptance_foreign_key(),
)


def _totals(name: str, day: str) -> Table:
    return Table(
        name,
        metadata,
        *acceptance_key(),
        Column("fiscal_year", Integer, primary_key=True, autoincrement=False),
        Column(day, Date, primary_key=True),
        Column("code", Text, primary_key=True),
        Column("source", Text, primary_key=True),
        Column("theme", Text, primary_key=True),
        cents_column(),
        acceptance_foreign_key(),
        Index(None, "programme", "fiscal_year", day),
    )


month_totals = _totals("month_totals", "month_end")
day_totals = _totals("day_totals", "day")
commitment_totals = _totals("commitment_totals", "date")

commitments = Table(
    "commitments",
    metadata,
    *numbered_key(),
    Column("seq", Integer, nullable=False),
    text("document"),
    text("sequence"),
    Column("date", Date, nullable=False),
    Column("fiscal_year", Integer, nullable=False),
    text("code"),
    text("source"),
    text("theme"),
    text("description"),
    cents_column(),
    acceptance_foreign_key(),
    Index(None, "programme", "code", "seq"),
)

progress = Table(
    "progress",
    metadata,
    *acceptance_key(),
    Column("n", Integer, primary_key=True, autoincrement=False),
    text("code"),
    Column("as_of", Date, nullable=False),
    cents_column("forecast", nullable=True),
    Column("cause", Text),
    *(text(name) for name in ("note", "steering", "result", "indicator", "value", "target")),
    Column("withdrawn", Integer),
    acceptance_foreign_key(),
    Index(None, "programme", "code"),
)

partners = Table(
    "partners",
    metadata,
    *acceptance_key(),
    Column("domain", Text, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    text("partner"),
    text("action_line"),
    Column("year", Integer, nullable=False),
    text("form"),
    text("description"),
    cents_column("amount", nullable=True),
    *(text(name) for name in ("quantity", "unit", "basis")),
    acceptance_foreign_key(),
)

decisions = Table(
    "decisions",
    metadata,
    *acceptance_key(),
    Column("domain", Text, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("date", Date, nullable=False),
    text("code"),
    text("decision"),
    cents_column("amount", nullable=True),
    *(text(name) for name in ("criteria", "decided_by", "escalation")),
    Column("conflict", Text),
    Column("route", Text),
    Column("resolved_on", Date),
    Column("resolved_by", Text),
    acceptance_foreign_key(),
)

releases = Table(
    "releases",
    metadata,
    *acceptance_key(),
    Column("domain", Text, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    *(text(name) for name in ("code", "source", "theme")),
    Column("year", Integer, nullable=False),
    cents_column("amount"),
    text("state"),
    Column("date", Date, nullable=False),
    *(text(name) for name in ("decision", "body", "document")),
    acceptance_foreign_key(),
    CheckConstraint("amount >= 0", name="amount_not_negative"),
    CheckConstraint("length(code) > 0 OR length(source) > 0", name="says_for_what"),
)

board_questions = Table(
    "board_questions",
    metadata,
    *acceptance_key(),
    Column("n", Integer, primary_key=True, autoincrement=False),
    *(text(name) for name in ("code", "text", "options", "owner")),
    Column("meeting", Date),
    acceptance_foreign_key(),
    CheckConstraint("length(text) > 0", name="has_text"),
)
"""`options` is JSON: a list of pairs of text and effect in cents, or null."""

people = Table(
    "people",
    metadata,
    Column("programme", Text, primary_key=True),
    Column("person", Text, primary_key=True),
)
"""Every id that the programme ever had."""
