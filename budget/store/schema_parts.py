"""Building blocks of tables, such as keys that include the programme, and the audit table."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Row,
    Select,
    Table,
    Text,
)

AnyRow = Row[*tuple[Any, ...]]
"""A result row; its columns are checked by the database, not by mypy."""
AnySelect = Select[*tuple[Any, ...]]


def row_values(row: AnyRow) -> dict[str, Any]:
    """The values of a row by column name as plain str: msgspec refuses SQLAlchemy's subclass."""
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


def text_column(name: str) -> Column[str]:
    """A text column; unknown is '', never NULL."""
    return Column(name, Text, nullable=False)


def cents_column(name: str = "cents", *, nullable: bool = False) -> Column[int]:
    """An amount of money in cents."""
    return Column(name, BigInteger, nullable=nullable)


def numbered_key(number: str = "id") -> tuple[Column[int], Column[str], PrimaryKeyConstraint]:
    """The key of a table whose rows are numbered from 1 within each programme."""
    columns = Column(number, Id, nullable=False), Column("programme", Text, nullable=False)
    return (*columns, PrimaryKeyConstraint("programme", number))


def shared_key(number: str) -> tuple[Column[str], Column[int]]:
    """The key of a table that shares the number of a row in another table, of the same programme."""
    return (
        Column("programme", Text, primary_key=True, nullable=False),
        Column(number, Id, primary_key=True, autoincrement=False),
    )


def foreign_key(table: str, *columns: str, of: tuple[str, ...] = ("id",)) -> ForeignKeyConstraint:
    """A foreign key to a row of the same programme: no key crosses programmes."""
    return ForeignKeyConstraint(["programme", *columns], [f"{table}.{name}" for name in ("programme", *of)])


def acceptance_key() -> tuple[Column[str], Column[int]]:
    """The first columns of a row that an acceptance added."""
    return (
        Column("programme", Text, primary_key=True, nullable=False),
        Column("seq", Integer, primary_key=True, nullable=False, autoincrement=False),
    )


def acceptance_foreign_key() -> ForeignKeyConstraint:
    """A foreign key to the acceptance that added the row."""
    return ForeignKeyConstraint(["programme", "seq"], ["acceptances.programme", "acceptances.seq"])


audit = Table(
    "audit",
    metadata,
    *numbered_key(),
    Column("at", DateTime, nullable=False),
    text_column("person"),
    text_column("action"),
    text_column("subject"),
    text_column("detail"),
    text_column("previous"),
    text_column("hash"),
)
