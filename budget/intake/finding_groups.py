"""Groups equal findings on many cells of one column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from budget.intake.findings import cell_of
from budget.model.content import Finding

ALONE = 3
"""Most findings of one kind in a column that are listed one by one."""
NAMED = 12
"""Most other cells of a group that are named."""


@dataclass(frozen=True, slots=True)
class Group:
    """The first of a number of equal findings, and their other cells."""

    first: Finding
    others: tuple[str, ...] = ()

    @property
    def more(self) -> str:
        """`Ook in I3, I4 en nog 20 andere cellen.`; empty for a single finding."""
        if not self.others:
            return ""
        unnamed = len(self.others) - NAMED
        named = ", ".join(self.others[:NAMED])
        return f"Ook in {named}{f' en nog {unnamed} andere cellen' if unnamed > 0 else ''}."


def group_findings(findings: Iterable[Finding]) -> list[Group]:
    """The groups, in the order of their first finding."""
    columns: dict[tuple[str, str, int | None], list[Finding]] = {}
    for finding in findings:
        columns.setdefault((finding.code, finding.sheet, finding.column), []).append(finding)
    groups = []
    for (_, _, column), column_findings in columns.items():
        if column is not None and len(column_findings) > ALONE:
            groups.append(Group(column_findings[0], tuple(map(cell_of, column_findings[1:]))))
        else:
            groups += [Group(finding) for finding in column_findings]
    return groups
