"""The tables of the outbox: what is to be told to whom, and each step of telling it."""

from __future__ import annotations

from sqlalchemy import Column, DateTime, ForeignKey, Integer, Table, UniqueConstraint

from budget.store.schema import Id, metadata, text

messages = Table(
    "messages",
    metadata,
    Column("id", Id, primary_key=True),
    text("programme"),
    text("person"),
    text("kind"),
    text("key"),
    text("text"),
    text("page"),
    Column("made_at", DateTime, nullable=False),
    Column("due_at", DateTime, nullable=False),
    UniqueConstraint("programme", "person", "kind", "key"),
)
"""`key` tells messages of a kind to one person apart: none is made twice. `page` is an address in the app."""

mail_steps = Table(
    "mail_steps",
    metadata,
    Column("message", Id, ForeignKey("messages.id"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    text("step"),
    text("told"),
    Column("at", DateTime, nullable=False),
)
"""`number` counts the steps of one message: of two programs that take the same step, one is refused."""
