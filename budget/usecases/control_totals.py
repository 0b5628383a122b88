"""The total of the uploader's own system against what was read: when needed, the difference, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from budget.intake.grammar.amounts import read_amount
from budget.intake.places import euros
from budget.labels import euro_exact, join_words
from budget.model.content import CheckedFile, ControlTotal
from budget.model.submission_details import Money
from budget.model.words import BudgetError, Cents

_FIELDS = {"budget": Money.BUDGET, "realised": Money.REALISED, "committed": Money.COMMITTED}
_ROW = re.compile(
    r"(?:(?P<sheet>[^!;:,\n]*[^!;:,\s])!\s*)?\brij\s+(?P<row>\d+)"
    r"(?:\s*:\s*(?P<amount>(?:[-−]\s*)?(?:€\s*)?[-−]?\d[\d.]*(?:,\d{1,2})?-?))?",
    re.IGNORECASE,
)
"""A row in an explanation, which may name its sheet and its amount: `Boekingen!rij 12: 1.000,00`."""
_MORE = re.compile(r"(\brij\s+\d+\s*(?:,|\ben\b)\s*)(?=\d)", re.IGNORECASE)
"""The separator between rows of a list: `rij 12, 14 en 16`."""


def totals_by_kind(checked: CheckedFile) -> dict[Money, Cents]:
    """The cents read per kind of money; for a ledger always the bookings."""
    totals: dict[Money, Cents] = {}
    for sheet in checked.sheets:
        for name, cents in sheet.amounts.items():
            if name in _FIELDS:
                totals[_FIELDS[name]] = totals.get(_FIELDS[name], 0) + cents
    return totals


def offered_in(checked: CheckedFile) -> dict[Money, Cents]:
    """The file's own total row, if it has one for a single kind of money."""
    totals = totals_by_kind(checked)
    stated_totals = [sheet.stated for sheet in checked.sheets if sheet.amounts]
    if len(totals) != 1 or None in stated_totals or not stated_totals:
        return {}
    return {next(iter(totals)): sum(cents for cents in stated_totals if cents is not None)}


def is_foreign(checked: CheckedFile) -> bool:
    """Whether a mapping read the file: then it must be reconciled."""
    return any(finding.code == "mapping-used" for finding in checked.findings)


def control_of(
    checked: CheckedFile, stated_totals: Mapping[Money, Cents], explained: Mapping[Money, str]
) -> tuple[ControlTotal, ...]:
    """The stated totals beside what was read. Raises BudgetError for a kind of money that was not read."""
    totals = totals_by_kind(checked)
    if strange := stated_totals.keys() - totals.keys():
        raise BudgetError(f"Dit bestand heeft geen bedragen van deze soort: {join_words(sorted(strange))}.")
    return tuple(
        ControlTotal(
            money,
            stated_totals[money],
            totals[money],
            _with_amounts(checked, money, explained.get(money, "")),
        )
        for money in Money
        if money in stated_totals
    )


def complaints(checked: CheckedFile, control: Iterable[ControlTotal]) -> Iterator[str]:
    """A Dutch sentence for each total that is missing but needed, or whose difference no rows explain."""
    kinds_stated = {total.money for total in control}
    if is_foreign(checked) and (missing := sorted(totals_by_kind(checked).keys() - kinds_stated)):
        yield f"Vul het totaal uit uw eigen systeem in: {join_words([str(money) for money in missing])}."
    for total in control:
        if total.difference:
            yield from _unexplained(checked, total)


def _unexplained(checked: CheckedFile, control: ControlTotal) -> Iterator[str]:
    """What is wrong with an explanation: a row, its amount, or the sum of the rows."""
    rows = _ROW.finditer(control.explained)
    amounts = {(match["sheet"] or "", int(match["row"])): match["amount"] for match in rows}
    total = 0
    for (sheet, row), amount in amounts.items():
        cell = _amount_of(checked, control.money, sheet, row)
        if cell is None:
            yield (
                f"Rij {row} heeft in dit bestand geen bedrag dat {control.money} is. Noem de rijen van het "
                "bestand; bij meer bladen ook het blad, bijvoorbeeld: Blad1!rij 12."
            )
            return
        cents, counts = cell
        if amount and read_amount(amount) != cents:
            yield f"Rij {row}: in het bestand staat {euro_exact(cents)}, u noemt {amount}."
            return
        total += -cents if counts else cents
    if total != control.difference:
        detail = f"De rijen die u noemt, verklaren {euro_exact(total)}. " if amounts else ""
        yield (
            f"Totaal {control.money}: uw systeem heeft {euro_exact(control.stated)}, gelezen is "
            f"{euro_exact(control.counted)}. Verklaar het verschil van {euro_exact(control.difference)}. "
            f"{detail}"
            "Noem de rijen die bij ons wel meetellen en in uw systeem niet, of andersom: rij 12 en rij 14."
        )


def _amount_of(checked: CheckedFile, money: Money, sheet: str, row: int) -> tuple[Cents, bool] | None:
    """The cents of a row of the file and whether they count; None if no sheet, or more than one, has it."""
    field = next(name for name, kind in _FIELDS.items() if kind is money)
    reports = [
        report for report in checked.sheets if field in report.amounts and sheet.strip() in ("", report.sheet)
    ]
    if len({report.sheet for report in reports}) != 1:
        return None
    amounts = [cents for report in reports if (cents := report.by_row[field].get(row))]
    left_out = [cents for report in reports if (cents := report.left_out.get(row))]
    return (sum(amounts or left_out), bool(amounts)) if amounts or left_out else None


def _with_amounts(checked: CheckedFile, money: Money, explained: str) -> str:
    """An explanation completed with the amount of each row, for the second person."""

    def with_amount(match: re.Match[str]) -> str:
        cell = (
            None if match["amount"] else _amount_of(checked, money, match["sheet"] or "", int(match["row"]))
        )
        return match[0] if cell is None else f"{match[0]}: {euros(cell[0])}"

    text = re.sub(r"\brijen\b", "rij", explained.strip(), flags=re.IGNORECASE)
    while (more := _MORE.sub(r"\1rij ", text)) != text:
        text = more
    return _ROW.sub(with_amount, text)


def require_reconciled(checked: CheckedFile, control: Iterable[ControlTotal]) -> None:
    """Raises BudgetError with every fault."""
    if faults := list(complaints(checked, tuple(control))):
        raise BudgetError("\n".join([*faults, "Er is niets ingediend."]))
