"""Looks at a foreign sheet below its header: its columns, notation, known codes and sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from budget.intake.grammar.booking_periods import PERIOD
from budget.intake.grammar.names import Vocabulary
from budget.intake.suggest.column_profile import profiles
from budget.intake.suggest.foreign_sheet import ForeignSheet
from budget.intake.suggest.header_words import find_word, is_account, says_money
from budget.intake.suggest.notation import ASK_POINT, Notation, amount_notation, date_notation
from budget.model.content import PlanLine
from budget.model.programme import Programme
from budget.workbook.grid import Grid


def profile_sheet(
    grid: Grid,
    row: int,
    programme: Programme,
    plan: Collection[PlanLine] = (),
    known_notation: Notation | None = None,
) -> ForeignSheet:
    """A sheet with its header in `row`; `plan` are the lines in force, `known_notation` its notation."""
    notation = amount_notation(grid, row, says_money) if known_notation is None else known_notation
    columns = profiles(grid, row, programme.years, notation.dotted)
    has_days = any(column.is_day for column in columns)
    numbers = frozenset(
        column.place
        for column in columns
        if column.may_be_code and _is_number(column.header, has_days=has_days)
    )
    orders = {c.place: date_notation(grid, row, c.place, programme.years) for c in columns if c.is_day}
    orders |= {c.place: (PERIOD, None) for c in columns if c.is_period}
    questions = [offer for _, offer in orders.values() if offer]
    questions += [ASK_POINT] if notation.dotted and not notation.is_proven else []
    return ForeignSheet(
        grid,
        row,
        columns,
        programme,
        Vocabulary(programme),
        frozenset(code for line in plan for code in (line.code, line.project_code) if code),
        _sources(plan, programme),
        point=bool(notation.dotted),
        orders={place: order for place, (order, _) in orders.items()},
        numbers=numbers,
        is_proven=notation.is_proven,
        asked=tuple(dict.fromkeys(questions)),
    )


def _sources(plan: Collection[PlanLine], programme: Programme) -> dict[str, tuple[str, ...]]:
    """The names of the sources of each code with more than one."""
    names = {source.code: source.name for source in programme.sources}
    sources_by_code = defaultdict[str, set[str]](set)
    for line in plan:
        for code in filter(None, (line.code, line.project_code)):
            sources_by_code[code].add(names.get(line.source, line.source))
    return {code: tuple(sorted(sources)) for code, sources in sources_by_code.items() if len(sources) > 1}


def _is_number(header: str, *, has_days: bool) -> bool:
    """Whether whole numbers under this header name or number something."""
    names = ("code", "document", "sequence", "number")
    return any(find_word(name, header) for name in names) or is_account(header, has_days=has_days)
