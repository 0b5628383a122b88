"""The tables of what was accepted: each row has its programme and the acceptance (`seq`) that brought it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    Select,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy import Connection as Connection

AnyRow = Row[*tuple[Any, ...]]
"""A result row; its columns are checked by the database, not by mypy."""
AnySelect = Select[*tuple[Any, ...]]


def row_values(row: AnyRow) -> dict[str, Any]:
    """The values of a row by plain column name: SQLAlchemy's own names are no exact str, as msgspec asks."""
    return {str(name): value for name, value in row._mapping.items()}


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
Id = BigInteger().with_variant(Integer(), "sqlite")


def text(name: str) -> Column[str]:
    """A text column; unknown is an empty text, never NULL."""
    return Column(name, Text, nullable=False)


def cents(name: str = "cents", *, nullable: bool = False) -> Column[int]:
    """An amount of money in cents."""
    return Column(name, BigInteger, nullable=nullable)


def _known(*, primary: bool = True) -> tuple[Column[str], Column[int]]:
    return (
        Column("programme", Text, primary_key=primary, nullable=False),
        Column("seq", Integer, primary_key=primary, nullable=False, autoincrement=False),
    )


def _of_acceptance() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["programme", "seq"], ["acceptances.programme", "acceptances.seq"])


submissions = Table(
    "submissions",
    metadata,
    Column("id", Id, primary_key=True),
    text("programme"),
    text("file"),
    text("sha256"),
    Column("data", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
    text("kinds"),
    text("domains"),
    text("base"),
    text("submitted_by"),
    Column("submitted_at", DateTime, nullable=False),
    UniqueConstraint("id", "submitted_by"),
    Index(None, "programme", "sha256"),
)

acceptances = Table(
    "acceptances",
    metadata,
    Column("programme", Text, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("submission", Id, nullable=False, unique=True),
    text("submitted_by"),
    text("accepted_by"),
    Column("accepted_at", DateTime, nullable=False),
    ForeignKeyConstraint(["submission", "submitted_by"], ["submissions.id", "submissions.submitted_by"]),
    CheckConstraint("accepted_by <> submitted_by", name="two_persons"),
)

rejections = Table(
    "rejections",
    metadata,
    Column("submission", Id, ForeignKey("submissions.id"), primary_key=True, autoincrement=False),
    text("rejected_by"),
    Column("rejected_at", DateTime, nullable=False),
    text("reason"),
    CheckConstraint("length(reason) > 0", name="has_reason"),
)

plan_versions = Table(
    "plan_versions",
    metadata,
    *_known(),
    Column("domain", Text, primary_key=True),
    _of_acceptance(),
)

plan_lines = Table(
    "plan_lines",
    metadata,
    *_known(),
    Column("domain", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("source", Text, primary_key=True),
    Column("theme", Text, primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    text("action_line"),
    text("activity"),
    text("budget_holder"),
    cents("budget"),
    cents("released", nullable=True),
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
    *_known(),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("date", Date, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("states_bookings", Boolean, nullable=False),
    Column("states_commitments", Boolean, nullable=False),
    Column("domains", Text),
    _of_acceptance(),
)

statement_codes = Table(
    "statement_codes",
    metadata,
    *_known(),
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
    Column("id", Id, primary_key=True),
    *_known(primary=False),
    text("identity"),
    text("document"),
    text("sequence"),
    Column("date", Date, nullable=False),
    Column("fiscal_year", Integer, nullable=False),
    text("code"),
    text("source"),
    text("theme"),
    text("description"),
    cents(),
    _of_acceptance(),
    Index(None, "programme", "identity"),
    Index(None, "programme", "code", "date"),
)

booking_ends = Table(
    "booking_ends",
    metadata,
    Column("booking", Id, ForeignKey("bookings.id"), primary_key=True, autoincrement=False),
    *_known(primary=False),
    _of_acceptance(),
)

booking_suppliers = Table(
    "booking_suppliers",
    metadata,
    *_known(),
    Column("identity", Text, primary_key=True),
    text("supplier"),
    _of_acceptance(),
)


def _totals(name: str, day: str) -> Table:
    return Table(
        name,
        metadata,
        *_known(),
        Column("fiscal_year", Integer, primary_key=True, autoincrement=False),
        Column(day, Date, primary_key=True),
        Column("code", Text, primary_key=True),
        Column("source", Text, primary_key=True),
        Column("theme", Text, primary_key=True),
        cents(),
        _of_acceptance(),
        Index(None, "programme", "fiscal_year", day),
    )


month_totals = _totals("month_totals", "month_end")
day_totals = _totals("day_totals", "day")
commitment_totals = _totals("commitment_totals", "date")

commitments = Table(
    "commitments",
    metadata,
    Column("id", Id, primary_key=True),
    *_known(primary=False),
    text("document"),
    text("sequence"),
    Column("date", Date, nullable=False),
    Column("fiscal_year", Integer, nullable=False),
    text("code"),
    text("source"),
    text("theme"),
    text("description"),
    cents(),
    _of_acceptance(),
    Index(None, "programme", "code", "seq"),
)

progress = Table(
    "progress",
    metadata,
    *_known(),
    Column("n", Integer, primary_key=True, autoincrement=False),
    text("code"),
    Column("as_of", Date, nullable=False),
    cents("forecast", nullable=True),
    Column("cause", Text),
    *(text(name) for name in ("note", "steering", "result", "indicator", "value", "target")),
    Column("withdrawn", Integer),
    _of_acceptance(),
    Index(None, "programme", "code"),
)

partners = Table(
    "partners",
    metadata,
    *_known(),
    Column("domain", Text, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    text("partner"),
    text("action_line"),
    Column("year", Integer, nullable=False),
    text("form"),
    text("description"),
    cents("amount", nullable=True),
    *(text(name) for name in ("quantity", "unit", "basis")),
    _of_acceptance(),
)

decisions = Table(
    "decisions",
    metadata,
    *_known(),
    Column("domain", Text, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("date", Date, nullable=False),
    text("code"),
    text("decision"),
    cents("amount", nullable=True),
    *(text(name) for name in ("criteria", "decided_by", "escalation")),
    Column("conflict", Text),
    Column("route", Text),
    Column("resolved_on", Date),
    Column("resolved_by", Text),
    _of_acceptance(),
)

releases = Table(
    "releases",
    metadata,
    *_known(),
    Column("domain", Text, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    *(text(name) for name in ("code", "source", "theme")),
    Column("year", Integer, nullable=False),
    cents("amount"),
    text("state"),
    Column("date", Date, nullable=False),
    *(text(name) for name in ("decision", "body", "document")),
    _of_acceptance(),
    CheckConstraint("amount >= 0", name="amount_not_negative"),
    CheckConstraint("length(code) > 0 OR length(source) > 0", name="says_for_what"),
)

board_questions = Table(
    "board_questions",
    metadata,
    *_known(),
    Column("n", Integer, primary_key=True, autoincrement=False),
    *(text(name) for name in ("code", "text", "options", "owner")),
    Column("meeting", Date),
    _of_acceptance(),
    CheckConstraint("length(text) > 0", name="has_text"),
)
"""`options` is JSON: a list of pairs of text and effect in cents, or null."""

people = Table(
    "people",
    metadata,
    Column("programme", Text, primary_key=True),
    Column("person", Text, primary_key=True),
)
"""The ids that the programme ever had."""

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True),
    text("programme"),
    Column("at", DateTime, nullable=False),
    text("person"),
    text("action"),
    text("subject"),
    text("detail"),
    text("previous"),
    text("hash"),
    Index(None, "programme", "id"),
)
