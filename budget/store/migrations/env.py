"""Runs the migrations on the connection that `budget.store.engine` opened."""

from alembic import context

from budget.store import schema_board as schema_board
from budget.store import schema_mail

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=schema_mail.metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
