"""Collects the findings of one file as fields, and renders their text."""

from __future__ import annotations

from dataclasses import replace

from budget.intake.catalogue import CATALOGUE
from budget.intake.cell_text import display_text, quoted_text
from budget.intake.faults import Raw
from budget.model.content import CheckedFile, Finding
from budget.model.words import Level
from budget.workbook.places import cell_name

_ORDER = {level: n for n, level in enumerate(Level)}


class Findings:
    """Collects the findings of one file; after `same` of one kind on a sheet they become one with a count."""

    def __init__(self, file: str, most_alike: int) -> None:
        """`file` is the name shown for a finding without a sheet."""
        self._file, self._same = file, most_alike
        self._found: list[Finding] = []
        self._counts: dict[tuple[str, str], int] = {}
        self._overflow: dict[tuple[str, str], Finding] = {}

    def add(
        self,
        code: str,
        sheet: str = "",
        at: tuple[int, int] | None = None,
        header: str = "",
        /,
        **values: Raw,
    ) -> None:
        """Add a finding on the file, on a sheet, or on the cell `at` (row, column), both counted from 0.

        `header` is the header of the cell's column; `values` fill the text in the catalogue.
        """
        kind = (code, sheet)
        count = self._counts[kind] = self._counts.get(kind, 0) + 1
        if count > self._same + 1:
            return
        words = tuple(
            (name, quoted_text(v) if name == "value" else display_text(v)) for name, v in values.items()
        )
        row, column = at if at else (None, None)
        finding = Finding(code, CATALOGUE[code].level, self._file, sheet, row, column, header, words)
        if count <= self._same:
            self._found.append(finding)
        elif at or not sheet:
            self._overflow[kind] = finding

    @property
    def has_error(self) -> bool:
        """Whether any finding is an error, so that the whole file is refused."""
        return any(finding.level is Level.ERROR for finding in self._found)

    def all(self) -> tuple[Finding, ...]:
        """Errors first, then warnings and remarks; within a level in the order of discovery.

        Equal messages from several tables of one sheet appear once.
        """
        unique: dict[tuple[str, str], Finding] = {}
        for finding in self._found:
            unique.setdefault((finding.code, message_of(finding)), finding)
        all_findings = [*unique.values(), *map(self._counted, self._overflow)]
        return tuple(sorted(all_findings, key=lambda finding: _ORDER[finding.level]))

    def _counted(self, kind: tuple[str, str]) -> Finding:
        return replace(self._overflow[kind], more=self._counts[kind] - self._same - 1)


def cell_of(finding: Finding) -> str:
    """The name of a finding's cell, `I14`; '' for one on a whole sheet or file."""
    return "" if finding.row is None or finding.column is None else cell_name(finding.row, finding.column)


def text_of(finding: Finding) -> str:
    """What is wrong and what to do, in Dutch."""
    words = {"column": finding.header, "header": finding.header, **dict(finding.values)}
    text = CATALOGUE[finding.code].text.format(**words).rstrip()
    return f"{text} Dit komt op dit blad nog {finding.more} keer voor." if finding.more else text


def location_of(finding: Finding) -> str:
    """Where it is: `Bestedingsplan!I14`, a sheet, or the file."""
    cell = cell_of(finding)
    return f"{finding.sheet}!{cell}" if cell else finding.sheet or finding.file


def message_of(finding: Finding) -> str:
    """Where, what, and what to do."""
    return f"{location_of(finding)}: {text_of(finding)}"


def checked_data(file: str, checked: CheckedFile) -> dict[str, object]:
    """The outcome of a check as plain data."""
    return {
        "file": file,
        "accepted": checked.accepted,
        "sheets": [
            {
                "sheet": sheet.sheet,
                "kind": sheet.kind.value,
                "rows": sheet.rows,
                "total_cents": sheet.total,
                "domains": sheet.domains,
            }
            for sheet in checked.sheets
        ],
        "findings": [_finding(finding) for finding in checked.findings],
    }


def _finding(finding: Finding) -> dict[str, str]:
    return {
        "code": finding.code,
        "level": finding.level.value,
        "sheet": finding.sheet,
        "cell": cell_of(finding),
        "message": message_of(finding),
    }
