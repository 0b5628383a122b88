"""A log of SQL statements, and which of them lack a condition on the programme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeAlias

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlglot import exp, parse_one
from sqlglot.errors import ParseError

from budget.store.schema_mail import metadata

OF_DATABASE = re.compile(r"(sqlite|pg)_\w+|alembic_version")
"""Tables whose rows belong to no programme."""
Place: TypeAlias = "tuple[int, str]"
"""One use of a table: the query it is in, and its name there."""
GIVEN: Place = (0, "")
"""A bound parameter or literal."""


@contextmanager
def queries() -> Iterator[list[str]]:
    """Every statement that any engine executes meanwhile, in order."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        found.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def unscoped(statement: str) -> list[str]:
    """The tables or views that this statement uses without a condition on the programme.

    Each use of a table counts by itself: its programme is given, or equals that of another use that has
    one.
    """
    tree = _taken_apart(statement)
    if tree is None:
        return [name for name in metadata.tables if re.search(rf"\b{name}\b", statement)]
    if isinstance(tree, (exp.Create, exp.Alter, exp.Drop)) and not tree.find(exp.Query):
        return []
    named = {one.alias for one in tree.find_all(exp.CTE)}
    used = {_place(one): one for one in tree.find_all(exp.Table) if _is_of_programme(one, named)}
    equal = [pair for one in tree.find_all(exp.EQ) for pair in _pairs(one)]
    bound = {place for place, table in used.items() if _is_added(table)} | {GIVEN}
    bound |= {other for _, other in equal} - used.keys()  # Its source is judged by itself.
    while more := {place for place, other in equal if other in bound} - bound:
        bound |= more
    return [table.name for place, table in used.items() if place not in bound]


def _taken_apart(statement: str) -> exp.Expression | None:
    """The parse tree of the statement; None if sqlglot cannot parse it."""
    try:
        tree = parse_one(statement, dialect="sqlite" if "?" in statement else "postgres")
    except ParseError:
        return None
    return None if isinstance(tree, exp.Command) else tree


def _is_of_programme(table: exp.Table, named: set[str]) -> bool:
    is_function = not isinstance(table.this, exp.Identifier)
    return not (is_function or table.name in named or OF_DATABASE.fullmatch(table.name))


def _is_added(table: exp.Table) -> bool:
    """Whether rows are inserted into it with their programme."""
    into = table.parent
    if not isinstance(into, exp.Schema) or not isinstance(into.parent, exp.Insert):
        return False
    return "programme" in {column.name for column in into.expressions}


def _place(table: exp.Table) -> Place:
    return id(_query(table)), table.alias_or_name


def _query(part: exp.Expression) -> exp.Expression | None:
    """The innermost query around this node."""
    return part.find_ancestor(exp.Select, exp.Update, exp.Delete, exp.Insert)


def _pairs(equation: exp.EQ) -> Iterator[tuple[Place, Place]]:
    """Each use of a table that this equation restricts, with the value it equals."""
    part: exp.Expression = equation
    while isinstance(part.parent, (exp.And, exp.Paren)):
        part = part.parent
    around = part.parent
    if not isinstance(around, (exp.Where, exp.Join)):
        return  # Below OR or NOT, or among the selected or set values.
    own = id(_query(equation))
    side = around.side if isinstance(around, exp.Join) else ""
    joined = {one.alias_or_name for one in _flat(around.this)} if side == "LEFT" else None
    for one, other in ((equation.left, equation.right), (equation.right, equation.left)):
        place, given = _of_programme(one), _of_programme(other)
        if other.find(exp.Placeholder) and not other.find(exp.Column):
            given = GIVEN
        is_held = side in ("", "LEFT") and place and place[0] == own
        if is_held and given and (joined is None or place[1] in joined):
            yield place, given


def _of_programme(side: exp.Expression) -> Place | None:
    """The use of a table whose programme this column is."""
    if not isinstance(side, exp.Column) or side.name != "programme":
        return None
    query = _query(side)
    while query is not None:
        names = [one.alias_or_name for one in _sources(query)]
        if side.table in names or (not side.table and len(names) == 1):
            return id(query), side.table or names[0]
        query = _query(query)
    return None


def _sources(query: exp.Expression) -> Iterator[exp.Expression]:
    """The tables that this query itself reads or changes."""
    begun = query.args.get("from_")
    if isinstance(query, (exp.Update, exp.Delete)):
        yield query.this
    if begun:
        yield from _flat(begun.this)
    yield from query.args.get("using") or ()
    for join in query.args.get("joins") or ():
        yield from _flat(join.this)


def _flat(source: exp.Expression) -> Iterator[exp.Expression]:
    """The tables of a parenthesised join; otherwise the source itself."""
    if isinstance(source, exp.Subquery) and isinstance(source.this, exp.Table):
        yield source.this
        for join in source.this.args.get("joins") or ():
            yield from _flat(join.this)
    else:
        yield source
