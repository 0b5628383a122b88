"""The tables of the board: snapshots and signatures, actions, answers, and decisions on plans."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from budget.store.schema_parts import (
    Id,
    cents_column,
    foreign_key,
    metadata,
    numbered_key,
    shared_key,
    text_column,
)

snapshots = Table(
    "snapshots",
    metadata,
    *numbered_key(),
    Column("meeting", Date, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("known_at", Integer, nullable=False),
    text_column("content"),
    text_column("programme_text"),
    text_column("sha256"),
    Column("previous", Text),
    text_column("proposed_by"),
    Column("proposed_at", DateTime, nullable=False),
    UniqueConstraint("programme", "id", "proposed_by"),
    Index(None, "programme", "meeting"),
)

signatures = Table(
    "signatures",
    metadata,
    *shared_key("snapshot"),
    text_column("proposed_by"),
    text_column("signed_by"),
    Column("signed_at", DateTime, nullable=False),
    foreign_key("snapshots", "snapshot", "proposed_by", of=("id", "proposed_by")),
    CheckConstraint("signed_by <> proposed_by", name="two_persons"),
)

corrections = Table(
    "corrections",
    metadata,
    *shared_key("snapshot"),
    Column("replaces", Id, nullable=False),
    text_column("reason"),
    foreign_key("snapshots", "snapshot"),
    foreign_key("snapshots", "replaces"),
    CheckConstraint("replaces < snapshot", name="replaces_earlier"),
    CheckConstraint("length(reason) > 0", name="has_reason"),
)

withdrawals = Table(
    "withdrawals",
    metadata,
    *shared_key("snapshot"),
    foreign_key("snapshots", "snapshot"),
    text_column("withdrawn_by"),
    Column("withdrawn_at", DateTime, nullable=False),
    text_column("reason"),
)

steering_actions = Table(
    "steering_actions",
    metadata,
    *numbered_key(),
    text_column("domain"),
    text_column("text"),
    text_column("owner"),
    Column("due", Date, nullable=False),
    cents_column("expected", nullable=True),
    Column("meeting", Date),
    text_column("registered_by"),
    Column("registered_at", DateTime, nullable=False),
    Index(None, "programme", "domain"),
)

steering_closings = Table(
    "steering_closings",
    metadata,
    *shared_key("action"),
    foreign_key("steering_actions", "action"),
    text_column("closed_by"),
    Column("closed_at", DateTime, nullable=False),
    text_column("outcome"),
    CheckConstraint("length(outcome) > 0", name="has_outcome"),
)

board_answers = Table(
    "board_answers",
    metadata,
    *numbered_key(),
    Column("question_seq", Integer, nullable=False),
    Column("question_n", Integer, nullable=False),
    text_column("verdict"),
    Column("choice", Integer),
    text_column("text"),
    text_column("decided_by"),
    Column("decided_on", Date, nullable=False),
    Column("action", Id),
    foreign_key("steering_actions", "action"),
    text_column("recorded_by"),
    Column("recorded_at", DateTime, nullable=False),
    ForeignKeyConstraint(
        ["programme", "question_seq", "question_n"],
        ["board_questions.programme", "board_questions.seq", "board_questions.n"],
    ),
    CheckConstraint("length(decided_by) > 0", name="has_board"),
    CheckConstraint("(verdict = 'keuze') = (choice IS NOT NULL)", name="choice_of_option"),
    CheckConstraint("choice IS NOT NULL OR length(text) > 0", name="says_what"),
)

amendments = Table(
    "amendments",
    metadata,
    Column("programme", Text, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    *(text_column(name) for name in ("origin", "reason", "document")),
    ForeignKeyConstraint(["programme", "seq"], ["acceptances.programme", "acceptances.seq"]),
    CheckConstraint("length(reason) > 0 AND length(document) > 0", name="says_why"),
)

successions = Table(
    "successions",
    metadata,
    Column("programme", Text, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, primary_key=True, autoincrement=False),
    *(text_column(name) for name in ("code", "domain", "fate", "successor")),
    Column("share", Integer, nullable=False),
    Column("since", Date, nullable=False),
    *(text_column(name) for name in ("reason", "decision")),
    Column("decided_on", Date),
    text_column("document"),
    ForeignKeyConstraint(["programme", "seq"], ["acceptances.programme", "acceptances.seq"]),
    CheckConstraint("successor <> code", name="goes_elsewhere"),
    CheckConstraint("(length(successor) = 0) = (share = 0)", name="has_share"),
    CheckConstraint("share BETWEEN 0 AND 10000", name="share_of_whole"),
)
"""Successions of line codes: the rows of one acceptance together say where a code's money goes."""

decision_path = Table(
    "decision_path",
    metadata,
    Column("programme", Text, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("domain", Text, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    text_column("step"),
    Column("date", Date, nullable=False),
    *(text_column(name) for name in ("document", "remark")),
    ForeignKeyConstraint(["programme", "seq"], ["acceptances.programme", "acceptances.seq"]),
    CheckConstraint("version > 0", name="version_counts"),
)

requests = Table(
    "requests",
    metadata,
    Column("programme", Text, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("domain", Text, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    *(text_column(name) for name in ("code", "request", "moment", "state", "asked_by")),
    cents_column("amount"),
    Column("deadline", Date, nullable=False),
    ForeignKeyConstraint(["programme", "seq"], ["acceptances.programme", "acceptances.seq"]),
    CheckConstraint("amount >= 0", name="amount_not_negative"),
)

promises = Table(
    "promises",
    metadata,
    Column("programme", Text, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("domain", Text, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    *(text_column(name) for name in ("promise", "made_to", "owner", "state", "outcome")),
    Column("due", Date, nullable=False),
    Column("meeting", Date, nullable=False),
    ForeignKeyConstraint(["programme", "seq"], ["acceptances.programme", "acceptances.seq"]),
)

programme_proposals = Table(
    "programme_proposals",
    metadata,
    *numbered_key(),
    Column("base", Integer, nullable=False),
    text_column("text"),
    text_column("reason"),
    text_column("proposed_by"),
    Column("proposed_at", DateTime, nullable=False),
    CheckConstraint("base > 0", name="has_base"),
)
"""Proposed changes of the programme; `base` is the version that was changed."""

programme_refusals = Table(
    "programme_refusals",
    metadata,
    *shared_key("proposal"),
    foreign_key("programme_proposals", "proposal"),
    text_column("refused_by"),
    Column("refused_at", DateTime, nullable=False),
    text_column("reason"),
    CheckConstraint("length(reason) > 0", name="has_reason"),
)

programme_versions = Table(
    "programme_versions",
    metadata,
    Column("programme", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("proposal", Id),
    UniqueConstraint("programme", "proposal"),
    foreign_key("programme_proposals", "proposal"),
    text_column("text"),
    text_column("people"),
    text_column("recorded_by"),
    Column("recorded_at", DateTime, nullable=False),
    CheckConstraint("(version = 1) = (proposal IS NULL)", name="first_or_proposed"),
    CheckConstraint("version > 0", name="counts_from_one"),
)
"""The programme as it was in force; the first version is what was in use when recording began.

`people` is JSON made from `text` (name, role and domains by id), to check every act against.
"""
