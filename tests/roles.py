"""The roles of docs/beheer.md: an owner who makes the tables, and the program's own that reads and adds."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import psycopg

from budget.store.engine import open_store

MANUAL = (Path(__file__).resolve().parents[1] / "docs/beheer.md").read_text(encoding="utf-8")
GRANTS, NUMBER = re.findall(r"```sql\n(.*?)```", MANUAL, re.S)[1:3]
OWNER, APP = "budget_owner", "budget_app"
ROLES = """
do $$ begin
  create role budget_owner login password 'x';
  create role budget_app login password 'x';
exception when duplicate_object or unique_violation then null; end $$
"""


def of_role(url: str, role: str) -> str:
    """The address of the same database for another role."""
    return re.sub(r"//[^@/]*@", f"//{role}:x@", url) if "@" in url else url.replace("//", f"//{quote(role)}@")


def grant(url: str) -> str:
    """Run the manual's SQL from before there are tables; returns the address for the owner."""
    with psycopg.connect(of_role(url, OWNER), autocommit=True) as connection:
        connection.execute(GRANTS)
    return of_role(url, OWNER)


def make_tables(url: str) -> str:
    """Run the rest of the manual's SQL; returns the address for the program."""
    open_store(of_role(url, OWNER)).close()
    with psycopg.connect(of_role(url, OWNER), autocommit=True) as connection:
        connection.execute(NUMBER)
    return of_role(url, APP)
