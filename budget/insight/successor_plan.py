"""The plan in which the budget of a changed code moves to its successors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from budget.insight.successions import Shares, parts_of
from budget.model.content import PlanLine
from budget.model.shares import share_out, spread_evenly
from budget.model.succession import WHOLE, Succession


def plan_with_successors(
    lines: Sequence[PlanLine], successions: Iterable[Succession]
) -> tuple[PlanLine, ...]:
    """The plan in which each code with successors gives them its budget, from the year of its succession.

    A successor without a line of that source and theme gets one like the old. If it is only in the plan of
    another source or theme, the old line stays: money keeps its purpose. A code is handled before its
    successors, so that money passes on along a chain.
    """
    rows: dict[str, list[Succession]] = defaultdict(list)
    for row in successions:
        rows[row.code].append(row)
    line_by_key = {(line.year, line.key): line for line in lines}
    codes = {(line.year, line.code) for line in lines}
    for line in sorted(lines, key=lambda line: -len(_followers(line.code, rows))):
        mine = [row for row in rows[line.code] if row.successor and row.since.year <= line.year]
        shares = [(line.key._replace(code=row.successor), Fraction(row.share, WHOLE)) for row in mine]
        is_elsewhere = any(
            (line.year, k.code) in codes and (line.year, k) not in line_by_key for k, _ in shares
        )
        if not shares or is_elsewhere:
            continue
        whole = line_by_key.pop((line.year, line.key))
        for part in _parts_of_line(whole, tuple(shares)):
            old = line_by_key.get((line.year, part.key))
            line_by_key[line.year, part.key] = _together(old, part) if old else part
    return tuple(line_by_key.values())


def _followers(code: str, rows: Mapping[str, Sequence[Succession]]) -> set[str]:
    """All codes that money on `code` may reach, directly or through others."""
    codes = {code}
    new = [code]
    while new:
        new = [row.successor for code in new for row in rows.get(code, ()) if row.successor not in codes]
        codes.update(new)
    return codes


def _parts_of_line(line: PlanLine, shares: Shares) -> Iterator[PlanLine]:
    """The line in parts that add up to it.

    A split line loses `project_code`, which may name only one line.
    """
    sign = -1 if line.budget < 0 else 1
    months = list(parts_of([sign * month for month in line.phasing or (line.budget,)], shares))
    phased = [tuple(sign * parts[at][1] for parts in months) for at in range(len(shares))]
    released_parts = share_out(line.released or 0, [abs(sum(phasing)) for phasing in phased])
    for (key, _), phasing, released in zip(shares, phased, released_parts, strict=True):
        yield replace(
            line,
            code=key.code,
            budget=sum(phasing),
            phasing=phasing if line.phasing else None,
            released=None if line.released is None else released,
            project_code=line.project_code if len(shares) == 1 else "",
        )


def _together(first: PlanLine, second: PlanLine) -> PlanLine:
    """The first line with the money of the second added. The release is known only if both state it."""
    released = (
        None if None in (first.released, second.released) else (first.released or 0) + (second.released or 0)
    )
    both = [line.phasing or spread_evenly(line.budget) for line in (first, second)]
    is_stated = first.phasing is not None or second.phasing is not None
    phasing = tuple(a + b for a, b in zip(*both, strict=True)) if is_stated else None
    return replace(first, budget=first.budget + second.budget, released=released, phasing=phasing)
