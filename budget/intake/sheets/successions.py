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
    said: Succession

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
    rest = {"fate": fate, "share": share, "decided_on": values["decided_on"] or None}
    return Succession(**{**values, **rest, "domain": domain})


def _by_code(placed: Iterable[PlacedSuccession]) -> dict[str, list[PlacedSuccession]]:
    by_code: dict[str, list[PlacedSuccession]] = defaultdict(list)
    for one in placed:
        by_code[one.said.code].append(one)
    return by_code


def _check_code(rows: list[PlacedSuccession], placed: Sequence[PlacedSuccession]) -> None:
    """Check the rows of one code: their number, shares that add up to 100 %, and one start day."""
    first = rows[0]
    for one in rows[1:]:
        if one.said.since != first.said.since:
            one.add("succession-since", "since", value=one.said.code)
    fates = {one.said.fate for one in rows}
    if SuccessionKind.CLOSED in fates and len(fates) > 1:
        wrong = next(one for one in rows if one.said.fate is not SuccessionKind.CLOSED)
        wrong.add("succession-closed", "code", value=first.said.code)
    elif len(fates) > 1 or not _keeps_rule(rows, placed):
        code, fate = rows[-1].said.code, rows[-1].said.fate
        rows[-1].add("succession-rows", "fate", value=code, fate=fate, rule=_RULES[fate])
    elif first.said.fate is SuccessionKind.SPLIT and (total := sum(one.said.share for one in rows)) != WHOLE:
        rows[-1].add("succession-sum", "share", value=first.said.code, sum=_percent(total))


def _keeps_rule(rows: list[PlacedSuccession], placed: Sequence[PlacedSuccession]) -> bool:
    fate, heirs = rows[0].said.fate, [one.said.successor for one in rows]
    if fate is SuccessionKind.SPLIT:
        return len(rows) > 1 and all(heirs) and len(set(heirs)) == len(heirs)
    if fate in (SuccessionKind.CLOSED, SuccessionKind.STAYS):
        return len(rows) == 1 and not heirs[0] and not rows[0].said.share
    others = [one for one in placed if one.said.successor == heirs[0] and one.said.code != rows[0].said.code]
    is_own = fate is SuccessionKind.MERGED or not others
    return len(rows) == 1 and bool(heirs[0]) and rows[0].said.share == WHOLE and is_own


def _check_places(placed: Sequence[PlacedSuccession], index: PlanIndex, context: CheckContext) -> None:
    """Check that successors are in the plan, are not closed, and do not lead back to the code."""
    closed = _closed([one.said for one in placed], context)
    heirs: dict[str, set[str]] = defaultdict(set)
    spoken = {one.said.code for one in placed}
    for succession in (
        *(s for s in context.successions if s.code not in spoken),
        *(one.said for one in placed),
    ):
        heirs[succession.code] |= {succession.successor} - {""}
    for one in placed:
        code = one.said.successor
        if not code:
            continue
        if one.said.code in _reachable_codes(code, heirs):
            one.add("succession-circle", "successor", value=one.said.code)
        elif code in closed:
            one.add("succession-closed", "successor", value=code)
        elif code not in index.domains and not heirs.get(code):
            one.add("succession-unknown", "successor", value=code)


def _reachable_codes(code: str, heirs: dict[str, set[str]]) -> set[str]:
    codes, new = {code}, [code]
    while new:
        new = [heir for one in new for heir in heirs.get(one, ()) if heir not in codes]
        codes |= set(new)
    return codes


def _closed(successions: Iterable[Succession], context: CheckContext) -> dict[str, date]:
    """The closing day of each closed code; the file takes precedence over what was known."""
    last = {one.code: one for one in (*context.successions, *successions)}
    return {code: one.since for code, one in last.items() if one.fate is SuccessionKind.CLOSED}


def _check_pots(
    placed: Sequence[PlacedSuccession], index: PlanIndex, context: CheckContext, vocabulary: Vocabulary
) -> None:
    """Check that a successor has a line of the source and theme of each old line, or a decision."""
    old: dict[str, set[tuple[int, str, str]]] = defaultdict(set)
    for line in (*context.former, *context.plan, *index.lines):
        old[line.code].add(_pot(line))
    pots: dict[str, set[tuple[int, str, str]]] = defaultdict(set)
    for line in index.lines:
        pots[line.code].add(_pot(line))
    for one in placed:
        if one.said.decision or not one.said.successor:
            continue
        new = pots[one.said.successor]
        years = {year for year, *_ in new}
        for year, source, theme in sorted(old[one.said.code] - new):
            if year in years:
                name = _pot_name(source, theme, vocabulary)
                one.add("succession-pot", "successor", value=one.said.code, year=str(year), pot=name)
                break


def _pot(line: PlanLine) -> tuple[int, str, str]:
    return line.year, line.source, line.theme


def _pot_name(source: str, theme: str, vocabulary: Vocabulary) -> str:
    name = vocabulary.source.written(source)
    return f"{name}, thema {vocabulary.theme(source).written(theme)}" if theme else name


def _percent(share: int) -> str:
    return f"{share / 100:.2f} %".replace(".", ",")
