"""Serves app.py with uvicorn: one process, with a guard before Streamlit."""

from budget.server.addresses import ONLY_HERE, is_loopback, require_safe_address
from budget.server.serving import run

__all__ = ["ONLY_HERE", "is_loopback", "require_safe_address", "run"]
