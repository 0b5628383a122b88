"""Chooses the data rows of a recognised sheet: no titles, blank rows, totals, notes or repeated headers."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from itertools import chain, compress, count

from budget import labels
from budget.intake.faults import Raw
from budget.intake.findings import Findings
from budget.intake.grammar.amounts import Exact, read_amount
from budget.intake.grammar.folding import fold
from budget.intake.grammar.headers import header_key
from budget.intake.grammar.kinds import are_labels
from budget.intake.grammar.total_words import (
    DASH,
    STARRED,
    STARS,
    ends_in_total,
    is_code_of_line,
    is_named_total,
    is_total_word,
    may_be_total,
    says_total,
)
from budget.intake.places import column_names, row_names
from budget.intake.schema import Cell, amount_fields
from budget.intake.sheets.csv_fields import check_fields
from budget.intake.sheets.table import Header, Table
from budget.intake.sheets.table_units import check_notes, read_units
from budget.intake.sheets.totals import (
    BARE,
    BLANK,
    DATA,
    HEADER,
    LABELLED,
    NAMED,
    NOTE,
    TOTAL,
    anchor_of,
    check_totals,
    judge_amount_only_rows,
)
from budget.intake.sheets.unseen_cells import report_unseen
from budget.workbook.cells import is_blank
from budget.workbook.grid import Grid
from budget.workbook.places import column_name

_LINE_FIELDS = ("source", "theme", "budget_holder", "project_code", "document", "supplier")
"""What a line or booking has and a total has not."""


def make_table(
    grid: Grid, header: Header, findings: Findings, unit: int = 0, other_columns: Collection[int] = ()
) -> Table:
    """The table of a recognised sheet; reports rows, columns and units that were reinterpreted.

    `unit` is the unit multiplier that a person stated; 0: the titles and headers decide. `other_columns` are
    columns read beside those of the header, such as those of the other months.
    """
    table = Table(grid, header, findings)
    for number in header.columns.values():
        if len(grid.columns[number].codes) < grid.height:
            grid.columns[number].put(grid.height - 1, "")
    table.units = read_units(table, unit)
    kinds = _kinds(table)
    left_out = {row for row, kind in kinds.items() if kind != DATA}
    rows = chain.from_iterable(range(*stretch) for stretch in _stretches(table))
    table.rows = [row for row in rows if row not in left_out] if left_out else list(rows)
    judge_amount_only_rows(table, kinds)
    check_totals(table, [row for row, kind in sorted(kinds.items()) if kind == TOTAL], kinds)
    table.kinds = kinds
    _report_rows(table, kinds)
    left_out = {row for row, kind in kinds.items() if kind in (TOTAL, NOTE)}
    report_unseen(table, left_out, {row for row, kind in kinds.items() if kind != BLANK}, other_columns)
    check_notes(table, (row for row, kind in sorted(kinds.items()) if kind == NOTE))
    if grid.is_text:
        check_fields(table)
    return table


def _kinds(table: Table) -> dict[int, str]:
    """The kind of every row that does not plainly have all required cells."""
    kinds, first = {row: _kind(table, row) for row in sorted(_suspects(table))}, table.header.last + 1
    if first < table.grid.height and are_labels(table.grid.row(first)):
        kinds[first] = HEADER
    return kinds


def _suspects(table: Table) -> set[int]:
    header, suspects = table.header, set()
    names = {header.spec.anchor, *(column.field for column in header.spec.required)}
    for number in {header.columns[name] for name in names | {"project_code"} if name in header.columns}:
        column = table.grid.columns[number]
        text = header_key(header.texts.get(number, ""))
        if number == header.columns.get("project_code") and "code" in header.columns:
            continue
        may = column.texts_like(partial(_may_be_suspect, header=text))
        bad = {n for n, value in may if _is_suspect_text(value.strip(), text)}
        suspects |= _rows_with(table, number, bad)
    for number in range(table.grid.own_width):
        texts = table.grid.columns[number].texts_like(is_total_word)
        suspects |= _rows_with(table, number, {n for n, _ in texts})
    return suspects


def _rows_with(table: Table, number: int, codes: set[int]) -> set[int]:
    column, rows = table.grid.columns[number].codes, _stretches(table) if codes else ()
    has_code = codes.__contains__
    return {row for first, end in rows for row in compress(count(first), map(has_code, column[first:end]))}


def _stretches(table: Table) -> list[tuple[int, int]]:
    """The rows below the header as (first, after the last), without long empty stretches."""
    stretches, at = [], table.header.last + 1
    marked = {row for row, _ in table.grid.marks.broken}
    for first, end in table.grid.empty:
        if first >= at and not any(first <= row < end for row in marked):
            stretches.append((at, first))
            at = end
    return [*stretches, (at, table.grid.height)]


def _may_be_suspect(shape: str, header: str) -> bool:
    text = shape.strip()
    if not text[:1].isalpha():
        return is_blank(text) or bool(STARRED.fullmatch(text))
    if may_be_total(text):
        return True
    folded = fold(text)  # Few texts contain all letters of the header.
    return all(sign in folded for sign in header if not sign.isdigit())


def _is_suspect_text(text: str, header: str) -> bool:
    if not text[:1].isalpha():
        return is_blank(text) or bool(STARRED.fullmatch(text))
    if may_be_total(text):
        return True
    return header_key(text) == header


def _kind(table: Table, row: int) -> str:
    own = dict(enumerate(table.grid.row(row)))
    derived = {n: table.grid.columns[n][row] for n in _amounts(table) if n not in own}
    cells = {n: cell for n, cell in (own | derived).items() if not is_blank(cell)}
    if not cells:
        return BLANK
    if _is_repeated_header(table, cells):
        return HEADER
    if _is_total(table, cells) or _is_starred(table, cells):
        return TOTAL
    if _is_named_total(table, cells) or _is_total_of_name(table, cells):
        return NAMED
    if len(cells) == 1 and _is_note(table, *next(iter(cells.items()))):
        return NOTE
    if not set(cells) & set(table.header.columns.values()):
        return NOTE
    if _has_only_amounts(table, cells):
        return BARE
    return LABELLED if _is_labelled(table, cells) else DATA


def _is_starred(table: Table, cells: dict[int, Raw]) -> bool:
    """Star rows with only a code and amounts, or with stars for a code, are totals; others are marks."""
    texts = {n: cell.strip() for n, cell in cells.items() if isinstance(cell, str)}
    stars = {n for n, text in texts.items() if STARRED.fullmatch(text)}
    amounts = _amounts(table)
    amounts |= {origin for number in amounts if (origin := table.grid.origins.get(number)) is not None}
    anchor, needed = anchor_of(table), {table.header.columns.get(name) for name in ("document", "date")}
    if STARS.fullmatch(texts.get(anchor, "")) and not needed & set(cells):
        return True
    return bool(stars) and set(cells) - stars <= amounts | {anchor}


def _is_repeated_header(table: Table, cells: dict[int, Raw]) -> bool:
    texts = table.header.texts
    if any(n in cells and _is_amount(cells[n]) for n in _amounts(table)):
        return False
    same = sum(
        isinstance(cell, str) and n in texts and header_key(cell) == header_key(texts[n])
        for n, cell in cells.items()
    )
    return same >= 2 and same * 2 > len(cells)


def _is_total(table: Table, cells: dict[int, Raw]) -> bool:
    """A total word in some text, the anchor empty or itself the word, and the row otherwise incomplete."""
    columns, spec = table.header.columns, table.spec
    anchor = anchor_of(table)
    if not any(map(says_total, cells.values())) or _may_be_line(table, cells):
        return False
    if table.grid.own_width and _is_total_without_code(table, cells):
        return True
    if anchor in cells and not says_total(cells[anchor]):
        return False
    others = [columns[c.field] for c in spec.required if c.field in columns and columns[c.field] != anchor]
    return not all(number in cells for number in others)


def _may_be_line(table: Table, cells: dict[int, Raw]) -> bool:
    """Whether a cell belongs to a line or booking, not to a total: a code, a source.

    In a foreign sheet only the code decides: a total may repeat anything else.
    """
    columns, anchor = table.header.columns, anchor_of(table)
    code = cells.get(anchor, "")
    if is_code_of_line(code) and table.spec.column(table.spec.anchor).cell is Cell.CODE:
        return True
    if table.grid.own_width:
        return False
    own = {number: cells[number] for name in _LINE_FIELDS if (number := columns.get(name, -1)) in cells}
    return any(number != anchor and not _is_of_total(cell) for number, cell in own.items())


def _is_of_total(cell: Raw) -> bool:
    """Whether a cell may occur in a total row: a word for a total, stars or a dash."""
    if not isinstance(cell, str):
        return False
    text = cell.strip()
    marks = STARS.fullmatch(text) or DASH.fullmatch(text)
    return says_total(text) or may_be_total(text) or ends_in_total(text) or bool(marks)


def _is_total_without_code(table: Table, cells: dict[int, Raw]) -> bool:
    """In a foreign sheet: a lone word for a total, with a dash where other rows have a code."""
    amounts = _amounts(table)
    own = [
        c.strip()
        for n, c in cells.items()
        if isinstance(c, str) and n < table.grid.own_width and n not in amounts
    ]
    return any(map(is_total_word, own)) and any(map(DASH.fullmatch, own))


def _is_note(table: Table, number: int, cell: Raw) -> bool:
    if not isinstance(cell, str) or any(
        table.header.columns.get(name) == number for name in amount_fields(table.spec)
    ):
        return False
    return (
        number != anchor_of(table)
        or len(cell.split()) > 1
        or table.spec.column(table.spec.anchor).cell is not Cell.CODE
    )


def _has_only_amounts(table: Table, cells: dict[int, Raw]) -> bool:
    """Only amounts: a total without a word, or a row that lost its code."""
    is_only_amounts = set(cells) & set(table.header.columns.values()) <= _amounts(table)
    return is_only_amounts and all(map(_is_amount, cells.values()))


def _amounts(table: Table) -> set[int]:
    return {table.header.columns[name] for name in table.units}


def _is_amount(cell: Raw) -> bool:
    if not isinstance(cell, str):
        return isinstance(cell, (int, float, Exact))
    return any(isinstance(read_amount(cell, point=point), int) for point in (False, True))


def _is_labelled(table: Table, cells: dict[int, Raw]) -> bool:
    """One text and amounts, no more: a total under another word, or a row with much missing."""
    columns = table.header.columns
    labels_of = set(cells) - _amounts(table)
    is_text = len(labels_of) == 1 and isinstance(cells[next(iter(labels_of))], str)
    is_short = columns.get(table.spec.total) in cells and len(table.spec.required) > len(cells)
    return is_text and is_short and not _may_be_line(table, cells)


def _is_named_total(table: Table, cells: dict[int, Raw]) -> bool:
    """A complete row whose code marks it as a total: `Totaal Jeugd`."""
    anchor = anchor_of(table)
    is_code = table.spec.column(table.spec.anchor).cell is Cell.CODE
    return is_code and anchor in cells and is_named_total(str(cells[anchor]))


def _is_total_of_name(table: Table, cells: dict[int, Raw]) -> bool:
    """Excel's own subtotals: `Jeugd Totaal` with amounts beside it, and no code or only that as one."""
    columns = table.header.columns
    required = [columns[column.field] for column in table.spec.required if column.field in columns]
    labels_of = [n for n, c in cells.items() if isinstance(c, str) and ends_in_total(c)]
    has_code = anchor_of(table) in cells and anchor_of(table) not in labels_of
    if not labels_of or has_code or _may_be_line(table, cells):
        return False
    return not all(number in cells for number in required)


def _report_rows(table: Table, kinds: dict[int, str]) -> None:
    for code, kind, singular, many in (
        ("totals-skipped", TOTAL, "totaalregel", "totaalregels"),
        ("notes-skipped", NOTE, "rij", "rijen"),
    ):
        rows = [row for row in sorted(kinds) if kinds[row] == kind]
        if rows:
            table.findings.add(
                code, table.sheet, count=labels.count(len(rows), singular, many), rows=row_names(rows)
            )


def _nameless_numbers(table: Table) -> list[int]:
    """The columns without a header that have numbers beside the rows that count."""
    grid, known = table.grid, {*table.header.texts, *table.header.columns.values()}
    own = grid.columns[: grid.own_width] if grid.own_width else grid.columns
    nameless = []
    for number in (n for n in range(len(own)) if n not in known):
        numbers = {code for code, value in enumerate(own[number].values) if type(value) in (int, float)}
        if numbers and any(
            own[number].codes[row] in numbers for row in table.rows if row < len(own[number].codes)
        ):
            nameless.append(number)
    return nameless


def report_columns(table: Table) -> None:
    """Report duplicate columns and columns that are not read."""
    header = table.header
    for number, first_column in header.doubles:
        table.report(
            "column-twice", header.last, number, header.texts[number], other=column_name(first_column)
        )
    nameless = _nameless_numbers(table)
    if nameless:
        table.findings.add("column-nameless", table.sheet, columns=column_names(nameless))
    if header.ignored:
        names = ", ".join(f"{header.texts[n]} ({column_name(n)})" for n in header.ignored)
        table.findings.add("column-ignored", table.sheet, columns=names)
