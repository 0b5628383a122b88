"""The tables of the outbox: messages, and each step of sending them."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, Integer, Table, UniqueConstraint

from budget.store.schema_parts import foreign_key, metadata, numbered_key, shared_key, text_column

messages = Table(
    "messages",
    metadata,
    *numbered_key(),
    text_column("person"),
    text_column("kind"),
    text_column("key"),
    text_column("text"),
    text_column("page"),
    Column("made_at", DateTime, nullable=False),
    Column("due_at", DateTime, nullable=False),
    UniqueConstraint("programme", "person", "kind", "key"),
)
"""`key` identifies a message within person and kind: none is made twice. `page` is an address in the app."""

mail_steps = Table(
    "mail_steps",
    metadata,
    *shared_key("message"),
    foreign_key("messages", "message"),
    Column("number", Integer, primary_key=True, autoincrement=False),
    text_column("step"),
    text_column("told"),
    Column("at", DateTime, nullable=False),
)
"""`number` counts the steps of one message: if two processes take the same step, one is refused."""
