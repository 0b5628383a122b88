"""Reads sheets of kind releases and checks the lines and the amounts they are for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import product

from budget.intake.faults import Fault, Raw
from budget.intake.grammar.names import Vocabulary
from budget.intake.outcome import ParsedColumn
from budget.intake.places import euros
from budget.intake.sheets.columns import check_codes, forbid_negative, read_columns, read_records
from budget.intake.sheets.plan_index import PlanIndex
from budget.intake.sheets.table import Table
from budget.model.content import PlanLine, Release
from budget.model.words import ReleaseState

Records = list[tuple[int, Release]]
Key = tuple[str, int, str, str, str]
"""Domain, year, code, source and theme; '' for any."""


def read_releases(table: Table, vocabulary: Vocabulary, index: PlanIndex) -> Records:
    """(sheet row, release) of every data row without a fault."""
    columns = read_columns(table, vocabulary)
    forbid_negative(table, columns, "amount")
    check_codes(table, columns, index)
    _check_themes(table, columns, vocabulary)
    records_read = read_records(
        table, columns, lambda values: Release(**{**values, "state": ReleaseState(values["state"])})
    )
    records = [(row, release) for row, release in records_read if _is_placed(table, row, release, index)]
    _check_doubles(table, records)
    _compare_with_plan(table, records, _lines_by_key(index.lines))
    return records


def _check_themes(table: Table, columns: dict[str, ParsedColumn], vocabulary: Vocabulary) -> None:
    """Report themes that do not belong to the source in the same row."""
    for number, (row, source) in enumerate(zip(table.rows, columns["source"].all(), strict=True)):
        theme: Raw = columns["theme"][number]
        if not theme or not source or isinstance(theme, Fault) or isinstance(source, Fault):
            continue
        if theme not in {known.code for known in vocabulary.sources[source].themes}:
            table.add("release-theme", row, "theme", source=vocabulary.source.written(source))


def _is_placed(table: Table, row: int, release: Release, index: PlanIndex) -> bool:
    """Whether it identifies its lines without contradicting itself."""
    if not release.code and not release.source:
        table.add("release-what", row, "domain")
        return False
    if index.domains.get(release.code, release.domain) != release.domain:
        table.add("release-domain", row, "domain", value=release.code)
        return False
    return True


def _check_doubles(table: Table, records: Records) -> None:
    """Refuse identical rows: they would release the money twice."""
    counts = Counter(release for _, release in records)
    for row, release in records:
        if counts[release] > 1:
            table.add("release-double", row, "amount", value=euros(release.amount))


def _lines_by_key(lines: Iterable[PlanLine]) -> dict[Key, list[PlanLine]]:
    lines_by_key: dict[Key, list[PlanLine]] = defaultdict(list)
    for line in lines:
        for code, source, theme in product({line.code, ""}, {line.source, ""}, {line.theme, ""}):
            lines_by_key[line.domain, line.year, code, source, theme].append(line)
    return lines_by_key


def _compare_with_plan(table: Table, records: Records, lines: dict[Key, list[PlanLine]]) -> None:
    """Ask about money that has no line, exceeds the budget, or is less than the plan's stated release."""
    released: Counter[Key] = Counter()
    first: dict[Key, int] = {}
    for row, release in records:
        key = release.domain, release.year, release.code, release.source, release.theme
        released[key] += release.amount if release.state is ReleaseState.RELEASED else 0
        first.setdefault(key, row)
        if not lines.get(key):
            table.add("release-nowhere", row, "amount", year=str(release.year), value=euros(release.amount))
    for key, total in released.items():
        budget = sum(line.budget for line in lines.get(key, ()))
        if lines.get(key) and total > budget:
            table.add("release-more", first[key], "amount", value=euros(total), budget=euros(budget))
    named = {(key[0], key[1], line.key): line for key in released for line in lines.get(key, ())}
    by_place: Counter[tuple[str, int]] = Counter()
    for line in named.values():
        by_place[line.domain, line.year] += line.released or 0
    for place, stated in by_place.items():
        total = sum(cents for key, cents in released.items() if key[:2] == place and lines.get(key))
        if total < stated:
            row = min(first[key] for key in released if key[:2] == place)
            table.add("release-less", row, "amount", value=euros(total), stated=euros(stated))
