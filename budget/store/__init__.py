"""Submissions, versions, snapshots and the audit trail: the only package with SQL."""

from sqlalchemy import Connection

from budget.store.engine import Store, open_store

__all__ = ["Connection", "Store", "open_store"]
