"""What was submitted, accepted, frozen and recorded: the only part that knows SQL."""

from sqlalchemy import Connection

from budget.store.engine import Store, open_store

__all__ = ["Connection", "Store", "open_store"]
