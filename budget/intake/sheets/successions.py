"""Reads sheets of kind succession: what becomes of line codes, and where their money goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from budget.intake.check_context import CheckContext
from budget.intake.grammar.names import Vocabulary
from budget.intake.sheets.columns import read_columns, read_records
from budget.intake.sheets.plan_index import PlanIndex
from budget.intake.sheets.table import Table
from budget.model.content import PlanLine
from budget.model.succession import WHOLE, Succession, SuccessionKind

Sheet = tuple[Table, list[tuple[int, Succession]]]


class PlacedSuccession(NamedTuple):
    """A succession with its sheet and row."""

    table: Table
    row: int
    succession: Succession

    def add(self, code: str, field: str, **values: object) -> None:
        """Report a cell of this row."""
        self.table.add(code, self.row, field, **values)


_RULES = {
    SuccessionKind.RENAMED: (
        "Zet er een rij voor, met een nieuwe code die geen andere regel opvolgt, zonder aandeel."
    ),
    SuccessionKind.MERGED: "Zet er een rij voor, met een nieuwe code, zonder aandeel.",
    SuccessionKind.SPLIT: "Zet er twee rijen of meer voor, elk met een andere nieuwe code en een aandeel.",
    SuccessionKind.CLOSED: "Zet er een rij voor, zonder nieuwe code en zonder aandeel.",
    SuccessionKind.STAYS: "Zet er een rij voor, zonder nieuwe code en zonder aandeel.",
}


def read_successions(
    tables: Iterable[Table],
    vocabulary: Vocabulary,
    index: PlanIndex,
    context: CheckContext,
    *,
    is_allowed: bool,
) -> list[Sheet]:
    """For each sheet, (sheet row, succession) of every data row without a fault, checked together.

    `is_allowed`: the plan of the file names a decision on moving money.
    """
    domains = {line.code: line.domain for line in (*context.former, *context.plan)} | index.domains
    sheets = [(table, _read(table, vocabulary, domains)) for table in tables]
    placed = [PlacedSuccession(table, row, succession) for table, rows in sheets for row, succession in rows]
    for rows in _by_code(placed).values():
        _check_code(rows, placed)
    _check_places(placed, index, context)
    if not is_allowed:
        _check_pots(placed, index, context, vocabulary)
    return sheets


def refuse_closed(
    plan: Iterable[tuple[Table, int, PlanLine]], successions: Sequence[Succession], context: CheckContext
) -> None:
    """Report the plan lines whose code was closed before their year began."""
    closed = _closed(successions, context)
    for table, row, line in plan:
        if line.code in closed and closed[line.code] <= date(line.year, 1, 1):
            table.add("succession-closed", row, "code", value=line.code)


def _read(table: Table, vocabulary: Vocabulary, domains: dict[str, str]) -> list[tuple[int, Succession]]:
    rows = read_records(table, read_columns(table, vocabulary), lambda values: values)
    records = []
    for row, values in rows:
        if values["code"] not in domains:
            table.add("succession-unknown", row, "code", value=values["code"])
        elif bool(values["decision"]) != bool(values["decided_on"]):
            field = "decided_on" if values["decision"] else "decision"
            table.add("succession-decision", row, field, value=values["decision"] or values["decided_on"])
        else:
            records.append((row, _succession(values, domains[values["code"]])))
    return records


def _succession(values: dict[str, Any], domain: str) -> Succession:
    """The record of a row, without a share if there is one successor."""
    fate = SuccessionKind(values["fate"])
    share = values["share"] or (WHOLE if values["successor"] and fate is not SuccessionKind.SPLIT else 0)
    parsed = {"fate": fate, "share": share, "decided_on": values["decided_on"] or None}
    return Succession(**{**values, **parsed, "domain": domain})


def _by_code(placed_rows: Iterable[PlacedSuccession]) -> dict[str, list[PlacedSuccession]]:
    by_code: dict[str, list[PlacedSuccession]] = defaultdict(list)
    for placed_row in placed_rows:
        by_code[placed_row.succession.code].append(placed_row)
    return by_code


def _check_code(rows: list[PlacedSuccession], placed_rows: Sequence[PlacedSuccession]) -> None:
    """Check the rows of one code: their number, shares that add up to 100 %, and one start day."""
    first = rows[0]
    for placed_row in rows[1:]:
        if placed_row.succession.since != first.succession.since:
            placed_row.add("succession-since", "since", value=placed_row.succession.code)
    fates = {placed_row.succession.fate for placed_row in rows}
    if SuccessionKind.CLOSED in fates and len(fates) > 1:
        wrong = next(
            placed_row for placed_row in rows if placed_row.succession.fate is not SuccessionKind.CLOSED
        )
        wrong.add("succession-closed", "code", value=first.succession.code)
    elif len(fates) > 1 or not _keeps_rule(rows, placed_rows):
        code, fate = rows[-1].succession.code, rows[-1].succession.fate
        rows[-1].add("succession-rows", "fate", value=code, fate=fate, rule=_RULES[fate])
    elif (
        first.succession.fate is SuccessionKind.SPLIT
        and (total := sum(placed_row.succession.share for placed_row in rows)) != WHOLE
    ):
        rows[-1].add("succession-sum", "share", value=first.succession.code, sum=_percent(total))


def _keeps_rule(rows: list[PlacedSuccession], placed_rows: Sequence[PlacedSuccession]) -> bool:
    fate, heirs = rows[0].succession.fate, [placed_row.succession.successor for placed_row in rows]
    if fate is SuccessionKind.SPLIT:
        return len(rows) > 1 and all(heirs) and len(set(heirs)) == len(heirs)
    if fate in (SuccessionKind.CLOSED, SuccessionKind.STAYS):
        return len(rows) == 1 and not heirs[0] and not rows[0].succession.share
    others = [
        placed_row
        for placed_row in placed_rows
        if placed_row.succession.successor == heirs[0]
        and placed_row.succession.code != rows[0].succession.code
    ]
    is_own = fate is SuccessionKind.MERGED or not others
    return len(rows) == 1 and bool(heirs[0]) and rows[0].succession.share == WHOLE and is_own


def _check_places(placed_rows: Sequence[PlacedSuccession], index: PlanIndex, context: CheckContext) -> None:
    """Check that successors are in the plan, are not closed, and do not lead back to the code."""
    closed = _closed([placed_row.succession for placed_row in placed_rows], context)
    heirs: dict[str, set[str]] = defaultdict(set)
    spoken = {placed_row.succession.code for placed_row in placed_rows}
    for succession in (
        *(s for s in context.successions if s.code not in spoken),
        *(placed_row.succession for placed_row in placed_rows),
    ):
        heirs[succession.code] |= {succession.successor} - {""}
    for placed_row in placed_rows:
        code = placed_row.succession.successor
        if not code:
            continue
        if placed_row.succession.code in _reachable_codes(code, heirs):
            placed_row.add("succession-circle", "successor", value=placed_row.succession.code)
        elif code in closed:
            placed_row.add("succession-closed", "successor", value=code)
        elif code not in index.domains and not heirs.get(code):
            placed_row.add("succession-unknown", "successor", value=code)


def _reachable_codes(code: str, heirs: dict[str, set[str]]) -> set[str]:
    codes, new = {code}, [code]
    while new:
        new = [heir for code_before in new for heir in heirs.get(code_before, ()) if heir not in codes]
        codes |= set(new)
    return codes


def _closed(successions: Iterable[Succession], context: CheckContext) -> dict[str, date]:
    """The closing day of each closed code; the file takes precedence over what was known."""
    last = {succession.code: succession for succession in (*context.successions, *successions)}
    return {
        code: succession.since
        for code, succession in last.items()
        if succession.fate is SuccessionKind.CLOSED
    }


def _check_pots(
    placed_rows: Sequence[PlacedSuccession], index: PlanIndex, context: CheckContext, vocabulary: Vocabulary
) -> None:
    """Check that a successor has a line of the source and theme of each old line, or a decision."""
    old: dict[str, set[tuple[int, str, str]]] = defaultdict(set)
    for line in (*context.former, *context.plan, *index.lines):
        old[line.code].add(_pot(line))
    pots: dict[str, set[tuple[int, str, str]]] = defaultdict(set)
    for line in index.lines:
        pots[line.code].add(_pot(line))
    for placed_row in placed_rows:
        if placed_row.succession.decision or not placed_row.succession.successor:
            continue
        new = pots[placed_row.succession.successor]
        years = {year for year, *_ in new}
        for year, source, theme in sorted(old[placed_row.succession.code] - new):
            if year in years:
                name = _pot_name(source, theme, vocabulary)
                placed_row.add(
                    "succession-pot", "successor", value=placed_row.succession.code, year=str(year), pot=name
                )
                break


def _pot(line: PlanLine) -> tuple[int, str, str]:
    return line.year, line.source, line.theme


def _pot_name(source: str, theme: str, vocabulary: Vocabulary) -> str:
    name = vocabulary.source.written(source)
    return f"{name}, thema {vocabulary.theme(source).written(theme)}" if theme else name


def _percent(share: int) -> str:
    return f"{share / 100:.2f} %".replace(".", ",")
