"""Asks again about what a mapping chose: the rules of a draft may know better than when it was made."""

from __future__ import annotations

from collections.abc import Iterator

from budget.intake.findings import Findings
from budget.intake.mapping.layout import Layout, Part, joined_columns, named_columns
from budget.intake.places import euros
from budget.intake.suggest.foreign_sheet import ForeignSheet
from budget.intake.suggest.header_words import (
    BALANCE,
    BUDGET,
    CEILING,
    COMMITTED,
    FORECASTED,
    REALISED,
    RELEASED,
    REVENUE,
    SHARE,
    is_account,
    with_word,
)
from budget.intake.suggest.profile import Profile
from budget.labels import join_words
from budget.model.words import MONTHS, Cents, SheetKind

_SAYS = {
    SHARE: "een deel",
    FORECASTED: "een prognose",
    REVENUE: "inkomsten",
    BALANCE: "een saldo",
    CEILING: "een plafond",
    BUDGET: "begroot",
    RELEASED: "vrijgegeven",
    REALISED: "uitgegeven",
    COMMITTED: "verplicht",
}
_MEANS = {"budget": BUDGET, "released": RELEASED, "amount": REALISED}
_ALSO = {BUDGET: {CEILING}, RELEASED: {BUDGET, CEILING}, REALISED: set(), COMMITTED: set()}
"""The kinds of money that may pass for another where the sheet has no column of the kind itself."""
_FEWEST = 3


def ask_about_choices(sheet: ForeignSheet, layout: Layout, findings: Findings) -> None:
    """Report amounts, months and codes of a mapping that a draft would not take without asking."""
    at = {column.place: column for column in sheet.columns}
    shown = {name: place for place, name in sheet.names.items()}
    columns = {name: at[shown[name]] for name in named_columns(layout.headers) if name in shown}
    if len(columns) < len(layout.headers):
        return
    for part in layout.parts:
        _ask_about_code(sheet, part, columns, findings)
        if part.months:
            _ask_about_months(sheet, part, columns, findings)
        elif not part.only:
            _ask_about_amounts(sheet, part, columns, findings)


def _ask_about_code(sheet: ForeignSheet, part: Part, columns: dict[str, Profile], findings: Findings) -> None:
    """Ask whether accounts are lines if a column of cost centres or projects stands beside them."""
    has_days = any(column.is_day for column in sheet.columns)
    chosen = columns.get(part.columns.get("code", ""))
    if chosen is None or not is_account(chosen.header, has_days=has_days):
        return
    others = [c for c in with_word("code", sheet.columns) if not is_account(c.header, has_days=has_days)]
    if others:
        findings.add("mapping-code", sheet.grid.name, column=chosen.header, other=others[0].header)


def _ask_about_months(
    sheet: ForeignSheet, part: Part, columns: dict[str, Profile], findings: Findings
) -> None:
    counted = [columns[name] for name in part.months if name in columns and name not in part.forecast]
    late = [column for column in counted if sheet.mark_of(column) == FORECASTED]
    for column in late:
        _add(sheet, column, REALISED, _SAYS[FORECASTED], findings)
    day = sheet.closing_day()
    until = day.month if day else MONTHS
    booked = [column for column in counted if max(column.month, 3 * column.quarter - 2) <= until]
    filled = [column for column in booked if column.filled and column not in late]
    if len(filled) >= _FEWEST and sheet.runs_on(filled):
        last = max(filled, key=lambda column: (column.month, column.quarter))
        total, latest = (euros(_total(sheet, months_counted)) for months_counted in (filled, [last]))
        names = join_words([filled[0].header, last.header])
        findings.add("mapping-grows", sheet.grid.name, columns=names, total=total, last=latest)


def _ask_about_amounts(
    sheet: ForeignSheet, part: Part, columns: dict[str, Profile], findings: Findings
) -> None:
    for name, meant in _MEANS.items():
        if name not in part.columns or (name == "amount") is (part.kind is SheetKind.PLAN):
            continue
        is_open = name == "amount" and part.constants.get("kind") == "verplichting"
        for column in _read(part.columns[name], columns):
            _ask_about_amount(sheet, column, COMMITTED if is_open else meant, findings)


def _ask_about_amount(sheet: ForeignSheet, column: Profile, expected_role: str, findings: Findings) -> None:
    role = SHARE if column.is_share else sheet.mark_of(column) if column.month else column.role
    has_own = any(
        other_column.role == expected_role and other_column is not column for other_column in sheet.amounts
    )
    may_pass = role in ("", expected_role) or (role in _ALSO[expected_role] | {BALANCE} and not has_own)
    if not may_pass:
        _add(sheet, column, expected_role, _SAYS[role], findings)
    elif column in sheet.series and expected_role == REALISED:
        months = [month for month in sheet.series if month.filled]
        if len(months) >= _FEWEST and not sheet.runs_on(months):
            _add(sheet, column, expected_role, "een van de maanden of kwartalen", findings)


def _read(text: str, columns: dict[str, Profile]) -> Iterator[Profile]:
    names = joined_columns(text, dict.fromkeys(columns, 0))
    yield from (columns[name] for name in names if name in columns)


def _add(sheet: ForeignSheet, column: Profile, expected_role: str, meaning: str, findings: Findings) -> None:
    total = euros(_total(sheet, [column]))
    findings.add(
        "mapping-amount",
        sheet.grid.name,
        column=column.header,
        kind=_SAYS[expected_role],
        said=meaning,
        total=total,
    )


def _total(sheet: ForeignSheet, columns: list[Profile]) -> Cents:
    return sum(sum(sheet.cents(column).values()) for column in columns)
