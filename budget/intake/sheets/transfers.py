"""Reads sheets of kind transfer (money from one line to another) as the plan that results."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from budget.intake.grammar.names import Vocabulary
from budget.intake.places import euros
from budget.intake.sheets.columns import read_columns, read_records
from budget.intake.sheets.table import Table
from budget.model.content import Amendment, MoveDecision, PlanLine, Release
from budget.model.shares import share_out
from budget.model.submission_details import Origin
from budget.model.transfers import Transfer, TransferEnd
from budget.model.words import Cents, LineKey

Key = tuple[int, LineKey]


@dataclass(frozen=True, slots=True)
class Transfers:
    """The sheets with their records, and the resulting plan, amendment and decisions."""

    sheets: list[tuple[Table, list[tuple[int, Transfer]]]]
    plan: tuple[PlanLine, ...] = ()
    amendment: Amendment | None = None
    allowed_by: tuple[MoveDecision, ...] = ()


class _Ends(NamedTuple):
    row: int
    values: dict[str, Any]
    giver: PlanLine
    taker: PlanLine


def read_transfers(
    tables: Iterable[Table],
    vocabulary: Vocabulary,
    in_force: Iterable[PlanLine],
    releases: Sequence[Release] = (),
) -> Transfers:
    """The record of every row without a fault; together they make one new plan of the domains involved.

    That plan is the one in force with other amounts, so both lines change in one act or neither does.
    """
    lines = {(line.year, line.key): line for line in in_force}
    by_code: dict[tuple[int, str], list[PlanLine]] = defaultdict(list)
    for line in lines.values():
        by_code[line.year, line.code].append(line)
    sheets = []
    for table in tables:
        record_rows = read_records(table, read_columns(table, vocabulary), lambda values: values)
        ends = [end for row, values in record_rows if (end := _ends(table, row, values, by_code))]
        sheets.append((table, [(end.row, _moved(table, end, lines, releases)) for end in ends]))
    _refuse_doubles(sheets)
    records = [record for _, rows in sheets for _, record in rows]
    domains = {end.domain for transfer in records for end in (transfer.giver, transfer.taker)}
    plan = tuple(line for line in lines.values() if line.domain in domains)
    return Transfers(sheets, plan, _amendment(records), _decisions(records))


def _ends(
    table: Table, row: int, values: dict[str, Any], by_code: dict[tuple[int, str], list[PlanLine]]
) -> _Ends | None:
    """Both lines of a row; None after a finding."""
    giver, taker = (_line(table, row, values, side, by_code) for side in ("from", "to"))
    if giver is None or taker is None:
        return None
    is_half = bool(values["decision"]) != bool(values["decided_on"])
    pots = {(line.domain, line.source, line.theme) for line in (giver, taker)}
    if giver.key == taker.key:
        table.add("transfer-same", row, "to_code", value=giver.code)
    elif values["amount"] <= 0:
        table.add("transfer-amount", row, "amount", value=euros(values["amount"]))
    elif is_half or (len(pots) > 1 and not values["decision"]):
        table.add("transfer-decision", row, "decided_on" if values["decision"] else "decision")
    else:
        return _Ends(row, values, giver, taker)
    return None


def _line(
    table: Table, row: int, values: dict[str, Any], side: str, by_code: dict[tuple[int, str], list[PlanLine]]
) -> PlanLine | None:
    code, year = values[f"{side}_code"], values["year"]
    source, theme = values[f"{side}_source"], values[f"{side}_theme"]
    known = by_code.get((year, code), [])
    lines = [x for x in known if source in ("", x.source) and theme in ("", x.theme)]
    if len(lines) == 1:
        return lines[0]
    finding = "transfer-line" if known else "transfer-unknown"
    table.add(finding, row, f"{side}_code", value=code, year=str(year))
    return None


def _moved(table: Table, end: _Ends, lines: dict[Key, PlanLine], releases: Sequence[Release]) -> Transfer:
    """The record of a row, after moving its amount between the lines in `lines`."""
    cents: Cents = end.values["amount"]
    giver, taker = (lines[line.year, line.key] for line in (end.giver, end.taker))
    remaining = giver.budget - cents
    is_listed = any(release.is_of(line) for release in releases for line in (giver, taker))
    more = 0 if is_listed else _release_along(giver, taker, remaining)
    if remaining < (giver.released or 0) - more:
        code = "transfer-released" if remaining >= 0 else "transfer-more"
        value = euros(giver.released or 0) if remaining >= 0 else euros(max(0, giver.budget))
        table.add(code, end.row, "amount", value=value, code=giver.code)
    for line, budget, released in ((giver, remaining, -more), (taker, taker.budget + cents, more)):
        lines[line.year, line.key] = replace(
            line, budget=budget, phasing=_phased(line, budget),
            released=None if line.released is None else line.released + released,
        )  # fmt: skip
    values = {name: end.values[name] for name in ("year", "amount", "reason", "document", "decision")}
    values["decided_on"] = end.values["decided_on"] or None
    return Transfer(giver=_end(end.giver), taker=_end(end.taker), **values)


def _release_along(giver: PlanLine, taker: PlanLine, remaining: Cents) -> Cents:
    """The part of the release on `giver` that goes to `taker`: within a pot, the excess over its budget.

    0 if the plan states no release on the taker, as it could not arrive there; also for a line with releases
    of its own (sheet Vrijgave), which take precedence and do not move.
    """
    pots = {(line.domain, line.source, line.theme) for line in (giver, taker)}
    if len(pots) > 1 or taker.released is None or remaining < 0:
        return 0
    return max(0, (giver.released or 0) - remaining)


def _end(line: PlanLine) -> TransferEnd:
    return TransferEnd(line.domain, line.code, line.source, line.theme)


def _refuse_doubles(sheets: Sequence[tuple[Table, list[tuple[int, Transfer]]]]) -> None:
    """Refuse identical rows: they would move the money twice."""
    earlier: set[Transfer] = set()
    for table, rows in sheets:
        for row, record in rows:
            if record in earlier:
                table.add("transfer-double", row, "amount", value=euros(record.amount))
            earlier.add(record)


def _phased(line: PlanLine, budget: Cents) -> tuple[Cents, ...] | None:
    """The phasing for another budget, spread over the months as before."""
    if line.phasing is None or budget < 0 or sum(line.phasing) <= 0 or min(line.phasing) < 0:
        return None
    return share_out(budget, line.phasing)


def _amendment(records: list[Transfer]) -> Amendment | None:
    """One amendment for all rows: a file is one act."""
    if not records:
        return None
    reasons = "; ".join(_words(transfer) for transfer in records)
    documents = ", ".join(dict.fromkeys(transfer.document for transfer in records))
    return Amendment(Origin.TRANSFER, *(" ".join(text.split()) for text in (reasons, documents)))


def _words(transfer: Transfer) -> str:
    money = euros(transfer.amount)
    sides = f"van {transfer.giver.code} naar {transfer.taker.code}"
    return f"{money} {sides} in {transfer.year}, {transfer.reason.rstrip('.')}"


def _decisions(records: list[Transfer]) -> tuple[MoveDecision, ...]:
    decisions = (
        MoveDecision(transfer.decision, transfer.decided_on) for transfer in records if transfer.decided_on
    )
    return tuple(dict.fromkeys(decisions))
