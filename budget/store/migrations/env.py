"""Runs the migrations on the connection that budget/store/engine.py hands over."""

from alembic import context

from budget.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
