"""Applies a layout: turns a foreign sheet into tables of our kinds; findings name the user's cells."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from budget import labels
from budget.intake.faults import Fault
from budget.intake.findings import Findings
from budget.intake.grammar.amounts import read_amount
from budget.intake.grammar.booking_periods import year_in
from budget.intake.grammar.currencies import foreign_currency
from budget.intake.grammar.dates import read_date
from budget.intake.grammar.headers import header_key
from budget.intake.grammar.stated_day import stated_day
from budget.intake.grammar.text import read_text
from budget.intake.grammar.units import find_unit, may_say_unit
from budget.intake.mapping.layout import (
    YEAR_FIELDS,
    Layout,
    Part,
    fingerprint,
    joined_columns,
    named_columns,
    with_years,
)
from budget.intake.mapping.mixed_units import mixed_units
from budget.intake.mapping.month_columns import by_month, rows_with_amount, until_latest
from budget.intake.mapping.period_dates import with_periods
from budget.intake.mapping.plan_lines import add_up, drop_below_zero, drop_blank_rows, report_below_zero
from budget.intake.mapping.row_filter import Condition, filter_rows
from budget.intake.places import euros, row_names
from budget.intake.schema import Cell, amount_fields
from budget.intake.sheets.currency import ask_about_currency
from budget.intake.sheets.derived_columns import (
    add_computed_column,
    add_constant_column,
    add_date_column,
    add_fallback_column,
    add_filled_down_column,
    add_joined_column,
    add_translated_column,
    add_year_end_column,
    check_minus,
)
from budget.intake.sheets.row_kinds import make_table
from budget.intake.sheets.table import Header, Table, amounts_of
from budget.model.words import Cents, SheetKind
from budget.workbook.cells import is_blank
from budget.workbook.grid import Grid

_YEARS = range(1990, 2100)
_LOOK_AHEAD = 8
_FEW, _SHORT = 3, 16
"""Limits of a unit column: number of different words and their length."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_KIND = re.compile(
    r"begroting|begroot|budget|raming|realisatie|gerealiseerd|werkelijk|besteed|actual|prognose|forecast|verwacht"
    r"|verplicht|t/m|ytd",
    re.IGNORECASE,
)
"""Group headers over the columns of one kind of money."""
Raw = object
"""The raw value of a cell."""


def find_header(grid: Grid, depth: int, mark: str) -> int | None:
    """The row whose texts have this fingerprint; None when no row of the first `depth` has."""
    return next((row for row in range(min(depth, grid.height)) if _matching_texts(grid, row, mark)), None)


def _matching_texts(grid: Grid, row: int, mark: str) -> dict[int, str]:
    """The header in this row, alone or with the row above, if it has this fingerprint."""
    for texts in (header_texts(grid, row), two_row_texts(grid, row)):
        if texts and fingerprint(texts.values()) == mark:
            return texts
    return {}


def header_texts(grid: Grid, row: int) -> dict[int, str]:
    """The texts of a header row by column, each on one line; columns without one are left out."""
    texts = {n: cell for n, cell in enumerate(grid.row(row)) if not is_blank(cell)}
    return {n: " ".join(str(read_text(cell)).split()) for n, cell in texts.items()}


def two_row_texts(grid: Grid, row: int) -> dict[int, str]:
    """The texts of a two-row header: a group header is put before the header of each of its columns.

    Empty when the row above is no part of the header. A group header above a column without a header is its
    header.
    """
    own, above = header_texts(grid, row), header_texts(grid, row - 1) if row else {}
    cells = grid.row(row - 1) if row else []
    if len(above) < 2 or len(own) < 2 or not all(_may_be_group(cells[place]) for place in above):
        return {}
    texts: dict[int, str] = {}
    over = ""
    for place in sorted(own.keys() | above.keys()):
        over = above.get(place, over)
        texts[place] = over if own.get(place, "") in ("", over) else f"{over} {own[place]}".strip()
        over = over if place in own else ""
    return texts


def column_texts(grid: Grid, row: int) -> dict[int, str]:
    """The texts of a header row, with those of the row above only where both are needed."""
    own, both = header_texts(grid, row), two_row_texts(grid, row)
    has_doubles = len(set(map(header_key, own.values()))) < len(own)
    lonely = [place for place in both if place not in own and _has_data(grid, place, row)]
    kinds = {match[0].casefold() for text in both.values() if (match := _KIND.match(text))}
    return both if both and (has_doubles or lonely or len(kinds) > 1) else own


def _may_be_group(cell: Raw) -> bool:
    """Whether a cell may be a group header: a text that is no amount, or a year."""
    if isinstance(cell, float):
        return cell in _YEARS
    return isinstance(cell, str) and (
        bool(_YEAR.fullmatch(cell.strip())) or isinstance(read_amount(cell), Fault)
    )


def _has_data(grid: Grid, place: int, row: int) -> bool:
    column = grid.columns[place]
    return any(not is_blank(column[at]) for at in range(row + 1, min(row + 1 + _LOOK_AHEAD, grid.height)))


def unread_columns(grid: Grid, row: int, layout: Layout) -> list[int]:
    """The columns with a header that no part reads or filters by."""
    headers = layout.read_headers
    return sorted(place for name, place in _places(grid, row, layout).items() if name not in headers)


def map_grid(grid: Grid, row: int, layout: Layout, findings: Findings) -> list[Table]:
    """The tables of one sheet with its header in `row`; empty ones are left out."""
    grid.own_width = grid.own_width or len(grid.columns)
    _check_unit(grid, row, layout, findings)
    columns = _places(grid, row, layout)
    tables: list[Table] = []
    amounts: dict[int, Cents] = {}
    used_rows: set[int] = set()
    for part in with_years(layout.parts):
        if part.open_years:
            findings.add("mapping-no-year", grid.name, years=labels.join_words(list(part.open_years)))
        _check_years(grid, row, part, layout, findings)
        _check_day(grid, row, part, findings)
        also = {columns[name] for name in (*part.months, part.minus) if name and name not in part.forecast}
        by_end: dict[date, Table] = {}
        lines: list[int] = []
        for month_part in by_month(part):
            table = _table(grid, row, layout, month_part, columns, findings, also)
            for at, cents in zip(table.rows, amounts_of(table), strict=True):
                amounts[at] = amounts.get(at, 0) + cents if part.months else amounts.get(at, cents)
            selection = filter_rows(table, _conditions(month_part, columns), layout.order)
            used_rows |= set(selection)
            if part.months and month_part.columns["amount"] in part.forecast:
                _report_forecast(table, selection, month_part.columns["amount"])
                continue
            _gather(table, month_part, selection, columns, layout, is_month=bool(part.months))
            if part.months:
                by_end[date.fromisoformat(month_part.constants["date"])], lines = table, selection
            else:
                tables.append(table)
        tables += until_latest(by_end, part, lines) if by_end else []
    if unread := sorted(set(amounts) - used_rows):
        count, total = labels.count(len(unread), "rij", "rijen"), euros(sum(amounts[at] for at in unread))
        findings.add("mapping-rows", grid.name, count=count, total=total, rows=row_names(unread))
    return [table for table in tables if table.rows]


def _gather(
    table: Table, part: Part, selection: list[int], columns: dict[str, int], layout: Layout, *, is_month: bool
) -> None:
    """Drop and merge the rows of a part as the mapping says."""
    name, all_of = table.spec.total, dict(zip(table.rows, amounts_of(table), strict=True))
    total = table.header.columns.get(name)
    table.rows = (
        rows_with_amount(table.grid, selection, total) if is_month and total is not None else selection
    )
    if part.minus:
        check_minus(table, columns[part.minus], part.minus, layout.unit, point=layout.point)
    drop_blank_rows(table, part.columns.get(name, table.spec.column(name).header))
    if part.costs_only:
        judge = columns[part.costs_by] if part.costs_by else None
        drop_below_zero(table, part.sign, judge, point=layout.point)
    elif part.kind is SheetKind.PLAN:
        report_below_zero(table)
    earlier_rows = set(table.rows)
    table.left_out = {row: cents for row, cents in all_of.items() if cents and row not in earlier_rows}
    if part.adds_up:
        add_up(table)


def _conditions(part: Part, columns: dict[str, int]) -> Iterator[Condition]:
    """The row conditions of a part; a year of the file that is not mapped to one of ours does not count."""
    yield from ((columns[name], words, True) for name, words in part.only.items())
    yield from ((columns[name], words, False) for name, words in part.without.items())
    for name in YEAR_FIELDS:
        words = tuple(year for year, ours in part.words.get(name, {}).items() if not ours)
        if words and name in part.columns:
            yield columns[part.columns[name]], words, False


def _report_forecast(table: Table, rows: list[int], header: str) -> None:
    """Report a month that a mapping leaves out as a forecast, with its money."""
    table.rows = rows
    if total := sum(amounts_of(table)):
        table.findings.add("mapping-forecast", table.sheet, column=header, total=euros(total))


def _places(grid: Grid, row: int, layout: Layout) -> dict[str, int]:
    """The column of each header of a layout."""
    places = list(_matching_texts(grid, row, layout.fingerprint))
    return {name: places[n] for name, n in named_columns(layout.headers).items()}


def values_below(grid: Grid, place: int, row: int) -> list[Any]:
    """The distinct non-empty cells of a column under a header."""
    column = grid.columns[place]
    values = column.values
    return [values[code] for code in set(column.codes[row + 1 :]) if not is_blank(values[code])]


def _check_unit(grid: Grid, row: int, layout: Layout, findings: Findings) -> None:
    """Report a unit stated in the file that differs from the mapping's."""
    cells = [cell for above in range(row + 1) for cell in grid.row(above)]
    stated_units = {max((find_unit(cell) for cell in cells), default=1)} - {1} | units_in_columns(grid, row)
    for unit in sorted(stated_units - {layout.unit}):
        findings.add("mapping-unit", grid.name, said=_thousands(unit), unit=_thousands(layout.unit))
    if mixed := mixed_units(layout, (cell for above in range(row) for cell in grid.row(above))):
        findings.add("mapping-units", grid.name, value=mixed[0], other=mixed[1])
    if layout.unit == 1:
        for cell in filter(may_say_unit, dict.fromkeys(cells)):
            findings.add("unit-doubt", grid.name, value=cell)
    ask_about_currency(grid, row, findings)


def units_in_columns(grid: Grid, row: int) -> set[int]:
    """The unit multipliers in columns that hold only units."""
    for place in column_texts(grid, row):
        values = values_below(grid, place, row)
        units = set(map(find_unit, values)) if len(values) <= _FEW else set()
        if units - {1} and all(isinstance(value, str) and len(value) <= _SHORT for value in values):
            return units
    return set()


def _check_years(grid: Grid, row: int, part: Part, layout: Layout, findings: Findings) -> None:
    """Report a file that names another year than the one for which its amounts count."""
    words = part.words.get("year") or part.words.get("fiscal_year") or {}
    differences = {(stated_year, year) for stated_year, year in words.items() if year and stated_year != year}
    header_years = set(_YEAR.findall(part.columns.get(part.spec.total, "")))
    fixed = [part.constants.get(name, "")[:4] for name in ("year", "fiscal_year", "date")]
    year = next(filter(None, fixed), "")
    if (
        len(header_years) == 1
        and year not in header_years | {""}
        and not {"year", "fiscal_year"} & set(part.columns)
    ):
        differences.add((header_years.pop(), year))
    if "date" in part.columns and part.constants.get("date"):
        place = _places(grid, row, layout)[part.columns["date"]]
        years = {year_in(value, layout.order) for value in values_below(grid, place, row)} - {0}
        differences |= {(str(named_year), year) for named_year in years if str(named_year) != year}
    for stated_year, target in sorted(differences):
        findings.add("mapping-year", grid.name, said=stated_year, year=target)


def _check_day(grid: Grid, row: int, part: Part, findings: Findings) -> None:
    """Report a file that states another closing day than the one on which its amounts count."""
    text = part.constants.get("date", "")
    if part.kind is not SheetKind.LEDGER or not text or "date" in part.columns:
        return
    titles = " ".join(str(cell) for above in range(row) for cell in grid.row(above) if not is_blank(cell))
    year = int(text[:4]) if text[:4].isdigit() else 0
    day = stated_day(part.columns.get("amount", "")) or stated_day(titles, year)
    value = read_date(text, (day.year,)) if day else None
    if day and value != day:
        findings.add("mapping-day", grid.name, said=day, day=value if isinstance(value, date) else text)


def _thousands(unit: int) -> str:
    return f"{unit:,}".replace(",", ".")


def _table(
    grid: Grid,
    row: int,
    layout: Layout,
    part: Part,
    columns: dict[str, int],
    findings: Findings,
    other_columns: Collection[int],
) -> Table:
    """All rows of the sheet as a table of one of our kinds."""
    numbers: dict[str, int] = {}
    for name, text in part.columns.items():
        places = [columns[name] for name in joined_columns(text, columns)]
        numbers[name] = places[0] if len(places) == 1 else add_joined_column(grid, row, places)
        if text in part.goes_on:
            numbers[name] = add_filled_down_column(grid, row, numbers[name])
    for name, value in part.constants.items():
        if value and (name not in numbers or name == "date"):
            numbers[name] = add_constant_column(grid, row, value)
    for column in part.spec.columns:
        if layout.order and column.cell is Cell.DATE and column.field in part.columns:
            year = int(part.constants.get("fiscal_year") or 0)
            numbers[column.field] = add_date_column(grid, row, numbers[column.field], layout.order, year)
    for name, words in part.words.items():
        if name in part.columns:
            # Words of the code column can name the source of a line that has several.
            is_own = part.columns[name] != part.columns.get("code")
            numbers[name] = add_translated_column(grid, row, numbers[name], words, keeps=is_own)
    if part.kind is SheetKind.LEDGER and "date" not in numbers and "fiscal_year" in numbers:
        numbers["date"] = add_year_end_column(grid, row, numbers["fiscal_year"])
    for name, instead in (("activity", numbers.get("code")), ("action_line", numbers.get("domain"))):
        if name in numbers and instead is not None:
            numbers[name] = add_fallback_column(grid, row, numbers[name], instead)
    _read_amounts(grid, row, layout, part, columns, numbers, findings)
    header = Header(part.spec, row, row, numbers, header_texts(grid, row), (), (), ())
    return with_periods(make_table(grid, header, findings, layout.unit, other_columns), part, layout.order)


def _read_amounts(
    grid: Grid,
    row: int,
    layout: Layout,
    part: Part,
    columns: dict[str, int],
    places: dict[str, int],
    findings: Findings,
) -> None:
    """Replace amount columns with another sign or notation by columns of exact amounts."""
    for name in amount_fields(part.spec):
        less = columns[part.minus] if part.minus and name == part.spec.total else None
        if name in places and name in part.columns:
            _say_currency(grid, places[name], row, part.columns[name], findings)
        if name in places and (less is not None or part.sign < 0 or layout.point):
            places[name] = add_computed_column(
                grid, row, places[name], less, part.sign, layout.unit, point=layout.point
            )


def _say_currency(grid: Grid, place: int, row: int, header: str, findings: Findings) -> None:
    for sign in sorted(set(map(foreign_currency, [header, *values_below(grid, place, row)])) - {""}):
        findings.add("mapping-currency", grid.name, column=header, sign=sign)
