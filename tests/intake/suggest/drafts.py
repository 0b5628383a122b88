"""Drafts of foreign sheets, with the answers that a person gives to what they ask."""

from __future__ import annotations

import re
from typing import Any

from budget.intake.check_context import CheckContext
from budget.intake.grids import grids_of
from budget.intake.mapping.layout_text import read_layouts
from budget.intake.mapping.layout_writing import write_layouts
from budget.intake.suggest.proposal import suggest
from budget.model import CheckedFile, PlanLine, Programme
from budget.sandbox.check import check_file
from budget.workbook.limits import Limits
from tests.intake.workbooks import xlsx

Rows = list[list[Any]]
_OFFER = re.compile(r'# ("[^"]+") = ')


def as_file(rows: Rows) -> tuple[str, bytes]:
    """A csv where every cell is a text, else a workbook."""
    is_text = all(cell is None or isinstance(cell, str) for row in rows for cell in row)
    lines = (";".join(cell or "" for cell in row) for row in rows if is_text)
    return ("a.csv", "\n".join(lines).encode()) if is_text else ("a.xlsx", xlsx(Blad=rows))


def draft(rows: Rows, programme: Programme, plan: tuple[PlanLine, ...] = ()) -> str:
    """The draft of one sheet as TOML."""
    name, data = as_file(rows)
    return write_layouts(suggest(grids_of(name, data, Limits()), programme, Limits().header_rows, plan))


def uncover(text: str, *lines: str) -> str:
    """The draft without the # before each of these lines, once."""
    for line in lines:
        assert f"# {line}" in text, text
        text = text.replace(f"# {line}", line, 1)
    return text


def agree(text: str) -> str:
    """The draft with every first offer accepted; amounts that may be spending are taken as spending."""
    return "".join(map(_agree, _parts(spent(text))))


def spent(text: str) -> str:
    """The draft with every possible spending taken as spending; the other options are removed."""
    text = text.replace('# soort = "boekingen"', 'soort = "boekingen"')
    is_chosen = any(line.startswith("soort") for line in text.splitlines())
    return "".join(part for part in _parts(text) if not (is_chosen and "\n# soort = " in part))


def _parts(text: str) -> list[str]:
    return re.split(r"(?=^\[\[koppeling)", text, flags=re.MULTILINE)


def _agree(part: str) -> str:
    lines, found = part.splitlines(keepends=True), []
    given = {line.split(" = ")[0] for line in lines}
    for line in lines:
        offered = _OFFER.match(line)
        is_taken = offered is not None and offered[1] not in given
        given |= {offered[1]} if offered else set()
        found.append(line.removeprefix("# ") if is_taken else line)
    return "".join(found)


def asked(text: str) -> set[str]:
    """The columns that the draft asks for, except those that a plan always needs from the programme."""
    names = {found[1].strip('"') for line in text.splitlines() if (found := _OFFER.match(line))}
    return names - {"Opgavedomein", "Bron", "Budgethouder"}


def read(rows: Rows, programme: Programme, text: str, plan: tuple[PlanLine, ...] = ()) -> CheckedFile:
    """The file as a layout text reads it."""
    read_layouts(text)
    return check_file(*as_file(rows), programme, CheckContext(plan, (text,)))


def amounts(checked: CheckedFile) -> dict[str, int]:
    """Cents per kind of money over all sheets."""
    found: dict[str, int] = {}
    for sheet in checked.sheets:
        for name, cents in sheet.amounts.items():
            found[name] = found.get(name, 0) + cents
    return found
